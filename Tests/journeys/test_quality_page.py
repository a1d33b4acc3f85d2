"""The Quality page of a project that three people have worked on for weeks: what it shows, and suspects judged by keys alone."""
import random

import pytest

from harness import axe
from harness.ageing import spread_over_weeks
from harness.annotators import Annotator
from harness.api import Client
from harness.browser import Trouble, chromium, open_project, settle, sign_in, until
from harness.cli import Workspace, data, winnow
from harness.projects import support, write
from harness.server import Server

PASSWORD = "correct horse battery staple"
PEOPLE = {"ada": 0.02, "ben": 0.1, "cleo": 0.8}          # share of mistakes; 0.8 of five labels is guessing
ROWS = "[...document.querySelectorAll('[data-testid=suspect-row] a')].map((link) => link.textContent)"
HERE = "document.querySelector('tr[aria-current] a')?.textContent"


class Place:
    def __init__(self, server, project, truth):
        self.server, self.project, self.truth, self.name = server, project, truth, project.project
        self.owner = self.client("olga")

    def client(self, login):
        client = Client(self.server.address)
        client.sign_in(login, PASSWORD)
        return client

    def settled(self, key):
        row = next(row for row in self.owner.items(self.name, text=key) if row["key"] == key)
        return row["settled"]["topic"]["rule"], row["settled"]["topic"]["answer"]["choice"]

    def audit(self):
        return data("audit", "--limit", 50, "--workspace", self.project.folder)


def say(page, key, route="judge"):
    """Presses a key and waits until the server has heard it."""
    with page.expect_response(lambda response: response.url.endswith("/label-errors/" + route)) as answered:
        page.keyboard.press(key)
    return answered.value.json()


def suspects(page):
    """Finds them by keys and gives their keys back."""
    page.get_by_test_id("find-errors").focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("suspect-row").first.wait_for(timeout=60_000)
    return page.evaluate(ROWS)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """400 messages, of whose labels a tenth is wrong; 90 answered by everybody, over four weeks."""
    folder = tmp_path_factory.mktemp("quality")
    right = support()
    chooser = random.Random(4)
    wrong = right.flipped(set(chooser.sample(range(len(right.rows)), 40)), chooser)
    definition = write(wrong, folder / wrong.name)
    definition.write_text(definition.read_text(encoding="utf-8").replace("overlap: 2", "overlap: 3"), encoding="utf-8")
    project = Workspace(folder / "workspace", wrong.name)
    project.init()
    project.apply(definition)
    project.collect()
    for login in [*PEOPLE, "dora"]:
        project.add_person(login, PASSWORD)
    project.add_person("rita", PASSWORD, "reviewer")
    with Server(project.folder) as server:
        Client(server.address).redeem(server.sign_in_secret(), "olga", PASSWORD)
        for seed, (login, mistakes) in enumerate(PEOPLE.items()):
            client = Client(server.address)
            client.sign_in(login, PASSWORD)
            Annotator(client, wrong.name, right.question, right.labels, right.truth, mistakes=mistakes, seed=seed).work(most=90, batch=10)
        server.stop()
    project.consensus()
    spread_over_weeks(project.folder, 4)
    with Server(project.folder) as server:
        yield Place(server, project, right.truth)


@pytest.fixture
def page(place):
    with chromium(height=1000) as page:
        trouble = Trouble(page)
        sign_in(page, place.server.address, "olga", PASSWORD)
        open_project(page, place.server.address, place.name, "quality")
        yield page
        trouble.check("quality")


def test_the_line_shows_every_week_as_the_server_reckons_it(place, page):
    history = place.owner.call("GET", f"/v1/projects/{place.name}/agreement/history?by=week")
    whole = place.project.agreement()
    assert sum(point["answered"] for point in history["points"]) >= 90
    assert len(history["points"]) == 4 and history["measure"] == "krippendorff-alpha"
    assert history["points"][-1]["running"] == pytest.approx(whole["value"]) and history["points"][-1]["runningItems"] == whole["items"]
    assert page.locator("[data-testid=history-line] .dot").count() == len(history["points"])
    page.locator(".behind summary").click()
    shown = page.locator("[data-testid=history-table] tbody tr").all_inner_texts()
    assert [f"{point['value']:.2f}" in row for point, row in zip(history["points"], shown, strict=True)] == [True] * len(shown)
    page.get_by_test_id("by-day").click()
    assert until(page, "document.querySelector('[data-testid=by-day]').getAttribute('aria-pressed') === 'true'")


def test_the_heat_map_leads_to_the_items_of_its_cell(place, page):
    confusion = place.project.agreement()["confusion"]
    assert sorted(confusion["labels"]) == ["account", "billing", "bug", "delivery", "other"]
    assert page.locator("[data-testid=heat-map] tbody tr").count() == 5
    pairs = {(a, b): confusion["counts"][i][j] for i, a in enumerate(confusion["labels"]) for j, b in enumerate(confusion["labels"]) if i < j}
    (a, b), count = max(pairs.items(), key=lambda pair: pair[1])
    assert f"{a} and {b} ({count} pairs" in page.get_by_test_id("confusion-part").inner_text() or sorted(pairs.values())[-2] == count
    page.locator(f"[data-testid=heat-map] a[aria-label^='{a} and {b}:']").click()
    page.get_by_test_id("between").wait_for()
    settle(page)
    shown = page.locator(".dispute-list b").all_inner_texts()
    rows = place.owner.call("GET", f"/v1/projects/{place.name}/disagreements?label={a}&other={b}&limit=1000")["items"]
    assert shown == [row["key"] for row in rows] and rows
    assert all({a, b} <= {vote["answer"]["choice"] for vote in row["votes"]} for row in rows)


