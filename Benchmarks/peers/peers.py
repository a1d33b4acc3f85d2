"""Other people's libraries on the inputs that `quality --input` and `preparing --input` wrote: processor seconds and memory
as JSON.

    peers.py CASE FOLDER [LIMIT]

Only the call is timed, on one thread, after the input was read; past LIMIT processor seconds it is given up and said so.
"""
import json
import os
import resource
import signal
import sys
from importlib.metadata import version
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402  (after the number of threads is set)


class OverLimit(Exception):
    pass


def votes(folder: Path):
    import pandas as pd

    table = pd.read_csv(folder / "votes.csv", dtype=str)
    table.columns = ["task", "worker", "label"]
    return table


def accuracy(folder: Path, found) -> float:
    import pandas as pd

    truth = pd.read_csv(folder / "truth.csv", dtype=str, index_col="item")["label"]
    return float((found.reindex(truth.index) == truth).mean())


def crowd(name: str, **settings):
    """A method of crowd-kit, at its own defaults."""

    def prepare(folder: Path):
        from crowdkit import aggregation

        method, table = getattr(aggregation, name)(**settings), votes(folder)

        def work():
            found = method.fit_predict(table)
            return {"accuracy": accuracy(folder, found), "iterations": len(getattr(method, "loss_history_", [])) or None}

        return "crowd-kit", work

    return prepare


def alpha(level: str):
    def prepare(folder: Path):
        import krippendorff

        table = votes(folder)
        items, classes = table["task"].factorize()[0], table["label"].astype(int).to_numpy()
        counts = np.zeros((items.max() + 1, classes.max() + 1))
        np.add.at(counts, (items, classes), 1)
        return "krippendorff", lambda: {"value": float(krippendorff.alpha(value_counts=counts, level_of_measurement=level))}

    return prepare


def confident(folder: Path):
    from cleanlab.filter import find_label_issues
    from cleanlab.rank import get_label_quality_scores

    labels, probabilities = np.load(folder / "labels.npy"), np.load(folder / "probabilities.npy")

    def work():
        issues = find_label_issues(labels, probabilities, n_jobs=1)
        for method in ("self_confidence", "normalized_margin", "confidence_weighted_entropy"):
            get_label_quality_scores(labels, probabilities, method=method)
        return {"issues": int(issues.sum())}

    return "cleanlab", work


def crowdlab(folder: Path):
    from cleanlab.multiannotator import get_label_quality_multiannotator

    table, probabilities = votes(folder), np.load(folder / "probabilities.npy")
    wide = table.assign(label=table["label"].astype(int)).pivot(index="task", columns="worker", values="label")
    wide = wide.reindex(table["task"].unique())

    def work():
        found = get_label_quality_multiannotator(wide.reset_index(drop=True), probabilities, verbose=False)
        return {"mean_quality": float(found["label_quality"]["consensus_quality_score"].mean())}

    return "cleanlab", work


def neighbours(folder: Path):
    from sklearn.neighbors import NearestNeighbors

    features = np.load(folder / "features.npy")

    def work():
        found = NearestNeighbors(n_neighbors=10, metric="cosine", algorithm="brute", n_jobs=1).fit(features)
        return {"mean_distance": float(found.kneighbors()[0].mean())}

    return "scikit-learn", work


def k_center(folder: Path):
    """The textbook loop in float32: what small-text and others do, without their wrapping."""
    features = np.load(folder / "features.npy")

    def work():
        squares = (features * features).sum(axis=1)
        nearest, chosen = np.full(len(features), np.inf, dtype=np.float32), 0
        for _ in range(1000):
            nearest = np.minimum(nearest, squares + squares[chosen] - 2 * (features @ features[chosen]))
            chosen = int(nearest.argmax())
        return {"radius": float(np.sqrt(nearest.max()))}

    return "numpy", work


def near_duplicates(folder: Path):
    """MinHash of word 5-grams, LSH, and the sets of each pair found compared: what our own search does."""
    from datasketch import MinHash, MinHashLSH

    documents = (folder / "documents.txt").read_text().splitlines()

    def work():
        index, sets, near = MinHashLSH(threshold=0.7, num_perm=128), [], 0
        for place, text in enumerate(documents):
            words = text.split()
            sets.append({" ".join(words[start:start + 5]).encode() for start in range(len(words) - 4)})
            signature = MinHash(num_perm=128)
            signature.update_batch(sets[place])
            near += sum(len(sets[place] & sets[other]) >= 0.7 * len(sets[place] | sets[other]) for other in index.query(signature))
            index.insert(place, signature)
        return {"pairs": near, "size": len(documents)}

    return "datasketch", work


