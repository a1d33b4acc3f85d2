"""Votes of a real crowd through agreement, consensus and annotators. docs/methods.md reads the figures that this prints."""
import csv
import io
import random
import statistics
from collections import Counter

import krippendorff
import numpy
import pytest

from harness.cli import data, winnow
from harness.figures import report
from harness.ratings import SETS, ratings, sign, votes

LEVELS = ["nominal", "ordinal", "interval"]


def settled(path, method):
    """Item -> label, by `winnow consensus`."""
    rows = csv.DictReader(io.StringIO(winnow("consensus", path, "--method", method).stdout))
    return {row["item"]: row["label"] for row in rows}


def alpha(path, level):
    return data("agreement", path, "--measure", "krippendorff-alpha" + ("" if level == "nominal" else f":{level}"))["value"]


@pytest.mark.parametrize("name", SETS)
def test_alpha_of_each_set_is_that_of_the_reference_library_at_every_level(name, tmp_path):
    rated = ratings(name)
    path = votes(rated, tmp_path / "votes.csv")
    counts = numpy.zeros((len(rated), 9))
    for row, given in enumerate(rated.values()):
        for rating in given:
            counts[row, rating + 4] += 1
    ours = {level: alpha(path, level) for level in LEVELS}
    for level in LEVELS:
        theirs = krippendorff.alpha(value_counts=counts, value_domain=list(range(-4, 5)), level_of_measurement=level)
        assert ours[level] == pytest.approx(theirs, abs=1e-9), level
    three = alpha(votes(rated, tmp_path / "signs.csv", sign), "nominal")
    weighted = data("agreement", path, "--measure", "gwet-ac1:quadratic")["value"]
    figures = ", ".join(f"{level} {ours[level]:.3f}" for level in LEVELS)
    report(f"alpha of {SETS[name]} ({len(rated):,} texts)", f"{figures}; three classes {three:.3f}; AC2 quadratic {weighted:.3f}")


@pytest.mark.parametrize("name", ["tweets", "nytEditorialSnippets"])
def test_consensus_over_three_classes_stands_beside_the_majority_and_the_mean(name, tmp_path):
    rated = ratings(name)
    path = votes(rated, tmp_path / "signs.csv", sign)
    found = {method: settled(path, method) for method in ["majority", "wawa", "glad", "dawid-skene", "mace"]}
    for item, given in rated.items():
        counts = Counter(map(sign, given))
        assert counts[found["majority"][item]] == max(counts.values()), item
    means = {item: sign(0 if abs(mean) <= 0.5 else mean) for item, mean in ((item, statistics.fmean(given)) for item, given in rated.items())}
    shares = {
        method: (
            sum(labels[item] == found["majority"][item] for item in rated) / len(rated),
            sum(labels[item] == means[item] for item in rated) / len(rated),
        )
        for method, labels in found.items()
    }
    report(f"consensus of {SETS[name]}", "; ".join(f"{method} {with_majority:.3f} with the majority, {with_mean:.3f} with the mean's class" for method, (with_majority, with_mean) in shares.items()))
    # The places in the lists are not people: methods that learn people have nothing to learn and must not stray far.
    assert min(with_majority for with_majority, _ in shares.values()) > 0.8


def test_annotators_tell_the_odd_place_in_the_lists_and_one_who_answers_at_random(tmp_path):
    rated = {item: given[:20] for item, given in list(ratings("nytEditorialSnippets").items())[:2000]}
    plain = judged(votes(rated, tmp_path / "plain.csv", sign))
    best, *others = sorted(plain, key=lambda name: -plain[name]["withOthers"])
    shares = [plain[name]["withOthers"] for name in others]
    assert best == "place 20", "whoever fills the last place answers like the average more often than anybody else"
    assert max(shares) - min(shares) < 0.06, "the other places stand for no person, so none is better"

    spread, drawn = [rating for given in rated.values() for rating in given], random.Random(5)
    planted = {item: [drawn.choice(spread), *given[1:]] for item, given in rated.items()}
    after = judged(votes(planted, tmp_path / "planted.csv", sign))
    spammer = after.pop("place 1")
    assert spammer["withOthers"] < min(row["withOthers"] for row in after.values())
    assert spammer["skill"] < min(row["skill"] for row in after.values())
    assert "low-skill" in spammer["flags"] and not any("low-skill" in row["flags"] for row in plain.values())
    report(
        "annotators of editorials (2,000 texts, 20 places)",
        f"share with the others {min(shares):.3f}-{max(shares):.3f}, the last place {plain[best]['withOthers']:.3f}; one replaced by random answers "
        f"{spammer['withOthers']:.3f}, skill {spammer['skill']:.3f} where the others have {min(row['skill'] for row in after.values()):.3f} at least; "
        f"flags: {', '.join(spammer['flags'])}")


def judged(path):
    return {row["name"]: row for row in data("annotators", path)["rows"]}
