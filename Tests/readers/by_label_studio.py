"""Label Studio's JSON and configuration by its own SDK: parsed, checked, and converted to other formats whose numbers are read back."""
import json
import tempfile
from pathlib import Path

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface


def parts(folder):
    folder = Path(folder)
    configs = sorted(path for path in folder.rglob("*.xml"))
    files = sorted(path for path in folder.rglob("*.json"))
    assert configs and files, f"there is no configuration or no JSON below {folder}: {[path.name for path in folder.rglob('*')]}"
    return configs[0].read_text(encoding="utf-8"), files


def interface(folder):
    """Controls of the configuration with their labels; every region must fit the configuration."""
    config, files = parts(folder)
    read = LabelInterface(config)
    read.validate()
    for file in files:
        for one in json.loads(file.read_text(encoding="utf-8")):
            for annotation in one.get("annotations", []):
                for region in annotation["result"]:
                    assert read.validate_region(region) if "from_name" in region else True, region
    for control in read.controls:
        yield control.name, " ".join(sorted(getattr(control, "labels", None) or [])), []


def converted(folder, shape, **options):
    config, files = parts(folder)
    for file in files:
        with tempfile.TemporaryDirectory() as out:
            converter = Converter(config, project_dir=None, download_resources=False)
            getattr(converter, f"convert_to_{shape}")(str(file), out, is_dir=False, **options)
            yield Path(out)


def named(path):
    """It puts a hash before the name of a file."""
    return path.split("__", 1)[-1]


def boxes_through_coco(folder):
    for out in converted(folder, "coco"):
        whole = json.loads((out / "result.json").read_text(encoding="utf-8"))
        names = {one["id"]: one["name"] for one in whole["categories"]}
        pictures = {one["id"]: named(one["file_name"]) for one in whole["images"]}
        for one in whole["annotations"]:
            x, y, width, height = one["bbox"]
            yield pictures[one["image_id"]], names[one["category_id"]], [x, y, x + width, y + height]


def polygons_through_coco(folder):
    for out in converted(folder, "coco"):
        whole = json.loads((out / "result.json").read_text(encoding="utf-8"))
        names = {one["id"]: one["name"] for one in whole["categories"]}
        pictures = {one["id"]: named(one["file_name"]) for one in whole["images"]}
        for one in whole["annotations"]:
            for ring in one["segmentation"]:
                yield pictures[one["image_id"]], names[one["category_id"]], ring


def through_json_min(folder):
    """The values of each control as JSON_MIN has them."""
    for out in converted(folder, "json_min"):
        for one in json.loads((out / "result.json").read_text(encoding="utf-8")):
            yield str(one.get("id")), json.dumps(one, sort_keys=True, ensure_ascii=False), []


def spans_through_conll(folder):
    """Tokens and tags as its converter writes them."""
    for out in converted(folder, "conll2003"):
        for line in (out / "result.conll").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("-DOCSTART-"):
                token, *_, tag = line.split()
                yield token, tag, []
