"""What nobody wishes for and everybody meets: odd texts, too many labels, slow and dead servers, sessions that end, second tabs."""
import json

import pytest

from conftest import PASSWORD, Door, people, serving
from harness.api import choice
from harness.browser import Trouble, settle, until
from harness.cli import Workspace

LONG = "All work and no play makes a dull text. " * 2500           # 100,000 characters, one paragraph
ODD = {
    "empty": "", "blank": " \t\n ", "rtl": "\u200fشحنتي \u202bلم تصل\u202c بعد، رقم الطلب 55-1382 (ABC)!", "marks": "Z" + "\u0335\u0321\u034e" * 60 + "algo e\u0301 ก็ நி 각",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇳🇴 a👍🏽b 🧑🏿‍🚀", "tabs": "one\ttwo\n\n\n\tthree\r\nfour\u2028five", "script": "<script>window.pwned=1</script><b>bold?</b> &amp; &lt;",
    "long": LONG, "word": "x" * 5000, "null": "a\u0000b\ufffd\ufeffc",
}
MANY = [f"label {number:03} " + "with a name that goes on and on " * 6 for number in range(200)]
MANY = [name[:200] for name in MANY]


def definition(folder, project, rows, labels, spans=("thing",)):
    (folder / f"{project}.jsonl").write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in rows), encoding="utf-8")
    path = folder / f"{project}.yaml"
    path.write_text(f"""\
winnow: 1
project: {project}
objective: Rubbish
media: text
questions:
  - {{name: topic, kind: choice, labels: {json.dumps(labels)}, unknown: true}}
  - {{name: mentions, kind: spans, labels: {json.dumps(list(spans))}, required: false}}
sources:
  - {{name: rows, kind: table, path: {project}.jsonl, key: id, licence: CC0-1.0, origin: synthetic}}
labelling: {{overlap: 3, lease: {{minutes: 15, heartbeat: 30}}}}
""", encoding="utf-8")
    return path


def made(folder, project, rows, labels, workspace=None):
    workspace = Workspace(workspace or folder / "workspace", project)
    workspace.apply(definition(folder, project, rows, labels))
    workspace.collect()
    return workspace


@pytest.fixture(scope="module")
def door(chrome, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rubbish")
    Workspace(folder / "workspace").init()
    odd = made(folder, "odd", ODD.items(), ["a", "b"])
    plain = [(f"k{number:03}", f"Message {number} about order {number}") for number in range(60)]
    made(folder, "many", plain[:12], MANY, folder / "workspace")
    made(folder, "plain", plain, ["yes", "no", "maybe"], folder / "workspace")
    with serving(folder / "workspace") as server:
        owner = people(odd, server, ada="annotator", ben="annotator")
        for project in ("many", "plain"):
            for login in ("ada", "ben"):
                owner.call("PUT", f"/v1/projects/{project}/people/{login}", {"role": "annotator"})
        yield Door(chrome, server, None, odd)


def open_label(page, door, project):
    page.goto(f"{door.address}/p/{project}/label")
    page.get_by_test_id("item-key").wait_for()
    until(page, "document.querySelector('[data-testid=text] p')")


def key_of(page):
    return page.get_by_test_id("item-key").inner_text()


def answer(page, key):
    """Presses a label's key and submits; the key of the item that was answered."""
    before = key_of(page)
    page.keyboard.press(key)
    page.keyboard.press("Control+Enter")
    assert until(page, "before => document.querySelector('[data-testid=item-key]')?.textContent !== before", before)
    return before


def saved(page, seconds=20):
    assert until(page, "document.querySelector('[data-testid=save-state]')?.dataset.state === 'saved'", seconds=seconds)


def answers(door, login, project):
    return {row["key"]: row["annotation"]["answers"].get("topic", {}).get("choice") for row in reversed(door.client(login).history(project))}


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 400])
def test_odd_texts_are_shown_as_they_are_and_can_be_answered(door, width):
    login = {1280: "ada", 400: "ben"}[width]
    with door.page(login, width=width) as page:
        trouble = Trouble(page)
        open_label(page, door, "odd")
        seen = {}
        for _ in range(len(ODD)):
            if page.get_by_test_id("item-key").count() == 0:
                break
            shown = page.evaluate("[...document.querySelectorAll('[data-testid=text] p')].map((paragraph) => paragraph.textContent).join('\\n')")
            key = key_of(page)
            seen[key] = shown
            assert too_wide(page) <= 0, key
            if not ODD[key].strip():
                assert page.get_by_test_id("no-text").is_visible()
            page.keyboard.press("1")
            page.keyboard.press("Control+Enter")
            assert until(page, "before => document.querySelector('[data-testid=item-key]')?.textContent !== before", key)
        saved(page)
        assert seen["script"] == ODD["script"]
        assert seen["long"] == LONG.rstrip("\n")
        assert set(seen) == set(answers(door, login, "odd"))
        trouble.check("odd texts")


