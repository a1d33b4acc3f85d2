"""A case: what is put in a folder, how it is declared, and what must be said about it through both doors."""
import itertools
from dataclasses import dataclass
from typing import Callable

from measured import MEBIBYTES, note

HEAD = """\
winnow: 1
project: {slug}
objective: Rubbish
media: {media}
questions:
{questions}
sources:
  - {{name: rows, {source}, licence: CC0-1.0, origin: synthetic}}
labelling: {{overlap: 1}}
"""
CHOICE = "  - {name: topic, kind: choice, labels: [a, b]}"
BOXES = "  - {name: things, kind: boxes, labels: [owl, hawk]}"

numbers = itertools.count(1)


@dataclass
class Collected:
    """A source full of rubbish. `says`: each must stand in what is said: the place, and what to do about it."""

    name: str
    make: Callable
    source: str = "kind: table, path: rows.csv, key: id"
    says: tuple = ()
    items: int = None
    code: int = 0
    media: str = "text"
    questions: str = CHOICE
    doors: tuple = ("cli", "http")
    mebibytes: float = MEBIBYTES
    never: tuple = ()

    def __str__(self):
        return self.name


def through(place, case, door):
    """Runs one case through one door and checks all that every case must hold."""
    slug = f"r{next(numbers)}-{door}"
    folder = place.folder / slug
    folder.mkdir()
    case.make(folder)
    definition = folder / "winnow.yaml"
    definition.write_text(HEAD.format(slug=slug, media=case.media, questions=case.questions, source=case.source), encoding="utf-8")
    told = (place.collected_by_command if door == "cli" else place.collected_by_request)(slug, definition)
    for words in case.says:
        assert words in told.text, f"`{words}` is not said:\n{told.text[:4000]}"
    for words in case.never:
        assert words not in told.text
    assert case.code is None or told.code == case.code or door == "http" and case.code == 3 and told.code >= 400, f"{told.code}: {told.text[:4000]}"
    if case.items is not None:
        rows = place.items(slug)
        assert len([row for row in rows if row["state"] != "rejected"]) == case.items, [row["key"] for row in rows][:20]
    place.check()
    kept = "refused" if told.code else f"{case.items} items kept" if case.items is not None else "kept"
    note(case.name, door, told, f"{kept}; says {case.says[-1]!r}" if case.says else kept, case.mebibytes)
    return told
