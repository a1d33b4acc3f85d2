"""`winnow convert` and `winnow formats`: the names of options stand here once."""
import functools
import json
from pathlib import Path

import pytest

from .cli import data, winnow


@functools.cache
def catalogue():
    """Name -> what the card says."""
    told = data("formats")
    return {card["name"]: card for card in (told if isinstance(told, list) else told["formats"])}


# What formats hold whose cards say it in sentences of their own.
OWN = {"coco": ("boxes", "polygons", "masks", "skeletons"), "voc": ("boxes",), "yolo": ("boxes",), "yolo-segment": ("polygons",)}


def holds(name, kind, media):
    """Whether answers of this kind are held as they are."""
    card = catalogue()[name]
    kinds = card.get("kinds") or OWN.get(name, ())
    return kind in kinds and media in (card.get("media") or (["image"] if name in OWN else [media]))


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
    for name in names:
        if name not in catalogue():
            pytest.skip(f"SKIPPED (no format `{name}` yet)")
