"""Models of files: learned, measured, kept as plain data, and asked about other files."""
import csv
import gzip
import json
import random

import pytest

from harness.cli import data, winnow
from harness.places import shared

TOPICS = {"card": ["card", "PIN", "chip", "stolen"], "fee": ["fee", "charge", "rate", "costs"], "parcel": ["parcel", "late", "courier", "refund"]}


def sentences(count, seed=1):
    draw = random.Random(seed)
    for number in range(count):
        topic = list(TOPICS)[number % 3]
        words = draw.sample(TOPICS[topic], 2) + draw.sample(["my", "the", "please", "why", "again", "today"], 3)
        draw.shuffle(words)
        yield {"id": number, "text": " ".join(words), "label": topic}


def lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def labelled(tmp_path):
    return lines(tmp_path / "labelled.jsonl", sentences(90))


@pytest.fixture
def model(labelled, tmp_path):
    winnow("train", labelled, "--to", tmp_path / "topic.model")
    return tmp_path / "topic.model"


def test_a_model_is_learned_measured_and_the_same_twice(labelled, tmp_path):
    first = data("train", labelled, "--to", tmp_path / "a.model", "--report", tmp_path / "a.html")
    second = data("train", labelled, "--to", tmp_path / "b.model")
    assert first["model"]["version"] == second["model"]["version"]
    assert (tmp_path / "a.model").read_bytes() == (tmp_path / "b.model").read_bytes()
    told = first["training"]
    assert told["rows"] == 90 and told["labels"] == ["card", "fee", "parcel"] and told["folds"] == 5 and len(told["foldAccuracy"]) == 5
    assert told["accuracy"] > 0.95 and told["macroF1"] > 0.95 and told["logLoss"] < 0.4 and told["seconds"] > 0 and told["seed"] == 0
    assert {"calibrationErrorBefore", "calibrationErrorAfter", "confusion", "temperature"} <= set(told)
    assert "Training" in (tmp_path / "a.html").read_text(encoding="utf-8")
    said = winnow("train", labelled, "--to", tmp_path / "a.model")
    assert "macro F1" in said.stderr and "parcel" in said.stdout


@pytest.mark.parametrize("name", ["text-words", "text-svm"])
@pytest.mark.parametrize("calibration", ["isotonic", "sigmoid", "none"])
def test_other_models_and_calibrations_learn_the_same(labelled, tmp_path, name, calibration):
    told = data("train", labelled, "--model", name, "--calibration", calibration, "--weights", "card=2", "--to", tmp_path / "m.model")["training"]
    assert told["model"] == name and told["calibration"] == calibration and told["accuracy"] > 0.9


def test_predictions_keep_the_record_and_what_was_given(model, tmp_path):
    pool = tmp_path / "pool.jsonl.gz"
    with gzip.open(pool, "wt", encoding="utf-8") as file:
        for row in sentences(5000, seed=2):
            file.write(json.dumps(row) + "\n")
    rows = read(winnow("predict", pool, "--model", model, "--probabilities").stdout)
    assert [row["id"] for row in rows] == list(range(5000))
    assert sum(row["label"] == row["given_label"] for row in rows) > 4900
    assert all(abs(sum(row["probabilities"].values()) - 1) < 1e-4 and row["confidence"] == max(row["probabilities"].values()) for row in rows)
    assert len(data("predict", pool, "--model", model)) == 5000
    taken = read(winnow("accept", lines(tmp_path / "p.jsonl", rows), "--above", "0.5").stdout)
    assert taken[0]["source"] == "auto"


def test_a_table_with_a_pool_inside_and_several_labels_and_numbers(tmp_path):
    table = tmp_path / "rows.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["message", "topics", "a", "b", "price"])
        for row in sentences(120):
            number = row["id"]
            topics = "" if number % 10 == 9 else row["label"] + ("|urgent" if "again" in row["text"] else "")
            writer.writerow([row["text"], topics, number % 7, number % 3, 3 * (number % 7) - (number % 3) + 10])
    several = data("train", table, "--task", "labels", "--text", "message", "--label", "topics", "--to", tmp_path / "l.model")
    assert several["leftOut"] == 12 and several["training"]["microF1"] > 0.8 and "urgent" in several["training"]["labels"]
    found = read(winnow("predict", table, "--model", tmp_path / "l.model", "--text", "message").stdout)
    assert all(isinstance(row["labels"], list) for row in found)
    price = data("train", table, "--task", "number", "--features", "a,b", "--label", "price", "--to", tmp_path / "n.model")["training"]["number"]
    assert price["determination"] > 0.98 and price["interval"]["coverage"] == 0.9
    row = read(winnow("predict", table, "--model", tmp_path / "n.model").stdout)[0]
    assert row["low"] <= row["number"] <= row["high"] and abs(row["number"] - float(row["price"])) < 1


