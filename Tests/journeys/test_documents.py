"""The documents list what the product has: no more and no less. `tools/write-docs` brings them up to date."""
import subprocess

import pytest

from harness import documents
from harness.places import BINARY


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
