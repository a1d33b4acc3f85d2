"""`winnow drift`: two sets of data, column by column, with drift that was put there."""
import csv
import json
import random

import pytest

from harness.cli import data, winnow
from harness.figures import report
from harness.places import shared

COLUMNS = ("age", "income", "city", "plan", "note", "same")


def rows(count, seed, shifted=False):
    drawn = random.Random(seed)
    words = ["goal", "match", "team", "league"] if shifted else ["rain", "sun", "wind", "cloud"]
    for number in range(count):
        yield {
            "age": drawn.randint(18, 70), "income": round(drawn.gauss(3000 if not shifted else 3400, 500), 2), "city": drawn.choice("ABCD" if not shifted else "ABBBCD"), "plan": drawn.choice(("free", "paid")),
            "note": " ".join(drawn.choice(words) for _ in range(8)) + f" {number}", "same": "x"}


def written(path, rows):
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        if path.suffix == ".csv":
            writer = csv.DictWriter(stream, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        else:
            stream.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def compared(before, after, *options):
    told = data("drift", before, after, *options)["drift"]
    return told, {column["name"]: column for column in told["columns"]}


@pytest.mark.parametrize("count", [400, 3000])
def test_what_was_shifted_is_found_and_nothing_else(count, tmp_path):
    before, after = written(tmp_path / "before.csv", rows(count, 1)), written(tmp_path / "after.jsonl", rows(count, 2, shifted=True))
    told, columns = compared(before, after)
    assert {name for name, column in columns.items() if column["hasDrifted"]} == {"income", "city", "note"}
    assert told["hasDrifted"] and told["drifted"] == 3 and told["compared"] == 6
    assert columns["income"]["measure"] == ("ks" if count <= 1000 else "wasserstein")
    assert columns["note"]["kind"] == "text" and columns["note"]["value"] > 0.9
    # Another draw of the same kind: each of six columns has one chance in twenty of looking drifted, the data has not.
    again, columns = compared(before, written(tmp_path / "again.csv", rows(count, 4)))
    assert not again["hasDrifted"] and again["drifted"] <= 1, columns
    assert compared(before, before)[0]["drifted"] == 0
    assert data("drift", before, after) == data("drift", before, after)


def test_columns_measure_and_threshold_can_be_chosen(tmp_path):
    before, after = written(tmp_path / "before.csv", rows(500, 1)), written(tmp_path / "after.csv", rows(500, 2, shifted=True))
    told, columns = compared(before, after, "--column", "income", "--column", "note", "--measure", "wasserstein", "--threshold", "5")
    assert list(columns) == ["income", "note"] and columns["income"]["hasDrifted"] is False
    assert columns["note"].get("hasDrifted") is None and [one["code"] for one in told["findings"]] == ["drift.not-compared"]
    assert winnow("drift", before, after, "--fail-on", "warning", code=1).stdout.startswith("column")
    assert winnow("drift", before, before, "--fail-on", "warning").returncode == 0


def test_the_report_shows_what_drifted_first(tmp_path):
    before, after = written(tmp_path / "before.csv", rows(500, 1)), written(tmp_path / "after.csv", rows(500, 2, shifted=True))
    winnow("drift", before, after, "--report", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.index(">city<") < page.index(">age<") and "3 of 6" in page and "<svg" in page


@pytest.mark.parametrize(("before", "after", "options", "code", "said"), [
    ("a,b\n1,2\n", "a,c\n1,2\n", (), 0, "has no values in the new data"),
    ("a\n", "a\n1\n", (), 0, "has no values in the reference"),
    ("a\n1\n", "a\n1\n", ("--column", "nope"), 2, "no record of"),
    ("a\n1\n", "a\n1\n", ("--measure", "nope"), 2, "nope"),
    ("a\n1\n", "a\n1\n", ("--share", "7"), 2, "--share"),
    ("a\n1e999\nnan\n-1e308\n1e308\n", "a\n1\n\n1e308\n", (), 0, ""),
])
def test_bad_input_is_told(before, after, options, code, said, tmp_path):
    for name, text in (("before.csv", before), ("after.csv", after)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = winnow("drift", tmp_path / "before.csv", tmp_path / "after.csv", *options, code=code)
    assert said in told.stderr and "Fatal" not in told.stderr and "nan" not in told.stdout


def test_real_messages_against_each_other(tmp_path):
    """Ham and spam are of different words; two halves of the ham are not."""
    lines = shared("data/sms-spam/data/sms.tsv", "drift of real messages").read_text(encoding="utf-8").splitlines()
    texts = {label: [line.split("\t", 1)[1] for line in lines if line.startswith(label + "\t")] for label in ("ham", "spam")}
    ham, rest = written(tmp_path / "ham.jsonl", ({"text": text} for text in texts["ham"][::2])), written(tmp_path / "rest.jsonl", ({"text": text} for text in texts["ham"][1::2]))
    spam = written(tmp_path / "spam.jsonl", ({"text": text} for text in texts["spam"]))
    (_, other), (_, same) = compared(ham, spam), compared(ham, rest)
    report("drift", f"ham against spam: area {other['text']['value']:.3f}; against more ham: {same['text']['value']:.3f}")
    assert other["text"]["hasDrifted"] and not same["text"]["hasDrifted"]
