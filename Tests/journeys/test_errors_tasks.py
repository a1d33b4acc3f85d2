"""`winnow errors --task`: labels that are more than one class a row, and issues of a whole data set."""
import json

import numpy
import pytest

from harness.cli import data, winnow


def softmax(scores, axis=-1):
    powers = numpy.exp(scores - scores.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


# Several classes a row.

@pytest.fixture
def many(tmp_path):
    """300 rows of three classes that do not exclude each other; three rows are wrong."""
    random = numpy.random.default_rng(3)
    truth = random.random((300, 3)) < 0.4
    p = numpy.where(truth, random.uniform(0.85, 0.99, truth.shape), random.uniform(0.01, 0.15, truth.shape))
    given = truth.copy()
    for row, k in ((7, 0), (50, 1), (200, 2)):
        given[row, k] = not given[row, k]
        p[row, k] = 0.995 if truth[row, k] else 0.005           # the model is sure, or it would be no suspicion
    names = ["red", "green", "blue"]
    with (tmp_path / "labels.jsonl").open("w", encoding="utf-8") as file:
        for row, flags in enumerate(given):
            file.write(json.dumps({"key": f"k{row}", "labels": [name for name, flag in zip(names, flags, strict=True) if flag]}) + "\n")
    (tmp_path / "labels.csv").write_text("key,labels\n" + "".join(f"k{row},{'|'.join(str(k) for k in range(3) if flags[k])}\n" for row, flags in enumerate(given)), encoding="utf-8")
    numpy.save(tmp_path / "p.npy", p)
    (tmp_path / "names.txt").write_text("\n".join(names), encoding="utf-8")
    return tmp_path, given, p


def test_classes_too_many_and_missing_are_told(many):
    folder, given, p = many
    report = data("errors", "--task", "multi-label", "--labels", folder / "labels.jsonl", "--id", "key", "--probabilities", folder / "p.npy", "--classes", folder / "names.txt")
    assert report["classes"] == ["red", "green", "blue"]
    assert {(item["row"], item["id"]) for item in report["items"][:3]} == {(7, "k7"), (50, "k50"), (200, "k200")}
    for item in report["items"][:3]:
        k = {7: 0, 50: 1, 200: 2}[item["row"]]
        assert item["wrong" if given[item["row"], k] else "missing"] == [k]
    first = report["items"][0]
    own = numpy.sort(numpy.where(given[first["row"]], p[first["row"]], 1 - p[first["row"]]))[::-1]
    pooled = own[0]
    for value in own[1:]:
        pooled = 0.8 * value + 0.2 * pooled
    assert first["score"] == pytest.approx(pooled)
    numbers = winnow("errors", "--task", "multi-label", "--labels", folder / "labels.csv", "--probabilities", folder / "p.npy").stdout.splitlines()
    assert numbers[0] == "row,id,given,wrong,missing,score"
    assert [line.split(",")[0] for line in numbers[1:4]] == [str(item["row"]) for item in report["items"][:3]]


def test_multi_label_agrees_with_cleanlab(many):
    library = pytest.importorskip("cleanlab.multilabel_classification.filter", reason="SKIPPED (not installed): cleanlab, to compare label errors of several classes with")
    folder, given, p = many
    report = data("errors", "--task", "multi-label", "--labels", folder / "labels.csv", "--probabilities", folder / "p.npy")
    expected = library.find_label_issues([numpy.flatnonzero(flags).tolist() for flags in given], p, return_indices_ranked_by="self_confidence", n_jobs=1)
    assert sorted(item["row"] for item in report["items"]) == sorted(int(row) for row in expected)


# Tokens.

@pytest.fixture
def sentences(tmp_path):
    random = numpy.random.default_rng(8)
    lengths = random.integers(3, 12, 80)
    truth = random.integers(0, 3, lengths.sum())
    scores = random.normal(size=(lengths.sum(), 3)) * 0.5
    scores[numpy.arange(lengths.sum()), truth] += 4
    p = softmax(scores)
    given = truth.copy()
    starts = numpy.concatenate([[0], numpy.cumsum(lengths)])
    wrong = [(5, 1), (30, 0), (71, 2)]
    for sentence, token in wrong:
        place = starts[sentence] + token
        p[place] = numpy.where(numpy.arange(3) == truth[place], 0.998, 0.001)
        given[place] = (given[place] + 1) % 3
    names = ["O", "B-PER", "I-PER"]
    with (tmp_path / "labels.jsonl").open("w", encoding="utf-8") as file:
        for sentence, length in enumerate(lengths):
            rows = range(starts[sentence], starts[sentence] + length)
            file.write(json.dumps({"id": f"s{sentence}", "tokens": [f"w{row}" for row in rows], "tags": [names[given[row]] for row in rows]}) + "\n")
    numpy.savetxt(tmp_path / "p.csv", p, delimiter=",", header=",".join(names), comments="", fmt="%.17g")
    return tmp_path, wrong, starts, given, p


def test_tokens_are_told_with_their_sentence_and_word(sentences):
    folder, wrong, starts, given, p = sentences
    report = data("errors", "--task", "tokens", "--labels", folder / "labels.jsonl", "--id", "id", "--label", "tags", "--probabilities", folder / "p.csv")
    assert {(item["row"], item["token"]) for item in report["items"][:3]} == set(wrong)
    for item in report["items"][:3]:
        place = starts[item["row"]] + item["token"]
        assert item["word"] == f"w{place}" and item["id"] == f"s{item['row']}"
        assert item["given"] == given[place] and item["suggested"] == p[place].argmax()
        assert item["score"] == pytest.approx(p[place, given[place]])
    assert {row["row"] for row in report["sentences"][:3]} == {sentence for sentence, _ in wrong}


def test_tokens_that_are_not_as_many_are_refused(sentences):
    folder, *_ = sentences
    lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "short.jsonl").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    told = winnow("errors", "--task", "tokens", "--labels", folder / "short.jsonl", "--label", "tags", "--probabilities", folder / "p.csv", code=3)
    assert "tokens in" in told.stderr and "rows of probabilities" in told.stderr
    (folder / "other.jsonl").write_text("\n".join(lines).replace("B-PER", "B-LOC"), encoding="utf-8")
    told = winnow("errors", "--task", "tokens", "--labels", folder / "other.jsonl", "--label", "tags", "--probabilities", folder / "p.csv", code=3)
    assert "`B-LOC` in line" in told.stderr
    told = winnow("errors", "--task", "tokens", "--labels", folder / "labels.jsonl", "--label", "zzz", "--probabilities", folder / "p.csv", code=2)
    assert "no column `zzz`" in told.stderr


