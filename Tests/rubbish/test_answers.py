"""Answers that no honest client sends: shapes that are none, numbers that are none, labels nobody offered."""
import json
import uuid

import pytest

from measured import note

DEFINITION = """\
winnow: 1
project: answers
objective: Take answers apart
media: mixed
questions:
  - {name: topic, kind: choice, labels: [a, b], required: false}
  - {name: count, kind: number, required: false}
  - {name: stars, kind: rating, labels: ["1", "2", "3"], required: false}
  - {name: day, kind: date, required: false}
  - {name: things, kind: boxes, labels: [owl], required: false}
  - {name: outline, kind: polygons, labels: [owl], required: false}
  - {name: spots, kind: spans, labels: [owl], required: false}
sources:
  - {name: rows, kind: table, path: answers.jsonl, key: id, licence: CC0-1.0, origin: synthetic}
labelling: {overlap: 1}
"""


@pytest.fixture(scope="module")
def held(place):
    """One item that ada holds; every answer is refused, so it is never handed in."""
    (place.folder / "answers.jsonl").write_text('{"id":"1","text":"a text of some length"}\n')
    (place.folder / "answers.yaml").write_text(DEFINITION)
    told = place.collected_by_command("answers", place.folder / "answers.yaml")
    assert told.code == 0, told.text
    place.owner.call("PUT", "/v1/projects/answers/people/ada", {"role": "annotator"})
    return place.ada.next("answers", 1)[0]["assignment"]


def box(*values, **more):
    return {"things": {"parts": [{"id": "p1", "labels": ["owl"], "box": list(values), "origin": "person", **more}]}}


def text_of(answers, **more):
    return json.dumps({"annotation": {"answers": answers, **more}, "activeSeconds": 1, "idempotencyKey": uuid.uuid4().hex})


def raw(text):
    """JSON with something in it that `json` would never write."""
    return '{"annotation":{"answers":' + text + '},"activeSeconds":1,"idempotencyKey":"k"}'


