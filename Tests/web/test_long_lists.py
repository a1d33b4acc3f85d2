"""Lists that are longer than one page of them: the queue of disagreements and the changes between two commits."""
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import PASSWORD, Door, people, serving
from harness.api import choice
from harness.browser import settle, until
from harness.cli import Workspace

TOTAL = 230


@pytest.fixture(scope="module")
def door(chrome, tmp_path_factory):
    """Two people who never agree, and two commits between which everything changed."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "rows.jsonl").write_text("".join(json.dumps({"id": f"k{number:03}", "text": f"Message {number}"}) + "\n" for number in range(TOTAL)), encoding="utf-8")
    (folder / "long.yaml").write_text("""\
winnow: 1
project: long
objective: Many
media: text
questions:
  - {name: topic, kind: choice, labels: [yes, no, maybe]}
sources:
  - {name: rows, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0, origin: synthetic}
labelling: {overlap: 2}
""", encoding="utf-8")
    project = Workspace(folder / "workspace", "long")
    project.init()
    project.apply(folder / "long.yaml")
    project.collect()
    project.commit("Nothing answered")
    with serving(project.folder) as server:
        people(project, server, ada="annotator", ben="annotator")
        door = Door(chrome, server, None, project)
        for login, label in (("ada", "yes"), ("ben", "no")):
            client = door.client(login)
            while held := client.next("long", 10):
                for row in held:
                    client.submit(row["assignment"], choice(topic=label))
        project.verb("consensus", "--method", "majority")
        owner = door.client("olga")
        for row in owner.disagreements("long")[:5]:
            owner.call("POST", f"/v1/projects/long/items/{row['id']}/adjudicate", {"annotation": choice(topic="maybe")})
        project.commit("All answered")
        yield door


def queue(door):
    """The whole queue as the server tells it, whether or not it says `next`."""
    client, found = door.client("olga"), []
    while True:
        after = f"&after={found[-1]['id']}" if found else ""
        page = client.call("GET", f"/v1/projects/long/disagreements?limit=100{after}")["items"]
        found += page
        if len(page) < 100:
            return found


def rows(page):
    return page.evaluate("[...document.querySelectorAll('.dispute-list b')].map((row) => row.textContent)")


def test_the_queue_goes_on_at_its_end(door):
    left = TOTAL - 5
    with door.page("olga") as page:
        page.goto(door.address + "/p/long/disagreements")
        settle(page)
        assert page.get_by_test_id("left").inner_text() == f"{left} items to decide"
        assert len(rows(page)) == 100
        for _ in range(4):
            page.evaluate("document.querySelector('.dispute-queue').scrollTo(0, 1e6)")
            page.wait_for_timeout(200)
        assert until(page, "left => document.querySelectorAll('.dispute-list b').length === left", left)
        shown = rows(page)
        assert len(set(shown)) == left, "no item twice"
        assert page.get_by_test_id("more").count() == 0


def test_keys_alone_walk_past_the_first_page(door):
    with door.page("olga") as page:
        page.goto(door.address + "/p/long/disagreements")
        settle(page)
        current = page.locator(".dispute-list [aria-current]")
        # However long the next page takes to come, the key goes on once it is there.
        for _ in range(2000):
            page.keyboard.press("ArrowDown")
            if rows(page).index(current.locator("b").inner_text()) > 110:
                break
        assert rows(page).index(current.locator("b").inner_text()) > 110
        assert current.is_visible()


def test_a_link_to_an_item_of_a_later_page_finds_it(door):
    last = queue(door)[-1]
    with door.page("olga") as page:
        page.goto(f"{door.address}/p/long/disagreements?item={last['id']}")
        settle(page)
        assert until(page, "key => document.querySelector('.decide')?.getAttribute('aria-label') === key", last["key"])


def test_deciding_leaves_no_gap_between_the_pages(door):
    with door.page("olga") as page:
        page.goto(door.address + "/p/long/disagreements")
        settle(page)
        first = rows(page)
        last = first[-1]
        before = {row["key"] for row in queue(door)}
        page.evaluate("document.querySelectorAll('.dispute-list button')[99].click()")
        assert until(page, "key => document.querySelector('.decide')?.getAttribute('aria-label') === key", last)
        page.keyboard.press("3")
        page.keyboard.press("Enter")
        assert until(page, "key => ![...document.querySelectorAll('.dispute-list b')].some((row) => row.textContent === key)", last)
        for _ in range(5):
            page.evaluate("document.querySelector('.dispute-queue').scrollTo(0, 1e6)")
            page.wait_for_timeout(200)
        assert until(page, "document.querySelector('[data-testid=more]') === null")
        assert set(rows(page)) == before - {last}


def test_the_diff_shows_all_changes_as_one_scrolls(door):
    with door.page("olga") as page:
        page.goto(door.address + "/p/long/versions")
        settle(page)
        page.get_by_test_id("changes").wait_for()
        assert page.locator("[data-testid=changes] tbody tr").count() <= 200
        total = page.evaluate("(async () => (await (await fetch('/v1/projects/long/diff')).json()).changes)()")
        assert total >= 5
        for _ in range(20):
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            page.wait_for_timeout(60)
        assert until(page, "total => document.querySelectorAll('[data-testid=changes] tbody tr').length === total", total)


def test_the_diff_follows_the_cursor(door):
    """The server's answer in pieces of sixty, whatever its own pages are."""
    asked = []

    def piece(route):
        query = {name: values[0] for name, values in parse_qs(urlsplit(route.request.url).query).items()}
        asked.append(query.get("after"))
        change = {"source": "rows", "question": "topic", "after": {"choice": "yes"}, "afterRule": "consensus"}
        start = int(query.get("after", 0))
        body = {"from": query["from"], "to": query["to"], "added": 0, "removed": 0, "changes": 150, "definition": [],
                "changed": [{**change, "key": f"row {number}"} for number in range(start, min(150, start + 60))]}
        if start + 60 < 150:
            body["next"] = str(start + 60)
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    with door.page("olga") as page:
        page.route("**/diff?**", piece)
        page.goto(door.address + "/p/long/versions")
        settle(page)
        for _ in range(20):
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            page.wait_for_timeout(60)
        assert until(page, "document.querySelectorAll('[data-testid=changes] tbody tr').length === 150")
        assert asked == [None, "60", "120"]
        assert page.get_by_test_id("more").count() == 0