# Masks.

def test_images_with_wrong_pixels_come_first(tmp_path):
    random = numpy.random.default_rng(4)
    truth = random.integers(0, 3, (6, 8, 9))
    scores = random.normal(size=(6, 3, 8, 9)) * 0.3
    for k in range(3):
        scores[:, k] += 4 * (truth == k)
    p = softmax(scores, axis=1)
    given = truth.copy()
    given[4, 2:5, 3:7] = (given[4, 2:5, 3:7] + 1) % 3
    numpy.save(tmp_path / "masks.npy", given.astype(numpy.uint8))
    numpy.save(tmp_path / "p.npy", p.astype(numpy.float32))
    report = data("errors", "--task", "masks", "--labels", tmp_path / "masks.npy", "--probabilities", tmp_path / "p.npy")
    assert (report["checked"], report["pixels"]) == (6, 6 * 72)
    assert report["items"][0]["row"] == 4 and report["items"][0]["pixels"] == 12
    told = winnow("errors", "--task", "masks", "--labels", tmp_path / "masks.npy", "--probabilities", tmp_path / "masks.npy", code=3)
    assert "`|u1`" in told.stderr
    numpy.save(tmp_path / "flat.npy", p.reshape(6, 3, 72))
    assert "6 x 3 x 72" in winnow("errors", "--task", "masks", "--labels", tmp_path / "masks.npy", "--probabilities", tmp_path / "flat.npy", code=3).stderr
    numpy.save(tmp_path / "other.npy", p[:5])
    assert "6 x 8 x 9" in winnow("errors", "--task", "masks", "--labels", tmp_path / "masks.npy", "--probabilities", tmp_path / "other.npy", code=3).stderr
    given[3, 1, 2] = 7
    numpy.save(tmp_path / "outside.npy", given)
    told = winnow("errors", "--task", "masks", "--labels", tmp_path / "outside.npy", "--probabilities", tmp_path / "p.npy", code=3)
    assert "image 3, line 1, column 2 is labelled 7" in told.stderr
    p[2, 0, 5, 6] = numpy.nan
    numpy.save(tmp_path / "nan.npy", p)
    told = winnow("errors", "--task", "masks", "--labels", tmp_path / "masks.npy", "--probabilities", tmp_path / "nan.npy", code=3)
    assert "image 2, line 5, column 6" in told.stderr and "NaN" in told.stderr


