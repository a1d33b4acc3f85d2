"""Golden values of image checks: writes Tests/PreparingTests/Images/golden-images.json from cleanvision and imagehash.

    tools/golden/make images

Every picture is named with cleanvision's score and verdict for each issue, and imagehash's phash and dhash. The set is
cleanvision's: odd sizes depend on the others. Some pictures are spoiled here (dark, light, blurred) by Pillow and written
as PNG into the file itself, as its raw bytes in base 64, since the real ones are too good to cross a threshold.
"""
import base64
import io
import json
import sys
import tempfile
from pathlib import Path

import imagehash
from cleanvision import Imagelab
from PIL import Image, ImageFilter

OUT = Path(__file__).resolve().parents[2] / "Tests/PreparingTests/Images/golden-images.json"
ISSUES = ["dark", "light", "odd_aspect_ratio", "low_information", "blurry", "grayscale", "odd_size"]
KINDS = ["astronaut.png", "brick.png", "camera.png", "cell.png", "chelsea.png", "chessboard_RGB.png", "coffee.png", "coins.png", "grass.png", "gravel.png", "hubble_deep_field.jpg",
         "ihc.png", "microaneurysms.png", "moon.png", "motorcycle_left.png", "page.png", "retina.jpg", "rocket.jpg", "text.png"]


def spoiled(folder):
    """Small, so that they fit into the file."""
    small = Image.open(folder / "skimage/coffee.png").convert("RGB").resize((60, 40))
    yield "spoiled-dark.png", small.point(lambda value: value // 6)
    yield "spoiled-light.png", small.point(lambda value: 247 + value // 32)
    yield "spoiled-strip.png", small.crop((0, 0, 60, 12))
    yield "spoiled-flat.png", Image.new("RGB", (60, 40), (20, 90, 200))
    smooth = Image.new("RGB", (128, 128))
    smooth.putdata([(x * 5 // 3, y * 5 // 3, 90) for y in range(128) for x in range(128)])
    yield "spoiled-blurred.png", smooth


def main():
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        sources = {}
        cells = sorted((folder / "cells-voc/BCCD/JPEGImages").glob("*.jpg"))[:16]
        for path in cells + [folder / "skimage" / name for name in KINDS]:
            (Path(scratch) / path.name).write_bytes(path.read_bytes())
            sources[path.name] = {"path": str(path.relative_to(folder))}
        for name, picture in spoiled(folder):
            stream = io.BytesIO()
            picture.save(stream, "PNG", optimize=True)
            (Path(scratch) / name).write_bytes(stream.getvalue())
            sources[name] = {"bytes": base64.b64encode(stream.getvalue()).decode()}
        lab = Imagelab(data_path=scratch)
        lab.find_issues({name: {} for name in ISSUES}, n_jobs=1, verbose=False)
        found = []
        for path, row in lab.issues.iterrows():
            name = Path(path).name
            picture = Image.open(path)
            case = {"name": name, "width": picture.width, "height": picture.height, "mode": picture.mode} | sources[name]
            case["scores"] = {issue: float(row[f"{issue}_score"]) for issue in ISSUES}
            case["issues"] = [issue for issue in ISSUES if bool(row[f"is_{issue}_issue"])]
            case["phash"], case["dhash"] = str(imagehash.phash(picture)), str(imagehash.dhash(picture))
            found.append(case)
    OUT.write_text(json.dumps(sorted(found, key=lambda case: case["name"]), separators=(",", ":")) + "\n")
    for case in found:
        print(case["name"], case["mode"], case["issues"], case["phash"])


main()
