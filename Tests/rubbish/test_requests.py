"""HTTP as nobody should speak it: methods, paths, headers, lengths, chunks, bodies that stop and never end."""
import json
import socket
import time
from urllib.parse import urlsplit

import pytest

from measured import Told, note

JSON = {"Content-Type": "application/json"}


def spoken(place, sent, *, then=b"", seconds=4, close=False):
    """Bytes exactly as given on a socket; what comes back until the server ends or falls silent."""
    address = urlsplit(place.server.address)
    place.watched.forget()
    began = time.monotonic()
    with socket.create_connection((address.hostname, address.port), timeout=seconds) as connection:
        got = b""
        try:
            connection.sendall(sent)
            if then:
                connection.sendall(then)
            if close:
                connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                got += piece
                if b"\r\n\r\n" in got and not (b"chunked" in got.lower() and not got.endswith(b"0\r\n\r\n")) and whole(got):
                    break
        except (TimeoutError, ConnectionError):
            pass
    status = int(got.split(b" ", 2)[1]) if got.startswith(b"HTTP/") else 0
    return Told(status, got.decode("utf-8", "replace"), time.monotonic() - began, place.watched.growth())


def whole(got):
    head, _, body = got.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return len(body) >= int(value)
    return True


def head(place, line, *headers):
    host = urlsplit(place.server.address).netloc
    lines = [line, f"Host: {host}", f"Cookie: {place.owner.cookie}", f"Origin: {place.server.address}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def alive(place, name, told, verdict, allowed):
    assert told.code in allowed, f"{told.code}: {told.text[:800]}"
    place.check()
    note(name, "http", told, verdict or (str(told.code) if told.code else "connection closed"))


# Bodies

BODIES = [
    ("request: a body that is no JSON", b"{no", JSON, 400, "not JSON"),
    ("request: an empty body", b"", JSON, 400, "JSON"),
    ("request: a JSON text where an object is meant", b'"x"', JSON, 400, "object"),
    ("request: null where a text is meant", b'{"yaml":null}', JSON, 400, "yaml"),
    ("request: no content type", b'{"yaml":"x"}', {"Content-Type": ""}, 415, "application/json"),
    ("request: a form", b"yaml=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "application/json"),
    ("request: XML with an entity", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', {"Content-Type": "application/xml"}, 415, "application/json"),
    ("request: a body in UTF-16", '{"yaml":"x"}'.encode("utf-16"), JSON, 400, "not JSON"),
    ("request: a body packed as gzip", b"\x1f\x8b\x08" + bytes(50), {**JSON, "Content-Encoding": "gzip"}, 400, "JSON"),
    ("request: a body of 9 MB", b'{"yaml":"' + b"x" * (9 << 20) + b'"}', JSON, 413, "larger than"),
    ("request: a name of 100 kB in the body", b'{"' + b"n" * 100_000 + b'":1}', JSON, 400, "yaml"),
]


@pytest.mark.parametrize(("name", "body", "headers", "status", "says"), BODIES, ids=[case[0] for case in BODIES])
def test_a_body_that_is_none(place, name, body, headers, status, says):
    told = place.raw("POST", "/v1/projects", body, headers)
    assert told.code == status, told.text[:500]
    assert says in told.text
    assert told.body["error"]["message"] and len(told.text) < 10_000
    place.check()
    note(name, "http", told, f"{status} {told.body['error']['code']}")


# Lengths, chunks, ends

WIRE = [
    ("wire: a length that lies upwards, then silence and an end", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Content-Length: 1000") + b'{"yaml"', {"close": True}, (0, 400)),
    ("wire: a negative length", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Content-Length: -1"), {}, (0, 400)),
    ("wire: a length of 10^30", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Content-Length: " + "9" * 30), {}, (0, 400, 413)),
    ("wire: two lengths", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Content-Length: 2", "Content-Length: 7") + b"{}", {}, (0, 400)),
    ("wire: length and chunks (smuggling)", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Content-Length: 4", "Transfer-Encoding: chunked") + b"0\r\n\r\nGET /v1/me HTTP/1.1\r\n\r\n", {}, (0, 400)),
    ("wire: a chunk whose size is no number", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked") + b"zz\r\n{}\r\n0\r\n\r\n", {}, (0, 400)),
    ("wire: a chunk of 2^64 bytes", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked") + b"ffffffffffffffff\r\n{}\r\n", {"close": True}, (0, 400, 413)),
    ("wire: ten megabytes in chunks", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked") + (b"100000\r\n" + b" " * (1 << 20) + b"\r\n") * 10 + b"0\r\n\r\n", {}, (0, 413)),
    ("wire: a thousand chunks of one byte", lambda place: head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked") + b"1\r\n \r\n" * 1000 + b"0\r\n\r\n", {}, (400,)),
    ("wire: a header of 200 kB", lambda place: head(place, "GET /v1/health HTTP/1.1", "X-Long: " + "x" * 200_000), {}, (0, 400, 431)),
    ("wire: ten thousand headers", lambda place: head(place, "GET /v1/health HTTP/1.1", *[f"X-{n}: y" for n in range(10_000)]), {}, (0, 200, 400, 431)),
    ("wire: a path of 200 kB", lambda place: head(place, "GET /v1/" + "x" * 200_000 + " HTTP/1.1"), {}, (0, 400, 404, 414, 431)),
    ("wire: a line break in a header's value", lambda place: head(place, "GET /v1/health HTTP/1.1", "X-A: a\rX-B: b"), {}, (0, 200, 400)),
    ("wire: a NUL in a header's value", lambda place: head(place, "GET /v1/health HTTP/1.1", "X-A: a\x00b"), {}, (0, 400)),
    ("wire: a space before the colon", lambda place: head(place, "GET /v1/health HTTP/1.1", "X-A : b"), {}, (0, 200, 400)),
    ("wire: no host", lambda place: b"GET /v1/health HTTP/1.1\r\n\r\n", {}, (0, 400, 421)),
    ("wire: two hosts", lambda place: head(place, "GET /v1/health HTTP/1.1", "Host: evil.example"), {}, (0, 200, 400, 421)),
    ("wire: a version nobody knows", lambda place: head(place, "GET /v1/health HTTP/9.9"), {}, (0, 200, 400, 505)),
    ("wire: TLS on a plain port", lambda place: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), {"close": True}, (0, 400)),
    ("wire: HTTP/2 without being asked", lambda place: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9), {"close": True}, (0, 400, 404, 405, 421, 505)),
    ("wire: ten thousand zeros", lambda place: bytes(10_000), {"close": True}, (0, 400)),
    ("wire: an end in the middle of the headers", lambda place: b"GET /v1/me HTTP/1.1\r\nHost: 127.0", {"close": True}, (0, 400)),
    ("wire: a hundred requests in one breath", lambda place: head(place, "GET /v1/health HTTP/1.1") * 100, {}, (200,)),
]


@pytest.mark.parametrize(("name", "sent", "how", "allowed"), WIRE, ids=[case[0] for case in WIRE])
def test_bytes_that_are_hardly_http(place, name, sent, how, allowed):
    told = spoken(place, sent(place), **how)
    assert "Fatal" not in told.text and "Hummingbird" not in told.text.split("\r\n\r\n", 1)[-1]
    if told.code >= 400 and "{" in told.text:
        assert '"error"' in told.text
    alive(place, name, told, None, allowed)


def test_a_body_that_never_comes_holds_up_nobody(place):
    """Twenty requests that stop in the middle stay open while others are answered."""
    address = urlsplit(place.server.address)
    waiting = []
    began = time.monotonic()
    place.watched.forget()
    try:
        for _ in range(20):
            connection = socket.create_connection((address.hostname, address.port), timeout=20)
            connection.sendall(head(place, "POST /v1/projects HTTP/1.1", "Content-Type: application/json", "Content-Length: 100000") + b'{"yaml":"')
            waiting.append(connection)
        for _ in range(10):
            assert place.owner.call("GET", "/v1/health")["status"] == "ok"
    finally:
        for connection in waiting:
            connection.close()
    alive(place, "wire: twenty bodies that never end", Told(200, "", time.monotonic() - began, place.watched.growth()), "others are answered", (200,))


# Methods, paths, ranges, hosts, origins

ASKED = [
    ("path: a method nobody knows", "BREW", "/v1/projects", {}, (400, 404, 405, 501)),
    ("path: TRACE", "TRACE", "/v1/health", {}, (400, 404, 405, 501)),
    ("path: PUT where GET is meant", "PUT", "/v1/projects", JSON, (405,)),
    ("path: DELETE where nothing may go", "DELETE", "/v1/projects/sentinel/commits", {}, (405,)),
    ("path: up and out of the files", "GET", "/../../../../etc/passwd", {}, (200, 400, 404)),
    ("path: up and out, escaped", "GET", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", {}, (200, 400, 404)),
    ("path: up and out, escaped twice", "GET", "/%252e%252e/%252e%252e/etc/passwd", {}, (200, 400, 404)),
    ("path: up out of a shipment", "GET", "/v1/projects/sentinel/shipments/0000000000001/files/..%2f..%2f..%2fwinnow.sqlite", {}, (404,)),
    ("path: up out of a shipment, unescaped", "GET", "/v1/projects/sentinel/shipments/0000000000001/files/../../../winnow.sqlite", {}, (404,)),
    ("path: up out of a blob", "GET", "/v1/items/0000000000001/blobs/..%2f..%2fwinnow.sqlite", {}, (404,)),
    ("path: a NUL in a name", "GET", "/v1/projects/sent%00inel", {}, (404,)),
    ("path: bytes that are not UTF-8", "GET", "/v1/projects/%ff%fe", {}, (404,)),
    ("path: an id that is none", "GET", "/v1/projects/sentinel/items/';DROP%20TABLE%20item", {}, (404,)),
    ("path: a broken escape", "GET", "/v1/projects/%zz", {}, (400, 404)),
    ("query: script, quotes and escapes", "GET", "/v1/projects/sentinel/items?text=%27%20OR%201%3D1--&label=%3Cscript%3E&after=%00", {}, (400, 404)),
    ("query: a limit beyond all integers", "GET", "/v1/projects/sentinel/items?limit=99999999999999999999", {}, (400,)),
    ("query: a limit of minus one", "GET", "/v1/projects/sentinel/items?limit=-1", {}, (400,)),
    ("query: ten thousand parameters", "GET", "/v1/projects/sentinel/items?" + "&".join(f"a{n}={n}" for n in range(5_000)), {}, (200, 400, 414, 431)),
    ("query: a search of 10 kB", "GET", "/v1/projects/sentinel/items?text=" + "%25_" * 2_500, {}, (200, 400, 414)),
    ("header: a range beyond the end", "GET", "/v1/openapi.json", {"Range": "bytes=999999999-"}, (200, 416)),
    ("header: a hundred ranges", "GET", "/v1/openapi.json", {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 200, 2))}, (200, 206, 416)),
    ("header: a range reversed and huge", "GET", "/v1/openapi.json", {"Range": "bytes=9-1,-99999999999999999999"}, (200, 416)),
    ("header: another host's name", "GET", "/v1/health", {"Host": "evil.example"}, (421,)),
    ("header: a change from another origin", "POST", "/v1/projects", {**JSON, "Origin": "http://evil.example"}, (403,)),
    ("header: a change without an origin", "POST", "/v1/projects", {**JSON, "Origin": None}, (403,)),
    ("header: a cookie of 10 kB that is nobody's", "GET", "/v1/me", {"Cookie": "winnow_session=" + "x" * 10_000}, (401, 431)),
    ("header: a token that is nobody's", "GET", "/v1/me", {"Cookie": None, "Authorization": "Bearer wn_" + "x" * 5_000}, (401,)),
    ("header: a login for another scheme", "GET", "/v1/me", {"Cookie": None, "Authorization": "Basic b2xnYTpwYXNz"}, (401,)),
]


@pytest.mark.parametrize(("name", "method", "path", "headers", "allowed"), ASKED, ids=[case[0] for case in ASKED])
def test_a_request_for_what_nobody_may_have(place, name, method, path, headers, allowed):
    told = place.raw(method, path, b"{}" if method in ("POST", "PUT") else None, headers)
    assert "root:" not in told.text and "SQLite format" not in told.text
    # What is no HTTP at all is refused before anything of ours is asked: an empty 400, and the connection is closed.
    is_ours = not (told.code == 400 and told.text == "" and told.headers.get("connection") == "close")
    assert not is_ours or told.headers.get("x-content-type-options") == "nosniff"
    if told.code >= 400 and is_ours:
        assert told.body["error"]["message"], told.text[:300]
    alive(place, name, told, f"{told.code} {told.body['error']['code']}" if told.code >= 400 and is_ours else None, allowed)


@pytest.mark.parametrize("login", ["", " ", "a" * 10_000, "ada\x00", "<script>", "\u202eada", "ada'--", "AdA "])
def test_a_login_that_is_none(place, login):
    told = place.raw("POST", "/v1/session", json.dumps({"login": login, "password": "x" * 100_000}), {**JSON, "Cookie": None})
    alive(place, f"sign-in as {login[:12]!r} with a password of 100 kB", told, None, (400, 401, 429))
