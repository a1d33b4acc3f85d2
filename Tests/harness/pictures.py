"""Ready projects of pictures: real photographs of blood cells where they are there, and always the repository's own example."""
import json
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .boxes import Marked, area
from .places import EXAMPLES, shared

CELLS_DEFINITION = """\
winnow: 1
project: cells
objective: Count blood cells on microscope photographs
media: image
questions:
  - name: cells
    kind: boxes
    prompt: Box every cell, also cut ones
    labels: [{{name: RBC, key: 1}}, {{name: WBC, key: 2}}, {{name: Platelets, key: 3}}]
  - {{name: focus, kind: choice, labels: [sharp, soft], unknown: true, required: false}}
sources:
  - {{name: photos, kind: folder, path: "{path}", format: voc, licence: MIT, attribution: BCCD authors, origin: external}}
prepare:
  - {{step: image-checks}}
  - {{step: near-duplicates, radius: 4}}
labelling: {{overlap: 2}}
consensus: {{boxes: {{method: fuse, iou: 0.5}}, choice: {{method: majority}}}}
augment: {{copies: 1, seed: 7, steps: [{{operation: flip-horizontal}}]}}
"""


@dataclass
class Gallery:
    """Pictures whose right boxes are known to the test and hidden from annotators."""

    name: str
    question: str
    labels: list
    definition: Path
    # Key of a picture -> its boxes as the files have them.
    truth: dict
    # Boxes without area, which become findings.
    left_out: int
    splits: dict
    licence: str

    def worth_drawing(self, key):
        """The boxes that a hand can draw: those of 12 pixels or more on a side."""
        return [marked for marked in self.truth[key] if min(marked.box[2] - marked.box[0], marked.box[3] - marked.box[1]) >= 12]

    def key_of(self, label):
        return str(self.labels.index(label) + 1)


def cells(folder):
    path = shared("data/cells-voc/BCCD", "the journey over 364 photographs of blood cells")
    truth, left_out = {}, 0
    for file in sorted((path / "Annotations").glob("*.xml")):
        root = ElementTree.parse(file).getroot()
        boxes = [Marked(one.findtext("name"), tuple(float(one.findtext(f"bndbox/{edge}")) for edge in ("xmin", "ymin", "xmax", "ymax"))) for one in root.iter("object")]
        truth[root.findtext("filename")] = [marked for marked in boxes if area(marked.box) > 0]
        left_out += sum(area(marked.box) == 0 for marked in boxes)
    splits = {name: len((path / f"ImageSets/Main/{name}.txt").read_text(encoding="utf-8").split()) for name in ("train", "val", "test")}
    definition = Path(folder) / "cells.yaml"
    definition.write_text(CELLS_DEFINITION.format(path=path), encoding="utf-8")
    return Gallery("cells", "cells", ["RBC", "WBC", "Platelets"], definition, truth, left_out, splits, "MIT")


def parts(folder):
    answers = json.loads((EXAMPLES / "parts/pictures/boxes.json").read_text(encoding="utf-8"))
    names = {row["id"]: row["name"] for row in answers["categories"]}
    files = {row["id"]: row["file_name"] for row in answers["images"]}
    truth = {name: [] for name in files.values()}
    for row in answers["annotations"]:
        left, top, wide, high = row["bbox"]
        truth[files[row["image_id"]]].append(Marked(names[row["category_id"]], (left, top, left + wide, top + high)))
    return Gallery("parts", "parts", ["screw", "washer", "nut"], EXAMPLES / "parts/winnow.yaml", truth, 0, {}, "CC0-1.0")
