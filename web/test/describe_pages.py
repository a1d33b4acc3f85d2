"""Walks the pages Profile, Splits and Bias against the stand-in server: by keys, with their first steps, and audited by axe in both themes.

Usage: python web/test/describe_pages.py [--shots DIR]; see walk.py.
"""
from walk import Site, check, run  # which also makes the harness of the journeys known

from harness import axe

FIELDS = "[data-testid=field-row]"
NAMES = "() => [...document.querySelectorAll('[data-testid=field-row] .row-key')].map((one) => one.textContent)"


def chosen(page):
    return page.locator("tr[aria-current] .row-key").all_inner_texts()


def profile(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/tickets/profile", FIELDS)
    check("a row a field, in their order", page.evaluate(NAMES)[:3] == ["text", "channel", "region"])
    check("fields whose values are all different have no bars", page.locator(FIELDS, has_text="order").locator("svg.values, svg.histogram").count() == 0)
    site.press("s", "s")
    check("one key sorts by the next column", page.evaluate(NAMES)[:2] == ["note", "age"] and "sort=missing" in page.url)
    site.press("r")
    check("another turns the order round", page.evaluate(NAMES)[-1] == "note")
    site.press("a")
    check("only what looks wrong is left", sorted(page.evaluate(NAMES)) == ["age", "amount", "note"], str(page.evaluate(NAMES)))
    site.press("a", "/")
    page.keyboard.type("age")
    check("a field is found by its name", page.evaluate(NAMES) == ["age"])
    page.keyboard.press("Enter")
    site.press("j")
    page.wait_for_selector("[data-testid=sheet]")
    check("the next key opens it in detail", chosen(page) == ["age"] and "NA (212)" in page.inner_text("[data-testid=sheet]") and "amount" in page.inner_text("[data-testid=sheet]"))
    site.press("Escape")
    check("Escape closes it", page.locator("[data-testid=sheet]").count() == 0)
    site.open("/p/parties/profile", "[data-testid=run-profile]")
    check("without a run there is one next step", "Not profiled yet" in page.inner_text("main"))
    with page.expect_request(lambda request: request.url.endswith("/prepare")) as sent:
        page.keyboard.press("Control+Enter")
    check("the button runs the step, by key", sent.value.post_data_json == {"steps": ["profile"]})
    site.close()


def splits(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/tickets/splits", "[data-testid=audit]")
    check("sides stand against what was asked", [row.split()[0] for row in page.locator("[data-testid=sides] tbody tr").all_inner_texts()] == ["train", "validation", "test"] and "80.0%" in page.inner_text("[data-testid=sides]"))
    check("the largest difference is said", "billing is 46.4% of test, and 31.9% of all" in page.inner_text("[data-testid=largest-difference]"))
    check("items on no side are told", "37 items on no side" in page.inner_text("main"))
    link = page.locator("[data-testid=copies] a").first
    check("examples open their items", "data?item=" in link.get_attribute("href"))
    with page.expect_request(lambda request: request.url.endswith("/prepare")) as sent:
        page.keyboard.press("Control+Enter")
    check("the audit runs as a step, by key", sent.value.post_data_json == {"steps": ["leakage"]})
    site.open("/p/parties/splits", "[data-testid=empty]")
    check("without a split it says how to have one", "splits:" in page.inner_text("[data-testid=empty]"))
    site.close()


def bias(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/tickets/bias", "[data-testid=rates]")
    check("the clearest gap stands first and is drawn", chosen(page) == ["billing"] and "billing, by group" in page.inner_text("[data-testid=rate-detail]"))
    site.press("j")
    check("keys walk the rates", chosen(page) == ["no answer to topic"] and "no answer to topic, by group" in page.inner_text("[data-testid=rate-detail]"))
    check("hidden groups are counted", "2 groups with 11 items not shown" in page.inner_text("main"))
    page.get_by_test_id("reference").focus()
    page.keyboard.type("north=0.25, south=0.25, west=0.2, east=0.2, islands=0.1")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=represented]")
    told = page.inner_text("[data-testid=representation]")
    check("groups stand beside the shares they should have, by keys, with what is to be collected", "too few" in told and "To collect" in told and "below 0.0001" in told and "reference=north" in page.url, told[:300])
    page.get_by_test_id("by").select_option("channel")
    page.wait_for_function("() => location.search.includes('by=channel')")
    page.get_by_test_id("with").select_option("region")
    page.wait_for_function("() => document.querySelectorAll('[data-testid=groups] thead th').length === 5")
    check("two fields are crossed", "by=channel" in page.url and "with=region" in page.url)
    site.open("/p/parties/bias", "[data-testid=empty]")
    check("with nothing to compare by it says what would do", "Nothing to compare items by" in page.inner_text("main"))
    site.close()


def looks(browser, base):
    """Both themes, with pictures; and on a narrow screen nothing hangs over."""
    for scheme in ("light", "dark"):
        site = Site(browser, base, color_scheme=scheme, script=axe.script().read_text(encoding="utf-8") if axe.script() else None)
        for name, query in (("profile", ""), ("profile", "?field=age"), ("splits", ""), ("bias", ""), ("bias", "?reference=north%3D0.5")):
            site.open(f"/p/tickets/{name}{query}", "table")
            site.settled()
            title = name + ("-field" if query else "")
            site.shot(f"{title}-{scheme}", full_page=not query)
            found = axe.audit(site.page) if axe.script() else []
            check(f"{title} breaks no rule of accessibility in {scheme}", not found, "; ".join(found[:6]))
        for name in ("profile", "splits", "bias"):
            site.open(f"/p/parties/{name}", "[data-testid=empty]")
            site.shot(f"{name}-empty-{scheme}")
            found = axe.audit(site.page) if axe.script() else []
            check(f"{name} without anything breaks none in {scheme}", not found, "; ".join(found[:6]))
        site.close()
    site = Site(browser, base, viewport={"width": 390, "height": 844})
    for name in ("profile", "splits", "bias"):
        site.open(f"/p/tickets/{name}", "table")
        check(f"{name} fits a telephone", site.too_wide() <= 0, str(site.too_wide()))
    site.close()


run([profile, splits, bias, looks])
