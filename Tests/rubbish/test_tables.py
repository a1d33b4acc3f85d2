"""Tables, JSON lines and texts as nobody should send them, collected from the command line and over HTTP."""
import gzip
import json
import os

import pytest

from cases import Collected, through

JSONL = "kind: table, path: rows.jsonl, key: id"
LIST = "kind: table, path: rows.json, key: id"
TEXTS = "kind: texts, path: files"
GOOD = b"id,text\n1,one\n2,two\n"


def file(name, content):
    def make(folder):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return make


def files(**named):
    def make(folder):
        for name, content in named.items():
            file(name.replace("__", "/"), content)(folder)
    return make


def long_line(name, before, piece, count, after):
    """About a hundred megabytes without a line break, never held in memory here either."""
    def make(folder):
        with (folder / name).open("wb") as stream:
            stream.write(before)
            for _ in range(count):
                stream.write(piece)
            stream.write(after)
    return make


def odd_names(folder):
    (folder / "files").mkdir()
    for name in [b"good.txt", b"caf\xe9.txt", b"new\nline.txt", b"\xff\xfe.txt"]:
        with open(os.path.join(os.fsencode(folder / "files"), name), "wb") as stream:
            stream.write(b"text")


def links(folder):
    (folder / "files").mkdir()
    (folder / "files/real.txt").write_text("real")
    (folder / "files/passwords.txt").symlink_to("/etc/passwd")
    (folder / "files/up").symlink_to("..")
    (folder / "files/loop.txt").symlink_to("loop.txt")


def deep_folders(folder):
    path = folder / "files"
    path.mkdir()
    for _ in range(60):
        path = path / ("d" * 30)
        path.mkdir()
    (path / "deep.txt").write_text("deep")


def bomb(name, packed_of, count=220):
    """Packed a thousand times over: the unpacked bytes are zeros and never exist."""
    def make(folder):
        with gzip.open(folder / name, "wb", compresslevel=9) as stream:
            stream.write(packed_of)
            for _ in range(count):
                stream.write(b"\x00" * (1 << 20))
    return make


def nested(depth):
    return b"[" * depth + b"]" * depth


