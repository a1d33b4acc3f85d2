"""The documents list what the product has: no more and no less. `tools/write-docs` brings them up to date."""
import os
import subprocess

import pytest

from harness import documents
from harness.annotators import Annotator
from harness.api import Client
from harness.cli import Workspace
from harness.places import BINARY, EXAMPLES
from harness.projects import support
from harness.server import Server


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return documents.sections(tmp_path_factory.mktemp("documents"))


@pytest.mark.parametrize("section", [("docs/commands.md", "commands"), ("docs/commands.md", "catalogues"), ("docs/api.md", "routes")], ids=lambda section: section[1])
def test_table_is_what_the_product_says(told, section):
    assert documents.written(*section) == told[section], "run tools/write-docs"


def test_every_command_has_help_with_an_example(told):
    rows = told[("docs/commands.md", "commands")].splitlines()[2:]
    for row in rows:
        words = row.split("`")[1].split()[1:]
        shown = subprocess.run([BINARY, *words, "--help"], capture_output=True, text=True, check=False)
        assert shown.returncode == 0, row
        assert "Example: winnow " + words[0] in shown.stdout.replace("\n", " ").replace("  ", " "), f"`winnow {' '.join(words)} --help` has no example"


def test_the_ten_lines_of_the_readme_do_what_they_say(tmp_path):
    """Run as they stand, in one shell, in a folder with the examples; only `serve` is replaced by a server that two people use."""
    block = (documents.ROOT / "README.md").read_text(encoding="utf-8").split("life in ten lines\n```sh\n")[1].split("```")[0]
    before, after = block.split("winnow serve ")
    (tmp_path / "examples").symlink_to(EXAMPLES)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/winnow").symlink_to(BINARY)
    environment = {**os.environ, "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}

    def run(script):
        return subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    told = run(before)
    assert told.returncode == 0, told.stderr
    project = Workspace(tmp_path / "life", "support")
    truth = support().truth
    for login in ("ada", "ben"):
        project.add_person(login, "correct horse battery staple")
    with Server(project.folder) as server:
        for seed, login in enumerate(("ada", "ben")):
            client = Client(server.address)
            client.sign_in(login, "correct horse battery staple")
            Annotator(client, "support", "topic", support().labels, truth, seed=seed).work(most=120)
    told = run("export WINNOW_WORKSPACE=$PWD/life; " + after.split("\n", 1)[1])
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "exports/jsonl/README.md").exists()
    assert (tmp_path / "exports/jsonl/CREDITS.md").exists()
