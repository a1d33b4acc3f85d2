"""Parquet by pyarrow, and folders as Hugging Face's `datasets` loads them, without the network."""
import json
import os
import tempfile
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_OFFLINE"] = "1"
import datasets
import pyarrow.parquet

datasets.disable_progress_bars()


def files(folder):
    found = sorted(Path(folder).rglob("*.parquet"))
    assert found, f"there is no *.parquet below {folder}"
    return found


def tables(folder):
    for file in files(folder):
        pyarrow.parquet.ParquetFile(str(file)).metadata.to_dict()
        yield pyarrow.parquet.read_table(str(file))


def columns(folder):
    return [(field.name, str(field.type), []) for field in next(tables(folder)).schema]


def records(folder, *_, key="key", column=None):
    """A row per record: its key, and a column (all without one) as JSON text."""
    for table in tables(folder):
        for one in table.to_pylist():
            yield str(one.get(key, "")), json.dumps(one[column] if column else one, sort_keys=True, ensure_ascii=False, default=repr), []


def named(table):
    """Labels of the `ClassLabel` columns, as Hugging Face writes them into the schema."""
    told = json.loads((table.schema.metadata or {}).get(b"huggingface", b"{}"))
    return {name: feature.get("names") for name, feature in told.get("info", {}).get("features", {}).items() if isinstance(feature, dict) and feature.get("_type") == "ClassLabel"}


def loaded(folder, kind):
    """Every row of every split with the split's name; the cache goes with this call."""
    with tempfile.TemporaryDirectory() as cache:
        if kind == "parquet":
            found = {file.stem: datasets.load_dataset("parquet", data_files=str(file), split="train", cache_dir=cache) for file in files(folder)}
        else:
            found = datasets.load_dataset(kind, data_dir=str(folder), cache_dir=cache)
        for split, rows in found.items():
            for row in rows:
                yield split, rows.features, row


def name_of(picture):
    return os.path.basename(getattr(picture, "filename", "") or "")


def choices(folder, kind="imagefolder", column="label"):
    """The label by the names that the features give its number."""
    for _, features, row in loaded(folder, kind):
        value, feature = row[column], features[column]
        label = feature.int2str(value) if isinstance(feature, datasets.ClassLabel) and value is not None else value
        yield name_of(row.get("image")) or str(row.get("key") or row.get("text") or ""), label, []


def boxes(folder, kind="imagefolder", column="objects"):
    """`objects`: a list of `bbox` and one of `categories` (or `category`), left, top, width and height."""
    for _, features, row in loaded(folder, kind):
        found = row[column]
        names = "categories" if "categories" in found else "category"
        feature = features[column][names]
        feature = getattr(feature, "feature", feature)
        for (x, y, width, height), value in zip(found["bbox"], found[names]):
            label = feature.int2str(value) if isinstance(feature, datasets.ClassLabel) else value
            yield name_of(row.get("image")) or str(row.get("key") or row.get("file_name")), label, [x, y, x + width, y + height]


def texts(folder, kind="imagefolder", column="text"):
    return [(name_of(row.get("image")) or str(row.get("key")), row[column], []) for _, _, row in loaded(folder, kind) if row[column] is not None]


def boxes_in_json(folder, column):
    """Of answers that a column holds as JSON."""
    for table in tables(folder):
        for one in table.to_pylist():
            for part in json.loads(one[column])["parts"] if one[column] else []:
                yield one["key"], part["labels"][0], part["box"]


def pixels(folder, column="image"):
    """Width, height and a checksum of the bytes of each picture that is within."""
    import io
    import zlib

    from PIL import Image
    for table in tables(folder):
        for one in table.to_pylist():
            yield one["key"], "", [*Image.open(io.BytesIO(one[column]["bytes"])).size, zlib.crc32(one[column]["bytes"])]


def splits(folder, kind="imagefolder"):
    counts = {}
    for split, _, _ in loaded(folder, kind):
        counts[split] = counts.get(split, 0) + 1
    return [(split, "", [count]) for split, count in counts.items()]


def write(folder, rows, compression="snappy", using="pyarrow"):
    """A table of `rows` (text, label, []): by pyarrow as plain columns, by `datasets` with a `ClassLabel`."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    file = str(Path(folder, "train.parquet"))
    columns = {"key": [str(number) for number in range(len(rows))], "text": [text for text, _, _ in rows], "label": [label for _, label, _ in rows], "length": [len(text) for text, _, _ in rows],
               "words": [text.split() for text, _, _ in rows], "share": [1 / (1 + len(text)) for text, _, _ in rows], "gap": [None if number % 2 else number for number in range(len(rows))]}
    if using == "datasets":
        names = sorted(set(columns["label"]))
        features = datasets.Features({"key": datasets.Value("string"), "text": datasets.Value("string"), "label": datasets.ClassLabel(names=names)})
        datasets.Dataset.from_dict({"key": columns["key"], "text": columns["text"], "label": [names.index(label) for label in columns["label"]]}, features=features).to_parquet(file)
    else:
        pyarrow.parquet.write_table(pyarrow.table(columns), file, compression=compression)
    return []
