"""Everything a person does in the browser, from the sign-in link to the download, without touching a mouse."""
import re

import pytest

from conftest import PASSWORD, Door, people, serving
from harness.annotators import Annotator
from harness.browser import OTHER_PAGES, PROJECT_PAGES, settle
from harness.projects import collected, support
from keys import Keys

ITEM = "document.querySelector('[data-testid=item-key]')?.textContent"


@pytest.fixture(scope="module")
def door(chrome, tmp_path_factory):
    """A project with some answers, suggestions and a commit, so that no test here needs what another one did."""
    dataset = support()
    project = collected(dataset, tmp_path_factory.mktemp("keys"))
    with serving(project.folder) as server:
        people(project, server, ada="annotator", ben="annotator")
        door = Door(chrome, server, dataset, project)
        answer_some(door, 30)
        project.consensus()
        project.suggest()
        project.commit("At first")
        yield door


def answer_some(door, most):
    for seed, login in enumerate(("ada", "ben"), 1):
        Annotator(door.client(login), "support", "topic", door.dataset.labels, door.dataset.truth, mistakes=0.3, seed=seed).work(most=most)


def test_the_owner_comes_in_by_the_link_invites_and_signs_out(chrome, tmp_path):
    dataset = support()
    project = collected(dataset, tmp_path)
    with serving(project.folder) as server:
        come_in_and_go(Door(chrome, server, dataset, project))


def come_in_and_go(door):
    with door.page() as page:
        keys = Keys(page)
        page.goto(f"{door.address}/link/{door.server.sign_in_secret()}")
        keys.wait("name")
        assert keys.focused()["id"] == "name"
        keys.type("Olga Weiss")
        keys.press("Tab")
        keys.type("olga")
        keys.press("Tab")
        keys.type(PASSWORD)
        keys.press("Enter")
        keys.wait("work-support")
        page.goto(f"{door.address}/p/support/overview")
        settle(page)
        keys.go("p", "people")
        keys.tab_to("invite-role")
        keys.type("reviewer")
        keys.tab_to("invite")
        keys.press("Enter")
        keys.wait("invite-link")
        assert keys.focused()["id"] == "invite", "the button that was pressed keeps the focus"
        assert "/link/" in page.get_by_test_id("invite-link").inner_text()
        keys.press("Control+Shift+Q")
        keys.wait("sign-in")
        assert keys.focused()["id"] == "login", "the sign-in page begins at its first field"
        keys.type("olga")
        keys.press("Tab")
        keys.type(PASSWORD)
        keys.press("Enter")
        keys.wait("work-support")


def newest(door):
    """Item -> Ada's newest answer."""
    return {row["key"]: row for row in reversed(door.client("ada").history("support"))}


def test_five_items_are_labelled_with_everything_there_is(door):
    with door.page("ada") as page:
        keys = Keys(page)
        page.goto(door.address + "/")
        settle(page)
        keys.press("Control+Enter")                      # My work's main button
        keys.wait("text")
        assert keys.focused()["tag"] == "main"

        # 1: a topic and two spans, the second removed and brought back.
        keys.press("2")                                  # the answer given, the next question is at hand
        keys.until("document.querySelectorAll('.span-bar .chip kbd').length > 0")
        keys.press("ArrowRight", "Shift+ArrowRight", "1", "Escape", "ArrowRight", "ArrowRight", "ArrowRight", "2")
        keys.until("document.querySelectorAll('[data-testid=span-row]').length === 2")
        keys.press("Delete")
        keys.until("document.querySelectorAll('[data-testid=span-row]').length === 1")
        keys.press("Control+z")
        keys.until("document.querySelectorAll('[data-testid=span-row]').length === 2")
        first = keys.moved(ITEM, "Control+Enter")

        # 2: don't know, taken back, then a topic; a flag and a comment, after which the focus is where it was.
        keys.press("i", "q")
        keys.until("document.querySelector('[data-testid=unknown]')?.getAttribute('aria-pressed') === 'true'")
        keys.press("1", "f", "c")
        keys.until("document.activeElement?.matches('dialog textarea')")
        keys.type("the order number is cut off")
        keys.press("Control+Enter")
        keys.until("!document.querySelector('dialog')")
        assert keys.focused()["tag"] == "main", "a closed dialog gives the focus back"
        second = keys.moved(ITEM, "Control+Enter")

        # 3: nobody can tell: I don't know. 4: skipped, with a reason.
        keys.press("i")
        third = keys.moved(ITEM, "Control+Enter")
        keys.press("s")
        keys.until("document.querySelector('dialog')")
        skipped = keys.moved(ITEM, "2")

        # 5: answered, undone across the items, answered otherwise.
        keys.press("3")
        fifth = keys.moved(ITEM, "Control+Enter")
        keys.moved(ITEM, "Control+z")
        assert page.get_by_test_id("item-key").inner_text() == fifth
        keys.press("4")
        keys.moved(ITEM, "Control+Enter")
        page.wait_for_selector("[data-testid=save-state][data-state=saved]")

        history = newest(door)
        assert history[first]["annotation"]["answers"]["topic"] == {"choice": "delivery"}
        assert [part["labels"] for part in history[first]["annotation"]["answers"]["mentions"]["parts"]] == [["order"], ["product"]]
        assert history[second]["annotation"]["answers"]["topic"] == {"choice": "billing"}
        assert history[second]["annotation"]["note"] == "the order number is cut off"
        assert "flagged" in history[second]["annotation"]["flags"]
        assert history[third]["annotation"]["unknown"] == ["topic"]
        assert skipped not in history
        assert history[fifth]["annotation"]["answers"]["topic"] == {"choice": "bug"}
        assert history[fifth]["number"] == 2

        # The guidelines, then the list of keys, on the same key.
        keys.press("?")
        keys.until("document.querySelector('[data-testid=guidelines]').getAttribute('aria-pressed') === 'true'")
        keys.press("Escape")


