#!/usr/bin/env python3
"""Kills with SIGKILL at random moments and checks that everything that was acknowledged is there.

    python3 Tests/journeys/kill_nine.py --times 100 --seed 1

Rounds take turns: people's saves on a server; an import; a commit; pictures that are collected, out of a folder or a zip,
and prepared; thumbnails that a server makes; augmented copies. After each the store is opened again and compared,
interrupted work is done again, and the whole workspace is verified. The moments come from the seed; what the processes are doing at that moment
does not, which is the point.
"""
import argparse
import http.client
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import zipfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.api import Client, choice
from harness.cli import Workspace, data, winnow
from harness.making import png
from harness.places import BINARY
from harness.server import Server

PASSWORD = "correct horse battery staple"
LOGINS = ("ada", "ben", "cyn")
IMPORTED = 20_000
LABELLED = 5_000
LABELS = ("yes-label", "no-label")
# Rounds on one workspace: three people need longer to answer all of it, and each check reads all there is in it.
ROUNDS_PER_WORKSPACE = 25

DEFINITION = """\
winnow: 1
project: {project}
objective: Survive being killed in the middle
media: text
questions:
  - {{name: topic, kind: choice, labels: [yes-label, no-label]}}
sources:
  - {{name: lines, kind: table, path: lines.jsonl, key: id, licence: CC0-1.0, origin: synthetic}}
labelling: {{overlap: 2}}
"""


PICTURES = 250
PICTURE_DEFINITION = """\
winnow: 1
project: {project}
objective: Survive being killed in the middle
media: image
questions:
  - {{name: things, kind: boxes, labels: [owl]}}
sources:
  - {{name: pictures, kind: folder, path: {path}, format: plain, licence: CC0-1.0, origin: synthetic}}
prepare:
{prepare}
splits: {{train: 0.8, test: 0.2, seed: 1}}
"""
PICTURE_STEPS = ("image-checks", "near-duplicates", "split")

LABELLED_PICTURES = 30
COPIES = 2
COPIES_DEFINITION = """\
winnow: 1
project: copies
objective: Survive being killed in the middle
media: image
questions:
  - {name: things, kind: boxes, labels: [owl]}
sources:
  - {name: pictures, kind: folder, path: labelled, format: coco, licence: CC0-1.0, origin: synthetic}
prepare:
  - {step: split}
splits: {train: 0.8, test: 0.2, seed: 1}
augment: {copies: 2, seed: 1, steps: [{operation: flip-horizontal, chance: 0.5}, {operation: rotate, degrees: [-20, 20]}]}
"""


