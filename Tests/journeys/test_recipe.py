"""`winnow run` executes what is out of date and nothing else; a definition older than what is stored is refused."""
import json

import pytest

from harness.api import Client, choice
from harness.cli import Workspace, data, winnow
from harness.server import Server

DEFINITION = """\
winnow: 1
project: letters
objective: Tell what a letter is about
media: text
questions:
  - {name: topic, kind: choice, labels: [red, blue]}
sources:
  - {name: first, kind: table, path: first.jsonl, key: id, licence: CC0-1.0}
  - {name: second, kind: table, path: second.jsonl, key: id, licence: CC0-1.0}
prepare:
  - {step: near-duplicates}
labelling: {overlap: 2}
consensus: {topic: {method: majority, settle: 0.6}}
splits: {train: 0.5, test: 0.5, seed: 3}
ship:
  - {format: jsonl, to: out}
"""
PASSWORD = "correct horse battery staple"


def rows(*numbers):
    return "".join(json.dumps({"id": f"r{number}", "text": f"letter {number} of many, about matter {number * 7919 % 101}"}) + "\n" for number in numbers)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "first.jsonl").write_text(rows(*range(20)), encoding="utf-8")
    (tmp_path / "second.jsonl").write_text(rows(*range(100, 110)), encoding="utf-8")
    (tmp_path / "winnow.yaml").write_text(DEFINITION, encoding="utf-8")
    place = Workspace(tmp_path / "workspace", "letters")
    place.init()
    place.definition = tmp_path / "winnow.yaml"
    place.run = lambda *options: data("run", place.definition, "--workspace", place.folder, *options)
    return place


def ran(report):
    return [f"{step['kind']} {step['name']}" for step in report["steps"] if step["state"] == "done"]


def states(report):
    return {f"{step['kind']} {step['name']}": step["state"] for step in report["steps"]}


EVERYTHING_AT_FIRST = ["collect first", "collect second", "prepare near-duplicates", "prepare split"]


def test_the_first_run_makes_the_project_and_the_second_does_nothing(project):
    assert ran(project.run()) == EVERYTHING_AT_FIRST
    again = project.run()
    assert ran(again) == []
    assert states(again) == {"collect first": "up-to-date", "collect second": "up-to-date", "prepare near-duplicates": "up-to-date", "prepare split": "up-to-date",
                             "consensus topic": "waiting", "ship out": "waiting"}
    assert "everything is up to date" in winnow("run", project.definition, "--workspace", project.folder).stderr
    assert len(project.verb("runs")["runs"]) == len(EVERYTHING_AT_FIRST)


def test_a_changed_file_is_collected_and_what_follows_from_it(project, tmp_path):
    project.run()
    (tmp_path / "second.jsonl").write_text(rows(*range(100, 111)), encoding="utf-8")
    plan = project.run("--dry-run")
    assert states(plan)["collect second"] == "out-of-date"
    assert states(plan)["collect first"] == "up-to-date"
    assert states(plan)["prepare split"] == "depends"
    assert ran(plan) == []
    assert ran(project.run()) == ["collect second", "prepare near-duplicates", "prepare split"]
    assert ran(project.run()) == []


def test_a_file_that_was_written_anew_with_the_same_content_is_up_to_date(project, tmp_path):
    project.run()
    (tmp_path / "second.jsonl").write_text(rows(*range(100, 110)), encoding="utf-8")
    assert ran(project.run()) == []


@pytest.mark.parametrize(("old", "new", "wanted"), [
    ("seed: 3", "seed: 4", ["prepare split"]),
    ("{step: near-duplicates}", "{step: near-duplicates, threshold: 0.9}", ["prepare near-duplicates", "prepare split"]),
    ("  - {step: near-duplicates}", "  - {step: text-checks}\n  - {step: near-duplicates}", ["prepare text-checks", "prepare near-duplicates", "prepare split"]),
    ("path: second.jsonl", "attribution: Us, path: second.jsonl", ["collect second"]),
    ("objective: Tell", "objective: Say", [])])
def test_a_changed_setting_runs_what_it_is_of(project, old, new, wanted):
    project.run()
    project.definition.write_text(DEFINITION.replace(old, new), encoding="utf-8")
    assert ran(project.run()) == wanted
    assert ran(project.run()) == []


