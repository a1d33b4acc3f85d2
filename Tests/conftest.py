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


# Defects that are known and open, by the end of a test's name: each must fail until it is mended, and then leave this list.
KNOWN_DEFECTS = {
    "test_the_numbers_come_back[trees-bilou]": "a file of nothing but `O` in one split is not taken for tokens and tags",
    "test_the_numbers_come_back[trees-bio]": "a file of nothing but `O` in one split is not taken for tokens and tags",
    "test_the_numbers_come_back[trees-conll]": "a file of nothing but `O` in one split is not taken for tokens and tags",
    "test_what_was_written_is_recognised_without_its_name[polygons-yolo-segment]": "rows of four corners in one split are taken for oriented boxes",
}


def pytest_collection_modifyitems(items):
    for item in items:
        for name, reason in KNOWN_DEFECTS.items():
            if item.nodeid.endswith(name):
                item.add_marker(pytest.mark.xfail(strict=True, reason=reason))
