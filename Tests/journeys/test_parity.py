"""Every reference case of other libraries, through the runner: one test a case, so that what differs is named."""
import json
import os
import subprocess
from pathlib import Path

import pytest

from harness.places import ROOT, shared, shared_folder

RUNNER = Path(os.environ.get("WINNOW_PARITY", ROOT / ".build/release/parity"))


def cases():
    folder = shared_folder() / "parity"
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ["(all)"]


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    """Where the runner wrote; it sees a copy of the cases without what is expected of it."""
    given, out = tmp_path_factory.mktemp("cases"), tmp_path_factory.mktemp("results")
    for folder in shared("parity", "reference cases of other libraries").iterdir():
        if folder.is_dir():
            (given / folder.name).mkdir()
            for file in folder.iterdir():
                if file.name != "expected.json":
                    (given / folder.name / file.name).symlink_to(file)
    done = subprocess.run([RUNNER, given, out], capture_output=True, text=True, check=False, timeout=600)
    return out, done.stderr


def differences(expected, ours, tolerance, path=""):
    """What differs by more than the tolerance, with its place. Keys beginning with `_` are information."""
    if isinstance(expected, dict) and isinstance(ours, dict):
        for key, value in expected.items():
            if not key.startswith("_"):
                yield from differences(value, ours[key], tolerance, f"{path}/{key}") if key in ours else [f"{path}/{key} is missing"]
    elif isinstance(expected, list) and isinstance(ours, list):
        if len(expected) != len(ours):
            yield f"{path} has {len(ours)} values, not {len(expected)}"
        else:
            for place, (one, other) in enumerate(zip(expected, ours)):
                yield from differences(one, other, tolerance, f"{path}[{place}]")
    elif not same(expected, ours, tolerance):
        yield f"{path} is {ours!r}, not {expected!r}"


def same(expected, ours, tolerance):
    if isinstance(expected, (int, float)) and isinstance(ours, (int, float)):
        return abs(expected - ours) <= tolerance * max(1, abs(expected))
    return expected == ours


@pytest.mark.parametrize("case", cases())
def test_a_reference_case_agrees_with_the_library_that_made_it(case, results):
    out, complaints = results
    assert (out / f"{case}.json").exists(), complaints
    wanted = json.loads((shared(f"parity/{case}", case) / "expected.json").read_text(encoding="utf-8"))
    found = list(differences(wanted["values"], json.loads((out / f"{case}.json").read_text(encoding="utf-8")), wanted["tolerance"]))
    assert not found, "\n".join(found[:20])


def test_the_comparison_can_fail():
    expected = {"a": [1.0, None], "b": {"c": "x"}, "_note": 1}
    assert not list(differences(expected, {"a": [1.0 + 1e-9, None], "b": {"c": "x"}}, 1e-6))
    assert list(differences(expected, {"a": [1.1, None], "b": {"c": "x"}}, 1e-6)) == ["/a[0] is 1.1, not 1.0"]
    assert list(differences(expected, {"a": [1.0, 0.0], "b": {"c": "x"}}, 1e-6)) == ["/a[1] is 0.0, not None"]
    assert list(differences(expected, {"a": [1.0], "b": {}}, 1e-6)) == ["/a has 1 values, not 2", "/b/c is missing"]
