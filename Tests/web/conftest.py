"""What the browser tests share: one browser a module, a fresh profile a page, a support project that is worked on."""
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from harness.annotators import Annotator
from harness.api import Client
from harness.browser import WATCH
from harness.projects import collected, support
from harness.server import Server

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "correct horse battery staple"


def serving(folder, *options):
    """The built product; `WINNOW_WEB_DIR` names pages newer than those inside the binary."""
    pages = os.environ.get("WINNOW_WEB_DIR")
    return Server(folder, *(["--web-dir", pages] if pages else []), *options)


# For a module, not the session: other tests start a playwright of their own, and two at a time are refused.
@pytest.fixture(scope="module")
def chrome():
    if not Path(CHROMIUM).exists():
        pytest.skip(f"SKIPPED (no {CHROMIUM}): everything that needs a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Door:
    """A server with people who have passwords; opens pages that are signed in as one of them."""

    def __init__(self, chrome, server, dataset, project):
        self.chrome, self.server, self.dataset, self.project = chrome, server, dataset, project
        self.address = server.address

    def client(self, login):
        client = Client(self.address)
        client.sign_in(login, PASSWORD)
        return client

    @contextmanager
    def context(self, login=None, width=1280, height=800, scheme="light", script=None):
        context = self.chrome.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        context.add_init_script(WATCH)
        if script:
            context.add_init_script(path=script)
        if login:
            name, value = self.client(login).cookie.split("=", 1)
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        try:
            yield context
        finally:
            context.close()

    @contextmanager
    def page(self, login=None, **more):
        with self.context(login, **more) as context:
            yield context.new_page()


def people(project, server, **roles):
    for login, role in roles.items():
        project.add_person(login, PASSWORD, role)
    owner = Client(server.address)
    owner.redeem(server.sign_in_secret(), "olga", PASSWORD, name="Olga Weiss")
    return owner


@pytest.fixture(scope="module")
def worked_on(chrome, tmp_path_factory):
    """The example's 400 messages; Ada and Ben have answered sixty of them, not always alike; consensus, a model, a commit."""
    dataset = support()
    project = collected(dataset, tmp_path_factory.mktemp("worked-on"))
    with serving(project.folder) as server:
        people(project, server, ada="annotator", ben="annotator", carla="annotator")
        door = Door(chrome, server, dataset, project)
        for seed, login in enumerate(("ada", "ben"), 1):
            Annotator(door.client(login), dataset.name, dataset.question, dataset.labels, dataset.truth, mistakes=0.2, seed=seed).work(most=60)
        project.consensus()
        project.suggest()
        project.commit("Sixty answered")
        yield door
