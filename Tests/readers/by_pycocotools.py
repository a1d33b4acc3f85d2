"""COCO as its authors' own library reads it."""
import zlib
from pathlib import Path

from pycocotools import mask as runs
from pycocotools.coco import COCO


def opened(folder, pattern):
    files = sorted(Path(folder).rglob(pattern))
    assert files, f"there is no {pattern} below {folder}"
    return [COCO(str(file)) for file in files]


def annotations(folder, pattern):
    """(file name of the picture, label, annotation, the file as read) of everything in every file."""
    for coco in opened(folder, pattern):
        ids = [one["id"] for one in coco.dataset["annotations"]]
        assert len(ids) == len(set(ids)), "ids of annotations repeat"
        names = {one["id"]: one["name"] for one in coco.loadCats(coco.getCatIds())}
        for image in coco.loadImgs(coco.getImgIds()):
            for one in coco.loadAnns(coco.getAnnIds(imgIds=image["id"], iscrowd=None)):
                yield image["file_name"], names.get(one.get("category_id")), one, coco


def images(folder, pattern="*.json"):
    return [(image["file_name"], "", [image["width"], image["height"]]) for coco in opened(folder, pattern) for image in coco.loadImgs(coco.getImgIds())]


def boxes(folder, pattern="*.json"):
    for item, label, one, _ in annotations(folder, pattern):
        x, y, width, height = one["bbox"]
        yield item, label, [x, y, x + width, y + height]


def polygons(folder, pattern="*.json"):
    """A row per polygon; what is kept as runs is none."""
    for item, label, one, _ in annotations(folder, pattern):
        for ring in one["segmentation"] if isinstance(one["segmentation"], list) else []:
            yield item, label, ring


def masks(folder, pattern="*.json"):
    """Pixels, the box around them and a checksum of them, after `area` and `bbox` of the file were seen to say the same."""
    for item, label, one, coco in annotations(folder, pattern):
        packed = coco.annToRLE(one)
        area, around = int(runs.area(packed)), runs.toBbox(packed).tolist()
        if isinstance(one["segmentation"], dict):
            assert one["area"] == area and one["bbox"] == around, (item, one["area"], area, one["bbox"], around)
        pixels = coco.annToMask(one)
        x, y, width, height = around
        yield item, label, [area, x, y, x + width, y + height, zlib.crc32(pixels.tobytes())]


def joints(folder, pattern="*.json"):
    for item, label, one, coco in annotations(folder, pattern):
        assert one["num_keypoints"] == sum(seen > 0 for seen in one["keypoints"][2::3])
        assert len(coco.cats[one["category_id"]]["keypoints"]) * 3 == len(one["keypoints"])
        yield item, label, one["keypoints"]


def captions(folder, pattern="*.json"):
    """There are no categories to ask for."""
    return [(coco.imgs[one["image_id"]]["file_name"], one["caption"], []) for coco in opened(folder, pattern) for one in coco.dataset["annotations"]]


def results(folder, truth, pattern="*.json"):
    """`loadRes` on top of the pictures and labels of `truth`, which is a dataset in COCO; the score comes last."""
    whole, = opened(truth, "*.json")
    names = {one["id"]: one["name"] for one in whole.loadCats(whole.getCatIds())}
    for file in sorted(Path(folder).rglob(pattern)):
        found = whole.loadRes(str(file))
        for one in found.dataset["annotations"]:
            x, y, width, height = one["bbox"]
            yield whole.imgs[one["image_id"]]["file_name"], names[one["category_id"]], [x, y, x + width, y + height, one["score"]]
