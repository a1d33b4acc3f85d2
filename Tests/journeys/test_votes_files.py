"""Agreement and consensus of plain files: the figures beside other computations, and files that are not what they should be."""
import csv
import io
import json
import random

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from harness.cli import data, winnow

LABELS = ["x", "y", "z"]


def write(path, rows, header="item,annotator,label"):
    path.write_text(header + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


def crowd(count=120, people=6, seed=4, missing=0.3):
    """Votes of people of different skill: `(item, annotator, label)` and the truth by item."""
    rng = random.Random(seed)
    truth = {f"i{n:04}": rng.choice(LABELS) for n in range(count)}
    skills = [0.95 - 0.1 * place for place in range(people)]
    rows = [(item, f"a{place}", right if rng.random() < skill else rng.choice([label for label in LABELS if label != right]))
            for item, right in truth.items() for place, skill in enumerate(skills) if rng.random() > missing]
    return rows, truth


def settled(text):
    return {row["item"]: row for row in csv.DictReader(io.StringIO(text))}


# Figures beside other computations.

def test_alpha_and_kappa_are_those_of_other_libraries(tmp_path):
    rows, _ = crowd()
    path = write(tmp_path / "votes.csv", rows)
    people = sorted({row[1] for row in rows})
    items = sorted({row[0] for row in rows})
    table = np.full((len(people), len(items)), np.nan)
    for item, person, label in rows:
        table[people.index(person), items.index(item)] = LABELS.index(label)
    report = data("agreement", path)
    assert report["value"] == pytest.approx(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"), abs=1e-9)
    assert report["interval"]["low"] < report["value"] < report["interval"]["high"]
    for pair in report["pairs"]:
        one, other = table[people.index(pair["a"])], table[people.index(pair["b"])]
        both = ~np.isnan(one) & ~np.isnan(other)
        assert pair["items"] == both.sum()
        assert pair["value"] == pytest.approx(cohen_kappa_score(one[both], other[both]), abs=1e-9)


def test_what_is_confused_counts_every_pair_of_answers_once(tmp_path):
    rows, _ = crowd()
    confusion = data("agreement", write(tmp_path / "votes.csv", rows))["confusion"]
    by_item = {}
    for item, _, label in rows:
        by_item.setdefault(item, []).append(label)
    wanted = np.zeros((3, 3), int)
    for answers in by_item.values():
        for place, one in enumerate(answers):
            for other in answers[place + 1:]:
                cells = {(LABELS.index(one), LABELS.index(other)), (LABELS.index(other), LABELS.index(one))}
                for cell in cells:
                    wanted[cell] += 1
    assert confusion["labels"] == LABELS
    assert confusion["counts"] == wanted.tolist()
    assert confusion["leftOut"] == 0


def test_of_a_hundred_labels_the_forty_most_used_are_in_the_map(tmp_path):
    rows = [(f"i{n}", person, f"l{n % 100:03}") for n in range(300) for person in "ab"] + [(f"m{n}", person, "l099") for n in range(50) for person in "ab"]
    confusion = data("agreement", write(tmp_path / "votes.csv", rows))["confusion"]
    assert len(confusion["labels"]) == len(confusion["counts"]) == 40
    assert "l099" in confusion["labels"]
    assert confusion["leftOut"] == 60
    assert sum(map(sum, confusion["counts"])) + confusion["pairsLeftOut"] == 350


def test_a_bootstrap_is_the_same_with_the_same_seed(tmp_path):
    path = write(tmp_path / "votes.csv", crowd()[0])
    first, again, other = (data("agreement", path, "--measure", "fleiss-kappa", "--bootstrap", 200, "--seed", seed) for seed in (1, 1, 2))
    assert first == again
    assert first["interval"]["method"] == "bootstrap"
    assert first["interval"] != other["interval"]
    assert first["value"] == other["value"]


def test_the_order_of_rows_changes_nothing(tmp_path):
    rows, _ = crowd()
    shuffled = rows[:]
    random.Random(9).shuffle(shuffled)
    for verb in ("agreement", "consensus"):
        assert winnow(verb, write(tmp_path / "a.csv", rows), "--json").stdout == winnow(verb, write(tmp_path / "b.csv", shuffled), "--json").stdout


def one_way(table):
    """ICC(1,1) of a full table, items in rows."""
    n, k = table.shape
    between = k * ((table.mean(1) - table.mean()) ** 2).sum() / (n - 1)
    within = ((table - table.mean(1, keepdims=True)) ** 2).sum() / (n * (k - 1))
    return (between - within) / (between + (k - 1) * within)


def scores(seed=5, items=40, people=4):
    rng = np.random.default_rng(seed)
    return np.round(rng.normal(50, 10, (items, 1)) + rng.normal(0, 4, (items, people)) + np.arange(people), 2)


def test_numbers_agree_as_other_computations_say(tmp_path):
    table = scores()
    path = write(tmp_path / "scores.csv", [(f"i{i}", f"a{a}", table[i, a]) for i in range(40) for a in range(4)], "item,annotator,score")
    report = data("agreement", path, "--label", "score", "--measure", "icc:1,1")
    assert report["value"] == pytest.approx(one_way(table), abs=1e-9)
    pair = next(pair for pair in report["numbers"] if (pair["a"], pair["b"]) == ("a0", "a1"))
    gap = table[:, 0] - table[:, 1]
    assert pair["bias"] == pytest.approx(gap.mean())
    assert pair["deviation"] == pytest.approx(gap.std(ddof=1))
    alpha = data("agreement", path, "--label", "score", "--measure", "interval-alpha")["value"]
    assert alpha == pytest.approx(krippendorff.alpha(reliability_data=table.T, level_of_measurement="interval"), abs=1e-9)


def dawid_skene(rows, rounds=100, smoothing=0.01):
    """Ten lines of expectation-maximisation, to compare labels with."""
    items, people = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    votes = [(items.index(item), people.index(person), LABELS.index(label)) for item, person, label in rows]
    posterior = np.zeros((len(items), 3))
    for item, _, label in votes:
        posterior[item, label] += 1
    posterior /= posterior.sum(1, keepdims=True)
    for _ in range(rounds):
        tables = np.full((len(people), 3, 3), smoothing)
        for item, person, label in votes:
            tables[person, :, label] += posterior[item]
        tables /= tables.sum(2, keepdims=True)
        logs = np.tile(np.log(posterior.mean(0)), (len(items), 1))
        for item, person, label in votes:
            logs[item] += np.log(tables[person, :, label])
        posterior = np.exp(logs - logs.max(1, keepdims=True))
        posterior /= posterior.sum(1, keepdims=True)
    return {item: LABELS[place] for item, place in zip(items, posterior.argmax(1))}


def test_dawid_skene_settles_as_ten_lines_of_it_do(tmp_path):
    rows, truth = crowd(count=300)
    told = data("consensus", write(tmp_path / "votes.csv", rows), "--method", "dawid-skene")
    labels = {row["item"]: row["label"] for row in told["items"]}
    wanted = dawid_skene(rows)
    assert sum(labels[item] == label for item, label in wanted.items()) >= 0.99 * len(wanted)
    assert sum(labels[item] == truth[item] for item in labels) > 0.9 * len(labels)
    best, worst = (next(row for row in told["annotators"] if row["login"] == login) for login in ("a0", "a5"))
    assert best["skill"] > worst["skill"]
    for row in np.array(best["confusion"]):
        assert row.sum() == pytest.approx(1)


# What stands beside the votes.

def test_known_answers_are_kept_and_may_be_labels_nobody_gave(tmp_path):
    rows, truth = crowd()
    votes = write(tmp_path / "votes.csv", rows)
    gold = write(tmp_path / "gold.csv", [("i0000", "w"), *[(item, truth[item]) for item in sorted(truth)[1:40]]], "item,label")
    for method in ("majority", "dawid-skene", "gold-majority", "wawa"):
        labels = settled(winnow("consensus", votes, "--method", method, "--gold", gold).stdout)
        assert labels["i0000"]["label"] == "w"
        assert all(labels[item]["label"] == truth[item] for item in sorted(truth)[1:40])


def test_known_answers_of_items_nobody_voted_on_are_told(tmp_path):
    rows, _ = crowd(count=10)
    gold = write(tmp_path / "gold.csv", [("nobody's", "x"), ("i0001", "x")], "item,label")
    told = winnow("consensus", write(tmp_path / "votes.csv", rows), "--gold", gold, "--fail-on", "note", code=1)
    assert ":2: note: item `nobody's` has no vote" in told.stderr
    assert "nobody's" not in told.stdout


def test_a_method_that_learns_from_gold_says_that_it_has_none(tmp_path):
    votes = write(tmp_path / "votes.csv", crowd(count=10)[0])
    told = winnow("consensus", votes, "--method", "gold-majority", code=3)
    assert "no vote is on an item with a gold answer" in told.stderr and "--gold FILE" in told.stderr
    assert told.stdout == ""
    told = winnow("consensus", votes, "--method", "gold-majority", "--gold", write(tmp_path / "gold.csv", [("elsewhere", "x")], "item,label"), code=3)
    assert "no item of the votes has a right label" in told.stderr
    assert told.stdout == ""


def test_crowdlab_weighs_votes_against_a_model(tmp_path):
    rows, truth = crowd(missing=0.6)
    rows = [row for row in rows if row[1] != "a0"]
    items = sorted({row[0] for row in rows})
    model = [(item, *(0.9 if label == truth[item] else 0.05 for label in LABELS)) for item in reversed(items)]
    votes, probabilities = write(tmp_path / "votes.csv", rows), write(tmp_path / "p.csv", model, "item,x,y,z")
    right = {}
    for method, options in (("majority", []), ("crowdlab", ["--probabilities", probabilities])):
        labels = settled(winnow("consensus", votes, "--method", method, *options).stdout)
        right[method] = sum(labels[item]["label"] == truth[item] for item in items)
    assert right["crowdlab"] > right["majority"]


@pytest.mark.parametrize(("text", "said", "code"), [
    ("item,x,y\ni0000,0.5,nan\n", "line 2 of", 3), ("item,x,y\ni0000,0.5,2\n", "`2` under `y`", 3), ("item,x,y\ni0000,0.5,0.5\n", "has no row for", 3),
    ("thing,x,y\ni0000,0.5,0.5\n", "has a field `item`", 2), ("item,x\ni0000,1\n", "1 column of probabilities", 3), ("item,x,y\ni0000,1,0\ni0000,0,1\n", "is the second of `i0000`", 3)])
def test_probabilities_that_are_none_are_told_with_their_line(text, said, code, tmp_path):
    path = tmp_path / "p.csv"
    path.write_text(text, encoding="utf-8")
    votes = write(tmp_path / "votes.csv", [(item, person, "x" if person == "a" else "y") for item in ("i0000", "i0001") for person in "ab"])
    told = winnow("consensus", votes, "--method", "crowdlab", "--probabilities", path, code=code)
    assert said in told.stderr
    assert told.stdout == ""


def test_declared_labels_have_an_order_and_others_are_left_out(tmp_path):
    path = write(tmp_path / "votes.csv", [("1", "a", "low"), ("1", "b", "high"), ("2", "a", "hihg"), ("2", "b", "high")])
    told = winnow("consensus", path, "--classes", "high,low")
    assert settled(told.stdout)["1"]["label"] == "high"
    assert "1 vote for `hihg` left out" in told.stderr
    assert "no vote of" in winnow("consensus", path, "--classes", "u,v", code=3).stderr
    assert "names each label once" in winnow("consensus", path, "--classes", "u,u", code=2).stderr


# Files whose answers are no labels.

def test_texts_are_settled_word_by_word_or_by_the_nearest(tmp_path):
    rows = [("1", "a", "the cat sat"), ("1", "b", "the cat sat"), ("1", "c", "a cat sat"), ("2", "a", "one two"), ("2", "b", "one two three")]
    path = write(tmp_path / "texts.csv", rows, "item,annotator,text")
    for method in ("rover", "medoid", "medoid:words"):
        told = settled(winnow("consensus", path, "--label", "text", "--method", method).stdout)
        assert told["1"]["text"] == "the cat sat"
    assert data("agreement", path, "--label", "text", "--measure", "word-accuracy")["value"] > 0.5


def test_numbers_are_settled_by_median_mean_and_bias(tmp_path):
    table = scores()
    path = write(tmp_path / "scores.csv", [(f"i{i:02}", f"a{a}", table[i, a]) for i in range(40) for a in range(4)], "item,annotator,score")
    for method, wanted in (("median", np.median(table, 1)), ("mean", table.mean(1))):
        told = settled(winnow("consensus", path, "--label", "score", "--method", method).stdout)
        assert [float(told[f"i{i:02}"]["score"]) for i in range(40)] == pytest.approx(wanted.tolist(), rel=1e-5)
    people = data("consensus", path, "--label", "score", "--method", "annotator-bias")["annotators"]
    biases = [person["bias"] for person in people]
    wanted = table.mean(0) - table.mean()
    assert biases == pytest.approx(wanted.tolist(), abs=0.5)


def test_rankings_are_settled_by_borda_and_kemeny(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text('item,annotator,label\n1,a,u > v > w\n1,b,u > w = v\n1,c,"[""v"",[""u"",""w""]]"\n', encoding="utf-8")
    for method in ("borda", "kemeny"):
        told = data("consensus", path, "--method", method)["items"][0]
        assert told["ranking"][0] == ["u"] or told["ranking"][0] == ["v", "u"]
        assert sum(map(len, told["ranking"])) == 3


def test_comparisons_of_two_are_ranked(tmp_path):
    rng = random.Random(2)
    names = ["worst", "middle", "best"]
    rows = []
    for _ in range(200):
        left, right = rng.sample(names, 2)
        better = max((left, right), key=names.index)
        rows.append((left, right, better if rng.random() < 0.8 else min((left, right), key=names.index), rng.choice("abc")))
    path = write(tmp_path / "pairs.csv", rows, "left,right,winner,annotator")
    for method in ("bradley-terry", "noisy-bradley-terry", "elo", "win-share"):
        assert [row["item"] for row in csv.DictReader(io.StringIO(winnow("consensus", path, "--method", method).stdout))] == ["best", "middle", "worst"]
    alone = write(tmp_path / "alone.csv", [row[:3] for row in rows], "left,right,winner")
    assert data("consensus", alone, "--method", "bradley-terry")["items"][0]["item"] == "best"
    assert "has a field `worker`" in winnow("consensus", alone, "--method", "elo", "--annotator", "worker", code=2).stderr


@pytest.mark.parametrize(("method", "text", "said", "code"), [
    ("median", "item,annotator,label\n1,a,nan\n1,b,3\n", ":2: error: `nan` is not a number", 0), ("median", "item,annotator,label\n1,a,x\n", "holds no numbers", 3),
    ("median", "item,annotator,label\n1,a,1e300\n1,b,3\n", "`1e300` is not a number to compare", 0), ("borda", "item,annotator,label\n1,a,x > x\n", "`x > x` is no ranking", 3),
    ("kemeny", "item,annotator,label\n1,a,x > \n", "is no ranking", 3), ("elo", "left,right,winner\nu,v,w\n", "`w` is neither `u` nor `v`", 3), ("elo", "item,annotator,label\n1,a,x\n", "has a field `left`", 2),
    ("elo", "left,right,winner\nu,u,u\n", "of an item with itself", 3), ("rover", "item,annotator,label\n1,a,\n", "holds no texts", 3), ("rover", "item,annotator\n1,a\n", "has a field `label`", 2),
    ("bradley-terry", "left,right,winner\n,v,v\nu,v,u\n", "the row has no `left` or no `right`", 0)])
def test_columns_that_do_not_fit_the_method_are_told(method, text, said, code, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(text, encoding="utf-8")
    told = winnow("consensus", path, "--method", method, code=code)
    assert said in told.stderr
    assert "NaN" not in told.stdout and "nan" not in told.stdout


@pytest.mark.parametrize(("method", "options"), [
    ("median", ["--gold", "g.csv"]), ("rover", ["--classes", "a,b"]), ("majority", ["--probabilities", "p.csv"]), ("crowdlab", []), ("elo", ["--open-on-tie"]), ("crowdlab", ["--probabilities", "p.csv", "--gold", "g.csv"])])
def test_an_option_the_method_has_no_use_for_is_wrong_use(method, options, tmp_path):
    path = write(tmp_path / "votes.csv", [("1", "a", "1"), ("1", "b", "2")])
    assert "hint:" in winnow("consensus", path, "--method", method, *options, code=2).stderr


# Votes that say little.

ODD = {
    "one annotator": [(n, "a", n % 2) for n in range(5)],
    "one label": [(n, person, "x") for n in range(5) for person in "ab"],
    "no item twice": [(n, f"a{n % 2}", "xy"[n % 2]) for n in range(6)],
    "one vote": [("1", "a", "x")],
}
METHODS = ["majority", "dawid-skene", "one-coin", "wawa", "zero-based-skill", "glad", "mace", "mmsr", "kos", "auto"]


@pytest.mark.parametrize("kind", ODD)
def test_agreement_of_votes_that_say_little_is_a_reason_and_no_number(kind, tmp_path):
    path = write(tmp_path / "votes.csv", ODD[kind])
    for measure in ("krippendorff-alpha", "fleiss-kappa", "cohen-kappa", "gwet-ac1", "scott-pi"):
        told = winnow("agreement", path, "--measure", measure, "--json").stdout
        report = json.loads(told, parse_constant=lambda word: pytest.fail(word))
        assert ("value" in report) != ("reason" in report)
        assert "undefined" in winnow("agreement", path, "--measure", measure).stdout or "value" in report


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("method", METHODS)
def test_every_method_settles_votes_that_say_little_or_says_why_not(kind, method, tmp_path):
    path = write(tmp_path / "votes.csv", ODD[kind])
    told = winnow("consensus", path, "--method", method, code=None)
    assert told.returncode in (0, 3)
    assert told.returncode == 0 or "hint:" in told.stderr
    for row in settled(told.stdout).values():
        assert 0 <= float(row["posterior"]) <= 1 and 0 <= float(row["margin"]) <= 1


def test_a_million_labels_are_no_burden(tmp_path):
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("item,annotator,label\n")
        for n in range(300_000):
            file.write(f"{n},a,l{n}\n{n},b,l{n + (n % 2) * 700_000}\n")
    report = data("agreement", path)
    assert report["confusion"]["leftOut"] == 450_000 - 40
    assert 0.4 < report["value"] < 0.6
    refused = winnow("consensus", path, "--method", "dawid-skene", code=None)
    assert refused.returncode == 3 and "hint:" in refused.stderr or refused.stdout.startswith("item,label")


@pytest.mark.parametrize(("other", "name"), [("gwet-ac2", "gwet-ac1:quadratic"), ("light-kappa", "cohen-kappa"), ("krippendorff-alpha:nominal", "krippendorff-alpha")])
def test_a_measure_may_be_called_what_others_call_it(other, name, tmp_path):
    path = write(tmp_path / "votes.csv", [(item, person, LABELS.index(label)) for item, person, label in crowd()[0]])
    assert data("agreement", path, "--measure", other)["value"] == data("agreement", path, "--measure", name)["value"]
