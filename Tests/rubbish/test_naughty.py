"""515 strings go through every door as text, key, label, note, answer, name and file name, and come back byte for byte."""
import csv
import json
import subprocess
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest

import measured
from harness.api import Client
from harness.places import BINARY
from measured import Told, note, run
from naughty import SECTIONS, strings
from place import PASSWORD
from yaml_text import listed, quoted

STRINGS = strings()
# A label must show something, and no two may look the same: that the others are refused is a case in test_definitions.py.
LABELS = list({unicodedata.normalize("NFC", text): text for text in STRINGS if not text.isspace()}.values())
DEFINITION = """\
winnow: 1
project: naughty
objective: {objective}
media: text
questions:
  - {{name: topic, kind: choice, prompt: {prompt}, labels: {labels}}}
  - {{name: words, kind: text, required: false}}
sources:
  - {{name: rows, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0, origin: synthetic, attribution: {attribution}}}
labelling: {{overlap: 1}}
"""


def label(text):
    return text if text in LABELS else LABELS[0]


def report(name, door="both"):
    note(name, door, Told(0, ""), "byte-equal")


@pytest.fixture(scope="module")
def naughty(place):
    """A project whose items, labels and answers are the strings; every one answered by ada."""
    folder = place.folder / "naughty"
    folder.mkdir()
    (folder / "rows.jsonl").write_text("".join(json.dumps({"id": text, "text": text, text: text}) + "\n" for text in STRINGS), encoding="utf-8")
    definition = folder / "winnow.yaml"
    odd = "".join(STRINGS[::40])[:400]
    definition.write_text(DEFINITION.format(objective=quoted(odd), prompt=quoted(odd), attribution=quoted(odd), labels=listed(LABELS)), encoding="utf-8")
    told = place.collected_by_command("naughty", definition)
    assert told.code == 0, told.text
    place.owner.call("PUT", "/v1/projects/naughty/people/ada", {"role": "annotator"})
    while held := place.ada.next("naughty", 10):
        for work in held:
            text = work["item"]["fields"]["text"]
            place.ada.submit(work["assignment"], {"answers": {"topic": {"choice": label(text)}, "words": {"text": text}}, "note": text})
    yield place
    place.check()


def test_there_are_515_of_thirteen_kinds():
    assert len(STRINGS) == len(set(STRINGS)) == 515
    assert len(SECTIONS) == 13


def test_as_keys_and_texts(naughty):
    rows = naughty.owner.items("naughty")
    assert sorted(row["key"] for row in rows) == sorted(STRINGS)
    for row in rows[::13]:
        item = naughty.owner.item("naughty", row["id"])["item"]
        # A column named by the string too, unless it is the name of a column that is there anyway.
        assert item["fields"]["text"] == item["key"] == item["fields"].get(item["key"], item["key"])
    report("515 strings as item key, text and column name")


def test_as_keys_on_the_command_line(naughty):
    told = subprocess.run([BINARY, "items", "--workspace", naughty.workspace, "--project", "naughty", "--json", "--limit", "1000"], capture_output=True, check=True)
    assert sorted(row["key"] for row in json.loads(told.stdout)["items"]) == sorted(STRINGS)
    shown = subprocess.run([BINARY, "items", "--workspace", naughty.workspace, "--project", "naughty", "--limit", "1000"], capture_output=True, check=True)
    text = (shown.stdout + shown.stderr).decode()
    steering = [character for character in text if ord(character) < 0x20 and character not in "\n\t" or 0x7F <= ord(character) < 0xA0]
    assert not steering, "control characters of an item reach the terminal"
    report("515 strings listed by the command line", "cli")


def test_as_answers_labels_and_notes(naughty):
    rows = naughty.ada.history("naughty")
    assert len(rows) == 515
    for row in rows:
        key, annotation = row["key"], row["annotation"]
        assert annotation["answers"]["topic"]["choice"] == label(key)
        assert annotation["answers"]["words"]["text"] == key
        assert annotation["note"] == key
    report("515 strings as answer, label (505) and note", "http")


