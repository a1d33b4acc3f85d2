"""The command line as a stranger meets it: every verb, wrong words, wrong files, pipes, exit codes, completions."""
import gzip
import json
import os
import pty
import random
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from itertools import takewhile
from pathlib import Path

import pytest

from harness import documents
from harness.cli import data, verbs, winnow
from harness.places import BINARY, EXAMPLES
from harness.server import Server

DEFINITION = """\
winnow: 1
project: {name}
objective: Tell what a message is about
media: text
questions:
  - {{name: topic, kind: choice, labels: [red, blue], unknown: true}}
sources:
  - {{name: rows, kind: table, path: rows.jsonl, key: id, licence: CC0-1.0, known: {{topic: topic}}}}
labelling: {{overlap: 1}}
splits: {{train: 0.5, test: 0.5, seed: 3}}
ship:
  - {{format: jsonl, to: out}}
"""

VOTES = "item,annotator,label\n1,ada,x\n1,ben,x\n2,ada,y\n2,ben,x\n3,ada,y\n3,ben,y\n"


def rows(count, start=0):
    return "".join(json.dumps({"id": f"r{n}", "text": f"message number {n} about {'fire' if n % 2 else 'water'} {n * 7919 % 101}", "topic": "red" if n % 2 else "blue"}) + "\n"
                   for n in range(start, start + count))


