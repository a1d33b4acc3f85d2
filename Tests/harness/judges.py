"""Other people's readers as judges of what we wrote: they live in an environment of their own, `.venv-readers`.

What they see comes back as rows (item, label or text, numbers) and is compared with rows made of the drawn data. A reader that is not
installed skips its test, and `./test` says so at its end.
"""
import json
import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from .places import ROOT

PYTHON = Path(os.environ.get("READERS_PYTHON", ROOT / ".venv-readers/bin/python"))
PROGRAM = ROOT / "Tests/readers/serve.py"
MEDIA = {".png", ".jpg", ".jpeg", ".webp", ".mp4", ".wav", ".txt", ".pcd", ".bin", ".ply", ".las"}


def answered(stream, asked):
    stream.stdin.write(json.dumps(asked) + "\n")
    stream.stdin.flush()
    return stream.stdout.readline()


class Judges:
    """The process that reads; started when first asked, and again when a reader took it down with it."""

    def __init__(self, log):
        self.log, self.process = log, None

    def ask(self, by, see, folder, **options):
        if not PYTHON.exists():
            pytest.skip(f"SKIPPED (no {PYTHON.relative_to(ROOT) if PYTHON.is_relative_to(ROOT) else PYTHON}; `tools/python-environment readers` makes it): {by}")
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen([PYTHON, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log.open("ab"), text=True, encoding="utf-8")
        line = answered(self.process, {"by": by, "see": see, "folder": str(folder), **options})
        assert line, f"{by} ended the process that reads: {self.log.read_text(errors='replace')[-2000:]}"
        said = json.loads(line)
        if "missing" in said:
            pytest.skip(f"SKIPPED (not installable here): {said['missing']}")
        assert "rows" in said, f"{by} cannot read what we wrote: {said['error']}\n{said['trace']}\n{tree(folder)}"
        return [(item, what, tuple(numbers)) for item, what, numbers in said["rows"]]

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(timeout=20)


def tree(folder):
    """Which files there are, and how the short ones begin."""
    folder, told = Path(folder), []
    for path in sorted(folder.rglob("*") if folder.is_dir() else [folder])[:40]:
        if path.is_file():
            head = path.read_bytes()[:400]
            shown = "bytes" if 0 in head else repr(head.decode(errors="replace"))
            told.append(f"{path.relative_to(folder) if folder.is_dir() else path.name}: {shown}")
    return "\n".join(told)


def stem(name):
    """What names an item in any format: without folders and without the ending of a file."""
    last = PurePosixPath(str(name)).name
    return PurePosixPath(last).stem if PurePosixPath(last).suffix.lower() in MEDIA else last


def by_item(rows):
    found = {}
    for item, what, numbers in rows:
        found.setdefault(stem(item), []).append((what, tuple(numbers)))
    return found


def apart(first, second):
    """The greatest difference of two lists of numbers; infinite when they are not of one length."""
    if len(first) != len(second):
        return float("inf")
    return max((abs(a - b) for a, b in zip(first, second)), default=0.0)


def differences(expected, seen, within=0.0):
    """What differs, in words, and the greatest difference of what is the same. Order does not count."""
    expected, seen, told, worst = by_item(expected), by_item(seen), [], 0.0
    for item in sorted(expected.keys() | seen.keys()):
        left = list(seen.get(item, []))
        for what, numbers in sorted(expected.get(item, []), key=repr):
            near = min((one for one in left if one[0] == what), key=lambda one: apart(numbers, one[1]), default=None)
            if near is None or apart(numbers, near[1]) > within:
                told.append(f"{item}: {what!r} {list(numbers)} is not seen; there is {near if near else [one for one in left][:3]}")
                continue
            worst = max(worst, apart(numbers, near[1]))
            left.remove(near)
        told += [f"{item}: {what!r} {list(numbers)} is seen and nowhere drawn" for what, numbers in left]
    return told, worst


def agree(expected, seen, within=0.0, folder=None):
    told, worst = differences(expected, seen, within)
    assert not told, f"{len(told)} differences:\n" + "\n".join(told[:12]) + (f"\n\n{tree(folder)}" if folder else "")
    return worst
