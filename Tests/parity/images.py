"""Compares `images measure` with Pillow, imagehash and cleanvision on a folder of pictures.

    python3 Tests/parity/images.py .build/release/images FOLDER [--most N]

Needs `pip install 'Pillow<13' imagehash cleanvision`: Pillow 13 resamples tall pictures columns first, which moves some
bits of their hashes; ours are those of all versions before. Prints how far each measure is from the peer's and exits with 1 when a
figure is beyond what CURATION's definitions allow: 1e-3 for brightness and entropy, equal hashes for 99 of 100 pictures.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time

import imagehash
import numpy
from cleanvision.issue_managers.image_property import (
    calc_avg_brightness,
    calc_percentile_brightness,
    BlurrinessProperty,
)
from PIL import Image, ImageOps

KINDS = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"}


def peers(path):
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode.startswith("I"):
        raise ValueError("16 bits, which Pillow cuts off at 255 and we scale")
    if image.mode not in ("RGB", "L"):
        image = image.convert("L" if image.mode in ("1", "LA") else "RGB")
    blur = BlurrinessProperty().calculate(image)
    five, ninety_nine = calc_percentile_brightness(image, [5, 99])
    return {
        "brightness5": five,
        "brightness99": ninety_nine,
        "meanBrightness": calc_avg_brightness(image),
        "entropy": image.entropy(),
        "edgeDeviation": float(blur["blurriness"]),
        "histogramDeviation": float(blur["blurriness_grayscale_std"]),
        "frequencies": str(imagehash.phash(image)),
        "gradients": str(imagehash.dhash(image)),
        "mode": image.mode,
    }


def bits(left, right):
    return (int(left, 16) ^ int(right, 16)).bit_count()


def compare(binary, paths):
    start = time.process_time()
    theirs = {}
    for path in paths:
        try:
            theirs[str(path)] = peers(path)
        except (OSError, SyntaxError, ValueError) as error:
            print(f"not compared: {path.name}: {error}")
    seconds = time.process_time() - start
    lines = subprocess.run([binary, "measure", *theirs], check=True, capture_output=True, text=True).stdout.splitlines()
    ours = {line["path"]: line for line in map(json.loads, lines)}
    unread = [path for path, line in ours.items() if "measurements" not in line]
    readable = [path for path in theirs if path not in unread]
    print(f"{len(theirs)} pictures, {len(unread)} unread by us {unread[:5]}; peers took {len(theirs) / seconds:.0f} pictures per processor second")
    good = not unread
    for name in ("brightness5", "brightness99", "meanBrightness", "entropy", "edgeDeviation", "histogramDeviation"):
        off = [abs(ours[path]["measurements"][name] - theirs[path][name]) for path in readable]
        worst = max(off)
        # The last two are of a copy of 64 pixels, in gray levels and in pixels per level.
        within = worst <= (1e-3 if name not in ("edgeDeviation", "histogramDeviation") else 0.5)
        good = good and within
        print(f"{name:20} largest difference {worst:.2e}, mean {numpy.mean(off):.2e}  {'ok' if within else 'BEYOND'}")
    for name in ("frequencies", "gradients"):
        distances = [bits(ours[path]["measurements"]["hashes"][name], theirs[path][name]) for path in readable]
        equal = sum(distance == 0 for distance in distances) / len(distances)
        good = good and equal >= 0.99
        print(f"{name:20} equal {equal:.2%}, most bits apart {max(distances)}  {'ok' if equal >= 0.99 else 'BEYOND'}")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("--most", type=int, default=400)
    options = parser.parse_args()
    paths = sorted(path for path in pathlib.Path(options.folder).rglob("*") if path.suffix.lower() in KINDS)[: options.most]
    sys.exit(0 if compare(options.binary, paths) else 1)


main()
