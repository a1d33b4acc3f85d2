"""Pictures and archives that no honest program writes, from the standard library alone: a few hundred bytes each."""
import io
import struct
import tarfile
import zipfile
import zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, data=None, colour=2, depth=8, extra=b""):
    """A PNG; `data` is the unpacked rows, a plain picture of that size unless given."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    if data is None:
        data = b"".join(b"\x00" + bytes((x * 7 + y * 13) % 256 for x in range(width * channels)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def gif(width, height, frames=1):
    """A GIF's header and a frame of one pixel said to be all of it."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, min(width, 65535), min(height, 65535), 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + frame * frames + b"\x3b"


def webp(width, height):
    """An extended WebP whose canvas is that large and whose picture is not there."""
    canvas = struct.pack("<I", 0) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + canvas + b"VP8L" + struct.pack("<I", 10) + b"\x2f" + bytes(9)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def tiff(width, height, *, ring=False):
    """A TIFF's directory, which may be its own successor."""
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 16)]
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries) + struct.pack("<I", 24 if ring else 0)
    return b"II*\x00" + struct.pack("<I", 24) + bytes(16) + directory


def jpeg_head(width, height):
    """A JPEG's start, frame header and scan header, then nothing."""
    return (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
            + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x11\x00\x02\x11\x01\x03\x11\x01"
            + b"\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00" + bytes(20) + b"\xff\xd9")


def bmp(width, height):
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def zipped(entries, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, bytes) in order; names are taken as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, content)
    return stream.getvalue()


def renamed(archive, before, after):
    """The same zip with a name replaced by raw bytes of the same length, in both places it stands."""
    assert len(before) == len(after)
    return archive.replace(before, after)


def linked(name, target):
    """A zip with a symbolic link, as Unix tools write it, and a picture behind it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
        archive.writestr("good.png", png(8, 8))
    return stream.getvalue()


def overlapping(names, content):
    """A zip whose directory names the same bytes again and again (after D. Fifield's bombs)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(content) + packed.flush()
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, zlib.crc32(content), len(data), len(content), len(names[0]), 0) + names[0].encode() + data
    directory = b"".join(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, zlib.crc32(content), len(data), len(content), len(name), 0, 0, 0, 0, 0, 0) + name.encode() for name in names)
    return local + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(names), len(names), len(directory), len(local), 0)


def tarred(*entries, packed="w"):
    """A tar of (name, bytes) or of `TarInfo` as it is."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=packed) as archive:
        for entry in entries:
            if isinstance(entry, tarfile.TarInfo):
                archive.addfile(entry)
            else:
                info = tarfile.TarInfo(entry[0])
                info.size = len(entry[1])
                archive.addfile(info, io.BytesIO(entry[1]))
    return stream.getvalue()


def link(name, target, kind=tarfile.SYMTYPE):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


def device(name):
    info = tarfile.TarInfo(name)
    info.type = tarfile.CHRTYPE
    info.devmajor, info.devminor = 1, 5
    return info


def nested_zip(depth, innermost):
    content = innermost
    for level in range(depth):
        content = zipped([(f"level-{level}.zip" if level else "zeros.bin", content)])
    return content
