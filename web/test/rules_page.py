"""Walks the Rules page against the stand-in server: by keys alone, and audited in both themes.

Usage: python web/test/rules_page.py [--shots DIR]; see walk.py.
"""
from walk import Site, check, run

from harness import axe

SCRIPT = axe.script()
if SCRIPT is None:
    print("SKIPPED (no axe-playwright-python): the accessibility audit of rules")
PAGE = "/p/tickets/rules"
DRAFT = "rules:\n  - {name: money, kind: keyword, any: [invoice, refund, charged, payment, paid], label: billing}\n  - {name: broken, kind: keyword, any: [app, error, crash, invoice], label: technical}\n"


def written(site, text):
    site.page.get_by_test_id("yaml").fill(text)
    site.page.wait_for_function("() => document.querySelector('[data-testid=rules-status]')?.textContent.startsWith('The draft') && !document.querySelector('.stale')")


def drafts(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open(PAGE, "[data-testid=try-first]")
    written(site, DRAFT)
    rows = page.locator("[data-testid=rules] tbody tr")
    check("figures follow what is typed", rows.count() == 2 and "money" in rows.first.inner_text(), page.inner_text("[data-testid=rules]"))
    check("few rules are told", "majority counts" in page.inner_text(".rule-findings"))
    page.get_by_test_id("rule").first.focus()
    site.press("Enter")
    check("a rule opens by its key and shows where it speaks", "Speaks on" in page.inner_text("[data-testid=examples]") and page.get_by_test_id("rule").first.get_attribute("aria-expanded") == "true")
    page.get_by_test_id("yaml").fill(DRAFT.replace("kind: keyword,", "kind: keywords,", 1))
    page.wait_for_selector("[data-testid=yaml-finding]")
    check("what is wrong stands at its line, and cannot be used", "line 2" in page.inner_text("[data-testid=yaml-finding]") and page.get_by_test_id("use-rules").is_disabled())
    written(site, DRAFT)
    page.get_by_test_id("yaml").focus()
    site.press("Control+Enter")
    page.wait_for_function("() => document.querySelector('[data-testid=rules-status]')?.textContent.startsWith('The rules in use')")
    check("one key writes them into the definition", page.get_by_test_id("yaml").input_value() == DRAFT and page.get_by_test_id("use-rules").is_disabled())
    page.get_by_test_id("suggest").click()
    page.wait_for_selector("text=Suggesting by rules: done", timeout=30_000)
    site.press("Escape")
    site.close()


def audited(browser, base):
    for scheme in ["light", "dark"]:
        site = Site(browser, base, color_scheme=scheme)
        if SCRIPT:
            site.context.add_init_script(path=SCRIPT)
        site.open(PAGE, "[data-testid=yaml]")
        site.page.get_by_test_id("yaml").fill(DRAFT + "  - {name: asks, kind: keyword, any: [how, where, can], label: other}\n")
        site.page.wait_for_selector("[data-testid=rule]")
        site.page.get_by_test_id("rule").nth(1).click()
        site.settled()
        site.shot(f"rules-{scheme}")
        found = axe.audit(site.page) if SCRIPT else []
        check(f"rules in {scheme} have nothing that axe finds", not found, found)
        site.close()


run([drafts, audited])
