"""Two sets of labels compared: files with one another, a project with an expert's file, all methods with known answers."""
import csv
import io
import random

import pytest
from sklearn.metrics import cohen_kappa_score, precision_recall_fscore_support

from harness.cli import data, winnow


def write(path, rows, header="item,label"):
    path.write_text(header + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def sides(tmp_path):
    """Two sets that share 180 of their 200 items and differ on some."""
    rng = random.Random(3)
    first = {f"i{n:03}": rng.choice("xyz") for n in range(200)}
    second = {f"i{n:03}": label if rng.random() < 0.8 else rng.choice("xyz") for n, label in zip(range(20, 220), list(first.values())[20:] + ["x"] * 20)}
    return write(tmp_path / "a.csv", first.items()), write(tmp_path / "b.csv", reversed(second.items())), first, second


def test_figures_are_those_of_another_library(sides):
    a, b, first, second = sides
    both = sorted(first.keys() & second.keys())
    one, other = [first[item] for item in both], [second[item] for item in both]
    report = data("compare", a, b)
    assert (report["both"], report["first"]["only"], report["second"]["only"]) == (180, 20, 20)
    assert report["kappa"]["value"] == pytest.approx(cohen_kappa_score(one, other), abs=1e-12)
    assert report["kappa"]["interval"]["low"] < report["kappa"]["value"] < report["kappa"]["interval"]["high"]
    precision, recall, f1, support = precision_recall_fscore_support(other, one, labels=["x", "y", "z"])
    for place, row in enumerate(report["labels"]):
        assert (row["label"], row["second"]) == ("xyz"[place], support[place])
        assert [row["precision"], row["recall"], row["f1"]] == pytest.approx([precision[place], recall[place], f1[place]])
    counts = report["confusion"]["counts"]
    assert counts[0][1] == sum(left == "x" and right == "y" for left, right in zip(one, other))


def test_differing_items_are_rows_and_the_figures_are_told_beside(sides):
    a, b, first, second = sides
    told = winnow("compare", a, b)
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert {row["item"]: (row["first"], row["second"]) for row in rows} == {
        item: (first[item], second[item]) for item in first.keys() & second.keys() if first[item] != second[item]}
    assert [row["item"] for row in rows] == sorted(row["item"] for row in rows)
    assert "180 items in both" in told.stderr and "kappa" in told.stderr


def test_differences_are_warnings(sides):
    a, b, *_ = sides
    winnow("compare", a, b, "--fail-on", "warning", code=1)
    winnow("compare", a, a, "--fail-on", "warning")


@pytest.mark.parametrize(("one", "other", "said", "code"), [
    ("item,label\n1,x\n", "item,label\n2,x\n", "no item of", 3), ("item,label\n", "item,label\n2,x\n", "holds no labels", 3), ("", "item,label\n2,x\n", "", 3),
    ("item,lable\n1,x\n", "item,label\n1,x\n", "has a field `label`", 2), ("item,label\n1,\n", "item,label\n1,x\n", "holds no labels", 3)])
def test_files_that_cannot_be_compared_say_why(one, other, said, code, tmp_path):
    (tmp_path / "a.csv").write_text(one, encoding="utf-8")
    (tmp_path / "b.csv").write_text(other, encoding="utf-8")
    told = winnow("compare", tmp_path / "a.csv", tmp_path / "b.csv", code=code)
    assert said in told.stderr and "hint:" in told.stderr
    assert told.stdout == ""


def test_an_item_twice_and_a_row_without_one_are_told(tmp_path):
    a = write(tmp_path / "a.csv", [("1", "x"), ("1", "y"), ("", "x"), ("2", "z")])
    told = winnow("compare", a, write(tmp_path / "b.csv", [("1", "y"), ("2", "z")]))
    assert "1 label of" in told.stderr and ":4: error: the row has no `item`" in told.stderr
    assert told.stdout == "item,first,second\n"


def test_one_label_only_has_no_kappa_and_says_why(tmp_path):
    a = write(tmp_path / "a.csv", [("1", "x"), ("2", "x")])
    report = data("compare", a, a)
    assert "value" not in report["kappa"] and "no variation" in report["kappa"]["reason"]
    assert report["agreement"] == 1


@pytest.mark.parametrize("words", [["a.csv"], ["a.csv", "b.csv", "--gold", "g.csv"], ["--with", "g.csv", "a.csv"], [], ["a.csv", "b.csv", "--project", "p"]], ids=" ".join)
def test_what_cannot_be_meant_is_wrong_use(words):
    assert winnow("compare", *words, code=2).stdout == ""


def test_methods_are_judged_by_known_answers(tmp_path):
    rng = random.Random(8)
    truth = {f"i{n:03}": rng.choice("xyz") for n in range(150)}
    rows = [(item, f"a{place}", right if rng.random() < skill else rng.choice("xyz"))
            for item, right in truth.items() for place, skill in enumerate([0.95, 0.9, 0.4, 0.4, 0.4])]
    votes = write(tmp_path / "votes.csv", rows, "item,annotator,label")
    gold = write(tmp_path / "gold.csv", truth.items())
    report = data("compare", votes, "--gold", gold)
    accuracy = {row["method"]: row.get("accuracy") for row in report["methods"]}
    assert accuracy["dawid-skene"] > accuracy["majority"]
    majority = {row["item"]: row["label"] for row in csv.DictReader(io.StringIO(winnow("consensus", votes).stdout))}
    assert accuracy["majority"] == pytest.approx(sum(majority[item] == label for item, label in truth.items()) / 150)
    assert accuracy["gold-majority"] is None
    assert all(report["equal"][place][place] == 1 for place in range(len(report["equal"])))
    assert "no item of the votes has a right label" in winnow("compare", votes, "--gold", write(tmp_path / "other.csv", [("q", "x")]), code=3).stderr


def test_a_project_is_compared_with_an_experts_file(tmp_path):
    (tmp_path / "rows.jsonl").write_text("".join(f'{{"id":"r{n}","text":"message {n}","topic":"{"red" if n % 2 else "blue"}"}}\n' for n in range(20)), encoding="utf-8")
    (tmp_path / "winnow.yaml").write_text("""\
winnow: 1
project: small
objective: Tell what a message is about
media: text
questions:
  - {name: topic, kind: choice, labels: [red, blue]}
sources:
  - {name: rows, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0, known: {topic: topic}}
""", encoding="utf-8")
    place = tmp_path / "workspace"
    winnow("init", place)
    winnow("project", "apply", tmp_path / "winnow.yaml", "--workspace", place)
    expert = write(tmp_path / "expert.csv", [(f"r{n}", "red") for n in range(10)] + [("elsewhere", "red")])
    assert "is settled yet" in winnow("compare", "--workspace", place, "--with", expert, code=3).stderr
    winnow("collect", "--workspace", place)
    report = data("compare", "--workspace", place, "--with", expert)
    assert (report["first"]["name"], report["both"], report["equal"], report["second"]["only"]) == ("small", 10, 5, 1)
    assert [row["item"] for row in report["differing"]] == ["r0", "r2", "r4", "r6", "r8"]
