"""Files made by other people's libraries and read by `winnow convert`: the numbers are those that the libraries were given."""
import shutil
from collections import Counter
from dataclasses import dataclass, field
from typing import Callable

import pytest

from harness import drawn_rows as rows
from harness import drawn_sets as drawn
from harness.figures import report
from harness.formats import convert, items, needs
from harness.held import rows as held
from harness.judges import Judges, agree, by_item
from harness.places import shared


@pytest.fixture(scope="module")
def judges(tmp_path_factory):
    made = Judges(tmp_path_factory.mktemp("judges") / "log")
    yield made
    made.stop()


def plain(label):
    """Words that every format can have."""
    return label.replace(" ", "_")


def pictures(shape="box", split=None):
    """The drawn pictures as `by_datumaro.write` takes them."""
    taken = drawn.boxes() if shape == "box" else drawn.polygons()
    numbers = (lambda part: part["box"]) if shape == "box" else (lambda part: part["polygons"][0]["outer"])
    for item in taken:
        file = item["files"]["image"]
        found = [(plain(part["labels"][0]), shape, numbers(part)) for answer in item["answers"].values() for part in answer["parts"]]
        yield item["key"].rsplit(".", 1)[0], split or item["split"].replace("idation", ""), file["width"], file["height"], found


def drawn_by(shape):
    return [(name, label, values) for name, _, _, _, found in pictures(shape) for label, _, values in found]


@dataclass
class Made:
    """`by` writes it with these options; read under the name `form`, the rows are as `expects`."""

    form: str
    by: str
    options: Callable
    expects: Callable
    within: float = 1e-9
    told: str = ""
    file: str = ""
    asked: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.form} by {self.by}" + (f" ({self.told})" if self.told else "")


def of_datumaro(form, kind, shape="box", split=None, within=0.006, **more):
    return Made(form, "datumaro", lambda: {"kind": kind, "items": list(pictures(shape, split)), **more}, lambda: drawn_by(shape), within, f"{kind} {shape}")


def segments():
    return [(part["labels"][0], part["labels"][0], [part["from"], part["to"]]) for item in drawn.segments()[:1] for answer in item["answers"].values() for part in answer["parts"]]


def cues():
    return [("talk", part["text"], [part["from"], part["to"]]) for item in drawn.transcripts()[:1] for answer in item["answers"].values() for part in answer["parts"]]


def texts():
    return [list(row) for row in rows.of_text_choices(drawn.choices_of_texts())]


def sizes():
    return {item["key"]: [item["files"]["image"]["width"], item["files"]["image"]["height"]] for item in drawn.boxes()}


ANN = [("talk", label, numbers) for _, label, numbers in segments()]
CUES = [("talk", words, numbers) for _, words, numbers in cues()]

MADE = [
    of_datumaro("coco", "coco_instances"),
    of_datumaro("coco", "coco_instances", "polygon"),
    of_datumaro("voc", "voc_detection"),
    of_datumaro("yolo-darknet", "yolo"),
    of_datumaro("yolo", "yolo_ultralytics"),
    of_datumaro("cvat", "cvat", within=0.011),
    of_datumaro("cvat", "cvat", "polygon", within=0.011),
    of_datumaro("open-images", "open_images"),
    of_datumaro("labelme-xml", "label_me", split="train"),
    of_datumaro("datumaro", "datumaro"),
    of_datumaro("datumaro", "datumaro", "polygon"),
    of_datumaro("kitti", "kitti_detection", split="train"),
    Made("docbin", "spacy", lambda: {"rows": rows.of_spans(drawn.spans())}, lambda: rows.of_spans(drawn.spans())),
    Made("textgrid", "textgrid", lambda: {"rows": segments(), "duration": 6.0}, lambda: ANN),
    Made("textgrid", "praatio", lambda: {"rows": segments(), "duration": 6.0}, lambda: ANN, told="short"),
    Made("textgrid", "praatio", lambda: {"rows": segments(), "duration": 6.0, "shape": "long_textgrid"}, lambda: ANN, told="long"),
    Made("srt", "subtitles", lambda: {"rows": cues(), "ending": "srt"}, lambda: CUES),
    Made("webvtt", "subtitles", lambda: {"rows": cues(), "ending": "vtt"}, lambda: CUES),
    Made("elan", "pympi", lambda: {"rows": segments()}, lambda: ANN),
    Made("tfrecord", "tfrecord", lambda: {"rows": rows.of_boxes(drawn.boxes()), "sizes": sizes()}, lambda: rows.of_boxes(drawn.boxes()), 6e-4),
    Made("parquet", "arrow", lambda: {"rows": texts(), "using": "datasets"}, texts, told="ClassLabel"),
]


