"""`winnow weak`: rules on real text messages, in files and in a project; what rubbish comes to."""
import csv
import json
import pathlib
import time

import pytest

from harness.cli import winnow
from harness.places import shared

RULES = pathlib.Path(__file__).parent / "rules" / "sms.yaml"


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """5,574 text messages as CSV, every second with its known label."""
    path = tmp_path_factory.mktemp("sms") / "sms.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["text", "known"])
        for number, line in enumerate(shared("data/sms-spam/data/sms.tsv", "rules on real messages").read_text(encoding="utf-8").splitlines()):
            label, text = line.split("\t", 1)
            writer.writerow([text, label if number % 2 else ""])
    return path


def report(*arguments, **options):
    return json.loads(winnow("weak", *arguments, "--json", **options).stdout)


def test_ten_rules_on_text_messages(messages, tmp_path):
    out = tmp_path / "out.jsonl"
    found = report(messages, "--rules", RULES, "--label", "known", "--queue", "5", "--to", out, "--balance", "estimated")
    assert len(found["rules"]) == 10 and found["records"] == 5574
    for way in ("majority", "model"):
        assert found[way]["accuracy"] > 0.93, found[way]
    prize = found["rules"][0]
    assert 0.5 < prize["interval"]["low"] < prize["accuracy"] <= prize["interval"]["high"] <= 1 and prize["known"] > 50 and prize["fired"]
    strengths = [row["strength"] for row in found["queue"]]
    assert len(strengths) == 5 and strengths == sorted(strengths, reverse=True) and all(len({vote["label"] for vote in row["votes"]}) == 2 for row in found["queue"])
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 5574
    for row in rows:
        assert abs(sum(row["probabilities"].values()) - 1) < 1e-9
        assert row["label"] is None or row["confidence"] == max(row["probabilities"].values())


def test_counts_are_gone_on_from(messages, tmp_path):
    lines = messages.read_text(encoding="utf-8").splitlines(keepends=True)
    table = list(csv.reader(lines))
    halves = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for half, rows in zip(halves, (table[1:2000], table[2000:])):
        with half.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([table[0]] + rows)
    kept = tmp_path / "kept.json"
    report(halves[0], "--rules", RULES, "--keep", kept)
    both, whole = report(halves[1], "--rules", RULES, "--continue", kept), report(messages, "--rules", RULES)
    assert both["learntFrom"] == whole["learntFrom"] == 5574
    assert [rule.get("learnt") for rule in both["rules"]] == [rule.get("learnt") for rule in whole["rules"]]


@pytest.mark.parametrize("method", ["label-model", "triplet", "majority", "dawid-skene"])
def test_every_method_stands_beside_the_majority(messages, method):
    found = report(messages, "--rules", RULES, "--label", "known", "--method", method)
    assert found["majority"]["method"] == "majority" and found["model"]["method"] == method
    assert found["model"]["known"] > 1000


def rules(path, *lines):
    path.write_text("labels: [ham, spam]\nrules:\n" + "".join(f"  - {line}\n" for line in lines), encoding="utf-8")
    return path


def test_two_rules_are_settled_by_majority(messages, tmp_path):
    two = rules(tmp_path / "two.yaml", "{name: a, kind: keyword, any: [free], label: spam}", "{name: b, kind: keyword, any: [love], label: ham}")
    run = winnow("weak", messages, "--rules", two)
    assert "weak.few-rules" in run.stderr and "majority" in run.stdout


def test_broad_rules_and_copies_are_warned_of(messages, tmp_path):
    three = rules(
        tmp_path / "three.yaml", "{name: all, kind: regex, pattern: '.', label: ham}", "{name: a, kind: keyword, any: [free], label: spam}",
        "{name: b, kind: keyword, any: [FREE], label: spam}", "{name: never, kind: keyword, any: [xyzzyx], label: spam}")
    run = winnow("weak", messages, "--rules", three)
    assert all(code in run.stderr for code in ("weak.broad", "weak.copies", "weak.silent"))


def test_a_program_answers_line_for_line_and_its_faults_are_counted(tmp_path):
    program = tmp_path / "rule.py"
    program.write_text(
        "#!/usr/bin/env python3\nimport json, sys\n"
        "for line in sys.stdin:\n"
        "    text = json.loads(line)['text']\n"
        "    print('{' if 'broken' in text else json.dumps({'error': 'odd'} if 'odd' in text else {'label': 'junk' if 'win' in text else None}))\n", encoding="utf-8")
    program.chmod(0o755)
    table = tmp_path / "t.csv"
    table.write_text("text\nwin it\nbroken\nodd\nhello\nwin again\n", encoding="utf-8")
    three = rules(tmp_path / "r.yaml", "{name: p, kind: command, run: [./rule.py], map: {junk: spam}}", "{name: a, kind: keyword, any: [hello], label: ham}")
    run = winnow("weak", table, "--rules", three, "--json")
    assert [rule["votes"] for rule in json.loads(run.stdout)["rules"]] == [2, 1]
    assert run.stderr.count("rules.command") == 2


@pytest.mark.parametrize("line, code, place", [
    ("{name: a, kind: regex, pattern: '(x', label: spam}", "rules.pattern", ":3:37"),
    ("{name: a, kind: keyword, any: [x], label: span}", "rules.label", ":3:47"),
    ("{name: a, kind: keywords, any: [x]}", "rules.kind", ":3:21"),
    ("{name: a, kind: command, run: [./not-there]}", "rules.command", ""),
    ("{name: a, kind: model, file: not.there}", "rules.model", ""),
    ("{name: a, kind: expression, when: 'text +', label: spam}", "rules.expression", ""),
])
def test_what_is_wrong_with_a_rule_is_said_with_its_place(tmp_path, line, code, place):
    table = tmp_path / "t.csv"
    table.write_text("text\nhello\n", encoding="utf-8")
    run = winnow("weak", table, "--rules", rules(tmp_path / "r.yaml", line), code=None)
    assert run.returncode in (2, 3)
    assert place in run.stderr and ("[" not in run.stderr or code in run.stderr), run.stderr


def test_fields_that_are_not_there(messages, tmp_path):
    for options in (["--field", "txt"], ["--label", "labl"]):
        run = winnow("weak", messages, "--rules", RULES, *options, code=None)
        assert run.returncode == 2 and "field" in run.stderr


def test_fifty_thousand_texts_wait_for_nobody(messages, tmp_path):
    """Bounded, not fast: the machine of a test may be slow."""
    table = list(csv.reader(messages.open(encoding="utf-8")))
    large = tmp_path / "large.csv"
    with large.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([table[0]] + (table[1:] * 9)[:50000])
    started = time.monotonic()
    report(large, "--rules", RULES, "--examples", "0")
    assert time.monotonic() - started < 60
