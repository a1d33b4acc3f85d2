"""What the journeys know about boxes, computed without the product: overlaps, matching, agreement and fusing of two people's."""
from dataclasses import dataclass

import numpy
from scipy.optimize import linear_sum_assignment

EDGES = ("left", "top", "right", "bottom")


@dataclass(frozen=True)
class Marked:
    """A box with its label: left, top, right, bottom in pixels of the upright picture."""

    label: str
    box: tuple

    @staticmethod
    def of(part):
        return Marked(part["labels"][0], tuple(float(value) for value in part["box"]))


def area(box):
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def iou(first, second):
    shared = area((max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])))
    return shared / (area(first) + area(second) - shared)


def matches(first, second, same_label=True):
    """Pairs (place in first, place in second, overlap) with the greatest sum of overlaps, by scipy's assignment."""
    overlaps = numpy.array([[iou(one.box, other.box) if one.label == other.label or not same_label else 0.0 for other in second] for one in first])
    if not overlaps.size:
        return []
    rows, columns = linear_sum_assignment(overlaps, maximize=True)
    return [(row, column, overlaps[row, column]) for row, column in zip(rows.tolist(), columns.tolist()) if overlaps[row, column] > 0]


def f1(pairs, threshold=0.5):
    """Twice the matched over all, pooled over items; `pairs` are two people's boxes of each item."""
    found = sum(overlap >= threshold - 1e-12 for first, second in pairs for _, _, overlap in matches(first, second))
    return 2 * found / sum(len(first) + len(second) for first, second in pairs)


def mean_iou(pairs):
    """Overlap per box of whoever drew more."""
    overlap = sum(overlap for first, second in pairs for _, _, overlap in matches(first, second))
    return overlap / sum(max(len(first), len(second)) for first, second in pairs)


def fused(first, second, bar=0.5):
    """One box of every two that mean the same, half way between; None when something is left for a person to decide."""
    paired = [pair for pair in matches(first, second) if pair[2] >= bar]
    if len(paired) < max(len(first), len(second)):
        return None
    return [Marked(first[a].label, tuple((x + y) / 2 for x, y in zip(first[a].box, second[b].box))) for a, b, _ in paired]


def same(first, second, slack=0.0):
    """Whether two lists hold the same boxes in any order."""
    if len(first) != len(second):
        return False
    in_order = lambda marked: (marked.label, marked.box)
    return all(a.label == b.label and max(abs(x - y) for x, y in zip(a.box, b.box)) <= slack for a, b in zip(sorted(first, key=in_order), sorted(second, key=in_order)))
