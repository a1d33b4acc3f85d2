"""Languages: told in files, others left out of them, and found in a project's items."""
import json
import os
import shutil
import subprocess

import pytest

from harness.cli import Workspace, data, winnow
from harness.places import BINARY, ROOT, shared

TEXTS = [
    ("a", "en", "The committee will meet again on Thursday to discuss how the money should be spent."),
    ("b", "de", "Der Ausschuss trifft sich am Donnerstag wieder, um zu besprechen, wie das Geld ausgegeben wird."),
    ("c", "fr", "Le comité se réunira de nouveau jeudi pour discuter de la manière de dépenser cet argent."),
    ("d", "en", "We walked along the river until it was too dark to see the path in front of us."),
    ("e", "el", "Η επιτροπή θα συναντηθεί ξανά την Πέμπτη."),
    ("f", "und", "12:30 -- 14.50 !!"),
]
MODELS = ROOT / ".build/models"

pytestmark = pytest.mark.skipif(
    not (MODELS / "languages.bin").exists(), reason="SKIPPED (no language profiles; `tools/build-languages` makes them): languages")


@pytest.fixture
def chats(tmp_path):
    path = tmp_path / "chats.jsonl"
    path.write_text("".join(json.dumps({"id": key, "said": text}) + "\n" for key, _, text in TEXTS), encoding="utf-8")
    return path


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_every_text_is_counted_by_its_language(chats):
    told = data("languages", chats, "--field", "said")
    assert {one["language"]: one["count"] for one in told["languages"]} == {"en": 2, "de": 1, "fr": 1, "el": 1}
    assert told["seen"] == 6 and told["undetermined"]["count"] == told["undetermined"]["withoutLetters"] == 1
    assert abs(sum(one["share"] for one in told["languages"]) + told["undetermined"]["share"] - 1) < 1e-9
    assert all(0.65 <= one["probability"] <= 1 and one["examples"] for one in told["languages"])
    shown = winnow("languages", chats, "--field", "said")
    assert "en " in shown.stdout and "33.3 %" in shown.stdout and "The committee" in shown.stdout
    assert "6 texts, 4 languages, 1 undetermined" in shown.stderr


def test_every_record_gets_its_language(chats):
    marked = rows(winnow("languages", chats, "--field", "said", "--mark").stdout)
    assert [row["language"] for row in marked] == [language for _, language, _ in TEXTS]
    assert [row["id"] for row in marked] == [key for key, _, _ in TEXTS] and marked[5]["language_probability"] == 0
    sure = rows(winnow("languages", chats, "--field", "said", "--mark", "--language-threshold", "1.0", "--among", "en,de").stdout)
    assert sure[4]["language"] == "el" and {row["language"] for row in sure} <= {"en", "de", "el", "und"}


def test_other_languages_are_left_out_or_marked(chats):
    kept = rows(winnow("clean", chats, "--field", "said", "--languages", "en,DE").stdout)
    assert [row["id"] for row in kept] == ["a", "b", "d"] and "language" not in kept[0]
    assert [row["id"] for row in rows(winnow("clean", chats, "--field", "said", "--languages", "en", "--keep-undetermined").stdout)] == ["a", "d", "f"]
    marked = {row["id"]: row for row in rows(winnow("clean", chats, "--field", "said", "--languages", "en,de", "--mark").stdout)}
    assert marked["c"]["dropped_by"] == ["language_other"] and marked["f"]["dropped_by"] == ["language_undetermined"]
    assert "dropped_by" not in marked["a"] and marked["c"]["language"] == "fr" and len(marked) == 6
    both = {row["id"]: row for row in rows(winnow("clean", chats, "--field", "said", "--languages", "en", "--rules", "gopher-quality", "--mark").stdout)}
    assert "gopher_short_doc" in both["a"]["dropped_by"] and both["c"]["dropped_by"][0] == "language_other"
    dry = data("clean", chats, "--field", "said", "--languages", "en", "--dry-run")
    assert dry["dropped"] == 4 and dry["written"] == 2 and {one["language"]: one["isKept"] for one in dry["languages"]["languages"]}["fr"] is False
    assert winnow("clean", chats, "--field", "said", "--languages", "en", "--fail-on", "warning", code=1)


