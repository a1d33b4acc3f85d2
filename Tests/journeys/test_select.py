"""`winnow select`: which rows to label next, against the same sums in numpy; and what rubbish comes to."""
import csv
import gzip
import io
import json
import random

import numpy
import pytest

from harness.cli import data, winnow


def picked(*options):
    """The rows of a selection, as it prints them."""
    return list(csv.DictReader(io.StringIO(winnow("select", *options).stdout)))


def rows(*options):
    return [int(row["row"]) for row in picked(*options, "--random-share", "0")]


def written(path, matrix, header=None):
    lines = [",".join(header)] if header else []
    path.write_text("\n".join(lines + [",".join(repr(float(value)) for value in row) for row in matrix]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def pool(tmp_path):
    """300 rows of four classes and an embedding of eight numbers, as .npy and as CSV."""
    dice = numpy.random.default_rng(5)
    scores = dice.gamma(0.6, size=(300, 4)) + 1e-3
    probabilities = scores / scores.sum(axis=1, keepdims=True)
    features = dice.normal(size=(300, 8))
    numpy.save(tmp_path / "p.npy", probabilities)
    numpy.save(tmp_path / "emb.npy", features)
    written(tmp_path / "p.csv", probabilities, ["ham", "spam", "eggs", "tea"])
    written(tmp_path / "emb.csv", features)
    return tmp_path, probabilities, features


def greatest(values, count):
    """Rows of the greatest values, ties to the lower row."""
    return [int(row) for row in numpy.lexsort((numpy.arange(len(values)), -values))[:count]]


@pytest.mark.parametrize("file", ["p.npy", "p.csv"])
def test_uncertainty_picks_the_rows_numpy_picks_with_the_same_scores(pool, file):
    folder, probabilities, _ = pool
    ordered = numpy.sort(probabilities, axis=1)
    entropy = -(probabilities * numpy.log(probabilities)).sum(axis=1)
    wanted = {"margin": (-(ordered[:, -1] - ordered[:, -2]), ordered[:, -1] - ordered[:, -2]), "entropy": (entropy, entropy), "least-confidence": (1 - ordered[:, -1], 1 - ordered[:, -1])}
    for method, (priority, score) in wanted.items():
        found = picked("--probabilities", folder / file, "--method", method, "--count", "25", "--random-share", "0")
        assert [int(row["row"]) for row in found] == greatest(priority, 25), method
        assert [float(row["score"]) for row in found] == pytest.approx([score[int(row["row"])] for row in found], abs=1e-9)
        assert [row["rank"] for row in found] == [str(rank) for rank in range(1, 26)]
        assert {row["reason"] for row in found} == {"method"}


def k_center(features, held, count):
    """Greedy: again and again the row farthest from all that are held."""
    least = numpy.min([((features - features[row]) ** 2).sum(axis=1) for row in held], axis=0)
    found = []
    for _ in range(count):
        row = int(numpy.argmax(least))
        found.append(row)
        least = numpy.minimum(least, ((features - features[row]) ** 2).sum(axis=1))
    return found


@pytest.mark.parametrize("file", ["emb.npy", "emb.csv"])
def test_k_center_spreads_from_what_is_labelled_as_numpy_does(pool, file):
    folder, _, features = pool
    (folder / "done.csv").write_text("row\n4\n7\n", encoding="utf-8")
    (folder / "busy.txt").write_text("100\n", encoding="utf-8")
    report = data("select", "--features", folder / file, "--labelled", folder / "done.csv", "--in-flight", folder / "busy.txt", "--method", "k-center", "--count", "20", "--random-share", "0")
    wanted = k_center(features, [4, 7, 100], 20)
    assert [row["row"] for row in report["items"]] == wanted
    assert (report["rows"], report["labelled"], report["inFlight"], report["open"], report["shortfall"]) == (300, 2, 1, 297, 0)
    nearest = numpy.linalg.norm(features[:, None] - features[[4, 7, 100, *wanted]][None], axis=2).min(axis=1)
    assert report["radius"] == pytest.approx(nearest.max(), rel=1e-5)


def test_a_committee_of_two_is_asked_where_it_differs(pool):
    folder, probabilities, _ = pool
    other = numpy.roll(probabilities, 1, axis=1)
    numpy.save(folder / "q.npy", other)
    mean = (probabilities + other) / 2

    def entropy(matrix):
        return -(matrix * numpy.log(matrix)).sum(axis=1)

    bald = entropy(mean) - (entropy(probabilities) + entropy(other)) / 2
    assert rows("--committee", folder / "p.npy", folder / "q.npy", "--method", "bald", "--count", "10") == greatest(bald, 10)


def test_every_method_of_the_catalogue_picks_and_is_the_same_again_from_text_and_npy(pool):
    folder, _, _ = pool
    (folder / "done.txt").write_text("1\n2\n3\n", encoding="utf-8")
    numpy.save(folder / "q.npy", numpy.roll(pool[1], 1, axis=1))
    for method in [entry["name"] for entry in data("list", "selection")["selection"]]:
        options = ["--committee", folder / "p.npy", folder / "q.npy", "--labelled", folder / "done.txt", "--method", method, "--count", "12", "--seed", "3"]
        first = picked("--probabilities", folder / "p.npy", "--features", folder / "emb.npy", *options)
        assert first == picked("--probabilities", folder / "p.npy", "--features", folder / "emb.npy", *options), method
        assert [row["row"] for row in first] == [row["row"] for row in picked("--probabilities", folder / "p.csv", "--features", folder / "emb.csv", *options)], method
        found = [int(row["row"]) for row in first]
        assert len(set(found)) == 12 and not {1, 2, 3} & set(found), method


def test_a_tenth_is_drawn_by_default_and_says_so_and_the_seed_decides_which(pool):
    folder, _, _ = pool
    found = picked("--probabilities", folder / "p.npy", "--count", "50")
    drawn = [row for row in found if row["reason"] == "random"]
    assert len(drawn) == 5 and {row["score"] for row in drawn} == {""}
    other = picked("--probabilities", folder / "p.npy", "--count", "50", "--seed", "1")
    assert {row["row"] for row in drawn} != {row["row"] for row in other if row["reason"] == "random"}
    assert all(row["reason"] == "random" for row in picked("--probabilities", folder / "p.npy", "--method", "random"))


def test_every_class_gets_its_least_and_none_more_than_its_most(pool):
    folder, probabilities, _ = pool
    best = probabilities.argmax(axis=1)
    found = rows("--probabilities", folder / "p.npy", "--count", "20", "--per-class", "3", "--per-class-most", "6")
    counts = numpy.bincount(best[found], minlength=4)
    assert len(found) == 20 and counts.min() >= 3 and counts.max() <= 6


def test_a_cost_divides_what_is_learned(pool):
    folder, probabilities, _ = pool
    seconds = numpy.random.default_rng(1).uniform(1, 60, 300)
    written(folder / "seconds.csv", seconds[:, None], ["seconds"])
    found = rows("--probabilities", folder / "p.npy", "--cost", folder / "seconds.csv", "--method", "least-confidence", "--count", "15")
    assert found == greatest((1 - probabilities.max(axis=1)) / seconds, 15)


def test_what_one_batch_printed_is_in_flight_for_the_next(pool):
    folder, _, _ = pool
    (folder / "ids.txt").write_text("".join(f"item {row}\n" for row in range(300)), encoding="utf-8")
    first = winnow("select", "--probabilities", folder / "p.npy", "--ids", folder / "ids.txt", "--count", "30")
    (folder / "first.csv").write_text(first.stdout, encoding="utf-8")
    second = picked("--probabilities", folder / "p.npy", "--ids", folder / "ids.txt", "--in-flight", folder / "first.csv", "--count", "30")
    before = list(csv.DictReader(io.StringIO(first.stdout)))
    assert all(row["id"] == f"item {row['row']}" for row in before + second)
    assert not {row["id"] for row in before} & {row["id"] for row in second}


def test_ids_with_and_without_a_header_name_the_same_rows(pool):
    folder, _, _ = pool
    bare = "".join(f"i{row}\n" for row in range(300))
    (folder / "bare.csv").write_text(bare, encoding="utf-8")
    (folder / "headed.csv").write_text("id\n" + bare, encoding="utf-8")
    (folder / "other.csv").write_text("name\n" + bare, encoding="utf-8")
    found = [picked("--probabilities", folder / "p.npy", "--ids", folder / name, "--count", "9") for name in ["bare.csv", "headed.csv", "other.csv"]]
    assert found[0] == found[1] == found[2] and found[0][0]["id"] == "i" + found[0][0]["row"]


def test_more_than_there_are_gives_all_and_says_so(pool):
    folder, _, _ = pool
    (folder / "done.txt").write_text("".join(f"{row}\n" for row in range(290)), encoding="utf-8")
    options = ["--probabilities", folder / "p.npy", "--labelled", folder / "done.txt", "--count", "50"]
    told = winnow("select", *options)
    assert len(told.stdout.splitlines()) == 11
    assert "50 were asked for and 10 picked: 10 of 300 rows can be picked" in told.stderr
    winnow("select", *options, "--fail-on", "warning", code=1)


# Rubbish.

@pytest.mark.parametrize(("text", "said"), [
    ("a,b\n0.5,0.5\n0.9,0.3\n", "p.csv:3: the probabilities of row 1 sum to 1.2"), ("a,b\n0.5,0.5\n1.5,-0.5\n", "p.csv:3: row 1, column 0 holds 1.5"),
    ("a,b\n0.5,0.5\nnan,1\n", "line 3, column 1"), ("a,b\n0.5,0.5\n,1\n", "line 3, column 1"), ("a,b\n0.5,0.5\nx,1\n", "holds `x`"), ("a,b\n0.5\n", "line 2"), ("", "p.csv"), ("a,b\n", "no numbers")],
    ids=["not 1", "negative", "nan", "empty cell", "word", "ragged", "empty", "header only"])
def test_what_are_no_probabilities_is_told_with_its_place(text, said, tmp_path):
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")
    told = winnow("select", "--probabilities", tmp_path / "p.csv", "--count", "1", code=3)
    assert said in told.stderr and told.stdout == ""


def test_nan_in_an_npy_names_the_row(tmp_path):
    matrix = numpy.full((50, 3), 1 / 3)
    matrix[17, 2] = numpy.nan
    numpy.save(tmp_path / "p.npy", matrix)
    assert "row 17, column 2 holds nan" in winnow("select", "--probabilities", tmp_path / "p.npy", code=3).stderr
    numpy.save(tmp_path / "f.npy", matrix)
    numpy.save(tmp_path / "p.npy", numpy.full((50, 3), 1 / 3))
    assert "row 17, column 2 of the features holds nan" in winnow("select", "--probabilities", tmp_path / "p.npy", "--features", tmp_path / "f.npy", "--method", "badge", code=3).stderr


@pytest.mark.parametrize(("options", "said"), [
    (["--method", "badge"], "`--features FILE`"), (["--method", "bald"], "`--committee FILE FILE`"), (["--method", "zzz"], "selection"), (["--method", "badg"], "did you mean `badge`?"),
    (["--method", "badge", "--features", "emb.npy", "--cost", "s.csv"], "no score to divide"), (["--count", "0"], "--count"), (["--random-share", "2"], "--random-share"),
    (["--per-class", "-1"], "--per-class"), (["--per-class", "5", "--per-class-most", "2"], "--per-class-most"), (["--project", "p"], "--project"), (["--rounds", "p.npy"], "--check-stopping")])
def test_wrong_use_says_what_is_missing_and_which_option_gives_it(pool, options, said):
    folder, _, _ = pool
    written(folder / "s.csv", numpy.ones((300, 1)))
    known = {"emb.npy", "s.csv", "p.npy"}
    told = winnow("select", "--probabilities", folder / "p.npy", *[folder / word if word in known else word for word in options], code=2)
    assert said in told.stderr and told.stdout == ""


@pytest.mark.parametrize(("option", "text", "said"), [
    ("--labelled", "row\n1\n300\n", "line 3"), ("--labelled", "row\n1\n-1\n", "line 3"), ("--in-flight", "1\nx\n", "`x`"), ("--labelled", "a,b\n1,2\n", "`row`"),
    ("--ids", "id\na\nb\n", "names 2 rows, and the pool has 300"), ("--ids", "id\n" + "a\n" * 300, "again"), ("--features", "1,2\n3,4\n", "has 2 rows and `"), ("--cost", "1\n2\n", "has 2 rows"),
    ("--cost", "1,2\n" * 300, "has 2 columns"), ("--cost", "1\n" * 299 + "0\n", "row 299 is expected to take 0")])
def test_files_that_do_not_fit_each_other_are_told_with_both(pool, option, text, said):
    folder, _, _ = pool
    (folder / "other.csv").write_text(text, encoding="utf-8")
    told = winnow("select", "--probabilities", folder / "p.npy", option, folder / "other.csv", code=None)
    assert told.returncode in (2, 3) and said in told.stderr and "hint:" in told.stderr and told.stdout == ""


@pytest.mark.parametrize("name", ["p.npy", "p.csv"])
def test_binary_rubbish_is_told_shortly(name, tmp_path):
    (tmp_path / name).write_bytes(random.Random(1).randbytes(100_000))
    told = winnow("select", "--probabilities", tmp_path / name, code=3)
    assert told.stderr.startswith(("error: ", str(tmp_path))) and len(told.stderr) < 2000 and "Fatal" not in told.stderr


def test_an_empty_list_of_what_is_labelled_is_a_beginning(pool):
    folder, _, _ = pool
    (folder / "none.txt").write_text("", encoding="utf-8")
    assert len(rows("--probabilities", folder / "p.npy", "--labelled", folder / "none.txt", "--count", "5")) == 5
    assert "typiclust" in winnow("select", "--features", folder / "emb.npy", "--labelled", folder / "none.txt", "--method", "discriminative", code=2).stderr


# Enough?

def test_rounds_that_no_longer_change_are_enough(tmp_path):
    sure = numpy.tile([[0.99, 0.01], [0.02, 0.98]], (50, 1))
    names = []
    for place in range(4):
        numpy.save(tmp_path / f"{place}.npy", sure)
        names.append(tmp_path / f"{place}.npy")
    report = data("select", "--check-stopping", "--rounds", *names, "--labels", "10,20,30,40", "--validation", "0.8,0.9,0.9,0.9", "--planned", "100")
    said = {row["name"]: row for row in report["criteria"]}
    assert said["stable-predictions"]["verdict"] == "enough" and said["stable-predictions"]["value"] == 1
    assert said["expected-error-change"]["verdict"] == "enough" and said["budget"]["verdict"] == "go-on"
    assert said["plateau"]["verdict"] == "go-on", "0.9 is 0.1 above the first round, the only one before the last three"
    entropy = -(sure * numpy.log(sure)).sum(axis=1).mean() / numpy.log(2)
    assert report["rounds"][0]["uncertainty"] == pytest.approx(entropy)
    assert report["isEnough"]


def test_a_first_round_is_too_early_to_say(tmp_path):
    numpy.save(tmp_path / "p.npy", numpy.full((20, 2), 0.5))
    told = winnow("select", "--check-stopping", "--rounds", tmp_path / "p.npy")
    assert "too early: 1 of 4 rounds" in told.stdout and "no criterion says it is enough" in told.stderr


@pytest.mark.parametrize(("options", "code", "said"), [
    (["--labels", "1,2"], 2, "2 numbers for 1 rounds"), (["--labels", "x"], 2, "--labels"), (["--validation", "nan"], 2, "--validation"), (["--planned", "10"], 2, "`--labels 100,200`"), (["--planned", "0"], 2, "--planned")])
def test_lists_that_do_not_fit_the_rounds_are_wrong_use(options, code, said, tmp_path):
    numpy.save(tmp_path / "p.npy", numpy.full((20, 2), 0.5))
    assert said in winnow("select", "--check-stopping", "--rounds", tmp_path / "p.npy", *options, code=code).stderr


# A project.

DEFINITION = """\
winnow: 1
project: talk
objective: Tell what a message is about
media: text
questions:
  - {name: topic, kind: choice, labels: [fire, water]}
sources:
  - {name: rows, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0}
labelling: {overlap: 1}
"""


def test_a_project_without_suggestions_is_told_what_makes_them(tmp_path):
    (tmp_path / "winnow.yaml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps({"id": n, "text": f"message {n}"}) + "\n" for n in range(9)), encoding="utf-8")
    place = tmp_path / "workspace"
    winnow("init", place)
    winnow("project", "apply", tmp_path / "winnow.yaml", "--workspace", place)
    winnow("collect", "--workspace", place)
    assert "`winnow suggest` makes them" in winnow("select", "--workspace", place, "--count", "3", code=3).stderr
    assert "`winnow suggest` trains one" in winnow("select", "--check-stopping", "--workspace", place, code=3).stderr


def test_packed_files_pipes_and_columns_named_by_number_are_read_like_the_plain_ones(pool, tmp_path):
    folder, probabilities, features = pool
    wanted = rows("--probabilities", folder / "p.npy", "--method", "margin", "--count", "15")
    text = written(tmp_path / "p.csv", probabilities)
    (tmp_path / "p.csv.gz").write_bytes(gzip.compress(text.read_bytes()))
    named = written(tmp_path / "named.csv", probabilities, header=[str(column) for column in range(probabilities.shape[1])])
    for path in (text, tmp_path / "p.csv.gz", named):
        assert rows("--probabilities", path, "--method", "margin", "--count", "15") == wanted, path
    piped = winnow("select", "--probabilities", "-", "--method", "margin", "--count", "15", "--random-share", "0", given=text.read_text())
    assert [int(row["row"]) for row in csv.DictReader(io.StringIO(piped.stdout))] == wanted
    spread = rows("--features", folder / "emb.npy", "--probabilities", folder / "p.npy", "--method", "badge", "--count", "5")
    numbered = written(tmp_path / "features.csv", features, header=[str(column) for column in range(features.shape[1])])
    assert rows("--features", numbered, "--probabilities", folder / "p.npy", "--method", "badge", "--count", "5") == spread