def kill_after(seconds, *arguments):
    """Runs the binary and kills it; true when it had not ended by itself before."""
    running = subprocess.Popen([BINARY, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        running.wait(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        return True
    finally:
        running.kill()
        running.wait()


def striped(number, side):
    """A picture unlike the others, quickly."""
    bytes_of_a_line = bytes(range(256)) * 8
    return png(side, side, b"".join(b"\x00" + bytes_of_a_line[(line * 31 + number * 7) % 256:][:side * 3] for line in range(side)))


def verify(workspace):
    """The whole workspace, said by the product itself; fails with what it found."""
    winnow("verify", "--all", "--workspace", workspace)


def write_lines(path, count):
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps({"id": f"line-{number}", "text": f"The {number}. line of a long file, which says nothing else"}) + "\n")


class Saver:
    """An annotator that remembers only what was acknowledged, and stops when the server is gone."""

    def __init__(self, address, login, seed):
        self.client = Client(address)
        self.client.sign_in(login, PASSWORD)
        self.login = login
        self.random = random.Random(seed)
        self.revisions = {}                # revision -> (item, label)
        self.is_idle = False               # nothing was left to label
        self.drafts = {}                   # assignment -> counter, of those not submitted

    def run(self, labels):
        try:
            while True:
                assignments = self.client.next("lines", 2)
                if not assignments:
                    self.is_idle = True
                    return
                for assignment in assignments:
                    self.label(assignment, self.random.choice(labels))
        except (OSError, http.client.HTTPException):
            return

    def label(self, assignment, label):
        name, answer = assignment["assignment"], choice(topic=label)
        counter = (assignment.get("draft") or {}).get("counter", 0)
        for _ in range(2):
            counter = self.client.save_draft(name, answer, counter)
            self.drafts[name] = counter
        # Taken out first: a submit that is never answered may have happened or not, and both are right.
        del self.drafts[name]
        revision = self.client.submit(name, answer, key=uuid.uuid4().hex)["revision"]
        self.revisions[revision] = (assignment["item"]["id"], label)


class Saves:
    """Rounds of killed saves on one workspace; acknowledgements add up over the rounds."""

    def __init__(self, folder):
        folder = Path(folder)
        folder.mkdir(parents=True)
        write_lines(folder / "lines.jsonl", LABELLED)
        (folder / "winnow.yaml").write_text(DEFINITION.format(project="lines"), encoding="utf-8")
        self.project = Workspace(folder / "workspace", "lines")
        self.project.init()
        self.project.apply(folder / "winnow.yaml")
        self.project.collect()
        for login in LOGINS:
            self.project.add_person(login, PASSWORD)
        self.acknowledged = {login: {} for login in LOGINS}

    def round(self, chance):
        with Server(self.project.folder) as server:
            savers = [Saver(server.address, login, chance.random()) for login in LOGINS]
            threads = [threading.Thread(target=saver.run, args=(LABELS,)) for saver in savers]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.02, 0.6))
            server.kill()
            for thread in threads:
                thread.join()
        assert not any(saver.is_idle for saver in savers), "nothing is left to label, so nothing would be tested"
        for saver in savers:
            self.acknowledged[saver.login] |= saver.revisions
        self.check({saver.login: saver.drafts for saver in savers})
        return sum(len(saver.revisions) for saver in savers)

    def check(self, drafts):
        """Every acknowledged submit is in its author's history; every acknowledged draft has its counter."""
        with Server(self.project.folder) as server:
            for login in LOGINS:
                client = Client(server.address)
                client.sign_in(login, PASSWORD)
                kept = {row["id"]: (row["item"], row["annotation"]["answers"]["topic"]["choice"]) for row in client.history("lines")}
                for revision, what in self.acknowledged[login].items():
                    assert kept.get(revision) == what, f"{login}'s revision {revision} of item {what[0]} was acknowledged and is {kept.get(revision)}"
                self.check_drafts(client, login, drafts[login])

    def check_drafts(self, client, login, drafts):
        """A leased item comes back with its draft. Ones whose submit went unanswered may be gone."""
        for assignment in client.next("lines", 2):
            wanted = drafts.get(assignment["assignment"])
            if wanted is not None:
                found = (assignment.get("draft") or {}).get("counter")
                assert found is not None and found >= wanted, f"{login}'s draft {wanted} of {assignment['assignment']} is {found}"


class Imports:
    """Each round imports the same file into a new project, is killed, and imports it again."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_lines(self.folder / "lines.jsonl", IMPORTED)
        self.workspace = self.folder / "workspace"
        Workspace(self.workspace).init()
        self.count = 0

    def round(self, chance):
        self.count += 1
        project = Workspace(self.workspace, f"lines-{self.count}")
        definition = self.folder / "winnow.yaml"
        definition.write_text(DEFINITION.format(project=project.project), encoding="utf-8")
        project.apply(definition)
        kill_after(chance.uniform(0.01, 0.5), "collect", "--workspace", self.workspace, "--project", project.project)
        before = project.status()["counts"]["items"]
        # The process is gone, so its job is taken up at once, without waiting for its silence.
        project.collect()
        counts = project.status()["counts"]
        assert counts["items"] == IMPORTED, f"{before} items after the kill, {counts['items']} after the second import, {IMPORTED} lines in the file"
        verify(self.workspace)
        return f"import killed with {before} items stored, complete after the second run"


class Commits:
    """Each round changes a project, is killed while it commits, and commits again: earlier commits stay whole."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True)
        self.workspace = self.folder / "workspace"
        Workspace(self.workspace).init()
        (self.folder / "winnow.yaml").write_text(DEFINITION.format(project="lines"), encoding="utf-8")
        self.project = Workspace(self.workspace, "lines")
        write_lines(self.folder / "lines.jsonl", 2_000)
        self.project.apply(self.folder / "winnow.yaml")
        self.project.collect()
        self.count = 2_000

    def round(self, chance):
        self.count += 50
        write_lines(self.folder / "lines.jsonl", self.count)
        self.project.collect()
        before = [row["id"] for row in self.project.log()]
        was_killed = kill_after(chance.uniform(0.01, 0.25), "commit", "-m", "killed", "--workspace", self.workspace, "--project", "lines")
        kept = [row["id"] for row in self.project.log()]
        assert kept[-len(before):] == before if before else True, "an earlier commit is gone"
        commit = self.project.commit("after the kill")
        assert self.project.log()[0]["id"] == commit and self.project.log()[0]["items"] == self.count
        verify(self.workspace)
        return f"commit {'killed' if was_killed else 'done before the kill'} with {len(kept) - len(before)} kept, {self.count} items in the next"


