"""`winnow loop`: a stream on files whose true answers are known; and `winnow accept --target-accuracy` on a model whose error is."""
import json
import random

import pytest

from harness.cli import data, winnow

DAYS = [f"2026-11-{day:02d}" for day in range(1, 21)]


def stream(seed, worse_from=None, count=250):
    """Events, and what people would say of each: the model errs in 3 %, in Luxembourg in 25 %, later in 20 % more."""
    drawn = random.Random(seed)
    events, truth = [], {}
    for number, day in enumerate(DAYS):
        for place in range(count):
            country = drawn.choices(["DE", "FR", "LU"], [60, 36, 4])[0]
            said = drawn.choice(["ham", "spam"])
            chance = (0.25 if country == "LU" else 0.03) + (0.2 if worse_from is not None and number >= worse_from else 0)
            name = f"{day}/{place}"
            events.append({
                "id": name, "time": f"{day}T{place % 24:02d}:00:00Z", "prediction": said, "confidence": round(drawn.uniform(0.5, 1), 3),
                "slices": {"country": country}, "payload": f"mail/{name}", "model": "v1"})
            truth[name] = said if drawn.random() >= chance else ("ham" if said == "spam" else "spam")
    return events, truth


def written(path, events):
    path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    return path


def answered(path, truth):
    path.write_text("id,label\n" + "".join(f"{name},{label}\n" for name, label in truth.items()), encoding="utf-8")
    return path


def lines(*options):
    return [json.loads(line) for line in winnow("loop", *options).stdout.splitlines()]


def test_each_day_gives_a_hundred_events_the_same_in_any_order_and_parts(tmp_path):
    events, _ = stream(1)
    whole = lines(written(tmp_path / "all.jsonl", events))
    for day in DAYS:
        own = [row for row in whole if row["day"] == day]
        assert len(own) == 100 and len({row["id"] for row in own}) == 100
        assert all(("prediction" in row) != row["blind"] and 0 < row["inclusion"] <= 1 for row in own)
        # What stands for all: the weights of a day's sample add up to its events.
        assert sum(1 / row["inclusion"] for row in own) == pytest.approx(250)
    mixed = events + events[::7]
    random.Random(3).shuffle(mixed)
    parts = [written(tmp_path / f"{part}.jsonl", mixed[part::3]) for part in range(3)]
    assert lines(*parts) == whole
    assert [row for row in whole if row["day"] == DAYS[9]] == lines(*parts, "--day", DAYS[9])
    assert lines(*parts, "--seed", "8") != whole


def test_estimates_hold_the_truth_and_a_worse_model_alarms_with_a_batch(tmp_path):
    events, truth = stream(2, worse_from=14)
    files = [written(tmp_path / "events.jsonl", events), "--labels", answered(tmp_path / "answers.csv", truth), "--dry-run"]
    report = data("loop", *files)
    assert report["events"] == len(events) and report["repeated"] == 0
    seen, right = report["estimates"]["disagreement"], sum(truth[event["id"]] != event["prediction"] for event in events) / len(events)
    assert seen["answered"] == 2000 and seen["interval"]["low"] <= right <= seen["interval"]["high"]
    days = {row["day"]: row for row in report["days"]}
    assert [day for day in DAYS if days[day]["isReference"]] == DAYS[:7]
    assert not any(days[day]["isAlarm"] for day in DAYS[:14]) and any(days[day]["isAlarm"] for day in DAYS[14:18])
    batch = report["alarms"][0]["batch"]
    sampled = {row["id"] for row in lines(files[0])}
    assert len(batch) == len(set(batch)) == 100 and not sampled & set(batch)
    assert winnow("loop", *files, "--fail-on", "warning", code=1).stdout
    quiet, answers = stream(2)
    assert data("loop", written(tmp_path / "quiet.jsonl", quiet), "--labels", answered(tmp_path / "quiet.csv", answers), "--dry-run")["alarms"] == []


