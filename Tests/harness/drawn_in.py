"""A workspace of pictures as after a day's work: boxes by three people, not always alike, decisions, findings, commits, a shipment."""
import random
import struct
import time
import zlib
from pathlib import Path

from .ageing import spread_over_weeks
from .api import Client
from .lived_in import PASSWORD, begun
from .places import shared_folder
from .server import Server


def gallery_in(folder):
    """The photographs of cells where they are there, else the repository's own drawings."""
    from .pictures import cells, parts
    is_there = (shared_folder() / "data/cells-voc/BCCD").exists()
    return (cells if is_there else parts)(folder)


def drawn_in(folder):
    folder = Path(folder)
    gallery = gallery_in(folder)
    project = collect(gallery, folder)
    with Server(project.folder) as server:
        owner = Client(server.address)
        owner.redeem(server.sign_in_secret(), "olga", PASSWORD, name="Olga Weiss")
        draw(server, gallery, "ada", most=16, seed=1)
        draw(server, gallery, "ben", most=14, seed=2)
        project.consensus()
        project.commit("As drawn")
        draw(server, gallery, "carla", most=3, seed=3)
        decide(owner, gallery)
        project.consensus()
        project.commit("One disagreement decided")
        ship(owner, gallery)
        server.stop()
    spread_over_weeks(project.folder, 3)
    return gallery, project


def collect(gallery, folder):
    """Beside the gallery a source with what cameras bring along: a file that ends early, a black picture, one that is there twice."""
    extra = folder / "extra"
    extra.mkdir()
    whole = grey(320, 240, lambda x, y: (x * 7 + y * 13 + (x * y) % 31) % 256)
    for name, content in {"black.png": grey(320, 240, lambda x, y: 4), "first.png": whole, "again.png": whole, "cut.png": whole[: len(whole) // 3]}.items():
        (extra / name).write_bytes(content)
    text = gallery.definition.read_text(encoding="utf-8").replace("path: pictures", f"path: {gallery.definition.parent / 'pictures'}", 1)
    definition = folder / "with-extra.yaml"
    definition.write_text(text.replace("prepare:\n", "  - {name: extra, kind: folder, path: extra, licence: CC0-1.0, origin: synthetic}\nprepare:\n", 1), encoding="utf-8")
    if (gallery.definition.parent / "guidelines.md").exists():
        (folder / "guidelines.md").write_bytes((gallery.definition.parent / "guidelines.md").read_bytes())
    return begun(folder, gallery.name, definition)


def grey(width, height, shade):
    """A PNG with one grey value a pixel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(shade(x, y) for x in range(width)) for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def draw(server, gallery, login, most, seed):
    """Boxes near the right ones: some a little aside, some missed, some with another label."""
    client, chance = Client(server.address), random.Random(seed)
    client.sign_in(login, PASSWORD)
    done = 0
    while done < most and (rows := client.next(gallery.name, 4)):
        for row in rows:
            boxes = [part for number, marked in enumerate(gallery.truth.get(row["item"]["key"], [])) for part in drawn(marked, number, gallery, chance)]
            answers = {gallery.question: {"parts": boxes}, "focus": {"choice": "sharp"}}
            client.submit(row["assignment"], {"answers": answers, "unknown": [], "flags": []}, seconds=chance.uniform(8, 40))
            done += 1


def drawn(marked, number, gallery, chance):
    luck = chance.random()
    if luck < 0.05:
        return []
    label = chance.choice(gallery.labels) if luck < 0.1 else marked.label
    aside = chance.uniform(-0.3, 0.3) if luck < 0.16 else chance.uniform(-0.04, 0.04)
    left, top, right, bottom = marked.box
    shift = aside * (right - left)
    return [{"id": f"p{number}", "labels": [label], "box": [max(0, left + shift), top, max(1, right + shift), bottom], "origin": "person"}]


def decide(owner, gallery):
    for row in owner.disagreements(gallery.name)[:1]:
        annotation = {"answers": {row["question"]: row["votes"][0]["answer"]}, "unknown": [], "flags": []}
        owner.call("POST", f"/v1/projects/{gallery.name}/items/{row['id']}/adjudicate", {"annotation": annotation, "note": "Cut cells count too"})


def ship(owner, gallery):
    names = [row["name"] for row in owner.call("GET", "/v1/catalogs")["shipping"]]
    job = owner.call("POST", f"/v1/projects/{gallery.name}/ship", {"format": "coco" if "coco" in names else names[0]})["job"]
    while owner.call("GET", f"/v1/jobs/{job}")["state"] in ("queued", "running"):
        time.sleep(0.1)