def test_wrong_use_is_told(chats):
    assert "xx" in winnow("clean", chats, "--languages", "xx", code=2).stderr
    assert "told are" in winnow("languages", chats, "--among", "klingon", code=2).stderr
    assert "said" in winnow("languages", chats, "--field", "sad", code=2).stderr
    winnow("clean", chats, "--keep-undetermined", code=2)
    winnow("languages", chats, "--language-threshold", "7", code=2)


def test_a_program_that_was_moved_takes_the_folder_beside_it_or_the_one_named(chats, tmp_path):
    moved = tmp_path / "elsewhere" / "winnow"
    moved.parent.mkdir()
    shutil.copy(BINARY, moved)

    def run(*more, **environment):
        clean = {key: value for key, value in os.environ.items() if key != "WINNOW_MODELS"}
        return subprocess.run([moved, "languages", chats, "--field", "said", *more], capture_output=True, text=True, env=clean | environment, check=False)

    lacking = run()
    assert lacking.returncode == 3 and "tools/build-languages" in lacking.stderr and str(moved.parent / "models") in lacking.stderr
    assert run("--models", MODELS).returncode == 0 and run(WINNOW_MODELS=str(MODELS)).returncode == 0
    assert run("--models", tmp_path, WINNOW_MODELS=str(MODELS)).returncode == 3
    (moved.parent / "models").mkdir()
    shutil.copy(MODELS / "languages.bin", moved.parent / "models")
    assert run().returncode == 0
    (moved.parent / "models" / "languages.bin").write_bytes(b"WLP1 and nonsense")
    assert run().returncode == 3 and "holds no language profiles" in run().stderr


def test_items_in_other_languages_are_found_in_a_project(chats, tmp_path):
    folder = tmp_path / "workspace"
    workspace = Workspace(folder, "chats")
    workspace.init()
    (tmp_path / "chats.jsonl").write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, _, text in TEXTS), encoding="utf-8")
    definition = tmp_path / "winnow.yaml"
    definition.write_text(
        "winnow: 1\nproject: chats\nobjective: Say what is meant\nmedia: text\n"
        "questions:\n  - {name: topic, kind: choice, labels: [money, walks]}\n"
        "sources:\n  - {name: log, kind: table, path: chats.jsonl, key: id, licence: CC0-1.0, attribution: us, origin: internal}\n"
        "prepare:\n  - {step: language, keep: [en, de], threshold: 0.6}\n", encoding="utf-8")
    workspace.apply(definition)
    workspace.collect()
    report = workspace.prepare()[0]["report"]["language"]
    assert report["seen"] == 6 and report["kept"] == 3 and {one["language"]: one["count"] for one in report["languages"]} == {"en": 2, "de": 1, "fr": 1, "el": 1}
    assert "comité" not in json.dumps(report, ensure_ascii=False)
    found = {finding["key"]: finding["code"] for finding in workspace.findings()["findings"] if finding["code"].startswith("language.")}
    assert found == {"c": "language.other", "e": "language.other", "f": "language.undetermined"}
    assert "no language profiles" in winnow("prepare", "--models", tmp_path, "--workspace", folder, code=3).stderr


def test_english_questions_are_english_and_more_so_among_few_languages():
    questions = shared("data/banking77/banking_data/test.csv", "languages of English questions")
    told = data("languages", questions, "--field", "text")
    assert told["languages"][0]["language"] == "en" and told["languages"][0]["share"] > 0.8
    few = data("languages", questions, "--field", "text", "--among", "en,de,fr,es")
    assert few["languages"][0]["share"] > told["languages"][0]["share"]
