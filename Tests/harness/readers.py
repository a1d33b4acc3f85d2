"""Whether other people's readers see in shipped files what is stored: `Tests/parity/image_formats.py`, run as a program."""
import json
import subprocess

import pytest

from .figures import report
from .judges import PYTHON
from .places import ROOT

PROGRAM = ROOT / "Tests/parity/image_formats.py"


def agree(name, stored, question, folders, scratch):
    """`stored`: key -> parts as the server has them; `folders`: format -> where it was shipped to. Every reader must be there."""
    dump = scratch / "stored.jsonl"
    lines = (json.dumps({"key": key, "answers": {question: {"parts": found}}}) for key, found in sorted(stored.items()))
    dump.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    if not PYTHON.exists():
        pytest.skip(f"SKIPPED (no {PYTHON}; `tools/python-environment readers` makes it): other readers of what was shipped")
    told = subprocess.run([PYTHON, PROGRAM, dump, folders["coco"], folders["voc"], folders["yolo"]], capture_output=True, text=True, check=False)
    for line in told.stdout.splitlines():
        report(name, line)
    assert told.returncode == 0, told.stdout + told.stderr
    missing = [line for line in told.stdout.splitlines() if line.startswith("SKIPPED")]
    if missing:
        pytest.skip(f"SKIPPED (not installable here): {'; '.join(missing)}")
    assert told.stdout.count("ok ") >= 4, told.stdout
