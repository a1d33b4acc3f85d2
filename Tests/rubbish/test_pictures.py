"""Pictures, archives and annotation files as attackers and broken disks make them, collected as sources of pictures."""
import json

import pytest

from cases import BOXES, Collected, through
from harness.making import bmp, chunk, device, gif, jpeg_head, link, linked, nested_zip, overlapping, png, renamed, tarred, tiff, webp, zipped

GOOD = png(16, 12)
FOLDER = "kind: folder, path: files, format: plain"
ZIP = "kind: folder, path: files.zip, format: plain"
TAR = "kind: folder, path: files.tar, format: plain"
HUGE = 30_000


def put(**contents):
    """Files by name; `__` is a folder, `_0` a full stop."""
    def make(folder):
        for name, content in contents.items():
            path = folder / name.replace("__", "/").replace("_0", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return make


def picture(name, content, says, items=1, **more):
    """One bad picture beside a good one, which must be kept."""
    return Collected(name, put(files__good_0png=GOOD, **{f"files__bad_0{more.pop('ending', 'png')}": content}), FOLDER, says=says, items=items, media="image", questions=BOXES, **more)


def archive(name, content, says, items=1, kind="zip", code=0, **more):
    return Collected(name, put(**{f"files_0{kind}": content}), ZIP if kind == "zip" else TAR, says=says, items=items, media="image", questions=BOXES, code=code, **more)


PICTURES = [
    picture("picture: an empty file", b"", ("bad.png", "image.empty", "copy was cut short")),
    picture("picture: zeros", bytes(50_000), ("bad.png", "begins with zeros", "copy was cut short")),
    picture("picture: cut off in its header", GOOD[:20], ("bad.png", "image.truncated")),
    picture("picture: cut off in its pixels", png(200, 200)[:400], (), items=2),
    picture("picture: text called .png", b"hello, I am a text", ("bad.png", "no picture we know", "leave it out")),
    picture("picture: script called .png", b"<script>alert(1)</script>", ("bad.png", "no picture we know")),
    picture("picture: a page with a picture's first bytes", b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>", ("bad.png", "image.")),
    picture("picture: a program called .jpg", b"MZ" + bytes(400), ("bad.jpg", "no picture we know"), ending="jpg"),
    picture("picture: a PNG called .jpg", GOOD, ("image.extension", "the content is PNG"), items=2, ending="jpg"),
    picture("picture: an archive called .png", zipped([("a", b"b")]), ("bad.png", "no picture we know")),
    picture("picture: a PNG bomb of 30,000 x 30,000", png(HUGE, HUGE, bytes(1000)), ("bad.png", "30000 x 30000", "make it smaller")),
    picture("picture: a WebP bomb of 16,000 x 16,000", webp(16_000, 16_000), ("bad.webp", "16000 x 16000"), ending="webp"),
    picture("picture: a TIFF bomb of 30,000 x 30,000", tiff(HUGE, HUGE), ("bad.tiff", "30000 x 30000"), ending="tiff"),
    picture("picture: a GIF bomb of 30,000 x 30,000", gif(HUGE, HUGE), ("bad.gif", "30000 x 30000"), ending="gif"),
    picture("picture: a JPEG bomb of 30,000 x 30,000", jpeg_head(HUGE, HUGE), ("bad.jpg", "30000 x 30000"), ending="jpg"),
    picture("picture: a BMP of 2^31 x 2^31", bmp(2**31 - 1, -(2**31)), ("bad.bmp", "image."), ending="bmp"),
    picture("picture: a GIF of 20,000 frames", gif(1, 1, 20_000), ("bad.gif", "frames"), ending="gif"),
    picture("picture: a TIFF whose directory is its own successor", tiff(4, 4, ring=True), ("bad.tiff",), items=None, ending="tiff"),
    picture("picture: no width", png(0, 10, b""), ("bad.png", "image.")),
    picture("picture: 2^31 wide", png(2**31, 1, b"\x00"), ("bad.png", "image.")),
    picture("picture: a text chunk that unpacks to 100 MB", png(4, 4, extra=chunk(b"zTXt", b"a\x00\x00" + __import__("zlib").compress(bytes(100 << 20), 9))), (), items=2),
    picture("picture: a chunk longer than the file", GOOD[:33] + b"\x7f\xff\xff\xffIDAT" + bytes(40), (), items=2),
    picture("picture: ten thousand chunks", png(4, 4, extra=chunk(b"tEXt", b"a\x00b") * 10_000), (), items=2),
]

DEEP = "a/" * 60 + "deep.png"
ARCHIVES = [
    archive("zip: an empty file", b"", ("files.zip", "neither zip nor tar"), items=0, code=3),
    archive("zip: zeros", bytes(5000), ("files.zip", "neither zip nor tar"), items=0, code=3),
    archive("zip: cut off", zipped([("good.png", png(100, 100))])[:-30], ("files.zip", "cut off", "Fetch the file again"), items=0, code=3),
    archive("zip: a flipped byte", bytes(b ^ (0xFF if n == 60 else 0) for n, b in enumerate(zipped([("bad.png", png(60, 60)), ("good.png", GOOD)]))), ("bad.png",), items=1),
    archive("zip: `../` in a name", zipped([("../../escaped.png", GOOD), ("good.png", GOOD)]), ("escaped.png", "has `..` in it")),
    archive("zip: `..\\` in a name", zipped([("..\\..\\escaped.png", GOOD), ("good.png", GOOD)]), ("escaped.png", "has `..` in it")),
    archive("zip: an absolute name", zipped([("/tmp/escaped.png", GOOD), ("good.png", GOOD)]), ("escaped.png", "absolute")),
    archive("zip: a drive's letter", zipped([("C:/escaped.png", GOOD), ("good.png", GOOD)]), ("escaped.png", "drive letter")),
    archive("zip: a symbolic link", linked("passwords.png", "/etc/passwd"), ("passwords.png", "symbolic link"), never=("root:",)),
    archive("zip: a link, then a file through it", linked("out", "/tmp") , ("`out`", "symbolic link")),
    archive("zip: a name twice", zipped([("good.png", GOOD), ("good.png", png(9, 9))]), ("good.png", "came before")),
    archive("zip: names that differ in case", zipped([("good.png", GOOD), ("GOOD.png", png(9, 9))]), ("GOOD.png", "differs only in case")),
    archive("zip: control characters in a name", renamed(zipped([("badXname.png", GOOD), ("good.png", GOOD)]), b"badXname", b"bad\x07name"), ("control character",)),
    archive("zip: a line break in a name", renamed(zipped([("badXname.png", GOOD), ("good.png", GOOD)]), b"badXname", b"bad\nname"), ("control character",)),
    archive("zip: a name that is not UTF-8", renamed(zipped([("badXname.png", GOOD), ("good.png", GOOD)]), b"badXname", b"bad\xffname"), ("not UTF-8",)),
    archive("zip: a NUL in a name", renamed(zipped([("badXname.png", GOOD), ("good.png", GOOD)]), b"badXname", b"bad\x00name"), ("NUL",)),
    archive("zip: a name that is turned round", zipped([("\u202egnp.exe.png", GOOD)]), (), items=1),
    archive("zip: a name of 60 folders", zipped([(DEEP, GOOD), ("good.png", GOOD)]), ("too many folders",)),
    archive("zip: a name of 2,000 bytes", zipped([("n" * 1990 + ".png", GOOD), ("good.png", GOOD)]), ("too long",)),
    archive("zip: a file that is a folder too", zipped([("a.png", GOOD), ("a.png/b.png", GOOD)]), ("a.png/b.png", "below a file")),
    archive("zip: a bomb of 300 MB in 300 kB", zipped([("bomb.png", bytes(300 << 20)), ("good.png", GOOD)]), ("bomb.png", "times its size", "Unpack it yourself"), items=None, code=None),
    archive("zip: twenty bombs of 15 MB each", zipped([(f"bomb-{n}.png", bytes(15 << 20)) for n in range(20)] + [("good.png", GOOD)]), ("times its size",), items=0, code=3),
    archive("zip: two hundred names of the same bytes", overlapping([f"bomb-{n}.png" for n in range(200)], bytes(1 << 20)), ("shares its bytes",), items=0, code=3),
    archive("zip: zips in zips in zips", zipped([("inner.zip", nested_zip(6, bytes(1 << 20))), ("good.png", GOOD)]), ("inner.zip", "is an archive itself", "Unpack it first")),
    archive("zip: ten thousand empty entries", zipped([(f"e{n}", b"") for n in range(10_000)] + [("good.png", GOOD)], 0), (), items=1),
    archive("zip: a method nobody reads", zipped([("bad.png", GOOD)], 14), ("method 14",), items=0),
    archive("zip: locked with a password", renamed(zipped([("good.png", GOOD)], 0), b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"), ("encrypted", "unpack it with its password"), items=0),
    archive("tar: `../` in a name", tarred(("../../escaped.png", GOOD), ("good.png", GOOD)), ("escaped.png", "has `..` in it"), kind="tar"),
    archive("tar: an absolute name", tarred(("/tmp/escaped.png", GOOD), ("good.png", GOOD)), ("escaped.png", "absolute"), kind="tar"),
    archive("tar: a symbolic link and a file through it", tarred(link("out", "/tmp"), ("out/escaped.png", GOOD), ("good.png", GOOD)), ("`out`", "link"), items=2, kind="tar"),
    archive("tar: a hard link to a password", tarred(link("passwords.png", "/etc/passwd", b"1"), ("good.png", GOOD)), ("passwords.png", "link"), kind="tar", never=("root:",)),
    archive("tar: a device", tarred(device("zero.png"), ("good.png", GOOD)), ("zero.png",), kind="tar"),
    archive("tar: cut off", tarred(("good.png", GOOD), ("bad.png", png(100, 100)))[:1600], ("files.tar", "cut off"), items=None, kind="tar", code=3),
    archive("tar: a broken checksum", bytes(b ^ (1 if n == 150 else 0) for n, b in enumerate(tarred(("good.png", GOOD)))), ("files.tar",), items=0, kind="tar", code=3),
    archive("tar: packed zeros, 300 MB", tarred(("bomb.png", bytes(300 << 20)), packed="w:gz"), ("files.tar", "times its size"), items=None, kind="tar", code=3),
    archive("tar: no end", tarred(("good.png", GOOD))[:1024], ("files.tar", "without the mark"), kind="tar"),
]


def voc(body, size="<size><width>16</width><height>12</height><depth>3</depth></size>"):
    return f"<annotation><filename>good.png</filename>{size}{body}</annotation>"


def box(*values, name="owl"):
    corners = "".join(f"<{side}>{value}</{side}>" for side, value in zip(("xmin", "ymin", "xmax", "ymax"), values))
    return f"<object><name>{name}</name><bndbox>{corners}</bndbox></object>"


def of_voc(name, xml, says, items=1, **more):
    return Collected(name, put(files__JPEGImages__good_0png=GOOD, files__Annotations__good_0xml=xml), "kind: folder, path: files, format: voc", says=says, items=items, media="image", questions=BOXES, **more)


def coco(annotations, images='[{"id":1,"file_name":"good.png","width":16,"height":12}]', categories='[{"id":1,"name":"owl"},{"id":2,"name":"hawk"}]'):
    return f'{{"images":{images},"annotations":{annotations},"categories":{categories}}}'


def of_coco(name, text, says, items=1, **more):
    return Collected(name, put(files__good_0png=GOOD, files__annotations_0json=text), "kind: folder, path: files/annotations.json, format: coco", says=says, items=items, media="image", questions=BOXES, **more)


def marked(bbox, **more):
    members = {"id": 7, "image_id": 1, "category_id": 1, **more}
    return "[" + json.dumps(members)[:-1] + f',"bbox":{bbox}}}]'


def of_yolo(name, rows, says, items=1, **more):
    return Collected(name, put(files__images__good_0png=GOOD, files__labels__good_0txt=rows, files__data_0yaml=more.pop("data", "names: [owl, hawk]\ntrain: images\n")),
                     "kind: folder, path: files, format: yolo", says=says, items=items, media="image", questions=BOXES, **more)


LAUGHS = '<!DOCTYPE a [<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30)) + "]>"
LABELLED = [
    of_voc("voc: a bomb of entities", LAUGHS + voc("<object><name>&l29;</name></object>"), ("good.xml", "document type", "Take the document type out"), items=0),
    of_voc("voc: an entity from a file", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + voc("<object><name>&x;</name></object>"), ("good.xml", "document type"), never=("root:",), items=0),
    of_voc("voc: an entity from the network", '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd">' + voc(""), ("good.xml", "document type"), items=0),
    of_voc("voc: an entity nobody defined", voc(box(1, 1, 5, 5, name="&nobody;")), ("good.xml", "nobody"), items=0),
    of_voc("voc: elements nested 50,000 deep", "<annotation>" + "<a>" * 50_000 + "</a>" * 50_000 + "</annotation>", ("good.xml", "nested more than"), items=0),
    of_voc("voc: cut off", voc(box(1, 1, 5, 5))[:-40], ("good.xml", "ends within"), items=0),
    of_voc("voc: zeros", "\x00" * 500, ("good.xml",), items=0),
    of_voc("voc: UTF-16", voc(box(1, 1, 5, 5)).encode("utf-16"), ("good.xml", "UTF-8"), items=0),
    of_voc("voc: not a number, infinite", voc(box("nan", 1, "inf", 5)), ("good",)),
    of_voc("voc: 1e999 and words", voc(box(1, 1, "1e999", 5) + box("a", "b", "c", "d")), ("good",)),
    of_voc("voc: a box reversed", voc(box(10, 10, 2, 2)), ("good",)),
    of_voc("voc: a box without area", voc(box(5, 5, 5, 5)), ("good",)),
    of_voc("voc: a box far outside", voc(box(-1000, -1000, 99999, 99999)), ("good",)),
    of_voc("voc: a label nobody offered", voc(box(1, 1, 5, 5, name="zebra")), ("zebra",)),
    of_voc("voc: a label that is script", voc(box(1, 1, 5, 5, name="&lt;script&gt;alert(1)&lt;/script&gt;")), ("script",)),
    of_voc("voc: another picture's size", voc(box(1, 1, 5, 5), "<size><width>160</width><height>120</height></size>"), ("160 x 120",)),
    of_voc("voc: a hundred thousand boxes", voc(box(1, 1, 5, 5) * 100_000), (), items=1),
    of_voc("voc: a file name that leaves the folder", voc(box(1, 1, 5, 5)).replace("good.png", "../../../etc/passwd"), (), items=1, never=("root:",)),
    of_coco("coco: cut off", coco(marked("[1,1,4,4]"))[:-30], ("annotations.json",), items=None, code=None),
    of_coco("coco: nested 100,000 deep", coco("[" * 100_000 + "]" * 100_000), ("annotations.json", "not an object"), items=None, code=None),
    of_coco("coco: not a number", coco(marked("[NaN,1,4,4]")), ("annotations.json",), items=None, code=None),
    of_coco("coco: infinite", coco(marked("[1,1,1e999,4]")), ("7",)),
    of_coco("coco: negative width", coco(marked("[5,5,-3,4]")), ("7",)),
    of_coco("coco: no area", coco(marked("[5,5,0,0]")), ("7",)),
    of_coco("coco: far outside", coco(marked("[-1e9,-1e9,1e12,1e12]")), ("7",)),
    of_coco("coco: three numbers, words, null", coco(marked("[1,2,3]")[:-1] + "," + marked('["a","b","c","d"]', id=8)[1:-1] + "," + marked("null", id=9)[1:]), ("7", "8"), items=1),
    of_coco("coco: a label nobody offered", coco(marked("[1,1,4,4]", category_id=99)), ("99",)),
    of_coco("coco: a picture nobody has", coco(marked("[1,1,4,4]", image_id=99)), ("99",)),
    of_coco("coco: an id twice", coco("[]", images='[{"id":1,"file_name":"good.png","width":16,"height":12},{"id":1,"file_name":"other.png","width":1,"height":1}]'), ("1",), items=None),
    of_coco("coco: a key of an object twice", coco(marked("[1,1,4,4]")).replace('"image_id": 1', '"image_id": 1, "image_id": 2'), ("belongs to the image 2",), items=None, code=None),
    of_coco("coco: a picture outside the folder", coco("[]", images='[{"id":1,"file_name":"../../../../etc/passwd","width":16,"height":12}]'), (), items=None, code=None, never=("root:",)),
    of_coco("coco: runs of 2^62", coco('[{"id":7,"image_id":1,"category_id":1,"iscrowd":1,"segmentation":{"size":[4000000000,4000000000],"counts":[4611686018427387904,4611686018427387904]},"bbox":[1,1,4,4]}]'), (), items=1),
    of_coco("coco: a polygon of a million points", coco('[{"id":7,"image_id":1,"category_id":1,"segmentation":[[' + ",".join("1,2" for _ in range(1_000_000)) + ']],"bbox":[1,1,4,4]}]'), (), items=1),
    of_yolo("yolo: words for numbers", "0 a b c d\n1 0.5 0.5 0.1 0.1\n", ('"line":1',)),
    of_yolo("yolo: not a number, infinite", "0 nan 0.5 0.1 0.1\n0 0.5 inf 0.1 0.1\n0 1e999 0.5 0.1 0.1\n", ('"line":1', '"line":2', '"line":3')),
    of_yolo("yolo: no area, negative", "0 0.5 0.5 0 0\n0 0.5 0.5 -0.1 0.1\n", ('"line":1', '"line":2')),
    of_yolo("yolo: pixels instead of shares", "0 8 6 4 4\n", ('"line":1',)),
    of_yolo("yolo: a label beyond the list", "99 0.5 0.5 0.1 0.1\n-1 0.5 0.5 0.1 0.1\n99999999999999999999 0.5 0.5 0.1 0.1\n", ('"line":1', '"line":2', '"line":3')),
    of_yolo("yolo: too few numbers", "0 0.5\n\n0\n", ('"line":1', '"line":3')),
    of_yolo("yolo: zeros", "\x00" * 200, ("good.txt",)),
    of_yolo("yolo: a bomb of aliases in data.yaml", "0 0.5 0.5 0.1 0.1\n", ("data.yaml",), data="names: &a [owl, hawk]\nb: [*a]\ntrain: images\n", items=None, code=None),
    of_yolo("yolo: a path that leaves the folder", "0 0.5 0.5 0.1 0.1\n", (), data="names: [owl, hawk]\npath: ../../../../etc\ntrain: ../../../../etc\n", items=None, code=None, never=("root:",)),
]


@pytest.mark.parametrize("door", ["cli", "http"])
@pytest.mark.parametrize("case", PICTURES + ARCHIVES + LABELLED, ids=str)
def test_pictures_that_are_none_are_told_and_harm_nothing(place, case, door):
    through(place, case, door)
    assert not (place.workspace.parent / "escaped.png").exists() and not (place.workspace / "escaped.png").exists()
    scratch = place.workspace / "scratch"
    assert not scratch.exists() or not list(scratch.iterdir()), "what was unpacked is left"


def test_bytes_that_no_decoder_takes_are_refused_where_they_are_shown(place):
    """Their header is right, so they become items; the page that asks for them is told, and nothing crashes."""
    case = Collected("picture: right header, wrong pixels, shown", put(
        files__cut_0png=png(300, 200)[:300], files__wrong_0png=png(64, 64, bytes(10)), files__head_0jpg=jpeg_head(400, 300), files__tiff_0tiff=tiff(2000, 2000), files__gif_0gif=gif(900, 900),
        files__webp_0webp=webp(800, 600)), FOLDER, media="image", questions=BOXES)
    told = through(place, case, "http")
    assert told.code == 0
    slug = place.owner.call("GET", "/v1/projects")["projects"][-1]["slug"]
    for project in place.owner.call("GET", "/v1/projects")["projects"]:
        for row in place.owner.items(project["slug"]):
            if not project["slug"].endswith("-http") or row["state"] == "rejected":
                continue
            for size in ("thumb", "view", "full"):
                answer = place.raw("GET", f"/v1/items/{row['id']}/blobs/image?size={size}")
                assert answer.code in (200, 404, 415, 422), f"{row['key']} {size}: {answer.code} {answer.text[:300]}"
                if answer.code != 200:
                    assert answer.body["error"]["message"]
                else:
                    assert answer.headers["content-type"].startswith("image/")
    assert slug
    place.check()


@pytest.mark.parametrize("path", ["../up.png", "/etc/up.png", "a/../../up.png", "..\\up.png", "C:\\up.png", "a\x00b.png", "a\nb.png", "", ".", "n" * 300 + ".png", "a/" * 50 + "b.png", ".hidden.png"])
def test_an_upload_by_a_name_that_leads_away(place, path):
    from urllib.parse import quote

    from measured import note
    place.owner.call("POST", "/v1/projects/" + uploads(place) + "/uploads", {"source": "sent", "licence": "CC0-1.0"})
    told = place.raw("PUT", f"/v1/projects/{uploads(place)}/uploads/sent/files?path={quote(path, safe='')}", GOOD, {"Content-Type": "image/png"})
    assert told.code in (200, 400), told.text
    assert told.code == 400 or path == ".hidden.png"
    assert not (place.workspace / "up.png").exists()
    place.check()
    note(f"upload: a file called {path[:20]!r}", "http", told, f"{told.code}")


def test_uploads_that_break_off_leave_nothing(place):
    from test_requests import head, spoken

    from measured import note
    place.owner.call("POST", "/v1/projects/" + uploads(place) + "/uploads", {"source": "sent", "licence": "CC0-1.0"})
    told = spoken(place, head(place, f"PUT /v1/projects/{uploads(place)}/uploads/sent/files?path=half.png HTTP/1.1", "Content-Type: image/png", "Content-Length: 100000") + GOOD, close=True)
    assert told.code in (0, 400)
    left = [path.name for path in (place.workspace / "incoming").rglob("*") if path.is_file() and ("half" in path.name or path.name.endswith("winnow-tmp"))]
    assert left == []
    place.check()
    note("upload: a body that breaks off", "http", told, "nothing is left")


def test_an_upload_without_a_licence_is_refused(place):
    told = place.raw("POST", f"/v1/projects/{uploads(place)}/uploads", json.dumps({"source": "x", "licence": ""}), {"Content-Type": "application/json"})
    assert told.code == 400 and "licence" in told.text


def uploads(place):
    """One project for all uploads, made when first asked for."""
    if not getattr(place, "uploads_made", None):
        text = "winnow: 1\nproject: uploads\nobjective: Take files\nmedia: image\nquestions:\n" + BOXES + "\n"
        place.owner.call("POST", "/v1/projects", {"yaml": text})
        place.uploads_made = "uploads"
    return place.uploads_made
