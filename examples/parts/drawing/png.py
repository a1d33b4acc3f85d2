"""Pictures as PNG files, by `zlib` alone: 8 bits a channel, colour or gray.

Each row is stored as the difference from the pixel on its left or from the row above, whichever is smaller, which is
what makes soft light small.
"""
import struct
import zlib

# How far a difference is from none, either way round.
COSTS = bytes(min(value, 255 - value) for value in range(256))
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encode(width, height, pixels, channels=3):
    """`pixels`: bytes, row by row, `channels` for each."""
    span = width * channels
    above = bytes(span)
    rows = []
    for start in range(0, height * span, span):
        row = pixels[start:start + span]
        left = bytes(channels) + row[:-channels]
        kinds = [bytes((a - b) & 255 for a, b in zip(row, other)) for other in (left, above)]
        costs = [sum(kind.translate(COSTS)) for kind in kinds]
        best = costs.index(min(costs))
        rows.append(bytes([best + 1]) + kinds[best])
        above = row
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b"")


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def decode(content):
    """Width, height, channels and pixels of a file that `encode` wrote."""
    width, height, _, colour = struct.unpack(">IIBB", content[16:26])
    packed, place = b"", len(SIGNATURE)
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place:place + 8])
        if kind == b"IDAT":
            packed += content[place + 8:place + 8 + length]
        place += length + 12
    channels = 3 if colour == 2 else 1
    return width, height, channels, undone(zlib.decompress(packed), width * channels, channels)


def undone(rows, span, channels):
    """Adds each row's differences up again."""
    pixels, above = bytearray(), bytes(span)
    for start in range(0, len(rows), span + 1):
        row = bytearray(rows[start + 1:start + 1 + span])
        if rows[start] == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, above))
        else:
            for place in range(channels, span):
                row[place] = (row[place] + row[place - channels]) & 255
        pixels += row
        above = row
    return bytes(pixels)
