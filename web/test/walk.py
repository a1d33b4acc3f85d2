"""What the walks through the pages share: the stand-in server, one person's browser, the checks and how they end.

A walk is a file of parts, functions of (browser, address of the server); `run` starts the server and calls them. Options of every
walk: `--shots DIR` keeps pictures, names of parts run only those, `--at ADDRESS --password WORD` takes a server that runs already.
The exit code is 1 when a check failed or a page complained.
"""
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Error, sync_playwright

WEB = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(WEB.parent / "Tests"))


def option(name, otherwise=None):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else otherwise


SHOTS = Path(option("--shots")) if option("--shots") else None
complaints: list[str] = []
SETTLED = """() => {
  const isNear = (box) => box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
  return !document.querySelector('.waiting') && [...document.images].every((one) => one.complete || !isNear(one.getBoundingClientRect()));
}"""


def check(name, truth, detail=""):
    print(("ok   " if truth else "FAIL ") + name + (f" ({detail})" if detail and not truth else ""), flush=True)
    if not truth:
        complaints.append(name)


class Site:
    """One person's browser. What a page throws, or the policy refuses, is a complaint."""

    def __init__(self, browser, base, login="ada", script=None, **options):
        self.base, self.login = base, login
        self.context = browser.new_context(viewport=options.pop("viewport", {"width": 1280, "height": 800}), **options)
        if script:
            self.context.add_init_script(script)
        self.fresh_page()
        self.page.request.post(base + "/v1/session", data={"login": login, "password": option("--password", "password")})

    def fresh_page(self):
        self.page = self.context.new_page()
        self.page.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
        self.page.on("pageerror", lambda error: complaints.append(str(error)))

    def open(self, path, wait="main"):
        self.page.goto(self.base + path)
        self.page.wait_for_selector(wait)

    def settled(self):
        """Until nothing waits for data and every picture in view has come."""
        self.page.wait_for_function(SETTLED)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def state(self):
        with urlopen(self.base + "/v1/test/state") as answer:
            return json.load(answer)

    def revisions(self, project, login=None):
        return [row for row in self.state()["revisions"] if row["project"] == project and row["login"] == (login or self.login)]

    def key(self):
        return self.page.inner_text("[data-testid=item-key]")

    def saved(self):
        self.page.wait_for_selector("[data-testid=save-state][data-state=saved]")

    def too_wide(self):
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")

    def shot(self, name, **more):
        if SHOTS:
            self.page.screenshot(path=str(SHOTS / f"{name}.png"), **more)

    def close(self):
        self.context.close()


def run(parts, *server_options, environment=None, is_fresh=True):
    """Calls the wanted parts; `is_fresh` gives each a server of its own."""
    if SHOTS:
        SHOTS.mkdir(parents=True, exist_ok=True)
    wanted = [part for part in parts if part.__name__ in sys.argv[1:]] or parts
    for group in [[part] for part in wanted] if is_fresh else [wanted]:
        if option("--at"):
            walk(group, option("--at"))
        else:
            serve(group, server_options, environment or {})
    for complaint in complaints:
        print("FAIL", complaint)
    sys.exit(1 if complaints else 0)


def photograph(browser, name):
    """What stands on the pages that were left open."""
    for page in [page for context in browser.contexts for page in context.pages if SHOTS]:
        page.screenshot(path=str(SHOTS / f"{name}.png"))


def serve(parts, options, environment):
    command = ["node", str(WEB / "test/fake-server.mjs"), "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})
    try:
        walk(parts, server.stdout.readline().strip())
    finally:
        server.terminate()


def walk(parts, base):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for part in parts:
            print(f"== {part.__name__}", flush=True)
            try:
                part(browser, base)
            except Error as error:
                check(f"{part.__name__} comes to its end", False, f"{traceback.extract_tb(error.__traceback__)[1].line}: {error.message.splitlines()[0]}")
                photograph(browser, f"{part.__name__}-broken")
        browser.close()