def label(address, login, labels):
    client = Client(address)
    client.sign_in(login, PASSWORD)
    for wanted in labels:
        work = client.next("letters", 1)[0]
        client.submit(work["assignment"], choice(topic=wanted))


def test_answers_make_consensus_and_commits_make_shipments_out_of_date(project, tmp_path):
    project.run()
    for login in ("ada", "ben"):
        project.add_person(login, PASSWORD)
    with Server(project.folder) as server:
        label(server.address, "ada", ["red", "blue", "red"])
        label(server.address, "ben", ["red", "blue", "blue"])
    assert ran(project.run()) == ["consensus topic"]
    assert ran(project.run()) == []
    project.commit("First")
    assert ran(project.run()) == ["ship out"]
    assert (tmp_path / "out/README.md").exists()
    assert ran(project.run()) == []
    with Server(project.folder) as server:
        label(server.address, "ada", ["red"])
    assert ran(project.run()) == ["consensus topic"]
    project.commit("Second")
    assert states(project.run("--dry-run"))["ship out"] == "out-of-date"
    assert ran(project.run()) == ["ship out"]
    for path in sorted((tmp_path / "out").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (tmp_path / "out").rmdir()
    assert ran(project.run()) == ["ship out"]


def test_steps_run_by_hand_are_not_taken_for_more_than_they_are(project):
    project.apply(project.definition)
    project.collect()
    project.prepare()
    reasons = {step["name"]: step["reason"] for step in project.run("--dry-run")["steps"]}
    assert "did not note what it read" in reasons["first"]
    assert ran(project.run()) == EVERYTHING_AT_FIRST
    assert ran(project.run()) == []


# A definition older than what is stored.

def test_a_file_older_than_the_stored_definition_is_refused_with_the_difference(project, tmp_path):
    project.run()
    colleague = tmp_path / "theirs/winnow.yaml"
    colleague.parent.mkdir()
    shown = winnow("project", "show", "--yaml", "--workspace", project.folder).stdout
    assert shown.startswith("# definition version 1\n")
    colleague.write_text(shown.replace("Tell what", "Say what"), encoding="utf-8")
    assert project.apply(colleague)["version"] == 2
    for verb in (["run"], ["project", "apply"]):
        told = winnow(*verb, project.definition, "--workspace", project.folder, code=3)
        assert "was made from version 1, and version 2 is stored" in told.stderr
        assert "~ objective: Say what a letter is about -> Tell what a letter is about" in told.stderr
        assert "--expected-version 2" in told.stderr
    assert data("project", "apply", project.definition, "--expected-version", 2, "--workspace", project.folder)["version"] == 3
    assert ran(project.run()) == ["collect first", "collect second"] or ran(project.run()) == []


def test_a_file_of_unknown_origin_is_refused_only_where_it_would_change_something(project, tmp_path):
    project.run()
    other = tmp_path / "copy/winnow.yaml"
    other.parent.mkdir()
    other.write_text(DEFINITION, encoding="utf-8")
    assert project.apply(other)["version"] == 1
    third = tmp_path / "third/winnow.yaml"
    third.parent.mkdir()
    third.write_text(DEFINITION.replace("seed: 3", "seed: 9"), encoding="utf-8")
    assert "a version that nobody knows" in winnow("project", "apply", third, "--workspace", project.folder, code=3).stderr


def test_run_without_a_file_works_on_the_stored_definition(project, tmp_path):
    project.run()
    assert ran(data("run", "--workspace", project.folder, "--project", "letters")) == []
    other = "winnow: 1\nproject: other\nobjective: Another\nmedia: text\nquestions: [{name: q, kind: text}]\n"
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    assert "is of project `other`" in winnow("run", tmp_path / "other.yaml", "--project", "letters", "--workspace", project.folder, code=2).stderr


def test_jobs_are_listed_and_ended_ones_cannot_be_cancelled(project):
    project.run()
    jobs = project.verb("jobs", "list")["jobs"]
    assert {job["kind"] for job in jobs} == {"collect", "prepare"}
    assert all(job["state"] == "done" for job in jobs)
    assert "already ended" in winnow("jobs", "cancel", jobs[0]["id"], "--workspace", project.folder, code=3).stderr
