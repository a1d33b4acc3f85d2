"""Where the recorded steps of an augmentation put things, computed here: mirrored, turned by quarters, or left in place."""
import io

import numpy
from PIL import Image

from .boxes import Marked

# These change colours and leave everything where it is.
STILL = {"brightness", "contrast", "saturation", "hue", "gaussian-noise", "blur", "salt-and-pepper"}


def boxes(found, steps, size):
    """The boxes after all steps, and the size of the picture."""
    for step in steps:
        found, size = moved(found, step, size)
    return found, size


def moved(found, step, size):
    width, height = size
    match step["operation"]:
        case "flip-horizontal":
            return [Marked(one.label, (width - one.box[2], one.box[1], width - one.box[0], one.box[3])) for one in found], size
        case "rotate-90":
            for _ in range(int(step["parameters"]["turns"])):
                found = [Marked(one.label, (height - one.box[3], one.box[0], height - one.box[1], one.box[2])) for one in found]
                width, height = height, width
            return found, (width, height)
        case operation if operation in STILL:
            return found, size
    raise AssertionError(f"the journeys know no {step['operation']}")


def likeness(parent, child, steps):
    """Correlation of the child's brightness with that of the parent, mirrored and turned by Pillow."""
    picture = Image.open(io.BytesIO(parent)).convert("L")
    for step in steps:
        if step["operation"] == "flip-horizontal":
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if step["operation"] == "rotate-90":
            picture = picture.rotate(-90 * int(step["parameters"]["turns"]), expand=True)
    first, second = (numpy.asarray(one, dtype=float).ravel() for one in (picture, Image.open(io.BytesIO(child)).convert("L")))
    assert first.shape == second.shape
    return numpy.corrcoef(first, second)[0, 1]
