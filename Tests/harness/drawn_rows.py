"""What a reader of any format must see in drawn datasets: rows (item, label or text, numbers), computed here without the product."""
import math
import zlib

from .drawn_sets import FRAMES
from .making import png


def drawn(items):
    for item in items:
        for answer in item["answers"].values():
            for part in answer.get("parts", []):
                yield item, part["labels"][0], part


def of_boxes(items):
    return [(item["key"], label, part["box"]) for item, label, part in drawn(items)]


def of_rings(items):
    return [(item["key"], label, piece["outer"]) for item, label, part in drawn(items) for piece in part["polygons"]]


def of_joints(items):
    return [(item["key"], label, [value for joint in part["joints"] for value in joint]) for item, label, part in drawn(items)]


def corners(cx, cy, width, height, degrees):
    """Clockwise from what is the top-left corner at no turn."""
    turn = math.radians(degrees)
    around = ((-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2))
    return [(cx + x * math.cos(turn) - y * math.sin(turn), cy + x * math.sin(turn) + y * math.cos(turn)) for x, y in around]


def of_corners(items):
    return [(item["key"], label, [value for corner in corners(*part["rotated"]) for value in corner]) for item, label, part in drawn(items)]


def around_rotated(items):
    for item, label, part in drawn(items):
        xs, ys = zip(*corners(*part["rotated"]))
        yield item["key"], label, [min(xs), min(ys), max(xs), max(ys)]


def around_rings(items):
    for item, label, part in drawn(items):
        points = [value for piece in part["polygons"] for value in piece["outer"]]
        yield item["key"], label, [min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])]


def inside(rings, x, y):
    """Even-odd rule at the middle of a pixel."""
    odd = False
    for ring in rings:
        points = list(zip(ring[::2], ring[1::2]))
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                odd = not odd
    return odd


def pixels(part, width, height):
    """Row after row, 0 or 1."""
    found = bytearray(width * height)
    if "mask" in part:
        rows, columns = part["mask"]["size"]
        x, y = part["mask"]["at"]
        place, value = 0, 0
        for count in part["mask"]["runs"]:
            for cell in range(place, place + count):
                if value:
                    found[(y + cell % rows) * width + x + cell // rows] = 1
            place, value = place + count, 1 - value
    else:
        rings = [ring for piece in part["polygons"] for ring in (piece["outer"], *piece.get("holes", []))]
        for row in range(height):
            for column in range(width):
                found[row * width + column] = inside(rings, column + 0.5, row + 0.5)
    return bytes(found)


def of_pixels(items):
    """How many, the box around them, and a checksum."""
    for item, label, part in drawn(items):
        file = item["files"]["image"]
        width, height = file["width"], file["height"]
        found = pixels(part, width, height)
        places = [(place % width, place // width) for place, value in enumerate(found) if value]
        xs, ys = zip(*places)
        yield item["key"], label, [len(places), min(xs), min(ys), max(xs) + 1, max(ys) + 1, zlib.crc32(found)]


def of_sizes(items):
    return [(item["key"], "", [item["files"]["image"]["width"], item["files"]["image"]["height"]]) for item in items]


def of_choices(items):
    return [(item["key"], answer["choice"], []) for item in items for answer in item["answers"].values()]


def of_words(items):
    return [(item["key"], answer["text"], []) for item in items for answer in item["answers"].values()]


def frame_by_frame(part, count=FRAMES):
    """Box of every frame in which the track is seen, on straight lines from key frame to key frame."""
    frames = part["frames"]
    for first, second in zip(frames, frames[1:] + [None]):
        last = second["frame"] if second else count if not first["outside"] else first["frame"]
        for frame in range(first["frame"], last):
            if first["outside"]:
                continue
            share = 0 if second is None or second["outside"] else (frame - first["frame"]) / (second["frame"] - first["frame"])
            end = first if second is None or second["outside"] else second
            yield frame, [a + share * (b - a) for a, b in zip(first["shape"]["box"], end["shape"]["box"])]


def of_tracks(items, named=True):
    """Frame and number of the track, then the box."""
    for _, label, part in drawn(items):
        number = int(part["id"][1:]) - 1
        for frame, box in frame_by_frame(part):
            yield "", label if named else "", [frame, number, *box]


def of_spans(items):
    """By the text that they are in."""
    return [(item["fields"]["text"], label, part["ranges"][0]) for item, label, part in drawn(items)]


def of_text_choices(items):
    return [(item["fields"]["text"], answer["choice"], []) for item in items for answer in item["answers"].values()]


def of_segments(items):
    return [(item["key"], label, [part["from"], part["to"]]) for item, label, part in drawn(items)]


def of_speech(items):
    return [(item["key"], part["text"], [part["from"], part["to"]]) for item, _, part in drawn(items)]


def of_texts(items):
    return [(item["key"], item["fields"]["text"], []) for item in items]


def of_entities(items):
    """By the tokens of the text, which are apart by spaces: label and words."""
    return [(item["fields"]["text"], f"{label}: {item['fields']['text'][part['ranges'][0][0]:part['ranges'][0][1]]}", []) for item, label, part in drawn(items)]


def of_pieces(items):
    """All pieces of spans."""
    return [(item["fields"]["text"], label, [value for pair in part["ranges"] for value in pair]) for item, label, part in drawn(items)]


def of_files(items):
    """Width, height and checksum of the bytes of each picture."""
    for item in items:
        width, height = item["files"]["image"]["width"], item["files"]["image"]["height"]
        yield item["key"], "", [width, height, zlib.crc32(png(width, height))]


def of_each_piece(items):
    """A row for each piece of a span."""
    return [(item["fields"]["text"], label, pair) for item, label, part in drawn(items) for pair in part["ranges"]]


def from_centres(items):
    """Boxes as somebody sees them who takes the centre for the top-left corner."""
    return [(item, label, [(x0 + x1) / 2, (y0 + y1) / 2, (x0 + x1) / 2 + x1 - x0, (y0 + y1) / 2 + y1 - y0]) for item, label, (x0, y0, x1, y1) in of_boxes(items)]


def of_tracks_from_1(items):
    """As somebody sees them who counts frames and pixels from 1."""
    return [(item, label, [frame + 1, number, *(side + 1 for side in box)]) for item, label, (frame, number, *box) in of_tracks(items)]


def of_key_frames(items):
    return [("", label, [one["frame"], int(part["id"][1:]) - 1, *one["shape"]["box"]]) for _, label, part in drawn(items) for one in part["frames"] if not one["outside"]]
