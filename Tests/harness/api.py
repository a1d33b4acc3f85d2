"""The HTTP interface as a person's browser or a script uses it. Every route the journeys call is a method here."""
import http.client
import json
import time
import uuid
from urllib.parse import urlencode, urlsplit


class Refused(AssertionError):
    """An answer outside 2xx, with the one error shape."""

    def __init__(self, method, path, status, body):
        self.status = status
        self.body = body
        super().__init__(f"{method} {path} -> {status}: {json.dumps(body, ensure_ascii=False)[:2000]}")


class Client:
    """One person's connection: a cookie after sign-in, or a token from the start."""

    def __init__(self, address, token=None):
        self.address = address
        self.host = urlsplit(address).netloc
        self.cookie = None
        self.token = token
        self._connection = None

    def call(self, method, path, body=None):
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.cookie:
            headers["Cookie"] = self.cookie
        if method != "GET":
            headers["Origin"] = self.address
        sent = None
        if body is not None:
            sent = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        try:
            response, content = self._exchange(method, path, sent, headers)
        except http.client.RemoteDisconnected:
            # The server closes what was idle for long; reading again is harmless, changing again may not be.
            if method != "GET":
                raise
            response, content = self._exchange(method, path, sent, headers)
        if new := response.getheader("Set-Cookie"):
            self.cookie = new.split(";")[0]
        if (response.getheader("Content-Type") or "").startswith("image/"):
            return content
        answer = json.loads(content) if content[:1] in (b"{", b"[") else content.decode()
        if not 200 <= response.status < 300:
            raise Refused(method, path, response.status, answer)
        return answer

    def send_file(self, project, source, name, content):
        """One file of an uploaded source."""
        path = f"/v1/projects/{project}/uploads/{source}/files?{urlencode({'path': name})}"
        headers = {"Cookie": self.cookie, "Origin": self.address, "Content-Type": "application/octet-stream"}
        response, answer = self._exchange("PUT", path, content, headers)
        if response.status != 200:
            raise Refused("PUT", path, response.status, answer[:500].decode(errors="replace"))
        return json.loads(answer)

    def fetch(self, path):
        """The bytes of a file that is sent to be saved."""
        response, content = self._exchange("GET", path, None, {"Cookie": self.cookie})
        if response.status != 200:
            raise Refused("GET", path, response.status, content[:500].decode(errors="replace"))
        return content

    def wait(self, job, seconds=60):
        """The row of a job once it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            row = self.call("GET", f"/v1/jobs/{job}")
            if row["state"] not in ("queued", "running"):
                return row
            time.sleep(0.05)
        raise AssertionError(f"job {job} has not ended after {seconds} s: {row}")

    def _exchange(self, method, path, sent, headers):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            self._connection.request(method, path, sent, headers)
            response = self._connection.getresponse()
            return response, response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            raise

    # People
    def redeem(self, secret, login, password, name=None):
        return self.call("POST", "/v1/session/link", {"secret": secret, "login": login, "name": name or login.title(), "password": password})

    def sign_in(self, login, password):
        return self.call("POST", "/v1/session", {"login": login, "password": password})

    # An annotator's work
    def next(self, project, count=1):
        return self.call("POST", f"/v1/projects/{project}/next", {"count": count})["assignments"]

    def save_draft(self, assignment, annotation, counter=0, seconds=1.0):
        """Answers the counter that the server now holds; sends the one it had before."""
        return self.call("PUT", f"/v1/assignments/{assignment}/draft",
                         {"counter": counter, "annotation": annotation, "activeSeconds": seconds})["counter"]

    def submit(self, assignment, annotation, seconds=2.0, key=None):
        return self.call("POST", f"/v1/assignments/{assignment}/submit",
                         {"annotation": annotation, "activeSeconds": seconds, "idempotencyKey": key or uuid.uuid4().hex})

    def history(self, project):
        return self._all("/v1/me/history", "revisions", "before", project=project, limit=100)

    # A lead's view
    def overview(self, project):
        return self.call("GET", f"/v1/projects/{project}/overview")

    def items(self, project, **filters):
        return self._all(f"/v1/projects/{project}/items", "items", "after", limit=100, **filters)

    def item(self, project, item):
        return self.call("GET", f"/v1/projects/{project}/items/{item}")

    def picture(self, item, size="full"):
        """The bytes of an item's picture."""
        path = f"/v1/items/{item}/blobs/image?size={size}"
        response, content = self._exchange("GET", path, None, {"Cookie": self.cookie})
        if response.status != 200:
            raise Refused("GET", path, response.status, content[:500].decode(errors="replace"))
        return content

    def findings(self, project, **filters):
        return self._all(f"/v1/projects/{project}/findings", "findings", "after", limit=100, **filters)

    def disagreements(self, project):
        return self._all(f"/v1/projects/{project}/disagreements", "items", "after", limit=100)

    def _all(self, path, key, cursor, **query):
        """Every page of a list."""
        found = []
        while True:
            page = self.call("GET", f"{path}?{urlencode(query)}")
            found += page[key]
            if not page.get("next") or not page[key]:
                return found
            query[cursor] = page["next"]


def choice(**answers):
    """An annotation that chooses one label for each question named."""
    return {"answers": {question: {"choice": label} for question, label in answers.items()}}