def test_the_annotators_stand_best_first_and_the_careless_one_is_named(place, page):
    people = place.owner.call("GET", f"/v1/projects/{place.name}/annotators")["rows"]
    shown = page.locator("[data-testid=annotators] tbody tr")
    assert shown.locator("td:first-child").all_inner_texts() == [row["name"] for row in people]
    assert people[-1]["name"] == "cleo" and people[-1]["flags"]
    assert people[-1]["words"][0].split(". ")[0] in shown.last.inner_text()


def test_the_queue_of_disagreements_begins_with_the_closest_races(place):
    by_margin = place.project.verb("disagreements", "--limit", 1000)["items"]
    assert [row["margin"] for row in by_margin] == sorted(row["margin"] for row in by_margin)
    by_entropy = place.project.verb("disagreements", "--sort", "entropy", "--limit", 1000)["items"]
    assert [row["score"] for row in by_entropy] == sorted((row["score"] for row in by_entropy), reverse=True)
    assert {row["key"] for row in by_margin} == {row["key"] for row in by_entropy}


def test_suspects_are_judged_by_keys_alone_and_the_store_knows(place, page):
    rows = place.owner.call("POST", f"/v1/projects/{place.name}/label-errors", {})["items"]
    keys = suspects(page)
    assert keys == [row["key"] for row in rows][:50] and len(keys) > 8
    asked, accepted, kept, taken_back = rows[:4]

    page.keyboard.press("j")
    assert page.evaluate(HERE) == accepted["key"]
    for key in ("a", "x", "a"):
        assert say(page, key)["leftOut"] == []
    assert until(page, "left => document.querySelectorAll('[data-testid=suspect-row]').length === left", min(50, len(rows) - 3))
    say(page, "u", "undo")
    assert until(page, f"key => ({HERE}) === key", taken_back["key"])
    page.keyboard.press("k")
    assert page.evaluate(HERE) == asked["key"]
    say(page, "r")

    assert place.settled(accepted["key"]) == ("adjudication", accepted["suggested"])
    assert place.settled(kept["key"]) == ("adjudication", kept["given"])
    rule, label = place.settled(taken_back["key"])
    assert rule != "adjudication" and label == taken_back["given"]
    assert place.settled(asked["key"])[1] == asked["given"], "until the new answer is in, the label counts"
    said = {(entry["action"], entry["subject"]) for entry in place.audit()}
    assert {("suspect.accept", accepted["id"]), ("suspect.keep", kept["id"]), ("suspect.undo", taken_back["id"]), ("suspect.relabel", asked["id"])} <= said

    first = place.client("dora").next(place.name)[0]
    assert first["item"]["key"] == asked["key"], "who has not had it is asked first"
    after = place.project.errors()
    assert not {accepted["key"], kept["key"]} & {row["key"] for row in after["items"]} and after["decided"] >= 1
    assert winnow("verify", "--workspace", place.project.folder, "--all").returncode == 0


def test_all_that_is_shown_goes_to_relabelling_at_once_and_comes_back(place, page):
    shown = suspects(page)
    made = say(page, "Shift+R")
    assert len(made["judged"]) == len(shown) and made["leftOut"] == []
    place.client("ada").next(place.name, 1)
    assert say(page, "u", "undo")["undone"] >= len(shown) - 2, "what somebody has in hand stays"
    assert until(page, "shown => document.querySelectorAll('[data-testid=suspect-row]').length === shown", len(shown))


def test_the_command_line_sends_the_worst_too(place):
    worst = place.project.errors()["items"][:3]
    sent = place.project.verb("errors", "--relabel", 3)
    assert [row["id"] for row in sent["judged"]] == [row["id"] for row in worst] and sent["word"] == "relabel"
    assert all(row["isAsked"] for row in place.project.errors()["items"][:3])


def test_a_reviewer_sees_all_of_it_and_a_viewer_no_names_of_people(place):
    place.project.add_person("vera", PASSWORD, "viewer")
    for login, sees in (("rita", True), ("vera", False)):
        with chromium() as page:
            trouble = Trouble(page)
            sign_in(page, place.server.address, login, PASSWORD)
            open_project(page, place.server.address, place.name, "quality")
            assert page.get_by_test_id("history-line").count() == 1
            assert page.get_by_test_id("annotators").count() == int(sees)
            assert (page.locator("[data-testid=heat-map] a").count() > 0) == sees
            trouble.check(login)


@pytest.mark.skipif(axe.script() is None, reason="SKIPPED (no axe-playwright-python): the accessibility audit")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_suspects_and_line_break_no_rule_of_accessibility(place, scheme):
    with chromium(scheme=scheme) as page:
        page.add_init_script(path=axe.script())
        sign_in(page, place.server.address, "olga", PASSWORD)
        open_project(page, place.server.address, place.name, "quality")
        page.get_by_test_id("find-errors").click()
        page.get_by_test_id("suspect-row").first.wait_for(timeout=60_000)
        page.keyboard.press("Space")
        page.locator(".behind summary").click()
        found = axe.audit(page)
        assert not found, "\n".join(found)
