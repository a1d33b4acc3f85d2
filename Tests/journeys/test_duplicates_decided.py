"""Duplicates decided from the command line with the real product: told before, done, taken back."""
import shutil

import pytest

from harness.api import Client
from harness.cli import Workspace, data, winnow
from harness.places import EXAMPLES
from harness.server import Server

PASSWORD = "correct horse battery staple"
COPIES = 3
DEFINITION = """\
winnow: 1
project: twins
objective: Say what lies on the table
media: image
questions:
  - {{name: kind, kind: choice, labels: [screw, nut]}}
sources:
  - {{name: photos, kind: folder, path: "{path}", licence: CC0-1.0, origin: internal}}
prepare:
  - {{step: image-checks}} # how dark is too dark
  - {{step: near-duplicates, radius: 0}}
labelling: {{overlap: 1}}
splits: {{train: 0.5, test: 0.5, seed: 7}}
"""


class Twins:
    """Pictures of the example, the first of which lie there twice under names that come later."""

    def __init__(self, folder):
        pictures = folder / "pictures"
        pictures.mkdir()
        names = sorted(path.name for path in (EXAMPLES / "parts/pictures").iterdir() if path.suffix in (".jpg", ".png"))[:20]
        for name in names:
            shutil.copy(EXAMPLES / "parts/pictures" / name, pictures / name)
        for name in names[:COPIES]:
            shutil.copy(EXAMPLES / "parts/pictures" / name, pictures / f"zz-{name}")
        self.first = names[:COPIES]
        definition = folder / "twins.yaml"
        definition.write_text(DEFINITION.format(path=pictures), encoding="utf-8")
        self.project = Workspace(folder / "workspace", "twins")
        self.project.init()
        self.project.apply(definition)
        self.project.collect()
        self.project.prepare()
        self.server = Server(self.project.folder)
        self.owner = Client(self.server.address)
        self.owner.redeem(self.server.sign_in_secret(), "olga", PASSWORD)

    def aside(self):
        return {row["key"]: row["stateReason"] for row in self.owner.items("twins", state="rejected")}


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    found = Twins(tmp_path_factory.mktemp("twins"))
    yield found
    found.server.kill()


def test_the_command_line_tells_before_it_does_and_takes_back(twins):
    told = data("dedup", "--project", "twins", "--keep", "first", "--workspace", twins.project.folder)
    effects = {effect["keep"]: effect for effect in told["effects"]}
    assert told["groups"] >= COPIES and effects["first"]["setAside"] >= COPIES and effects["first"]["answered"] == 0
    assert not twins.aside(), "nothing is done without --apply"
    [job] = data("dedup", "--project", "twins", "--keep", "first", "--apply", "--workspace", twins.project.folder)
    assert job["report"]["setAside"] == effects["first"]["setAside"] == len(twins.aside())
    assert {f"zz-{name}": f"duplicate of {name}" for name in twins.first}.items() <= twins.aside().items()
    [job] = data("dedup", "--project", "twins", "--keep", "open", "--apply", "--workspace", twins.project.folder)
    assert job["report"]["broughtBack"] == effects["first"]["setAside"] and not twins.aside()
    assert winnow("dedup", "--project", "twins", "--apply", "--workspace", twins.project.folder, code=None).returncode != 0
