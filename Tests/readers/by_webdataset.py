"""Shards by `webdataset`: samples as its own loader puts them together."""
import io
import json
from pathlib import Path

import webdataset


def samples(folder):
    shards = [str(path) for path in sorted(Path(folder).rglob("*.tar"))]
    assert shards, f"there is no *.tar below {folder}"
    return webdataset.WebDataset(shards, shardshuffle=False, empty_check=False)


def keys(folder):
    """Which members each sample has; pictures must open, JSON must parse."""
    from PIL import Image
    for sample in samples(folder):
        names = sorted(name for name in sample if not name.startswith("__"))
        for name in names:
            if name.split(".")[-1] in ("jpg", "jpeg", "png", "webp"):
                Image.open(io.BytesIO(sample[name])).load()
            elif name.split(".")[-1] == "json":
                json.loads(sample[name])
        yield sample["__key__"], " ".join(names), []


def choices(folder, names=()):
    """`.cls` by `webdataset`'s own decoder, which makes it a whole number; `names`, or `info.json` beside the shards, say which is which."""
    info = Path(folder, "info.json")
    if not names and info.exists():
        names = [label["name"] for question in json.loads(info.read_text(encoding="utf-8"))["questions"] if question["kind"] == "choice" for label in question["labels"]]
    for sample in samples(folder).decode():
        if "cls" in sample:
            yield sample["__key__"], names[sample["cls"]] if names else str(sample["cls"]), []


def texts(folder):
    return [(sample["__key__"], sample["txt"], []) for sample in samples(folder).decode() if "txt" in sample]


def boxes(folder):
    """Of the answers in `.json` of each sample."""
    for sample in samples(folder).decode():
        for answer in sample["json"]["answers"].values():
            for part in answer["parts"]:
                yield sample["__key__"], part["labels"][0], part["box"]


def pixels(folder):
    """Width and height of each picture that is embedded, and a checksum of its bytes."""
    import zlib

    from PIL import Image
    for sample in samples(folder):
        for name in sorted(sample):
            if name in ("jpg", "jpeg", "png", "webp"):
                yield sample["__key__"], "", [*Image.open(io.BytesIO(sample[name])).size, zlib.crc32(sample[name])]


def write(folder, rows, picture):
    """A shard with a picture (a file) and a label's number for each of `rows` (key, label, [])."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    names = sorted({label for _, label, _ in rows})
    with webdataset.TarWriter(str(Path(folder, "train-000000.tar"))) as shard:
        for key, label, _ in rows:
            shard.write({"__key__": key, "png": Path(picture).read_bytes(), "cls": names.index(label)})
    return []
