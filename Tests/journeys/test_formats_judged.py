"""Whether other people's readers see in what `winnow convert` writes the numbers that were drawn.

One table: a drawn dataset, the format, the reader, and how far its numbers may be off (for what it or the format rounds).
"""
import shutil
from dataclasses import dataclass, field
from typing import Callable

import pytest

from harness import drawn_rows as rows
from harness import drawn_sets as drawn
from harness.figures import report
from harness.formats import convert, items, needs
from harness.held import rows as held
from harness.judges import Judges, agree
from harness.places import shared


@pytest.fixture(scope="module")
def judges(tmp_path_factory):
    made = Judges(tmp_path_factory.mktemp("judges") / "log")
    yield made
    made.stop()


@dataclass
class Case:
    """`see` of reader `by` gives rows equal to `expects` of the drawn items; `renamed` changes labels or texts that the format cannot have as they are."""

    to: str
    items: Callable
    expects: Callable
    by: str
    see: str
    within: float = 0.0
    options: dict = field(default_factory=dict)
    renamed: Callable = None
    unlabelled: bool = False

    def __str__(self):
        return f"{self.to} by {self.by}: {self.see}" + "".join(f" {value}" for value in self.options.values() if isinstance(value, str))

    def expected(self):
        name = (lambda label: "") if self.unlabelled else self.renamed or (lambda label: label)
        return [(item, name(what), list(numbers)) for item, what, numbers in self.expects(self.items())]


def of_datumaro(to, kind, items, expects, see, within=0.006, **more):
    """It keeps 32-bit numbers rounded to hundredths."""
    return Case(to, items, expects, "datumaro", see, within, {"kind": kind}, **more)


# What 32-bit numbers make of pixels.
FLOAT = 2e-5
# Names of folders keep to plain letters; the hash tells apart what would then be the same.
FOLDERS = {"sea bird": "sea_bird-19b0363e"}
SIZES = {key: list(size) for key, size in drawn.SIZES.items()}

