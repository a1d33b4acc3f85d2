"""What axe-core finds wrong with a page: WCAG 2.2 A and AA, and its best practices."""
from pathlib import Path

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIT = """async (rules) => (await axe.run(document, { runOnly: rules })).violations.flatMap((violation) => violation.nodes.map((node) =>
    `${violation.id} (${violation.impact}): ${node.target.join(" ")} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? violation.help}`))"""


def script():
    """The path of axe itself, to be run before the page's own scripts; None where it is not installed."""
    try:
        import axe_playwright_python
    except ImportError:
        return None
    return Path(axe_playwright_python.__file__).parent / "axe.min.js"


def audit(page):
    # Colours are looked at when transitions have ended.
    page.wait_for_timeout(300)
    return page.evaluate(AUDIT, RULES)
