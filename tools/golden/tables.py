"""Golden values for the steps on tables: what scikit-learn and imbalanced-learn make of small seeded data.

Writes Tests/PreparingTests/Tables/golden-tables.json: the data themselves (gaps as null) and, for each method, the
library's result with the settings named beside it. Run from the root of the repository:

    tools/golden/make tables
"""

import json
import pathlib
import warnings

import numpy as np
from imblearn.over_sampling import ADASYN, SMOTE, SMOTENC, RandomOverSampler
from imblearn.under_sampling import EditedNearestNeighbours, RandomUnderSampler, TomekLinks
from scipy import stats
from sklearn import preprocessing
from sklearn.ensemble import IsolationForest
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, SimpleImputer
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor
from sklearn.utils.class_weight import compute_class_weight

warnings.filterwarnings("ignore")
TARGET = pathlib.Path("Tests/PreparingTests/Tables/golden-tables.json")


def listed(value):
    """Nested lists with rounding to 15 digits; NaN becomes null."""
    if isinstance(value, np.ndarray):
        return listed(value.tolist())
    if isinstance(value, (list, tuple)):
        return [listed(each) for each in value]
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(f"{value:.15g}")
    return value.item() if isinstance(value, np.generic) else value


def scales(x, later):
    """Each scaler fitted on x, applied to x and to later rows; columns have different shapes and one is constant."""
    scalers = {
        "standard": preprocessing.StandardScaler(),
        "minimum-to-maximum": preprocessing.MinMaxScaler(feature_range=(-1, 2)),
        "robust": preprocessing.RobustScaler(),
        "greatest-magnitude": preprocessing.MaxAbsScaler(),
        "quantiles": preprocessing.QuantileTransformer(n_quantiles=20),
        "quantiles-normal": preprocessing.QuantileTransformer(n_quantiles=20, output_distribution="normal"),
        "yeo-johnson": preprocessing.PowerTransformer(),
    }
    found = {}
    for name, scaler in scalers.items():
        fitted = scaler.fit(x)
        found[name] = {"training": fitted.transform(x), "later": fitted.transform(later)}
        if name == "yeo-johnson":
            found[name]["powers"] = fitted.lambdas_
    return found


def imputed(x, later):
    """Each imputer fitted on x and applied to both."""
    imputers = {
        "mean": SimpleImputer(),
        "median": SimpleImputer(strategy="median"),
        "mode": SimpleImputer(strategy="most_frequent"),
        "neighbours": KNNImputer(),
        "neighbours-distance": KNNImputer(weights="distance"),
        "regression": IterativeImputer(),
    }
    return {
        name: {"training": imputer.fit_transform(x), "later": imputer.transform(later)} for name, imputer in imputers.items()
    }


def outliers(random):
    inside = random.normal(size=(190, 4)) @ random.normal(size=(4, 4))
    planted = random.uniform(-9, 9, size=(10, 4))
    x = np.round(np.vstack([inside, planted]), 6)
    later = np.round(random.normal(size=(12, 4)) * 3, 6)
    truth = np.r_[np.zeros(190), np.ones(10)]
    forests = [-IsolationForest(random_state=seed).fit(x).score_samples(x) for seed in range(20)]
    factor = LocalOutlierFactor().fit(x)
    novelty = LocalOutlierFactor(novelty=True).fit(x)
    return {
        "data": x, "later": later, "truth": truth,
        "forest-mean": np.mean(forests, axis=0),
        "forest-auc": [roc_auc_score(truth, scores) for scores in forests],
        "forest-spearman": [stats.spearmanr(forests[0], other).statistic for other in forests[1:]],
        "factor": -factor.negative_outlier_factor_, "factor-flags": np.flatnonzero(factor.fit_predict(x) < 0),
        "factor-later": -novelty.score_samples(later),
        "z": stats.zscore(x, axis=0),
    }


