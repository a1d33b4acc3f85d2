#!/usr/bin/env python3
"""Draws the pictures of this example and writes where every part lies in them.

    python3 draw.py [FOLDER]

Python's standard library is all it needs. The same pictures come out every time and everywhere: each has its number as
seed. Without FOLDER they go to `pictures/` beside this file, where they are kept; `pictures/boxes.json` has the answers as
COCO, with the box made of the pixels that a part covers by half or more.
"""
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from drawing import scenes
from drawing.png import encode

LABELS = ["screw", "washer", "nut"]
HERE = Path(__file__).resolve().parent


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    pictures = drawings()
    for name, drawn in pictures:
        (folder / name).write_bytes(encode(drawn.width, drawn.height, drawn.pixels, drawn.channels))
    (folder / "boxes.json").write_text(answers(pictures), encoding="utf-8")


def drawings():
    """Name and picture of every scene, drawn on all cores."""
    with ProcessPoolExecutor() as pool:
        return [(f"part-{scene.number:02}.png", drawn) for scene, drawn in zip(scenes.ALL, pool.map(scenes.drawn, scenes.ALL))]


def answers(pictures):
    """All pictures and parts as COCO, one to a line so that a change is seen in a diff."""
    images, parts = [], []
    for number, (name, drawn) in enumerate(pictures, 1):
        images.append({"id": number, "file_name": name, "width": drawn.width, "height": drawn.height, "focus": drawn.focus, "bench": drawn.bench, "lamp": drawn.lamp})
        for label, (left, top, right, bottom), is_cut in drawn.boxes:
            wide, high = right - left, bottom - top
            parts.append({"id": len(parts) + 1, "image_id": number, "category_id": LABELS.index(label) + 1, "bbox": [left, top, wide, high],
                          "area": wide * high, "iscrowd": 0, "attributes": {"cut": is_cut}})
    sections = {
        "info": [{"description": "Parts on a workbench, drawn for Winnow", "version": "1"}],
        "categories": [{"id": number, "name": name} for number, name in enumerate(LABELS, 1)],
        "images": images, "annotations": parts,
    }
    texts = {name: ",\n".join(json.dumps(row) for row in rows) for name, rows in sections.items()}
    lists = ",\n".join(f'"{name}": [\n{texts[name]}\n]' for name in ("categories", "images", "annotations"))
    return f'{{"info": {texts["info"]},\n{lists}}}\n'


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pictures")
