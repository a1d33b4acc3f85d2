"""Small datasets that journeys convert, as items of our JSON lines.

Coordinates as stored: pixels as edges, seconds, Unicode scalars with the end left out.
"""
import json
import math
import struct
import wave
from pathlib import Path

from .making import png

SIZES = {"wide.png": (120, 80), "tall.png": (64, 96), "square.png": (100, 100), "small.png": (33, 21), "empty.png": (50, 40)}
SPLITS = {"wide.png": "train", "tall.png": "train", "square.png": "validation", "small.png": "test", "empty.png": "train"}


# Building items

def picture(key, answers, **more):
    width, height = SIZES[key]
    return {"key": key, "media": "image", "fields": {}, "metadata": {}, "answers": answers, "split": SPLITS[key],
            "files": {"image": {"path": f"pictures/{key}", "name": key, "type": "image/png", "width": width, "height": height}}, **more}


def parts(*drawn):
    """(label, shape as a dictionary, other members of the part ...)"""
    return {"parts": [{"id": f"p{number}", "labels": [label], **shape, **(more[0] if more else {})} for number, (label, shape, *more) in enumerate(drawn, 1)]}


def text(key, content, answers, split="train", **more):
    return {"key": key, "media": "text", "fields": {"text": content}, "metadata": {}, "answers": answers, "split": split, **more}


def sound(key, duration, answers, split="train"):
    return {"key": key, "media": "audio", "fields": {}, "metadata": {}, "answers": answers, "split": split,
            "files": {"audio": {"path": f"sounds/{key}", "name": key, "type": "audio/wav", "duration": duration, "rate": 8000}}}


