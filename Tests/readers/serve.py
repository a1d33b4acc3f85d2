"""Other people's readers as one process that answers questions: run by `.venv-readers/bin/python`, one JSON object per line.

    {"by": "pycocotools", "see": "boxes", "folder": "/tmp/written", ...}   ->   {"rows": [[item, what, numbers], ...]}

`by` is a module `by_<name>.py` here, `see` a function of it that takes the folder and whatever else was given. A row is plain: whose it
is, its label or text, and numbers in our own units (pixels as edges, seconds, Unicode scalars). A reader that is not installed
answers `missing`, one that fails `error` with its trace. One process, because the readers take seconds to import.
"""
import contextlib
import importlib
import json
import logging
import os
import sys
import traceback
import warnings


def answer(asked):
    by, see, folder = asked.pop("by"), asked.pop("see"), asked.pop("folder")
    try:
        reader = importlib.import_module(f"by_{by}")
        return {"rows": [list(row) for row in getattr(reader, see)(folder, **asked)]}
    except ImportError as error:
        return {"missing": f"{by}: {error}"}
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}


def main():
    # Libraries print as they like; the answers have the real standard output to themselves.
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    for line in sys.stdin:
        with contextlib.redirect_stdout(sys.stderr):
            said = answer(json.loads(line))
        told.write(json.dumps(said, default=float) + "\n")
        told.flush()


if __name__ == "__main__":
    main()
