"""Writes Tests/MediaTests/Images/Miniatures.swift: one tiny picture of every kind that the decoders must know.

Needs Pillow and pillow-heif; run it again only to add a kind:  python3 Tests/parity/image_miniatures.py > FILE
The picture is 12 x 8: red grows to the right, green downwards, blue is constant, so that tests know every pixel.
"""

import base64
import io
import struct
import zlib

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
WIDTH, HEIGHT = 12, 8
RGB = Image.new("RGB", (WIDTH, HEIGHT))
RGB.putdata([(x * 20, y * 30, 100) for y in range(HEIGHT) for x in range(WIDTH)])
GRAY = Image.new("L", (WIDTH, HEIGHT))
GRAY.putdata([x * 20 for y in range(HEIGHT) for x in range(WIDTH)])


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(depth, colour, rows, interlace=0):
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, interlace)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def wide(value):
    return struct.pack(">H", value * 257)


def adam7():
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = []
    for left, top, right, down in passes:
        for y in range(top, HEIGHT, down):
            row = b"".join(bytes((x * 20, y * 30, 100)) for x in range(left, WIDTH, right))
            if row:
                rows.append(row)
    return png(8, 2, rows, interlace=1)


def translucent():
    image = RGB.convert("RGBA")
    image.putalpha(GRAY)
    return image


RGBA = translucent()
frames = [GRAY.point(lambda value, add=add: min(255, value + add)) for add in (0, 15, 30)]
cmyk = RGB.convert("CMYK")
MINIATURES = {
    "jpeg": saved(RGB, "JPEG", quality=95, subsampling=0),
    "progressiveJPEG": saved(RGB, "JPEG", quality=95, subsampling=0, progressive=True),
    "grayJPEG": saved(GRAY, "JPEG", quality=95),
    "cmykJPEG": saved(cmyk, "JPEG", quality=95, subsampling=0),
    "png": saved(RGB, "PNG"),
    "grayPNG": saved(GRAY, "PNG"),
    "palettePNG": saved(RGB.quantize(96), "PNG"),
    "bilevelPNG": saved(GRAY.point(lambda value: 255 if value >= 120 else 0).convert("1"), "PNG"),
    "alphaPNG": saved(RGBA, "PNG"),
    "keyedPNG": saved(RGB, "PNG", transparency=(0, 0, 100)),
    "interlacedPNG": adam7(),
    "deepGrayPNG": png(16, 0, [b"".join(wide(x * 20) for x in range(WIDTH)) for _ in range(HEIGHT)]),
    "deepPNG": png(16, 2, [b"".join(wide(x * 20) + wide(y * 30) + wide(100) for x in range(WIDTH)) for y in range(HEIGHT)]),
    "animatedPNG": saved(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=40),
    "webp": saved(RGB, "WEBP", lossless=True),
    "lossyWebP": saved(RGB, "WEBP", quality=90),
    "alphaWebP": saved(RGBA, "WEBP", lossless=True, exact=True),
    "animatedWebP": saved(RGB, "WEBP", save_all=True, append_images=[RGB.rotate(180)], duration=40, lossless=True),
    "gif": saved(GRAY, "GIF"),
    "animatedGIF": saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=40),
    "tiff": saved(RGB, "TIFF", compression="tiff_lzw"),
    "turnedTIFF": saved(RGB.transpose(Image.Transpose.ROTATE_90), "TIFF", compression="raw", tiffinfo={274: 6}),
    "pagedTIFF": saved(GRAY, "TIFF", save_all=True, append_images=frames[1:]),
    "bmp": saved(RGB, "BMP"),
    "paletteBMP": saved(RGB.quantize(96), "BMP"),
    "bilevelBMP": saved(GRAY.point(lambda value: 255 if value >= 120 else 0).convert("1"), "BMP"),
    "heic": saved(RGB.resize((64, 48), Image.Resampling.NEAREST), "HEIF", quality=90),
    "avif": saved(RGB.resize((64, 48), Image.Resampling.NEAREST), "AVIF", quality=90),
}

print("/// Made by Tests/parity/image_miniatures.py: 12 x 8 pixels, red x * 20, green y * 30, blue 100; gray ones x * 20.")
print("enum Miniatures {")
for name, content in MINIATURES.items():
    text = base64.b64encode(content).decode()
    print(f'    static let {name} = Miniature(name: "{name}", base64: """')
    for start in range(0, len(text), 120):
        print(f"        {text[start:start + 120]}")
    print('        """)')
print("}")