def write_project(folder, name="small", count=40):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rows.jsonl").write_text(rows(count), encoding="utf-8")
    (folder / "winnow.yaml").write_text(DEFINITION.format(name=name), encoding="utf-8")
    return folder / "winnow.yaml"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace with a collected, prepared and committed project `small`."""
    folder = tmp_path_factory.mktemp("command-line")
    place = folder / "workspace"
    winnow("init", place)
    winnow("project", "apply", write_project(folder / "small"), "--workspace", place)
    winnow("collect", "--workspace", place)
    winnow("prepare", "--workspace", place)
    winnow("commit", "-m", "First", "--workspace", place)
    return place


@pytest.fixture
def votes(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text(VOTES, encoding="utf-8")
    return path


# Wrong words.

@pytest.mark.parametrize(("words", "near"), [
    (["prepar"], "`winnow prepare`"), (["comit"], "`winnow commit`"), (["zzz"], "winnow --help"),
    (["help", "comit"], "`winnow commit`"), (["project", "aply"], "`winnow project apply`"), (["person", "zzz"], "winnow person --help")])
def test_a_verb_that_is_none_is_told_with_the_nearest(words, near):
    told = winnow(*words, code=2)
    assert told.stdout == ""
    assert told.stderr.startswith(f"error: there is no `winnow {' '.join(word for word in words if word != 'help')}`")
    assert near in told.stderr


@pytest.mark.parametrize(("options", "near"), [
    (["consensus", "v.csv", "--method", "dawid-skeen"], "did you mean `dawid-skene`?"), (["consensus", "v.csv", "--method", "zzz"], "`majority`"),
    (["agreement", "v.csv", "--measure", "kappa"], "agreement"), (["queue", "v.csv", "--strategy", "zzz"], "`least-confidence`"), (["select", "--method", "zzz"], "`least-confidence`"),
    (["errors", "--filter", "zzz"], "`both`"), (["errors", "--score", "zzz"], "scores"), (["prepare", "--step", "spilt"], "`split`"),
    (["ship", "--to", "x", "--format", "jsnl"], "`jsonl`"), (["list", "formatz"], "`formats`"), (["items", "--state", "zzz"], "ready"), (["consensus", "v.csv", "--method", "rovr"], "did you mean `rover`?")])
def test_an_unknown_choice_is_wrong_use_and_says_what_there_is(options, near):
    assert near in winnow(*options, code=2).stderr


@pytest.mark.parametrize("options", [
    ["items", "--limit", "-1"], ["items", "--limit", "0"], ["findings", "--limit", "-5"], ["disagreements", "--limit", "x"], ["audit", "--limit", "0"],
    ["items", "--after", "zzz"], ["serve", "--port", "99999"], ["serve", "--port", "-1"], ["queue", "v.csv", "--budget", "0"], ["queue", "v.csv", "--strategy", "badge"], ["select", "--count", "0"], ["select", "--probabilities", "p.csv", "--project", "p"], ["accept", "v.csv", "--above", "3"],
    ["accept", "--above", "-1"], ["dedup", "v.csv", "--threshold", "7"], ["split", "v.csv", "--shares", "foo"], ["split", "v.csv", "--shares", "a=0.5,b=0.1"],
    ["split", "v.csv", "--shares", "a=1,b=3"], ["commit"], ["commit", "-m", " "], ["ship"], ["ship", "--to", "x", "--set", "foo"], ["project", "apply"],
    ["project", "show", "--yaml", "--json"], ["person", "add"], ["person", "add", "ada", "--role", "king"], ["person", "role", "ada"], ["person", "invite", "--hours", "-1"],
    ["token", "create"], ["profile"], ["checks"], ["dedup", "v.csv", "--project", "p"], ["dedup", "photos", "--radius", "17"], ["dedup", "photos", "--radius", "4", "--threshold", "0.8"], ["split"], ["label-clicks"], ["checkout"], ["checkout", "HEAD"], ["restore"], ["errors", "--labels", "l.csv"], ["errors", "--project", "p", "--relabel", "0"], ["errors", "--relabel", "3", "--labels", "l.csv", "--probabilities", "p.csv"],
    ["consensus", "v.csv", "--project", "p"], ["consensus", "--gold", "g.csv"], ["agreement", "v.csv", "--bootstrap", "1"], ["compare"], ["compare", "a.csv"], ["agreement", "v.csv", "--workspace", "w"], ["annotators", "v.csv", "--project", "p"], ["evaluate", "--against", "zzz"], ["init", "a", "--workspace", "b"],
    ["status", "--wrong"], ["status", "surplus"], ["findings", "--severity", "bad"], ["findings", "--fail-on", "bad"], ["jobs", "cancel"], ["serve", "--web-dir", "/nowhere"]],
    ids=" ".join)
def test_wrong_use_is_two(options):
    told = winnow(*options, code=2)
    assert told.stdout == ""
    assert told.stderr.startswith("error: ")


def test_no_verb_at_all_shows_the_help():
    assert "SUBCOMMANDS" in winnow().stdout


# Files that are not what they should be.

TABLE_VERBS = [["consensus"], ["agreement"], ["annotators"], ["profile"], ["checks"], ["dedup"], ["split"], ["accept"], ["queue"]]


@pytest.mark.parametrize("verb", [*TABLE_VERBS, ["label-clicks"], ["errors", "--probabilities", "p.csv", "--labels"]], ids=" ".join)
@pytest.mark.parametrize(("name", "said"), [("missing.csv", "cannot be opened"), (".", "folder")])
def test_a_file_that_is_not_there_could_not_be_run(verb, name, said, tmp_path):
    told = winnow(*verb, tmp_path / name, code=3)
    assert said in told.stderr
    assert "hint:" in told.stderr
    assert told.stdout == ""


@pytest.mark.parametrize("verb", TABLE_VERBS, ids=" ".join)
@pytest.mark.parametrize("name", ["rubbish.csv", "rubbish.jsonl", "rubbish.tsv.gz", "rubbish.json.zst", "empty.csv"])
def test_rubbish_is_told_shortly_and_nothing_comes_of_it(verb, name, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"" if "empty" in name else random.Random(1).randbytes(200_000))
    told = winnow(*verb, path, code=3)
    assert told.stdout in ("", "[]\n")
    assert len(told.stderr.splitlines()) < 60
    assert "Fatal" not in told.stderr


def test_bad_rows_are_told_in_the_order_of_the_file_and_the_rest_counts(tmp_path):
    path = tmp_path / "ragged.csv"
    path.write_bytes(b"item,annotator,label\n1,a,x\n1,b\n2,a,y,z\n2,b,\xff\n1,c,x\n")
    told = winnow("consensus", path)
    assert told.stdout == "item,label,posterior,margin\n1,x,1,1\n"
    assert [line.split(":")[1].split(" ")[0] for line in told.stderr.splitlines() if "error:" in line] == ["3", "4", "5"]


def test_a_million_faults_are_a_few_lines_and_a_count(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text":"one of many words"}\n' + '{"body":"x"}\n' * 50_000, encoding="utf-8")
    told = winnow("dedup", path)
    assert "and 49980 more of [dedup.no-text]" in told.stderr
    assert len(told.stderr.splitlines()) < 60


def test_a_name_twice_in_the_header_is_renamed_and_told(tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("item,item,label\n1,a,x\n", encoding="utf-8")
    told = winnow("profile", path)
    assert "item_2" in told.stdout
    assert "comes twice" in told.stderr


def test_a_row_of_ten_megabytes_is_read_and_not_shown(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("item,annotator,label\n1,a," + "x" * 10_000_000 + "\n1,b,y\n", encoding="utf-8")
    told = winnow("agreement", path)
    assert len(told.stdout) + len(told.stderr) < 10_000


@pytest.mark.parametrize(("name", "kind"), [("cut.csv.gz", "gzip"), ("cut.csv.zst", "zstd")])
def test_a_packed_file_that_ends_early_names_the_byte(votes, name, kind):
    path = votes.with_name(name)
    packed = gzip.compress(VOTES.encode()) if kind == "gzip" else subprocess.run(["zstd", "-q", "-c", votes], capture_output=True, check=True).stdout
    path.write_bytes(packed[:-6])
    assert f"in the middle of its {kind} stream" in winnow("profile", path, code=3).stderr


@pytest.mark.parametrize("options", [["checks", "--field", "nope"], ["dedup", "--field", "nope"], ["split", "--group", "nope"], ["split", "--stratify", "nope"], ["split", "--key", "nope"],
                                     ["consensus", "--item", "nope"], ["agreement", "--label", "nope"], ["consensus", "--annotator", "nope"], ["annotators", "--time", "nope"]], ids=" ".join)
def test_a_field_that_no_record_has_is_wrong_use_and_says_which_there_are(options, votes):
    told = winnow(options[0], votes, *options[1:], code=2)
    assert "no record of" in told.stderr and "`nope`" in told.stderr
    assert "`annotator`" in told.stderr


def test_a_definition_with_faults_names_line_and_column(workspace, tmp_path):
    path = tmp_path / "winnow.yaml"
    path.write_text(DEFINITION.format(name="faulty").replace("media: text", "media: texxt").replace("kind: choice", "kind: choise"), encoding="utf-8")
    told = winnow("project", "apply", path, "--workspace", workspace, code=3)
    assert f"{path}:4:8: error: " in told.stderr
    assert "did you mean `text`?" in told.stderr
    assert told.stderr.count("`media` cannot be") == 1
    path.write_text("winnow: 1\nproject: [\n", encoding="utf-8")
    assert f"{path}:3:1" in winnow("project", "apply", path, "--workspace", workspace, code=3).stderr


# Names that a workspace does not have.

@pytest.mark.parametrize(("options", "said"), [
    (["status", "--project", "smal"], "did you mean `small`?"), (["status", "--project", "zzz"], "there is `small`"),
    (["collect", "--source", "row"], "did you mean `rows`?"), (["consensus", "--question", "topics"], "did you mean `topic`?"),
    (["items", "--label", "rad"], "did you mean `red`?"), (["checkout", "zzz", "--to", "x"], "there is `"), (["verify", "zzz"], "there is `"),
    (["diff", "zzz"], "there is `"), (["restore", "zzz"], "there is `"), (["person", "role", "nobody", "viewer"], "there")])
def test_an_unknown_name_is_told_with_what_there_is(workspace, options, said):
    told = winnow(*options, "--workspace", workspace, code=3)
    assert "error: there is no" in told.stderr
    assert said in told.stderr


@pytest.mark.parametrize("place", ["nowhere", "votes.csv"])
def test_a_folder_without_a_workspace_is_told_with_what_to_do(votes, place):
    told = winnow("status", "--workspace", votes.with_name(place), code=3)
    assert "is not a workspace" in told.stderr and "winnow init" in told.stderr


def test_a_folder_that_cannot_be_written_is_told_in_the_systems_words(workspace, tmp_path):
    for verb in (["checkout", "HEAD", "--to"], ["ship", "--format", "jsonl", "--to"]):
        told = winnow(*verb, "/proc/nowhere/out", "--workspace", workspace, code=3)
        assert "No such file or directory" in told.stderr or "cannot be written" in told.stderr
        assert "Error Domain" not in told.stderr


def test_a_workspace_without_a_project_says_what_to_do(tmp_path):
    winnow("init", tmp_path / "empty")
    assert "winnow project apply" in winnow("status", "--workspace", tmp_path / "empty", code=3).stderr


def test_a_damaged_workspace_is_told(workspace, tmp_path):
    shutil.copytree(workspace, tmp_path / "damaged")
    for path in (tmp_path / "damaged").glob("winnow.sqlite*"):
        path.write_bytes(random.Random(2).randbytes(8192)) if path.name == "winnow.sqlite" else path.unlink()
    assert "is damaged" in winnow("status", "--workspace", tmp_path / "damaged", code=3).stderr


def test_two_collections_at_once_do_the_work_once(tmp_path):
    place = big_project(tmp_path, 50_000)
    both = [subprocess.Popen([BINARY, "collect", "--workspace", place, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outcomes = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], outcomes
    assert data("status", "--workspace", place)["counts"]["items"] == 50_000


def test_a_workspace_is_made_where_the_hint_says(tmp_path, votes):
    assert "winnow init FOLDER" in subprocess.run([BINARY, "status"], capture_output=True, text=True, cwd=tmp_path, check=False).stderr
    winnow("init", tmp_path / "made")
    assert "already holds" in winnow("init", tmp_path / "made", code=3).stderr
    assert "is a file" in winnow("init", votes, code=3).stderr


# Standard input and output.

PACKINGS = {"plain": lambda text: text, "gzip": gzip.compress, "zstd": lambda text: subprocess.run(["zstd", "-q", "-c"], input=text, capture_output=True, check=True).stdout}
AS_TSV = VOTES.replace(",", "\t")
AS_LINES = "".join(json.dumps(dict(zip(("item", "annotator", "label"), line.split(",")))) + "\n" for line in VOTES.splitlines()[1:])
AS_LIST = "[" + ",".join(AS_LINES.splitlines()) + "]"
SHAPES = {"csv": VOTES, "tsv": AS_TSV, "jsonl": AS_LINES, "json": AS_LIST}


@pytest.mark.parametrize("verb", [["consensus"], ["agreement"], ["annotators"], ["profile"], ["dedup", "--field", "label"], ["split", "--shares", "a=0.5,b=0.5", "--group", "item"]], ids=lambda verb: verb[0])
@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_and_packing_gives_the_same_from_a_file_and_a_pipe(verb, packing, shape, tmp_path, votes):
    ending = {"plain": "", "gzip": ".gz", "zstd": ".zst"}[packing]
    path = tmp_path / f"same.{shape}{ending}"
    path.write_bytes(PACKINGS[packing](SHAPES[shape].encode()))
    wanted = winnow(*verb, votes).stdout
    assert wanted
    from_file = subprocess.run([BINARY, *verb, path], capture_output=True, check=True).stdout.decode()
    with path.open("rb") as stream:
        from_redirect = subprocess.run([BINARY, *verb, "-"], stdin=stream, capture_output=True, check=True).stdout.decode()
    from_pipe = subprocess.run([BINARY, *verb, "-"], input=path.read_bytes(), capture_output=True, check=True).stdout.decode()
    assert from_file == from_redirect == from_pipe == wanted


def test_labels_may_be_numbers_or_names(tmp_path):
    probabilities = tmp_path / "p.csv"
    probabilities.write_text("ham,spam\n" + "0.9,0.1\n" * 20 + "0.1,0.9\n" * 20 + "0.99,0.01\n", encoding="utf-8")
    results = []
    for labels in ("0\n" * 20 + "1\n" * 21, "ham\n" * 20 + "spam\n" * 21):
        path = tmp_path / "l.csv"
        path.write_text("label\n" + labels, encoding="utf-8")
        results.append(winnow("errors", "--labels", path, "--probabilities", probabilities).stdout)
    assert results[0].splitlines()[1].startswith("40,1,0,")
    assert results[1].splitlines()[1].startswith("40,spam,ham,")
    short = tmp_path / "short.csv"
    short.write_text("label\n0\n", encoding="utf-8")
    assert "there is 1 label in" in winnow("errors", "--labels", short, "--probabilities", probabilities, code=3).stderr


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(rows(50_000), encoding="utf-8")
    told = subprocess.run(["bash", "-c", f"set -o pipefail; {BINARY} split {path} | head -n 1"], capture_output=True, text=True, check=False)
    assert told.returncode == 0
    assert len(told.stdout.splitlines()) == 1
    assert told.stderr == ""


def test_a_full_disk_behind_standard_output_is_said(votes):
    with open("/dev/full", "w", encoding="utf-8") as full:
        told = subprocess.run([BINARY, "consensus", votes], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 3
    assert "standard output cannot be written" in told.stderr
    assert "Fatal" not in told.stderr


def test_other_peoples_text_cannot_steer_the_terminal(tmp_path):
    path = tmp_path / "evil.csv"
    path.write_text("item,annotator,label\n1,a,\x1b[2Jx\n1,b,\x1b]0;y\x07\n", encoding="utf-8")
    for verb in ("agreement", "profile"):
        told = winnow(verb, path)
        assert "\x1b" not in told.stdout + told.stderr


def test_a_definition_may_come_on_standard_input(tmp_path):
    write_project(tmp_path, "piped")
    winnow("init", tmp_path / "workspace")
    with (tmp_path / "winnow.yaml").open("rb") as stream:
        subprocess.run([BINARY, "project", "apply", "-", "--workspace", tmp_path / "workspace"], stdin=stream, cwd=tmp_path, check=True, capture_output=True)
    assert data("collect", "--workspace", tmp_path / "workspace")[0]["report"]["added"] == 40


# What every verb promises.

def test_every_example_in_a_help_can_be_parsed():
    """The words of each example are known to the verb: asking for its help beside them goes well."""
    seen = 0
    for words in verbs():
        shown = " ".join(winnow(*words, "--help").stdout.split("USAGE:")[0].split())
        examples = [piece.strip() for piece in shown.split("Example: ")[1:]]
        assert examples, f"`winnow {' '.join(words)} --help` has no example"
        for example in examples:
            command = shlex.split(example.split(" > ")[0].split(" < ")[0])
            assert command[0] == "winnow" and command[1] == words[0], example
            # An option that is unknown, a value that is none and a surplus word are all wrong use (2).
            told = subprocess.run([BINARY, *command[1:]], capture_output=True, text=True, cwd="/", env={**os.environ, "WINNOW_WORKSPACE": "/nowhere"}, stdin=subprocess.DEVNULL,
                                  check=False) if command[1] not in ("demo", "serve", "init") else winnow(*command[1:], "--help")
            assert told.returncode != 2, f"{example}: {told.stderr}"
            seen += 1
    assert seen >= len(verbs())


PRINTING = [
    ["project", "list"], ["project", "show"], ["person", "list"], ["person", "invite"], ["status"], ["items"], ["findings"], ["dedup"], ["runs"], ["jobs", "list"], ["agreement"], ["annotators"], ["disagreements"], ["evaluate"],
    ["commit", "-m", "again"], ["log"], ["verify"], ["audit"], ["audit", "--verify"], ["collect"], ["prepare"], ["run"], ["run", "--dry-run"], ["accept", "--above", "0.99"], ["errors"]]


@pytest.mark.parametrize("options", PRINTING, ids=" ".join)
def test_json_is_one_document_and_nothing_else(workspace, options):
    told = winnow(*options, "--workspace", workspace, "--json")
    assert json.loads(told.stdout) is not None


@pytest.mark.parametrize("options", [["consensus"], ["agreement"], ["annotators"], ["profile"], ["checks", "--field", "label"], ["dedup", "--field", "label"], ["split", "--shares", "a=0.5,b=0.5"], ["label-clicks"], ["list"], ["list", "steps"]], ids=" ".join)
def test_json_of_the_file_tools_is_one_document(votes, options):
    file = [] if options[0] == "list" else [votes]
    told = winnow(options[0], *file, *options[1:], "--json")
    assert json.loads(told.stdout) is not None


FINDERS = [["collect"], ["prepare"], ["findings"], ["run"], ["errors"], ["agreement"], ["annotators"], ["compare"], ["accept"], ["queue"], ["select"], ["consensus"], ["ship"], ["profile"], ["checks"], ["drift"], ["clean"], ["impute"], ["outliers"], ["encode"], ["scale"], ["balance"], ["scan-pii"], ["redact"], ["anonymity"], ["dedup"], ["split"], ["label-clicks"], ["project", "apply"]]


@pytest.mark.parametrize("words", FINDERS, ids=" ".join)
def test_every_verb_that_finds_takes_fail_on(words):
    assert "--fail-on" in winnow(*words, "--help").stdout


@pytest.mark.parametrize(("verb", "text", "code"), [
    (["profile"], "a,b\n1,2\n3\n", {"note": 1, "warning": 1, "error": 1, None: 0}),
    (["profile"], "a,a\n1,2\n3,4\n", {"note": 1, "warning": 1, "error": 0, None: 0}),
    (["dedup", "--field", "a"], "a\nthe very same words here\nthe very same words here\n", {"note": 1, "warning": 1, "error": 0, None: 0}),
    (["dedup", "--field", "a"], "a\none thing\nquite another matter\n", {"note": 0, "warning": 0, "error": 0, None: 0}),
    (["consensus"], VOTES, {"error": 0, None: 0}), (["consensus"], VOTES + "4,ada\n", {"error": 1, "warning": 1, None: 0}),
    (["agreement"], VOTES, {"warning": 1, "error": 0, None: 0}), (["split", "--shares", "a=0.5,b=0.5"], VOTES + "4,ada\n", {"error": 1, None: 0}),
    (["queue"], "p,q\n0.5,0.5\n7,1\n", {"error": 1, None: 0}), (["accept"], "label,confidence\nx,0.99\ny,\n", {"error": 1, None: 0})])
def test_one_is_only_where_fail_on_was_asked_and_met(verb, text, code, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    for severity, wanted in code.items():
        asked = ["--fail-on", severity] if severity else []
        printed = winnow(verb[0], path, *verb[1:], *asked, code=wanted)
        assert printed.stdout or verb[0] == "dedup", "what was found is printed all the same"


def test_fail_on_of_a_workspace_looks_at_what_this_run_found(tmp_path):
    place = tmp_path / "workspace"
    winnow("init", place)
    winnow("project", "apply", write_project(tmp_path), "--workspace", place)
    winnow("collect", "--workspace", place, "--fail-on", "warning")
    (tmp_path / "rows.jsonl").write_text(rows(41) + "{bad\n", encoding="utf-8")
    winnow("collect", "--workspace", place, "--fail-on", "error", code=1)
    winnow("findings", "--workspace", place, "--fail-on", "error", code=1)
    winnow("findings", "--workspace", place, "--severity", "note", "--fail-on", "error")
    (tmp_path / "rows.jsonl").write_text(rows(42), encoding="utf-8")
    winnow("collect", "--workspace", place, "--fail-on", "error")


# Long work.

def big_project(folder, count=60_000):
    place = folder / "workspace"
    winnow("init", place)
    winnow("project", "apply", write_project(folder, "big", count), "--workspace", place)
    return place


def test_an_interrupted_collection_keeps_what_it_has_and_goes_on(tmp_path):
    place = big_project(tmp_path, 300_000)
    process = subprocess.Popen([BINARY, "collect", "--workspace", place], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while data("status", "--workspace", place)["counts"]["items"] == 0 and time.monotonic() < deadline:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 3, said
    assert "start it again to go on" in said
    kept = data("status", "--workspace", place)["counts"]["items"]
    assert 0 < kept < 300_000
    assert {run["state"] for run in data("runs", "--workspace", place)["runs"]} != {"running"}
    report = data("collect", "--workspace", place)[0]["report"]
    assert report["added"] + kept == 300_000
    assert data("status", "--workspace", place)["counts"]["items"] == 300_000


def test_a_workspace_that_a_server_has_open_can_be_worked_on(tmp_path):
    place = big_project(tmp_path, 2_000)
    with Server(place):
        for _ in range(3):
            assert data("collect", "--workspace", place)[0]["state"] == "done"
            assert data("prepare", "--workspace", place)[0]["state"] == "done"
        assert data("status", "--workspace", place)["counts"]["items"] == 2_000


def test_a_port_that_is_taken_is_told_with_what_to_do(workspace):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = winnow("serve", "--workspace", workspace, "--port", taken.getsockname()[1], code=3)
    assert "Address already in use" in told.stderr and "`--port 0`" in told.stderr


def test_a_project_without_items_says_to_collect_first(tmp_path):
    winnow("init", tmp_path / "workspace")
    winnow("project", "apply", write_project(tmp_path), "--workspace", tmp_path / "workspace")
    assert "`winnow collect`" in winnow("prepare", "--workspace", tmp_path / "workspace", code=3).stderr


def test_a_workspace_that_may_not_be_written_says_so(workspace, tmp_path):
    place = tmp_path / "read-only"
    shutil.copytree(workspace, place)
    if os.geteuid() == 0:
        # Root may write anywhere: somebody else has to try.
        place.chmod(0o755)
        for path in place.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        for path in takewhile(lambda path: path != Path(tempfile.gettempdir()), [tmp_path, *tmp_path.parents]):
            path.chmod(0o755)
        told = subprocess.run([BINARY, "status", "--workspace", place], capture_output=True, text=True, user=65534, check=False)
    else:
        for path in [place, *place.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        told = subprocess.run([BINARY, "status", "--workspace", place], capture_output=True, text=True, check=False)
    assert told.returncode == 3
    assert told.stderr.startswith("error: ") and "Fatal" not in told.stderr
    assert "Permission denied" in told.stderr or "may not be written" in told.stderr


def on_terminal(*command):
    """What a command writes to a terminal, standard output and standard error together."""
    reader, writer = pty.openpty()
    process = subprocess.Popen([BINARY, *map(str, command)], stdin=subprocess.DEVNULL, stdout=writer, stderr=writer)
    os.close(writer)
    shown = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(reader)
    assert process.wait() == 0
    return shown.decode()


def test_a_terminal_sees_how_far_long_work_is_and_a_pipe_does_not(tmp_path):
    place = big_project(tmp_path, 250_000)
    shown = on_terminal("collect", "--workspace", place)
    assert "█" in shown and "MB/s" in shown and " left" in shown
    assert shown.rstrip().endswith("findings")
    told = winnow("collect", "--workspace", place)
    assert "\r" not in told.stderr and "█" not in told.stderr
    assert "█" not in on_terminal("list", "steps")


# Completions and documents.

@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_written(shell):
    script = winnow("--generate-completion-script", shell).stdout
    for verb in ("collect", "consensus", "run"):
        assert verb in script
    assert "dawid-skene" in script


def test_bash_completes_verbs_and_choices(tmp_path):
    (tmp_path / "winnow.bash").write_text(winnow("--generate-completion-script", "bash").stdout, encoding="utf-8")

    def completed(line):
        words = line.split(" ")
        script = f'source winnow.bash; COMP_WORDS=({" ".join(shlex.quote(word) for word in words)}); COMP_CWORD={len(words) - 1}; COMP_LINE={shlex.quote(line)}; ' \
                 f'COMP_POINT={len(line)}; _winnow winnow {shlex.quote(words[-1])} {shlex.quote(words[-2])}; echo "${{COMPREPLY[@]}}"'
        told = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True)
        assert told.stderr == ""
        return told.stdout.split()

    assert {"collect", "consensus", "commit", "checkout"} <= set(completed("winnow c"))
    assert "dawid-skene" in completed("winnow consensus --method d")


def test_completions_are_documented():
    assert "--generate-completion-script" in (documents.ROOT / "docs/commands.md").read_text(encoding="utf-8")


def test_the_demo_says_where_its_examples_are(tmp_path):
    told = subprocess.run([BINARY, "demo"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert told.returncode == 3
    assert "--examples" in told.stderr
    assert winnow("demo", "--workspace", tmp_path / "demo", "--examples", EXAMPLES).returncode == 0
