"""Task definitions that are bombs, riddles or slips: applied from a file and over HTTP, each told with line and column."""
import json
import re

import pytest

from measured import Told, note, run
from yaml_text import listed

GOOD = """\
winnow: 1
project: SLUG
objective: A definition
media: text
questions:
  - {name: topic, kind: choice, labels: [a, b]}
"""
BOMB = "bomb:\n  - &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
MANY = "  - {name: many, kind: choice, labels: [" + ", ".join(f"l{n}" for n in range(3000)) + "]}\n"

# name, text, what must be said
CASES = [
    ("yaml: an empty file", "", ("empty",)),
    ("yaml: zeros", "\x00" * 1000, (":1:1", "YAML")),
    ("yaml: a list where a mapping is meant", "- a\n- b\n", (":1:1",)),
    ("yaml: a tab for indentation", GOOD + "sources:\n\t- {name: x}\n", (":8:1", "indent with spaces")),
    ("yaml: a bracket never closed", GOOD + "labelling: {overlap: 1\n", ("YAML",)),
    ("yaml: an unclosed quote", GOOD + 'guidelines: "never closed\n', ("YAML",)),
    ("yaml: one anchor and its alias", GOOD.replace("[a, b]", "&l [a, b]") + "  - {name: other, kind: choice, labels: *l}\n", (":6:", "anchors and aliases", "write the value out")),
    ("yaml: a bomb of aliases", GOOD + BOMB, ("anchors and aliases", "write the value out")),
    ("yaml: a ring of aliases", GOOD + "ring: &r [*r]\n", (":7:11", "undefined alias")),
    ("yaml: an alias of nothing", GOOD + "extra: *nobody\n", (":7:",)),
    ("yaml: a merge key", GOOD + "base: &b {overlap: 1}\nlabelling: {<<: *b}\n", ("anchors and aliases",)),
    ("yaml: a tag that makes objects", GOOD + "labelling: !!python/object/apply:os.system ['touch pwned']\n", (":7:",)),
    ("yaml: a binary tag", GOOD.replace("A definition", "!!binary aGk="), None),
    ("yaml: two documents", GOOD + "---\nwinnow: 1\n", (":7:", "document")),
    ("yaml: a key twice", GOOD + "objective: Another\n", ("`objective`", "comes twice")),
    ("yaml: a key twice in a question", GOOD.replace("labels: [a, b]", "labels: [a, b], labels: [c]"), (":6:", "`labels`", "comes twice")),
    ("yaml: nested 5,000 deep", GOOD + "deep: " + "[" * 5000 + "]" * 5000 + "\n", (":7:",)),
    ("yaml: nested 100,000 deep", GOOD + "deep: " + "[" * 100_000 + "]" * 100_000 + "\n", ("nesting",)),
    ("yaml: mappings nested 3,000 deep", GOOD + "".join("  " * n + "d:\n" for n in range(1, 3000)), (":",)),
    ("yaml: five megabytes", GOOD + "# " + "x" * (5 << 20) + "\n", ("bytes", "at most")),
    ("yaml: a word of three megabytes", GOOD.replace("A definition", "x" * (3 << 20)), None),
    ("yaml: the same label twice", GOOD.replace("[a, b]", "[a, b, a]"), (":6:", "comes twice")),
    ("yaml: labels that only look the same", GOOD.replace("[a, b]", listed(["\u00e9", "e\u0301"])), (":6:", "comes twice")),
    ("yaml: labels that show nothing", GOOD.replace("[a, b]", listed(["a", " \u2003\n"])), (":6:", "blank")),
    ("yaml: a question kind nobody knows", GOOD.replace("kind: choice", "kind: chioce"), (":6:", "chioce", "choice")),
    ("yaml: a field nobody knows", GOOD + "lables: []\n", (":7:", "lables")),
    ("yaml: numbers beyond all bounds", GOOD + "labelling: {overlap: 99999999999999999999, lease: {minutes: 1e999}}\n", (":7:",)),
    ("yaml: not a number, infinite, negative", GOOD + "labelling: {overlap: .nan, lease: {minutes: -1}}\n", (":7:",)),
    ("yaml: a project's name that leaves the folder", GOOD.replace("SLUG", "../../etc"), (":2:", "project")),
    ("yaml: a project's name with script", GOOD.replace("SLUG", "'<script>alert(1)</script>'"), (":2:", "project")),
    ("yaml: a project's name that is turned round", GOOD.replace("SLUG", '"\\u202egnp.elif"'), (":2:", "project")),
    ("yaml: a version from the future", GOOD.replace("winnow: 1", "winnow: 99"), (":1:", "99")),
    ("yaml: a key to press that two labels share", GOOD.replace("[a, b]", "[{name: a, key: x}, {name: b, key: x}]"), (":6:", "`x`")),
]


def slug(name):
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:40]


@pytest.mark.parametrize(("name", "text", "says"), CASES, ids=[case[0] for case in CASES])
def test_a_definition_is_told_where_it_is_wrong(place, name, text, says):
    path = place.folder / f"{slug(name)}.yaml"
    path.write_text(text.replace("SLUG", slug(name)), encoding="utf-8")
    by_command = run("project", "apply", path, "--workspace", place.workspace)
    by_request = place.raw("POST", "/v1/projects", json.dumps({"yaml": text.replace("SLUG", slug(name) + "-http")}), {"Content-Type": "application/json"})
    if says is None:
        assert by_command.code in (0, 3) and by_request.code in (200, 422), (by_command, by_request)
    else:
        assert by_command.code == 3, by_command.text[:2000]
        assert by_request.code in (400, 413, 422), by_request.text[:2000]
        # A body beyond the limit is refused before anybody reads it.
        if by_request.code != 413:
            assert by_request.body["error"]["findings"], by_request.text[:2000]
        for words in says:
            assert words in by_command.text, f"{words}: {by_command.text[:2000]}"
            if not words.startswith(":") and by_request.code != 413:
                assert words in by_request.text, f"{words}: {by_request.text[:2000]}"
        for finding in by_request.body["error"]["findings"]:
            assert finding["place"]["line"] >= 1 and finding["place"]["column"] >= 1
        assert len(by_request.text) < 100_000, "a message may not be as large as what it is about"
    place.check()
    note(name, "cli", by_command, f"refused; says {says[-1]!r}" if says else "taken or refused")
    note(name, "http", by_request, f"{by_request.code}")


def test_three_thousand_labels_are_taken(place):
    told = place.raw("POST", "/v1/projects", json.dumps({"yaml": GOOD.replace("SLUG", "many-labels") + MANY}), {"Content-Type": "application/json"})
    assert told.code == 200, told.text[:500]
    note("yaml: 3,000 labels", "http", told, "taken")


@pytest.mark.parametrize("content", [b"\xff\xfe" + "winnow: 1\n".encode("utf-16-le"), b"winnow: 1\nobjective: caf\xe9\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"], ids=["utf-16", "latin-1", "png", "zip"])
def test_a_definition_that_is_no_text(place, content):
    path = place.folder / "no-text.yaml"
    path.write_bytes(content)
    told = run("project", "apply", path, "--workspace", place.workspace)
    assert told.code == 3 and "no-text.yaml" in told.text and "hint" in told.text, told.text
    note(f"yaml: bytes that are no text ({content[:4]!r})", "cli", told, "refused")


def test_the_table_has_what_it_names():
    assert isinstance(Told(0, ""), Told) and len(CASES) >= 30
