"""Golden values of leakage, representation and bias: writes Tests/PreparingTests/Representation/golden-bias.json.

    tools/golden/make bias

Drawn columns, and what fairlearn, scikit-learn, scipy and statsmodels say of them.
"""
import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from fairlearn import metrics as fair
from scipy import stats
from scipy.stats.contingency import association
from sklearn import metrics
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
OUT = Path(__file__).resolve().parents[2] / "Tests/PreparingTests/Representation/golden-bias.json"


def wilson():
    cases = [(0, 5), (1, 5), (5, 5), (3, 10), (37, 120), (499, 1000), (1, 100000)]
    return [{"count": k, "total": n, "coverage": c, "interval": [float(v) for v in proportion_confint(k, n, 1 - c, "wilson")]} for k, n in cases for c in (0.9, 0.95)]


def discoveries():
    draw = np.random.default_rng(1)
    lists = [[0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.2], (draw.random(30) ** 3).round(6).tolist()]
    return [{"values": values, "adjusted": multipletests(values, method="fdr_bh")[1].tolist()} for values in lists]


def welch():
    draw = np.random.default_rng(2)
    found = []
    for n, m, shift, scale in [(5, 8, 0, 1), (30, 100, 0.5, 2), (200, 20, -1, 3)]:
        first, second = draw.normal(shift, scale, n).round(4), draw.normal(0, 1, m).round(4)
        both, upper = stats.ttest_ind(first, second, equal_var=False), stats.ttest_ind(first, second, equal_var=False, alternative="greater")
        found.append({"first": first.tolist(), "second": second.tolist(), "t": float(both.statistic), "freedom": float(both.df), "twoSided": float(both.pvalue), "upper": float(upper.pvalue)})
    return found


def corrected(table):
    """Bergsma (2013), equations 4 to 8."""
    chi2, n, (r, c) = stats.chi2_contingency(table, correction=False)[0], table.sum(), table.shape
    phi = max(0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    return float(np.sqrt(phi / min(r - (r - 1) ** 2 / (n - 1) - 1, c - (c - 1) ** 2 / (n - 1) - 1)))


def tables():
    draw = np.random.default_rng(3)
    found = []
    for r, c, n in [(2, 2, 40), (3, 4, 200), (6, 3, 500), (10, 2, 90)]:
        rows = draw.integers(0, r, n)
        columns = np.where(draw.random(n) < 0.4, rows % c, draw.integers(0, c, n))
        table = np.array([[int(((rows == i) & (columns == j)).sum()) for j in range(c)] for i in range(r)])
        chi2, p, freedom, _ = stats.chi2_contingency(table, correction=False)
        found.append({
            "rows": rows.tolist(), "columns": columns.tolist(), "shape": [r, c], "chiSquare": float(chi2), "freedom": int(freedom), "p": float(p),
            "cramer": float(association(table, "cramer")), "corrected": corrected(table), "information": float(metrics.mutual_info_score(rows, columns)),
            "normalized": float(metrics.normalized_mutual_info_score(rows, columns)), "adjusted": float(metrics.adjusted_mutual_info_score(rows, columns)),
        })
    return found


def areas():
    draw = np.random.default_rng(4)
    classes = draw.integers(0, 3, 300)
    values = (draw.normal(0, 1, 300) + classes * 0.7).round(1)
    ovr = [float(metrics.roc_auc_score(classes == k, values)) for k in range(3)]
    distances = [float(stats.ks_2samp(values[classes == 0], values[classes == k]).statistic) for k in range(3)]
    ranks = stats.rankdata(values)
    return {"classes": classes.tolist(), "values": values.tolist(), "areas": ovr, "distances": distances, "ranks": ranks.tolist()}


def goodness():
    observed, shares = [48, 35, 15, 2], [0.4, 0.3, 0.2, 0.1]
    result = stats.chisquare(observed, np.array(shares) * sum(observed))
    p, q = np.array(observed) / sum(observed), np.array(shares)
    return {"observed": observed, "shares": shares, "statistic": float(result.statistic), "p": float(result.pvalue),
            "standardized": ((p - q) / np.sqrt((p * (1 - p) + q * (1 - q)) / 2)).tolist()}


def model():
    draw = np.random.default_rng(5)
    group = draw.choice(["a", "b", "c"], 800, p=[0.5, 0.3, 0.2])
    region = draw.choice(["north", "south"], 800)
    truth = (draw.random(800) < np.where(group == "a", 0.5, 0.35)).astype(int)
    answer = (draw.random(800) < np.clip(0.15 + 0.6 * truth - 0.12 * (group == "c") + 0.05 * (region == "south"), 0, 1)).astype(int)
    named = {"selection": fair.selection_rate, "truePositive": fair.true_positive_rate, "falsePositive": fair.false_positive_rate, "accuracy": metrics.accuracy_score}
    cases = []
    for features in ({"group": group}, {"group": group, "region": region}):
        frame = fair.MetricFrame(metrics=named, y_true=truth, y_pred=answer, sensitive_features=pd.DataFrame(features))
        by = [{"group": list(key) if isinstance(key, tuple) else [key], **{name: float(row[name]) for name in named}} for key, row in frame.by_group.iterrows()]
        sensitive = pd.DataFrame(features)
        cases.append({
            "columns": list(features), "groups": by, "overall": {name: float(frame.overall[name]) for name in named},
            "difference": {name: float(frame.difference("between_groups")[name]) for name in named},
            "ratio": {name: float(frame.ratio("between_groups")[name]) for name in named},
            "parityDifference": float(fair.demographic_parity_difference(truth, answer, sensitive_features=sensitive)),
            "parityRatio": float(fair.demographic_parity_ratio(truth, answer, sensitive_features=sensitive)),
            "oddsDifference": float(fair.equalized_odds_difference(truth, answer, sensitive_features=sensitive)),
            "oddsRatio": float(fair.equalized_odds_ratio(truth, answer, sensitive_features=sensitive)),
            "opportunityDifference": float(fair.equal_opportunity_difference(truth, answer, sensitive_features=sensitive)),
        })
    frame = fair.MetricFrame(metrics=named, y_true=truth, y_pred=answer, sensitive_features=group, n_boot=2000, ci_quantiles=[0.025, 0.975], random_state=1)
    low, high = frame.by_group_ci
    intervals = {key: {name: [float(low.loc[key, name]), float(high.loc[key, name])] for name in named} for key in "abc"}
    return {"group": "".join(group), "region": "".join(one[0] for one in region), "truth": "".join(map(str, truth)), "answer": "".join(map(str, answer)),
            "cases": cases, "intervals": intervals}


def main():
    golden = {"wilson": wilson(), "discoveries": discoveries(), "welch": welch(), "tables": tables(), "areas": areas(), "goodness": goodness(), "model": model()}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