class Pictures:
    """Each round collects pictures into a new project, out of a folder or a zip, and is killed; then it is killed once
    more while it prepares. Both go on and end with all pictures."""

    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "files").mkdir(parents=True)
        for number in range(PICTURES):
            # Longer than a thumbnail, so that one has to be made.
            (self.folder / "files" / f"p{number:04}.png").write_bytes(striped(number, 330 + number % 90))
        with zipfile.ZipFile(self.folder / "files.zip", "w") as archive:
            for path in sorted((self.folder / "files").iterdir()):
                archive.write(path, path.name)
        self.workspace = self.folder / "workspace"
        Workspace(self.workspace).init()
        self.prepare = "".join(f"  - {{step: {step}}}\n" for step in PICTURE_STEPS)
        self.count = 0

    def project(self, chance):
        self.count += 1
        project = Workspace(self.workspace, f"pictures-{self.count}")
        definition = self.folder / "winnow.yaml"
        text = PICTURE_DEFINITION.format(project=project.project, path=chance.choice(["files", "files.zip"]), prepare=self.prepare)
        definition.write_text(text, encoding="utf-8")
        project.apply(definition)
        return project

    def round(self, chance):
        project = self.project(chance)
        here = ("--workspace", self.workspace, "--project", project.project)
        kill_after(chance.uniform(0.01, 0.4), "collect", *here)
        before = project.status()["counts"]["items"]
        project.collect()
        counts = project.status()["counts"]
        assert counts["items"] == PICTURES and counts["rejected"] == 0, f"{before} pictures after the kill, {counts} after the second run"
        kill_after(chance.uniform(0.01, 0.4), "prepare", *here)
        project.prepare()
        splits = {row["split"] for row in data("items", "--limit", 1000, *here)["items"] if row.get("split")}
        assert splits or "split" not in self.prepare, "a killed split was not taken up"
        verify(self.workspace)
        assert not list((self.workspace / "scratch").glob("*")), "what a killed process had unpacked is left"
        return f"pictures killed with {before} of {PICTURES} stored, then while preparing; complete after the second runs"


class Thumbnails:
    """Each round lets a page ask for thumbnails of all pictures and kills the server; they can be asked for again."""

    def __init__(self, folder):
        self.pictures = Pictures(folder)
        self.project = self.pictures.project(random.Random(0))
        self.project.collect()
        self.project.add_person("ada", PASSWORD, role="manager")

    def round(self, chance):
        with Server(self.pictures.workspace) as server:
            client = self.client(server)
            ids = [row["id"] for row in client.items(self.project.project)]
            chance.shuffle(ids)
            asked = []
            thread = threading.Thread(target=self.ask, args=(server, client.cookie, ids, asked))
            thread.start()
            time.sleep(chance.uniform(0.02, 0.4))
            server.kill()
            thread.join()
        with Server(self.pictures.workspace) as server:
            client = self.client(server)
            for item in asked[-5:] + ids[:5]:
                client.call("GET", f"/v1/items/{item}/blobs/image?size=thumb")
        verify(self.pictures.workspace)
        return f"server killed after {len(asked)} thumbnails, all to be had again"

    def client(self, server):
        client = Client(server.address)
        client.sign_in("ada", PASSWORD)
        return client

    @staticmethod
    def ask(server, cookie, ids, asked):
        client = Client(server.address)
        client.cookie = cookie
        try:
            for item in ids:
                client.call("GET", f"/v1/items/{item}/blobs/image?size=thumb")
                asked.append(item)
        except (OSError, http.client.HTTPException):
            return


