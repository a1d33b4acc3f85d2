"""Reports as pages: whole, safe with other people's text, looked at in a browser in light and dark."""
import random
import re

import pytest

from harness.browser import chromium
from harness.cli import winnow

EVIL = '<script>alert(1)</script>&"\'><img src=x onerror=alert(2)>'


def write(path, rows, header="item,annotator,label"):
    quoted = [",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows]
    path.write_text(header + "\n" + "\n".join(quoted) + "\n", encoding="utf-8")
    return path


def votes(path, labels=("x", "y", "z"), people=6, count=80):
    rng = random.Random(6)
    rows = []
    for item in range(count):
        right = rng.choice(labels)
        rows += [(f"i{item}", f"a{place}", right if rng.random() < 0.9 - 0.1 * place else rng.choice(labels)) for place in range(people)]
    return write(path, rows)


def made(verb, tmp_path):
    """The page of a verb on a file of its own."""
    file, page = votes(tmp_path / "votes.csv"), tmp_path / f"{'-'.join(verb[:1])}.html"
    labels = write(tmp_path / "labels.csv", [(f"i{n}", "xyz"[n % 3]) for n in range(60)], "item,label")
    others = write(tmp_path / "others.csv", [(f"i{n}", "xyz"[n % 2]) for n in range(60)], "item,label")
    files = {"compare": [labels, others], "methods": [file, "--gold", labels]}.get(verb[0], [file])
    winnow("compare" if verb[0] == "methods" else verb[0], *files, *verb[1:], "--report", page)
    return page


PAGES = [["agreement"], ["agreement", "--measure", "gwet-ac1", "--bootstrap", "100"], ["consensus", "--method", "dawid-skene"], ["consensus"], ["annotators"], ["compare"], ["methods"]]


@pytest.mark.parametrize("verb", PAGES, ids=" ".join)
def test_a_page_is_whole_and_asks_for_nothing(verb, tmp_path):
    text = made(verb, tmp_path).read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>") and text.rstrip().endswith("</html>")
    assert "<svg" in text
    assert not re.search(r"<script|https?://|src=|@import|url\(", text)
    assert "NaN" not in text and "nan" not in text and "Optional" not in text


@pytest.mark.parametrize("verb", PAGES, ids=" ".join)
def test_equal_input_gives_equal_bytes(verb, tmp_path):
    page = made(verb, tmp_path)
    first = page.read_bytes()
    assert made(verb, tmp_path).read_bytes() == first


def test_other_peoples_text_is_text(tmp_path):
    file = write(tmp_path / "evil.csv", [(EVIL + str(n), EVIL + person, EVIL + "xy"[(n + (person == "b" and n == 0)) % 2]) for n in range(4) for person in "ab"])
    one = write(tmp_path / "one.csv", [(EVIL, EVIL + "x"), ("2", "y")], "item,label")
    other = write(tmp_path / "other.csv", [(EVIL, EVIL + "y"), ("2", "y")], "item,label")
    pages = [tmp_path / f"{name}.html" for name in ("agreement", "consensus", "compare")]
    winnow("agreement", file, "--report", pages[0])
    winnow("consensus", file, "--method", "dawid-skene", "--report", pages[1])
    winnow("compare", one, other, "--report", pages[2])
    with chromium() as page:
        for path in pages:
            assert "<script" not in path.read_text(encoding="utf-8") and "<img" not in path.read_text(encoding="utf-8")
            page.goto(path.as_uri())
            assert page.locator("script, img").count() == 0
            assert "alert(1)" in page.content()


def test_wrong_labels_of_a_file_are_a_page_too(tmp_path):
    rng = random.Random(2)
    labels = [rng.randrange(3) for _ in range(300)]
    rows = [[0.9 if place == (label if n % 20 else (label + 1) % 3) else 0.05 for place in range(3)] for n, label in enumerate(labels)]
    given = write(tmp_path / "labels.csv", [("xyz"[label],) for label in labels], "label")
    model = write(tmp_path / "p.csv", rows, "x,y,z")
    page = tmp_path / "errors.html"
    winnow("errors", "--labels", given, "--probabilities", model, "--report", page)
    text = page.read_text(encoding="utf-8")
    assert "<h1>Label errors</h1>" in text and "Given and likely true" in text and "NaN" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_its_window_in_both_schemes(scheme, tmp_path):
    path = made(["consensus", "--method", "dawid-skene"], tmp_path)
    with chromium(scheme=scheme) as page:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        light = sum(map(int, re.findall(r"\d+", background)[:3])) > 380
        assert light == (scheme == "light")


def test_nothing_but_an_earlier_report_is_written_over(tmp_path):
    file = votes(tmp_path / "votes.csv")
    mine = tmp_path / "mine.html"
    mine.write_text("<html>mine</html>", encoding="utf-8")
    told = winnow("agreement", file, "--report", mine, code=3)
    assert "is no report" in told.stderr and mine.read_text(encoding="utf-8") == "<html>mine</html>"
    assert "is no report" in winnow("agreement", file, "--report", tmp_path, code=3).stderr
    assert "there is no folder" in winnow("agreement", file, "--report", tmp_path / "no" / "where.html", code=3).stderr
    page = tmp_path / "page.html"
    winnow("agreement", file, "--report", page)
    winnow("consensus", file, "--report", page)
    assert "<h1>Consensus</h1>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("rows", [[("1", "a", "x")], [("1", "a", "x"), ("1", "b", "x")], [(n, "a", "xy"[n % 2]) for n in range(4)]], ids=["one vote", "one label", "one annotator"])
def test_votes_that_say_little_make_a_page_all_the_same(rows, tmp_path):
    file = write(tmp_path / "little.csv", rows)
    for verb in ("agreement", "consensus", "annotators"):
        winnow(verb, file, "--report", tmp_path / f"{verb}.html")
        assert "NaN" not in (tmp_path / f"{verb}.html").read_text(encoding="utf-8")
