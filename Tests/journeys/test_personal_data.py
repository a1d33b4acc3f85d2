"""Personal data in plain files: found, made unrecognisable, and tables that give people away."""
import json

import pytest

from harness.cli import winnow
from harness.figures import report
from harness.places import shared

TEXTS = [
    "Write to ada.lovelace@example.org or call +44 20 7946 0958.",
    "My card is 4111 1111 1111 1111 and my IBAN DE89 3704 0044 0532 0130 00.",
    "Nothing here but the number 12345 and the year 1984.",
    "Write to ada.lovelace@example.org again; SSN 219-09-9999.",
]


@pytest.fixture
def messages(tmp_path):
    path = tmp_path / "messages.jsonl"
    path.write_text("".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(TEXTS)), encoding="utf-8")
    return path


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "secret.bin"
    path.write_bytes(bytes(range(32)))
    return path


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_what_is_there_is_found_with_its_place(messages):
    found = json.loads(winnow("scan-pii", messages, "--country", "US", "--json", "--show").stdout)
    assert {(row["record"], row["entity"], row["value"]) for row in found} >= {
        (1, "EMAIL_ADDRESS", "ada.lovelace@example.org"), (1, "PHONE_NUMBER", "+44 20 7946 0958"), (2, "CREDIT_CARD", "4111 1111 1111 1111"),
        (2, "IBAN_CODE", "DE89 3704 0044 0532 0130 00"), (4, "US_SSN", "219-09-9999")}
    assert all(TEXTS[row["record"] - 1][row["start"]:row["end"]] == row["value"] for row in found)
    assert not [row for row in found if row["record"] == 3 and row["entity"] not in ("DATE_TIME",)]


def test_what_is_printed_holds_no_personal_data(messages):
    told = winnow("scan-pii", messages, "--country", "US")
    assert "EMAIL_ADDRESS" in told.stdout and "ada" not in told.stdout + told.stderr and "4111" not in told.stdout + told.stderr


@pytest.mark.parametrize("operator", ["redact", "replace", "mask", "hash", "encrypt", "pseudonym", "generalise"])
def test_nothing_is_left_to_read(operator, messages, key):
    told = winnow("redact", messages, "--country", "US", "--operator", operator, "--key", key)
    for secret in ("ada.lovelace", "4111 1111", "0532", "219-09-9999"):
        assert secret not in told.stdout + told.stderr
    records = lines(told.stdout)
    assert [record["id"] for record in records] == [0, 1, 2, 3] and "12345" in records[2]["text"]


def test_files_of_many_batches_come_out_whole_and_in_order(tmp_path):
    """Records are worked on thousands at one go, on every core, while the next are read; bad ones stand between them."""
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(10_000):
            file.write("{broken\n" if number % 1500 == 700 else json.dumps({"id": number, "text": f"write to a{number}@example.org"}) + "\n")
    whole = [number for number in range(10_000) if number % 1500 != 700]
    found = winnow("scan-pii", path, "--json", "--show")
    assert [(row["line"], row["value"]) for row in json.loads(found.stdout)] == [(number + 1, f"a{number}@example.org") for number in whole]
    safe = winnow("redact", path)
    assert [record["id"] for record in lines(safe.stdout)] == whole
    assert all("example.org" not in record["text"] for record in lines(safe.stdout))
    for told in (found, safe):
        assert told.stderr.count("jsonl.line.not-json") == 7


def test_equal_values_become_equal_ones_in_every_file(messages, key):
    told = lines(winnow("redact", messages, "--operator", "pseudonym", "--key", key).stdout)
    names = [record["text"].split()[2] for record in (told[0], told[3])]
    assert names[0] == names[1] and "@" in names[0] and "ada" not in names[0]
    assert told == lines(winnow("redact", messages, "--operator", "pseudonym", "--key", key).stdout)


def test_made_up_cards_pass_their_checksum(messages, key):
    text = lines(winnow("redact", messages, "--operator", "pseudonym", "--key", key).stdout)[1]["text"]
    again = messages.parent / "again.jsonl"
    again.write_text(json.dumps({"text": text}) + "\n")
    found = {row["entity"]: row["checksum"] for row in json.loads(winnow("scan-pii", again, "--json").stdout)}
    assert found.get("CREDIT_CARD") and found.get("IBAN_CODE"), (text, found)


@pytest.mark.parametrize(("arguments", "said"), [
    (["redact", "--operator", "hash"], "--key"), (["redact", "--operator", "nope"], "nope"), (["scan-pii", "--country", "XX"], "XX"), (["scan-pii", "--field", "nope"], "nope"),
    (["scan-pii", "--entity", "NOPE"], "NOPE"), (["redact", "--for", "EMAIL_ADDRESS"], "ENTITY=operator"), (["scan-pii", "--score", "7"], "--score"),
])
def test_wrong_use_is_told(arguments, said, messages):
    told = winnow(arguments[0], messages, *arguments[1:], code=None)
    assert told.returncode in (2, 3) and said in told.stderr


def test_a_short_secret_is_refused(messages, tmp_path):
    (tmp_path / "short").write_bytes(b"secret")
    assert "16" in winnow("redact", messages, "--operator", "hash", "--key", tmp_path / "short", code=None).stderr


def test_tables_that_give_people_away(tmp_path):
    path = tmp_path / "patients.csv"
    path.write_text("age,postcode,ill\n" + "40,1000,flu\n" * 5 + "41,1000,flu\n41,1000,cold\n" * 3 + "90,2000,gout\n")
    told = json.loads(winnow("anonymity", path, "--quasi", "age", "--quasi", "postcode", "--sensitive", "ill", "--json").stdout)["disclosure"]
    assert (told["rows"], told["groups"], told["smallestGroup"], told["rowsBelow"]) == (12, 3, 1, 1)
    assert told["sensitive"][0]["rowsBelow"] == 6 and told["atRisk"] == [1, 2, 3, 4, 5, 12]
    assert winnow("anonymity", path, "--quasi", "age", "--fail-on", "warning", code=1)
    assert "nope" in winnow("anonymity", path, "--quasi", "nope", code=None).stderr


def test_real_messages_are_read(tmp_path):
    source = shared("data/sms-spam/data/sms.tsv", "personal data in real messages")
    path = tmp_path / "sms.tsv"
    path.write_text("label\ttext\n" + source.read_text(encoding="utf-8").replace('"', "'"), encoding="utf-8")
    told = winnow("scan-pii", path, "--field", "text", "--country", "GB")
    counts = dict(line.split(": ") for line in told.stderr.splitlines() if line.split(": ")[0].isupper())
    report("personal data", f"sms-spam: {counts}")
    assert int(counts["PHONE_NUMBER"]) > 300
