"""COCO, Pascal VOC and YOLO as `supervision` reads them: it wants the pictures beside the labels, and keeps 32-bit numbers."""
from pathlib import Path

import supervision


def rows(dataset):
    for path, _, found in dataset:
        for box, number in zip(found.xyxy.tolist(), found.class_id.tolist()):
            yield Path(path).name, dataset.classes[number], box


def pictures(folder):
    return [path.parent for path in sorted(Path(folder).rglob("*")) if path.suffix.lower() in (".png", ".jpg", ".jpeg")]


def folder_of_pictures(folder):
    places = pictures(folder)
    assert places, f"there are no pictures below {folder}"
    return places[0]


def boxes_of_coco(folder):
    for file in sorted(Path(folder).rglob("*.json")):
        inside = {path.stem: path for path in sorted(Path(folder).rglob("*")) if path.is_dir()}
        images = inside.get(file.stem.split("_")[-1], folder_of_pictures(folder))
        yield from rows(supervision.DetectionDataset.from_coco(images_directory_path=str(images), annotations_path=str(file)))


def boxes_of_voc(folder):
    """It takes the first pixel to be the first: one is taken off every minimum."""
    found = supervision.DetectionDataset.from_pascal_voc(images_directory_path=str(folder_of_pictures(folder)), annotations_directory_path=str(Path(folder, "Annotations")))
    for item, label, box in rows(found):
        yield item, label, [box[0] + 1, box[1] + 1, box[2], box[3]]


def of_yolo(folder, **options):
    data = next(iter(sorted(Path(folder).rglob("data.yaml"))))
    for place in sorted(set(pictures(folder))):
        parts = [("labels" if part == "images" else part) for part in place.relative_to(folder).parts]
        yield from rows(supervision.DetectionDataset.from_yolo(
            images_directory_path=str(place), annotations_directory_path=str(Path(folder, *parts)), data_yaml_path=str(data), **options))


def boxes_of_yolo(folder):
    return of_yolo(folder)


def boxes_around_yolo_corners(folder):
    return of_yolo(folder, is_obb=True)
