"""Every page, in both themes, against the rules of axe-core: WCAG 2.2 A and AA, and its best practices."""
from pathlib import Path

import pytest

from harness.browser import OTHER_PAGES, PROJECT_PAGES, settle

axe = pytest.importorskip("axe_playwright_python", reason="SKIPPED (no axe-playwright-python): the accessibility audit")
SCRIPT = Path(axe.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIT = """async (rules) => (await axe.run(document, { runOnly: rules })).violations.flatMap((violation) => violation.nodes.map((node) =>
    `${violation.id} (${violation.impact}): ${node.target.join(" ")} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? violation.help}`))"""

# Name -> page, and what is pressed before looking.
STATES = {name: (f"/p/support/{name}", []) for name in [*PROJECT_PAGES, "review"]} | {path.strip("/") or "work": (path, []) for path in OTHER_PAGES} | {
    "palette": ("/p/support/overview", ["Control+k"]), "shortcuts": ("/p/support/overview", ["?"]), "item sheet": ("/p/support/data", ["ArrowDown"]),
    "comment": ("/p/support/label", ["c"]), "skip": ("/p/support/label", ["s"]), "label search": ("/p/support/label", ["l"]),
    "guidelines while labelling": ("/p/support/label", ["?"]), "spans": ("/p/support/label", ["q", "ArrowRight", "1", "ArrowRight"]),
}


def audit(page):
    page.wait_for_timeout(300)
    return page.evaluate(AUDIT, RULES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_breaks_no_rule(worked_on, scheme):
    with worked_on.page(scheme=scheme, script=SCRIPT) as page:
        page.goto(worked_on.address + "/sign-in")
        settle(page)
        found = audit(page)
        assert not found, "\n".join(found)


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule(worked_on, name, scheme):
    path, keys = STATES[name]
    with worked_on.page("olga", scheme=scheme, script=SCRIPT) as page:
        page.goto(worked_on.address + path)
        settle(page)
        if path.endswith("/label"):
            page.get_by_test_id("text").wait_for()
        for key in keys:
            page.keyboard.press(key)
        found = audit(page)
        assert not found, "\n".join(found)
