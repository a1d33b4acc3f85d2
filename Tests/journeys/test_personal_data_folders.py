"""Personal data in folders of files: found where it stands, taken out of copies, and judged by Pillow and the standard library."""
import json
import math
import shutil
import struct
import subprocess
import wave
import zipfile

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from harness.cli import data, winnow

GPS = {1: "N", 2: (51.0, 28.0, 40.8), 3: "W", 4: (0.0, 0.0, 3.6)}


def drawn(width=96, height=64):
    picture = Image.new("RGB", (width, height))
    picture.putdata([((x * 5 + y) % 256, (y * 3) % 256, (x * y) % 256) for y in range(height) for x in range(width)])
    return picture


def exif(orientation=1):
    told = Image.Exif()
    told[ExifTags.Base.Artist] = "Ada Lovelace"
    told[ExifTags.Base.Orientation] = orientation
    told.get_ifd(ExifTags.IFD.Exif).update({ExifTags.Base.BodySerialNumber: "SN-4711", ExifTags.Base.DateTimeOriginal: "2021:03:04 05:06:07"})
    told.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    return told


def texts():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Ada Lovelace")
    told.add_itxt("Comment", "write to ada@example.org", zip=True)
    return told


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    (folder / "summer").mkdir(parents=True)
    drawn().save(folder / "summer" / "beach.jpg", quality=95, exif=exif(6), comment=b"by Ada")
    drawn().save(folder / "plan.png", pnginfo=texts(), exif=exif())
    drawn().save(folder / "sign.webp", lossless=True, exif=exif(), xmp=b"<x:xmpmeta><rdf:Description dc:creator='Ada'/></x:xmpmeta>")
    drawn().save(folder / "scan.tif", exif=exif().tobytes())
    drawn().save(folder / "card_4111_1111_1111_1111.png")
    return folder


def gps(path):
    with Image.open(path) as picture:
        return dict(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))


def pixels(path):
    with Image.open(path) as picture:
        return picture.convert("RGB").tobytes()


def test_pictures_tell_where_and_by_whom(photos):
    found = {(row["file"], row["entity"], row.get("tag"), row["value"]) for row in data("scan-pii", photos, "--show")}
    for name in ("summer/beach.jpg", "plan.png", "sign.webp", "scan.tif"):
        assert (name, "LOCATION", "EXIF GPSLatitude", "51.478, -0.001") in found, (name, found)
        assert (name, "PERSON", "EXIF Artist", "Ada Lovelace") in found
        assert (name, "DEVICE_ID", "EXIF BodySerialNumber", "SN-4711") in found
        assert (name, "DATE_TIME", "EXIF DateTimeOriginal", "2021:03:04 05:06:07") in found
    assert ("plan.png", "EMAIL_ADDRESS", "text Comment", "ada@example.org") in found
    assert ("summer/beach.jpg", "FREE_TEXT", "comment Comment", "by Ada") in found
    assert ("card_4111_1111_1111_1111.png", "CREDIT_CARD", None, "4111_1111_1111_1111") in found


def test_what_is_printed_of_metadata_holds_no_values(photos):
    told = winnow("scan-pii", photos)
    assert "LOCATION" in told.stdout and "Ada" not in told.stdout + told.stderr and "51." not in told.stdout
    assert winnow("scan-pii", photos, "--fail-on", "warning", code=1)
    assert {row["entity"] for row in data("scan-pii", photos, "--entity", "LOCATION")} == {"LOCATION"}


