"""One place for the whole run, and the table of all cases at its end."""
import pytest

import measured
from place import Place


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    made = Place(tmp_path_factory.mktemp("rubbish"))
    yield made
    made.stop()


def pytest_terminal_summary(terminalreporter):
    if measured.TABLE:
        terminalreporter.section("rubbish")
        for line in measured.lines():
            terminalreporter.line(line)
