"""What machines do to a workspace: a full disk, one that may not be written, two servers at once, a backup under load."""
import json
import os
import subprocess
import threading
import time
import uuid
from contextlib import contextmanager

import pytest

from harness.api import Client, Refused, choice
from harness.cli import Workspace, data, winnow
from harness.places import BINARY
from harness.server import Server

PASSWORD = "correct horse battery staple"
DEFINITION = """\
winnow: 1
project: lines
objective: Survive a bad machine
media: text
questions:
  - {name: topic, kind: choice, labels: [yes-label, no-label]}
sources:
  - {name: lines, kind: table, path: lines.jsonl, key: id, licence: CC0-1.0, origin: synthetic}
labelling: {overlap: 1}
"""


@contextmanager
def mounted(kind, source, target, options, what):
    """A file system for the length of a test; skips it, loudly, where mounting is not permitted."""
    target.mkdir(exist_ok=True)
    told = subprocess.run(["mount", *kind, "-o", options, str(source), str(target)], capture_output=True, text=True, check=False)
    if told.returncode != 0:
        pytest.skip(f"SKIPPED (mounting is not permitted here): {what}")
    try:
        yield target
    finally:
        subprocess.run(["umount", "-l", str(target)], check=False)


def small_disk(tmp_path, megabytes, what):
    return mounted(["-t", "tmpfs"], "tmpfs", tmp_path / "disk", f"size={megabytes}m", what)


def project(folder, workspace, lines, length=60):
    """A workspace whose project reads that many lines; not collected yet."""
    with (folder / "lines.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(lines):
            stream.write(json.dumps({"id": f"line-{number}", "text": f"{number} " + "x" * length}) + "\n")
    (folder / "winnow.yaml").write_text(DEFINITION, encoding="utf-8")
    made = Workspace(workspace, "lines")
    made.init()
    made.apply(folder / "winnow.yaml")
    return made


def whole(workspace):
    winnow("verify", "--all", "--workspace", workspace)


def fill(disk):
    """Takes what is left of the disk, to the last block."""
    with (disk / "filler").open("wb", buffering=0) as stream:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    stream.write(b"x" * size)
            except OSError:
                continue


# A full disk

def test_an_import_onto_a_full_disk_says_so_and_goes_on_when_there_is_room(tmp_path):
    with small_disk(tmp_path, 24, "an import onto a full disk") as disk:
        made = project(tmp_path, disk / "workspace", 30_000, length=1500)
        told = winnow("collect", "--workspace", made.folder, "--project", "lines", code=3)
        assert "full" in told.stderr and "Free some space" in told.stderr, told.stderr
        assert "Fatal" not in told.stderr
        kept = made.status()["counts"]["items"] if (disk / "workspace").exists() else 0
        subprocess.run(["mount", "-o", "remount,size=300m", str(disk)], check=True)
        whole(made.folder)
        assert made.status()["counts"]["items"] >= kept
        made.collect()
        assert made.status()["counts"]["items"] == 30_000
        whole(made.folder)


def test_saves_onto_a_full_disk_are_refused_and_succeed_when_there_is_room(tmp_path):
    with small_disk(tmp_path, 24, "saves onto a full disk") as disk:
        made = project(tmp_path, disk / "workspace", 50)
        made.collect()
        made.add_person("ada", PASSWORD)
        with Server(made.folder) as server:
            client = Client(server.address)
            client.sign_in("ada", PASSWORD)
            held = client.next("lines", 10)
            kept = [client.submit(held.pop()["assignment"], choice(topic="yes-label"))["revision"]]
            fill(disk)
            work, key, refused = held.pop(), uuid.uuid4().hex, None
            for _ in range(200):
                try:
                    kept.append(client.submit(work["assignment"], {**choice(topic="no-label"), "note": "n" * 4000}, key=key)["revision"])
                    work, key = (held or client.next("lines", 10)).pop(), uuid.uuid4().hex
                except Refused as error:
                    refused = error
                    break
            assert refused is not None, "the disk was never full"
            assert refused.status == 503 and refused.body["error"]["code"] == "storage.disk-full", refused
            assert "free some space" in refused.body["error"]["hint"]
            assert client.call("GET", "/v1/health")["status"] == "ok"
            assert len(client.history("lines")) == len(kept), "reading goes on"
            (disk / "filler").unlink()
            kept.append(client.submit(work["assignment"], choice(topic="no-label"), key=key)["revision"])
            assert {row["id"] for row in client.history("lines")} == set(kept)
        whole(made.folder)


@pytest.mark.parametrize("verb", ["backup", "ship", "checkout"])
def test_what_is_written_to_a_full_disk_leaves_nothing_that_looks_whole(tmp_path, verb):
    with small_disk(tmp_path, 2, f"`{verb}` onto a full disk") as disk:
        made = project(tmp_path, tmp_path / "workspace", 20_000)
        made.collect()
        commit = made.commit("before")
        here = ("--workspace", made.folder)
        words = {"backup": ["backup", "--to", disk / "copy", *here], "ship": ["ship", "--to", disk / "copy", *here, "--project", "lines", "--set", "unlabelled=true"],
                 "checkout": ["checkout", commit, "--to", disk / "copy", *here, "--project", "lines"]}[verb]
        told = winnow(*words, code=3)
        assert "full" in told.stderr or "No space left" in told.stderr, told.stderr
        assert "hint" in told.stderr and "Fatal" not in told.stderr, told.stderr
        assert not (disk / "copy" / "winnow.sqlite").exists() and not (disk / "copy" / "checksums.sha256").exists()
        whole(made.folder)


# A disk that may not be written

def test_a_workspace_on_a_read_only_disk_is_told(tmp_path):
    made = project(tmp_path, tmp_path / "workspace", 10)
    made.collect()
    with mounted(["--bind"], made.folder, tmp_path / "read-only", "bind", "a read-only disk") as place:
        if subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=False).returncode:
            pytest.skip("SKIPPED (mounting is not permitted here): a read-only disk")
        for words in (["status"], ["collect"], ["serve", "--port", "0"]):
            told = winnow(*words, "--workspace", place, code=3)
            assert told.stderr.startswith("error: ") and "hint" in told.stderr and "Fatal" not in told.stderr, told.stderr
            assert "may not be written" in told.stderr or "Read-only" in told.stderr, told.stderr
    whole(made.folder)