def test_documents_texts_and_tables_of_a_folder_are_read(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear all,\nwrite to ada@example.org\n", encoding="utf-8")
    (folder / "rows.csv").write_text("id,text\n1,call\n2,card 4111 1111 1111 1111\n", encoding="utf-8")
    (folder / "settings.json").write_text('{"owner": "ada@example.org"', encoding="utf-8")
    with zipfile.ZipFile(folder / "note.docx", "w") as document:
        document.writestr("word/document.xml", '<w:document><w:p><w:ins w:author="Charles B"><w:t>mail ada@example.org</w:t></w:ins></w:p></w:document>')
        document.writestr("docProps/core.xml", "<cp:coreProperties><dc:creator>Ada Lovelace</dc:creator><cp:lastModifiedBy>Mary S</cp:lastModifiedBy></cp:coreProperties>")
    (folder / "film.mp4").write_bytes(b"no film")
    (folder / "scan.pcd").write_bytes(b"# .PCD v0.7 - no cloud")
    rows = data("scan-pii", folder, "--show")
    found = {(row["file"], row["part"], row["entity"], row["value"]) for row in rows}
    assert ("letter.txt", "text", "EMAIL_ADDRESS", "ada@example.org") in found
    assert ("settings.json", "text", "EMAIL_ADDRESS", "ada@example.org") in found
    assert ("rows.csv", "record", "CREDIT_CARD", "4111 1111 1111 1111") in found
    assert ("note.docx", "page", "EMAIL_ADDRESS", "ada@example.org") in found
    assert {("note.docx", "property", "PERSON", name) for name in ("Ada Lovelace", "Mary S", "Charles B")} <= found
    letter = next(row for row in rows if row["file"] == "letter.txt")
    assert (letter["line"], letter["start"], letter["end"]) == (2, 9, 24)
    told = winnow("scan-pii", folder).stderr
    assert "personal.only-name" in told and "tags.unknown-format" in told


def test_a_copy_has_the_pixels_and_nothing_else(photos, tmp_path):
    out = tmp_path / "safe"
    report = data("redact", photos, out)
    assert report["cleaned"] == 4 and report["leftOut"] == {"image.cannot-encode": 1} and not (out / "scan.tif").exists()
    for name in ("summer/beach.jpg", "plan.png", "sign.webp"):
        assert gps(photos / name) and not gps(out / name)
        assert pixels(photos / name) == pixels(out / name)
        with Image.open(out / name) as picture:
            assert not (set(picture.getexif()) - {ExifTags.Base.Orientation}), name
            assert not ({"comment", "Author", "Comment", "xmp"} & set(picture.info)), name
    with Image.open(out / "summer" / "beach.jpg") as picture:
        assert picture.getexif()[ExifTags.Base.Orientation] == 6
    for secret in (b"Ada", b"SN-4711", b"GPS", b"2021"):
        assert all(secret not in path.read_bytes() for path in out.rglob("*") if path.is_file())


def test_names_get_a_pseudonym_when_asked(photos, tmp_path):
    key = tmp_path / "secret.bin"
    key.write_bytes(bytes(range(32)))
    assert "--key" in winnow("redact", photos, tmp_path / "a", "--names", code=None).stderr
    assert "redact.name" in winnow("redact", photos, tmp_path / "b").stderr
    mapping = tmp_path / "names.jsonl"
    winnow("redact", photos, tmp_path / "c", "--names", "--key", key, "--mapping", mapping)
    names = {path.name for path in (tmp_path / "c").iterdir()}
    assert not any("4111" in name for name in names) and "plan.png" in names
    (line,) = [json.loads(line) for line in mapping.read_text().splitlines()]
    assert line["file"] == "card_4111_1111_1111_1111.png" and line["written"] in names and mapping.stat().st_mode & 0o077 == 0
    winnow("redact", photos, tmp_path / "d", "--names", "--key", key)
    assert names == {path.name for path in (tmp_path / "d").iterdir()}


@pytest.mark.parametrize("by", ["box", "pixels", "blur"])
def test_boxes_are_covered_and_the_rest_is_not(by, photos, tmp_path):
    spans = tmp_path / "spans.jsonl"
    # The photo lies on its side: upright it is 64 wide and 96 high.
    places = [{"file": "plan.png", "x": 8, "y": 4, "width": 32, "height": 16}, {"file": "plan.png", "boxes": [{"x": 90, "y": 60, "width": 50, "height": 50}]},
              {"file": "summer/beach.jpg", "x": 0, "y": 80, "width": 64, "height": 16}]
    spans.write_text("".join(json.dumps(place) + "\n" for place in places))
    report = data("redact", photos, tmp_path / "safe", "--spans", spans, "--by", by)
    assert (report["covered"], report["boxes"], report["clipped"]) == (2, 3, 1)
    with Image.open(photos / "plan.png") as before, Image.open(tmp_path / "safe" / "plan.png") as after:
        inside = [(x, y) for x in range(96) for y in range(64) if (8 <= x < 40 and 4 <= y < 20) or (x >= 90 and y >= 60)]
        changed = {(x, y) for x in range(96) for y in range(64) if before.getpixel((x, y)) != after.getpixel((x, y))}
        assert changed <= set(inside) and len(changed) > len(inside) * 0.8
        colours = {after.getpixel(place) for place in inside}
        assert len(colours) == 1 if by == "box" else len(colours) <= 9 if by == "pixels" else len(colours) > 9
    with Image.open(tmp_path / "safe" / "summer" / "beach.jpg") as after:
        assert after.size == (64, 96) and not after.getexif()
        if by == "box":
            assert max(max(after.getpixel((x, 92))) for x in range(64)) < 24


def test_bad_lines_of_spans_are_told_and_their_file_is_left_out(photos, tmp_path):
    spans = tmp_path / "spans.jsonl"
    spans.write_text('{"file": "plan.png", "x": 1, "y": 1, "width": -4, "height": 4}\n{"x": 1}\n{"file": "none.png", "x": 1, "y": 1, "width": 4, "height": 4}\n{"file": "sign.webp", "start": 1, "end": 2}\n')
    told = winnow("redact", photos, tmp_path / "safe", "--spans", spans, "--fail-on", "error", code=1)
    assert "spans.jsonl:1" in told.stderr and "spans.jsonl:2" in told.stderr and "none.png" in told.stderr and "spans.kind" in told.stderr
    assert not (tmp_path / "safe" / "plan.png").exists() and not (tmp_path / "safe" / "sign.webp").exists() and (tmp_path / "safe" / "summer" / "beach.jpg").exists()


def sound(path, samples, width=2, channels=1, rate=8000):
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<i", sample << (32 - 8 * width))[4 - width:] for sample in samples))


def read(path):
    with wave.open(str(path)) as file:
        return file.getparams(), file.readframes(file.getnframes())


@pytest.mark.parametrize("width", [2, 3])
@pytest.mark.parametrize("by", ["silence", "bleep"])
def test_stretches_of_sounds_are_covered_and_the_rest_is_bit_for_bit_the_same(by, width, tmp_path):
    folder = tmp_path / "calls"
    folder.mkdir()
    sound(folder / "call.wav", [int(9000 * math.sin(at / 7)) for at in range(2 * 16000)], width, channels=2)
    spans = tmp_path / "spans.csv"
    spans.write_text("file,start,end\ncall.wav,0.5,1.0\ncall.wav,1.9,5\n")
    report = data("redact", folder, tmp_path / "safe", "--spans", spans, "--by", by)
    assert (report["covered"], report["stretches"], report["clipped"]) == (1, 2, 1)
    (before, samples), (after, covered) = read(folder / "call.wav"), read(tmp_path / "safe" / "call.wav")
    assert before == after
    frame = 2 * width
    for start, end, is_covered in ((0, 4000, False), (4000, 8000, True), (8000, 15200, False), (15200, 16000, True)):
        piece = covered[start * frame:end * frame]
        if not is_covered:
            assert piece == samples[start * frame:end * frame]
        elif by == "silence":
            assert not any(piece)
        else:
            values = [int.from_bytes(piece[at:at + width], "little", signed=True) / (1 << (8 * width - 1)) for at in range(0, len(piece), frame)]
            crossings = sum(1 for left, right in zip(values, values[1:]) if left < 0 <= right)
            assert abs(max(values) - 0.25) < 0.01 and abs(crossings - 1000 * len(values) / 8000) <= 2


def test_what_cannot_be_rewritten_is_left_out_unless_asked(tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "letter.html").write_text("<p>ada@example.org</p>")
    (folder / "letter.txt").write_text("ada@example.org")
    drawn().save(folder / "whole.jpg", exif=exif())
    (folder / "cut.jpg").write_bytes((folder / "whole.jpg").read_bytes()[:-200])
    told = winnow("redact", folder, tmp_path / "safe")
    assert {path.name for path in (tmp_path / "safe").iterdir()} == {"letter.txt", "whole.jpg"}
    assert (tmp_path / "safe" / "letter.txt").read_text() == "<EMAIL_ADDRESS>"
    assert "redact.not-rewritten" in told.stderr and "image.truncated" in told.stderr
    report = data("redact", folder, tmp_path / "all", "--copy-rest")
    assert report["copied"] == 2 and (tmp_path / "all" / "letter.html").read_text() == "<p>ada@example.org</p>"
    assert (tmp_path / "all" / "letter.txt").read_text() == "<EMAIL_ADDRESS>"


@pytest.fixture
def films(tmp_path):
    """A film of a phone's kind and a song, as ffmpeg writes them."""
    if not shutil.which("ffmpeg"):
        pytest.skip("there is no ffmpeg")
    folder = tmp_path / "films"
    folder.mkdir()
    told = ["-metadata", "title=Party of Ada", "-metadata", "artist=Ada Lovelace", "-metadata", "comment=call ada@example.org", "-metadata", "location=+48.2082+016.3738/"]
    picture, sound = ["-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=1", "-pix_fmt", "yuv420p"], ["-f", "lavfi", "-i", "sine=d=1"]
    for name, inputs in (("holiday.mp4", picture), ("talk.mkv", picture), ("song.mp3", sound), ("voice.ogg", sound), ("call.wav", sound)):
        subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, *told, str(folder / name)], check=True)
    return folder


