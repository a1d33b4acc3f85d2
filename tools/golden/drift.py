"""Golden values of drift: writes Tests/PreparingTests/Drift/golden-drift.json from evidently and scipy.

    tools/golden/make drift

Every case is two drawn columns, what evidently's measures say of them, and what its default choice of a measure is.
"""
import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from evidently.calculations.stattests import registry
from evidently.core import ColumnType
from scipy import stats

warnings.filterwarnings("ignore")
OUT = Path(__file__).resolve().parents[2] / "Tests/PreparingTests/Drift/golden-drift.json"
NAMES = {"ks": "ks", "chisquare": "chi-square", "z": "z", "wasserstein": "wasserstein", "jensenshannon": "jensen-shannon", "psi": "psi", "kl_div": "kl", "hellinger": "hellinger"}


def cases():
    draw = np.random.default_rng(11)
    rounded = lambda values, digits=3: [round(float(value), digits) for value in values]
    yield "small numbers", "num", rounded(draw.normal(0, 1, 120)), rounded(draw.normal(0.4, 1, 90))
    yield "same numbers", "num", rounded(draw.normal(5, 2, 150)), rounded(draw.normal(5, 2, 150))
    yield "many numbers", "num", rounded(draw.gamma(2, 3, 1100), 2), rounded(draw.gamma(2, 3.5, 700), 2)
    yield "many numbers alike", "num", rounded(draw.normal(0, 1, 1200), 2), rounded(draw.normal(0, 1, 400), 2)
    yield "few whole numbers", "num", [int(v) for v in draw.integers(0, 4, 200)], [int(v) for v in draw.integers(0, 4, 150)]
    yield "small category", "cat", [str(v) for v in draw.choice(list("abcd"), 200, p=[.4, .3, .2, .1])], [str(v) for v in draw.choice(list("abcd"), 150, p=[.3, .3, .3, .1])]
    yield "new value", "cat", [str(v) for v in draw.choice(list("abc"), 100)], [str(v) for v in draw.choice(list("abcd"), 100)]
    yield "two values", "cat", [str(v) for v in draw.choice(["no", "yes"], 300, p=[.7, .3])], [str(v) for v in draw.choice(["no", "yes"], 200, p=[.6, .4])]
    yield "large category", "cat", [str(v) for v in draw.choice(list("abcdef"), 1500)], [str(v) for v in draw.choice(list("abcdef"), 600, p=[.3, .2, .2, .1, .1, .1])]


def main():
    found = []
    for name, kind, reference, current in cases():
        column = ColumnType.Numerical if kind == "num" else ColumnType.Categorical
        first, second = pd.Series(reference), pd.Series(current)
        values = {}
        for theirs, ours in NAMES.items():
            if kind == "cat" and theirs in ("ks", "wasserstein"):
                continue
            if kind == "num" and theirs in ("chisquare", "z", "hellinger"):
                continue
            if theirs == "z" and pd.concat([first, second]).nunique() != 2 or theirs == "hellinger" and kind == "num":
                continue
            value = float(registry.get_stattest(first, second, column, theirs)(first.copy(), second.copy(), column, None).drift_score)
            if np.isfinite(value):
                values[ours] = value
        if kind == "num":
            values["energy"] = float(stats.energy_distance(reference, current))
        usual = NAMES[registry.get_stattest(first, second, column, None).name]
        found.append({"name": name, "kind": kind, "reference": reference, "current": current, "usual": usual, "values": values})
    OUT.write_text(json.dumps(found, separators=(",", ":")) + "\n")
    for case in found:
        print(case["name"], case["usual"], case["values"])


main()