def test_an_earlier_answer_is_corrected_from_the_history(door):
    with door.page("ada") as page:
        keys = Keys(page)
        page.goto(door.address + "/")
        settle(page)
        keys.press("g", "h")
        page.get_by_test_id("history").wait_for()
        row = page.get_by_test_id("history").locator("tbody tr").last
        key = row.locator("td").first.inner_text().split("\n")[0]
        keys.tab_to(f"Correct {key}")
        keys.press("Enter")
        keys.wait("text")
        keys.press("5")
        keys.press("Control+Enter")
        keys.until("document.body.textContent.includes('Corrected')")
        page.wait_for_selector("[data-testid=save-state][data-state=saved]")
        assert newest(door)[key]["annotation"]["answers"]["topic"] == {"choice": "other"}


def test_a_lead_decides_settles_trains_accepts_and_queues(door):
    answer_some(door, 40)
    with door.page("olga") as page:
        keys = Keys(page)
        page.goto(door.address + "/p/support/overview")
        settle(page)
        keys.go("a", "disagreements")
        keys.wait("decide")
        before = len(door.client("olga").disagreements("support"))
        keys.press("ArrowDown", "ArrowUp", "2", "c")
        keys.until("document.activeElement?.matches('.decide-foot textarea')")
        keys.type("it names a parcel")
        keys.press("Control+Enter")
        keys.until("document.querySelector('[data-testid=toast]')?.textContent.includes('decided')")
        assert keys.focused() is not None, "after a decision the focus is at the next one"
        assert len(door.client("olga").disagreements("support")) == before - 1

        keys.go("q", "quality")
        keys.tab_to("run-consensus")
        keys.press("Enter")
        keys.wait("consensus-report")
        assert keys.focused()["id"] == "run-consensus", "a button that was busy keeps the focus"
        keys.tab_to("find-errors")
        keys.press("Space")
        keys.until("document.querySelector('[data-testid=label-errors], [data-testid=empty]')")

        keys.go("m", "models")
        keys.press("Control+Enter")
        keys.until("document.querySelector('[data-testid=training] dl')")
        assert "Accuracy out of fold" in page.get_by_test_id("training").inner_text()
        keys.tab_to("threshold")
        keys.press("Control+a")
        keys.type("40")
        keys.tab_to("accept-above")
        keys.press("Enter")
        keys.until("[...document.querySelectorAll('.notice')].some(notice => /accepted/.test(notice.textContent))")
        keys.tab_to("budget")
        keys.press("Control+a")
        keys.type("7")
        keys.tab_to("queue")
        keys.press("Enter")
        keys.until("[...document.querySelectorAll('.notice')].some(notice => /moved to the front/.test(notice.textContent))")


