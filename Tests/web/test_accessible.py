"""Every page, in both themes, against the rules of axe-core: WCAG 2.2 A and AA, and its best practices."""
import pytest

from harness import axe
from harness.browser import OTHER_PAGES, PROJECT_PAGES, settle

SCRIPT = axe.script()
pytestmark = pytest.mark.skipif(SCRIPT is None, reason="SKIPPED (no axe-playwright-python): the accessibility audit")

# Name -> page, and what is pressed before looking.
STATES = {name: (f"/p/support/{name}", []) for name in [*PROJECT_PAGES, "review"]} | {path.strip("/") or "work": (path, []) for path in OTHER_PAGES} | {
    "palette": ("/p/support/overview", ["Control+k"]), "shortcuts": ("/p/support/overview", ["?"]), "item sheet": ("/p/support/data", ["ArrowDown"]),
    "comment": ("/p/support/label", ["c"]), "skip": ("/p/support/label", ["s"]), "label search": ("/p/support/label", ["l"]),
    "guidelines while labelling": ("/p/support/label", ["?"]), "spans": ("/p/support/label", ["q", "ArrowRight", "1", "ArrowRight"]),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_breaks_no_rule(worked_on, scheme):
    with worked_on.page(scheme=scheme, script=SCRIPT) as page:
        page.goto(worked_on.address + "/sign-in")
        settle(page)
        found = axe.audit(page)
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
        found = axe.audit(page)
        assert not found, "\n".join(found)
