"""MOT as the challenge's own measures read it: rows of frames, and ground truth against itself."""
from pathlib import Path

import motmetrics
import numpy

# 1.4 calls what numpy 2 took out.
if not hasattr(numpy, "asfarray"):
    numpy.asfarray = lambda values, dtype=float: numpy.asarray(values, dtype=dtype)


def table(folder):
    file, = sorted(Path(folder).rglob("gt.txt"))
    return motmetrics.io.loadtxt(str(file), fmt="mot15-2D", min_confidence=1)


def tracks(folder):
    """Frame and track as the file counts them, then the box; it takes one off left and top, as Matlab counts."""
    numbers = {}
    for (frame, track), row in table(folder).iterrows():
        left, top = row["X"], row["Y"]
        yield "", "", [int(frame) - 1, numbers.setdefault(track, len(numbers)), left, top, left + row["Width"], top + row["Height"]]


def against_itself(folder):
    """MOTA and IDF1 of what is written, held against itself: both 1."""
    whole = table(folder)
    paired = motmetrics.utils.compare_to_groundtruth(whole, whole, "iou", distth=0.5)
    found = motmetrics.metrics.create().compute(paired, metrics=["mota", "idf1", "num_objects"])
    return [("", "", [float(found["mota"].iloc[0]), float(found["idf1"].iloc[0]), int(found["num_objects"].iloc[0])])]
