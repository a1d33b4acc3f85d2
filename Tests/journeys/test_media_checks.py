"""`winnow checks` on folders of sounds, documents, point clouds and videos: what was spoiled is told with its file, what is whole is not."""
import math
import struct
import subprocess
import wave

import pytest

from harness.cli import data, winnow
from harness.figures import report
from harness.places import shared


def sound(path, samples, rate=16000):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", max(-32768, min(32767, round(32767 * sample)))) for sample in samples))
    return path


def tone(seconds, loudness=0.3, rate=16000):
    """Several partials that come and go, so that it is nothing but a sound."""
    return [loudness * (0.6 + 0.4 * math.sin(3 * at / rate)) * sum(math.sin(2 * math.pi * pitch * at / rate) for pitch in (220, 523, 1310, 3900, 7100)) / 5 for at in range(int(seconds * rate))]


def cloud(path, points):
    head = f"# .PCD v0.7\nVERSION 0.7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH {len(points)}\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS {len(points)}\nDATA ascii\n"
    path.write_text(head + "".join("{} {} {}\n".format(*point) for point in points))
    return path


def codes(told, name):
    return {finding["code"] for finding in told["findings"] if finding["place"]["file"] == name and finding["severity"] != "note"}


def test_spoiled_sounds_are_told_with_their_stretches(tmp_path):
    for number in range(4):
        sound(tmp_path / f"whole-{number}.wav", tone(3))
    loud = tone(3)
    sound(tmp_path / "clipped.wav", [6 * sample for sample in loud])
    sound(tmp_path / "silent.wav", [0.0] * 48000)
    whole = sound(tmp_path / "cut.wav", tone(3)).read_bytes()
    (tmp_path / "cut.wav").write_bytes(whole[:len(whole) // 2])
    (tmp_path / "rubbish.mp3").write_bytes(b"this is no sound" * 40)
    told = data("checks", tmp_path)
    report_of = told["report"]
    assert report_of["of"] == "sounds" and report_of["seen"] == 8 and report_of["unreadable"] == 1
    assert any("clipped" in code for code in codes(told, "clipped.wav")) and any("silen" in code or "empty" in code for code in codes(told, "silent.wav"))
    assert codes(told, "cut.wav") and codes(told, "rubbish.mp3")
    assert not any(codes(told, f"whole-{number}.wav") for number in range(4)), [codes(told, f"whole-{number}.wav") for number in range(4)]


def test_spoiled_clouds_are_told(tmp_path):
    grid = [(x / 10, y / 10, math.sin(x / 5) / 3) for x in range(40) for y in range(40)]
    for number in range(3):
        cloud(tmp_path / f"whole-{number}.pcd", [(x + number, y, z) for x, y, z in grid])
    cloud(tmp_path / "empty.pcd", [])
    cloud(tmp_path / "broken.pcd", [("nan", "nan", "nan")] * 1500 + grid[:100])
    text = cloud(tmp_path / "cut.pcd", grid).read_text()
    (tmp_path / "cut.pcd").write_text(text[:len(text) // 2])
    told = data("checks", tmp_path)
    assert told["report"]["of"] == "clouds" and told["report"]["seen"] == 6
    assert all(codes(told, name) for name in ("empty.pcd", "broken.pcd", "cut.pcd")) and not codes(told, "whole-1.pcd"), told["findings"]


@pytest.mark.parametrize(("name", "of"), [("invoices", "documents"), ("pointclouds", "clouds"), ("video", "videos"), ("spoken-digits", "sounds"), ("skimage", "pictures")])
def test_real_files_are_looked_at(name, of):
    told = data("checks", shared(f"data/{name}", f"checks of {of}"))
    found = {count["code"]: count["count"] for count in told["report"]["counts"]}
    report("checks of real files", f"{name}: {told['report']['seen']} {told['report']['of']}, {told['report']['unreadable']} unreadable, {found}")
    assert of in told["report"]["of"] and told["report"]["seen"] > 0


def test_a_folder_of_nothing_is_told(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    told = winnow("checks", tmp_path, code=None)
    assert told.returncode == 3 and "no file that ends like" in told.stderr


def test_a_list_of_files_in_a_video_is_not_followed(tmp_path):
    """A playlist named like a video must not make the decoder open other files."""
    secret = tmp_path / "secret.txt"
    secret.write_text("very secret words")
    (tmp_path / "clip.mp4").write_text(f"#EXTM3U\n#EXTINF:10,\nfile://{secret}\n#EXT-X-ENDLIST\n")
    (tmp_path / "list.mkv").write_text(f"ffconcat version 1.0\nfile '{secret}'\n")
    told = winnow("checks", tmp_path, "--json", code=None)
    assert told.returncode == 0 and "secret words" not in told.stdout + told.stderr and '"unreadable":2' in told.stdout.replace(" ", "").replace("\n", "")
    assert subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, check=False).stdout == b"", "no decoder is left behind"
