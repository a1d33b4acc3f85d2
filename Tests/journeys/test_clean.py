"""`winnow clean`: damaged texts put right, and the rules of Gopher, C4 and FineWeb asked."""
import json

import pytest

from harness.cli import data, winnow

GOOD = " ".join(f"The {word} of the old town was with the people that have seen it, and they walked to the {word}." for word in "harbour market square bridge museum garden station river".split())


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    texts = [GOOD, "too short", "lorem ipsum " * 60 + "end.", "It\u00e2\u20ac\u2122s fine\u200b, caf\u00c3\u00a9\r\n", "# " * 200]
    path.write_text("".join(json.dumps({"n": number, "text": text}) + "\n" for number, text in enumerate(texts)), encoding="utf-8")
    return path


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_damage_is_put_right(corpus):
    cleaned = rows(winnow("clean", corpus).stdout)
    assert len(cleaned) == 5 and cleaned[3]["text"] == "It\u2019s fine, caf\u00e9\n" and cleaned[0]["text"] == GOOD
    assert rows(winnow("clean", corpus, "--no-repair").stdout)[3]["text"].startswith("It\u00e2")


def test_rules_leave_out_or_mark(corpus):
    kept = rows(winnow("clean", corpus, "--rules", "gopher-quality").stdout)
    assert [row["n"] for row in kept] == [0]
    marked = rows(winnow("clean", corpus, "--rules", "gopher-quality", "--mark").stdout)
    assert len(marked) == 5 and "dropped_by" not in marked[0] and "gopher_short_doc" in marked[1]["dropped_by"]
    assert winnow("clean", corpus, "--rules", "gopher-quality", "--fail-on", "warning", code=1)


def test_a_dry_run_writes_nothing_and_shows_everything(corpus):
    told = data("clean", corpus, "--rules", "gopher-quality", "--rules", "c4", "--dry-run")
    rules = {rule["rule"]: rule for rule in told["quality"]["rules"]}
    assert rules["gopher_short_doc"]["dropped"] == 3 and sum(rules["gopher_short_doc"]["histogram"]) == 5 and rules["lorem_ipsum"]["dropped"] == 1
    assert "gopher_short_doc" in winnow("clean", corpus, "--rules", "gopher-quality", "--dry-run").stdout


def test_wrong_use_is_told(corpus):
    assert "nope" in winnow("clean", corpus, "--rules", "nope", code=2).stderr
    assert "nope" in winnow("clean", corpus, "--field", "nope", code=None).stderr


def test_of_a_page_the_article_is_kept(tmp_path):
    sentence = "The boats of the harbour leave before the sun is up, and most of them are back when the market opens at eight. "
    page = f"""<html><head><title>Harbour</title><script>var menu = 1;</script></head><body>
        <ul><li><a href="/a">Home</a></li><li><a href="/b">News</a></li><li><a href="/c">Subscribe</a></li></ul>
        <h1>Boats</h1><p>{sentence * 3}</p><p>{sentence * 4}</p><div>&copy; 2026 The Harbour News</div></body></html>"""
    (tmp_path / "pages.jsonl").write_text(json.dumps({"id": 1, "html": page}) + "\n", encoding="utf-8")
    done = winnow("clean", tmp_path / "pages.jsonl", "--field", "html", "--pages")
    row = json.loads(done.stdout)
    assert row["id"] == 1 and row["html"].count("The boats of the harbour") == 7
    assert not any(word in row["html"] for word in ("<", "Subscribe", "2026", "menu"))
    assert "blocks of pages kept" in done.stderr