CASES = [
    ("answer: a label nobody offered", text_of({"topic": {"choice": "zebra"}}), ("`zebra`",)),
    ("answer: a label that is script", text_of({"topic": {"choice": "<script>alert(1)</script>"}}), ("no label",)),
    ("answer: a label in another form of accents", text_of({"topic": {"choice": "a\u0301"}}), ("no label",)),
    ("answer: a question nobody asked", text_of({"nobody": {"choice": "a"}}), ("`nobody`",)),
    ("answer: another kind than asked", text_of({"topic": {"number": 1}}), ("`topic`",)),
    ("answer: two kinds at once", text_of({"topic": {"choice": "a", "number": 1}}), ("topic",)),
    ("answer: NaN as JSON has it not", raw('{"count":{"number":NaN}}'), ("not JSON",)),
    ("answer: Infinity as JSON has it not", raw('{"count":{"number":-Infinity}}'), ("not JSON",)),
    ("answer: 1e999", raw('{"count":{"number":1e999}}'), ("count",)),
    ("answer: a number of 5,000 digits", raw('{"count":{"number":' + "9" * 5000 + "}}"), ("count",)),
    ("answer: a rating that is none", text_of({"stars": {"rating": 2.5}}), ("stars",)),
    ("answer: the 30th of February", text_of({"day": {"date": "2026-02-30"}}), ("2026-02-30", "YYYY-MM-DD")),
    ("answer: a box of NaN", raw('{"things":{"parts":[{"id":"p1","labels":["owl"],"box":[0,0,NaN,1],"origin":"person"}]}}'), ("not JSON",)),
    ("answer: a box of 1e999", raw('{"things":{"parts":[{"id":"p1","labels":["owl"],"box":[0,0,1e999,1],"origin":"person"}]}}'), ("box",)),
    ("answer: a box reversed", text_of(box(10, 10, 5, 5)), ("p1", "without area")),
    ("answer: a box without area", text_of(box(10, 10, 10, 20)), ("p1", "without area")),
    ("answer: a box of three numbers", text_of(box(1, 2, 3)), ("p1",)),
    ("answer: a box of words", text_of(box("a", "b", "c", "d")), ("box",)),
    ("answer: two parts of one id", text_of({"things": {"parts": [{"id": "p", "labels": ["owl"], "box": [0, 0, 1, 1]}, {"id": "p", "labels": ["owl"], "box": [0, 0, 2, 2]}]}}), ("`p`",)),
    ("answer: a part of two shapes", text_of(box(0, 0, 1, 1, polygons=[[[0, 0, 1, 0, 1, 1]]])), ("`box`", "`polygons`")),
    ("answer: a polygon of two points", text_of({"outline": {"parts": [{"id": "p", "labels": ["owl"], "polygons": [{"outer": [0, 0, 1, 1]}]}]}}), ("outline",)),
    ("answer: a mask whose runs overflow", text_of({"things": {"parts": [{"id": "p", "labels": ["owl"], "mask": {"size": [1 << 40, 1 << 40], "at": [0, 0], "runs": [1 << 62, 1 << 62]}}]}}), ("things",)),
    ("answer: a span beyond the text", text_of({"spots": {"parts": [{"id": "p", "labels": ["owl"], "ranges": [[5, 5000]]}]}}), ("5000", "21")),
    ("answer: a span reversed and negative", text_of({"spots": {"parts": [{"id": "p", "labels": ["owl"], "ranges": [[9, 2], [-4, 1]]}]}}), ("[9, 2]",)),
    ("answer: a span beyond all integers", raw('{"spots":{"parts":[{"id":"p","labels":["owl"],"ranges":[[0,99999999999999999999]]}]}}'), ("ranges",)),
    ("answer: a key of the body twice", '{"annotation":{"answers":{}},"annotation":{"answers":{}},"activeSeconds":1,"idempotencyKey":"k"}', ("twice",)),
    ("answer: nested 100,000 deep", raw("[" * 100_000 + "]" * 100_000), ("nested",)),
    ("answer: no number of seconds", '{"annotation":{"answers":{}},"activeSeconds":-1,"idempotencyKey":"k"}', ("activeSeconds",)),
    ("answer: a key of 300 bytes", '{"annotation":{"answers":{}},"activeSeconds":1,"idempotencyKey":"' + "k" * 300 + '"}', ("idempotencyKey",)),
    ("answer: a list instead", "[]", ("object",)),
    ("answer: half a surrogate pair", raw('{"topic":{"choice":"\\ud800"}}'), ("not JSON",)),
    ("answer: bytes that are not UTF-8", raw('{"topic":{"choice":"\u00ff"}}').encode("latin-1"), ("not JSON",)),
]


@pytest.mark.parametrize(("name", "body", "says"), CASES, ids=[case[0] for case in CASES])
def test_an_answer_that_is_none_is_refused_with_its_place(place, held, name, body, says):
    told = place.raw("POST", f"/v1/assignments/{held}/submit", body, {"Content-Type": "application/json"}, client=place.ada)
    assert told.code in (400, 422), f"{told.code} {told.text[:1000]}"
    error = told.body["error"]
    assert error["message"] and error["code"]
    for words in says:
        assert words in told.text, told.text[:1500]
    assert len(told.text) < 20_000
    # What was refused left no trace, and the place is still held.
    assert place.ada.history("answers") == []
    place.check()
    note(name, "http", told, f"{told.code} {error['code']}")


@pytest.mark.parametrize("size", [1_000, 20_000])
def test_an_answer_of_many_parts_is_taken_as_a_draft(place, held, size):
    parts = [{"id": f"p{number}", "labels": ["owl"], "box": [number, 0, number + 1, 1], "origin": "person"} for number in range(size)]
    body = json.dumps({"counter": 0, "annotation": {"answers": {"things": {"parts": parts}}}, "activeSeconds": 1})
    told = place.raw("PUT", f"/v1/assignments/{held}/draft", body, {"Content-Type": "application/json"}, client=place.ada)
    assert told.code in (200, 409), told.text[:500]
    note(f"answer: a draft of {size} boxes", "http", told, str(told.code))