def test_bad_lines_are_told_and_the_rest_goes_on(tmp_path):
    events, _ = stream(4, count=10)
    path = written(tmp_path / "events.jsonl", [*events, {"id": "x"}, {"id": "y", "time": "soon", "prediction": "ham"}, {"id": "z", "time": 1e300, "prediction": "ham"}])
    result = winnow("loop", path, "--dry-run")
    assert result.stderr.count("[loop.record]") == 3 and f"{path}:201" in result.stderr
    assert data("loop", path, "--dry-run")["events"] == 200
    winnow("loop", tmp_path / "none.jsonl", code=3)
    winnow("loop", path, "--random", "0", "--uncertain", "0", "--rare", "0", code=2)
    winnow("loop", path, "--key", written(tmp_path / "key", []), code=2)


def judged(path, count, seed, columns=("label", "confidence", "truth")):
    """A model that is wrong 0.2 (1 - c) of the time of `ham`, and one time in three of `spam`."""
    drawn = random.Random(seed)
    rows = []
    for place in range(count):
        label, confidence = drawn.choice(["ham", "spam"]), drawn.uniform(0.5, 1)
        wrong = drawn.random() < (0.2 * (1 - confidence) if label == "ham" else 0.33)
        rows.append({"id": f"i{place}", "label": label, "confidence": round(confidence, 6), "truth": ("spam" if label == "ham" else "ham") if wrong else label})
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps({name: row[name] for name in ("id", *columns)}) + "\n" for row in rows)
    return path, rows


def test_labels_are_accepted_as_far_as_judged_ones_allow(tmp_path):
    validation, _ = judged(tmp_path / "judged.jsonl", 3000, 1)
    pool, rows = judged(tmp_path / "pool.jsonl", 5000, 2, columns=("label", "confidence"))
    options = [pool, "--target-accuracy", "0.95", "--validation", validation]
    report = data("accept", *options, "--dry-run")
    by_label = {row["label"]: row for row in report["labels"]}
    assert by_label["ham"]["accepted"] > 1000 and by_label["spam"]["accepted"] == 0 and "not right often enough" in by_label["spam"]["reason"]
    decided = [json.loads(line) for line in winnow("accept", *options).stdout.splitlines()]
    assert len(decided) == len(rows)
    sources = {source: [pair for pair in zip(decided, rows) if pair[0]["source"] == source] for source in ("auto", "audit", "needs_review")}
    threshold = by_label["ham"]["rule"]["threshold"]
    accepted = sources["auto"] + sources["audit"]
    assert len(accepted) == by_label["ham"]["accepted"] == report["accepted"] and len(sources["audit"]) == report["audited"]
    assert all(row["label"] == "ham" and row["confidence"] > threshold for _, row in accepted)
    assert all(row["label"] is None and row["suggested_label"] for row, _ in sources["audit"] + sources["needs_review"])
    assert sum(row["truth"] != "ham" for _, row in accepted) / len(accepted) <= 0.05
    assert 0.03 < len(sources["audit"]) / len(accepted) < 0.07
    # What people find in the audit takes the acceptance back.
    audited = tmp_path / "audited.csv"
    audited.write_text("label,truth\n" + "ham,ham\n" * 60 + "ham,spam\n" * 30, encoding="utf-8")
    result = winnow("accept", *options, "--audited", audited, "--fail-on", "warning", code=1)
    assert "[accept.broken]" in result.stderr and '"auto"' not in result.stdout
    few, _ = judged(tmp_path / "few.jsonl", 60, 1)
    assert "more are needed" in winnow("accept", pool, "--target-accuracy", "0.95", "--validation", few, "--dry-run").stdout


@pytest.mark.parametrize("words", [
    ["--target-accuracy", "0.98"], ["--target-accuracy", "1", "--validation", "v.csv"], ["--target-accuracy", "0.9", "--validation", "v.csv", "--above", "0.9"],
    ["--validation", "v.csv"], ["--audit-share", "0.1"], ["--target-accuracy", "0.9", "--validation", "v.csv", "--audit-share", "2"], ["--scope", "some"]])
def test_options_that_make_no_sense_together_are_refused(words, tmp_path):
    (tmp_path / "p.csv").write_text("label,confidence\na,0.5\n", encoding="utf-8")
    assert winnow("accept", tmp_path / "p.csv", *words, code=2).stderr.startswith("error:")