def test_as_the_label_that_is_searched(naughty):
    for text in LABELS[1:]:
        found = naughty.owner.call("GET", f"/v1/projects/naughty/items?label={quote(text, safe='')}")["items"]
        assert [row["key"] for row in found] == [text], repr(text)
    report("505 strings as filter by label", "http")


def test_as_the_words_that_are_searched(naughty):
    for text in STRINGS:
        found = {row["key"] for row in naughty.owner.items("naughty", text=text)}
        assert text in found, repr(text)
    report("515 strings as search for text", "http")


def test_in_the_definition(naughty):
    project = naughty.owner.call("GET", "/v1/projects/naughty")
    labels = [label["name"] if isinstance(label, dict) else label for label in project["definition"]["questions"][0]["labels"]]
    assert labels == LABELS
    text = naughty.owner.call("GET", "/v1/projects/naughty/definition.yaml")
    written = naughty.folder / "naughty" / "again.yaml"
    written.write_text(text, encoding="utf-8")
    told = run("project", "apply", written, "--workspace", naughty.workspace, "--json")
    assert told.code == 0, told.text
    assert json.loads(told.text)["changes"] == [], "what is printed reads back as the same definition"
    report("505 strings as labels of a definition, printed and read again")


def test_in_a_commit_and_what_is_shipped(naughty):
    folder = naughty.folder / "naughty"
    first = run("commit", "-m", "".join(STRINGS[::9])[:500], "--workspace", naughty.workspace, "--project", "naughty")
    assert first.code == 0, first.text
    for shape in ("jsonl", "csv"):
        told = run("ship", "--format", shape, "--to", folder / shape, "--workspace", naughty.workspace, "--project", "naughty")
        assert told.code == 0, told.text
        assert sorted(shipped(folder / shape, shape)) == sorted((text, label(text)) for text in STRINGS)
    told = run("verify", "--workspace", naughty.workspace, "--project", "naughty")
    assert told.code == 0, told.text
    report("515 strings committed, verified, shipped as JSON lines and CSV", "cli")


def shipped(folder, shape):
    for path in sorted(Path(folder).rglob(f"*.{shape}")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = [json.loads(line) for line in stream.read().split("\n") if line] if shape == "jsonl" else list(csv.DictReader(stream))
        for row in rows:
            answer = row["answers"]["topic"] if "answers" in row else row["topic"]
            yield row["key"], answer["choice"] if isinstance(answer, dict) else answer


def test_as_names_of_files(place):
    """Those that a file may have; each file holds its own name."""
    folder = place.folder / "names"
    (folder / "files").mkdir(parents=True)
    legal = [text for text in STRINGS if "/" not in text and len(text.encode()) <= 240 and not text.startswith(".")]
    for text in legal:
        (folder / "files" / f"{text}.txt").write_text(text, encoding="utf-8", newline="")
    definition = folder / "winnow.yaml"
    definition.write_text("""\
winnow: 1
project: names
objective: Files of any name
media: text
questions:
  - {name: topic, kind: choice, labels: [a, b]}
sources:
  - {name: files, kind: texts, path: files, licence: CC0-1.0, origin: synthetic}
""", encoding="utf-8")
    told = place.collected_by_command("names", definition)
    assert told.code == 0, told.text
    assert sorted(row["key"] for row in place.items("names")) == sorted(f"{text}.txt" for text in legal)
    place.check()
    report("the strings that may be file names", "cli")


def test_as_names_of_people(place):
    """One string of each kind and the worst ones: passwords are slow to hash, so not all 515."""
    # A name that shows nothing becomes the login.
    names = [text for text in [STRINGS[0], *(section()[-1] for section in SECTIONS), "<script>window.pwned=1</script>", "\u202egnp.elif"] if not text.isspace()]
    for number, text in enumerate(names):
        link = place.owner.call("POST", "/v1/invitations", {"project": "sentinel", "role": "annotator"})
        secret = link["link"].rsplit("/", 1)[-1]
        client = Client(place.server.address)
        client.redeem(secret, f"person-{number}", PASSWORD, name=text)
        assert client.call("GET", "/v1/me")["person"]["name"] == text
    place.check()
    report("a string of each kind as the name of a person", "http")
