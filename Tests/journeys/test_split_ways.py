"""`winnow split` in every way there is: labels, folds, groups, copies, time, windows, kept sides, hashes of keys."""
import json
import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from harness.cli import data, winnow
from harness.figures import report


def table(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def films(count=900, seed=5):
    drawn = random.Random(seed)
    kinds = ["drama", "comedy", "crime", "war", "noir"]
    odds = [0.6, 0.4, 0.2, 0.08, 0.04]
    first = date(2024, 1, 1)
    for number in range(count):
        genres = [kind for kind, odd in zip(kinds, odds) if drawn.random() < odd]
        yield {
            "id": f"film-{number}", "genres": genres, "joined": "; ".join(genres), "studio": f"studio {drawn.randrange(120)}", "director": f"director {drawn.randrange(400)}",
            "made": (first + timedelta(days=drawn.randrange(700))).isoformat(), "kind": drawn.choices(["long", "short"], [4, 1])[0],
            "plot": " ".join(drawn.choices("king queen ship storm gold letter train winter thief garden lamp river".split(), k=20)) + f" {number}"}


@pytest.fixture
def library(tmp_path):
    return table(tmp_path / "films.jsonl", films())


def printed(*arguments, given=None):
    return [json.loads(line) for line in winnow("split", *arguments, given=given).stdout.splitlines()]


@pytest.mark.parametrize("options", [["--labels", "genres"], ["--labels", "genres", "--pairs"], ["--labels", "joined", "--separator", ";"]], ids=" ".join)
def test_each_of_several_labels_lies_by_the_shares(library, options):
    rows = printed(library, *options, "--key", "id")
    assert len(rows) == 900
    for genre in ("drama", "comedy", "crime", "war", "noir"):
        own = Counter(row["split"] for row in rows if genre in row["genres"])
        total = sum(own.values())
        for side, share in (("train", 0.8), ("validation", 0.1), ("test", 0.1)):
            assert abs(own[side] - share * total) <= 4, (genre, own)
    told = data("split", library, *options, "--key", "id", "--dry-run")
    assert told["method"] == "labels" and all(side["labelDistance"] < 0.03 and side["labels"]["drama"] > 0 for side in told["sides"])
    assert {side["name"]: side["count"] for side in told["sides"]} == dict(Counter(row["split"] for row in rows))


def test_folds_are_even_and_keep_joined_groups_whole(library, tmp_path):
    told = data("split", library, "--folds", 5, "--stratify", "kind", "--group", "director", "--key", "id", "--to", tmp_path / "folds")
    assert [side["name"] for side in told["sides"]] == [f"fold-{number}" for number in range(1, 6)]
    assert all(abs(side["count"] - 180) <= 4 and side["labelDistance"] < 0.03 for side in told["sides"]), told["sides"]
    rows = printed(library, "--folds", 5, "--stratify", "kind", "--group", "director", "--key", "id")
    folds = defaultdict(set)
    for row in rows:
        folds[row["director"]].add(row["fold"])
    assert all(len(found) == 1 for found in folds.values()) and {row["fold"] for row in rows} == {1, 2, 3, 4, 5}
    for number in range(1, 6):
        lines = (tmp_path / "folds" / f"fold-{number}.jsonl").read_text().splitlines()
        assert [json.loads(line) for line in lines] == [row for row in rows if row["fold"] == number]
    winnow("split", library, "--folds", 5, "--to", tmp_path / "folds", code=3)


def test_groups_of_two_fields_are_joined_through_each_other(tmp_path):
    # a-b by city, b-c by doctor, so all three; d-e by city; the rest alone.
    rows = [{"id": name, "city": city, "doctor": doctor} for name, city, doctor in (("a", "1", "x"), ("b", "1", "y"), ("c", "2", "y"), ("d", "3", "z"), ("e", "3", "w"))]
    rows += [{"id": f"n{number}", "city": f"c{number}", "doctor": f"d{number}"} for number in range(95)]
    path = table(tmp_path / "visits.jsonl", rows)
    for seed in range(8):
        sides = {row["id"]: row["split"] for row in printed(path, "--group", "city", "--group", "doctor", "--key", "id", "--shares", "a=0.5,b=0.5", "--seed", seed)}
        assert sides["a"] == sides["b"] == sides["c"] and sides["d"] == sides["e"]
    told = data("split", path, "--group", "city", "--group", "doctor", "--shares", "a=0.5,b=0.5", "--dry-run")
    assert (told["groups"], told["largestGroup"]) == (2, 3)


def test_near_copies_stay_on_one_side(tmp_path):
    rows = list(films(300))
    copies = [{**row, "id": row["id"] + "-again", "plot": row["plot"] + " indeed"} for row in rows[:40]]
    path = table(tmp_path / "films.jsonl", rows + copies)
    sides = {row["id"]: row["split"] for row in printed(path, "--copies", "plot", "--key", "id")}
    assert all(sides[row["id"]] == sides[row["id"] + "-again"] for row in rows[:40])
    torn = {row["id"]: row["split"] for row in printed(path, "--key", "id")}
    assert any(torn[row["id"]] != torn[row["id"] + "-again"] for row in rows[:40]), "without it copies are parted: the test could not fail"
    told = data("split", path, "--copies", "plot", "--dry-run")
    assert told["copies"] == {"groups": 40, "records": 80} == told["copies"] | {"groups": told["groups"]}


def test_time_puts_the_oldest_first_and_a_gap_is_left_out(library):
    rows = printed(library, "--time", "made", "--shares", "train=0.7,test=0.3", "--gap", "14d")
    sides = defaultdict(list)
    for row in rows:
        sides[row["split"]].append(date.fromisoformat(row["made"]))
    assert max(sides["train"]) + timedelta(days=14) <= min(sides["test"]) and len(sides[None]) > 0 and abs(len(sides["test"]) / 900 - 0.3) < 0.01
    told = data("split", library, "--time", "made", "--shares", "train=0.7,test=0.3", "--gap", "14d", "--dry-run")
    assert [side["count"] for side in told["sides"]] == [len(sides["train"]), len(sides["test"])] and told["sides"][0]["leftOut"] == len(sides[None])
    assert told["sides"][1]["first"] == min(sides["test"]).isoformat() and "seed" not in told


def test_cut_dates_hold_still_when_newer_records_come(library, tmp_path):
    cuts = ["--time", "made", "--cut", "validation=2025-01-01", "--cut", "test=2025-06-01T00:00:00Z", "--key", "id"]
    before = {row["id"]: row["split"] for row in printed(library, *cuts)}
    assert {row["split"] for row in printed(library, *cuts)} == {"train", "validation", "test"}
    for row in films():
        assert before[row["id"]] == ("train" if row["made"] < "2025-01-01" else "validation" if row["made"] < "2025-06-01" else "test")
    grown = table(tmp_path / "grown.jsonl", [*films(), {"id": "new", "made": "2026-01-01"}])
    after = {row["id"]: row["split"] for row in printed(grown, *cuts)}
    assert after.pop("new") == "test" and after == before


def test_windows_are_those_of_a_time_series_split(tmp_path):
    count, rounds = 103, 4
    path = table(tmp_path / "series.jsonl", [{"t": number, "v": number % 7} for number in range(count)])
    rows = printed(path, "--time", "t", "--windows", rounds)
    size = count // (rounds + 1)
    for number in range(rounds):
        first = count - (rounds - number) * size     # as scikit-learn: what does not divide goes to the first stretch
        train = [row["t"] for row in rows if row["rounds"][number] == "train"]
        test = [row["t"] for row in rows if row["rounds"][number] == "test"]
        assert train == list(range(first)) and test == list(range(first, first + size))
    short = printed(path, "--time", "t", "--windows", rounds, "--gap", 3, "--longest", 20)
    train = [row["t"] for row in short if row["rounds"][3] == "train"]
    test = [row["t"] for row in short if row["rounds"][3] == "test"]
    assert min(test) - max(train) >= 3 and min(test) - min(train) <= 20
    data("split", path, "--time", "t", "--windows", 2, "--to", tmp_path / "rounds")
    assert sorted(file.name for file in (tmp_path / "rounds").iterdir()) == ["round-1-test.jsonl", "round-1-train.jsonl", "round-2-test.jsonl", "round-2-train.jsonl"]


def test_a_stable_side_is_the_records_own_affair(library, tmp_path):
    sides = {row["id"]: row["split"] for row in printed(library, "--stable", "--key", "id", "--seed", 3)}
    rows = list(films())
    random.Random(1).shuffle(rows)
    other = table(tmp_path / "other.jsonl", rows[:500] + [{"id": f"new-{number}"} for number in range(500)])
    again = {row["id"]: row["split"] for row in printed(other, "--stable", "--key", "id", "--seed", 3)}
    assert all(again[row["id"]] == sides[row["id"]] for row in rows[:500])
    assert abs(Counter(sides.values())["train"] / 900 - 0.8) < 0.05
    groups = defaultdict(set)
    for row in printed(library, "--stable", "--group", "studio"):
        groups[row["studio"]].add(row["split"])
    assert all(len(found) == 1 for found in groups.values())
    assert printed("-", "--stable", "--key", "id", given=library.read_text()) == printed(library, "--stable", "--key", "id")


def test_sides_of_an_earlier_split_are_kept(library, tmp_path):
    first = printed(library, "--stratify", "kind", "--key", "id", "--seed", 1)
    grown = table(tmp_path / "grown.jsonl", first + [{**row, "id": row["id"] + "-new"} for row in films(300)])
    rows = printed(grown, "--stratify", "kind", "--key", "id", "--seed", 2, "--keep", "split")
    assert {row["id"]: row["split"] for row in rows if not row["id"].endswith("-new")} == {row["id"]: row["split"] for row in first}
    counts = Counter(row["split"] for row in rows)
    assert counts == {"train": 960, "validation": 120, "test": 120}


@pytest.mark.parametrize(("options", "said"), [
    (["--stable", "--stratify", "kind"], "`--stable` does not go with `--stratify`"), (["--stable", "--copies", "plot"], "`--copies`"),
    (["--stable", "--group", "studio", "--group", "director"], "one `--group`"), (["--time", "made", "--group", "studio"], "time alone"),
    (["--stratify", "kind", "--labels", "genres"], "one label or several"), (["--folds", 5, "--shares", "a=1"], "`--shares`"), (["--windows", 3], "`--time`"),
    (["--gap", "3d"], "`--time`"), (["--pairs"], "`--labels`"), (["--cut", "test=2025-01-01"], "`--time`"), (["--time", "made", "--cut", "test=soon"], "neither a number nor a clear date"),
    (["--time", "made", "--cut", "test"], "side=time"), (["--time", "made", "--cut", "a=2025-02-01", "--cut", "b=2025-01-01"], "later"), (["--time", "made", "--gap", "x"], "length of time"),
    (["--time", "plot"], "different times"), (["--folds", 1], "folds"), (["--folds", 2000], "folds"), (["--keep", "nope"], "nope"), (["--dry-run", "--to", "x"], "`--to`"),
    (["--time", "made", "--cut", "test=12"], "the times are dates"), (["--shares", "../x=0.5,b=0.5", "--to", "y"], "name of a file"),
], ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else "")
def test_what_excludes_each_other_is_refused_in_words(library, tmp_path, options, said):
    options = [str(tmp_path / option) if option in ("x", "y") and place and options[place - 1] == "--to" else option for place, option in enumerate(options)]
    told = winnow("split", library, *options, code=None)
    assert told.returncode in (2, 3) and said in told.stderr and "Fatal" not in told.stderr and told.stdout == "", told.stderr


def test_times_that_cannot_be_told_are_said_with_their_place(tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("id,seen\n1,03/04/2024\n2,05/06/2024\n3,2024-05-01\n4,soon\n5,\n6,2024-07-01\n7,9999-12-31T23:59:59-12:00\n8,0000-01-01\n")
    told = winnow("split", path, "--time", "seen", "--shares", "a=0.5,b=0.5", "--json")
    rows = json.loads(told.stdout)
    assert [row["split"] for row in rows] == [None, None, "a", None, None, "b", "b", "a"]
    assert "visits.csv:5" in told.stderr and "`soon`" in told.stderr and "2 dates may be one of two days" in told.stderr
    path.write_text(path.read_text() + "9,31/01/2024\n")
    assert all(row["split"] for row in json.loads(winnow("split", path, "--time", "seen", "--shares", "a=0.5,b=0.5", "--json").stdout) if row["id"] in ("1", "2", 1, 2))
    mixed = table(tmp_path / "mixed.jsonl", [{"t": 1}, {"t": "2024-01-01"}, {"t": 3}])
    assert "no common order" in winnow("split", mixed, "--time", "t", code=3).stderr


def test_bytes_for_a_record_are_as_the_documentation_says(tmp_path):
    """A split holds what decides and nothing of the rest: twice the records, so many bytes more for each."""
    import os
    import subprocess

    from harness.places import BINARY

    def peak(count, *options):
        path = tmp_path / f"{count}.csv"
        if not path.exists():
            with path.open("w") as file:
                file.write("id,label,group,text\n")
                file.writelines(f"record-{number:012d},{number % 9},a-group-of-its-own-{number // 3},{'x' * 200}\n" for number in range(count))
        child = subprocess.Popen([BINARY, "split", path, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        return used.ru_maxrss * 1024

    for options, most in ((["--stable"], 8), ([], 350), (["--key", "id", "--stratify", "label", "--group", "group"], 450)):
        few, many = peak(100_000, *options), peak(300_000, *options)
        report("split memory", f"{' '.join(options) or 'by number'}: {(many - few) / 200_000:.0f} bytes a record")
        assert many - few <= most * 200_000 + (8 << 20), (options, few, many)
