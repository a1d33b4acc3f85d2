#!/usr/bin/env python3
"""Kills the server with SIGKILL at random moments and checks that everything it acknowledged is there.

    python3 Tests/journeys/kill_nine.py --times 100 --seed 1

Each round starts the server, lets three annotators save drafts and submit as fast as they can, kills it after a random
time, opens the store again and compares. Every other round kills an import instead and runs it a second time. The moments
come from the seed; what the processes are doing at that moment does not, which is the point.
"""
import argparse
import http.client
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.api import Client, choice
from harness.cli import Workspace
from harness.places import BINARY
from harness.server import Server

PASSWORD = "correct horse battery staple"
LOGINS = ("ada", "ben", "cyn")
IMPORTED = 20_000
LABELLED = 5_000
LABELS = ("yes-label", "no-label")
# Rounds of saves on one workspace: three people need longer to answer all of it, and the check reads all they answered.
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
        running = subprocess.Popen([BINARY, "collect", "--workspace", str(self.workspace), "--project", project.project],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.01, 0.5))
        running.kill()
        running.wait()
        before = project.status()["counts"]["items"]
        # The process is gone, so its job is taken up at once, without waiting for its silence.
        project.collect()
        counts = project.status()["counts"]
        assert counts["items"] == IMPORTED, f"{before} items after the kill, {counts['items']} after the second import, {IMPORTED} lines in the file"
        return before


def rounds(times, seed, folder, say=print):
    chance = random.Random(seed)
    folder, total = Path(folder), 0
    imports = Imports(folder / "imports")
    for number in range(times):
        if number % (2 * ROUNDS_PER_WORKSPACE) == 0:
            saves = Saves(folder / f"saves-{number}")
        if number % 2 == 0:
            acknowledged = saves.round(chance)
            total += acknowledged
            say(f"round {number + 1}: killed after {acknowledged} acknowledged submits, all there")
        else:
            say(f"round {number + 1}: import killed with {imports.round(chance)} items stored, complete after the second run")
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        total = rounds(options.times, options.seed, folder)
    print(json.dumps({"kills": options.times, "seed": options.seed, "acknowledged": total, "lost": 0}))


if __name__ == "__main__":
    main()
