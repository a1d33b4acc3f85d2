"""Tables filled, scaled, encoded, balanced and searched for outliers, from plain files; figures beside scikit-learn's where it is there."""
import csv
import json
import random

import pytest

from harness.cli import data, winnow


def table(path, count=200, seed=3):
    """Numbers with gaps, two categories, a class of three sizes, a side; row 5 is far out."""
    drawn = random.Random(seed)
    rows = []
    for number in range(count):
        kind = "abc"[0 if number % 10 < 6 else 1 if number % 10 < 9 else 2]
        base = {"a": 0, "b": 3, "c": 6}[kind]
        rows.append({
            "x": "" if number % 9 == 4 else round(drawn.gauss(base, 1), 3), "y": "" if number % 13 == 2 else round(drawn.gauss(2 * base, 1), 3), "z": round(drawn.gauss(base, 2), 3),
            "city": "" if number % 17 == 3 else drawn.choice(("Rome", "Oslo", "Lima")), "kind": kind, "side": "train" if number % 5 else "test"})
    rows[5].update(x=400.0, y=-300.0)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path, rows


def out(*arguments):
    return [json.loads(line) for line in winnow(*arguments).stdout.splitlines()]


@pytest.mark.parametrize("method", ["mean", "median", "mode", "constant", "knn", "regression", "mice"])
def test_gaps_are_filled_and_nothing_else_changes(method, tmp_path):
    path, rows = table(tmp_path / "t.csv")
    filled = out("impute", path, "--method", method, "--seed", "4")
    assert len(filled) == len(rows)
    for before, after in zip(rows, filled):
        assert after["x"] is not None and after["y"] is not None
        assert all(before[name] == "" or float(before[name]) == pytest.approx(after[name]) for name in "xyz")
    assert filled == out("impute", path, "--method", method, "--seed", "4")


def test_the_mean_is_that_of_the_training_rows(tmp_path):
    path, rows = table(tmp_path / "t.csv")
    known = [float(row["x"]) for row in rows if row["side"] == "train" and row["x"] != ""]
    filled = out("impute", path, "--train", "side=train", "--column", "x", "--keep", tmp_path / "fitted.json")
    gaps = [after["x"] for before, after in zip(rows, filled) if before["x"] == ""]
    assert gaps and all(gap == pytest.approx(sum(known) / len(known)) for gap in gaps)
    assert all(row["y"] is None for row, before in zip(filled, rows) if before["y"] == "")
    later, _ = table(tmp_path / "later.csv", count=30, seed=9)
    assert any(row["x"] == pytest.approx(gaps[0]) for row in out("impute", later, "--fitted", tmp_path / "fitted.json"))


@pytest.mark.parametrize(("method", "scaler"), [("standard", "StandardScaler"), ("min-max", "MinMaxScaler"), ("robust", "RobustScaler"), ("max-abs", "MaxAbsScaler"), ("yeo-johnson", "PowerTransformer")])
def test_scales_are_scikit_learns(method, scaler, tmp_path):
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    path, rows = table(tmp_path / "t.csv")
    learned = [[float(row["z"])] for row in rows if row["side"] == "train"]
    expected = getattr(preprocessing, scaler)().fit(learned).transform([[float(row["z"])] for row in rows])[:, 0]
    found = [row["z"] for row in out("scale", path, "--method", method, "--column", "z", "--train", "side=train")]
    assert found == pytest.approx(list(expected), abs=1e-4 if method == "yeo-johnson" else 1e-9)


@pytest.mark.parametrize("method", ["one-hot", "ordinal", "hash", "frequency"])
def test_categories_become_numbers(method, tmp_path):
    path, rows = table(tmp_path / "t.csv")
    encoded = out("encode", path, "--method", method, "--column", "city")
    assert len(encoded) == len(rows)
    new = [name for name in encoded[0] if name == "city" or name not in rows[0]]
    assert new and all(isinstance(row[name], (int, float)) or row[name] is None for row in encoded for name in new)