@pytest.mark.parametrize("made", MADE, ids=str)
def test_what_another_library_wrote_is_read_as_it_was_given(made, judges, tmp_path):
    needs(made.form)
    judges.ask(made.by, "write", tmp_path / "made", **made.options())
    told = convert(tmp_path / "made", tmp_path / "read", "jsonl", made.form)
    loud = [finding for finding in told["findings"] if finding["severity"] == "error"]
    assert not loud, loud[:3]
    worst = agree(made.expects(), spoken(held(items(tmp_path / "read"))), made.within, tmp_path / "made")
    report("made elsewhere", f"{made}: {sum(map(len, by_item(made.expects()).values()))} rows, worst difference {worst:g}")


def spoken(found):
    """Of transcripts the words alone; the name of a tier is not what was said."""
    return [(item, what.split(": ", 1)[1] if ": " in what and len(numbers) == 2 else what, numbers) for item, what, numbers in found]


@pytest.mark.parametrize("pressed", ["snappy", "zstd", "none", "gzip"])
def test_plain_columns_of_pyarrow_are_fields(pressed, judges, tmp_path):
    """Texts, whole and broken numbers, lists and gaps, whatever packs the pages; a text column `label` is an answer."""
    needs("parquet")
    judges.ask("arrow", "write", tmp_path / "made", rows=texts(), compression=pressed)
    convert(tmp_path / "made", tmp_path / "read", "jsonl", "parquet")
    read = items(tmp_path / "read")
    assert [item["answers"]["label"]["choice"] for item in read] == [label for _, label, _ in texts()]
    found = [item["fields"] for item in read]
    assert [(one["text"], one["length"], one["words"], one["share"], one.get("gap")) for one in found] == [
        (text, len(text), text.split(), 1 / (1 + len(text)), None if number % 2 else number) for number, (text, _, _) in enumerate(texts())]


# Point clouds

def clouds_in(folder, form):
    """Number of points and bounds of each cloud, as its item's metadata has them."""
    return [(item["key"], "", [item["metadata"][form]["points"], *item["metadata"][form]["bounds"]]) for item in items(folder)]


@pytest.mark.parametrize("form", ["las", "ply"])
def test_drawn_clouds_are_read_as_they_were_given(form, judges, tmp_path):
    needs(form)
    judges.ask("clouds", "write", tmp_path / "made")
    convert(tmp_path / "made", tmp_path / "read", "jsonl", form)
    agree(clouds_in(tmp_path / "read", form), judges.ask("clouds", f"of_{form}", tmp_path / "made"), 1e-6)


@pytest.mark.parametrize("form", ["las", "pcd"])
def test_real_clouds_are_read_as_another_library_reads_them(form, judges, tmp_path):
    needs(form)
    (tmp_path / "in").mkdir()
    for file in sorted(shared("data/pointclouds", "point clouds by other readers").glob(f"*.{form}")):
        # The other reader knows one version of PCD; `bunny.pcd` is of an older one.
        if form != "pcd" or b"VERSION 0.7" in file.read_bytes()[:200]:
            shutil.copy(file, tmp_path / "in")
    convert(tmp_path / "in", tmp_path / "read", "jsonl", form)
    found = clouds_in(tmp_path / "read", form)
    agree(found, judges.ask("clouds", f"of_{form}", tmp_path / "in"), 1e-6)
    report("made elsewhere", f"{len(found)} clouds in {form}: {', '.join(str(numbers[0]) for _, _, numbers in found)} points")


def test_classes_of_real_scans_are_those_that_laspy_reads(judges, tmp_path):
    needs("las")
    (tmp_path / "in").mkdir()
    for file in sorted(shared("data/pointclouds", "classes by laspy").glob("simple*.las")):
        shutil.copy(file, tmp_path / "in")
    convert(tmp_path / "in", tmp_path / "read", "jsonl", "las")
    found = []
    for item in items(tmp_path / "read"):
        counts = Counter()
        for run in item["answers"]["point-labels"]["runs"]:
            counts[run["label"]] += run["count"]
        found.append((item["key"], "", sorted(counts.values())))
    agree(found, [(name, what, sorted(numbers)) for name, what, numbers in judges.ask("clouds", "classes_of_las", tmp_path / "in")])