CASES = [
    # COCO
    Case("coco", drawn.boxes, rows.of_boxes, "pycocotools", "boxes", 1e-12),
    Case("coco", drawn.boxes, rows.of_sizes, "pycocotools", "images"),
    Case("coco", drawn.polygons, rows.of_rings, "pycocotools", "polygons"),
    Case("coco", drawn.holed, rows.of_pixels, "pycocotools", "masks"),
    Case("coco", drawn.masks, rows.of_pixels, "pycocotools", "masks"),
    Case("coco", drawn.skeletons, rows.of_joints, "pycocotools", "joints"),
    Case("coco", drawn.boxes, rows.of_boxes, "supervision", "boxes_of_coco", FLOAT),
    of_datumaro("coco", "coco", drawn.boxes, rows.of_boxes, "boxes"),
    of_datumaro("coco", "coco", drawn.polygons, rows.of_rings, "polygons"),
    of_datumaro("coco", "coco", drawn.masks, rows.of_pixels, "masks"),
    of_datumaro("coco", "coco_person_keypoints", drawn.skeletons, rows.of_joints, "joints"),
    Case("coco-captions", drawn.captions, rows.of_words, "pycocotools", "captions"),
    of_datumaro("coco-captions", "coco_captions", drawn.captions, rows.of_words, "captions"),
    of_datumaro("coco-panoptic", "coco_panoptic", drawn.masks, rows.of_pixels, "masks"),
    # Pascal VOC
    of_datumaro("voc", "voc", drawn.boxes, rows.of_boxes, "boxes"),
    Case("voc", drawn.boxes, rows.of_boxes, "supervision", "boxes_of_voc", FLOAT),
    of_datumaro("voc-segmentation", "voc_segmentation", drawn.masks, rows.of_pixels, "masks"),
    # YOLO
    of_datumaro("yolo", "yolo", drawn.boxes, rows.of_boxes, "boxes"),
    Case("yolo", drawn.boxes, rows.of_boxes, "supervision", "boxes_of_yolo", 1e-3),
    Case("yolo-obb", drawn.rotated, rows.around_rotated, "supervision", "boxes_around_yolo_corners", 1e-3),
    Case("yolo-segment", drawn.polygons, rows.around_rings, "supervision", "boxes_of_yolo", 1e-3),
    # Other formats of pictures
    of_datumaro("cvat", "cvat", drawn.boxes, rows.of_boxes, "boxes", 0.011),
    of_datumaro("cvat", "cvat", drawn.polygons, rows.of_rings, "polygons", 0.011),
    of_datumaro("cvat", "cvat", drawn.masks, rows.of_pixels, "masks"),
    of_datumaro("datumaro", "datumaro", drawn.boxes, rows.of_boxes, "boxes"),
    of_datumaro("datumaro", "datumaro", drawn.polygons, rows.of_rings, "polygons"),
    of_datumaro("datumaro", "datumaro", drawn.masks, rows.of_pixels, "masks"),
    of_datumaro("datumaro", "datumaro", drawn.choices_of_pictures, rows.of_choices, "labels"),
    of_datumaro("open-images", "open_images", drawn.boxes, rows.of_boxes, "boxes"),
    of_datumaro("kitti", "kitti_detection", drawn.boxes, rows.of_boxes, "boxes", renamed=lambda label: label.replace(" ", "_")),
    of_datumaro("dota", "dota", drawn.rotated, rows.around_rotated, "boxes_around", 0.02, renamed=lambda label: label.replace(" ", "_")),
    # A fault of its: the centre is taken for the corner.
    of_datumaro("createml", "roboflow_create_ml", drawn.boxes, rows.from_centres, "boxes", 0.011),
    Case("label-studio", drawn.boxes, rows.of_boxes, "label_studio", "boxes_through_coco", 1e-3),
    Case("label-studio", drawn.polygons, rows.of_rings, "label_studio", "polygons_through_coco", 1e-3),
    # By rules written down again: programs that cannot be installed beside the others
    Case("yolo", drawn.boxes, rows.of_boxes, "rules", "yolo", 1e-6, {"columns": "box", "sizes": SIZES}),
    Case("yolo-segment", drawn.polygons, rows.of_rings, "rules", "yolo", 1e-6, {"columns": "polygon", "sizes": SIZES}),
    Case("yolo-obb", drawn.rotated, rows.of_corners, "rules", "yolo", 1e-3, {"columns": "corners", "sizes": SIZES}),
    Case("yolo-pose", drawn.skeletons, rows.of_joints, "rules", "yolo", 1e-6, {"columns": "joints", "sizes": SIZES}),
    Case("labelme", drawn.boxes, rows.of_boxes, "rules", "labelme", 1e-9, {"shape": "rectangle"}),
    Case("labelme", drawn.polygons, rows.of_rings, "rules", "labelme", 1e-9, {"shape": "polygon"}),
    Case("labelme", drawn.masks, rows.of_pixels, "rules", "labelme_masks"),
    Case("createml", drawn.boxes, rows.of_boxes, "rules", "createml", 1e-9),
    Case("sagemaker", drawn.boxes, rows.of_boxes, "rules", "ground_truth_boxes", 1e-9),
    Case("sagemaker", drawn.spans, rows.of_spans, "rules", "ground_truth_spans"),
    Case("vertex", drawn.boxes, rows.of_boxes, "rules", "vertex_boxes", 1e-6, {"sizes": SIZES}),
    Case("vertex-csv", drawn.boxes, rows.of_boxes, "rules", "vertex_csv_boxes", 1e-6, {"sizes": SIZES}),
    # Video
    # A fault of its: MOT counts from 1, and it does not.
    of_datumaro("mot", "mot_seq", drawn.tracks, rows.of_tracks_from_1, "tracks"),
    Case("mot", drawn.tracks, rows.of_tracks, "motmetrics", "tracks", 1e-9, unlabelled=True),
    of_datumaro("cvat-video", "cvat", drawn.tracks, rows.of_key_frames, "tracks", 0.011),
    # Records and shards
    # Its card says three decimals: shares in 32-bit numbers hold no more.
    Case("tfrecord", drawn.boxes, rows.of_boxes, "tfrecord", "boxes", 6e-4),
    Case("tfrecord", drawn.boxes, rows.of_files, "tfrecord", "pixels"),
    Case("webdataset", drawn.boxes, rows.of_boxes, "webdataset", "boxes"),
    Case("webdataset", drawn.boxes, rows.of_files, "webdataset", "pixels"),
    Case("webdataset", drawn.choices_of_pictures, rows.of_choices, "webdataset", "choices"),
    Case("webdataset", drawn.choices_of_texts, rows.of_texts, "webdataset", "texts"),
    Case("parquet", drawn.choices_of_texts, rows.of_choices, "arrow", "choices", options={"kind": "parquet", "column": "kind"}),
    Case("parquet", drawn.choices_of_pictures, rows.of_choices, "arrow", "choices", options={"kind": "parquet", "column": "animal"}),
    Case("parquet", drawn.captions, rows.of_words, "arrow", "texts", options={"kind": "parquet", "column": "caption"}),
    Case("parquet", drawn.boxes, rows.of_boxes, "arrow", "boxes_in_json", options={"column": "things"}),
    Case("parquet", drawn.boxes, rows.of_files, "arrow", "pixels"),
    Case("hf-imagefolder", drawn.choices_of_pictures, rows.of_choices, "arrow", "choices"),
    Case("hf-imagefolder", drawn.boxes, rows.of_boxes, "arrow", "boxes", 1e-6),
    Case("hf-imagefolder", drawn.captions, rows.of_words, "arrow", "texts"),
    Case("folders", drawn.choices_of_pictures, rows.of_choices, "arrow", "choices", renamed=lambda label: FOLDERS.get(label, label)),
    # Text
    Case("docbin", drawn.spans, rows.of_spans, "spacy", "spans"),
    Case("docbin", drawn.tangled_spans, rows.of_each_piece, "spacy", "spans"),
    Case("docbin", drawn.choices_of_texts, rows.of_text_choices, "spacy", "choices"),
    Case("spacy-jsonl", drawn.spans, rows.of_spans, "spacy", "spans_of_lines"),
    Case("doccano", drawn.spans, rows.of_spans, "spacy", "spans_of_lines"),
    Case("prodigy", drawn.spans, rows.of_spans, "spacy", "prodigy"),
    Case("brat", drawn.spans, rows.of_spans, "rules", "brat"),
    Case("brat", drawn.tangled_spans, rows.of_pieces, "rules", "brat"),
    Case("conll", drawn.spans, rows.of_entities, "rules", "tagged", options={"ending": ".conll"}),
    Case("bilou", drawn.spans, rows.of_entities, "rules", "tagged", options={"ending": ".bilou", "scheme": "BILOU"}),
    Case("bio", drawn.spans, rows.of_entities, "rules", "tagged", options={"ending": ".bio"}),
    # Sound
    Case("rttm", drawn.segments, rows.of_segments, "rules", "rttm", 1e-6),
    Case("audacity", drawn.segments, rows.of_segments, "rules", "audacity", 1e-6),
    Case("textgrid", drawn.segments, rows.of_segments, "textgrid", "segments", 1e-6),
    Case("textgrid", drawn.segments, rows.of_segments, "praatio", "segments", 1e-6),
    Case("textgrid", drawn.transcripts, rows.of_speech, "textgrid", "segments", 1e-6),
    Case("textgrid", drawn.transcripts, rows.of_speech, "praatio", "segments", 1e-6),
    Case("webvtt", drawn.transcripts, rows.of_speech, "subtitles", "of_webvtt", 1e-9, renamed=lambda words: words.replace("&", "&amp;")),
    Case("srt", drawn.transcripts, rows.of_speech, "subtitles", "of_srt", 1e-9, renamed=lambda words: f"speech: {words}"),
    Case("elan", drawn.transcripts, rows.of_speech, "pympi", "segments", 5e-4),
    Case("elan", drawn.segments, rows.of_segments, "pympi", "segments", 5e-4),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_another_reader_sees_what_was_drawn(case, judges, tmp_path):
    needs(case.to)
    source = drawn.written(case.items(), tmp_path / "drawn")
    convert(source, tmp_path / "out", case.to, "jsonl")
    worst = agree(case.expected(), judges.ask(case.by, case.see, tmp_path / "out", **case.options), case.within, tmp_path / "out")
    report("judged", f"{case}: {len(case.expected())} rows, worst difference {worst:g}")


# Real data

@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """364 photographs with 4,886 boxes as our JSON lines, pictures beside them."""
    folder = tmp_path_factory.mktemp("cells") / "items"
    convert(shared("data/cells-voc/BCCD", "other readers of cells"), folder, "jsonl", "voc")
    return folder


CELLS = [
    Case("coco", None, None, "pycocotools", "boxes", 1e-12),
    Case("coco", None, None, "supervision", "boxes_of_coco", 1e-4),
    of_datumaro("coco", "coco", None, None, "boxes"),
    of_datumaro("voc", "voc", None, None, "boxes"),
    Case("yolo", None, None, "supervision", "boxes_of_yolo", 1e-3),
    of_datumaro("cvat", "cvat", None, None, "boxes", 0.011),
    of_datumaro("datumaro", "datumaro", None, None, "boxes"),
    of_datumaro("open-images", "open_images", None, None, "boxes"),
    of_datumaro("kitti", "kitti_detection", None, None, "boxes"),
    Case("tfrecord", None, None, "tfrecord", "boxes", 6e-4),
    Case("label-studio", None, None, "label_studio", "boxes_through_coco", 1e-3),
    Case("createml", None, None, "rules", "createml", 1e-9),
    Case("labelme", None, None, "rules", "labelme", 1e-9, {"shape": "rectangle"}),
]


@pytest.mark.parametrize("case", CELLS, ids=str)
def test_another_reader_sees_the_boxes_of_real_cells(case, cells, judges, tmp_path):
    needs(case.to)
    convert(cells, tmp_path / "out", case.to, "jsonl")
    worst = agree(held(items(cells)), judges.ask(case.by, case.see, tmp_path / "out", **case.options), case.within, tmp_path / "out")
    report("judged", f"cells in {case}: {len(held(items(cells)))} boxes, worst difference {worst:g}")


@pytest.mark.parametrize("name", ["dev", "test"])
def test_trees_are_the_same_sentences_to_conllu_and_without_mistakes_to_udtools(name, judges, tmp_path):
    needs("conllu")
    (tmp_path / "in").mkdir()
    shutil.copy(shared(f"data/ud-ewt/en_ewt-ud-{name}.conllu", "trees by other readers"), tmp_path / "in")
    convert(tmp_path / "in", tmp_path / "items", "jsonl", "conllu")
    convert(tmp_path / "items", tmp_path / "out", "conllu", "jsonl")
    before, after = (sorted(judges.ask("conllu", "tokens", tmp_path / folder)) for folder in ("in", "out"))
    assert before == after
    assert judges.ask("udtools", "mistakes", tmp_path / "in") == judges.ask("udtools", "mistakes", tmp_path / "out") == []
    report("judged", f"trees ({name}) in conllu by conllu: {len(after)} tokens, all ten columns the same; udtools finds nothing at level 2")


def test_entities_of_real_tweets_are_the_same_to_spacy(judges, tmp_path):
    needs("docbin")
    convert(shared("data/wnut17/wnut17train.conll", "tweets by spaCy"), tmp_path / "items", "jsonl", "conll")
    convert(tmp_path / "items", tmp_path / "out", "docbin", "jsonl")
    agree(held(items(tmp_path / "items")), judges.ask("spacy", "spans", tmp_path / "out"))
    report("judged", f"tweets in docbin by spaCy: {len(held(items(tmp_path / 'items')))} entities")
