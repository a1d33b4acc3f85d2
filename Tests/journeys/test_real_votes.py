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
    return data("agreement", path, "--measure", f"krippendorff-alpha:{level}")["value"]


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


def test_places_in_a_list_are_alike_and_an_annotator_who_answers_at_random_stands_out(tmp_path):
    rated = {item: given[:20] for item, given in list(ratings("nytEditorialSnippets").items())[:2000]}
    plain = judged(votes(rated, tmp_path / "plain.csv", sign))
    shares = [row["withOthers"] for row in plain.values()]
    assert max(shares) - min(shares) < 0.1, "places in a list stand for no person, so none is better"

    spread, drawn = [rating for given in rated.values() for rating in given], random.Random(5)
    planted = {item: [drawn.choice(spread), *given[1:]] for item, given in rated.items()}
    after = judged(votes(planted, tmp_path / "planted.csv", sign))
    spammer = after.pop("place 1")
    assert spammer["withOthers"] < min(row["withOthers"] for row in after.values())
    assert spammer["skill"] < min(row["skill"] for row in after.values())
    assert spammer["flags"], "an annotator at the level of chance is flagged"
    assert not any("skill" in flag for row in plain.values() for flag in row["flags"])
    report(
        "annotators of editorials (2,000 texts, 20 places)",
        f"share with the others {min(shares):.3f}-{max(shares):.3f}; with one replaced by random answers {spammer['withOthers']:.3f}, "
        f"skill {spammer['skill']:.3f} where the others have {min(row['skill'] for row in after.values()):.3f} at least; flags: {', '.join(spammer['flags'])}")


def judged(path):
    return {row["name"]: row for row in data("annotators", path)["rows"]}
