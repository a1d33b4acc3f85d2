"""What items of our JSON lines say, as rows (item, label or text, numbers) of one kind of answer, whatever wrote them."""
import json

from .drawn_rows import corners, frame_by_frame, pixels


def name_of(item):
    """Texts are known by what they say, since many formats have no other name for them."""
    return item["fields"].get("text", item["key"])


def numbers(part, item):
    """One list, or several for what is a row each."""
    if "box" in part:
        return [part["box"]]
    if "rotated" in part:
        # The same rectangle has many spellings; its corners are the same points.
        return [[value for point in sorted(corners(*part["rotated"]), key=lambda point: (round(point[0], 1), point[1])) for value in point]]
    if "polygons" in part:
        return [ring for piece in part["polygons"] for ring in (piece["outer"], *piece.get("holes", []))]
    if "mask" in part:
        file = item["files"]["image"]
        return [list(place for place, value in enumerate(pixels(part, file["width"], file["height"])) if value)]
    if "joints" in part:
        return [[value for joint in part["joints"] for value in joint]]
    if "ranges" in part:
        return [[value for pair in part["ranges"] for value in pair]]
    if "frames" in part:
        return [[frame, *box] for frame, box in frame_by_frame(part)]
    for shape in ("line", "point", "ellipse"):
        if shape in part:
            return [part[shape]]
    return [[part["from"], part["to"]]]


def of_answer(item, answer):
    for part in answer.get("parts", []):
        what = part["labels"][0] if part["labels"] else ""
        if "text" in part:
            what = f"{what}: {part['text']}"
        for values in numbers(part, item):
            yield what, values
    if "choice" in answer:
        yield answer["choice"], []
    for said in [answer["text"]] if "text" in answer else answer.get("texts", []):
        yield said, []
    # A layer that says nothing of any token is as good as none.
    for layer in (layer for layer in answer.get("layers", []) if any(layer["values"])):
        yield f"{layer['name']}: {json.dumps(layer['values'], ensure_ascii=False)}", []


def rows(items, kind=None):
    """Without the layers of tokens that a format of tokens adds to whatever it holds, unless they are what is asked for."""
    return [(name_of(item), what, values) for item in items for answer in item["answers"].values() if kind in (None, "tokens") or "layers" not in answer for what, values in of_answer(item, answer)]


def words(items):
    """Of spans the label and the characters that are marked, spaces left out: what stays where a format sets spaces anew."""
    return [f"{part['labels'][0]}: {''.join(item['fields']['text'][start:end].split())}" for item in items for answer in item["answers"].values()
            for part in answer.get("parts", []) for start, end in part["ranges"]]
