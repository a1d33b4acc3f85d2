"""Labelled datasets into a project and out of it again, on real input: what was imported is counted the same in whatever format it is exported."""
import json
import time
from collections import Counter
from pathlib import Path

import pytest

from kill_nine import kill_after

from harness.api import Client, Refused
from harness.cli import Workspace, data, winnow
from harness.formats import convert, items
from harness.places import shared
from harness.server import Server

CELLS = """\
winnow: 1
project: cells
objective: Count blood cells
media: image
questions:
  - {name: cells, kind: boxes, labels: [RBC, WBC, Platelets]}
"""
TWEETS = """\
winnow: 1
project: tweets
objective: Find names
media: text
questions:
  - {name: names, kind: spans, labels: [person, location, corporation, group, product, creative-work]}
"""
PASSWORD = "correct horse battery staple"


def project(folder, definition):
    made = Workspace(folder / "workspace", "cells" if "project: cells" in definition else "tweets")
    made.init()
    (folder / "winnow.yaml").write_text(definition, encoding="utf-8")
    made.apply(folder / "winnow.yaml")
    return made


def bring(made, path, *options):
    """The report of the import."""
    return made.verb("import", path, *options)[0]["report"]


def labels(folder):
    """Label -> parts, of our JSON lines."""
    return Counter(label for item in items(folder) for answer in item["answers"].values() for part in answer.get("parts", []) for label in part["labels"])


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """A project of the real cells, imported once; with what `convert` reads in them."""
    folder = tmp_path_factory.mktemp("cells")
    source = shared("data/cells-voc/BCCD", "cells imported into a project")
    made = project(folder, CELLS)
    report = bring(made, source, "--licence", "MIT", "--attribution", "BCCD authors")
    convert(source, folder / "plain", "jsonl", "voc")
    return made, report, source, folder


def test_cells_come_in_whole_and_only_once(cells):
    made, report, source, folder = cells
    told = items(folder / "plain")
    assert report["format"] == "voc" and report["read"] == report["added"] == len(told) and report["leftOut"] == 0
    again = bring(made, source)
    assert (again["added"], again["answered"], again["unchanged"], again["byKey"]) == (0, 0, len(told), len(told))
    assert made.status()["counts"]["items"] == len(told)


@pytest.mark.parametrize("shape", ["coco", "yolo", "voc", "cvat", "jsonl"])
def test_cells_exported_and_converted_back_are_the_same_cells(cells, tmp_path, shape):
    made, _, _, folder = cells
    report = made.verb("export", "--format", shape, "--to", tmp_path / "out")[0]["report"]
    assert report["shipped"] == len(items(folder / "plain"))
    assert not {"manifest.json", "README.md", "CREDITS.md", "checksums.sha256"} & set(files(tmp_path / "out"))
    convert(tmp_path / "out", tmp_path / "back", "jsonl", shape, options=("--files", "none"))
    assert labels(tmp_path / "back") == labels(folder / "plain")
    assert len(items(tmp_path / "back")) == len(items(folder / "plain"))


def test_an_export_imported_again_changes_nothing(cells, tmp_path):
    made, _, _, _ = cells
    made.verb("export", "--format", "coco", "--to", tmp_path / "coco")
    report = bring(made, tmp_path / "coco", "--from", "coco")
    assert report["added"] == report["replaced"] == report["leftOut"] == 0 and report["unchanged"] == report["read"] > 300


def test_tweets_go_in_and_out_with_the_same_names(tmp_path):
    source = shared("data/wnut17/wnut17train.conll", "tweets imported into a project")
    made = project(tmp_path, TWEETS)
    report = bring(made, source, "--from", "conll", "--licence", "CC-BY-4.0")
    convert(source, tmp_path / "plain", "jsonl", "conll")
    assert report["read"] == report["added"] == len(items(tmp_path / "plain"))
    assert bring(made, source, "--from", "conll")["unchanged"] == report["read"]
    for shape in ("conll", "doccano", "jsonl"):
        made.verb("export", "--format", shape, "--to", tmp_path / shape)
        convert(tmp_path / shape, tmp_path / f"{shape}-back", "jsonl", shape)
        assert labels(tmp_path / f"{shape}-back") == labels(tmp_path / "plain"), shape