def test_entities_are_learned_from_conll_and_found_in_texts(tmp_path):
    names, towns = ["Ann Lee", "Bob", "Éva Nagy"], ["Paris", "New York", "Łódź"]
    conll = tmp_path / "news.conll"
    with conll.open("w", encoding="utf-8") as file:
        for number in range(60):
            for word, kind in (("Mr", None), (names[number % 3], "PER"), ("lives in", None), (towns[number // 3 % 3], "LOC"), (".", None)):
                for place, part in enumerate(word.split()):
                    file.write(f"{part} {'O' if kind is None else ('I-' if place else 'B-') + kind}\n")
            file.write("\n")
    told = data("train", conll, "--task", "entities", "--to", tmp_path / "names.model")["entities"]
    assert told["f1"] > 0.95 and told["labels"] == ["LOC", "PER"] and told["rows"] == 60
    texts = lines(tmp_path / "texts.jsonl", [{"text": "Mr Éva Nagy lives in New York ."}])
    (row,) = read(winnow("predict", texts, "--model", tmp_path / "names.model").stdout)
    assert [(row["text"][span["start"]:span["end"]], span["label"]) for span in row["spans"]] == [("Éva Nagy", "PER"), ("New York", "LOC")]
    assert all(0.5 < span["confidence"] <= 1 for span in row["spans"])
    assert len(read(winnow("predict", conll, "--model", tmp_path / "names.model").stdout)) == 60


def test_a_learning_curve_says_what_more_labels_bring(tmp_path):
    path = lines(tmp_path / "many.jsonl", sentences(200))
    curve = data("train", path, "--curve", "--target", "0.9", "--to", tmp_path / "m.model")["training"]["curve"]
    assert curve["points"][0]["labels"] == 20 and curve["points"][-1]["labels"] == 160
    assert curve["labelsForTarget"]["value"] >= 1 and isinstance(curve["morePays"], bool)


def test_bad_input_is_told_with_its_place(labelled, model, tmp_path):
    one = lines(tmp_path / "one.jsonl", [{"text": "a card", "label": "x"}] * 3)
    assert "all 3 labelled items have the label `x`" in winnow("train", one, "--to", tmp_path / "m", code=3).stderr
    none = lines(tmp_path / "none.jsonl", [{"text": "a card", "label": None}] * 3)
    assert "has a `label` to learn from" in winnow("train", none, "--to", tmp_path / "m", code=3).stderr
    empty = lines(tmp_path / "empty.jsonl", [{"text": "", "label": "x"}, {"text": " ", "label": "y"}])
    assert "none of the 2 texts has a word" in winnow("train", empty, "--to", tmp_path / "m", code=3).stderr
    (tmp_path / "holes.csv").write_text("a,label\n1,x\nNaN,y\n", encoding="utf-8")
    assert "line 3 of" in winnow("train", tmp_path / "holes.csv", "--features", "a", "--to", tmp_path / "m", code=3).stderr
    assert "`nope`" in winnow("train", labelled, "--label", "nope", "--to", tmp_path / "m", code=2).stderr
    assert "no model of `winnow`" in winnow("train", labelled, "--to", labelled, code=3).stderr
    assert not (tmp_path / "m").exists()


@pytest.mark.parametrize("spoil, said", [
    (lambda data: data[: len(data) // 2], "more than the file has bytes for"),
    (lambda data: b"GIF89a" + data[6:], "does not begin with `WNMODEL`"),
    (lambda data: data[:7] + b"9" + data[8:], "version `9`"),
    (lambda data: data[:-20] + b"\xff" * 12 + data[-8:], "altered or damaged"),
    (lambda data: b"", "does not begin with"),
])
def test_a_spoilt_model_is_refused(model, labelled, tmp_path, spoil, said):
    bad = tmp_path / "bad.model"
    bad.write_bytes(spoil(model.read_bytes()))
    told = winnow("predict", labelled, "--model", bad, code=3)
    assert said in told.stderr and "bad.model" in told.stderr and told.stdout == ""


def test_real_questions_of_a_bank_are_told_apart(tmp_path):
    folder = shared("data/banking77/banking_data", "models of real texts")
    told = data("train", folder / "train.csv", "--label", "category", "--folds", "0", "--to", tmp_path / "bank.model")["training"]
    assert told["rows"] == 10_003 and len(told["labels"]) == 77
    rows = read(winnow("predict", folder / "test.csv", "--model", tmp_path / "bank.model").stdout)
    assert sum(row["label"] == row["category"] for row in rows) / len(rows) > 0.9
