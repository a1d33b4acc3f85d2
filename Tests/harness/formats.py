"""`winnow convert` and `winnow formats`: the names of options stand here once."""
import functools
import json
from pathlib import Path

from .cli import data, winnow


@functools.cache
def catalogue():
    """Name -> what the card says."""
    told = data("formats")
    return {card["name"]: card for card in (told if isinstance(told, list) else told["formats"])}


KINDS = ("choice", "choices", "tree", "rating", "number", "date", "text", "texts", "boxes", "rotated-boxes", "ellipses", "polygons", "polylines", "points", "skeletons", "masks", "cuboids", "tracks",
         "spans", "relations", "tokens", "segments", "transcripts", "fields", "cuboids-3d", "point-labels")
# What formats hold whose cards say it in sentences of their own.
OWN = {"coco": ("boxes", "polygons", "masks", "skeletons"), "voc": ("boxes",), "yolo": ("boxes",), "yolo-segment": ("polygons",), "coco-captions": ("text",), "folders": ("choice",)}


def holds(name, kind, media):
    """Whether answers of this kind are held as they are; `kinds` of a card has the nearest forms as well."""
    card = catalogue()[name]
    kinds = OWN.get(name) or [word for word in card["holds"] if word in KINDS]
    return kind in kinds and media in (card.get("media") or [media])


def convert(source, out, to, start=None, on_loss="adapt", options=()):
    """What `--json` prints: counts, findings and losses."""
    given = ["--from", start] if start else []
    return data("convert", source, out, *given, "--to", to, "--on-loss", on_loss, *options)


def refused(source, out, to=None, start=None, options=()):
    """A conversion that must not succeed: its exit code and all it says."""
    given = [*(["--from", start] if start else []), *(["--to", to] if to else [])]
    return winnow("convert", source, out, *given, *options, code=None)


def items(folder):
    """Of our JSON lines, in the order of the files."""
    return [json.loads(line) for file in sorted(Path(folder).rglob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]


def losses(told):
    return {loss["code"]: loss["count"] for loss in told["losses"]}


def needs(*names):
    """A format that a journey is about has to be there: one that is renamed or gone fails."""
    missing = [name for name in names if name not in catalogue()]
    assert not missing, f"no format {missing}"
