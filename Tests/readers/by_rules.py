"""Formats whose own programs cannot be installed beside the others (a desktop, torch, a closed service): their rules, written down again.

labelme: what its strict loader refuses. YOLO: what Ultralytics' loader refuses, drops or warns of. RTTM, Audacity, brat, Create ML, Ground Truth, Vertex,
CoNLL: the rows as their documents say. Nothing here is shared with the product.
"""
import csv
import json
import math
from pathlib import Path


def files(folder, ending):
    found = [path for path in sorted(Path(folder).rglob("*")) if path.name.endswith(ending)]
    assert found, f"there is no *{ending} below {folder}"
    return found


def number(value):
    assert isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value), value
    return float(value)


# labelme

POINTS = {"polygon": (3, None), "rectangle": (2, 2), "oriented_rectangle": (4, 4), "circle": (2, 2), "line": (2, 2), "linestrip": (2, None), "point": (1, 1), "points": (1, None), "mask": (2, 2)}


def labelme(folder, shape):
    """Points of the shapes of one type, after every rule was met by every shape."""
    for file in files(folder, ".json"):
        whole = json.loads(file.read_text(encoding="utf-8"))
        assert isinstance(whole["version"], str) and isinstance(whole["imagePath"], str) and whole["imageData"] is None or isinstance(whole["imageData"], str), file.name
        assert type(whole["imageHeight"]) is int and type(whole["imageWidth"]) is int, file.name
        assert all(isinstance(key, str) and isinstance(value, bool) for key, value in whole["flags"].items()), file.name
        for one in whole["shapes"]:
            least, most = POINTS[one["shape_type"]]
            assert isinstance(one["label"], str) and least <= len(one["points"]) and (most is None or len(one["points"]) <= most), one
            assert one["group_id"] is None or type(one["group_id"]) is int, one
            assert isinstance(one.get("description", ""), str) and all(isinstance(value, bool) for value in one["flags"].values()), one
            points = [number(value) for point in one["points"] for value in point]
            assert all(len(point) == 2 for point in one["points"]), one
            if one["shape_type"] == shape:
                yield whole["imagePath"].replace("\\", "/"), one["label"], points


def labelme_masks(folder):
    import base64
    import io
    import zlib

    import numpy
    from PIL import Image
    for file in files(folder, ".json"):
        whole = json.loads(file.read_text(encoding="utf-8"))
        for one in whole["shapes"]:
            if one["shape_type"] != "mask":
                continue
            (x0, y0), (x1, y1) = one["points"]
            crop = numpy.asarray(Image.open(io.BytesIO(base64.b64decode(one["mask"])))) > 0
            assert crop.ndim == 2, crop.shape
            assert crop.shape == (int(y1) - int(y0) + 1, int(x1) - int(x0) + 1), (crop.shape, one["points"])
            pixels = numpy.zeros((whole["imageHeight"], whole["imageWidth"]), dtype=numpy.uint8)
            pixels[int(y0):int(y1) + 1, int(x0):int(x1) + 1] = crop
            rows, columns = pixels.any(1).nonzero()[0], pixels.any(0).nonzero()[0]
            yield whole["imagePath"], one["label"], [int(pixels.sum()), int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1, zlib.crc32(pixels.tobytes())]


# YOLO

def yolo(folder, columns, sizes):
    """Rows of every label file as Ultralytics takes them; `columns`: box, polygon, corners or joints. `sizes`: picture -> width, height."""
    import yaml
    data = yaml.safe_load(files(folder, "data.yaml")[0].read_text(encoding="utf-8"))
    names = dict(enumerate(data["names"])) if isinstance(data["names"], list) else data["names"]
    assert list(names) == list(range(len(names))), names
    root = Path(folder)
    for split in ("train", "val", "test"):
        for place in [data[split]] if isinstance(data.get(split), str) else data.get(split) or []:
            assert (root / place).exists(), f"{split} of data.yaml leads to no {place}"
    for picture in sorted(path for path in root.rglob("*") if path.suffix.lower() in (".png", ".jpg", ".jpeg")):
        parts = list(picture.relative_to(root).parts)
        last = len(parts) - 1 - parts[::-1].index("images")
        label = root.joinpath(*parts[:last], "labels", *parts[last + 1:]).with_suffix(".txt")
        if not label.exists():
            continue
        rows = [line.split() for line in label.read_text(encoding="utf-8").splitlines() if line.strip()]
        assert len({tuple(row) for row in rows}) == len(rows), f"{label.name} repeats a row"
        width, height = sizes[picture.name]
        for row in rows:
            assert row[0].isdecimal() and int(row[0]) in names, row
            values = [float(value) for value in row[1:]]
            count = {"box": len(values) == 4, "corners": len(values) == 8, "polygon": len(values) >= 6 and len(values) % 2 == 0}.get(columns, len(values) == 4 + math.prod(data.get("kpt_shape", [0])))
            assert count, row
            assert all(math.isfinite(value) and (0 <= value <= 1 or columns == "joints") for value in values), row
            yield picture.name, names[int(row[0])], scaled(values, columns, width, height, data)


def scaled(values, columns, width, height, data):
    if columns in ("corners", "polygon"):
        return [value * (height if place % 2 else width) for place, value in enumerate(values)]
    cx, cy, w, h, *joints = values
    if columns == "box":
        return [(cx - w / 2) * width, (cy - h / 2) * height, (cx + w / 2) * width, (cy + h / 2) * height]
    step = data["kpt_shape"][1]
    return [value * (width, height, 1)[place % step] for place, value in enumerate(joints)]


