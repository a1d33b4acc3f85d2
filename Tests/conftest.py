"""Fixtures of every journey: the binary must be there, and each test has folders of its own."""
import pytest

from harness.figures import FIGURES
from harness.places import BINARY


@pytest.fixture(scope="session", autouse=True)
def binary():
    if not BINARY.exists():
        pytest.exit(f"there is no {BINARY}; `./test` builds it", returncode=3)
    return BINARY


def pytest_terminal_summary(terminalreporter):
    if FIGURES:
        terminalreporter.section("figures")
        for line in FIGURES:
            terminalreporter.line(line)