def written(items, folder):
    """A folder with `dataset.jsonl` and the pictures and sounds beside it; its path."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "dataset.jsonl").open("w", encoding="utf-8") as stream:
        for item in items:
            stream.write(json.dumps(item, ensure_ascii=False) + "\n")
            for role, file in item.get("files", {}).items():
                if "path" not in file:
                    continue
                path = folder / file["path"]
                path.parent.mkdir(exist_ok=True)
                if role == "image":
                    path.write_bytes(png(file["width"], file["height"]))
                elif role == "audio":
                    silence(path, file["duration"])
    return folder


def silence(path, seconds, rate=8000):
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(rate)
        stream.writeframes(b"".join(struct.pack("<h", int(900 * math.sin(place / 9))) for place in range(int(seconds * rate))))


# Pictures

def boxes():
    box = lambda label, *sides: (label, {"box": list(sides)})
    return [
        picture("wide.png", {"things": parts(box("mug", 10, 20, 40, 60), box("tea cup", 0, 0, 120, 80), box("mug", 50.25, 30.5, 77.75, 41))}),
        picture("tall.png", {"things": parts(box("Löffel", 12.345678, 7.1, 33.333333, 90.05), box("mug", 1, 2, 3, 95))}),
        picture("square.png", {"things": parts(box("tea cup", 25, 50, 75, 100), box("Löffel", 99, 0, 100, 1))}),
        picture("small.png", {"things": parts(box("Löffel", 3, 4, 30, 20))}),
        picture("empty.png", {"things": {"parts": []}}),
    ]


def polygons():
    """Of one piece without holes."""
    ring = lambda label, *points: (label, {"polygons": [{"outer": list(points)}]})
    return [
        picture("wide.png", {"outlines": parts(ring("mug", 10, 20, 40, 20, 40, 60, 10, 60), ring("tea cup", 60, 10, 90.5, 40.25, 60, 70, 50.125, 40))}),
        picture("tall.png", {"outlines": parts(ring("Löffel", 5, 5, 50, 10, 45, 90, 30, 50, 8, 80))}),
        picture("square.png", {"outlines": parts(ring("tea cup", 20, 20, 80, 20, 50, 80))}),
        picture("small.png", {"outlines": parts(ring("Löffel", 3, 4, 30, 4, 30, 20, 3, 20))}),
        picture("empty.png", {"outlines": {"parts": []}}),
    ]


def holed():
    """Rings on whole pixels with holes and in several pieces: what is inside is certain to the pixel."""
    square = lambda left, top, right, bottom: [left, top, right, top, right, bottom, left, bottom]
    return [
        picture("wide.png", {"outlines": parts(("mug", {"polygons": [{"outer": square(10, 20, 50, 60), "holes": [square(20, 30, 30, 40)]}]}))}),
        picture("tall.png", {"outlines": parts(("Löffel", {"polygons": [{"outer": square(5, 5, 25, 25)}, {"outer": square(30, 40, 60, 90), "holes": [square(35, 45, 40, 50), square(50, 60, 55, 80)]}]}))}),
        picture("square.png", {"outlines": parts(("tea cup", {"polygons": [{"outer": square(20, 20, 80, 70)}]}))}),
    ]


ART = {
    "ring": ("..####..", ".##..##.", "##....##", ".##..##.", "..####.."),
    "dots": ("#..#", "....", "#..#"),
    "bar": ("######",),
}


def runs(art):
    """Column-major, background first."""
    counts, value = [], "."
    cells = [art[row][column] for column in range(len(art[0])) for row in range(len(art))]
    count = 0
    for cell in cells:
        if cell != value:
            counts.append(count)
            value, count = cell, 0
        count += 1
    return counts + [count]


def masks():
    def mask(label, name, x, y):
        return label, {"mask": {"size": [len(ART[name]), len(ART[name][0])], "runs": runs(ART[name]), "at": [x, y]}}
    return [
        picture("wide.png", {"areas": parts(mask("mug", "ring", 30, 40), mask("tea cup", "dots", 0, 0))}),
        picture("tall.png", {"areas": parts(mask("Löffel", "ring", 56, 91))}),
        picture("square.png", {"areas": parts(mask("tea cup", "bar", 94, 99))}),
        picture("empty.png", {"areas": {"parts": []}}),
    ]


def skeletons():
    joints = lambda label, *points: (label, {"joints": [list(point) for point in points]})
    return [
        picture("wide.png", {"people": parts(joints("person", (10, 20, 2), (30.5, 25.25, 1), (0, 0, 0)), joints("person", (80, 10, 2), (90, 40, 2), (100, 70, 2)))}),
        picture("tall.png", {"people": parts(joints("person", (5, 6, 1), (7, 8, 2), (60, 90, 2)))}),
        picture("empty.png", {"people": {"parts": []}}),
    ]


def rotated():
    turned = lambda label, *values: (label, {"rotated": list(values)})
    return [
        picture("wide.png", {"turned": parts(turned("mug", 60, 40, 40, 20, 30), turned("tea cup", 30, 50, 20, 10, 0))}),
        picture("tall.png", {"turned": parts(turned("Löffel", 32, 48, 30, 12, 90), turned("mug", 30, 30, 16, 8, -45))}),
        picture("square.png", {"turned": parts(turned("tea cup", 50, 50, 50, 20, 10.5))}),
    ]


def choices_of_pictures():
    labels = dict(zip(SIZES, ("cat", "dog", "cat", "sea bird", "dog")))
    return [picture(key, {"animal": {"choice": label}}) for key, label in labels.items()]


def captions():
    said = {"wide.png": "A mug on a table", "tall.png": "Ein Löffel, 2 \"cups\" 👩‍🚀", "square.png": "Nothing, really"}
    return [picture(key, {"caption": {"text": words}}) for key, words in said.items()]


# Video

FRAMES = 12


def track(label, *frames):
    """(frame, box or None for gone)"""
    shapes, last = [], None
    for frame, box in frames:
        last = box or last
        shapes.append({"frame": frame, "shape": {"box": list(last)}, "key": True, "outside": box is None})
    return label, {"frames": shapes}


def tracks():
    return [{"key": "clip.mp4", "media": "video", "fields": {}, "metadata": {}, "split": "train",
             "files": {"video": {"name": "clip.mp4", "type": "video/mp4", "width": 120, "height": 80, "frames": FRAMES, "rate": 25.0, "duration": FRAMES / 25}},
             "answers": {"moving": parts(track("car", (0, (10, 20, 30, 40)), (4, (18, 24, 42, 48)), (8, (18, 24, 42, 48)), (11, (30, 24, 54, 48))),
                                         track("person", (2, (60, 10, 70, 40)), (6, (80, 10, 90, 40)), (7, None)))}}]


# Text

def spans():
    """Apart from one another and on borders of words; scalars beyond 16 bits, joined emoji, combining marks, line ends."""
    def marked(content, *found):
        shapes, start = [], 0
        for label, words in found:
            start = content.index(words, start)
            shapes.append((label, {"ranges": [[start, start + len(words)]]}))
            start += len(words)
        return parts(*shapes)
    rows = [
        ("t1", "Ada met Bo in New York City yesterday .", (("PER", "Ada"), ("PER", "Bo"), ("LOC", "New York City"))),
        ("t2", "👩‍🚀 Zoë flew to Zu\u0308rich 🚀 with Ada .", (("PER", "Zoë"), ("LOC", "Zu\u0308rich"), ("PER", "Ada"))),
        ("t3", "Nothing to see here .", ()),
        ("t4", "東京 is big , said Łukasz Żak .", (("LOC", "東京"), ("PER", "Łukasz Żak"))),
    ]
    return [text(key, content, {"entities": marked(content, *found)}, split="test" if key == "t4" else "train") for key, content, found in rows]


def tangled_spans():
    """Overlapping and in pieces."""
    content = "Ada and Bo Smith met 👩‍🚀 Zoë"
    return [text("x1", content, {"entities": parts(
        ("PER", {"ranges": [[8, 16]]}), ("PAIR", {"ranges": [[0, 16]]}), ("PER", {"ranges": [[0, 3], [11, 16]]}), ("PER", {"ranges": [[len(content) - 3, len(content)]]}))})]


def choices_of_texts():
    rows = [("c1", "win a prize 🎉 now", "spam"), ("c2", "see you at \"noon\", ok?", "ham"), ("c3", "line one\nline two", "ham"), ("c4", "tab\there; comma, quote '", "spam")]
    return [text(key, content, {"kind": {"choice": label}}, split="test" if key == "c3" else "train") for key, content, label in rows]


# Sound

def segments():
    piece = lambda label, start, end: (label, {"from": start, "to": end})
    return [
        sound("call1.wav", 6.0, {"speakers": parts(piece("ann", 0.5, 2.25), piece("bob", 2.0, 3.125), piece("ann", 4.0, 5.5))}),
        sound("call2.wav", 3.0, {"speakers": parts(piece("bob", 0.0, 3.0))}),
    ]


def transcripts():
    """Cues one after the other; the text has quotes, an ampersand and two lines."""
    said = lambda words, start, end: ("speech", {"from": start, "to": end, "text": words})
    return [
        sound("talk.wav", 8.0, {"words": parts(said("Hello 👋 world", 0.5, 2.25), said("say \"hi\" & bye", 2.5, 4.0), said("zwei\nZeilen", 5.0, 7.75))}),
        sound("hum.wav", 2.0, {"words": parts(said("mm", 0.125, 1.5))}),
    ]


# Large ones

def many(items, count, repeats=1):
    """So many items after the pattern of a few, each with its own key and its parts so often; they are made one after the other.

    Texts become longer: the same again behind it, so that spans can be repeated as well.
    """
    for number in range(count):
        item = json.loads(json.dumps(items[number % len(items)]))
        item["key"] = f"{number:06d}-{item['key']}"
        for file in item.get("files", {}).values():
            file["name"] = item["key"]
            if "path" in file:
                file["path"] = f"{file['path'].rsplit('/', 1)[0]}/{item['key']}"
        content = item["fields"].get("text")
        if content is not None:
            item["fields"]["text"] = " ".join([content] * repeats + [str(number)])
        for answer in item["answers"].values():
            if "parts" in answer:
                answer["parts"] = [moved(part, copy, len(content or "") + 1) for copy in range(repeats) for part in answer["parts"]]
        yield item


def moved(part, copy, step):
    """A copy of a part, behind the ones before it where it is a span."""
    again = {**part, "id": f"{part['id']}x{copy}"}
    if "ranges" in part:
        again["ranges"] = [[start + copy * step, end + copy * step] for start, end in part["ranges"]]
    return again
