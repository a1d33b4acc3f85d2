"""`winnow errors` on files: the same suspects as an independent computation, in bounded memory, and a word for all bad input."""
import gzip
import json
import subprocess
import sys

import numpy
import pytest

from harness.cli import data, winnow
from harness import figures
from harness.places import BINARY

CLASSES = ["ant", "bee", "cat", "dog"]


def noisy(count=2000, classes=4, seed=5, flipped=0.1):
    """Labels of which some are wrong, and probabilities of a fair model; the places of the wrong ones."""
    random = numpy.random.default_rng(seed)
    truth = random.integers(0, classes, count)
    scores = random.normal(size=(count, classes))
    scores[numpy.arange(count), truth] += 2.5
    probabilities = numpy.exp(scores) / numpy.exp(scores).sum(axis=1, keepdims=True)
    labels = truth.copy()
    wrong = random.random(count) < flipped
    labels[wrong] = (truth[wrong] + 1 + random.integers(0, classes - 1, wrong.sum())) % classes
    return labels, probabilities, set(numpy.flatnonzero(wrong).tolist())


def csv_of(probabilities, names):
    # All digits: the text is to mean the same numbers as the .npy file.
    return ",".join(names) + "\n" + "".join(",".join(repr(float(p)) for p in row) + "\n" for row in probabilities)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The same labels and probabilities in every shape that is read."""
    folder = tmp_path_factory.mktemp("planted")
    labels, probabilities, wrong = noisy()
    (folder / "labels.csv").write_text("key,label\n" + "".join(f"k{row},{CLASSES[label]}\n" for row, label in enumerate(labels)), encoding="utf-8")
    (folder / "numbers.csv").write_text("label\n" + "".join(f"{label}\n" for label in labels), encoding="utf-8")
    numpy.savetxt(folder / "headless.csv", labels)
    numpy.save(folder / "labels.npy", labels)
    numpy.save(folder / "p.npy", probabilities)
    numpy.save(folder / "p32.npy", probabilities.astype(numpy.float32))
    numpy.savetxt(folder / "headless.tsv", probabilities, delimiter="\t")
    text = csv_of(probabilities, CLASSES)
    (folder / "p.csv").write_text(text, encoding="utf-8")
    (folder / "p.tsv").write_text(text.replace(",", "\t"), encoding="utf-8")
    (folder / "p.csv.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "p.npy.gz").write_bytes(gzip.compress((folder / "p.npy").read_bytes()))
    (folder / "numbered.csv").write_text(csv_of(probabilities, ["0", "1", "2", "3"]), encoding="utf-8")
    (folder / "p.jsonl").write_text("".join(json.dumps(dict(zip(CLASSES, map(float, row), strict=True))) + "\n" for row in probabilities), encoding="utf-8")
    (folder / "names.txt").write_text("\n".join(CLASSES) + "\n", encoding="utf-8")
    return folder, labels, probabilities, wrong


# Confident learning again, from the paper and in a few lines: what the product must agree with.

def thresholds(labels, p):
    return numpy.array([p[labels == k, k].mean() for k in range(p.shape[1])])


def joint(labels, p):
    """Counts of (given, confidently of), and the same scaled to the counts of the labels and to whole numbers."""
    classes = p.shape[1]
    reached = p >= thresholds(labels, p) - 1e-6
    best = numpy.where(reached.sum(axis=1) == 1, reached.argmax(axis=1), p.argmax(axis=1))
    confident = numpy.where(reached.any(axis=1), best, -1)
    counts = numpy.zeros((classes, classes), dtype=int)
    for given, truth in zip(labels, confident, strict=True):
        if truth >= 0:
            counts[given, truth] += 1
    numpy.fill_diagonal(counts, numpy.maximum(counts.diagonal(), 1))
    scaled = counts / counts.sum(axis=1, keepdims=True) * numpy.bincount(labels, minlength=classes)[:, None]
    scaled = scaled / scaled.sum() * len(labels)
    rounded = numpy.array([whole(row) for row in scaled])
    return counts, rounded, confident


def whole(row):
    """To whole numbers of the same sum: the cells that lost most by rounding get what is missing."""
    rounded = numpy.rint(row).astype(int)
    missing = int(numpy.rint(row.sum())) - rounded.sum()
    order = numpy.argsort(row - rounded, kind="stable")
    for cell in (order[::-1][:missing] if missing > 0 else order[:-missing]):
        rounded[cell] += numpy.sign(missing)
    return rounded


def prune_by_noise_rate(labels, p):
    """For each pair of given and true class, as many rows as the joint has errors, largest lead first."""
    found = set()
    _, counts, _ = joint(labels, p)
    for given in range(p.shape[1]):
        rows = numpy.flatnonzero(labels == given)
        for truth in range(p.shape[1]):
            if truth != given:
                lead = p[rows, given] - p[rows, truth]
                found |= set(rows[numpy.argsort(lead, kind="stable")[:counts[given, truth]]].tolist())
    return [row for row in found if p[row].argmax() != labels[row]]


def ranked(labels, p):
    found = prune_by_noise_rate(labels, p)
    return sorted(found, key=lambda row: (p[row, labels[row]], row))


def test_the_suspects_are_those_of_an_independent_computation(planted):
    folder, labels, p, wrong = planted
    report = data("errors", "--labels", folder / "labels.npy", "--probabilities", folder / "p.npy")
    rows = [item["row"] for item in report["items"]]
    assert rows == ranked(labels, p)
    assert [item["score"] for item in report["items"]] == pytest.approx([p[row, labels[row]] for row in rows])
    assert [item["given"] for item in report["items"]] == labels[rows].tolist()
    for item in report["items"]:
        others = p[item["row"]].copy()
        others[item["given"]] = -1
        assert item["suggested"] == others.argmax()
    hits = len(wrong & set(rows))
    figures.report("planted label errors", f"{len(rows)} suspects, precision {hits / len(rows):.3f}, recall {hits / len(wrong):.3f}")
    assert hits / len(rows) > 0.7 and hits / len(wrong) > 0.8


def test_joint_noise_and_health_are_those_of_an_independent_computation(planted):
    folder, labels, p, _ = planted
    report = data("errors", "--labels", folder / "labels.csv", "--probabilities", folder / "p.csv")
    counts, estimated, confident = joint(labels, p)
    seen = {(cell["given"], cell["truth"]): cell for cell in report["joint"]}
    for given in range(4):
        for truth in range(4):
            cell = seen.get((given, truth), {"confident": 0, "estimated": 0})
            assert (cell["confident"], cell["estimated"]) == (counts[given, truth], estimated[given, truth])
    noise = numpy.array(report["noise"]["noise"])
    assert noise == pytest.approx(estimated / estimated.sum(axis=0), abs=1e-9)
    assert numpy.array(report["noise"]["inverseNoise"]) == pytest.approx((estimated / estimated.sum(axis=1, keepdims=True)).T, abs=1e-9)
    off = (confident >= 0) & (confident != labels) & (p.argmax(axis=1) != labels)
    assert report["health"] == pytest.approx(1 - off.sum() / len(labels))
    assert report["classes"] == CLASSES
    for row in report["classQuality"]:
        k = row["label"]
        assert row["given"] == (labels == k).sum()
        assert row["noise"] == pytest.approx(1 - estimated[k, k] / estimated[k].sum())
    pairs = sorted(((estimated[a, b] + estimated[b, a], -a, -b) for a in range(4) for b in range(a + 1, 4)), reverse=True)
    assert [(row["items"], -row["first"], -row["second"]) for row in report["overlaps"]] == pairs


FILTERS = ["prune-by-noise-rate", "prune-by-class", "both", "confident-learning", "predicted-neq-given", "low-normalized-margin", "low-self-confidence"]


@pytest.mark.parametrize("name", FILTERS)
def test_the_suspects_are_those_of_cleanlab(planted, name):
    library = pytest.importorskip("cleanlab.filter", reason="SKIPPED (not installed): cleanlab, to compare label errors with")
    folder, labels, p, _ = planted
    report = data("errors", "--labels", folder / "labels.npy", "--probabilities", folder / "p.npy", "--filter", name)
    expected = library.find_label_issues(labels, p, filter_by=name.replace("-", "_"), return_indices_ranked_by="self_confidence", n_jobs=1)
    # The library leaves equal scores to its sort.
    assert sorted(item["row"] for item in report["items"]) == sorted(int(row) for row in expected)


def test_joint_and_overlaps_are_those_of_cleanlab(planted):
    count = pytest.importorskip("cleanlab.count", reason="SKIPPED (not installed): cleanlab, to compare the joint with")
    from cleanlab.dataset import overall_label_health_score
    folder, labels, p, _ = planted
    report = data("errors", "--labels", folder / "labels.npy", "--probabilities", folder / "p.npy")
    expected = count.compute_confident_joint(labels, p, calibrate=True)
    mine = numpy.zeros((4, 4), dtype=int)
    for cell in report["joint"]:
        mine[cell["given"], cell["truth"]] = cell["estimated"]
    assert mine.tolist() == expected.tolist()
    _, noise, inverse = count.estimate_latent(expected, labels)
    assert numpy.array(report["noise"]["noise"]) == pytest.approx(noise, abs=1e-9)
    assert numpy.array(report["noise"]["inverseNoise"]) == pytest.approx(inverse, abs=1e-9)
    assert report["health"] == pytest.approx(overall_label_health_score(labels, p, verbose=False))


# Every shape of the same input.

@pytest.mark.parametrize(("labels", "probabilities"), [
    ("labels.csv", "p.csv"), ("labels.csv", "p.tsv"), ("labels.csv", "p.csv.gz"), ("labels.csv", "p.jsonl"), ("numbers.csv", "p.npy"), ("labels.npy", "p.npy.gz"),
    ("numbers.csv", "numbered.csv"), ("headless.csv", "headless.tsv"), ("headless.csv", "p.npy"), ("labels.npy", "numbered.csv")])
def test_every_shape_of_the_input_gives_the_same_rows(planted, labels, probabilities):
    folder, *_ = planted
    wanted = data("errors", "--labels", folder / "labels.npy", "--probabilities", folder / "p.npy")["items"]
    assert data("errors", "--labels", folder / labels, "--probabilities", folder / probabilities)["items"] == wanted


def test_probabilities_come_out_of_a_pipe(planted):
    folder, *_ = planted
    wanted = winnow("errors", "--labels", folder / "numbers.csv", "--probabilities", folder / "p.npy").stdout
    for file in ("p.npy", "p.csv.gz"):
        told = subprocess.run([BINARY, "errors", "--labels", folder / "numbers.csv", "--probabilities", "-"], input=(folder / file).read_bytes(), capture_output=True, check=True)
        assert told.stdout.decode() == wanted


def test_names_and_ids_are_shown(planted):
    folder, labels, p, _ = planted
    first = ranked(labels, p)[0]
    told = winnow("errors", "--labels", folder / "labels.csv", "--id", "key", "--label", "label", "--probabilities", folder / "p.npy", "--classes", folder / "names.txt", "--limit", "1")
    lines = told.stdout.splitlines()
    assert lines[0] == "row,id,given,suggested,score"
    assert lines[1].startswith(f"{first},k{first},{CLASSES[labels[first]]},")
    assert len(lines) == 2
    assert f"{len(ranked(labels, p))} of 2000 likely wrong" in told.stderr


def test_health_shows_classes_and_what_is_confused(planted):
    folder, *_ = planted
    shown = winnow("errors", "--labels", folder / "labels.csv", "--probabilities", folder / "p.csv", "--health").stdout
    assert shown.startswith("health: 0.")
    for word in ("wrongly given", "inverse noise", "ant", "dog", "first", "second"):
        assert word in shown


def test_several_models_are_an_ensemble(planted, tmp_path):
    folder, labels, p, wrong = planted
    other = numpy.random.default_rng(1).dirichlet(numpy.ones(4), size=len(labels))
    numpy.save(tmp_path / "weak.npy", other)
    report = data("errors", "--labels", folder / "labels.npy", "--probabilities", folder / "p.npy", "--probabilities", tmp_path / "weak.npy")
    right = [float((m.argmax(axis=1) == labels).mean()) for m in (p, other)]
    assert [model["weight"] for model in report["models"]] == pytest.approx([share / sum(right) for share in right])
    weights = [model["weight"] for model in report["models"]]
    for item in report["items"][:20]:
        row, given = item["row"], item["given"]
        assert item["score"] == pytest.approx(weights[0] * p[row, given] + weights[1] * other[row, given])
    assert len(wrong & {item["row"] for item in report["items"]}) / report["count"] > 0.6
    even = data("errors", "--labels", folder / "labels.npy", "--probabilities", folder / "p.npy", "--probabilities", tmp_path / "weak.npy", "--weighting", "uniform")
    assert [model["weight"] for model in even["models"]] == [0.5, 0.5]


# Memory.

def peak(*arguments):
    """The largest resident memory of a run, in bytes."""
    script = ("import resource,subprocess,sys;done=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL);"
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss*1024);sys.exit(done.returncode)")
    told = subprocess.run([sys.executable, "-c", script, str(BINARY), *map(str, arguments)], capture_output=True, text=True, check=True)
    return int(told.stdout.split()[-1])


def test_a_large_matrix_is_streamed(tmp_path):
    """The pages of a mapped file count as resident while memory is free, so the bound is on what comes on top of them."""
    labels, p, _ = noisy(count=300_000, classes=10, seed=2)
    numpy.save(tmp_path / "labels.npy", labels)
    numpy.save(tmp_path / "p.npy", p)
    matrix = p.nbytes
    numpy.save(tmp_path / "few-labels.npy", labels[:1000])
    numpy.save(tmp_path / "few-p.npy", p[:1000])
    floor = peak("errors", "--labels", tmp_path / "few-labels.npy", "--probabilities", tmp_path / "few-p.npy", "--limit", "10")
    used = peak("errors", "--labels", tmp_path / "labels.npy", "--probabilities", tmp_path / "p.npy", "--limit", "10") - floor
    figures.report("streamed label errors", f"300,000 x 10 probabilities ({matrix / 2**20:.0f} MiB): {used / 2**20:.0f} MiB on top of the {floor / 2**20:.0f} for 1,000 rows")
    assert used < 2 * matrix
    # One copy in memory would be `matrix` more than the mapped pages.
    assert used - matrix < 0.9 * matrix
    text = tmp_path / "p.csv"
    numpy.savetxt(text, p, delimiter=",", header=",".join(f"c{k}" for k in range(10)), comments="")
    from_text = peak("errors", "--labels", tmp_path / "labels.npy", "--probabilities", text, "--limit", "10") - floor
    assert from_text - text.stat().st_size < 0.9 * matrix


# Bad input: the place, the value, what to do, and never a NaN for a number.

GOOD = "a,b\n0.9,0.1\n0.2,0.8\n0.7,0.3\n0.1,0.9\n"
LABELS = "label\na\nb\na\na\n"


def refused(tmp_path, labels, probabilities, *options, code=3):
    """Writes both files (text, bytes or an array) and runs; what was said."""
    paths = []
    for name, content in (("labels", labels), ("p", probabilities)):
        if isinstance(content, numpy.ndarray):
            path = tmp_path / f"{name}.npy"
            numpy.save(path, content)
        else:
            path = tmp_path / (f"{name}.csv" if isinstance(content, str) else f"{name}.npy")
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    told = winnow("errors", "--labels", paths[0], "--probabilities", paths[1], *options, code=code)
    assert "Fatal" not in told.stderr and "nan" not in told.stdout.lower()
    if code == 3:
        assert told.stdout == ""
        assert told.stderr.startswith("error: ") and "hint: " in told.stderr
    return told.stderr


@pytest.mark.parametrize(("labels", "probabilities", "said"), [
    (LABELS, "a\n1\n1\n1\n1\n", ["one column", "two classes"]),
    ("", GOOD, ["labels.csv", "first row"]),
    ("label\n", GOOD, ["labels.csv", "holds no labels"]),
    (LABELS, "", ["p.csv", "no numbers"]),
    (LABELS, "a,b\n", ["p.csv", "no numbers"]),
    (LABELS, GOOD.replace("0.2,0.8", "nan,0.8"), ["line 3", "column 1", "`nan`", "no number"]),
    (LABELS, GOOD.replace("0.2,0.8", "0.2,inf"), ["line 3", "column 2", "`inf`", "no number"]),
    (LABELS, GOOD.replace("0.2,0.8", "0.2,"), ["line 3", "column 2", "empty"]),
    (LABELS, GOOD.replace("0.2,0.8", "-0.2,1.2"), ["line 3", "row 1", "class 0 (`a`)", "-0.2", "0...1"]),
    (LABELS, GOOD.replace("0.7,0.3", "0.7"), ["line 4", "1 cell where 2 are due"]),
    ("label\na\nb\nbird\na\n", GOOD, ["`bird`", "line 4", "labels.csv", "0 to 1", "`a`, `b`"]),
    ("label\n0\n1\n7\n0\n", GOOD, ["`7`", "line 4", "0 to 1"]),
    ("label\n0\n1\n-1\n0\n", GOOD, ["`-1`", "line 4"]),
    ("label\n0\n1\n0.5\n0\n", GOOD, ["`0.5`", "line 4"]),
    ("label,x\na,1\nb,\n", "a,b\n0.9,0.1\n0.2,0.8\n", ["line 3", "no label"]),
    ("label\na\n", GOOD, ["1 label in", "4 rows of probabilities"]),
    (LABELS, "key,a,b\n1,0.9,0.1\n2,0.2,0.8\n3,0.7,0.3\n4,0.1,0.9\n", ["line 3", "class 0 (`key`)", "2"]),
    (LABELS, ",a,b\n0,0.9,0.1\n1,0.2,0.8\n2,0.7,0.3\n3,0.1,0.9\n", ["line 4", "number of the row"]),
], ids=str)
def test_bad_text_is_refused_with_its_place(tmp_path, labels, probabilities, said):
    told = refused(tmp_path, labels, probabilities)
    for words in said:
        assert words in told, told


EVEN = numpy.full((4, 2), 0.5)
NUMBERS = numpy.array([0, 1, 0, 1])


@pytest.mark.parametrize(("labels", "probabilities", "said"), [
    (NUMBERS, numpy.array([[0.5, 0.5], [numpy.nan, 0.5], [0.5, 0.5], [0.5, 0.5]]), ["row 1 of", "class 0", "NaN"]),
    (NUMBERS, numpy.array([[0.5, 0.5], [0.5, 0.5], [0.5, numpy.inf], [0.5, 0.5]]), ["row 2 of", "class 1", "infinite"]),
    (NUMBERS, numpy.array([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [3.5, -2.5]]), ["row 3 of", "class 0", "3.5"]),
    (NUMBERS, EVEN.astype(int), ["`<i8`", "astype"]),
    (NUMBERS, numpy.asfortranarray(numpy.random.default_rng(0).random((4, 3))), ["column after column", "ascontiguousarray"]),
    (NUMBERS, numpy.full((4, 2, 2), 0.5), ["4 x 2 x 2", "table"]),
    (NUMBERS, numpy.full(4, 0.5), ["one column"]),
    (NUMBERS, numpy.array([["a", "b"]] * 4), ["`<U1`"]),
    (NUMBERS, numpy.array([None] * 4, dtype=object), ["`|O`"]),
    (numpy.array([0, 1, 2, 1]), EVEN, ["row 2 of", "label 2", "0 to 1"]),
    (numpy.array([0, 1, -1, 1]), EVEN, ["row 2 of", "label -1"]),
    (numpy.array([0.0, 1.0]), EVEN, ["`<f8`", "whole numbers"]),
    (numpy.zeros((4, 2), dtype=int), EVEN, ["2 columns", "labels are one"]),
    (NUMBERS, b"", ["holds no numbers"]),
    (NUMBERS, b"PK\x03\x04rubbish", ["does not begin as a .npy file does"]),
    (NUMBERS, b"\x93NUMPY\x01\x00\xff\xff", ["cut short"]),
    (NUMBERS, b"\x93NUMPY\x09\x00\x10\x00", ["version 9.0"]),
], ids=str)
def test_bad_npy_is_refused_with_its_place(tmp_path, labels, probabilities, said):
    told = refused(tmp_path, labels, probabilities)
    for words in said:
        assert words in told, told


def test_a_truncated_npy_says_how_much_is_missing(tmp_path):
    numpy.save(tmp_path / "p.npy", EVEN)
    whole_file = (tmp_path / "p.npy").read_bytes()
    told = refused(tmp_path, NUMBERS, whole_file[:-9])
    assert f"has {len(whole_file) - 9} bytes, and its header tells of {len(whole_file)}" in told


def test_gzip_rubbish_is_refused(tmp_path):
    (tmp_path / "labels.csv").write_text(LABELS, encoding="utf-8")
    packed = gzip.compress(GOOD.encode() * 1000)
    for content in (packed[:-20], packed[:20] + b"\xff" * 50 + packed[70:], b"\x1f\x8b\x08" + b"\x00" * 40):
        path = tmp_path / "p.csv.gz"
        path.write_bytes(content)
        told = winnow("errors", "--labels", tmp_path / "labels.csv", "--probabilities", path, code=3)
        assert "p.csv.gz" in told.stderr and told.stdout == ""


def test_rows_that_do_not_sum_to_one_are_told_with_the_sum(tmp_path):
    told = refused(tmp_path, LABELS, GOOD.replace("0.2,0.8", "0.2,0.3").replace("0.1,0.9", "1,1"), code=0)
    assert "warning: 2 rows do not sum to 1 within 0.01; the first is row 1, which sums to 0.5" in told
    assert "p.csv:3" in told
    refused(tmp_path, LABELS, GOOD.replace("0.2,0.8", "0.2,0.3"), "--fail-on", "warning", code=1)


def test_labels_of_one_class_are_told(tmp_path):
    told = refused(tmp_path, "label\na\na\na\na\n", GOOD, code=0)
    assert "every row is given the class `a`" in told


def test_a_million_classes_are_handled_in_bounded_memory(tmp_path):
    count = 1_000_000
    p = numpy.full((3, count), 1 / count)
    numpy.save(tmp_path / "p.npy", p)
    (tmp_path / "labels.csv").write_text("label\n0\n999999\n5\n", encoding="utf-8")
    arguments = ["errors", "--labels", tmp_path / "labels.csv", "--probabilities", tmp_path / "p.npy"]
    report = data(*arguments)
    assert report["checked"] == 3 and len(report["classQuality"]) == 3
    assert "noise" not in report and "1000000 classes" in report["noiseProblem"]
    assert peak(*arguments) < 600 * 2**20
    (tmp_path / "labels.csv").write_text("label\n0\n1000000\n5\n", encoding="utf-8")
    assert "0 to 999999" in winnow(*arguments, code=3).stderr
    with (tmp_path / "p.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(f"class {k}" for k in range(count)) + "\n" + ("0.000001," * (count - 1) + "0.000001\n") * 2)
    (tmp_path / "labels.csv").write_text("label\nclass 3\nclass 999999\n", encoding="utf-8")
    arguments = ["errors", "--labels", tmp_path / "labels.csv", "--probabilities", tmp_path / "p.csv"]
    assert data(*arguments)["checked"] == 2
    assert peak(*arguments) < 900 * 2**20


@pytest.mark.parametrize("options", [
    ["--labels", "l.csv"], ["--probabilities", "p.csv"], ["--labels", "-", "--probabilities", "-"], ["--classes", "n.txt"], ["--health"], ["--id", "key"],
    ["--labels", "l.csv", "--probabilities", "p.csv", "--weighting", "zzz"], ["--labels", "l.csv", "--probabilities", "p.csv", "--project", "x"],
    ["--labels", "l.csv", "--probabilities", "p.csv", "--limit", "0"]], ids=" ".join)
def test_wrong_use_is_two(options):
    told = winnow("errors", *options, code=2)
    assert told.stdout == "" and told.stderr.startswith("error: ")


def test_a_column_that_is_not_there_is_wrong_use(planted):
    folder, *_ = planted
    for option in ("--label", "--id"):
        told = winnow("errors", "--labels", folder / "labels.csv", "--probabilities", folder / "p.csv", option, "zzz", code=2)
        assert "no column `zzz`" in told.stderr and "`key`, `label`" in told.stderr


def test_fewer_names_than_columns_are_refused(planted, tmp_path):
    folder, *_ = planted
    (tmp_path / "names.txt").write_text("ant\nbee\n", encoding="utf-8")
    told = winnow("errors", "--labels", folder / "labels.csv", "--probabilities", folder / "p.npy", "--classes", tmp_path / "names.txt", code=3)
    assert "names 2 classes" in told.stderr and "has 4 columns" in told.stderr