def test_a_thousand_spans_are_drawn_and_one_more_is_marked_at_once(door):
    words = LONG.split(" ")
    parts, at = [], 0
    for number in range(1000):
        parts.append({"id": f"p{number}", "labels": ["thing"], "ranges": [[at, at + len(words[number])]], "origin": "person"})
        at += len(words[number]) + 1
    client = door.client("olga")
    held = [client.next("odd", 10) for _ in range(1)][0]
    long = next(row for row in held if row["item"]["key"] == "long")
    client.save_draft(long["assignment"], {"answers": {"mentions": {"parts": parts}}, "unknown": [], "flags": []})
    for row in held:
        if row is not long:
            client.submit(row["assignment"], choice(topic="a"))
    with door.page("olga") as page:
        open_label(page, door, "odd")
        assert key_of(page) == "long"
        assert until(page, "document.querySelectorAll('.span-layer i').length >= 900")
        page.keyboard.press("q")
        took = page.evaluate("""async () => {
            const frame = () => new Promise(requestAnimationFrame);
            const press = (key) => window.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true }));
            await frame();
            const began = performance.now();
            press('ArrowRight');
            await frame(); await frame();
            return performance.now() - began;
        }""")
        assert took < 1000, f"moving the word cursor among 1,000 spans took {took:.0f} ms"


@pytest.mark.parametrize("path", ["label", "overview", "data", "quality", "models", "guidelines", "settings"])
@pytest.mark.parametrize("width", [1280, 400])
def test_two_hundred_labels_of_two_hundred_letters_fit_every_page(door, path, width):
    with door.page("olga", width=width) as page:
        page.goto(f"{door.address}/p/many/{path}")
        settle(page)
        if path == "label":
            page.get_by_test_id("item-key").wait_for()
        page.wait_for_timeout(200)
        assert too_wide(page) <= 0
        outside = page.evaluate("""() => [...document.querySelectorAll("button, a, select, h1, h2, dt")].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && box.right > innerWidth + 1 && !one.closest(".scroll-x, .table, .dispute-list, .hud, pre, .rail");
        }).map((one) => one.textContent.slice(0, 40))""")
        assert outside == []


def test_the_two_hundredth_label_is_found_by_name(door):
    with door.page("ada") as page:
        open_label(page, door, "many")
        before = key_of(page)
        page.keyboard.press("l")
        page.keyboard.type("label 199")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Enter")
        assert until(page, "before => document.querySelector('[data-testid=item-key]')?.textContent !== before", before)
        saved(page)
        assert answers(door, "ada", "many")[before] == MANY[199]


def test_a_slow_server_never_holds_up_a_key(door):
    with door.page("ada") as page:
        open_label(page, door, "plain")

        def late(route):
            page.wait_for_timeout(800)
            route.continue_()

        page.route("**/submit", late)
        page.route("**/draft", late)
        done = [answer(page, "1") for _ in range(3)]
        saved(page, seconds=30)
        assert all(answers(door, "ada", "plain")[key] == "yes" for key in done)


def test_a_server_that_is_gone_costs_nothing_and_is_said(chrome, tmp_path):
    Workspace(tmp_path / "workspace").init()
    project = made(tmp_path, "plain", [(f"k{number}", f"Message {number}") for number in range(20)], ["yes", "no"])
    project.add_person("ada", PASSWORD)
    with serving(project.folder) as server:
        port = server.address.rsplit(":", 1)[1]
        door = Door(chrome, server, None, project)
        with door.page("ada") as page:
            open_label(page, door, "plain")
            first = answer(page, "1")
            saved(page)
            server.kill()
            second = answer(page, "2")
            assert until(page, "document.querySelector('[data-testid=save-state]').dataset.state === 'offline'")
            assert "kept here" in page.get_by_test_id("save-state").inner_text()
            third = answer(page, "1")
            again = serving(project.folder, "--port", port)
            try:
                assert again.address == server.address
                saved(page, seconds=40)
                assert answers(Door(chrome, again, None, project), "ada", "plain") == {first: "yes", second: "no", third: "yes"}
            finally:
                again.kill()