def test_annotations_of_several_people_that_are_not_taken_are_counted_and_told(tmp_path):
    made = project(tmp_path, TWEETS)
    votes = [{"author": "ada", "answers": {}}, {"author": "bea", "answers": {}}]
    rows = [{"key": "one", "fields": {"text": "Ann came"}, "answers": {}, "annotations": votes}, {"key": "two", "fields": {"text": "Bob left"}, "answers": {}, "annotations": votes[:1]}]
    (tmp_path / "votes.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    report = bring(made, tmp_path / "votes.jsonl", "--from", "jsonl", "--licence", "CC-BY-4.0")
    assert (report["read"], report["votes"]) == (2, 2)
    assert any("2 annotations by several people" in finding["message"] for finding in made.verb("findings")["findings"])


def test_two_likely_formats_are_a_question(tmp_path):
    made = project(tmp_path, TWEETS)
    (tmp_path / "unclear.txt").write_text("nothing in particular\n", encoding="utf-8")
    result = winnow("import", tmp_path / "unclear.txt", "--workspace", made.folder, "--project", "tweets", code=None)
    assert result.returncode == 3 and "--from" in result.stderr


def test_a_dataset_is_sent_and_imported_over_http_and_an_export_is_fetched(tmp_path):
    made = project(tmp_path, TWEETS)
    made.add_person("mia", PASSWORD, role="manager")
    made.add_person("ada", PASSWORD)
    lines = "".join(json.dumps({"key": f"t{number}", "fields": {"text": "Ada met Bo"}, "answers": {"names": {"parts": [
        {"id": "a", "labels": ["person"], "ranges": [[0, 3]]}]}}}) + "\n" for number in range(40))
    with Server(made.folder) as server:
        manager = Client(server.address)
        manager.sign_in("mia", PASSWORD)
        manager.call("POST", "/v1/projects/tweets/uploads", {"source": "sent", "licence": "CC0-1.0"})
        manager.send_file("tweets", "sent", "lines.jsonl", lines.encode())
        job = manager.wait(manager.call("POST", "/v1/projects/tweets/imports", {"source": "sent", "format": "jsonl"})["job"])
        assert job["report"]["added"] == 40
        job = manager.wait(manager.call("POST", "/v1/projects/tweets/exports", {"format": "jsonl", "onlyLabelled": True})["job"])
        named = manager.call("GET", f"/v1/projects/tweets/exports/{job['id']}/files")["files"]
        assert job["report"]["shipped"] == 40 and len(named) == 1
        sent = manager.fetch(f"/v1/projects/tweets/exports/{job['id']}/files/{named[0]['name']}")
        assert len(sent.splitlines()) == 40 and len(sent) == named[0]["size"]
        annotator = Client(server.address)
        annotator.sign_in("ada", PASSWORD)
        for route in ("imports", "exports"):
            with pytest.raises(Refused) as refused:
                annotator.call("POST", f"/v1/projects/tweets/{route}", {"source": "sent", "format": "jsonl"})
            assert refused.value.status == 403


@pytest.mark.parametrize("route, folder", [("exports", "exports"), ("ship", "shipments")])
def test_what_a_killed_server_was_writing_is_written_by_the_next_to_the_same_bytes(cells, tmp_path, route, folder):
    """The next server does the job anew by itself, and leaves nothing beside the folder."""
    made, _, _, _ = cells
    made.commit("as imported")
    made.verb("export" if route == "exports" else "ship", "--format", "coco", "--to", tmp_path / "whole")
    whole = files(tmp_path / "whole")
    login = f"max-{route}"
    made.add_person(login, PASSWORD, role="manager")
    place = Path(made.folder) / folder
    killed = 0
    for pause in (0.05, 0.2):
        with Server(made.folder) as server:
            client = Client(server.address)
            client.sign_in(login, PASSWORD)
            job = client.call("POST", f"/v1/projects/cells/{route}", {"format": "coco"})["job"]
            end = time.monotonic() + 20
            while not any(place.glob(f"{job}.partial-*")) and not (place / job).exists() and time.monotonic() < end:
                time.sleep(0.005)
            time.sleep(pause)
            server.kill()
        killed += any(place.glob(f"{job}.partial-*"))
        with Server(made.folder) as server:
            client = Client(server.address)
            client.sign_in(login, PASSWORD)
            done = client.wait(job)
        assert done["state"] == "done" and files(place / job) == whole
        assert [path.name for path in place.iterdir() if job in path.name] == [job]
    assert killed, "no kill came while anything was being written, so nothing was tested"


def test_a_killed_export_command_is_given_again(cells, tmp_path):
    made, _, _, _ = cells
    made.verb("export", "--format", "yolo", "--to", tmp_path / "whole")
    command = ("export", "--format", "yolo", "--to", tmp_path / "out", "--workspace", made.folder, "--project", "cells")
    kill_after(0.3, *command)
    if not (tmp_path / "out").exists():
        winnow(*command)
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "whole"]


def test_an_import_killed_again_and_again_doubles_nothing(tmp_path):
    made = project(tmp_path, TWEETS)
    count = 20_000
    with (tmp_path / "lines.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps({"key": f"t{number}", "fields": {"text": f"Ada met number {number}"}, "answers": {"names": {"parts": [
                {"id": "a", "labels": ["person"], "ranges": [[0, 3]]}]}}}) + "\n")
    command = ("import", tmp_path / "lines.jsonl", "--from", "jsonl", "--licence", "CC0-1.0", "--workspace", made.folder, "--project", "tweets")
    kills = sum(kill_after(seconds, *command) for seconds in (0.3, 0.6, 0.9))
    report = data(*command)[0]["report"]
    assert report["read"] == report["added"] == count or kills == 0 and report["unchanged"] == count
    assert made.status()["counts"]["items"] == count
    made.verb("export", "--format", "jsonl", "--to", tmp_path / "out")
    assert labels(tmp_path / "out") == {"person": count}
    winnow("verify", "--all", "--workspace", made.folder)
