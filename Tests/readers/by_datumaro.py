"""Many formats as datumaro reads them. It keeps coordinates as 32-bit numbers rounded to hundredths."""
import re
import shutil
import tempfile
from pathlib import Path

import datumaro.components.annotation as kinds
from datumaro.components.dataset import Dataset

Kind = kinds.AnnotationType


# Formats without a list of labels: it numbers those of each split anew and then refuses to join the splits.
SPLIT_BY_SPLIT = {"kitti_detection", "dota", "roboflow_create_ml"}


def opened(folder, kind):
    """Datasets with their labels: one, or one per split where it cannot join them."""
    for source in apart(folder, kind):
        dataset = Dataset.import_from(str(source), kind)
        yield dataset, dataset.categories().get(Kind.label)


def apart(folder, kind):
    with tempfile.TemporaryDirectory() as scratch:
        if kind == "cvat":
            # Of a file it reads the subset that is called like the file, and no other, and wants the pictures beside it.
            text = Path(folder, "annotations.xml").read_text(encoding="utf-8")
            for number, subset in enumerate(sorted(set(re.findall(r' subset="([^"]*)"', text))) or ["annotations"]):
                place = Path(scratch, str(number))
                place.mkdir()
                Path(place, f"{subset}.xml").write_text(text, encoding="utf-8")
                if Path(folder, "images").is_dir():
                    inside = Path(folder, "images", subset)
                    shutil.copytree(inside if inside.is_dir() else Path(folder, "images"), place / "images")
                yield place
        elif kind in SPLIT_BY_SPLIT:
            for split in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
                place = Path(scratch, f"of-{split.name}")
                place.mkdir()
                shutil.copytree(split, place / split.name)
                yield place
        else:
            yield folder


def of(folder, kind, *wanted):
    for dataset, labels in opened(folder, kind):
        for item in dataset:
            for one in item.annotations:
                if one.type in wanted:
                    yield item, labels[one.label].name if labels is not None and getattr(one, "label", None) is not None else "", one


def boxes(folder, kind):
    return [(item.id, label, list(one.points)) for item, label, one in of(folder, kind, Kind.bbox)]


def boxes_around(folder, kind):
    """Of shapes of any kind: left, top, right, bottom."""
    for item, label, one in of(folder, kind, Kind.polygon, Kind.mask, Kind.rotated_bbox):
        x, y, width, height = one.get_bbox()
        yield item.id, label, [x, y, x + width, y + height]


def polygons(folder, kind):
    return [(item.id, label, list(one.points)) for item, label, one in of(folder, kind, Kind.polygon)]


def masks(folder, kind):
    import zlib

    import numpy
    for item, label, one in of(folder, kind, Kind.mask):
        pixels = numpy.ascontiguousarray(one.image, dtype=numpy.uint8)
        rows, columns = pixels.any(1).nonzero()[0], pixels.any(0).nonzero()[0]
        yield item.id, label, [int(pixels.sum()), int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1, zlib.crc32(pixels.tobytes())]


def joints(folder, kind):
    """Of COCO it tells the task by the name of the file: a copy is called as it wants."""
    with tempfile.TemporaryDirectory() as renamed:
        for file in sorted(Path(folder, "annotations").glob("*.json")):
            for inside in ("annotations", "images"):
                Path(renamed, inside).mkdir(exist_ok=True)
            shutil.copy(file, Path(renamed, "annotations", f"person_keypoints_{file.stem.split('_')[-1]}.json"))
        for item, label, one in of(renamed, kind, Kind.points):
            seen = [int(getattr(value, "value", value)) for value in one.visibility]
            yield item.id, label, [value for place, flag in enumerate(seen) for value in (one.points[2 * place], one.points[2 * place + 1], flag)]


def tracks(folder, kind, attribute="track_id"):
    """A row per box of a frame; the frame and the place of the track among those seen come first. What is outside is not seen."""
    numbers = {}
    for item, label, one in of(folder, kind, Kind.bbox):
        if one.attributes.get("outside"):
            continue
        yield "", label, [int(item.attributes.get("frame", item.id)), numbers.setdefault(one.attributes[attribute], len(numbers)), *one.points]


def labels(folder, kind):
    return [(item.id, label, []) for item, label, _ in of(folder, kind, Kind.label)]


def captions(folder, kind):
    return [(item.id, one.caption, []) for item, _, one in of(folder, kind, Kind.caption)]


def sizes(folder, kind):
    """Height and width as the format itself says them."""
    return [(item.id, "", [item.media.size[1], item.media.size[0]]) for dataset, _ in opened(folder, kind) for item in dataset if item.media is not None and item.media.size is not None]


def attributes(folder, kind):
    """`name=value` of every attribute of every annotation that a format carries by itself."""
    for item, label, one in of(folder, kind, *Kind):
        for name, value in sorted(one.attributes.items()):
            yield item.id, f"{label}.{name}={value}", []


def write(folder, kind, items, **options):
    """The same the other way: `items` are (name, split, width, height, [(label, shape, numbers)]), written by its exporter."""
    import numpy
    from datumaro.components.dataset_base import DatasetItem
    from datumaro.components.media import Image
    shapes = {"box": lambda values, **more: kinds.Bbox(values[0], values[1], values[2] - values[0], values[3] - values[1], **more), "polygon": kinds.Polygon}
    names = sorted({label for *_, found in items for label, _, _ in found})
    made = Dataset.from_iterable([DatasetItem(
        id=name, subset=split, media=Image.from_numpy(data=numpy.full((height, width, 3), 90, dtype=numpy.uint8)), attributes={"id": place, "frame": place},
        annotations=[shapes[shape](values, label=names.index(label), id=100 * place + number, group=100 * place + number, attributes={"track_id": number, "occluded": False} if kind.startswith("mot") else {})
                     for number, (label, shape, values) in enumerate(found, 1)])
        for place, (name, split, width, height, found) in enumerate(items, 1)], categories=names)
    made.export(str(folder), kind, save_media=True, **options)
    return []
