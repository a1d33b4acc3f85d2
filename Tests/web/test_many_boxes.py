"""What one edit costs among ten thousand boxes on a page of the real server: the walk `web/test/images.py measured`, which prints it."""
import os
import struct
import subprocess
import sys
import zlib

from conftest import PASSWORD, people, serving
from harness.api import Client
from harness.cli import Workspace
from harness.places import ROOT

BOXES = 10_000
WIDTH, HEIGHT = 4000, 2600
DEFINITION = """\
winnow: 1
project: plates
objective: Ten thousand cells
media: image
questions:
  - {name: cells, kind: boxes, labels: [Cell, Clump, Debris]}
sources:
  - {name: plates, kind: folder, path: plates, licence: CC0-1.0, origin: synthetic}
labelling: {overlap: 1}
"""


def plate(shade):
    """A grey PNG with a darker frame; no two are the same."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = [b"\0" + bytes([shade + row // 100]) * WIDTH for row in range(HEIGHT)]
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")


def boxes(count):
    """A grid of 125 a row, 32 pixels apart."""
    def box(number):
        x, y = number % 125 * 32 + number % 7, number // 125 * 32 + number % 5
        return [x, y, x + 14 + number % 11, y + 14 + number % 12]
    return [{"id": f"m{number:05}", "labels": [("Cell", "Clump", "Debris")[number % 3]], "box": box(number), "origin": "person"} for number in range(count)]


def test_an_edit_among_ten_thousand_boxes_touches_only_what_it_must(chrome, tmp_path):
    (tmp_path / "plates").mkdir()
    for number in range(6):
        (tmp_path / f"plates/plate-{number + 1}.png").write_bytes(plate(200 + number))
    (tmp_path / "winnow.yaml").write_text(DEFINITION, encoding="utf-8")
    project = Workspace(tmp_path / "workspace", "plates")
    project.init()
    project.apply(tmp_path / "winnow.yaml")
    project.collect()
    with serving(project.folder) as server:
        people(project, server, ada="annotator")
        client = Client(server.address)
        client.sign_in("ada", PASSWORD)
        for number, row in enumerate(client.next("plates", 6)):
            parts = boxes(BOXES if number % 2 == 0 else 200)
            client.save_draft(row["assignment"], {"answers": {"cells": {"parts": parts}}, "unknown": [], "flags": []})
        walk = [sys.executable, ROOT / "web/test/images.py", "measured", "--boxes", str(BOXES), "--at", server.address, "--password", PASSWORD]
        done = subprocess.run(walk, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        print(done.stdout, done.stderr)
        assert done.returncode == 0, done.stdout + done.stderr
