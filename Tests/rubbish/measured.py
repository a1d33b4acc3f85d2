"""Running something while its time and memory are watched, and the table that is printed at the end.

Bounds are generous: they tell "grows with the input" from "does not", never fast from slow.
"""
import os
import resource
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from harness.places import BINARY

SECONDS = 120
MEBIBYTES = 400
# A wall, not a measure: a process that runs into it is killed or traps, and the case fails.
ADDRESS_SPACE = 12 << 30
CRASHES = ("Fatal error", "Illegal instruction", "Segmentation fault", "*** ", "stack overflow", "Swift runtime failure")

TABLE = []


@dataclass
class Row:
    name: str
    door: str
    verdict: str
    seconds: float
    mebibytes: float


@dataclass
class Told:
    """What came back: an exit code or a status, and all that was said."""

    code: int
    text: str
    seconds: float = 0
    mebibytes: float = 0
    body: object = None
    headers: dict = field(default_factory=dict)


def run(*arguments, given=None, seconds=SECONDS, folder=None):
    """The binary with both outputs as one text; fails on a signal and on anything that looks like a crash."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as source:
        if given is not None:
            source.write(given if isinstance(given, bytes) else given.encode())
            source.seek(0)
        began = time.monotonic()
        process = subprocess.Popen([BINARY, *map(str, arguments)], stdin=source, stdout=output, stderr=subprocess.STDOUT, cwd=folder,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE)))
        is_late = threading.Event()
        watch = threading.Timer(seconds, lambda: (is_late.set(), process.kill()))
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - began
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    assert not is_late.is_set(), f"{arguments} was not done after {seconds} s: {text[-2000:]}"
    assert process.returncode >= 0, f"{arguments} died of signal {-process.returncode}: {text[-2000:]}"
    assert not any(sign in text for sign in CRASHES), text[-4000:]
    return Told(process.returncode, text, took, usage.ru_maxrss / 1024)


class Watched:
    """The memory of a running server: how far it grew since the last look."""

    def __init__(self, process):
        self.proc = Path(f"/proc/{process.pid}")

    def forget(self):
        try:
            (self.proc / "clear_refs").write_text("5")
        except OSError:
            pass                            # Not permitted everywhere; the peak is then that of the whole run.
        self.before = self.now("VmRSS")

    def growth(self):
        """What was added at the most: allocators keep what earlier cases used, and that is no fault of this one."""
        return max(0, self.now("VmHWM") - self.before)

    def now(self, name):
        status = (self.proc / "status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith(name)).split()[1]) / 1024


def note(name, door, told, verdict, mebibytes=MEBIBYTES):
    """Keeps the row and holds the case to its bounds."""
    TABLE.append(Row(name, door, verdict, told.seconds, told.mebibytes))
    assert told.mebibytes <= mebibytes, f"{name} ({door}) took {told.mebibytes:.0f} MiB"


def lines():
    """The table as text, in the order of the cases."""
    width = max((len(row.name) for row in TABLE), default=4)
    yield f"{'case':{width}}  {'door':5}  {'seconds':>8}  {'MiB':>6}  verdict"
    for row in TABLE:
        yield f"{row.name:{width}}  {row.door:5}  {row.seconds:8.2f}  {row.mebibytes:6.0f}  {row.verdict}"
    names = {row.name for row in TABLE}
    yield f"{len(names)} cases, {len(TABLE)} runs"
