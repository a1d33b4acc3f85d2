"""Fixtures of every journey: the binary must be there, and each test has folders of its own."""
import pytest

from harness.figures import FIGURES
from harness.places import BINARY


@pytest.fixture(scope="session", autouse=True)
def binary():
    if not BINARY.exists():
        pytest.exit(f"there is no {BINARY}; `./test` builds it", returncode=3)
    return BINARY


def pytest_sessionfinish(session):
    """A worker process hands its figures to the one that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = FIGURES


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    FIGURES.extend(getattr(node, "workeroutput", {}).get("figures", []))


def pytest_terminal_summary(terminalreporter):
    if FIGURES:
        terminalreporter.section("figures")
        for line in FIGURES:
            terminalreporter.line(line)
