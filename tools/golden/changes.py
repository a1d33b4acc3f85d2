"""Says which golden files now hold other values than the committed ones; for tools/golden/make.

Libraries give other last digits on another processor. A file in which nothing else differs is put back as it was.

    python3 tools/golden/changes.py
"""
import json
import math
import subprocess
import sys

RELATIVE = 1e-9


def git(*words):
    return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout


def differences(before, now, place=""):
    """Where two values differ, as paths like /cases/3/ks."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted(before.keys() | now.keys()):
            yield from differences(before.get(key), now.get(key), f"{place}/{key}")
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for index, pair in enumerate(zip(before, now)):
            yield from differences(*pair, f"{place}/{index}")
    elif not same(before, now):
        yield f"{place}: {str(before)[:40]} -> {str(now)[:40]}"


def same(before, now):
    if isinstance(before, float) and isinstance(now, (int, float)):
        return before == now or math.isclose(before, now, rel_tol=RELATIVE)
    return before == now


def main():
    changed = 0
    for path in git("diff", "--name-only", "--relative", "--", "Tests").splitlines():
        if "/golden-" not in path:
            continue
        found = list(differences(json.loads(git("show", f"HEAD:{path}")), json.load(open(path))))
        if not found:
            git("checkout", "--", path)
            continue
        changed += 1
        print(f"golden: {path} has {len(found)} other values, the first of them {found[0]}")
    if not changed:
        print("golden: nothing changed")
    return 1 if changed else 0


sys.exit(main())
