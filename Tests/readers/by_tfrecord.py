"""TFRecord by `tfrecord`, and its checksums by `crc32c`, which `tfrecord` leaves unread."""
import struct
import zlib
from pathlib import Path

import crc32c
import tfrecord


def files(folder):
    found = [path for path in sorted(Path(folder).rglob("*")) if path.is_file() and ("tfrecord" in path.name or path.suffix == ".record")]
    assert found, f"there is no TFRecord below {folder}"
    return found


def masked(data):
    value = crc32c.crc32c(data)
    return ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF


def whole(file):
    """Every checksum of a file is that of its bytes."""
    data, place, count = file.read_bytes(), 0, 0
    while place < len(data):
        length, = struct.unpack_from("<Q", data, place)
        assert struct.unpack_from("<I", data, place + 8)[0] == masked(data[place:place + 8]), (file.name, count)
        body = data[place + 12:place + 12 + length]
        assert len(body) == length and struct.unpack_from("<I", data, place + 12 + length)[0] == masked(body), (file.name, count)
        place += 16 + length
        count += 1
    return count


def examples(folder):
    for file in files(folder):
        count = whole(file)
        found = [dict(one) for one in tfrecord.tfrecord_loader(str(file), None, None)]
        assert len(found) == count, (file.name, len(found), count)
        yield from found


def text(value):
    return (value if isinstance(value, bytes) else bytes(value)).decode()


def listed(value):
    return [] if value is None else [value] if isinstance(value, bytes) else list(value)


def boxes(folder):
    """In pixels of the size that the record says."""
    for one in examples(folder):
        width, height = int(one["image/width"][0]), int(one["image/height"][0])
        sides = [[float(value) for value in one.get(f"image/object/bbox/{side}", [])] for side in ("xmin", "ymin", "xmax", "ymax")]
        for label, left, top, right, bottom in zip(listed(one.get("image/object/class/text")), *sides):
            yield text(one["image/filename"]), text(label), [left * width, top * height, right * width, bottom * height]


def numbers(folder):
    """`image/object/class/label` beside the label: whole numbers from 1."""
    for one in examples(folder):
        for label, number in zip(listed(one.get("image/object/class/text")), one.get("image/object/class/label", [])):
            yield text(one["image/filename"]), text(label), [int(number)]


def pixels(folder):
    """Width, height and checksum of each embedded picture."""
    import io

    from PIL import Image
    for one in examples(folder):
        data = bytes(one["image/encoded"])
        if data:
            yield text(one["image/filename"]), "", [*Image.open(io.BytesIO(data)).size, zlib.crc32(data)]


def write(folder, rows, sizes):
    """Detection examples of `rows` (file name, label, box in pixels); `sizes`: file name -> width, height."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    names = sorted({label for _, label, _ in rows})
    writer = tfrecord.TFRecordWriter(str(Path(folder, "train.tfrecord")))
    for name, (width, height) in sizes.items():
        found = [(label, box) for key, label, box in rows if key == name]
        side = lambda place, length: ([box[place] / length for _, box in found], "float")
        writer.write({
            "image/filename": (name.encode(), "byte"), "image/source_id": (name.encode(), "byte"), "image/width": (width, "int"), "image/height": (height, "int"),
            "image/object/bbox/xmin": side(0, width), "image/object/bbox/ymin": side(1, height), "image/object/bbox/xmax": side(2, width), "image/object/bbox/ymax": side(3, height),
            "image/object/class/text": ([label.encode() for label, _ in found], "byte"), "image/object/class/label": ([names.index(label) + 1 for label, _ in found], "int")})
    writer.close()
    Path(folder, "label_map.pbtxt").write_text("".join(f"item {{\n  id: {number}\n  name: '{name}'\n}}\n" for number, name in enumerate(names, 1)), encoding="utf-8")
    return []
