"""Reads what was shipped with other people's readers only: pandas, `datasets`, and the formats' own rules."""
import csv
import json
from pathlib import Path

# Written beside the data in every format, and not data.
NOT_DATA = {"README.md", "CREDITS.md", "manifest.json", "checksums.sha256"}


def files(folder, *endings):
    found = sorted(path for path in Path(folder).rglob("*") if path.is_file() and path.name.endswith(endings) and path.name not in NOT_DATA)
    assert found, f"nothing ending in {endings} under {folder}: {[str(path) for path in Path(folder).rglob('*')]}"
    return found


def label_of(value):
    """`spam`, or the JSON shape of an answer."""
    if isinstance(value, str) and value.startswith("{"):
        value = json.loads(value)
    return value.get("choice") if isinstance(value, dict) else value


def answer_in(record, question):
    """The question's answer in a record: a column of its own, or a member of `answers`."""
    if question in record:
        return label_of(record[question])
    return label_of((record["answers"] or {}).get(question))


def field_in(record, name):
    """A field of the item: a column of its own, or a member of `fields`."""
    return record[name] if name in record else record["fields"][name]


def jsonl(folder, question):
    """key -> label of every record that has one."""
    records = [json.loads(line) for path in files(folder, ".jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    return {record["key"]: answer_in(record, question) for record in records}


def table(folder, question):
    with_rows = []
    for path in files(folder, ".csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            with_rows += list(csv.DictReader(stream))
    return {row["key"]: label_of(row[question]) for row in with_rows}


def with_pandas(folder, question):
    import pandas

    frames = [pandas.read_json(path, lines=True, dtype={"key": str}) for path in files(folder, ".jsonl")]
    frame = pandas.concat(frames)
    return {record["key"]: answer_in(record, question) for record in frame.to_dict("records")}


def with_datasets(folder, question, cache):
    import datasets

    loaded = datasets.load_dataset("json", data_files=[str(path) for path in files(folder, ".jsonl")], split="train", cache_dir=str(cache))
    return {record["key"]: answer_in(record, question) for record in loaded}