def test_no_training_row_sees_its_own_target(tmp_path):
    """Every row has a city of its own: full means would give the answer away."""
    path = tmp_path / "own.csv"
    path.write_text("city,bought\n" + "".join(f"c{number},{number % 2}\n" for number in range(100)))
    encoded = out("encode", path, "--method", "target", "--label", "bought", "--column", "city", "--seed", "1")
    values = [row["city"] for row in encoded]
    assert all(0.3 < value < 0.7 for value in values), values[:10]


@pytest.mark.parametrize("method", ["iqr", "z", "mad", "isolation-forest", "lof", "knn"])
def test_the_row_that_is_far_out_is_found_and_kept(method, tmp_path):
    path, rows = table(tmp_path / "t.csv")
    filled = tmp_path / "filled.jsonl"
    filled.write_text(winnow("impute", path).stdout)
    told = data("outliers", filled, "--method", method, "--list", "--column", "x", "--column", "y")
    assert 5 in {flag["row"] for flag in told["flags"]}
    assert len(told["flags"]) < 80
    marked = out("outliers", filled, "--method", method, "--column", "x", "--column", "y")
    assert len(marked) == len(rows) and marked[5]["outlier"]


@pytest.mark.parametrize(("method", "sizes"), [("over", {"a": 96, "b": 96, "c": 96}), ("smote", {"a": 96, "b": 96, "c": 96}), ("smote-nc", {"a": 96, "b": 96, "c": 96}), ("under", {"a": 16, "b": 16, "c": 16})])
def test_only_the_training_side_is_balanced(method, sizes, tmp_path):
    path, rows = table(tmp_path / "t.csv")
    filled = tmp_path / "filled.jsonl"
    filled.write_text(winnow("impute", path).stdout)
    columns = ["--column", "x", "--column", "y", "--column", "z"] + (["--column", "city"] if method == "smote-nc" else [])
    if method == "smote-nc":
        text = winnow("impute", filled, "--method", "mode").stdout
        filled.write_text(text)
    before = [row for row in rows if row["side"] == "train"]
    sizes = {kind: max(sum(row["kind"] == one for row in before) for one in "abc") if method != "under" else min(sum(row["kind"] == one for row in before) for one in "abc") for kind in sizes}
    balanced = out("balance", filled, "--label", "kind", "--method", method, "--train", "side=train", *columns, "--seed", "2")
    test_side = [row for row in balanced if row["side"] == "test"]
    training = [row for row in balanced if row["side"] != "test"]
    assert len(test_side) == sum(row["side"] == "test" for row in rows)
    assert {kind: sum(row["kind"] == kind for row in training) for kind in "abc"} == sizes


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (["impute", "--method", "nope"], 2, "nope"), (["impute", "--column", "nope"], 3, "no column"), (["impute", "--train", "side"], 2, "field=value"),
    (["impute", "--train", "nope=1"], 2, "nope"), (["scale", "--column", "city"], 3, "does not hold"), (["encode", "--method", "target"], 2, "--label"),
    (["balance", "--label", "kind", "--class", "a"], 2, "name=rows"), (["balance", "--label", "kind", "--class", "nope=3"], 3, "no class"),
    (["impute", "--fitted", "nowhere.json"], 3, "no file"),
])
def test_wrong_use_is_told(arguments, code, said, tmp_path):
    path, _ = table(tmp_path / "t.csv")
    told = winnow(arguments[0], path, *arguments[1:], code=None)
    assert told.returncode != 0 and said in told.stderr and "Fatal" not in told.stderr, (told.returncode, told.stderr)
    assert told.stdout == ""


@pytest.mark.parametrize("text", ["x,y\n", "x\n\n\n", "x,y\n1,2\n", "x,y\nnan,inf\n1e999,-1e999\n", "x\n" + "1\n" * 50, "a,b\n" + ",\n" * 5])
@pytest.mark.parametrize("verb", [["impute"], ["impute", "--method", "knn"], ["scale"], ["encode"], ["outliers"], ["outliers", "--method", "isolation-forest"], ["balance", "--label", "x"]], ids=" ".join)
def test_poor_tables_end_in_words(verb, text, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(text)
    told = winnow(verb[0], path, *verb[1:], code=None)
    assert told.returncode in (0, 2, 3) and "Fatal" not in told.stderr
    for line in told.stdout.splitlines():
        json.loads(line, parse_constant=lambda word: pytest.fail(f"`{word}` is no JSON"))
