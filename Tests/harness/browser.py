"""A real browser on the real pages. Addresses, names of controls and keys stand here and nowhere else."""
from contextlib import contextmanager

from playwright.sync_api import expect, sync_playwright

PROJECT_PAGES = ["overview", "data", "label", "disagreements", "quality", "models", "checks", "versions", "ship",
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
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def open_project(page, address, project, name="overview"):
    page.goto(f"{address}/p/{project}/{name}")
    settle(page)


def settle(page):
    """Until the page has something to show: the shell replaces its first frame once the data is there."""
    expect(page.locator("main")).to_be_visible(timeout=15_000)
    page.wait_for_function("document.querySelector('main') && !document.querySelector('[aria-busy=true]')", timeout=15_000)


def shown_text(page):
    """The text of the item on the stage, exactly as stored."""
    return page.locator("[data-role=item-text]").inner_text()


def answer_by_key(page, key):
    """One key answers; a question that is left open on purpose needs the submit keys as well."""
    before = page.locator("[data-item]").get_attribute("data-item")
    page.keyboard.press(key)
    try:
        page.wait_for_function("before => document.querySelector('[data-item]')?.dataset.item !== before", arg=before, timeout=1_500)
    except Exception:  # noqa: BLE001 - playwright's own timeout; the second way is tried, and its failure is the test's
        page.keyboard.press("Control+Enter")
        page.wait_for_function("before => document.querySelector('[data-item]')?.dataset.item !== before", arg=before, timeout=10_000)
