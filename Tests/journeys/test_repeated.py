"""`winnow dedup` on texts: copies in memory and on disk, repeated lines, sentences and passages, and an evaluation set in the training texts."""
import json
import random

import pytest

from harness.cli import data, winnow
from harness.figures import report
from harness.places import shared

WORDS = ["".join(random.Random(number).choices("abcdefghiklmnoprstuvwz", k=5 + number % 6)) for number in range(4000)]
MENU = "Home | About | Contact us | Imprint"


def text(drawn, count):
    return " ".join(drawn.choice(WORDS) for _ in range(count))


def written(path, texts):
    path.write_text("".join(json.dumps({"n": number, "text": one}) + "\n" for number, one in enumerate(texts)), encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path):
    """Forty pages under one menu; the third passage of sixty words comes back in page 30, page 9 is page 4 with two words changed, page 20 is page 19 in capitals."""
    drawn = random.Random(7)
    passage = text(drawn, 60)
    pages = [f"{MENU}\n{text(drawn, 120)}." for _ in range(40)]
    pages[2] += f"\n{passage}."
    pages[30] += f"\nAs said: {passage}."
    words = pages[4].split(" ")
    words[40] = words[80] = "other"
    pages[9] = " ".join(words)
    pages[20] = pages[19].upper()
    return written(tmp_path / "pages.jsonl", pages), pages, passage


def test_groups_are_the_same_from_memory_and_from_disk(corpus, tmp_path):
    path, _, _ = corpus
    (tmp_path / "spill").mkdir()
    here, there = data("dedup", path), data("dedup", path, "--disk", tmp_path / "spill")
    assert here["groups"] == there["groups"] and [group["records"] for group in here["groups"]] == [[5, 10], [20, 21]]
    assert not list((tmp_path / "spill").iterdir()), "what was compared is gone"
    assert data("dedup", path, "--by", "simhash") == [[20, 21]], "two words in a hundred are more than three bits"


def test_lines_that_pages_share_are_taken_out(corpus):
    path, pages, _ = corpus
    rows = [json.loads(line) for line in winnow("dedup", path, "--by", "lines", "--without").stdout.splitlines()]
    assert [row["n"] for row in rows] == list(range(40)) and not any(MENU.lower() in row["text"].lower() for row in rows)
    assert rows[0]["text"].strip() == pages[0].split("\n", 1)[1]
    marks = data("dedup", path, "--by", "lines")
    assert len(marks) == 40 and all(pages[mark["record"] - 1][mark["ranges"][0]["start"]:mark["ranges"][0]["end"]].strip().lower() == MENU.lower() for mark in marks)


def test_passages_and_sentences_are_marked_where_they_come_again(corpus, tmp_path):
    path, pages, passage = corpus
    marks = {mark["record"]: mark["ranges"] for mark in data("dedup", path, "--by", "passages")}
    assert sorted(marks) == [21, 31], "the first one stays"
    start, end = marks[31][0]["start"], marks[31][0]["end"]
    assert passage in pages[30][start:end] + "." and end - start < len(passage) + 12
    sentences = " ".join(f"The {word} is here and stays." for word in WORDS[:4])
    told = data("dedup", written(tmp_path / "s.jsonl", [f"One thing. {sentences}", f"Another one. {sentences}"]), "--by", "sentences")
    assert [mark["record"] for mark in told] == [2] and told[0]["share"] > 0.7


def test_an_evaluation_set_is_found_in_the_texts(corpus, tmp_path):
    path, pages, passage = corpus
    evaluation = written(tmp_path / "test.jsonl", [passage, text(random.Random(99), 60), "too short"])
    told = data("dedup", path, "--against", evaluation)
    assert [document["runsMet"] == document["runs"] for document in told["documents"]] == [True, False, True] and told["unchecked"] == 1 and told["trainingHit"] == 2
    assert {place["training"] for place in told["documents"][0]["places"]} <= {"3", "31"}
    assert "1 of 3" in winnow("dedup", path, "--against", evaluation, "--fail-on", "warning", code=1).stderr


@pytest.mark.parametrize(("arguments", "said"), [
    (["--by", "nope"], "nope"), (["--without"], "--without"), (["--by", "lines", "--disk", "."], "--disk"), (["--against", "x", "--by", "lines"], "--against"),
    (["--by", "passages", "--field", "nope"], "nope"), (["--against", "nowhere.jsonl"], "nowhere.jsonl"), (["--disk", "/nowhere/at/all"], "/nowhere"),
])
def test_wrong_use_is_told(arguments, said, corpus):
    told = winnow("dedup", corpus[0], *arguments, code=None)
    assert told.returncode not in (0, 1) and said in told.stderr and "Fatal" not in told.stderr and told.stdout == ""


def test_standard_input_is_read_once(corpus):
    told = winnow("dedup", "-", "--by", "lines", given=corpus[0].read_text(encoding="utf-8"), code=None)
    assert told.returncode != 0 and "once" in told.stderr
    assert winnow("dedup", "-", "--by", "passages", given=corpus[0].read_text(encoding="utf-8")).stdout.split()[0] == "21"


def test_real_messages_against_banking_questions():
    sms, bank = shared("data/sms-spam/data/sms.tsv", "contamination of real messages"), shared("data/banking77", "contamination of real questions")
    evaluation = next(path for path in sorted(bank.rglob("*.csv")) if "test" in path.name)
    told = data("dedup", next(path for path in sorted(bank.rglob("*.csv")) if "train" in path.name), "--against", evaluation)
    met = [document for document in told["documents"] if document["runsMet"]]
    report("contamination", f"banking77: {len(met)} of {len(told['documents'])} test questions share 13 words with a training question; {told['unchecked']} too short to tell; sms: {sms.stat().st_size} bytes not looked at")
    assert told["documents"] and told["trainingSeen"] > 1000
