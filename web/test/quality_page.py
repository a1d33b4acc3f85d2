"""Walks the Quality page against the stand-in server: the line, the heat map, the annotators, and suspects judged by keys alone.

Usage: python web/test/quality_page.py [--shots DIR]; see walk.py.
"""
from walk import Site, check, complaints, run

QUALITY = "/p/tickets/quality"
ROWS = "[data-testid=suspect-row]"


def rows(page):
    return page.locator(ROWS).evaluate_all("rows => rows.map((row) => row.querySelector('a').textContent)")


def here(page):
    return page.locator("tr[aria-current] a").inner_text()


def suspects(site, path=QUALITY):
    site.open(path, "[data-testid=find-errors]")
    site.page.get_by_test_id("find-errors").click()
    site.page.wait_for_selector(ROWS)
    return site.page, rows(site.page)


def line(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(QUALITY, "[data-testid=history-line]")
    check("the line breaks where a week has no value", page.locator("[data-testid=history-line] .line:not(.running)").count() == 2)
    check("the sentence says what the line shows", page.inner_text("[data-testid=history-said]") == "Up from 0.52 (5 Jan) to 0.86 (9 Feb).")
    page.locator(".behind summary").click()
    check("the table behind it has every week, also the one without a value", page.locator("[data-testid=history-table] tbody tr").count() == 6 and "undefined" in page.inner_text("[data-testid=history-table]"))
    page.get_by_test_id("by-day").click()
    page.wait_for_function("() => document.querySelectorAll('[data-testid=history-line] .dot').length === 2")
    check("days instead of weeks are in the address", page.url.endswith("?by=day"))
    site.open("/p/survey/quality", "[data-testid=no-history]")
    check("before the first answer it says so", "first answers" in page.inner_text("[data-testid=no-history]"))
    site.open("/p/parties/quality", "[data-testid=no-history]")
    check("one week is no line", page.locator("[data-testid=history-line]").count() == 0 and "second" in page.inner_text("[data-testid=no-history]"))
    site.close()


def heat(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(QUALITY, "[data-testid=heat-map]")
    cell = page.locator("[data-testid=heat-map] td.other a").first
    said = cell.get_attribute("aria-label")
    cell.click()
    page.wait_for_selector("[data-testid=between]")
    first, other = said.split(":")[0].split(" and ")
    check("a cell leads to the disagreements of its pair", page.inner_text("[data-testid=between]").startswith(f"{first} or {other}") or page.inner_text("[data-testid=between]").startswith(f"{other} or {first}"))
    some = page.locator(".dispute-list li").count()
    page.get_by_test_id("between").click()
    page.wait_for_function("() => !document.querySelector('[data-testid=between]')")
    page.wait_for_function("n => document.querySelectorAll('.dispute-list li').length > n", arg=some)
    check("and back to all of them", "label=" not in page.url)
    check("the queue shows how close each race is", page.locator(".dispute-list .caption").first.inner_text().startswith("margin 0."))
    page.keyboard.press("n")
    page.wait_for_function("() => document.querySelectorAll('.dispute-list li button')[1].getAttribute('aria-current') === 'true'")
    check("N is the next disputed item", True)
    site.close()


def annotators(browser, base):
    site = Site(browser, base)
    site.open(QUALITY, "[data-testid=annotators]")
    text = site.page.inner_text("[data-testid=annotators]")
    check("flags are said in words, with the figure and what to do", "58 % of 12 known answers are right" in text and "Gold accuracy" in text)
    check("who is fine has no flag", site.page.locator("[data-testid=annotators] tbody tr").first.locator(".badge").count() == 0)
    site.close()


def judging(browser, base):
    site = Site(browser, base)
    page, before = suspects(site)
    check("the list has the keys at once", page.evaluate("document.activeElement?.dataset.testid") == "suspects" and here(page) == before[0])
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    check("arrows, J and K walk", here(page) == before[1])
    page.keyboard.press("a")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=suspect-row]').length === n", arg=len(before) - 1)
    check("A accepts: the row is gone, the next is at hand", here(page) == before[2])
    page.keyboard.press("x")
    page.keyboard.press("r")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=suspect-row]').length === n", arg=len(before) - 3)
    page.wait_for_function("async () => (await (await fetch('/v1/test/state')).json()).asked.length === 1")
    made = [row for row in site.revisions("tickets") if row["stage"] == "adjudication"]
    check("accepted and kept are decisions, the third is asked for afresh", [row["key"] for row in made] == before[1:3] and len(site.state()["asked"]) == 1)
    page.keyboard.press("u")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=suspect-row]').length === n", arg=len(before) - 2)
    page.keyboard.press("Control+z")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=suspect-row]').length === n", arg=len(before) - 1)
    check("U and Ctrl+Z take back, the last word first", len(site.state()["asked"]) == 0 and len([row for row in site.revisions("tickets") if row["stage"] == "adjudication"]) == 1 and here(page) == before[2])
    site.shot("judging")
    site.close()


def many(browser, base):
    site = Site(browser, base)
    page, before = suspects(site)
    page.keyboard.press("Space")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    check("chosen rows are counted on the buttons", page.get_by_test_id("keep-suspect").inner_text().startswith("Keep 2"))
    site.shot("chosen")
    page.keyboard.press("x")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=suspect-row]').length === n", arg=len(before) - 2)
    page.keyboard.press("Shift+R")
    page.wait_for_selector("[data-testid=suspects] [data-testid=empty]")
    page.wait_for_function("async n => (await (await fetch('/v1/test/state')).json()).asked.length === n", arg=len(before) - 2)
    check("all shown are sent in one request", sum(request.endswith("/label-errors/judge") for request in site.state()["requests"]) == 2)
    page.keyboard.press("u")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=suspect-row]').length === n", arg=len(before) - 2)
    check("and come back with one key", len(site.state()["asked"]) == 0)
    site.close()


def refused(browser, base):
    site = Site(browser, base)
    page, before = suspects(site)
    item = page.evaluate("async () => (await (await fetch('/v1/projects/tickets/label-errors', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).json()).items[0].id")
    page.request.post(base + "/v1/test/refuse", data={"item": item})
    page.keyboard.press("a")
    page.wait_for_selector(".refused")
    check("what the server leaves out comes back with its reason", rows(page) == before and "somebody has decided it" in page.inner_text(".refused"))
    page.route("**/label-errors/judge", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector("[data-testid=toast].bad")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=suspect-row]').length === n", arg=len(before))
    check("a lost connection loses no row", rows(page) == before)
    page.locator("select[aria-label=Measure]").focus()
    was = here(page)
    page.keyboard.press("j")
    check("keys of another control stay its own", here(page) == was)
    site.close()


def looks(browser, base):
    for scheme in ["light", "dark"]:
        for width in [1280, 1920, 360]:
            site = Site(browser, base, viewport={"width": width, "height": 900}, color_scheme=scheme)
            suspects(site)
            site.page.wait_for_selector("[data-testid=history-line]")
            if site.too_wide() > 0:
                complaints.append(f"quality at {width}: {site.too_wide()} px too wide")
            site.shot(f"quality-{scheme}-{width}", full_page=True)
            site.close()


run([line, heat, annotators, judging, many, refused, looks])