# Numbers.

def numbers(tmp_path):
    random = numpy.random.default_rng(6)
    truth = random.normal(10, 3, 200)
    predicted = truth + random.normal(0, 0.3, 200)
    given = truth.copy()
    given[[17, 90]] += (6, -7)
    (tmp_path / "given.csv").write_text("key,value\n" + "".join(f"k{row},{float(value)!r}\n" for row, value in enumerate(given)), encoding="utf-8")
    numpy.save(tmp_path / "predicted.npy", predicted)
    return given, predicted


def test_numbers_are_ranked(tmp_path):
    given, predicted = numbers(tmp_path)
    for score in ("outre", "residual"):
        report = data("errors", "--task", "regression", "--labels", tmp_path / "given.csv", "--id", "key", "--predictions", tmp_path / "predicted.npy", "--score", score)
        assert {item["id"] for item in report["items"][:2]} == {"k17", "k90"}
        assert len(report["items"]) == report["checked"] == 200
        assert report["scoring"] == score
    assert report["items"][0]["score"] == pytest.approx(numpy.exp(-numpy.abs(predicted - given)).min())
    lines = winnow("errors", "--task", "regression", "--labels", tmp_path / "given.csv", "--predictions", tmp_path / "predicted.npy", "--limit", "3").stdout.splitlines()
    assert lines[0] == "row,id,given,predicted,score" and len(lines) == 4


def test_what_is_no_number_is_refused(tmp_path):
    numbers(tmp_path)
    text = (tmp_path / "given.csv").read_text(encoding="utf-8").splitlines()
    for cell, said in (("nan", "`nan`"), ("inf", "`inf`"), ("many", "`many`"), ("", "nothing")):
        (tmp_path / "bad.csv").write_text("\n".join([*text[:5], "k4," + cell, *text[6:]]) + "\n", encoding="utf-8")
        told = winnow("errors", "--task", "regression", "--labels", tmp_path / "bad.csv", "--predictions", tmp_path / "predicted.npy", code=3)
        assert f"line 6 of `{tmp_path / 'bad.csv'}` has {said}" in told.stderr
    (tmp_path / "short.csv").write_text("\n".join(text[:5]) + "\n", encoding="utf-8")
    assert "4 rows" in winnow("errors", "--task", "regression", "--labels", tmp_path / "short.csv", "--predictions", tmp_path / "predicted.npy", code=3).stderr


# Boxes.