CASES = [
    # Bytes that are not what they say
    Collected("csv: an empty file", file("rows.csv", b""), says=("rows.csv", "no first row"), code=3),
    Collected("csv: zeros only", file("rows.csv", bytes(100_000)), says=("rows.csv", "NUL"), code=3),
    Collected("csv: a header and nothing else", file("rows.csv", b"id,text\n"), items=0),
    Collected("csv: no end of line at the end", file("rows.csv", b"id,text\n1,one"), items=1),
    Collected("csv: cut off in a quoted cell", file("rows.csv", GOOD + b'3,"half a'), says=("rows.csv", '"line":4', "quote that opens", "Close it"), items=2),
    Collected("csv: random bytes", file("rows.csv", bytes((index * 7919 + index // 251) % 256 for index in range(50_000))), says=("rows.csv",), code=3),
    Collected("csv: a picture called .csv", file("rows.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)), says=("rows.csv",), code=3),
    Collected("csv: UTF-16 with its mark", file("rows.csv", GOOD.decode().encode("utf-16")), says=("rows.csv", "UTF-16"), code=3),
    Collected("csv: UTF-16 without a mark", file("rows.csv", GOOD.decode().encode("utf-16-le")), says=("rows.csv", "UTF-16"), code=3),
    Collected("csv: UTF-8 with its mark", file("rows.csv", b"\xef\xbb\xbf" + GOOD), items=2),
    Collected("csv: a mark in the middle", file("rows.csv", "id,text\n1,one\n\ufeff2,two\n"), items=2),
    Collected("csv: Latin-1 among UTF-8", file("rows.csv", GOOD + b"3,caf\xe9\n4,caf\xc3\xa9\n"), says=('"line":4', "not UTF-8", "iconv"), items=3),
    Collected("csv: overlong and surrogate bytes", file("rows.csv", GOOD + b"3,\xc0\xaf\n4,\xed\xa0\x80\n5,\xf4\x90\x80\x80\n"), says=('"line":4', '"line":5', '"line":6', "not UTF-8"), items=2),
    Collected("csv: NUL bytes in a row", file("rows.csv", GOOD + b"3,a\x00b\n4,four\n"), says=('"line":4', "NUL", "Remove it"), items=3),
    Collected("csv: line ends of three kinds", file("rows.csv", b"id,text\r\n1,one\n2,two\r\n"), items=2),
    Collected("csv: old Macintosh line ends", file("rows.csv", b"id,text\r1,one\r2,two\r"), says=("rows.csv", "carriage returns"), code=3),
    # Quotes, cells, columns, keys
    Collected("csv: a quote in the middle of a cell", file("rows.csv", GOOD + b'3,a "quoted" word\n'), items=3),
    Collected("csv: text after a closing quote", file("rows.csv", GOOD + b'3,"a"b\n4,four\n'), says=('"line":4', "quote"), items=3),
    Collected("csv: a hundred unclosed quotes", file("rows.csv", b"id,text\n" + b'1,"x\n' * 100), says=('"line":2', "quote"), code=None),
    Collected("csv: rows too short and too long", file("rows.csv", GOOD + b"3\n4,four,more\n"), says=('"line":4', '"line":5', "where 2 are expected"), items=2),
    Collected("csv: the same column twice", file("rows.csv", b"id,text,text\n1,a,b\n"), says=("rows.csv", "comes twice", "`text_2`"), items=1),
    Collected("csv: a hundred thousand columns of one name", file("rows.csv", b"id" + b",x" * 100_000 + b"\n1" + b",y" * 100_000 + b"\n"), says=("comes twice",), items=1),
    Collected("csv: ten thousand columns", file("rows.csv", b"id,text," + b",".join(b"c%d" % n for n in range(10_000)) + b"\n1,a" + b",x" * 10_000 + b"\n"), items=1),
    Collected("csv: keys that come twice", file("rows.csv", GOOD + b"1,again\n"), says=('"line":4', "came before on line 2", "unique"), items=2),
    Collected("csv: a key that is empty", file("rows.csv", GOOD + b",nobody\n"), says=('"line":4', "key"), items=2),
    Collected("csv: a column that is not there", file("rows.csv", b"name,text\n1,one\n"), says=("`id`", "`name`"), code=3),
    Collected("csv: labels the definition does not know", file("rows.csv", b"id,text,label\n1,one,a\n2,two,zebra\n3,three,<script>\n"), "kind: table, path: rows.csv, key: id, known: {topic: label}",
              says=('"line":3', "`zebra`", "add the label"), items=3),
    Collected("csv: script and turned writing in every cell", file("rows.csv", "id,<script>alert(1)</script>\n\u202e1,<img src=x onerror=alert(1)>\n\u200f2,\u202etxet\n"), items=2),
    # Long lines, many lines
    Collected("csv: a line of 100 MB", long_line("rows.csv", GOOD + b"3,", b"x" * (1 << 20), 100, b"\n4,four\n"), says=('"line":4', "longer than"), items=3),
    Collected("jsonl: a line of 100 MB", long_line("rows.jsonl", b'{"id":"1","text":"one"}\n{"id":"2","text":"', b"x" * (1 << 20), 100, b'"}\n{"id":"3","text":"three"}\n'), JSONL,
              says=('"line":2', "longer than"), items=2),
    Collected("texts: a line of 100 MB", long_line("rows.txt", b"one\n", b"x" * (1 << 20), 100, b"\nthree\n"), "kind: texts, path: rows.txt", says=('"line":2', "longer than"), items=2),
    Collected("json: a text of 100 MB in a list", long_line("rows.json", b'[{"id":"1","text":"one"},{"id":"2","text":"', b"x" * (1 << 20), 100, b'"}]'), LIST, says=("rows.json",), code=None),
    Collected("jsonl: two hundred thousand bad lines", file("rows.jsonl", b"{bad\n" * 200_000), JSONL, says=("rows.jsonl", "cannot be read"), code=3),
    # JSON
    Collected("jsonl: cut off in a record", file("rows.jsonl", b'{"id":"1","text":"one"}\n{"id":"2","te'), JSONL, says=('"line":2',), items=1),
    Collected("jsonl: a key of an object twice", file("rows.jsonl", b'{"id":"1","text":"one","text":"two"}\n{"id":"2","text":"x"}\n'), JSONL, says=('"line":1', "`text`", "twice"), items=1),
    Collected("jsonl: nested 100,000 deep", file("rows.jsonl", b'{"id":"1","text":' + nested(100_000) + b'}\n{"id":"2","text":"x"}\n'), JSONL, says=('"line":1', "nested"), items=1),
    Collected("jsonl: numbers beyond all bounds", file("rows.jsonl", b'{"id":"1","text":"x","n":1e999}\n{"id":"2","text":"x","n":' + b"9" * 5000 + b'}\n{"id":"3","text":"x","n":-0.0}\n'), JSONL, items=3),
    Collected("jsonl: NaN and Infinity", file("rows.jsonl", b'{"id":"1","text":NaN}\n{"id":"2","text":Infinity}\n{"id":"3","text":"x"}\n'), JSONL, says=('"line":1', '"line":2'), items=1),
    Collected("jsonl: half of a surrogate pair", file("rows.jsonl", b'{"id":"1","text":"\\ud800"}\n{"id":"2","text":"\\udc00\\ud800"}\n{"id":"3","text":"x"}\n'), JSONL, says=('"line":1',), items=1),
    Collected("jsonl: an escaped NUL", file("rows.jsonl", b'{"id":"1","text":"a\\u0000b"}\n{"id":"a\\u0000b","text":"x"}\n'), JSONL, code=None),
    Collected("jsonl: lists, texts and numbers for records", file("rows.jsonl", b'[1]\n"x"\n7\nnull\n{"id":"1","text":"x"}\n'), JSONL, says=('"line":1', '"line":4', "object"), items=1),
    Collected("jsonl: a key that is a list, a text that is an object", file("rows.jsonl", b'{"id":[1],"text":"x"}\n{"id":"2","text":{"a":[1,2]}}\n'), JSONL, items=2),
    Collected("jsonl: a mark, comments and trailing commas", file("rows.jsonl", b'\xef\xbb\xbf{"id":"1","text":"x"}\n// no\n{"id":"2","text":"x",}\n'), JSONL, says=('"line":2', '"line":3'), items=1),
    Collected("json: a list that never ends", file("rows.json", b'[{"id":"1","text":"x"},{"id":"2"'), LIST, says=("rows.json",), code=None),
    Collected("json: nested 100,000 deep", file("rows.json", nested(100_000)), LIST, says=("rows.json",), code=None),
    Collected("json: not a list", file("rows.json", b'{"a":1}'), LIST, says=("rows.json", "neither a list"), code=3),
    # Packing
    Collected("gzip: cut off", file("rows.csv", gzip.compress(b"id,text\n" + b"".join(b"%d,text %d\n" % (n, n * n) for n in range(20_000)))[:-5000]), says=("rows.csv", "middle of its gzip", "Fetch the file again"), code=3),
    Collected("gzip: a flipped byte", file("rows.csv", bytes(byte ^ (0x55 if place == 2000 else 0) for place, byte in enumerate(gzip.compress(os.urandom(8000).hex().encode())))), says=("rows.csv", "gzip"), code=3),
    Collected("gzip: a bomb, 220 MB of zeros in 220 kB", bomb("rows.csv.gz", GOOD), "kind: table, path: rows.csv.gz, format: csv, key: id", says=("rows.csv.gz", "times its size"), code=3),
    Collected("gzip: packed twice", file("rows.csv", gzip.compress(gzip.compress(GOOD))), says=("rows.csv",), code=3),
    Collected("zstd: a header and nothing else", file("rows.csv", b"\x28\xb5\x2f\xfd\x00"), says=("rows.csv", "zstd"), code=3),
    # Files and folders
    Collected("a file that is not there", lambda folder: None, says=("rows.csv", "cannot be opened"), code=3),
    Collected("a folder where a file is meant", lambda folder: (folder / "rows.csv").mkdir(), says=("rows.csv",), code=3),
    Collected("a format nobody knows", file("rows.exe", b"MZ"), "kind: table, path: rows.exe", says=("rows.exe", "format"), code=3),
    Collected("texts: names that are no UTF-8, and with line breaks", odd_names, TEXTS, says=("not UTF-8",), items=2),
    Collected("texts: links to other places, links in a ring", links, TEXTS, says=("symbolic links are not followed",), items=1, never=("root:",)),
    Collected("texts: sixty folders deep", deep_folders, TEXTS, items=1),
    Collected("texts: zeros, UTF-16 and NUL", files(**{"files__a.txt": bytes(1000), "files__b.txt": "x".encode("utf-16"), "files__c.txt": b"a\x00b", "files__d.txt": b"good"}), TEXTS,
              says=("files/a.txt", "files/b.txt", "files/c.txt", "NUL", "iconv"), items=1),
    Collected("texts: a file of 20 MB where 16 are read", file("files/big.txt", b"x" * (20 << 20)), TEXTS, says=("files/big.txt",), items=0),
]


@pytest.mark.parametrize("door", ["cli", "http"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_rubbish_is_told_and_harms_nothing(place, case, door):
    if door not in case.doors:
        pytest.skip("this door does not lead there")
    through(place, case, door)


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/passwd", "inside/../../outside.csv", "link.csv"])
def test_a_path_leads_out_of_the_folder_over_http(place, path):
    """From the command line any file of one's own may be read; a request reads what lies in the project's folder."""
    def make(folder):
        (folder / "inside").mkdir()
        (folder.parent / "outside.csv").write_bytes(GOOD)
        (folder / "link.csv").symlink_to(folder.parent / "outside.csv")
    through(place, Collected(f"a source's path `{path}`", make, f"kind: table, path: {json.dumps(path)}, format: csv", says=("outside the project's folder",), code=3, never=("root:",)), "http")
