"""The pictures of `examples/parts` are what its script draws: every pixel and every box."""
import json
import sys

import pytest

from harness.places import EXAMPLES

FOLDER = EXAMPLES / "parts"


@pytest.fixture(scope="module")
def drawing():
    sys.path.insert(0, str(FOLDER))
    try:
        import draw
        from drawing import png
    finally:
        sys.path.remove(str(FOLDER))
    return draw, png, draw.drawings()


def test_every_picture_is_drawn_again_to_the_pixel(drawing):
    _, png, pictures = drawing
    assert len(pictures) >= 24
    assert sorted(path.name for path in (FOLDER / "pictures").glob("*.png")) == [name for name, _ in pictures]
    for name, drawn in pictures:
        kept = png.decode((FOLDER / "pictures" / name).read_bytes())
        assert kept == (drawn.width, drawn.height, drawn.channels, drawn.pixels), f"{name} is drawn otherwise; run `python3 examples/parts/draw.py`"


def test_the_boxes_are_those_of_the_drawing(drawing):
    draw, _, pictures = drawing
    assert (FOLDER / "pictures/boxes.json").read_text(encoding="utf-8") == draw.answers(pictures)


def test_boxes_lie_in_their_pictures_and_a_cut_one_touches_the_edge():
    answers = json.loads((FOLDER / "pictures/boxes.json").read_text(encoding="utf-8"))
    images = {image["id"]: image for image in answers["images"]}
    for part in answers["annotations"]:
        left, top, wide, high = part["bbox"]
        image = images[part["image_id"]]
        assert 0 <= left < left + wide <= image["width"] and 0 <= top < top + high <= image["height"], part
        if part["attributes"]["cut"]:
            assert 0 in (left, top) or left + wide == image["width"] or top + high == image["height"], part


def test_what_is_written_is_read_back_by_the_same_rules(drawing):
    _, png, pictures = drawing
    for _, drawn in (pictures[0], next(one for one in pictures if one[1].channels == 1)):
        assert png.decode(png.encode(drawn.width, drawn.height, drawn.pixels, drawn.channels)) == (drawn.width, drawn.height, drawn.channels, drawn.pixels)
