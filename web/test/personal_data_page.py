"""Walks the Personal data page against the stand-in server: kinds, words around each place, and decisions by keys alone; and the pages beside it: coverage, and shipping.

Usage: python web/test/personal_data_page.py [--shots DIR]; see walk.py.
"""
from walk import Site, check, run

PAGE = "/p/tickets/personal-data"
PLACES = "[data-testid=place]"


def values(page):
    return page.locator(f"{PLACES} mark").all_inner_texts()


def deciding(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(PAGE, PLACES)
    check("every place stands in its words", values(page) == ["ada@lovelace.org", "ada@lovelace.org", "+49 30 901820", "219-09-9999"] and "write back to me under" in page.locator(PLACES).first.inner_text())
    check("the reasons are told", "passes its check" in page.locator(PLACES).first.inner_text() and "ssn" in page.locator(PLACES).last.inner_text())
    site.shot("personal-data")
    page.keyboard.press("h")
    page.wait_for_function("() => document.querySelectorAll('[data-testid=place]').length === 2")
    check("one key calls the value harmless wherever it stands", values(page) == ["+49 30 901820", "219-09-9999"])
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("p")
    page.wait_for_function("() => document.querySelectorAll('[data-testid=place]').length === 1")
    check("the next place is personal, and only that", values(page) == ["+49 30 901820"])
    page.keyboard.press("u")
    page.wait_for_function("() => document.querySelectorAll('[data-testid=place]').length === 2")
    check("the last word is taken back", values(page) == ["+49 30 901820", "219-09-9999"])
    page.get_by_role("button", name="Harmless", exact=False).first.click()
    page.wait_for_selector(PLACES)
    check("what was decided is found again, with who said so", "says ada" in page.locator(PLACES).first.inner_text() and "standing=harmless" in page.url)
    site.close()


def kinds(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(PAGE + "?standing=all&entity=US_SSN", PLACES)
    check("one kind can be looked at", values(page) == ["219-09-9999"] and "US SSN" in page.inner_text("[data-testid=facets]"))
    site.open("/p/survey/personal-data", "[data-testid=undeclared]")
    check("without the step it says that nothing is masked, and how to have it", "personal-data" in page.inner_text("[data-testid=undeclared]") and "No personal data found" in page.inner_text("main"))
    site.close()



def coverage(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/tickets/coverage", "[data-testid=plan]")
    check("what lacks stands first, with what to collect", page.locator("[data-testid=cells] tbody tr").first.inner_text().split()[0] == "billing" and "28" in page.inner_text("[data-testid=plan]"))
    site.shot("coverage")
    site.open("/p/parties/coverage", "[data-testid=cells]")
    check("without quotas nothing is asked for", "No quota asks" in page.inner_text("main"))
    site.close()


def shipping(browser, base):
    """What goes out of a project that looks for personal data, and of which split."""
    site = Site(browser, base)
    page = site.page
    site.open("/p/tickets/ship", "[data-testid=ship-personal-data]")
    page.get_by_test_id("ship-split").select_option("test")
    page.get_by_test_id("ship-personal-data").select_option("mask")
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/ship")) as sent:
        page.get_by_test_id("ship").click()
    body = sent.value.post_data_json
    check("split and mask go into what is asked", body["splits"] == ["test"] and body["settings"] == {"personal-data": "mask"}, str(body))
    site.shot("ship")
    site.open("/p/survey/ship", "[data-testid=page-ship]")
    check("nothing is asked where nothing is declared", page.locator("[data-testid=ship-personal-data]").count() == 0)
    site.close()


run([deciding, kinds, coverage, shipping])
