"""Where things are: the checkout, the binary, the shared real input."""
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("WINNOW_BINARY", ROOT / ".build/release/winnow"))
EXAMPLES = ROOT / "examples"


def shared_folder():
    """Where the shared real input lies, when it is there."""
    return Path(os.environ.get("WINNOW_SHARED", ROOT.parent / "shared"))


def shared(path, what):
    """A file of the shared real input; skips the test where there is none, and `./test` says so at its end."""
    found = shared_folder() / path
    if not found.exists():
        pytest.skip(f"SKIPPED (no ../shared): {what}")
    return found
