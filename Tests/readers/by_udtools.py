"""CoNLL-U by the validator of Universal Dependencies: what it finds wrong, warnings apart."""
import argparse
from pathlib import Path

from udtools import Validator


def mistakes(folder, level=2, pattern="*.conllu"):
    files = sorted(str(file) for file in Path(folder).rglob(pattern))
    assert files, f"there is no {pattern} below {folder}"
    state = Validator(lang="en", level=level, args=argparse.Namespace(quiet=True, no_warnings=True, input=files), output=None).validate_files(files)
    return [(one.sentid or "", f"{one.testid}: {one.message}", [one.lineno]) for one in state.error_tracker]