def encoded(random):
    colours = ["red", "green", "blue", "violet", "amber"]
    category = random.choice(colours, size=60, p=[0.4, 0.3, 0.2, 0.06, 0.04])
    category[:5] = colours
    number = np.round(random.normal(size=60) + (category == "red") * 2, 6)
    binary = (random.uniform(size=60) < 0.3 + 0.4 * (category == "green")).astype(int)
    column = category.reshape(-1, 1)
    target = preprocessing.TargetEncoder(target_type="continuous").fit(column, number)
    smoothed = preprocessing.TargetEncoder(target_type="continuous", smooth=5.0).fit(column, number)
    two = preprocessing.TargetEncoder(target_type="binary").fit(column, binary)

    def hot(**settings):
        fitted = preprocessing.OneHotEncoder(sparse_output=False, **settings).fit(column)
        return {"names": fitted.get_feature_names_out(["colour"]).tolist(), "cells": fitted.transform(column).astype(int)}

    bins = {
        strategy: preprocessing.KBinsDiscretizer(n_bins=5, encode="ordinal", strategy=strategy, subsample=None).fit(number.reshape(-1, 1))
        for strategy in ["uniform", "quantile"]
    }
    return {
        "colour": category.tolist(), "number": number, "binary": binary,
        "levels": target.categories_[0].tolist(),
        "target": target.encodings_[0], "target-smoothed": smoothed.encodings_[0], "target-binary": two.encodings_[0],
        "target-mean": target.target_mean_,
        "one-hot": hot(), "one-hot-first": hot(drop="first"), "one-hot-if-binary": hot(drop="if_binary"),
        "one-hot-rare": hot(min_frequency=5, handle_unknown="infrequent_if_exist"),
        "one-hot-rare-first": hot(min_frequency=5, drop="first"),
        "bins": {name: {"edges": each.bin_edges_[0], "codes": each.transform(number.reshape(-1, 1)).ravel().astype(int)} for name, each in bins.items()},
    }


def balanced(random):
    counts = [60, 25, 12]
    x = np.round(np.vstack([random.normal(loc=centre, scale=1.1, size=(count, 3)) for centre, count in zip([0, 1.2, 2], counts)]), 6)
    y = np.repeat(["a", "b", "c"], counts)
    order = random.permutation(len(y))
    x, y = x[order], y[order]

    def counted(sampler):
        names, found = np.unique(sampler.fit_resample(x, y)[1], return_counts=True)
        return dict(zip(names.tolist(), found.tolist()))

    over = {name: counted(RandomOverSampler(sampling_strategy=name, random_state=0)) for name in ["auto", "minority", "not minority", "not majority", "all"]}
    over["wanted"] = counted(RandomOverSampler(sampling_strategy={"b": 40, "c": 33}, random_state=0))
    under = {name: counted(RandomUnderSampler(sampling_strategy=name, random_state=0)) for name in ["auto", "majority", "not minority", "not majority", "all"]}
    under["wanted"] = counted(RandomUnderSampler(sampling_strategy={"a": 30, "b": 20}, random_state=0))

    def kept(sampler):
        sampler.fit_resample(x, np.unique(y, return_inverse=True)[1])
        return np.sort(sampler.sample_indices_)

    mixed = np.column_stack([x.astype(object), random.choice(["u", "v", "w"], size=len(y))])
    mixed_counts = np.unique(SMOTENC(categorical_features=[3], random_state=0).fit_resample(mixed, y)[1], return_counts=True)
    return {
        "data": x, "classes": y.tolist(), "kind": mixed[:, 3].tolist(),
        "over": over, "under": under,
        "smote": counted(SMOTE(random_state=0)), "adasyn": counted(ADASYN(random_state=0)),
        "smote-nc": dict(zip(mixed_counts[0].tolist(), mixed_counts[1].tolist())),
        "tomek": {name: kept(TomekLinks(sampling_strategy=name)) for name in ["auto", "majority", "not minority", "not majority", "all"]},
        "nearest-all": {name: kept(EditedNearestNeighbours(sampling_strategy=name)) for name in ["auto", "all"]},
        "nearest-mode": {name: kept(EditedNearestNeighbours(sampling_strategy=name, kind_sel="mode")) for name in ["auto", "all"]},
        "weights": compute_class_weight("balanced", classes=np.array(["a", "b", "c"]), y=y),
    }


def main():
    random = np.random.default_rng(20)
    count = 60
    shapes = np.column_stack([
        random.normal(5, 2, count), random.exponential(3, count), np.round(random.uniform(0, 4, count)),
        -random.gamma(2, 2, count), np.full(count, 7.25),
    ])
    shapes = np.round(shapes, 6)
    shapes[random.uniform(size=shapes.shape) < 0.05] = np.nan
    later = np.round(shapes[random.permutation(count)[:15]] * 1.3 + 0.1, 6)
    base = random.normal(size=(70, 3))
    linked = np.column_stack([base, base @ [1, -2, 0.5] + random.normal(size=70) * 0.3, np.round(base[:, 0] * 2), base[:, 1] ** 2])
    linked = np.round(linked, 6)
    linked[random.uniform(size=linked.shape) < 0.12] = np.nan
    golden = {
        "scaling": {"data": shapes, "later": later, "found": scales(shapes, later)},
        "missing": {"data": linked[:55], "later": linked[55:], "found": imputed(linked[:55], linked[55:])},
        "outliers": outliers(random),
        "encoding": encoded(random),
        "balance": balanced(random),
    }

    def walk(value):
        return {key: walk(each) for key, each in value.items()} if isinstance(value, dict) else listed(value)

    TARGET.write_text(json.dumps(walk(golden), separators=(",", ":")) + "\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