def test_versions_are_made_compared_and_restored_only_when_asked_twice(door):
    with door.page("olga") as page:
        keys = Keys(page)
        page.goto(door.address + "/p/support/overview")
        settle(page)
        keys.go("v", "versions")
        for number, message in enumerate(("First state", "Second state")):
            answer_some(door, 2)                         # something is different each time
            door.project.consensus()
            if not number:
                keys.tab_to("commit-message")
            keys.type(message)
            keys.press("Enter")
            keys.until("message => document.querySelector('[data-testid=commits]')?.textContent.includes(message)", message)
            assert keys.focused()["id"] == "commit-message", "Enter in the message leaves the focus there"
        keys.tab_to("diff")
        keys.press("Enter")
        keys.until("document.querySelector('[data-testid=changes] tbody tr')")
        keys.tab_to("Restore")
        keys.tab_to("Restore")
        keys.press("Enter")
        keys.until("document.querySelector('dialog')?.open")
        keys.press("Escape")
        keys.until("!document.querySelector('dialog')")
        assert keys.focused()["name"] == "Restore", "what was not confirmed gives the focus back to where it began"
        assert "equals" not in page.get_by_test_id("toasts").inner_text()
        keys.press("Enter")
        keys.until("document.querySelector('dialog')?.open")
        keys.press("Enter")
        keys.until("document.querySelector('[data-testid=toast]')?.textContent.includes('equals')")


def test_a_commit_is_shipped_and_a_file_of_it_saved(door):
    with door.page("olga") as page:
        keys = Keys(page)
        page.goto(door.address + "/p/support/overview")
        settle(page)
        keys.go("s", "ship")
        keys.press("Control+Enter")
        keys.wait("shipment")
        keys.tab_to("train.jsonl")
        with page.expect_download() as download:
            keys.press("Enter")
        assert download.value.suggested_filename == "train.jsonl"


def test_a_wrong_definition_is_shown_at_its_line_and_mended(door):
    with door.page("olga") as page:
        keys = Keys(page)
        page.goto(door.address + "/p/support/overview")
        settle(page)
        keys.go("y", "settings")
        keys.tab_to("yaml")
        keys.press("Control+Home", "ArrowDown", "End")
        keys.type(" of ours: yes")
        keys.press("Control+Enter")
        keys.wait("yaml-finding")
        assert re.search(r"line \d", page.get_by_test_id("yaml-finding").first.inner_text())
        assert keys.focused()["id"] == "yaml"
        for _ in range(len(" of ours: yes")):
            keys.press("Backspace")
        keys.press("ArrowDown", "End")
        keys.type(" quickly")
        keys.press("Control+Enter")
        keys.until("[...document.querySelectorAll('[data-testid=toast]')].some(toast => /applied/.test(toast.textContent))")
        # Tab indents inside the text; Esc, then Tab leaves it.
        keys.press("Escape", "Tab")
        assert keys.focused() is None or keys.focused()["id"] != "yaml"
        keys.press("Control+Shift+Q")
        keys.wait("sign-in")


@pytest.mark.parametrize("path", [f"/p/support/{name}" for name in [*PROJECT_PAGES, "review"]] + OTHER_PAGES + ["/p/support/data?text=parcel"])
def test_tab_walks_every_page_visibly_and_gets_out_again(door, path):
    if path.endswith("/data"):
        path += "?text=refund"
    with door.page("olga") as page:
        keys = Keys(page)
        page.goto(door.address + path)
        settle(page)
        page.wait_for_timeout(150)
        places, trouble = [], []
        for _ in range(400):
            keys.press("Tab")
            here = keys.focused()
            if here is None or here["place"] in places[:1]:
                break
            if here["id"] == "yaml":
                keys.press("Escape")
            places.append(here["place"])
            if not here["landing"]:
                trouble += [f"{problem}: {here['tag']} “{here['name'][:40]}”" for problem, is_so in
                            (("no ring", not here["ring"]), ("no name", not here["name"]), ("out of sight", not here["seen"])) if is_so]
        else:
            trouble.append("Tab never left the page")
        assert not trouble, trouble
        assert places, "Tab reaches nothing"


def test_the_question_mark_lists_the_keys_of_the_page(door):
    with door.page("olga") as page:
        keys = Keys(page)
        for path, some in (("overview", ["G D", "Ctrl K", "Ctrl ⇧ Q"]), ("disagreements", ["Save and next", "Next disagreement"]), ("data", ["Next item, or the one below"])):
            page.goto(f"{door.address}/p/support/{path}")
            settle(page)
            page.wait_for_timeout(150)
            keys.press("?")
            keys.wait("shortcuts")
            text = page.get_by_test_id("shortcuts").inner_text()
            assert all(part in text for part in some), text
            keys.press("Escape")
            keys.until("!document.querySelector('dialog')")
            assert keys.focused() is not None
