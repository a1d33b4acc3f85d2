"""Datasets that are damaged, empty or of another format, given to `winnow convert` under every format there is.

What each format writes of a drawn dataset is cut, emptied, zeroed and filled with noise. It may be refused or read in part, with what is
wrong and where; it may never crash, hang, fill the memory, or yield what was nowhere written.
"""
import json
import random
import shutil
from pathlib import Path

import pytest

from harness import drawn_sets as drawn
from harness.formats import catalogue, convert, holds, items
from harness.held import rows
from harness.judges import differences
from harness.places import BINARY
from measured import note, run

SETS = (("boxes", "boxes", "image"), ("polygons", "polygons", "image"), ("masks", "masks", "image"), ("skeletons", "skeletons", "image"), ("rotated", "rotated-boxes", "image"), ("tracks", "tracks", "video"),
        ("spans", "spans", "text"), ("choices_of_texts", "choice", "text"), ("choices_of_pictures", "choice", "image"), ("captions", "text", "image"), ("segments", "segments", "audio"), ("transcripts", "transcripts", "audio"))
MEDIA = (".png", ".jpg", ".wav")
LARGEST = 400
# Names of one thing each: files of tags by token, folders whose names are labels.
ALIKE = ({"conll", "bio", "bilou"}, {"folders", "imagenet", "coco", "voc"})


def set_for(form):
    """The first drawn set that the format holds; its words alone are enough to be damaged."""
    return next((name for name, kind, media in SETS if holds(form, kind, media)), "boxes" if form != "csv" else "choices_of_texts")


def forms():
    return sorted(name for name, card in catalogue().items() if card["canRead"] and card["canWrite"]) if BINARY.exists() else []


def readable():
    return sorted(name for name, card in catalogue().items() if card["canRead"]) if BINARY.exists() else []


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The dataset in each format, and what is read of it: made once, copied by each case."""
    folder, made = tmp_path_factory.mktemp("whole"), {}

    def of(form):
        if form not in made:
            source = drawn.written(getattr(drawn, set_for(form))(), folder / form / "drawn")
            convert(source, folder / form / "there", form, "jsonl")
            convert(folder / form / "there", folder / form / "back", "jsonl", form)
            made[form] = folder / form / "there", rows(items(folder / form / "back"))
        return made[form]

    return of


def damaged(folder):
    """The files worth damaging: small ones that are no picture and no sound, not more than four."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() not in MEDIA]
    return found[:2] + found[-2:] if len(found) > 4 else found


def through(form, folder, out):
    """What reading says, the rows read, and whether anything was told to be wrong."""
    told = run("convert", folder, out, "--from", form, "--to", "jsonl", "--json")
    assert told.code in (0, 3), f"exit {told.code}: {told.text[:3000]}"
    assert told.mebibytes <= LARGEST, f"{told.mebibytes:.0f} MiB"
    if told.code == 3:
        assert told.text.strip(), "refused without a word"
        return told, None, True
    # A line of its own: what is quoted of the input in front of it may hold braces too.
    said = json.loads(next(line for line in told.text.splitlines() if line.startswith('{"')))
    return told, rows(items(out)), any(finding["severity"] != "note" for finding in said["findings"])


def invented(before, after):
    """Rows that were never written. One may be: the last number of a text that was cut within it; so may labels that end early."""
    labels = {what for _, what, _ in before}
    after = [row for row in after if row[1] in labels or not any(label.startswith(row[1]) for label in labels)]
    told, _ = differences(before, after, 1e-3)
    return [line for line in told if "nowhere drawn" in line]