def test_a_session_that_ends_in_the_middle_loses_nothing(door):
    with door.context("ada") as context:
        page = context.new_page()
        open_label(page, door, "plain")
        first = answer(page, "1")
        saved(page)
        context.clear_cookies()
        # As many as lie ahead, then the queue asks for more and the sign-in page comes.
        done = []
        for _ in range(8):
            if page.get_by_test_id("sign-in").count():
                break
            done.append(key_of(page))
            page.keyboard.press("3")
            page.keyboard.press("Control+Enter")
            page.wait_for_timeout(150)
        page.get_by_test_id("sign-in").wait_for()
        page.get_by_test_id("login").fill("ada")
        page.get_by_test_id("password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_test_id("item-key").wait_for()
        assert page.url.endswith("/p/plain/label"), "back to where it was"
        saved(page)
        told = answers(door, "ada", "plain")
        assert told[first] == "yes"
        assert {key: told.get(key) for key in done} == {key: "maybe" for key in done}
        assert key_of(page) not in done, "what was answered is not asked again"
        answer(page, "2")
        saved(page)


def test_what_one_person_left_unsent_is_never_sent_as_somebody_elses(door):
    with door.context("ada") as context:
        page = context.new_page()
        open_label(page, door, "plain")
        context.set_offline(True)
        left = answer(page, "2")
        context.clear_cookies()
        context.set_offline(False)
        page.keyboard.press("Control+Shift+Q")
        page.get_by_test_id("sign-in").wait_for()
        page.get_by_test_id("login").fill("ben")
        page.get_by_test_id("password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_test_id("work-plain").wait_for()
        page.wait_for_timeout(2500)                       # longer than the outbox waits before it tries again
        assert left not in answers(door, "ben", "plain")
        page.keyboard.press("Control+Shift+Q")
        page.get_by_test_id("sign-in").wait_for()
        page.get_by_test_id("login").fill("ada")
        page.get_by_test_id("password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_test_id("work-plain").wait_for()
        for _ in range(200):
            if answers(door, "ada", "plain").get(left) == "no":
                break
            page.wait_for_timeout(50)
        assert answers(door, "ada", "plain").get(left) == "no", "and is sent once its owner is back"


def test_two_tabs_do_not_answer_the_same_item_twice(door):
    with door.context("ben") as context:
        one, two = context.new_page(), context.new_page()
        open_label(one, door, "plain")
        open_label(two, door, "plain")
        assert key_of(one) == key_of(two), "the second tab takes up what is in hand"
        done = answer(one, "1")
        assert until(two, "before => document.querySelector('[data-testid=item-key]')?.textContent !== before", done), "the other tab leaves the item"
        other = answer(two, "2")
        saved(one)
        saved(two)
        told = answers(door, "ben", "plain")
        assert told[done] == "yes" and told[other] == "no"


def test_a_reload_and_the_back_button_lead_to_the_half_done_item(door):
    with door.page("ben") as page:
        page.goto(door.address + "/")
        settle(page)
        page.get_by_test_id("label-plain").click()
        page.get_by_test_id("item-key").wait_for()
        key = key_of(page)
        page.keyboard.press("3")
        page.keyboard.press("c")
        page.keyboard.type("half done")
        page.keyboard.press("Control+Enter")
        page.reload()
        page.get_by_test_id("item-key").wait_for()
        assert key_of(page) == key
        assert page.get_by_test_id("label-maybe").get_attribute("aria-checked") == "true"
        assert "half done" in page.get_by_test_id("side").inner_text()
        page.go_back()
        page.get_by_test_id("work-plain").wait_for()
        page.go_forward()
        page.get_by_test_id("item-key").wait_for()
        assert key_of(page) == key
        assert page.get_by_test_id("label-maybe").get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("path", ["/", "/history", "/accounts", "/tokens", "/new-project", "/p/plain/label", *(f"/p/plain/{name}" for name in
                                  ("overview", "data", "review", "disagreements", "quality", "models", "checks", "versions", "ship", "guidelines", "people", "settings"))])
def test_no_page_is_wider_than_a_narrow_window(door, path):
    with door.page("olga", width=400, height=740) as page:
        page.goto(door.address + path)
        settle(page)
        page.wait_for_timeout(150)
        assert too_wide(page) <= 0
