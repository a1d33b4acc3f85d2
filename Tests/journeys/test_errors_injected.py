"""Wrong labels put into real messages: how many of them stand at the head of the ranking. Figures are printed."""
import random

import pytest

from harness import figures
from harness.api import Client
from harness.projects import collected, sms_spam, support
from harness.server import Server

SEED = 23
SHARE = 20                        # one in so many


def ranking(project, *options):
    return [item["key"] for item in project.verb("errors", "--limit", 100_000, *options)["items"]]


@pytest.mark.parametrize("source", [sms_spam, support], ids=["sms-spam", "support"])
def test_injected_errors_stand_at_the_head_of_the_ranking(source, tmp_path):
    """5 % of the labels are another one in a copy; the product learns from the copy alone and ranks what it doubts."""
    dataset = source()
    chooser = random.Random(SEED)
    positions = set(chooser.sample(range(len(dataset.rows)), len(dataset.rows) // SHARE))
    project = collected(dataset.flipped(positions, chooser), tmp_path)
    with Server(project.folder) as server:
        owner = Client(server.address)
        owner.redeem(server.sign_in_secret(), "olga", "correct horse battery staple")
        keys = [item["key"] for item in owner.items(project.project)]           # in the order of the file
    injected = {keys[place] for place in positions}
    found = {}
    for name in ("prune-by-noise-rate", "predicted-neq-given"):
        ranked = ranking(project, "--filter", name)
        assert len(ranked) == len(set(ranked))
        assert ranked == ranking(project, "--filter", name), "the same seed gives the same ranking"
        at = [k for k in (10, 50, 100) if k < len(injected)] + [len(injected)]
        found[name] = {k: sum(key in injected for key in ranked[:k]) / k for k in at}
        shown = ", ".join(f"{precision:.3f} at {k}" for k, precision in found[name].items())
        recall = len(injected & set(ranked)) / len(injected)
        figures.report(dataset.name, f"{len(injected)} injected errors by {name}: precision {shown}; {len(ranked)} suspects hold {recall:.3f} of them")
    if dataset.question == "spam":
        assert found["prune-by-noise-rate"][10] >= 0.8 and found["prune-by-noise-rate"][100] >= 0.7
        assert found["predicted-neq-given"][len(injected)] >= 0.6
    else:
        # A few dozen messages of six labels: better than picking at random is all that can be asked.
        assert max(found["predicted-neq-given"].values()) > 1 / SHARE
