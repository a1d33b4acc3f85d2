"""Real and drawn data to every format that can hold them and back: the numbers are the same up to what the card declares.

Which formats those are says the catalogue; a new one is tested here without a line. What is read first from the real files is compared
with plain parsers of their own formats.
"""
import xml.etree.ElementTree as tree
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from harness import drawn_sets as drawn
from harness.figures import report
from harness.formats import catalogue, convert, holds, items, losses
from harness.held import rows, words
from harness.judges import agree, differences
from harness.places import BINARY, shared

# Name of a set -> kind of its answers.
SETS = {"cells": "boxes", "tweets": "spans", "trees": "tokens", "boxes": "boxes", "polygons": "polygons", "masks": "masks", "skeletons": "skeletons", "rotated": "rotated-boxes",
        "tracks": "tracks", "spans": "spans", "tangled_spans": "spans", "choices_of_pictures": "choice", "choices_of_texts": "choice", "captions": "text", "segments": "segments", "transcripts": "transcripts"}
MEDIA = {"cells": "image", "tweets": "text", "trees": "text", "boxes": "image", "polygons": "image", "masks": "image", "skeletons": "image", "rotated": "image", "tracks": "video",
         "spans": "text", "tangled_spans": "text", "choices_of_pictures": "image", "choices_of_texts": "text", "captions": "image", "segments": "audio", "transcripts": "audio"}


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """The set by name as a folder of our JSON lines; real ones are converted once."""
    folder = tmp_path_factory.mktemp("sets")

    @cache
    def made(name):
        real = {"cells": ("voc", "data/cells-voc/BCCD"), "tweets": ("conll", "data/wnut17/wnut17train.conll"), "trees": ("conllu", "data/ud-ewt/en_ewt-ud-dev.conllu")}.get(name)
        if real is None:
            return drawn.written(getattr(drawn, name)(), folder / name)
        convert(shared(real[1], f"{name} to every format and back"), folder / name, "jsonl", real[0])
        return folder / name

    return made


# The real sets as they are read

def test_cells_are_read_as_a_plain_parser_reads_them(start):
    expected = []
    for file in sorted(shared("data/cells-voc/BCCD/Annotations", "reading cells").glob("*.xml")):
        root = tree.parse(file).getroot()
        for one in root.iter("object"):
            box = [float(one.findtext(f"bndbox/{side}")) for side in ("xmin", "ymin", "xmax", "ymax")]
            if box[0] < box[2] and box[1] < box[3]:
                expected.append((root.findtext("filename"), one.findtext("name"), box))
    agree(expected, rows(items(start("cells"))))
    report("there and back", f"cells: {len(expected)} boxes, {dict(Counter(label for _, label, _ in expected))}")


def test_tweets_are_read_as_a_plain_parser_reads_them(start):
    """Entities by their words, in the order of the file."""
    expected, words, label = [], [], None
    for line in shared("data/wnut17/wnut17train.conll", "reading tweets").read_text(encoding="utf-8").splitlines() + [""]:
        token, tag = line.split("\t") if "\t" in line and line.strip() else ("", "O")
        if words and not tag.startswith("I-"):
            expected.append((label, " ".join(words)))
            words = []
        if tag != "O":
            label = tag[2:]
            words.append(token)
    found = [(part["labels"][0], " ".join(item["fields"]["text"][start:end] for start, end in part["ranges"]))
             for item in items(start("tweets")) for answer in item["answers"].values() for part in answer["parts"]]
    assert Counter(found) == Counter(expected)
    report("there and back", f"tweets: {len(expected)} entities, {dict(Counter(label for label, _ in expected))}")


def test_trees_are_read_as_a_plain_parser_reads_them(start):
    file = shared("data/ud-ewt/en_ewt-ud-dev.conllu", "reading trees")
    texts = [line[9:] for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("# text = ")]
    assert [item["fields"]["text"] for item in items(start("trees"))] == texts


# To every format and back

def pairs(names=tuple(SETS)):
    """(set, format) where the format is read and written and says that it holds the kind as it is."""
    if not BINARY.exists():
        return []
    return [(name, form) for name, kind in SETS.items() if name in names for form, card in sorted(catalogue().items())
            if form != "jsonl" and card["canRead"] and card["canWrite"] and holds(form, kind, MEDIA[name])
            and (name != "tangled_spans" or {"spans in pieces", "overlapping spans"} <= set(card["holds"]))]


@pytest.mark.parametrize(("name", "form"), pairs(), ids=lambda value: value)
def test_the_numbers_come_back(name, form, start, tmp_path):
    source, card = start(name), catalogue()[form]
    there = convert(source, tmp_path / "there", form, "jsonl")
    undeclared = [code for code in losses(there) if code not in card["loses"]]
    assert not undeclared, f"lost without being on the card of {form}: {undeclared}"
    back = convert(tmp_path / "there", tmp_path / "back", "jsonl", form)
    # The drawn video is nowhere, and some formats say so.
    loud = [finding for finding in back["findings"] if finding["severity"] != "note" and not finding["code"].endswith(".missing")]
    assert not loud, f"reading what was written finds {loud[:3]}"
    # What the card rounds to, and what normalised numbers of that many digits are of the largest picture.
    within = 0.51 * 10 ** -card["decimals"] if "decimals" in card else 1e-6
    expected, found = rows(items(source), SETS[name]), rows(items(tmp_path / "back"), SETS[name])
    # What cards say of texts: of one line only, with spaces of their own, some layers of tokens not.
    if any(code.endswith(".layer-left-out") for code in losses(there)):
        kept = {what.split(":")[0] for _, what, _ in found}
        expected = [row for row in expected if row[1].split(":")[0] in kept]
    if any(code.endswith(".text-changed") for code in losses(there)):
        expected = [(item, " ".join(what.split()), numbers) for item, what, numbers in expected]
    if any(code.endswith(".text-respaced") for code in losses(there)) and SETS[name] == "spans":
        assert Counter(words(items(source))) == Counter(words(items(tmp_path / "back")))
        expected = found = []
    # Sentences are known by their texts, which are spaced anew: layers are compared without them, and words, of which the text then consists, by the text.
    if any(code.endswith(".text-respaced") for code in losses(there)) and SETS[name] == "tokens":
        before, after = (Counter("".join(item["fields"]["text"].split()) for item in items(folder)) for folder in (source, tmp_path / "back"))
        assert before == after
        expected, found = ([("", what, numbers) for _, what, numbers in some if not what.startswith("form: ")] for some in (expected, found))
    told, worst = differences(expected, found, within)
    assert not told, f"{len(told)} differences:\n" + "\n".join(told[:8]) + f"\nlosses told: {losses(there)}"
    report("there and back", f"{name} in {form}: {len(rows(items(source)))} rows, worst difference {worst:g}, losses {losses(there)}")


@pytest.mark.parametrize(("name", "form"), pairs([name for name in SETS if hasattr(drawn, name)]), ids=lambda value: value)
def test_what_was_written_is_recognised_without_its_name(name, form, start, tmp_path):
    convert(start(name), tmp_path / "there", form, "jsonl")
    named = convert(tmp_path / "there", tmp_path / "named", "jsonl", form)
    found = convert(tmp_path / "there", tmp_path / "found", "jsonl")
    assert found["items"] == named["items"]
    assert [path.read_bytes() for path in sorted(Path(tmp_path / "found").rglob("*.jsonl"))] == [path.read_bytes() for path in sorted(Path(tmp_path / "named").rglob("*.jsonl"))]
