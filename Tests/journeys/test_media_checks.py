"""`winnow checks` and `winnow dedup` on folders of sounds, documents, point clouds and videos: what was spoiled, and what are copies, is told with its file."""
import math
import random
import shutil
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


def song(seed, seconds=6, rate=16000):
    """Notes drawn from the seed, so that two seeds sound unlike each other."""
    drawn = random.Random(seed)
    samples = []
    while len(samples) < seconds * rate:
        pitches = [drawn.uniform(150, 3000) for _ in range(4)]
        samples += [0.2 * sum(math.sin(2 * math.pi * pitch * at / rate) for pitch in pitches) for at in range(int(rate * drawn.uniform(0.15, 0.4)))]
    return samples


def shape(seed):
    drawn = random.Random(seed)
    return [(drawn.gauss(0, 10), drawn.gauss(0, 10), drawn.gauss(0, 10)) for _ in range(4000)]


def test_copies_of_sounds_and_clouds_are_grouped_in_one_folder(tmp_path):
    for number in range(3):
        sound(tmp_path / f"song-{number}.wav", song(number))
        cloud(tmp_path / f"cloud-{number}.pcd", shape(number))
    (tmp_path / "again.wav").write_bytes((tmp_path / "song-0.wav").read_bytes())
    sound(tmp_path / "quieter.wav", [0.4 * sample for sample in song(1)])
    cloud(tmp_path / "shuffled.pcd", list(reversed([(x + 0.001, y, z) for x, y, z in shape(2)])))
    (tmp_path / "broken.mp3").write_bytes(b"this is no sound" * 40)
    told = data("dedup", tmp_path)
    assert sorted((group["of"], group["kind"], *group["files"]) for group in told["groups"]) == [
        ("clouds", "near", "cloud-2.pcd", "shuffled.pcd"), ("sounds", "bytes", "again.wav", "song-0.wav"), ("sounds", "near", "quieter.wav", "song-1.wav")]
    assert [(kind["of"], kind["seen"], kind["unreadable"]) for kind in told["kinds"]] == [("sounds", 6, 1), ("clouds", 4, 0)]
    assert "6 sounds, 1 groups of equal files, 1 of near copies; 1 cannot be read" in winnow("dedup", tmp_path).stderr


def test_a_film_and_its_smaller_copy_are_grouped(tmp_path):
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed: copies among videos were not looked for")
    for number, picture in enumerate(("testsrc2", "mandelbrot")):
        subprocess.run(["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", f"{picture}=size=320x240:rate=10", "-t", "6", str(tmp_path / f"film-{number}.mp4")], check=True)
    subprocess.run(["ffmpeg", "-loglevel", "error", "-i", str(tmp_path / "film-1.mp4"), "-vf", "scale=240:180", "-crf", "30", str(tmp_path / "small.mp4")], check=True)
    told = data("dedup", tmp_path)
    assert [(group["of"], group["kind"], group["files"]) for group in told["groups"]] == [("videos", "near", ["film-1.mp4", "small.mp4"])]