def frames(path):
    return subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "framemd5", "-"], check=True, capture_output=True).stdout


def test_films_and_sounds_tell_and_their_copies_do_not(films, tmp_path):
    rows = data("scan-pii", films, "--show")
    for name in ("holiday.mp4", "talk.mkv", "song.mp3", "voice.ogg", "call.wav"):
        told = {(row["entity"], row["value"]) for row in rows if row["file"] == name}
        assert ("PERSON", "Ada Lovelace") in told and ("EMAIL_ADDRESS", "ada@example.org") in told, (name, told)
        assert ("LOCATION", "+48.2082+016.3738/") in told or name == "call.wav", (name, told)
    assert not any("Ada" in json.dumps(row) for row in data("scan-pii", films))
    report = data("redact", films, tmp_path / "safe")
    assert report["written"] == 5 and report["cleaned"] == 4 and report["leftOut"] == {} and report["removed"]["MP4 udta"] == 1 and report["removed"]["ID3"] == 1
    for path in films.iterdir():
        copy = tmp_path / "safe" / path.name
        assert frames(path) == frames(copy), path.name
        assert b"Ada" not in copy.read_bytes() and b"ada@" not in copy.read_bytes(), path.name
    assert {row["entity"] for row in data("scan-pii", tmp_path / "safe")} <= {"DATE_TIME"}


