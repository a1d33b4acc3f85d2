"""`winnow annotators`: who is good, who is not and why, from a file of votes and from a project; and what rubbish comes to."""
import json
import random

import pytest

from harness.cli import data, winnow

COLOURS = ["red", "green", "blue"]


def written(path, rows, header="item,annotator,label"):
    path.write_text(header + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


def crowd(seed=7, items=200):
    """Truth, and votes of: five good people, one who guesses, one who always says the same, one who copies the first's mistakes."""
    dice = random.Random(seed)
    truth = {f"i{n:03}": dice.choice(COLOURS) for n in range(items)}

    def answer(right, share):
        return right if dice.random() < share else dice.choice([colour for colour in COLOURS if colour != right])

    given = {name: {item: answer(right, 0.85) for item, right in truth.items()} for name in ["ada", "ben", "cem", "dua", "eve"]}
    given["guess"] = {item: dice.choice(COLOURS) for item in truth}
    given["same"] = {item: "red" for item in truth}
    given["copy"] = dict(given["ada"])
    return truth, given


@pytest.fixture
def votes(tmp_path):
    truth, given = crowd()
    rows = [(item, name, label, 1_700_000_000 + 10 * place, 2 if name == "guess" else 8)
            for name, answers in given.items() for place, (item, label) in enumerate(answers.items())]
    written(tmp_path / "votes.csv", rows, "item,annotator,label,at,took")
    written(tmp_path / "gold.csv", truth.items(), "item,label")
    return tmp_path / "votes.csv"


def by_name(report):
    return {row["name"]: row for row in report["rows"]}


def test_good_people_come_first_and_the_others_are_flagged_with_words_a_lead_can_act_on(votes):
    report = data("annotators", votes, "--gold", votes.with_name("gold.csv"), "--time", "at", "--seconds", "took")
    rows = by_name(report)
    assert {row["name"] for row in report["rows"][-2:]} == {"guess", "same"}
    assert report["question"] == "label" and report["votes"] == 1600
    truth, given = crowd()
    for name, answers in given.items():
        assert rows[name]["gold"] == pytest.approx(sum(answers[item] == right for item, right in truth.items()) / 200)
        assert rows[name]["votes"] == rows[name]["items"] == 200
        assert len(rows[name]["words"]) == len(rows[name]["flags"])
    assert rows["ada"]["flags"] == rows["copy"]["flags"] == ["copying"]
    assert rows["ben"]["flags"] == []
    assert {"low-gold", "low-skill", "spammer", "too-quick"} <= set(rows["guess"]["flags"])
    assert {"spammer", "long-run", "low-entropy", "position-bias"} <= set(rows["same"]["flags"])
    assert any("Leave the votes out of the consensus" in words for words in rows["same"]["words"])
    assert rows["guess"]["medianSeconds"] == 2


def test_the_table_shows_a_line_for_each_and_says_what_was_found_beside_it(votes):
    told = winnow("annotators", votes)
    lines = told.stdout.splitlines()
    assert lines[0].split("  ")[0] == "annotator" and len(lines) == 9
    assert "[annotator.spammer]" in told.stderr and "hint: " in told.stderr
    assert all(" - " in line for line in lines[1:]), "no gold and no times: a dash, never a guess"


def test_one_person_in_full_has_every_figure_or_the_reason_why_there_is_none(votes):
    told = winnow("annotators", votes, "--of", "same", "--gold", votes.with_name("gold.csv"))
    for name in ["gold accuracy", "agreement with others", "skill", "estimated skill", "spammer score", "speed", "longest run", "entropy", "position bias", "copying", "drift", "fatigue", "self-consistency"]:
        assert any(line.startswith(name + "  ") for line in told.stdout.splitlines()), name
    assert "- (neither times nor seconds spent are known)" in told.stdout
    assert "`red` 200 times from vote 1 of 200" in told.stdout
    assert "green  red" in told.stdout, "the confusion table"
    full = data("annotators", votes, "--of", "same", "--gold", votes.with_name("gold.csv"))
    assert full["classes"] == sorted(COLOURS)
    [own] = full["annotators"]
    assert own["goldAccuracy"]["value"]["low"] < own["goldAccuracy"]["value"]["share"] < own["goldAccuracy"]["value"]["high"]
    assert own["speed"]["value"] is None and own["speed"]["gap"]["code"] == "no-times"
    assert sum(cell["count"] for cell in own["confusion"]["value"]["cells"]) == 200


def test_everybody_in_full_is_the_same_as_one_by_one(votes):
    full = data("annotators", votes, "--full")
    one = data("annotators", votes, "--of", "ben")
    assert [row for row in full["annotators"] if row["name"] == "ben"] == one["annotators"]
    assert winnow("annotators", votes, "--full").stdout.count("self-consistency") == 8


def test_a_name_that_gave_no_vote_is_told_with_the_nearest(votes):
    assert "did you mean `same`?" in winnow("annotators", votes, "--of", "sane", code=2).stderr


def test_against_a_consensus_method_its_own_estimate_stands_beside(votes):
    full = data("annotators", votes, "--of", "ada", "--method", "dawid-skene")
    assert full["annotators"][0]["estimatedSkill"]["value"] > 0.7
    assert full["annotators"][0]["confusion"]["value"]["basis"] == "consensus"


def test_a_right_label_nobody_voted_for_makes_all_votes_on_its_item_wrong(tmp_path):
    rows = [(n, name, "a" if n % 2 else "b") for n in range(20) for name in ["x", "y"]]
    path = written(tmp_path / "votes.csv", rows)
    gold = written(tmp_path / "gold.csv", [(n, "c" if n < 5 else "a" if n % 2 else "b") for n in range(20)], "item,label")
    assert by_name(data("annotators", path, "--gold", gold))["x"]["gold"] == 15 / 20


def test_the_same_votes_in_another_order_of_rows_with_times_are_the_same_report(votes):
    header, *rows = votes.read_text(encoding="utf-8").splitlines()
    random.Random(3).shuffle(rows)
    other = votes.with_name("shuffled.csv")
    other.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    options = ["--time", "at", "--seconds", "took", "--full"]
    assert data("annotators", other, *options) == data("annotators", votes, *options)


def test_times_are_numbers_or_iso_and_what_is_neither_is_a_finding_and_the_vote_counts(tmp_path):
    rows = [(n, "x", "ab"[n % 2], f"2026-11-21T15:{n:02}:04Z") for n in range(20)] + [(n, "y", "ab"[n % 2], "yesterday" if n == 3 else 1_700_000_000 + n) for n in range(20)]
    path = written(tmp_path / "votes.csv", rows, "item,annotator,label,at")
    told = winnow("annotators", path, "--time", "at", "--json")
    assert json.loads(told.stdout)["votes"] == 40
    assert f"{path}:25: warning: `yesterday` is no time" in told.stderr
    assert by_name(json.loads(told.stdout))["x"]["medianSeconds"] == 60


# Rubbish.

@pytest.mark.parametrize(("rows", "said"), [
    ([(1, "x", "a"), (2, "x", "b")], None), ([(1, "x", "a"), (2, "y", "b")], None), ([(n, name, "a") for n in range(30) for name in "xy"], None),
    ([(n, name, f"class {n}") for n in range(3000) for name in "xyz"], None)], ids=["one annotator", "no overlap", "one class", "thousands of classes"])
def test_too_little_to_judge_by_is_dashes_and_reasons_never_a_number(rows, said, tmp_path):
    path = written(tmp_path / "votes.csv", rows)
    report = data("annotators", path, "--full")
    text = winnow("annotators", path, "--full").stdout + winnow("annotators", path).stdout
    assert "nan" not in text.lower() and "inf" not in text.lower().replace("confusion", "")
    assert report["annotators"], said
    if len(rows) < 3:
        assert all(row["skill"]["value"] is None and row["skill"]["gap"]["message"] for row in report["annotators"])


@pytest.mark.parametrize(("text", "options", "code", "said"), [
    ("", [], 3, "votes.csv"), ("item,annotator,label\n", [], 3, "holds no votes"), ("item,annotator,label\n1,x,\n", [], 3, "holds no votes"),
    ("a,b\n1,2\n", [], 2, "no record of"), ("item,annotator,label\n1,x,a\n", ["--time", "at"], 2, "`--time`"),
    ("item,annotator,label\n1,x,a\n", ["--seconds", "took"], 2, "`--seconds`"), ("item,annotator,label\n1,x,a\n", ["--method", "zzz"], 2, "consensus"),
    ("item,annotator,label\n1,x,a\n", ["--gold", "missing.csv"], 3, "cannot be opened"), ("item,annotator,label\n1,x,a\n", ["--question", "q"], 2, "--label"),
    ("item,annotator,label,s\n1,x,a,-4\n", ["--seconds", "s"], 0, "no number of seconds")],
    ids=["empty", "header only", "no labels", "other columns", "no such time", "no such seconds", "no such method", "no gold file", "question of a file", "negative seconds"])
def test_what_cannot_be_judged_is_said_with_its_place(text, options, code, said, tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text(text, encoding="utf-8")
    assert said in winnow("annotators", path, *options, code=code).stderr


def test_gold_that_names_no_item_of_the_votes_could_not_be_run_and_one_that_names_some_others_is_a_note(votes, tmp_path):
    other = written(tmp_path / "other.csv", [("zzz", "red")], "item,label")
    assert "no item of the votes has a right label" in winnow("annotators", votes, "--gold", other, code=3).stderr
    some = written(tmp_path / "some.csv", [("zzz", "red"), ("i001", "red"), ("i001", "blue"), ("", "")], "item,label")
    told = winnow("annotators", votes, "--gold", some).stderr
    assert "has no vote; the row is left out" in told and "another right label" in told


def test_fail_on_warning_stops_a_script_where_somebody_is_flagged(votes):
    winnow("annotators", votes, "--fail-on", "warning", code=1)
    winnow("annotators", votes, "--fail-on", "error")


def test_names_that_are_terminal_codes_are_printed_tame(tmp_path):
    path = tmp_path / "votes.jsonl"
    path.write_text("".join(json.dumps({"item": n, "annotator": "\x1b[31mred\x07", "label": "a\nb"}) + "\n" for n in range(25)), encoding="utf-8")
    told = winnow("annotators", path, "--full")
    assert "\x1b" not in told.stdout + told.stderr and "\x07" not in told.stdout + told.stderr


# A project.

DEFINITION = """\
winnow: 1
project: talk
objective: Tell what a message is about
media: text
questions:
  - {name: topic, kind: choice, labels: [red, blue], unknown: true}
sources:
  - {name: rows, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0, known: {topic: topic}}
labelling: {overlap: 2}
"""


def test_a_project_nobody_has_answered_has_an_empty_table_and_refuses_the_options_of_files(tmp_path):
    (tmp_path / "winnow.yaml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "text": "one", "topic": "red"}\n', encoding="utf-8")
    place = tmp_path / "workspace"
    winnow("init", place)
    winnow("project", "apply", tmp_path / "winnow.yaml", "--workspace", place)
    winnow("collect", "--workspace", place)
    told = winnow("annotators", "--workspace", place)
    assert "nobody has answered `topic` yet" in told.stderr
    assert data("annotators", "--workspace", place)["rows"] == []
    assert "nobody has answered" in winnow("annotators", "--workspace", place, "--full", code=3).stderr
    assert "`--gold` is for a file" in winnow("annotators", "--workspace", place, "--gold", "x.csv", code=2).stderr
    assert "did you mean `topic`?" in winnow("annotators", "--workspace", place, "--question", "topics", code=3).stderr
