"""Golden values of models: writes Tests/SuggestingTests/Models/golden-models.json from scikit-learn.

    python3 -m venv /tmp/golden && /tmp/golden/bin/pip install -r tools/golden/requirements-models.txt
    /tmp/golden/bin/python tools/golden/models.py

Made texts of three labels and a number each; their TF-IDF, the coefficients of logistic regression, of support vector
machines and of ridge regression at the optimum, and what both calibrators make of drawn scores.
"""
import json
from pathlib import Path

import numpy as np
from sklearn.calibration import _SigmoidCalibration
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.svm import LinearSVC

OUT = Path(__file__).resolve().parents[2] / "Tests/SuggestingTests/Models/golden-models.json"
WORDS = [["card", "PIN", "lost", "stolen"], ["Überweisung", "fee", "foreign", "rate_2"], ["top-up", "naïve", "late", "refund"]]
COMMON = ["my", "the", "is", "a", "I", "why", "don't", "日本"]


def texts(draw):
    for row in range(30):
        label = row % 3
        own = list(draw.choice(WORDS[label], 2)) + list(draw.choice(COMMON, 3)) + list(draw.choice(WORDS[int(draw.integers(3))], 1))
        draw.shuffle(own)
        yield " ".join(own) + "?", label, round(float(label * 2 + draw.normal()), 3)


def sparse(matrix):
    return [[[int(c), float(v)] for c, v in sorted(zip(row.indices, row.data))] for row in matrix]


def main():
    draw = np.random.default_rng(5)
    found, labels, numbers = zip(*texts(draw))
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    rows = vectorizer.fit_transform(found)
    sublinear = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(list(found) + ["card card card fee"])
    two = [min(label, 1) for label in labels]
    result = {"texts": found, "labels": labels, "numbers": numbers, "terms": list(vectorizer.get_feature_names_out()), "rows": sparse(rows), "sublinear": sparse(sublinear[-1:])}
    for name, own in [("three", labels), ("two", two)]:
        for weight in [None, "balanced"]:
            model = LogisticRegression(C=2.0, tol=1e-10, max_iter=10000, class_weight=weight).fit(rows, own)
            result[f"logistic-{name}-{weight or 'equal'}"] = {"weights": model.coef_.tolist(), "intercepts": model.intercept_.tolist()}
        machine = LinearSVC(C=1.0, tol=1e-10, max_iter=1000000, dual=True, random_state=0).fit(rows, own)
        result[f"margins-{name}"] = {"weights": machine.coef_.tolist(), "intercepts": machine.intercept_.tolist()}
    ridge = Ridge(alpha=0.5, tol=1e-12, solver="sparse_cg", max_iter=10000).fit(rows, numbers)
    result["ridge"] = {"weights": [ridge.coef_.tolist()], "intercepts": [float(ridge.intercept_)]}
    scores = np.round(np.concatenate([draw.normal(-1, 1.5, 40), draw.normal(1, 1.5, 30)]), 2)
    truths = np.array([0] * 40 + [1] * 30)
    asked = np.linspace(-5, 5, 21)
    result["scores"], result["truths"], result["asked"] = scores.tolist(), truths.tolist(), asked.tolist()
    result["sigmoid"] = _SigmoidCalibration().fit(scores, truths).predict(asked).tolist()
    result["isotonic"] = IsotonicRegression(out_of_bounds="clip").fit(scores, truths).predict(asked).tolist()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(result, ensure_ascii=False, separators=(",", ":"), default=float) + "\n")


main()