def test_tables_of_a_folder_are_rewritten_as_they_are_alone(tmp_path):
    folder = tmp_path / "rows"
    folder.mkdir()
    (folder / "visits.csv").write_text("patient,note\n7,paid with 4111 1111 1111 1111\n7,mail ada@example.org\n")
    (folder / "key").write_bytes(b"0123456789abcdef")
    asked = ["--operator", "mask", "--for", "EMAIL_ADDRESS=pseudonym", "--key", folder / "key"]
    report = data("redact", folder, tmp_path / "safe", *asked)
    assert report["counts"] == {"CREDIT_CARD": 1, "EMAIL_ADDRESS": 1} and report["rewritten"] >= 1
    alone = [json.loads(line)["note"] for line in winnow("redact", folder / "visits.csv", *asked).stdout.splitlines()]
    lines = (tmp_path / "safe" / "visits.csv").read_text().splitlines()
    assert lines[0] == "patient,note" and [line.split(",", 1)[1] for line in lines[1:]] == alone and not any("4111" in line or "ada@" in line for line in alone)


@pytest.mark.parametrize(("arguments", "said"), [
    (["--names"], "--key"), ([], "where to"), (["out", "--by", "blur"], "--spans"), (["out", "--mapping", "m"], "--names"), (["out", "--spans", "s.jsonl", "--by", "nope"], "nope"),
    (["out", "--quality", "0"], "--quality"),
])
def test_wrong_use_of_folders_is_told(arguments, said, photos):
    told = winnow("redact", photos, *[photos.parent / word if word == "out" else word for word in arguments], code=None)
    assert told.returncode in (2, 3) and (said in told.stderr or said == "--key"), told.stderr
