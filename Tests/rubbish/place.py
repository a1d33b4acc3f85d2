"""One workspace that all rubbish is thrown at, its server, and the project beside it that must stay as it was.

Every case gets a project of its own here. After each, the whole store is verified and the sentinel's items and answers
are counted: rubbish may be refused, it may never harm what is there.
"""
import json
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

from harness.api import Client, Refused, choice
from harness.cli import Workspace, data
from harness.server import Server
from measured import SECONDS, Told, Watched, run

PASSWORD = "correct horse battery staple"
SENTINEL = """\
winnow: 1
project: sentinel
objective: Stay as it is
media: text
questions:
  - {name: topic, kind: choice, labels: [yes-label, no-label]}
sources:
  - {name: rows, kind: table, path: sentinel.jsonl, key: id, licence: CC0-1.0, origin: synthetic}
labelling: {overlap: 1}
"""


class Fresh(Client):
    """A connection for every call: between two, a case may take longer than a server keeps an idle one."""

    def call(self, method, path, body=None):
        self._connection = None
        return super().call(method, path, body)


class Place:
    def __init__(self, folder):
        self.folder = folder
        self.workspace = folder / "workspace"
        self.sentinel = Workspace(self.workspace, "sentinel")
        self.sentinel.init()
        with (folder / "sentinel.jsonl").open("w", encoding="utf-8") as stream:
            for number in range(20):
                stream.write(json.dumps({"id": f"s{number}", "text": f"sentinel {number}"}) + "\n")
        (folder / "sentinel.yaml").write_text(SENTINEL, encoding="utf-8")
        self.sentinel.apply(folder / "sentinel.yaml")
        self.sentinel.collect()
        self.sentinel.add_person("ada", PASSWORD)
        self.server = Server(self.workspace)
        self.watched = Watched(self.server.process)
        self.owner = Fresh(self.server.address)
        self.owner.redeem(self.server.sign_in_secret(), "olga", PASSWORD)
        self.ada = Fresh(self.server.address)
        self.ada.sign_in("ada", PASSWORD)
        for work in self.ada.next("sentinel", 5):
            self.ada.submit(work["assignment"], choice(topic="yes-label"))
        self.sentinel.commit("before the rubbish")
        self.kept = self.counts()

    def counts(self):
        return self.sentinel.status()["counts"]

    def check(self):
        """Nothing stored is harmed: the store is whole, the sentinel as it was, the server alive."""
        assert self.server.process.poll() is None, "the server is gone:\n" + "\n".join(self.server.lines[-40:])
        assert self.owner.call("GET", "/v1/health")["status"] == "ok"
        told = run("verify", "--all", "--workspace", self.workspace)
        assert told.code == 0, told.text
        assert self.counts() == self.kept

    def stop(self):
        self.server.kill()

    # The two doors

    def collected_by_command(self, slug, definition):
        """apply, collect, findings; all that was said."""
        applied = run("project", "apply", definition, "--workspace", self.workspace)
        if applied.code != 0:
            return applied
        told = run("collect", "--workspace", self.workspace, "--project", slug)
        found = run("findings", "--workspace", self.workspace, "--project", slug, "--json", "--limit", "200")
        return Told(told.code, told.text + found.text, told.seconds, max(told.mebibytes, found.mebibytes))

    def collected_by_request(self, slug, definition):
        """The definition comes by the command line, so that its folder is known; the rest over HTTP."""
        data("project", "apply", definition, "--workspace", self.workspace)
        self.watched.forget()
        began = time.monotonic()
        try:
            jobs = self.owner.call("POST", f"/v1/projects/{slug}/collect", {})["jobs"]
        except Refused as refused:
            return Told(refused.status, json.dumps(refused.body, ensure_ascii=False), time.monotonic() - began, self.watched.growth())
        text = ""
        code = 0
        for started in jobs:
            job = self.ended(started)
            code = max(code, 0 if job["state"] == "done" else 3)
            text += json.dumps(job, ensure_ascii=False, separators=(",", ":"))
        text += json.dumps(self.owner.call("GET", f"/v1/projects/{slug}/findings?limit=200"), ensure_ascii=False, separators=(",", ":"))
        return Told(code, text, time.monotonic() - began, self.watched.growth())

    def ended(self, job, seconds=SECONDS):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            row = self.owner.call("GET", f"/v1/jobs/{job}")
            if row["state"] not in ("queued", "running"):
                return row
            time.sleep(0.05)
        raise AssertionError(f"job {job} has not ended after {seconds} s")

    def items(self, slug):
        return self.owner.items(slug)

    def raw(self, method, path, body=None, headers=None, client=None, timeout=60):
        """A request exactly as given; status, text and headers."""
        client = client or self.owner
        connection = HTTPConnection(urlsplit(self.server.address).netloc, timeout=timeout)
        sent = {"Cookie": client.cookie, "Origin": self.server.address, **(headers or {})}
        self.watched.forget()
        began = time.monotonic()
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value is not None})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        text = content.decode("utf-8", "replace")
        return Told(response.status, text, time.monotonic() - began, self.watched.growth(), json.loads(text) if text[:1] in ("{", "[") else None,
                    {name.lower(): value for name, value in response.getheaders()})
