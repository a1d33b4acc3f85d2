"""`winnow contract`, `derive` and `uniform`: tables held against rules, columns computed, columns written in one way."""
import json

import pytest

from harness.cli import data, winnow

ORDERS = "id,customer,amount,signed,weight,is_paid\n1,ada,10.5,2026-01-31,2 kg,yes\n2,ben,20,2026-02-01,500 g,no\n3,ada,-4,2026-02-30,1.5 kg,yes\n4,,7,2026-03-01,12 lb,maybe\n"


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS)
    return path


def rows(*arguments):
    return [json.loads(line) for line in winnow(*arguments).stdout.splitlines()]


def contract(path, *rules, **more):
    path.write_text(json.dumps({"name": "orders", "rules": list(rules), **more}))
    return path


def test_a_table_keeps_the_contract_drafted_from_it(orders, tmp_path):
    drafted = tmp_path / "contract.json"
    drafted.write_text(winnow("contract", orders, "--draft").stdout)
    assert json.loads(drafted.read_text())["rules"]
    kept = rows("contract", orders, "--rules", drafted)
    assert [row["id"] for row in kept] == rows_of(orders)


def rows_of(path):
    return [row["id"] for row in rows("derive", path, "--drop", "amount")]


def test_rules_freeze_hold_back_or_take_out(orders, tmp_path):
    amounts = {"rule": "be_between", "column": "amount", "minimum": 0}
    frozen = winnow("contract", orders, "--rules", contract(tmp_path / "a.json", amounts), "--check", code=1)
    assert "be_between" in frozen.stdout and "row 3" in frozen.stderr and "take nothing over" in frozen.stderr
    kept = rows("contract", orders, "--rules", contract(tmp_path / "b.json", {**amounts, "action": "discard-row", "severity": "warning"}))
    assert len(kept) == 3
    emptied = rows("contract", orders, "--rules", contract(tmp_path / "c.json", {**amounts, "action": "discard-value", "severity": "warning"}))
    assert len(emptied) == 4 and emptied[2]["amount"] is None
    mostly = winnow("contract", orders, "--rules", contract(tmp_path / "d.json", {**amounts, "mostly": 0.7}), "--check", "--json")
    assert json.loads(mostly.stdout)["rules"][0]["failed"] == 1
    keys = tmp_path / "customers.csv"
    keys.write_text("name\nada\n")
    told = winnow("contract", orders, "--rules", contract(tmp_path / "e.json", {"rule": "exist_in", "column": "customer", "keys": "customers"}), "--keys", f"customers={keys}", "--check", code=1)
    assert "ben" in told.stderr


def test_columns_are_computed_and_left_out(orders):
    made = rows("derive", orders, "--set", "double = amount * 2", "--set", "is_large = if double > 15 then 'yes' else 'no'", "--set", "month = month(signed)", "--drop", "weight")
    assert [row["double"] for row in made] == [21, 40, -8, 14] and [row["is_large"] for row in made] == ["yes", "yes", "no", "no"]
    assert made[0]["month"] == 1 and "weight" not in made[0]
    assert rows("derive", orders, "--set", "root = sqrt(amount)")[2]["root"] is None


def test_columns_are_written_in_one_way(orders):
    told = winnow("uniform", orders, "--column", "weight=unit:kg", "--column", "is_paid=boolean", "--column", "signed=date", code=None)
    made = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["weight"] for row in made[:3]] == [2, 0.5, 1.5] and made[3]["weight"] == pytest.approx(5.44310844)
    assert [row["is_paid"] for row in made] == [True, False, True, "maybe"] and "maybe" in told.stderr
    assert made[0]["signed"] == "2026-01-31" and made[2]["signed"] == "2026-02-30" and "2026-02-30" in told.stderr


def test_what_is_ambiguous_is_asked_not_guessed(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text("d\n01/02/2026\n03/04/2026\n")
    told = winnow("uniform", path, "--column", "d=date", code=None)
    assert [json.loads(line)["d"] for line in told.stdout.splitlines()] == ["01/02/2026", "03/04/2026"] and "day" in told.stderr
    path.write_text("d\n01/02/2026\n31/01/2026\n")
    assert [row["d"] for row in rows("uniform", path, "--column", "d=date")] == ["2026-02-01", "2026-01-31"]
    path.write_text("d\n2026-07-01 12:00\n2026-01-01 12:00\n")
    assert [row["d"] for row in rows("uniform", path, "--column", "d=date:zone=Europe/Rome")] == ["2026-07-01T10:00:00Z", "2026-01-01T11:00:00Z"]


@pytest.mark.parametrize(("arguments", "said"), [
    (["derive", "--set", "x = amount +"], "x"), (["derive", "--set", "x = nope * 2"], "nope"), (["derive", "--drop", "nope"], "nope"), (["derive"], "--set"), (["derive", "--set", "x"], "name = expression"),
    (["uniform", "--column", "amount=nope"], "nope"), (["uniform", "--column", "nope=date"], "nope"), (["uniform", "--column", "weight=unit:parsec9"], "parsec9"), (["uniform", "--column", "signed=date:zone=Mars/Base"], "Mars"),
    (["contract"], "--rules"), (["contract", "--rules", "nowhere.json"], "nowhere.json"),
])
def test_wrong_use_is_told(arguments, said, orders):
    told = winnow(arguments[0], orders, *arguments[1:], code=None)
    assert told.returncode in (2, 3) and said in told.stderr and "Fatal" not in told.stderr, (told.returncode, told.stderr)


@pytest.mark.parametrize("text", ["{", "[]", '{"rules": 4}', '{"rules": [{"rule": "nope"}]}', '{"rules": [{"rule": "match_regex", "column": "id", "pattern": "(("}]}', '{"rules": [], "more": 1}'])
def test_broken_contracts_are_told(text, orders, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(text)
    told = winnow("contract", orders, "--rules", path, code=None)
    assert told.returncode in (2, 3) and "contract" in told.stderr and "Fatal" not in told.stderr and told.stdout == ""


def test_a_profile_is_the_same_by_bytes_and_by_records(orders, tmp_path):
    lines = tmp_path / "orders.jsonl"
    lines.write_text("".join(json.dumps({name: cell or None for name, cell in zip(ORDERS.split("\n")[0].split(","), line.split(","))}) + "\n" for line in ORDERS.strip().split("\n")[1:]))
    here, there = data("profile", orders), data("profile", lines)
    assert [(column["name"], column["kind"], column["distinct"], column["missing"]) for column in here["columns"]] == [(column["name"], column["kind"], column["distinct"], column["missing"]) for column in there["columns"]]
