"""`winnow leakage` and `winnow bias`: splits with leaks that were put there, and groups that were made unequal."""
import json
import random

import pytest

from harness.cli import data, winnow
from harness.figures import report
from harness.places import shared


def table(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def patients(count=600, seed=4):
    """Clean: patients, times and texts of a side are its own, and no column tells the label."""
    drawn = random.Random(seed)
    rows = []
    for number in range(count):
        side = "train" if number < count * 0.7 else "test"
        rows.append({
            "id": f"i{number}", "patient": f"{side}-{number % 40}", "day": number, "age": drawn.randint(20, 80), "site": drawn.choice("ABC"),
            "text": " ".join(drawn.choice("red green blue grey pink gold teal navy".split()) for _ in range(14)) + f" {number}", "label": drawn.choice(("sick", "well")), "split": side})
    return rows


AUDIT = ["--target", "label", "--group", "patient", "--time", "day", "--key", "id", "--text", "text"]


def codes(told):
    return {finding["code"] for finding in told["findings"] if finding["severity"] != "note"}


def test_a_clean_split_raises_no_alarm(tmp_path):
    told = data("leakage", table(tmp_path / "clean.jsonl", patients()), *AUDIT)
    assert codes(told) == set() and {side["name"]: side["count"] for side in told["sides"]} == {"train": 420, "test": 180}
    assert winnow("leakage", tmp_path / "clean.jsonl", *AUDIT, "--fail-on", "warning").returncode == 0


@pytest.mark.parametrize(("leak", "said"), [
    (lambda rows: rows[500].update(text=rows[10]["text"] + " indeed"), "near-duplicate"),
    (lambda rows: [row.update(patient="train-3") for row in rows[500:520]], "patient"),
    (lambda rows: [row.update(day=row["day"] - 300) for row in rows[420:440]], "teach"),
    (lambda rows: [row.update(code=1.0 if row["label"] == "sick" else 0.0) for row in rows], "code"),
    (lambda rows: [row.update(site="D") for row in rows[420:600]], "site"),
])
def test_every_leak_is_found_in_its_place(leak, said, tmp_path):
    rows = patients()
    leak(rows)
    path = table(tmp_path / "leaky.jsonl", rows)
    found = [finding for finding in data("leakage", path, *AUDIT)["findings"] if finding["severity"] != "note"]
    assert len(found) == 1 and said in found[0]["message"], found
    winnow("leakage", path, *AUDIT, "--fail-on", "warning", code=1)


def applicants(count=4000, seed=2):
    """Women are as able, hired half as often, live in other streets; the model says yes to few of them."""
    drawn = random.Random(seed)
    for _ in range(count):
        sex, age = drawn.choice("fm"), drawn.choice(("young", "old"))
        able = drawn.random() < 0.5
        answer = able and (sex == "m" or drawn.random() < 0.4)
        yield {
            "sex": sex, "age": age, "street": ("north" if sex == "f" else "south") if drawn.random() < 0.9 else drawn.choice(("north", "south")), "shoe": drawn.randint(36, 46),
            "hired": "yes" if able else "no", "model": "yes" if answer else "no", "wrong": int(able != answer)}


def test_groups_that_were_made_unequal_are_told_and_others_are_not(tmp_path):
    path = table(tmp_path / "people.jsonl", applicants())
    census = tmp_path / "census.csv"
    census.write_text("sex,share\nf,0.7\nm,0.3\n")
    told = data("bias", path, "--by", "sex", "--by", "age", "--label", "hired", "--answer", "model", "--positive", "yes", "--reference", census, "--loss", "wrong")
    assert told["rows"] == 4000 and {cell["values"][0] for cell in told["representation"]["cells"]} == {"f", "m"}
    proxies = {one["sensitive"]: {column["name"] for column in one["columns"] if column["isProxy"]} for one in told["proxies"]}
    assert proxies == {"sex": {"street"}, "age": set()}
    by_sex, by_age = told["fairness"][0], told["fairness"][1]
    assert by_sex["columns"] == ["sex"] and len(told["rates"]) == len(told["fairness"]) == 3
    text = winnow("bias", path, "--by", "sex", "--by", "age", "--label", "hired", "--answer", "model", "--positive", "yes", "--loss", "wrong").stdout
    assert "street" in text and "shoe" not in text, text
    slices = {tuple(condition["value"] for condition in one["conditions"]) for one in told["slices"]["slices"]} if "slices" in told["slices"] else None
    assert slices is None or any("f" in one for one in slices)
    winnow("bias", path, "--by", "sex", "--label", "hired", "--fail-on", "error")


@pytest.mark.parametrize(("arguments", "said"), [
    (["bias", "--by", "nope"], "nope"), (["bias", "--by", "sex", "--answer", "model"], "--label"), (["bias", "--by", "sex", "--loss", "sex"], "numbers"),
    (["bias", "--by", "sex", "--reference", "nowhere.csv"], "nowhere.csv"), (["leakage", "--side", "nope"], "nope"), (["leakage", "--side", "sex"], "train"),
    (["bias", "--by", "sex", "--by", "age", "--by", "street", "--by", "shoe"], "--by"),
])
def test_wrong_use_is_told(arguments, said, tmp_path):
    path = table(tmp_path / "people.jsonl", applicants(50))
    told = winnow(arguments[0], path, *arguments[1:], code=None)
    assert told.returncode in (2, 3) and said in told.stderr and "Fatal" not in told.stderr and told.stdout == ""


def test_real_messages_after_a_split_by_groups(tmp_path):
    path = shared("data/sms-spam/data/sms.tsv", "leaks of a split of real messages")
    rows = [dict(zip(("label", "text"), line.split("\t", 1))) for line in path.read_text(encoding="utf-8").split("\n") if line]
    plain = tmp_path / "split.jsonl"
    plain.write_text(winnow("split", table(tmp_path / "sms.jsonl", rows), "--shares", "train=0.8,test=0.2", "--stratify", "label", "--seed", "3").stdout, encoding="utf-8")
    told = data("leakage", plain, "--target", "label", "--text", "text")
    near = next(copy for copy in told["copies"] if copy["kind"] == "near")
    report("leakage", f"sms-spam, split at random: {near['count']} of the test messages ({near['share']:.1%}) are nearly one that teaches")
    assert near["count"] > 50 and codes(told)
