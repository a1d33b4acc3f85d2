"""Personal data in a project, in the browser and out of it: found, decided by keys, covered for who may not see it, held back when shipped."""
import json

import pytest

from conftest import Door, people, serving
from harness.browser import Trouble, settle
from harness.cli import Workspace, winnow

DEFINITION = """\
winnow: 1
project: letters
objective: Route letters
use: commercial
media: text
questions:
  - {name: topic, kind: choice, labels: [billing, other]}
sources:
  - {name: post, kind: table, path: letters.jsonl, key: id, licence: own, attribution: us, origin: internal}
prepare:
  - {step: personal-data, countries: [US, GB]}
labelling: {overlap: 2}
"""
LETTERS = [
    "Please write to ada.lovelace@example.org about my invoice.", "Nothing to hide in this one.", "My number is 020 7946 0958, and my card 4111 1111 1111 1111.",
    "The desk itself is under ada.lovelace@example.org too.", "<b>My SSN is 219-09-9999</b>, thank you.",
]
SECRETS = ["ada.lovelace", "7946", "4111", "219-09"]


@pytest.fixture(scope="module")
def door(chrome, tmp_path_factory):
    folder = tmp_path_factory.mktemp("letters")
    (folder / "letters.yaml").write_text(DEFINITION, encoding="utf-8")
    (folder / "letters.jsonl").write_text("".join(json.dumps({"id": f"l{number}", "text": text}) + "\n" for number, text in enumerate(LETTERS)), encoding="utf-8")
    project = Workspace(folder / "workspace", "letters")
    project.init()
    project.apply(folder / "letters.yaml")
    project.collect()
    project.prepare()
    with serving(project.folder) as server:
        people(project, server, rita="reviewer", wim="worker", vera="viewer")
        yield Door(chrome, server, None, project)


def marks(page):
    return page.locator("[data-testid=place] mark").all_inner_texts()


def test_who_may_not_see_it_gets_blocks_of_the_same_length(door):
    vera, wim = door.client("vera"), door.client("wim")
    rows = vera.call("GET", "/v1/projects/letters/items")["items"]
    told = json.dumps([rows, [vera.call("GET", f"/v1/projects/letters/items/{row['id']}") for row in rows], vera.call("GET", "/v1/projects/letters/findings")], ensure_ascii=False)
    work = wim.call("POST", "/v1/projects/letters/next", {"count": 5})["assignments"]
    told += json.dumps(work, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in told]
    texts = {one["item"]["key"]: one["item"]["fields"]["text"] for one in work}
    assert [len(texts[f"l{number}"]) for number in range(5)] == [len(text) for text in LETTERS] and texts["l1"] == LETTERS[1]
    assert LETTERS[0] in json.dumps(door.client("rita").call("GET", "/v1/projects/letters/items"))


def test_places_are_decided_by_keys_and_the_word_counts_at_once(door):
    with door.page("rita") as page:
        trouble = Trouble(page)
        page.goto(door.address + "/p/letters/overview")
        settle(page)
        page.keyboard.press("g")
        page.keyboard.press("n")
        page.wait_for_selector("[data-testid=place]")
        assert marks(page) == ["ada.lovelace@example.org", "020 7946 0958", "4111 1111 1111 1111", "ada.lovelace@example.org", "219-09-9999"]
        assert "<b>My SSN is " in page.locator("[data-testid=place]").last.inner_text(), "text is shown as text"
        page.keyboard.press("h")
        page.wait_for_function("() => document.querySelectorAll('[data-testid=place]').length === 3")
        page.keyboard.press("p")
        page.wait_for_function("() => document.querySelectorAll('[data-testid=place]').length === 2")
        page.keyboard.press("u")
        page.wait_for_function("() => document.querySelectorAll('[data-testid=place]').length === 3")
        trouble.check("personal data")
    told = json.dumps(door.client("vera").call("GET", "/v1/projects/letters/items"), ensure_ascii=False)
    assert told.count("ada.lovelace@example.org") == 2 and not [secret for secret in SECRETS[1:] if secret in told]


def test_nothing_raw_is_shipped_unasked(door, tmp_path):
    where = ["--workspace", door.project.folder, "--project", "letters"]
    winnow("commit", *where, "--message", "now")
    refused = winnow("ship", *where, "--to", tmp_path / "refused", "--set", "unlabelled=true", code=None)
    assert refused.returncode != 0 and "personal-data=mask" in refused.stderr and not (tmp_path / "refused").exists()
    for policy, holds in (("mask", 0), ("keep", 3)):
        winnow("ship", *where, "--to", tmp_path / policy, "--set", "unlabelled=true", "--set", f"personal-data={policy}")
        text = "".join(path.read_text(encoding="utf-8") for path in sorted((tmp_path / policy).rglob("*.jsonl")))
        assert sum(secret in text for secret in SECRETS[1:]) == holds and "Nothing to hide" in text and "ada.lovelace" in text, "what is harmless goes out"
