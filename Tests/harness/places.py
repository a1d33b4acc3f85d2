"""Where things are: the checkout, the binary, the shared real input."""
import os
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("WINNOW_BINARY", ROOT / ".build/release/winnow"))
EXAMPLES = ROOT / "examples"


def shared(path, what):
    """A file of the shared real input; skips the test, loudly, where there is none."""
    folder = Path(os.environ.get("WINNOW_SHARED", ROOT.parent / "shared"))
    found = folder / path
    if not found.exists():
        line = f"SKIPPED (no ../shared): {what}"
        warnings.warn(line, stacklevel=2)
        pytest.skip(line)
    return found
