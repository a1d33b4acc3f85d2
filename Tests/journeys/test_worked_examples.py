"""Rows P01, P02, P04 and P05 against worked examples with exact results."""
import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from harness.cli import Workspace, winnow
from harness.places import shared
from harness import shipped

WORKED = "parity-worked"

TICKETS = """\
winnow: 1
project: tickets
objective: Learn which team a ticket belongs to
media: text
questions:
  - {{name: category, kind: choice, labels: [billing, account, bug, delivery]}}
sources:
  - {{name: tickets, kind: sql, path: {database}, recipe: tickets, licence: CC0-1.0, origin: internal, known: {{category: agent_assigned_category}}}}
"""

CLICKS = """\
winnow: 1
project: clicks
objective: Learn which documents answer a query
media: text
questions:
  - {{name: relevance, kind: choice, labels: [relevant, not_relevant]}}
sources:
  - {{name: sessions, kind: clicks, path: {sessions}, licence: CC0-1.0, origin: internal, known: {{relevance: label}}}}
"""


def lines(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def worked():
    return shared(WORKED, "worked examples P01, P02, P04, P05")


def project_from(definition, name, folder):
    project = Workspace(folder / "workspace", name)
    project.init()
    (folder / "winnow.yaml").write_text(definition, encoding="utf-8")
    project.apply(folder / "winnow.yaml")
    project.collect()
    return project


def ship_rows(project, folder):
    commit = project.commit("All that was collected")
    project.ship("jsonl", folder / "out", commit)
    return [record for path in shipped.files(folder / "out", ".jsonl") for record in lines(path)]


def test_p01_resolved_tickets_whose_category_stood(worked, tmp_path):
    database = tmp_path / "tickets.sqlite"
    with sqlite3.connect(database) as connection:
        connection.executescript((worked / "tickets.sql").read_text(encoding="utf-8"))
    project = project_from(TICKETS.format(database=database), "tickets", tmp_path)
    expected = list(csv.DictReader(io.StringIO((worked / "tickets.expected.csv").read_text(encoding="utf-8"))))
    rows = sorted(ship_rows(project, tmp_path), key=lambda row: int(row["key"]))
    found = [{"ticket_text": shipped.field_in(row, "ticket_text"), "agent_assigned_category": shipped.answer_in(row, "category")} for row in rows]
    assert found == expected


def test_p02_clicks_are_implicit_labels(worked, tmp_path):
    project = project_from(CLICKS.format(sessions=worked / "clicks.jsonl"), "clicks", tmp_path)
    rows = ship_rows(project, tmp_path)
    found = {(shipped.field_in(row, "query"), shipped.field_in(row, "document"), shipped.answer_in(row, "relevance")) for row in rows}
    expected = [(row["query"], row["document"], row["label"]) for row in lines(worked / "clicks.expected.jsonl")]
    assert found == set(expected)


def test_p02_as_a_plain_file_tool_keeps_the_order(worked):
    found = winnow("label-clicks", worked / "clicks.jsonl").stdout
    assert [json.loads(line) for line in found.splitlines()] == lines(worked / "clicks.expected.jsonl")


def test_p04_only_what_is_strictly_above_is_accepted(worked):
    found = winnow("accept", worked / "predictions.jsonl", "--above", "0.95").stdout
    assert [json.loads(line) for line in found.splitlines()] == lines(worked / "predictions.expected.jsonl")


@pytest.mark.parametrize("budget", [3, 1, 100])
def test_p05_the_most_uncertain_come_first(worked, budget):
    found = list(csv.DictReader(io.StringIO(winnow("queue", worked / "probabilities.csv", "--budget", budget).stdout)))
    rows = [[float(value) for value in line.split(",")] for line in (worked / "probabilities.csv").read_text().splitlines()[1:]]
    order = sorted(range(len(rows)), key=lambda row: (max(rows[row]), row))[:budget]
    assert [int(row["row"]) for row in found] == order
    assert [float(row["uncertainty"]) for row in found] == pytest.approx([1 - max(rows[row]) for row in order])


def test_p05_equals_the_worked_table(worked):
    assert winnow("queue", worked / "probabilities.csv", "--budget", 3).stdout == (worked / "uncertain.expected.csv").read_text()