def personal_data(folder: Path):
    """The recognisers that are patterns, with their words of context: a blank pipeline cuts words, and no model looks for names."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    # The list of endings that comes with it: nothing is fetched.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())

    @spacy.Language.component("words-as-lemmas")
    def words_as_lemmas(document):
        for token in document:
            token.lemma_ = token.lower_
        return document

    class WordsOnly(SpacyNlpEngine):
        def load(self):
            self.nlp = {"en": spacy.blank("en")}
            self.nlp["en"].add_pipe("words-as-lemmas")

    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [one for one in registry.recognizers if "Spacy" not in type(one).__name__]
    engine = AnalyzerEngine(registry=registry, nlp_engine=WordsOnly(), supported_languages=["en"])
    sentences = (folder / "sentences.txt").read_text().splitlines()
    return "presidio-analyzer", lambda: {"found": sum(len(engine.analyze(one, language="en")) for one in sentences), "size": len(sentences)}


def image_checks(folder: Path):
    from cleanvision import Imagelab

    def work():
        found = Imagelab(data_path=str(folder))
        found.find_issues(n_jobs=1, verbose=False)
        return {"size": len(found.issues)}

    return "cleanvision", work


def profile(folder: Path):
    """Reading, quantiles and numbers of different values, which is a part of what a profile holds."""
    import pandas as pd

    def work():
        table = pd.read_csv(folder / "table.csv")
        table.describe(include="all"), table.nunique(), table.duplicated().sum(), table.corr(numeric_only=True)
        return {"size": len(table)}

    return "pandas", work


def of_table(make):
    def prepare(folder: Path):
        import pandas as pd

        numbers = pd.read_csv(folder / "table.csv").to_numpy()

        def work():
            make(numbers)
            return {"size": len(numbers)}

        return "scikit-learn", work

    return prepare


def imputed(numbers):
    from sklearn.impute import KNNImputer

    KNNImputer(n_neighbors=5).fit_transform(numbers)


def factors(numbers):
    from sklearn.neighbors import LocalOutlierFactor

    LocalOutlierFactor(n_neighbors=20, n_jobs=1).fit_predict(numbers)


def isolated(numbers):
    from sklearn.ensemble import IsolationForest

    IsolationForest(n_estimators=100, max_samples=256, random_state=1, n_jobs=1).fit(numbers).predict(numbers)


CASES = {
    "alpha": alpha("nominal"), "alpha-interval": alpha("interval"),
    "majority": crowd("MajorityVote"), "wawa": crowd("Wawa"), "zero-based-skill": crowd("ZeroBasedSkill"),
    "dawid-skene-converged": crowd("DawidSkene", n_iter=100), "one-coin-converged": crowd("OneCoinDawidSkene", n_iter=100),
    "glad": crowd("GLAD"), "mace": crowd("MACE"), "mmsr": crowd("MMSR"), "kos": crowd("KOS"),
    "confident-1m-10": confident, "confident-100k-1000": confident, "crowdlab-peer-size": crowdlab,
    "neighbours": neighbours, "k-center": k_center,
    "near-duplicates": near_duplicates, "personal-data": personal_data, "image-checks": image_checks, "profile": profile,
    "neighbour-imputation": of_table(imputed), "local-outlier-factor": of_table(factors), "isolation-forest": of_table(isolated),
}


def main(case: str, folder: str, limit: str = "120") -> dict:
    if case not in CASES:
        return {"peer": None, "why": "no peer does this"}
    try:
        library, work = CASES[case](Path(folder))
    except ImportError as error:
        return {"peer": None, "why": f"not installed: {error.name}"}
    before = resource.getrusage(resource.RUSAGE_SELF)
    spent = before.ru_utime + before.ru_stime

    def give_up(*_):
        raise OverLimit

    signal.signal(signal.SIGXCPU, give_up)
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + int(limit), resource.RLIM_INFINITY))
    words, is_over, failure = {}, False, None
    try:
        words = work()
    except OverLimit:
        is_over = True
    except Exception as error:  # a peer that breaks on the input is a figure too
        failure = f"{type(error).__name__}: {error}"
    after = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "peer": f"{library} {version(library)}", "peer_cpu_seconds": round(after.ru_utime + after.ru_stime - spent, 3),
        "peer_given_up": is_over, "peer_failed": failure, "peer_grown_mib": round((after.ru_maxrss - before.ru_maxrss) / 1024), "peer_says": words,
    }


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    print(json.dumps(main(*sys.argv[1:])))
