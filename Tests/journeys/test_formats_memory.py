"""Memory does not grow with the data: four times as many items are written and read in hardly more than a few of them.

For every format that is read and written, with the first set below that it holds. What may grow are the keys of the items
and what the allocator keeps between batches, so a bound is far below the growth of the file. The few formats whose files
cannot be told item by item say why, and are bounded by the growth of their file.
"""
import json
import os
import subprocess

import pytest

from harness import drawn_sets as drawn
from harness.figures import report
from harness.formats import catalogue, holds
from harness.places import BINARY

FEW, TIMES = 300, 4
# What a conversion of any size may need more of than one of a few items: batches in flight fill up, keys are remembered.
SLACK, SHARE = 5 << 20, 0.2
# Format and way -> memory for each byte that the file grows by, with the reason.
GROWING = {
    ("coco", "reading"): (3, "annotations stand behind the pictures they are of, in any order: an index of them, and the mapped file"),
    ("coco-results", "reading"): (3, "a list of boxes in any order of pictures"),
    ("cvat-video", "reading"): (2.5, "tracks of all videos of a task stand in one file in any order, so a video is done at its end"),
    ("parquet", "writing"): (8, "a group of rows is written when it is full"),
}
# Set -> kind, medium, and how often the parts of an item are repeated.
SETS = {"spans": ("spans", "text", 40), "boxes": ("boxes", "image", 40), "polygons": ("polygons", "image", 40), "rotated": ("rotated-boxes", "image", 40), "skeletons": ("skeletons", "image", 40),
        "masks": ("masks", "image", 20), "segments": ("segments", "audio", 40), "transcripts": ("transcripts", "audio", 40), "tracks": ("tracks", "video", 40),
        "choices_of_texts": ("choice", "text", 40), "captions": ("text", "image", 1), "choices_of_pictures": ("choice", "image", 1)}


def chosen():
    if not BINARY.exists():
        return []
    formats = [name for name, card in sorted(catalogue().items()) if name != "jsonl" and card["canRead"] and card["canWrite"]]
    return [("jsonl", "spans")] + [(form, name) for form in formats for name in [next((name for name, (kind, medium, _) in SETS.items() if holds(form, kind, medium)), None)] if name]


def peak(source, out, start, to):
    """The largest resident memory of a conversion in bytes."""
    child = subprocess.Popen([BINARY, "convert", source, out, "--from", start, "--to", to, "--json"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, said[-2000:]
    return used.ru_maxrss * 1024


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix not in {".png", ".wav"})


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("grown"), {}

    def grown(name, count):
        if (name, count) not in made:
            made[name, count] = drawn.written(drawn.many(getattr(drawn, name)(), count, SETS[name][2]), folder / f"{name}-{count}")
        return made[name, count]

    return grown


@pytest.mark.parametrize(("form", "name"), chosen(), ids=lambda value: value)
def test_memory_stays_where_data_grows(form, name, sets, tmp_path):
    few, many = sets(name, FEW), sets(name, FEW * TIMES)
    writing = [peak(source, tmp_path / f"there-{place}", "jsonl", form) for place, source in enumerate((few, many))]
    reading = [peak(tmp_path / f"there-{place}", tmp_path / f"back-{place}", form, "jsonl") for place in (0, 1)]
    grown = size(tmp_path / "there-1") - size(tmp_path / "there-0"), size(many) - size(few)
    told = {"format": form, "set": name, "file": grown[0], "jsonl": grown[1], "writing": writing[1] - writing[0], "reading": reading[1] - reading[0]}
    report("memory of formats", f"{form}: {told}")
    for way in ("writing", "reading"):
        share, reason = GROWING.get((form, way), (SHARE, "items come one by one"))
        data = grown[0] if (form, way) in GROWING else max(grown)
        assert told[way] <= SLACK + share * data, (way, told, reason)