def test_a_disk_that_turns_read_only_under_a_server_is_told(tmp_path):
    with small_disk(tmp_path, 24, "a disk that turns read-only") as disk:
        made = project(tmp_path, disk / "workspace", 20)
        made.collect()
        made.add_person("ada", PASSWORD)
        with Server(made.folder) as server:
            client = Client(server.address)
            client.sign_in("ada", PASSWORD)
            held = client.next("lines", 2)
            done = client.submit(held[0]["assignment"], choice(topic="yes-label"))["revision"]
            # Open files keep a disk from being turned; where the system refuses, there is nothing to see.
            if subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=False, capture_output=True).returncode == 0:
                with pytest.raises(Refused) as refused:
                    client.submit(held[1]["assignment"], choice(topic="yes-label"))
                assert refused.value.status == 503
                subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
            assert [row["id"] for row in client.history("lines")] == [done]
        whole(made.folder)


# Two servers

def test_two_servers_on_one_workspace_share_it(tmp_path):
    made = project(tmp_path, tmp_path / "workspace", 120)
    made.collect()
    logins = ["ada", "ben", "cyn", "dan"]
    for login in logins:
        made.add_person(login, PASSWORD)
    done, failures = {}, []

    def work(server, login):
        try:
            client = Client(server.address)
            client.sign_in(login, PASSWORD)
            while held := client.next("lines", 3):
                for assignment in held:
                    revision = client.submit(assignment["assignment"], choice(topic="yes-label"))["revision"]
                    done.setdefault(assignment["item"]["id"], []).append((login, revision))
        except Exception as error:          # noqa: BLE001 - told to the test, which fails
            failures.append(error)

    with Server(made.folder) as one, Server(made.folder) as two:
        threads = [threading.Thread(target=work, args=([one, two][place % 2], login)) for place, login in enumerate(logins)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(done) == 120 and all(len(answers) == 1 for answers in done.values()), "an item was handed out twice"
        lead = Client(two.address)
        lead.redeem(two.sign_in_secret(), "olga", PASSWORD)
        # A session of one server is one of the other's; a job that both could take runs once.
        other = Client(one.address)
        other.cookie = lead.cookie
        jobs = [client.call("POST", "/v1/projects/lines/collect", {})["job"] for client in (lead, other)]
        for job in set(jobs):
            until = time.monotonic() + 60
            while (row := lead.call("GET", f"/v1/jobs/{job}"))["state"] in ("queued", "running") and time.monotonic() < until:
                time.sleep(0.05)
            assert row["state"] == "done" and row["report"]["added"] == 0
        one.kill()
        assert lead.overview("lines")["counts"]["submitted"] == 120
    whole(made.folder)


# A backup while people work

def test_a_backup_made_while_people_work_is_a_workspace_with_all_that_was_acknowledged_before(tmp_path):
    made = project(tmp_path, tmp_path / "workspace", 3_000)
    made.collect()
    logins = ["ada", "ben", "cyn"]
    for login in logins:
        made.add_person(login, PASSWORD)
    made.commit("before")
    acknowledged, stop = {login: [] for login in logins}, threading.Event()

    def work(server, login):
        client = Client(server.address)
        client.sign_in(login, PASSWORD)
        while not stop.is_set():
            for assignment in client.next("lines", 2):
                acknowledged[login].append(client.submit(assignment["assignment"], choice(topic="yes-label"))["revision"])

    copies = []
    with Server(made.folder) as server:
        threads = [threading.Thread(target=work, args=(server, login)) for login in logins]
        for thread in threads:
            thread.start()
        try:
            for number in range(3):
                until = time.monotonic() + 60
                while min(map(len, acknowledged.values())) < 10 * (number + 1) and time.monotonic() < until:
                    time.sleep(0.01)
                before = {login: list(revisions) for login, revisions in acknowledged.items()}
                copy = tmp_path / f"copy-{number}"
                winnow("backup", "--to", copy, "--workspace", made.folder)
                copies.append((copy, before))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    whole(made.folder)
    for copy, before in copies:
        whole(copy)
        assert [row["id"] for row in Workspace(copy, "lines").log()] == [row["id"] for row in made.log()]
        with Server(copy) as restored:
            for login in logins:
                client = Client(restored.address)
                client.sign_in(login, PASSWORD)
                kept = {row["id"] for row in client.history("lines")}
                assert before[login] and set(before[login]) <= kept, f"{login} lost {set(before[login]) - kept}"
                # And work goes on in the copy.
                client.submit(client.next("lines", 1)[0]["assignment"], choice(topic="no-label"))


def test_a_backup_that_is_killed_is_no_workspace(tmp_path):
    made = project(tmp_path, tmp_path / "workspace", 20_000)
    made.collect()
    for number, seconds in enumerate((0.01, 0.03, 0.06, 0.1)):
        copy = tmp_path / f"copy-{number}"
        running = subprocess.Popen([BINARY, "backup", "--to", copy, "--workspace", made.folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        running.kill()
        running.wait()
        if (copy / "winnow.sqlite").exists():
            whole(copy)
        elif copy.exists():
            assert "not a workspace" in winnow("status", "--workspace", copy, code=3).stderr
    whole(made.folder)
    assert os.path.exists(made.folder) and data("status", "--workspace", made.folder)["counts"]["items"] == 20_000