class Copies:
    """Each round augments with another seed, so all copies are made anew, and is killed; the next run ends with every
    picture of the training split twice, each copy with its box."""

    def __init__(self, folder):
        self.folder = Path(folder)
        files = self.folder / "labelled"
        files.mkdir(parents=True)
        numbers = range(1, LABELLED_PICTURES + 1)
        for number in numbers:
            (files / f"p{number:04}.png").write_bytes(striped(number, 120 + number % 90))
        (files / "annotations.json").write_text(json.dumps({
            "images": [{"id": number, "file_name": f"p{number:04}.png", "width": 120 + number % 90, "height": 120 + number % 90} for number in numbers],
            "annotations": [{"id": number, "image_id": number, "category_id": 1, "bbox": [20, 30, 70, 60], "area": 4200, "iscrowd": 0} for number in numbers],
            "categories": [{"id": 1, "name": "owl"}],
        }), encoding="utf-8")
        (self.folder / "winnow.yaml").write_text(COPIES_DEFINITION, encoding="utf-8")
        self.project = Workspace(self.folder / "workspace", "copies")
        self.project.init()
        self.project.apply(self.folder / "winnow.yaml")
        self.project.collect()
        self.project.prepare()

    def round(self, chance):
        seed = chance.randrange(1 << 32)
        was_killed = kill_after(chance.uniform(0.02, 0.4), "augment", "--seed", seed, "--workspace", self.project.folder, "--project", "copies")
        done = self.project.augment("--seed", seed)
        assert done["parents"] > 0 and not done["skipped"].get("failed"), done
        total = COPIES * done["parents"]
        assert done["made"] + done["remade"] + done["unchanged"] == total, done
        again = self.project.augment("--seed", seed)
        assert again["unchanged"] == total, f"after the kill {done}, and of a third run {again}"
        rows = data("items", "--limit", 1000, "--workspace", self.project.folder, "--project", "copies")["items"]
        assert len(rows) == LABELLED_PICTURES + total, f"{len(rows)} items"
        bare = [row["key"] for row in rows if not row["settled"].get("things")]
        assert not bare, f"without their answer: {bare}"
        verify(self.project.folder)
        return f"augmentation {'killed' if was_killed else 'done before the kill'} with {done['unchanged']} of {total} copies kept, complete after the second run"


class Turns:
    """Saves every other time, since they are what people would miss most; the others take turns. Each begins with a
    workspace of its own and with a new one now and then, so that a check does not read what hundreds of rounds left."""

    KINDS = (Imports, Commits, Pictures, Thumbnails, Copies)

    def __init__(self, folder):
        self.folder = Path(folder)
        self.begun = {}

    def turn(self, kind):
        """The kind's workspace, a new one after every `ROUNDS_PER_WORKSPACE` rounds on it."""
        used, current = self.begun.get(kind, (0, None))
        if used % ROUNDS_PER_WORKSPACE == 0:
            place = self.folder / kind.__name__.lower()
            shutil.rmtree(place, ignore_errors=True)
            current = kind(place)
        self.begun[kind] = (used + 1, current)
        return current

    def round(self, number, chance):
        """(acknowledged, words)"""
        if number % 2:
            return 0, self.turn(self.KINDS[number // 2 % len(self.KINDS)]).round(chance)
        saves = self.turn(Saves)
        acknowledged = saves.round(chance)
        if number % 10 == 0:
            verify(saves.project.folder)
        return acknowledged, f"killed after {acknowledged} acknowledged submits, all there"


def rounds(times, seed, folder, say=print, seconds=None):
    """Up to `times` rounds, or as many as begin within `seconds`; (rounds done, submits acknowledged)."""
    chance, turns, total, began = random.Random(seed), Turns(folder), 0, time.monotonic()
    for number in range(times):
        if seconds is not None and time.monotonic() - began > seconds:
            return number, total
        acknowledged, words = turns.round(number, chance)
        total += acknowledged
        say(f"round {number + 1}: {words}", flush=True)
    return times, total


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="begin no round after this many seconds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done, total = rounds(options.times, options.seed, folder, seconds=options.seconds)
    print(json.dumps({"kills": done, "seed": options.seed, "acknowledged": total, "lost": 0}))


if __name__ == "__main__":
    main()
