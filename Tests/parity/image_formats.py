"""Whether independent readers see in our COCO, VOC and YOLO files what we stored.

    python image_formats.py DUMP.jsonl COCO_FOLDER VOC_FOLDER YOLO_FOLDER

DUMP.jsonl has a line per picture with `key` and `answers` (boxes) as stored, such as a shipment in `jsonl`; the folders are what was
written from the same pictures, with the pictures in them (datumaro asks for those). Needs what `Tests/requirements-readers.txt` names. Prints a line per reader with counts and the worst difference; ends 1 when one disagrees.
A reader that is not installed is said to be SKIPPED.
"""
import contextlib, io, json, math, os, sys
from pathlib import Path


def stored(dump):
    boxes, labels = {}, {}
    for line in open(dump, encoding="utf-8"):
        record = json.loads(line)
        parts = [part for answer in record["answers"].values() for part in answer["parts"]]
        boxes[record["key"]] = sorted((part["labels"][0], *part["box"]) for part in parts)
        labels.update(dict.fromkeys(part["labels"][0] for part in parts))
    return boxes


def compare(name, ours, theirs, tolerance):
    missing = [key for key in ours if len(ours[key]) != len(theirs.get(key, []))]
    worst = 0.0
    for key, boxes in ours.items():
        for a, b in zip(boxes, sorted(theirs.get(key, []))):
            worst = max([worst, *(abs(x - y) for x, y in zip(a[1:], b[1:])), 0 if a[0] == b[0] else float("inf")])
    good = not missing and worst <= tolerance
    print(f"{'ok  ' if good else 'FAIL'} {name}: {len(theirs)} pictures, {sum(map(len, theirs.values()))} of {sum(map(len, ours.values()))} boxes, worst difference {worst:g} px")
    return good


def by_pycocotools(folder, ours):
    from pycocotools.coco import COCO
    theirs = {}
    for file in sorted(Path(folder, "annotations").glob("*.json")):
        with contextlib.redirect_stdout(io.StringIO()):
            coco = COCO(str(file))
        names = {c["id"]: c["name"] for c in coco.loadCats(coco.getCatIds())}
        for image in coco.loadImgs(coco.getImgIds()):
            found = coco.loadAnns(coco.getAnnIds(imgIds=image["id"]))
            theirs[image["file_name"]] = [(names[a["category_id"]], a["bbox"][0], a["bbox"][1], a["bbox"][0] + a["bbox"][2], a["bbox"][1] + a["bbox"][3]) for a in found]
    expected = {key: [(label, x0, y0, reached(x0, x1), reached(y0, y1)) for label, x0, y0, x1, y1 in boxes] for key, boxes in ours.items()}
    return compare("COCO by pycocotools", expected, theirs, 0)


def reached(start, end):
    """COCO writes sizes. Where start + size is the end for no size at all, the nearest there is."""
    size = end - start
    for candidate in (size, math.nextafter(size, math.inf), math.nextafter(size, 0)):
        if start + candidate == end:
            return end
    return start + size


def by_lxml(folder, ours):
    from lxml import etree
    theirs = {}
    for file in sorted(Path(folder, "Annotations").glob("*.xml")):
        root = etree.parse(str(file)).getroot()
        theirs[root.findtext("filename")] = [(o.findtext("name"), *(float(o.findtext(f"bndbox/{n}")) for n in ("xmin", "ymin", "xmax", "ymax"))) for o in root.iter("object")]
    return compare("VOC by lxml", ours, theirs, 0)


def by_datumaro(folder, ours, kind, tolerance):
    import numpy as np
    from datumaro.components.dataset import Dataset
    import datumaro.components.annotation as annotation
    dataset = Dataset.import_from(str(folder), kind)
    names = dataset.categories()[annotation.AnnotationType.label]
    theirs = {}
    for item in dataset:
        boxes = [a for a in item.annotations if a.type == annotation.AnnotationType.bbox]
        theirs[item.id] = [(names[a.label].name, *a.points) for a in boxes]
    # It keeps coordinates as 32-bit floats, rounded to hundredths.
    kept = lambda box: np.array(box, dtype=np.float32).round(annotation.COORDINATE_ROUNDING_DIGITS).tolist()
    ours = {os.path.splitext(key)[0]: [(label, *kept(box)) for label, *box in boxes] for key, boxes in ours.items()}
    return compare(f"{kind} by datumaro", ours, theirs, tolerance)


def by_hand(folder, ours):
    """YOLO rows have no sizes; those of the pictures beside them are taken, as Pillow sees them."""
    from PIL import Image
    folder, names, theirs = Path(folder), {}, {}
    for line in open(folder / "data.yaml", encoding="utf-8"):
        if line.startswith("  "):
            number, name = line.strip().split(": ", 1)
            names[int(number)] = json.loads(name)
    for file in sorted((folder / "labels").rglob("*.txt")):
        inside = file.relative_to(folder / "labels")
        picture, = [one for one in (folder / "images" / inside.parent).iterdir() if one.stem == file.stem]
        with Image.open(picture) as opened:
            width, height = opened.size
        rows = []
        for line in open(file):
            number, *scaled = line.split()
            cx, cy, w, h = (float(value) * side for value, side in zip(scaled, (width, height, width, height)))
            rows.append((names[int(number)], cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2))
        theirs["/".join((*inside.parent.parts[1:], picture.name))] = rows
    return compare("YOLO by plain Python and Pillow", ours, theirs, 0.001)


def main(dump, coco, voc, yolo):
    ours = stored(dump)
    checks = [
        ("pycocotools", lambda: by_pycocotools(coco, ours)), ("lxml", lambda: by_lxml(voc, ours)), ("pillow", lambda: by_hand(yolo, ours)),
        ("datumaro voc", lambda: by_datumaro(voc, ours, "voc", 0)), ("datumaro coco", lambda: by_datumaro(coco, ours, "coco", 1e-2)),
    ]
    good = True
    for name, check in checks:
        try:
            good = check() and good
        except ImportError as error:
            print(f"SKIPPED {name}: {error}")
        except Exception as error:
            print(f"FAIL {name}: {type(error).__name__}: {error}")
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
