"""The second look at answers, by keys: accepted, put right, given back with a word why, and what the author then sees."""
import json

import pytest

from conftest import Door, people, serving
from harness.api import choice
from harness.browser import settle
from harness.cli import Workspace
from keys import Keys

DECIDED = "document.querySelector('.decide')?.getAttribute('aria-label')"


@pytest.fixture(scope="module")
def door(chrome, tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    (folder / "rows.jsonl").write_text("".join(json.dumps({"id": f"k{number}", "text": f"Message {number}"}) + "\n" for number in range(6)), encoding="utf-8")
    (folder / "seen.yaml").write_text("""\
winnow: 1
project: seen
objective: Look twice
media: text
questions:
  - {name: topic, kind: choice, labels: [yes, no, maybe], unknown: true}
sources:
  - {name: rows, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0, origin: synthetic}
labelling: {overlap: 1, review: {share: 1}}
""", encoding="utf-8")
    project = Workspace(folder / "workspace", "seen")
    project.init()
    project.apply(folder / "seen.yaml")
    project.collect()
    with serving(project.folder) as server:
        people(project, server, ada="annotator", rita="reviewer")
        door = Door(chrome, server, None, project)
        client = door.client("ada")
        for row in client.next("seen", 6):
            client.submit(row["assignment"], choice(topic="yes"))
        yield door


def test_answers_are_accepted_put_right_and_given_back(door):
    with door.page("rita") as page:
        keys = Keys(page)
        page.goto(door.address + "/p/seen/overview")
        settle(page)
        keys.go("r", "review")
        keys.wait("accept")
        accepted = keys.moved(DECIDED, "Enter")
        fixed = keys.moved(DECIDED, "2", "Enter")
        keys.press("Shift+R")
        keys.until("document.activeElement?.matches('.decide-foot textarea')")
        keys.type("Message 2 is a question")
        keys.tab_to("give-back")
        returned = keys.moved(DECIDED, "Enter")

        settled = {row["key"]: row["settled"]["topic"] for row in door.client("olga").items("seen") if row["settled"]}
        assert settled[accepted]["answer"] == {"choice": "yes"}
        assert settled[fixed] == {**settled[fixed], "answer": {"choice": "no"}, "rule": "review"}
        assert returned not in settled or settled[returned]["rule"] != "review"
    with door.page("ada") as page:
        page.goto(door.address + "/")
        settle(page)
        card = page.get_by_test_id("work-seen").inner_text()
        assert returned in card and "Message 2 is a question" in card
