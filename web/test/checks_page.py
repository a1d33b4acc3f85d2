"""Walks duplicates and pictures by score on the Checks page against the stand-in server: by keys alone, and audited in both themes.

Usage: python web/test/checks_page.py [--shots DIR]; see walk.py.
"""
from walk import Site, check, run

from harness import axe

SCRIPT = axe.script()
if SCRIPT is None:
    print("SKIPPED (no axe-playwright-python): the accessibility audit of duplicates and scores")
GROUPS = "[data-testid=duplicate-group]"
DUPLICATES = "/p/fleet/checks?show=duplicates"
SCORES = "/p/fleet/checks?show=scores"


def groups(page, count):
    page.wait_for_function(f"() => document.querySelectorAll('{GROUPS}').length === {count}")


def kept(page):
    return page.locator(GROUPS).first.locator("[data-testid=duplicate-member]").evaluate_all("(all) => all.map((one) => one.innerText.includes('kept'))")


def one_key(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(DUPLICATES, GROUPS)
    page.wait_for_selector("[data-testid=foresight] b")
    check("what would be set aside is told before", "In 4 groups 8 items would be set aside, 5 of them with answers, 1 with a known answer" in page.inner_text("[data-testid=foresight]"), page.inner_text("[data-testid=foresight]"))
    check("the one that is kept is marked", kept(page) == [True, False, False])
    site.press("3")
    check("another way of keeping keeps another", kept(page) == [False, True, False])
    check("and its effect is told", "1 of them with answers" in page.inner_text("[data-testid=foresight]"), page.inner_text("[data-testid=foresight]"))
    site.press("Enter")
    groups(page, 3)
    site.press("j", "a")
    groups(page, 2)
    site.press("u")
    groups(page, 3)
    check("the last word is taken back", "In 3 groups" in page.inner_text("[data-testid=foresight]"))
    page.get_by_test_id("standing-decided").click()
    groups(page, 1)
    check("what was decided is found again, with what is set aside", page.locator(GROUPS).inner_text().count("set aside") == 2 and "standing=decided" in page.url)
    site.press("b")
    page.wait_for_selector("[data-testid=empty]")
    check("and brought back with a key", "Nothing was decided" in page.inner_text("[data-testid=empty]"))
    site.close()


def all_groups(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(DUPLICATES, GROUPS)
    page.get_by_test_id("set-all").click()
    page.wait_for_selector("[data-testid=empty]", timeout=90_000)
    check("one button decides all groups, with its report", "Nothing to decide" in page.inner_text("[data-testid=empty]") and "set aside" in page.inner_text("[data-testid=duplicates]"))
    page.get_by_test_id("standing-decided").click()
    groups(page, 4)
    page.get_by_test_id("all-back").click()
    page.wait_for_selector("[data-testid=empty]", timeout=90_000)
    page.get_by_test_id("standing-open").click()
    groups(page, 4)
    site.close()


def texts(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/tickets/checks?show=duplicates", GROUPS)
    check("texts stand under each other in their first words", page.locator(GROUPS).count() == 2 and "the longest text" in page.inner_text("[data-testid=duplicates]"))
    site.close()


def scores(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(SCORES, "[data-testid=score-tile]")
    first = page.locator("[data-testid=score-tile]").first.inner_text()
    check("worst first, with the reason", "0.004" in first and "is dark" in first and "reported" in first, first)
    slider = page.get_by_test_id("score-slider")
    before = page.locator(".score-tile.reported").count()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "picture-scores" in request.url else None)
    slider.focus()
    site.press("ArrowLeft", "ArrowLeft")
    check("arrows move the line, and the count moves at once", page.inner_text("[data-testid=score-value]") == "0.3" and "39 of 130 pictures would be reported; now 42 at 0.32" in page.inner_text("[data-testid=score-count]"), page.inner_text("[data-testid=score-count]"))
    check("the count is announced with the slider", slider.get_attribute("aria-valuetext") == "0.3, 39 pictures", slider.get_attribute("aria-valuetext"))
    check("marks follow, and nothing is asked of the server", page.locator(".score-tile.reported").count() == before - 3 and not asked, (before, asked))
    site.press("Control+Enter")
    page.wait_for_function("() => document.querySelector('[data-testid=use-line]').disabled")
    check("one key writes it into the definition", "39 of 130 pictures would be reported" in page.inner_text("[data-testid=score-count]") and "now" not in page.inner_text("[data-testid=score-count]"))
    page.get_by_test_id("score-check").select_option("blurry")
    page.wait_for_function("() => document.querySelector('[data-testid=score-value]').textContent === '0.35'")
    check("another check by its name, in the address", "check=blurry" in page.url)
    site.close()


def audited(browser, base):
    for scheme in ["light", "dark"]:
        site = Site(browser, base, color_scheme=scheme)
        if SCRIPT:
            site.context.add_init_script(path=SCRIPT)
        for name, path, wait in [("duplicates", DUPLICATES, "[data-testid=foresight] b"), ("scores", SCORES, "[data-testid=score-tile]"), ("duplicate-texts", "/p/tickets/checks?show=duplicates", "[data-testid=foresight] b")]:
            site.open(path, wait)
            site.settled()
            site.shot(f"checks-{name}-{scheme}")
            found = axe.audit(site.page) if SCRIPT else []
            check(f"{name} in {scheme} has nothing that axe finds", not found, found)
        site.close()


run([one_key, all_groups, texts, scores, audited], "--more", "./fleet-data.mjs")
