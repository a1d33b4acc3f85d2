"""CoNLL-U by `conllu`, sentence by sentence."""
from pathlib import Path

import conllu


def sentences(folder, pattern="*.conllu"):
    files = sorted(Path(folder).rglob(pattern)) if Path(folder).is_dir() else [Path(folder)]
    assert files, f"there is no {pattern} below {folder}"
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            yield from conllu.parse_incr(stream)


def tokens(folder, **options):
    """A row per token: the sentence's text, and all ten columns as one text."""
    for sentence in sentences(folder, **options):
        text = sentence.metadata.get("text", "")
        for token in sentence:
            yield text, " | ".join(str(token[name]) for name in ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")), []


def texts(folder, **options):
    return [(sentence.metadata.get("sent_id", ""), sentence.metadata.get("text", ""), [len(sentence)]) for sentence in sentences(folder, **options)]
