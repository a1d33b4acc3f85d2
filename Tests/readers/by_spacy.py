"""DocBin and spaCy's JSON lines by spaCy: characters count as Unicode scalars, ends are exclusive."""
from pathlib import Path

import spacy
import srsly
from spacy.tokens import DocBin
from spacy.training import offsets_to_biluo_tags


def documents(folder):
    blank = spacy.blank("xx")
    files = sorted(Path(folder).rglob("*.spacy"))
    assert files, f"there is no *.spacy below {folder}"
    for file in files:
        yield from DocBin().from_disk(file).get_docs(blank.vocab)


def texts(folder):
    return [("", document.text, [len(document)]) for document in documents(folder)]


def spans(folder):
    """Entities and every group of spans; a span that is in both is told once."""
    for document in documents(folder):
        found = {(one.start_char, one.end_char, one.label_) for one in document.ents}
        found |= {(one.start_char, one.end_char, one.label_) for group in document.spans.values() for one in group}
        for start, end, label in sorted(found):
            yield document.text, label, [start, end]


def choices(folder):
    return [(document.text, label, []) for document in documents(folder) for label, share in sorted(document.cats.items()) if share > 0.5]


def tokens(folder):
    return [(document.text, " ".join((token.text, token.tag_, token.pos_, token.lemma_)), [token.idx]) for document in documents(folder) for token in document]


def lines(folder, pattern="*.jsonl"):
    files = sorted(Path(folder).rglob(pattern))
    assert files, f"there is no {pattern} below {folder}"
    for file in files:
        yield from srsly.read_jsonl(file)


def entities(record):
    """`(text, {"entities": [(start, end, label)]})` as a list or an object, `spans` of objects, or doccano's `label`."""
    if isinstance(record, list):
        return record[0], [tuple(one) for one in record[1].get("entities", [])]
    found = record.get("entities") or record.get("spans") or record.get("label") or []
    return record["text"], [(one["start"], one["end"], one["label"]) if isinstance(one, dict) else tuple(one) for one in found]


def spans_of_lines(folder, pattern="*.jsonl"):
    """Of each record; those on borders of tokens must fit spaCy's own tokens of the text."""
    blank = spacy.blank("xx")
    for record in lines(folder, pattern):
        text, found = entities(record)
        document = blank.make_doc(text)
        for start, end, label in found:
            assert 0 <= start < end <= len(document.text), (text, start, end)
            yield text, label, [start, end]
        apart = all(a[1] <= b[0] for a, b in zip(sorted(found), sorted(found)[1:]))
        if apart:
            offsets_to_biluo_tags(document, found)


def prodigy(folder, pattern="*.jsonl"):
    """Prodigy's spans, after each was seen to begin and end with the tokens that the record says."""
    for record in lines(folder, pattern):
        tokens = record.get("tokens") or []
        for token in tokens:
            assert record["text"][token["start"]:token["end"]] == token["text"], token
        for one in record.get("spans", []):
            if "token_start" in one:
                assert tokens[one["token_start"]]["start"] == one["start"] and tokens[one["token_end"]]["end"] == one["end"], one
            yield record["text"], one["label"], [one["start"], one["end"]]


def write(folder, rows):
    """A DocBin of `rows` (text, label, [start, end]); spans that overlap go into a group of spans, the others are entities."""
    blank, documents = spacy.blank("en"), {}
    for text, label, numbers in rows:
        documents.setdefault(text, []).append((label, numbers))
    kept = DocBin(store_user_data=True)
    for text, found in documents.items():
        document = blank.make_doc(text)
        document.ents = [document.char_span(*numbers, label=label, alignment_mode="strict") for label, numbers in found if label]
        kept.add(document)
    Path(folder).mkdir(parents=True, exist_ok=True)
    kept.to_disk(Path(folder, "train.spacy"))
    return []
