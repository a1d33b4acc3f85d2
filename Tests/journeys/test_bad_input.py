"""Input nobody meant to give, through every verb that reads a table: each ends soon, in little memory, and says what is wrong and where.

Time is the process's own (user and system), so that a busy machine is no failure; memory the largest that was resident.
"""
import gzip
import json
import os
import resource
import subprocess

import pytest

from harness.figures import report
from harness.places import BINARY

VERBS = {
    "profile": [], "checks": [], "dedup": [], "clean": [], "scan-pii": [], "uniform": ["--column", "b=date"], "contract": ["--draft"], "impute": ["--method", "mean"],
    "split": [], "drift": []}
# Of a million columns each of two tables costs some 150 bytes a cell, and that is the largest there is.
SECONDS, BYTES = 60, 3 << 29


class Told:
    def __init__(self, verb, code, out, err, seconds, peak):
        self.verb, self.code, self.out, self.err, self.seconds, self.peak = verb, code, out, err, seconds, peak

    def __repr__(self):
        return f"{self.verb}: exit {self.code}, {self.seconds:.1f} s, {self.peak >> 20} MiB\n{self.out[-500:]}\n{self.err[-1500:]}"


def run(verb, path, folder, *options):
    """The kernel ends what takes longer than twice the bound, or asks for 8 GiB."""
    def bounded():
        resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (8 << 30, 8 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    paths = [path, path] if verb == "drift" else [path]
    with (folder / "out").open("w+b") as out, (folder / "err").open("w+b") as err:
        child = subprocess.Popen([BINARY, verb, *paths, *(options or VERBS[verb])], stdout=out, stderr=err, preexec_fn=bounded)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        told = Told(verb, child.returncode, out.read(1 << 20).decode("utf-8", "replace"), err.read(1 << 20).decode("utf-8", "replace"), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
    report("bad input", f"{path.name} {verb}: exit {told.code}, {told.seconds:.1f} s, {told.peak >> 20} MiB")
    assert told.code in (0, 1, 2, 3), told
    assert told.seconds <= SECONDS and told.peak <= BYTES, told
    assert "Fatal" not in told.err and "Swift runtime" not in told.err, told
    return told


def sparse(path, size):
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.fixture(scope="module")
def zeros(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zeros")
    return {size: {end: sparse(folder / f"{size}.{end}", bytes) for end in ("csv", "jsonl", "json")} for size, bytes in (("small", 100 << 20), ("huge", 10 << 30))}


@pytest.mark.parametrize("end", ["csv", "jsonl", "json"])
@pytest.mark.parametrize("size", ["small", "huge"])
@pytest.mark.parametrize("verb", VERBS)
def test_files_of_zeros_are_refused_at_once(verb, size, end, zeros, tmp_path):
    told = run(verb, zeros[size][end], tmp_path)
    assert told.code == 3 and f"{size}.{end}" in told.err, told


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """A million columns, three rows; a row of a million cells where two are expected; a million columns without a name."""
    folder, count = tmp_path_factory.mktemp("wide"), 1_000_000
    files = {name: folder / f"{name}.csv" for name in ("columns", "cells", "nameless")}
    rows = "".join(",".join(str((place * 7 + row) % 100) for place in range(count - 2)) + ",some text,2\n" for row in range(3))
    files["columns"].write_text(",".join(f"c{place}" for place in range(count - 2)) + ",text,b\n" + rows)
    files["cells"].write_text("text,b\nx,1\n" + ",".join("1" for _ in range(count)) + "\n" + "y,2\n" * 8)
    files["nameless"].write_text("," * (count - 1) + "\n" + ("," * (count - 1) + "\n") * 3)
    return files


@pytest.mark.parametrize("verb", VERBS)
def test_a_million_columns(verb, wide, tmp_path):
    told = run(verb, wide["columns"], tmp_path)
    assert told.code == 0, told
    if verb in ("profile", "contract"):
        assert "999000 columns beyond the first 1000" in told.err, told


@pytest.mark.parametrize("verb", VERBS)
def test_a_row_of_a_million_cells_is_one_bad_row(verb, wide, tmp_path):
    told = run(verb, wide["cells"], tmp_path)
    assert told.code == 0 and "cells.csv:3" in told.err and "1000000 cells" in told.err, told


@pytest.mark.parametrize("verb", VERBS)
def test_a_million_columns_without_a_name(verb, wide, tmp_path):
    told = run(verb, wide["nameless"], tmp_path)
    assert told.err.strip(), told


@pytest.fixture(scope="module")
def bombs(tmp_path_factory):
    """Two gibibytes of zeros in two mebibytes, and 64 MiB of one line."""
    folder = tmp_path_factory.mktemp("bombs")
    files = {"zeros.csv.gz": b"\0" * (1 << 20), "line.jsonl.gz": b"a" * (1 << 20), "rows.csv.gz": b"1,2\n" * (1 << 18)}
    for name, piece in files.items():
        with gzip.open(folder / name, "wb", compresslevel=6) as file:
            if name.startswith("rows"):
                file.write(b"text,b\n")
            for _ in range(1024):
                file.write(piece)
    if subprocess.run(["sh", "-c", f"head -c 2147483648 /dev/zero | zstd -q -3 -o {folder}/zeros.csv.zst"], check=False).returncode == 0:
        files["zeros.csv.zst"] = b""
    return {name: folder / name for name in files}


# Good rows are read until they swell beyond belief, a matter of seconds: of verbs that read alike one is asked.
BOMBS = [(name, verb) for name in ("zeros.csv.gz", "line.jsonl.gz", "zeros.csv.zst") for verb in VERBS] + [("rows.csv.gz", verb) for verb in ("profile", "split", "impute", "drift")]


@pytest.mark.parametrize(("name", "verb"), BOMBS)
def test_bombs_are_told_by_how_they_swell(name, verb, bombs, tmp_path):
    if name not in bombs:
        pytest.skip("no zstd here")
    told = run(verb, bombs[name], tmp_path)
    assert told.code == 3 and name in told.err, told


MIXED = "text,b\nplain,1\ncafé naïve,2\n".encode() + "café,3\n".encode("latin-1") + "текст,4\n".encode("cp1251") + "wide,5\n".encode("utf-16-le") + b"\x81\x8d\xff,6\nlast,7\n"


@pytest.mark.parametrize("verb", VERBS)
def test_mixed_encodings_are_bad_rows_with_their_lines(verb, tmp_path):
    (tmp_path / "mixed.csv").write_bytes(MIXED)
    told = run(verb, tmp_path / "mixed.csv", tmp_path)
    assert told.code == 0 and all(f"mixed.csv:{line}" in told.err for line in (4, 5)) and "0xe9" in told.err and "iconv" in told.err, told
    (tmp_path / "wide.csv").write_bytes("text,b\ncafé,1\n".encode("utf-16"))
    told = run(verb, tmp_path / "wide.csv", tmp_path)
    assert told.code == 3 and "UTF-16" in told.err, told


@pytest.mark.parametrize(("name", "text"), [
    ("quoted", 'text,b\nx,"1.234,5"\ny,"2,75"\nz,"0,5"\nw,"1.000.000,25"\n'), ("semicolons", "text;b\nx;1.234,5\ny;2,75\nz;0,5\nw;1.000.000,25\n")])
def test_decimal_commas_are_told_and_made_uniform(name, text, tmp_path):
    path = tmp_path / f"{name}.csv"
    path.write_text(text)
    for verb in VERBS:
        told = run(verb, path, tmp_path)
        assert told.code == 0 and (name != "semicolons" or "`;`" in told.err), told
    assert "decimal-comma" in run("profile", path, tmp_path).err
    rows = [json.loads(line) for line in run("uniform", path, tmp_path, "--column", "b=number").out.splitlines()]
    assert [row["b"] for row in rows] == [1234.5, 2.75, 0.5, 1000000.25]


DATES = {
    "0000-01-01": "0000-01-01", "0001-01-01": "0001-01-01", "9999-12-31": "9999-12-31", "9999-12-31T23:59:59.999999999Z": "9999-12-31T23:59:59.999999999Z",
    "0000-01-01T00:00:00+14:00": "-0001-12-31T10:00:00Z", "9999-12-31T23:59:59-12:00": "10000-01-01T11:59:59Z", "2024-02-29": "2024-02-29",
    "2024-03-31T02:30:00+01:00": "2024-03-31T01:30:00Z", "31/12/9999": "9999-12-31",
    # No dates: left as they stand, and told.
    "0000-00-00": None, "2024-02-30": None, "2023-02-29": None, "1900-02-29": None, "10000-01-01": None, "-0001-12-31": None, "292277026596-12-04": None,
    "2024-06-01T12:00:00+99:99": None, "2024-06-01T25:00:00Z": None}


def test_dates_at_the_ends_of_time(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text("text,b\n" + "".join(f"t{place},{date}\n" for place, date in enumerate(DATES)))
    for verb in VERBS:
        assert run(verb, path, tmp_path).code == 0
    told = run("uniform", path, tmp_path)
    rows = [json.loads(line)["b"] for line in told.out.splitlines()]
    assert rows == [made or date for date, made in DATES.items()]
    assert f"{sum(made is None for made in DATES.values())} of `b`" in told.err and "0000-00-00" in told.err
    told = run("split", path, tmp_path, "--time", "b", "--shares", "old=0.5,new=0.5")
    sides = {row["b"]: row["split"] for row in map(json.loads, told.out.splitlines())}
    assert sides["0000-01-01"] == "old" and sides["9999-12-31"] == "new" and sides["2024-02-30"] is None and "split.time-unread" in told.err