# Other formats of pictures

def createml(folder):
    """Centre, width and height."""
    for file in files(folder, ".json"):
        for one in json.loads(file.read_text(encoding="utf-8")):
            for found in one["annotations"]:
                at = found["coordinates"]
                yield one["image"], found["label"], [at["x"] - at["width"] / 2, at["y"] - at["height"] / 2, at["x"] + at["width"] / 2, at["y"] + at["height"] / 2]


def manifest(folder):
    for file in files(folder, ".manifest"):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def ground_truth_boxes(folder):
    for one in manifest(folder):
        source = one["source-ref"]
        for name, value in one.items():
            if isinstance(value, dict) and "annotations" in value and isinstance(value["annotations"], list):
                about = one[f"{name}-metadata"]
                assert about["type"] == "groundtruth/object-detection" and len(about["objects"]) == len(value["annotations"]) and about["human-annotated"] in ("yes", "no")
                for found in value["annotations"]:
                    yield source, about["class-map"][str(found["class_id"])], [found["left"], found["top"], found["left"] + found["width"], found["top"] + found["height"]]


def ground_truth_spans(folder):
    """Ends are exclusive."""
    for one in manifest(folder):
        for name, value in one.items():
            if isinstance(value, dict) and isinstance(value.get("annotations"), dict):
                assert one[f"{name}-metadata"]["type"] == "groundtruth/text-span"
                for found in value["annotations"]["entities"]:
                    yield one["source"], found["label"], [found["startOffset"], found["endOffset"]]


def vertex_boxes(folder, sizes):
    for file in files(folder, ".jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            name = one["imageGcsUri"].rsplit("/", 1)[-1]
            width, height = sizes[name]
            for found in one.get("boundingBoxAnnotations", []):
                yield name, found["displayName"], [found["xMin"] * width, found["yMin"] * height, found["xMax"] * width, found["yMax"] * height]


def vertex_csv_boxes(folder, sizes):
    for file in files(folder, ".csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert len(row) == 11 and row[0] in ("TRAIN", "VALIDATION", "TEST", "TRAINING", "UNASSIGNED"), row
                name = row[1].rsplit("/", 1)[-1]
                if row[2]:
                    width, height = sizes[name]
                    yield name, row[2], [float(row[3]) * width, float(row[4]) * height, float(row[7]) * width, float(row[8]) * height]


# Sound

def rttm(folder):
    """Ten fields; from and to."""
    for file in files(folder, ".rttm"):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = line.split()
            assert len(row) == 10 and row[0] == "SPEAKER" and row[2].isdecimal() and row[5] == row[6] == row[8] == row[9] == "<NA>", line
            begin, length = float(row[3]), float(row[4])
            assert begin >= 0 and length > 0, line
            yield row[1], row[7], [begin, begin + length]


def audacity(folder):
    for file in files(folder, ".txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            begin, end, label = line.split("\t")
            assert 0 <= float(begin) <= float(end), line
            yield file.stem, label, [float(begin), float(end)]


# Text

def brat(folder):
    """The words behind each span are those of the text; both ends of a relation are there."""
    for file in files(folder, ".ann"):
        text, known = file.with_suffix(".txt").read_bytes().decode(), set()
        for line in file.read_text(encoding="utf-8").splitlines():
            name, rest, *words = line.split("\t")
            if name.startswith("T"):
                label, places = rest.split(" ", 1)
                pairs = [[int(value) for value in pair.split(" ")] for pair in places.split(";")]
                assert words == [" ".join(text[start:end].replace("\n", " ") for start, end in pairs)], line
                assert " " not in label and name not in known
                known.add(name)
                yield text, label, [value for pair in pairs for value in pair]
            elif name.startswith("R"):
                label, first, second = rest.split(" ")
                assert first.removeprefix("Arg1:") in known and second.removeprefix("Arg2:") in known, line


def tagged(folder, ending, scheme="BIO"):
    """Words and label of each entity, keyed by the words of its sentence; a tag that cannot follow the one before is refused."""
    first, inner, last, single = {"BIO": ("B", "I", "I", "B"), "BILOU": ("B", "I", "L", "U"), "BIOES": ("B", "I", "E", "S")}[scheme]
    for file in files(folder, ending):
        for sentence in sentences(file):
            words, label = [], None
            for token, tag in [*sentence, ("", "O")]:
                head, _, name = tag.partition("-")
                if words and not (head in (inner, last) and name == label):
                    assert scheme == "BIO", f"{sentence}: an entity without its end"
                    yield " ".join(token for token, _ in sentence), f"{label}: {' '.join(words)}", []
                    words, label = [], None
                assert head in {first, inner, last, single, "O"} and (words or head not in {inner, last} - {first, single}), sentence
                if head != "O":
                    words, label = [*words, token], name
                if scheme != "BIO" and head in (last, single):
                    yield " ".join(token for token, _ in sentence), f"{label}: {' '.join(words)}", []
                    words, label = [], None


def sentences(file):
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() + [""]:
        if not line.strip():
            if found:
                yield found
            found = []
        elif not line.startswith("-DOCSTART-"):
            columns = line.split("\t") if "\t" in line else line.split(" ")
            found.append((columns[0], columns[-1]))
