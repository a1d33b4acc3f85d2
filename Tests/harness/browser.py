"""A real browser on the real pages. Addresses, names of controls and keys stand here and nowhere else."""
from contextlib import contextmanager

from playwright.sync_api import expect, sync_playwright

PROJECT_PAGES = ["overview", "data", "label", "disagreements", "quality", "models", "checks", "profile", "personal-data", "splits", "coverage", "bias", "versions", "ship",
                 "guidelines", "people", "settings"]
OTHER_PAGES = ["/", "/history", "/accounts", "/tokens", "/new-project"]

# Runs before any script of the page, so that nothing the page does goes unseen.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(event.violatedDirective + " " + event.blockedURI + " " + (event.sample || "")));
"""


@contextmanager
def chromium(width=1280, height=800, scheme="light"):
    """A page of a fresh profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        context.add_init_script(WATCH)
        try:
            yield context.new_page()
        finally:
            browser.close()


class Trouble:
    """Everything a page should not do: dialogs, uncaught errors, policy violations."""

    def __init__(self, page):
        self.page = page
        self.seen = []
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.seen.append(f"uncaught: {error}"))
        page.on("console", self._console)

    def _dialog(self, dialog):
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message):
        if "Content Security Policy" in message.text:
            self.seen.append(f"policy: {message.text}")

    def check(self, where):
        self.seen += [f"policy: {violation}" for violation in self.page.evaluate("window.violations || []")]
        if self.page.evaluate("typeof window.pwned !== 'undefined'"):
            self.seen.append("a payload ran: window.pwned is set")
        assert not self.seen, f"{where}: {self.seen}"


def sign_in(page, address, login, password):
    page.goto(f"{address}/sign-in")
    page.get_by_test_id("login").fill(login)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    settle(page)


def open_project(page, address, project, name="overview"):
    page.goto(f"{address}/p/{project}/{name}")
    settle(page)


def until(page, expression, given=None, seconds=15.0):
    """Asks the page again and again. Playwright's own waiting compiles text inside the page, which the policy forbids."""
    for _ in range(int(seconds / 0.025)):
        if page.evaluate(expression, given):
            return True
        page.wait_for_timeout(25)
    return False


def settle(page):
    """Until the page shows what it is about: a page that still waits for data says so with `.waiting`."""
    expect(page.locator("main, .door").first).to_be_visible(timeout=15_000)
    assert until(page, "!document.querySelector('.waiting')"), f"{page.url} still waits for its data"


def shown_text(page):
    """The text of the item on the stage, exactly as stored: white space and all."""
    page.get_by_test_id("text").wait_for()
    return page.evaluate("[...document.querySelectorAll('[data-testid=text] p')].map((paragraph) => paragraph.textContent).join('\\n')")


def answer_by_key(page, key):
    """One key answers. Where another question is left open on purpose, the page stays and the submit keys go on."""
    moved = "before => document.querySelector('[data-testid=item-key]')?.textContent !== before"
    before = page.get_by_test_id("item-key").inner_text()
    page.keyboard.press(key)
    if not until(page, moved, before, seconds=0.7):
        page.keyboard.press("Control+Enter")
        assert until(page, moved, before), f"neither `{key}` nor Ctrl+Enter brought the item after {before}"


def until_saved(page):
    """Until everything answered has reached the server."""
    page.wait_for_selector("[data-testid=save-state][data-state=saved]", timeout=15_000)


def decide(page, address, project, item, key):
    """Adjudicates one disagreement by two keys, the label's and Enter; comes back once the server has it."""
    open_project(page, address, project, f"disagreements?item={item}")
    page.get_by_test_id("decide").wait_for()
    page.keyboard.press(key)
    with page.expect_response(lambda response: "/adjudicate" in response.url and response.ok, timeout=15_000):
        page.keyboard.press("Enter")