def box_files(tmp_path):
    """Five good images, one with a box nobody drew, one with a box of the wrong class."""
    images = [{"id": k, "file_name": f"{k}.png", "width": 200, "height": 200} for k in range(1, 8)]
    annotations, results = [], []
    for k in range(1, 8):
        first, second = [10, 10, 50, 50], [100, 100, 60, 40]
        annotations.append({"id": 10 * k, "image_id": k, "category_id": 2 if k == 7 else 1, "bbox": first})
        if k != 6:
            annotations.append({"id": 10 * k + 1, "image_id": k, "category_id": 2, "bbox": second})
        results += [{"image_id": k, "category_id": 1, "bbox": first, "score": 0.99}, {"image_id": k, "category_id": 2, "bbox": second, "score": 0.99}]
    (tmp_path / "instances.json").write_text(json.dumps({"images": images, "annotations": annotations, "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]}), encoding="utf-8")
    (tmp_path / "results.json").write_text(json.dumps(results), encoding="utf-8")
    return tmp_path / "instances.json", tmp_path / "results.json", results


def test_boxes_overlooked_and_of_the_wrong_class_are_told(tmp_path):
    instances, results, _ = box_files(tmp_path)
    report = data("errors", "--task", "boxes", "--labels", instances, "--predictions", results)
    assert report["checked"] == 7 and report["classes"] == ["cat", "dog"]
    found = {item["image"]: item for item in report["items"]}
    assert set(found) == {"6", "7"} and found["6"]["name"] == "6.png"
    worst = found["6"]["suspects"][0]
    assert (worst["kind"], worst["label"], worst["bbox"]) == ("overlooked", "dog", [100, 100, 60, 40])
    worst = found["7"]["suspects"][0]
    assert (worst["kind"], worst["annotation"], worst["label"]) == ("wrong-class", "70", "dog")
    assert winnow("errors", "--task", "boxes", "--labels", instances, "--predictions", results, "--fail-on", "warning", code=1).stdout.startswith("image,name,score,kind")


def test_boxes_that_are_none_are_left_out_and_told(tmp_path):
    instances, path, results = box_files(tmp_path)
    bad = [{"image_id": 99, "category_id": 1, "bbox": [1, 1, 2, 2], "score": 0.5}, {"image_id": 1, "category_id": 9, "bbox": [1, 1, 2, 2], "score": 0.5},
           {"image_id": 1, "category_id": 1, "bbox": [1, 1, -2, 2], "score": 0.5}, {"image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2], "score": 1.5}]
    path.write_text(json.dumps(results + bad), encoding="utf-8")
    told = winnow("errors", "--task", "boxes", "--labels", instances, "--predictions", path).stderr
    for words in ("image 99, which is not in the file", "category 9", "left, top, width and height", "no `score` in 0...1"):
        assert words in told
    path.write_text("{}", encoding="utf-8")
    winnow("errors", "--task", "boxes", "--labels", instances, "--predictions", path, code=3)
    path.write_text("[]", encoding="utf-8")
    instances.write_text("[]", encoding="utf-8")
    assert "instances.json" in winnow("errors", "--task", "boxes", "--labels", instances, "--predictions", path, code=3).stderr


# A whole data set.

@pytest.fixture
def dataset(tmp_path):
    """Two clouds in eight dimensions, a far row, a row that comes twice; `key`, a label and a group for each."""
    random = numpy.random.default_rng(12)
    labels = random.integers(0, 2, 240)
    features = random.normal(size=(240, 8)) * 0.4
    features[numpy.arange(240), labels * 4] += 6
    features[33] = -8
    features[101] = features[57]
    scores = random.normal(size=(240, 2)) * 0.3
    scores[numpy.arange(240), labels] += 3
    given = labels.copy()
    given[80] = 1 - given[80]
    scores[80] *= 2                                                 # the model is sure, or it would be no suspicion
    numpy.save(tmp_path / "f.npy", features.astype(numpy.float32))
    numpy.savetxt(tmp_path / "f.csv", features.astype(numpy.float32), delimiter=",", header=",".join(f"f{k}" for k in range(8)), comments="", fmt="%.9g")
    numpy.save(tmp_path / "p.npy", softmax(scores))
    (tmp_path / "labels.csv").write_text("key,side,label\n" + "".join(f"k{row},{'east' if row % 3 else 'west'},{'ab'[label]}\n" for row, label in enumerate(given)), encoding="utf-8")
    return tmp_path


CHECKS = ["label", "outlier", "near-duplicate", "order", "class-imbalance", "underperforming-group", "data-value", "missing-value", "identifier-column"]


def test_every_check_says_something(dataset):
    report = data("errors", "--features", dataset / "f.npy", "--labels", dataset / "labels.csv", "--id", "key", "--probabilities", dataset / "p.npy", "--classes", classes(dataset))
    checks = {check["check"]: check for check in report["checks"]}
    assert list(checks) == CHECKS
    assert all("problem" not in check for check in checks.values())
    assert report["neighbours"] == {"neighbours": 10, "metric": "cosine", "isExact": True}
    assert [item["row"] for item in checks["outlier"]["items"]][0] == 33
    assert checks["outlier"]["items"][0]["id"] == "k33"
    assert {item["row"]: item["alike"] for item in checks["near-duplicate"]["items"]}[57][0] == 101
    assert [item["row"] for item in checks["label"]["items"]] == [80]
    assert checks["class-imbalance"]["count"] == 0
    for check in checks.values():
        scores = [item["score"] for item in check["items"]]
        assert scores == sorted(scores) and len(scores) == check["count"]


def classes(folder):
    (folder / "names.txt").write_text("a\nb\n", encoding="utf-8")
    return folder / "names.txt"


def test_a_table_shows_every_check_with_its_worst_rows(dataset):
    told = winnow("errors", "--features", dataset / "f.npy", "--labels", dataset / "labels.csv", "--id", "key")
    for name in CHECKS:
        assert name in told.stdout
    assert "k33" in told.stdout and "exact" in told.stderr
    assert winnow("errors", "--features", dataset / "f.csv", "--labels", dataset / "labels.csv", "--id", "key").stdout == told.stdout


def test_one_check_prints_its_rows(dataset):
    lines = winnow("errors", "--features", dataset / "f.npy", "--check", "near-duplicate").stdout.splitlines()
    assert lines[0] == "row,score,alike"
    assert sorted(line.split(",")[0] for line in lines[1:3]) == ["101", "57"]
    assert winnow("errors", "--features", dataset / "f.npy", "--check", "outlier", "--limit", "1").stdout.splitlines()[1].startswith("33,")


def test_groups_are_named(dataset):
    report = data("errors", "--labels", dataset / "labels.csv", "--probabilities", dataset / "p.npy", "--classes", classes(dataset), "--group", "side", "--check", "underperforming-group")
    assert {group["name"] for group in report["checks"][0]["groups"]} == {"east", "west"}


def test_a_check_that_lacks_something_says_what(dataset):
    checks = {check["check"]: check for check in data("errors", "--features", dataset / "f.npy")["checks"]}
    assert "labels" in checks["label"]["problem"] and "count" not in checks["label"]
    told = winnow("errors", "--features", dataset / "f.npy", "--check", "class-imbalance", code=3)
    assert "`class-imbalance` needs labels" in told.stderr
    assert "did you mean `outlier`?" in winnow("errors", "--features", dataset / "f.npy", "--check", "outlyer", code=2).stderr
    winnow("errors", "--check", "outlier", code=2)


def test_gaps_and_identifiers_in_a_table(tmp_path):
    rows = "".join(f"{row},{'' if row == 3 else row * 0.7 % 3:},{'nan' if row in (3, 5) else row % 7}\n" for row in range(40))
    (tmp_path / "t.csv").write_text("number,a,b\n" + rows, encoding="utf-8")
    checks = {check["check"]: check for check in data("errors", "--features", tmp_path / "t.csv")["checks"]}
    assert checks["missing-value"]["columns"] == ["a", "b"]
    assert checks["identifier-column"]["columns"] == ["number"]
    assert "row 3" in checks["outlier"]["problem"] and "nan" not in checks["outlier"]["problem"]
    (tmp_path / "t.csv").write_text("number,a\n1,2\n2,word\n", encoding="utf-8")
    told = winnow("errors", "--features", tmp_path / "t.csv", code=3)
    assert "line 3, column 2" in told.stderr and "`word`" in told.stderr


@pytest.mark.parametrize("options", [
    ["--task", "zzz"], ["--task", "boxes"], ["--task", "boxes", "--labels", "a", "--predictions", "b", "--filter", "both"],
    ["--task", "regression", "--labels", "a", "--predictions", "b", "--score", "self-confidence"], ["--labels", "a", "--probabilities", "b", "--score", "outre"],
    ["--features", "f", "--filter", "both"], ["--features", "f", "--health"], ["--features", "f", "--id", "key"], ["--features", "f", "--project", "p"]], ids=" ".join)
def test_choices_that_do_not_fit_are_wrong_use(options):
    told = winnow("errors", *options, code=2)
    assert told.stdout == "" and told.stderr.startswith("error: ")
