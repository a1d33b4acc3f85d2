"""Golden values of splits: writes Tests/PreparingTests/Splits/golden-splits.json.

    tools/golden/make splits

Drawn items with several labels, and how evenly iterative-stratification and scikit-multilearn lay them out (the mean over
ten seeds); drawn grouped items, and how evenly scikit-learn's StratifiedGroupKFold does; rounds of TimeSeriesSplit.

Measures, all means over folds: `labels` is the label distribution of Sechidis et al. (2011), |odds of the label in the fold -
odds in all|; `pairs` the same of shares of label pairs; `sizes` is |items - wanted|.
"""
import json
from itertools import combinations
from pathlib import Path

import numpy as np
from iterstrat.ml_stratifiers import MultilabelStratifiedKFold
from sklearn.model_selection import StratifiedGroupKFold, TimeSeriesSplit
from skmultilearn.model_selection import IterativeStratification

OUT = Path(__file__).resolve().parents[2] / "Tests/PreparingTests/Splits/golden-splits.json"
SEEDS = range(10)


def drawn(seed, items, labels, scenes):
    """Labels come together by scene; their frequencies fall like 1/rank."""
    draw = np.random.default_rng(seed)
    base = 0.6 / np.arange(1, labels + 1)
    scene = draw.integers(0, scenes, items)
    lift = draw.gamma(1.0, 1.0, (scenes, labels))
    return (draw.random((items, labels)) < np.clip(base * lift[scene], 0, 0.95)).astype(int)


def measures(matrix, folds, shares):
    items, labels = matrix.shape
    held = matrix.sum(axis=0)
    odds = lambda part, size: part / np.maximum(size - part, 1)
    label, pair, size = [], [], []
    pairs = [(a, b) for a, b in combinations(range(labels), 2) if (matrix[:, a] * matrix[:, b]).sum() > 0]
    for fold, share in enumerate(shares):
        part = matrix[folds == fold]
        label.append(np.abs(odds(part.sum(axis=0), len(part)) - odds(held, items)).mean())
        pair.append(np.mean([abs((part[:, a] * part[:, b]).sum() / max(1, len(part)) - (matrix[:, a] * matrix[:, b]).sum() / items) for a, b in pairs]))
        size.append(abs(len(part) - share * items))
    return {"labels": float(np.mean(label)), "pairs": float(np.mean(pair)), "sizes": float(np.mean(size))}


def mean(found):
    return {key: float(np.mean([one[key] for one in found])) for key in found[0]}


def multilabel(seed, items, labels, scenes, shares):
    matrix = drawn(seed, items, labels, scenes)
    found = {"iterative-stratification": [], "first": [], "second": []}
    for again in SEEDS:
        if len(set(shares)) == 1:
            folds = np.zeros(items, int)
            for fold, (_, test) in enumerate(MultilabelStratifiedKFold(len(shares), shuffle=True, random_state=again).split(matrix, matrix)):
                folds[test] = fold
            found["iterative-stratification"].append(measures(matrix, folds, shares))
        for name, order in (("first", 1), ("second", 2)):
            np.random.seed(again)
            order_of_items = np.random.permutation(items)
            splitter = IterativeStratification(len(shares), order=order, sample_distribution_per_fold=list(shares))
            folds = np.zeros(items, int)
            for fold, (_, test) in enumerate(splitter.split(matrix[order_of_items], matrix[order_of_items])):
                folds[order_of_items[test]] = fold
            found[name].append(measures(matrix, folds, shares))
    rows = ["".join(map(str, row)) for row in matrix]
    return {"rows": rows, "shares": list(shares), "peers": {name: mean(each) for name, each in found.items() if each}}


def grouped(seed, items, groups, classes, folds):
    """Groups of uneven sizes, each with classes of its own."""
    draw = np.random.default_rng(seed)
    weights = draw.gamma(0.8, 1.0, groups)
    group = draw.choice(groups, items, p=weights / weights.sum())
    taste = draw.dirichlet(np.full(classes, 0.7), groups) * np.array([0.6 / (place + 1) for place in range(classes)])
    taste /= taste.sum(axis=1, keepdims=True)
    label = np.array([draw.choice(classes, p=taste[one]) for one in group])
    shares = np.bincount(label, minlength=classes) / items
    size, labels = [], []
    for again in SEEDS:
        for _, test in StratifiedGroupKFold(folds, shuffle=True, random_state=again).split(label, label, group):
            size.append(abs(len(test) / items - 1 / folds))
            labels.append(0.5 * np.abs(np.bincount(label[test], minlength=classes) / len(test) - shares).sum())
    return {"groups": group.tolist(), "labels": label.tolist(), "folds": folds, "sizes": float(np.mean(size)), "distance": float(np.mean(labels))}


def windows(items, folds):
    rounds = TimeSeriesSplit(folds).split(np.zeros(items))
    return {"items": items, "folds": folds, "rounds": [[int(len(train)), int(test[0]), int(test[-1])] for train, test in rounds]}


def main():
    golden = {
        "multilabel": [
            multilabel(1, 400, 8, 4, (0.2,) * 5), multilabel(2, 300, 20, 6, (0.2,) * 5), multilabel(3, 1000, 12, 8, (0.1,) * 10),
            multilabel(4, 500, 10, 5, (0.8, 0.1, 0.1)), multilabel(5, 200, 30, 3, (0.7, 0.2, 0.1)),
        ],
        "grouped": [grouped(1, 1000, 60, 4, 5), grouped(2, 600, 25, 3, 5), grouped(3, 2000, 300, 6, 10), grouped(4, 400, 40, 2, 4)],
        "windows": [windows(12, 3), windows(100, 5), windows(103, 7)],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    for case in golden["multilabel"]:
        print(case["shares"], json.dumps(case["peers"], indent=1))
    for case in golden["grouped"]:
        print(case["sizes"], case["distance"])


main()
