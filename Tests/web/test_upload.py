"""Pictures from the browser into a project: source and licence first, then files, then what came of it, one of them no picture."""
import struct
import zlib

import pytest

from conftest import Door, people, serving
from harness.browser import Trouble, settle
from harness.cli import Workspace

DEFINITION = """\
winnow: 1
project: bench
objective: Find every part
use: commercial
media: image
questions:
  - {name: parts, kind: boxes, labels: [screw, nut]}
labelling: {overlap: 1}
"""


def picture(shade):
    """A small grey PNG; each shade is another file."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([shade + row % 50]) * 120 for row in range(90))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 90, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def door(chrome, tmp_path_factory):
    folder = tmp_path_factory.mktemp("upload")
    (folder / "bench.yaml").write_text(DEFINITION, encoding="utf-8")
    project = Workspace(folder / "workspace", "bench")
    project.init()
    project.apply(folder / "bench.yaml")
    with serving(project.folder) as server:
        people(project, server, ada="annotator")
        yield Door(chrome, server, None, project)


def test_files_arrive_under_their_licence_and_are_shown(door):
    files = [{"name": f"IMG_{number}.png", "mimeType": "image/png", "buffer": picture(60 + 40 * number)} for number in range(4)]
    files.append({"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"this is no picture"})
    with door.page("olga", width=360, height=740) as page:
        trouble = Trouble(page)
        page.goto(door.address + "/p/bench/data")
        settle(page)
        page.keyboard.press("g")
        page.keyboard.press("u")
        page.get_by_test_id("source-name").fill("site-visit")
        page.get_by_test_id("licence").select_option("CC-BY-NC-4.0")
        assert "forbids commercial use" in page.get_by_test_id("licence-meaning").inner_text()
        page.get_by_test_id("licence").select_option("CC-BY-4.0")
        page.get_by_test_id("credit").fill("Ada Nowak")
        page.get_by_test_id("declare").click()
        page.get_by_test_id("files-input").set_input_files(files)
        page.get_by_test_id("to-items").click(timeout=30_000)
        page.get_by_test_id("item-tile").nth(4).wait_for()
        settle(page)
        assert "no picture that could be read" in page.get_by_test_id("items").inner_text()
        page.goto(door.address + "/p/bench/checks")
        settle(page)
        assert "notes.jpg" in page.get_by_test_id("finding").first.inner_text()
        trouble.check("uploading")
    items = door.client("olga").items("bench")
    assert sorted(row["key"] for row in items if row["state"] == "ready") == [f"IMG_{number}.png" for number in range(4)]
    detail = door.client("olga").item("bench", next(row["id"] for row in items if row["state"] == "ready"))
    assert detail["source"] == {"name": "site-visit", "kind": "upload", "licence": "CC-BY-4.0", "attribution": "Ada Nowak", "origin": "internal"}
    assert (detail["item"]["blobs"]["image"]["width"], detail["item"]["blobs"]["image"]["height"]) == (120, 90)


def test_whoever_only_labels_is_told_who_uploads(door):
    with door.page("ada") as page:
        page.goto(door.address + "/p/bench/upload")
        settle(page)
        assert page.get_by_test_id("source-name").count() == 0
        assert "annotator" in page.get_by_test_id("empty").inner_text()
