"""No text that somebody else wrote runs as script: every text field holds payloads, and every page is opened."""
import json

import pytest

from harness.api import Client
from harness.browser import OTHER_PAGES, PROJECT_PAGES, Trouble, chromium, open_project, settle, sign_in
from harness.cli import Workspace
from harness.server import Server
from payloads import ALL, PAYLOADS

PASSWORD = "correct horse battery staple"


def definition(folder):
    """A project whose every text is a payload; JSON strings are YAML strings."""
    quoted = json.dumps
    labels = ", ".join(f"{{name: {quoted(payload)}, about: {quoted(ALL)}}}" for payload in PAYLOADS[:9])
    (folder / "guidelines.md").write_text("# " + PAYLOADS[0] + "\n\n" + "\n\n".join(PAYLOADS), encoding="utf-8")
    rows = [{"id": f"{number} {payload}", "text": payload, "extra": ALL, "<b onclick=alert(1)>": payload} for number, payload in enumerate(PAYLOADS)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    path = folder / "winnow.yaml"
    path.write_text(f"""\
winnow: 1
project: hostile
objective: {quoted(ALL)}
purpose: {quoted(ALL)}
media: text
questions:
  - {{name: topic, kind: choice, prompt: {quoted(ALL)}, labels: [{labels}], unknown: true}}
  - {{name: mentions, kind: spans, prompt: {quoted(ALL)}, labels: [{{name: {quoted(PAYLOADS[1])}, about: {quoted(ALL)}}}], required: false}}
guidelines: guidelines.md
sources:
  - {{name: {quoted(PAYLOADS[2])}, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0, attribution: {quoted(ALL)}, origin: synthetic}}
labelling: {{overlap: 2}}
""", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    project = Workspace(folder / "workspace", "hostile")
    project.init()
    project.apply(definition(folder))
    project.collect()
    for login in ("ada", "ben"):
        project.add_person(login, PASSWORD)
    with Server(project.folder) as server:
        owner = Client(server.address)
        owner.redeem(server.sign_in_secret(), "olga", PASSWORD, name=PAYLOADS[1])
        disagree(server.address)
        project.commit(ALL)
        yield server


def disagree(address):
    """Two people, different labels, notes and spans that carry payloads."""
    for place, login in enumerate(("ada", "ben")):
        client = Client(address)
        client.sign_in(login, PASSWORD)
        for assignment in client.next("hostile", 5):
            annotation = {
                "answers": {
                    "topic": {"choice": PAYLOADS[place]},
                    "mentions": {"parts": [{"id": "p1", "labels": [PAYLOADS[1]], "ranges": [[0, 4]], "origin": "person", "note": ALL}]},
                },
                "note": ALL,
            }
            client.submit(assignment["assignment"], annotation)


def look(hostile, address_of_page):
    with chromium() as page:
        trouble = Trouble(page)
        sign_in(page, hostile.address, "olga", PASSWORD)
        address_of_page(page)
        # What only shows, or only runs, once the page is used: hover, focus, scroll.
        page.mouse.move(400, 300)
        for _ in range(15):
            page.keyboard.press("Tab")
        page.mouse.wheel(0, 2000)
        trouble.check(page.url)


@pytest.mark.parametrize("name", PROJECT_PAGES)
def test_project_pages_show_payloads_as_text(hostile, name):
    look(hostile, lambda page: open_project(page, hostile.address, "hostile", name))


@pytest.mark.parametrize("path", OTHER_PAGES)
def test_other_pages_show_payloads_as_text(hostile, path):
    def go(page):
        page.goto(hostile.address + path)
        settle(page)

    look(hostile, go)


@pytest.mark.parametrize("query", ["?text=", "?label=", "?to=", "?item="])
def test_payloads_in_the_address_are_text_too(hostile, query):
    def go(page):
        from urllib.parse import quote
        page.goto(f"{hostile.address}/p/hostile/data{query}{quote(ALL)}")
        settle(page)

    look(hostile, go)


def test_the_policy_allows_nothing_unsafe(hostile):
    import urllib.request

    with urllib.request.urlopen(hostile.address + "/") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe-" not in policy
        for part in ("default-src", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"):
            assert part in policy or part == "object-src 'none'" and "default-src 'none'" in policy, policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