@pytest.mark.parametrize("form", forms())
def test_a_cut_file_is_told_or_read_in_part(form, whole, tmp_path):
    there, before = whole(form)
    quiet, runs, slowest = [], 0, None
    for place, path in enumerate(damaged(there)):
        length = path.stat().st_size
        for cut in sorted({0, length // 3, length // 2, max(0, length - 2)} - {length}):
            folder = tmp_path / f"cut{place}-{cut}"
            shutil.copytree(there, folder)
            (folder / path.relative_to(there)).write_bytes(path.read_bytes()[:cut])
            told, after, is_told = through(form, folder, tmp_path / f"out{place}-{cut}")
            runs += 1
            slowest = told if slowest is None or told.seconds > slowest.seconds else slowest
            name = f"{path.relative_to(there)} cut at {cut} of {length}"
            if after is None:
                assert path.name in told.text or path.suffix in told.text or folder.name in told.text, f"{name}: refused without saying where: {told.text[:600]}"
            elif not is_told:
                assert len(invented(before, after)) <= 1, f"{name}: {invented(before, after)}"
                quiet.append(name)
            shutil.rmtree(folder)
    note(f"formats: {form} cut", "cli", slowest, f"{runs} cuts, {len(quiet)} read in part without a word")


@pytest.mark.parametrize("how", ["zeros", "noise", "nothing", "text of another kind"])
@pytest.mark.parametrize("form", forms())
def test_files_of_other_bytes_are_told(form, how, whole, tmp_path):
    there, _ = whole(form)
    shutil.copytree(there, tmp_path / "in")
    dice = random.Random(form)
    for path in sorted((tmp_path / "in").rglob("*")):
        if path.is_file() and path.suffix.lower() not in MEDIA:
            length = max(64, path.stat().st_size)
            path.write_bytes({"zeros": bytes(length), "noise": dice.randbytes(length), "nothing": b""}.get(how, b"The quick brown fox, it jumps; over <the> lazy {dog}\n" * 20))
    told, after, is_told = through(form, tmp_path / "in", tmp_path / "out")
    # Formats whose files are what is labelled (folders of pictures) have nothing else to read.
    assert after is None or is_told or not after or how in ("nothing", "text of another kind"), f"{len(after)} rows out of {how}: {after[:3]}"
    note(f"formats: {form} of {how}", "cli", told, "refused" if told.code else "read with findings" if is_told else f"{len(after)} rows")


@pytest.mark.parametrize("form", forms())
def test_a_dataset_of_another_format_is_told(form, whole, tmp_path):
    """Under the wrong name: three formats of other families."""
    others = [other for other in ("coco", "conll", "voc", "textgrid", "parquet", "createml") if other != form and other in forms()][:4]
    for other in others:
        told, after, is_told = through(form, whole(other)[0], tmp_path / other)
        is_alike = form in ("jsonl", "csv") or any({form, other} <= family for family in ALIKE if form not in ("coco", "voc"))
        assert after is None or is_told or not after or is_alike, f"{other} read as {form}: {after[:3]}"
        note(f"formats: {other} as {form}", "cli", told, "refused" if told.code else "read with findings" if is_told else "nothing in it")


@pytest.mark.parametrize("form", readable())
def test_an_empty_folder_an_empty_file_and_no_file_are_told(form, tmp_path):
    (tmp_path / "folder").mkdir()
    card = catalogue()[form]
    (tmp_path / ("empty." + (card.get("extensions") or ["txt"])[0])).write_bytes(b"")
    for path in (tmp_path / "folder", next(tmp_path.glob("empty.*")), tmp_path / "missing"):
        told, after, is_told = through(form, path, tmp_path / f"out-{path.name}")
        assert after is None or is_told or not after
        if path.name == "missing":
            assert told.code == 3 and "missing" in told.text, told.text
        elif path.name == "folder":
            assert told.code == 3 and "folder" in told.text, told.text
    note(f"formats: {form} of nothing", "cli", told, "refused")


def test_an_output_that_is_there_is_left_alone(tmp_path):
    drawn.written(drawn.boxes(), tmp_path / "in")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    told = run("convert", tmp_path / "in", tmp_path / "out", "--from", "jsonl", "--to", "coco")
    assert told.code == 3 and "out" in told.text
    assert [path.name for path in Path(tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_refused_loss_leaves_nothing_behind(tmp_path):
    drawn.written(drawn.polygons(), tmp_path / "in")
    told = run("convert", tmp_path / "in", tmp_path / "out", "--from", "jsonl", "--to", "yolo", "--on-loss", "refuse")
    assert told.code not in (0, 2) and "yolo" in told.text and "--on-loss" in told.text, told.text
    assert not (tmp_path / "out").exists()
    assert not [path for path in tmp_path.iterdir() if "partial" in path.name]
