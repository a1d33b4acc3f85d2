"""Makes Tests/PreparingTests/Texts/golden-texts.json: what datatrove, ftfy and jusText say of texts written here.

    tools/golden/make texts

Words and sentences are cut as Winnow cuts them (texts_reference.py), everything else is datatrove's own code. The value
of a rule is found by bisection of its threshold, so it is the filter that is asked and not a copy of its formula. With a
folder of real data the counts of dropped documents go into the file as well; none of its text does.
"""

import csv
import json
import pathlib
import random
import sys

import datatrove.pipeline.filters.c4_filters as c4
import datatrove.pipeline.filters.fineweb_quality_filter as fineweb
import datatrove.pipeline.filters.gopher_quality_filter as gopher
import datatrove.pipeline.filters.gopher_repetition_filter as repetition
from datatrove.data import Document

import texts_damaged
import texts_pages
from texts_reference import sentences, words

for module in (c4, fineweb, gopher, repetition):
    module.split_into_words = words
c4.split_into_sentences = sentences

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "Tests/PreparingTests/Texts/golden-texts.json"


def only(filter_class, **on):
    """The filter with all thresholds off but the given ones."""
    off = {
        gopher.GopherQualityFilter: dict.fromkeys(
            ["min_doc_words", "max_doc_words", "min_avg_word_length", "max_avg_word_length", "max_symbol_word_ratio",
             "max_bullet_lines_ratio", "max_ellipsis_lines_ratio", "max_non_alpha_words_ratio", "min_stop_words"]
        ),
        repetition.GopherRepetitionFilter: dict(
            dup_line_frac=None, dup_para_frac=None, dup_line_char_frac=None, dup_para_char_frac=None, top_n_grams=(), dup_n_grams=()
        ),
        fineweb.FineWebQualityFilter: dict(
            line_punct_thr=-1, short_line_thr=9e9, char_duplicates_ratio=9e9, new_line_ratio=9e9
        ),
    }[filter_class]
    return filter_class(**{**off, **on})


Q, R, F = gopher.GopherQualityFilter, repetition.GopherRepetitionFilter, fineweb.FineWebQualityFilter
# rule: (side that is dropped, its default threshold, a filter with this one threshold)
RULES = {
    "gopher_short_doc": ("below", 50, lambda t: only(Q, min_doc_words=t)),
    "gopher_long_doc": ("above", 100000, lambda t: only(Q, max_doc_words=t)),
    "gopher_below_avg_threshold": ("below", 3, lambda t: only(Q, min_avg_word_length=t)),
    "gopher_above_avg_threshold": ("above", 10, lambda t: only(Q, max_avg_word_length=t)),
    "gopher_too_many_bullets": ("above", 0.9, lambda t: only(Q, max_bullet_lines_ratio=t)),
    "gopher_too_many_end_ellipsis": ("above", 0.3, lambda t: only(Q, max_ellipsis_lines_ratio=t)),
    "gopher_below_alpha_threshold": ("below", 0.8, lambda t: only(Q, max_non_alpha_words_ratio=t)),
    "gopher_enough_stop_words": ("below", 2, lambda t: only(Q, min_stop_words=t)),
    "dup_para_frac": ("above", 0.3, lambda t: only(R, dup_para_frac=t)),
    "dup_para_char_frac": ("above", 0.2, lambda t: only(R, dup_para_char_frac=t)),
    "dup_line_frac": ("above", 0.3, lambda t: only(R, dup_line_frac=t)),
    "dup_line_char_frac": ("above", 0.2, lambda t: only(R, dup_line_char_frac=t)),
    "line_punct_ratio": ("below", 0.12, lambda t: only(F, line_punct_thr=t)),
    "short_line_ratio": ("above", 0.67, lambda t: only(F, short_line_thr=t)),
    "char_dup_ratio": ("above", 0.01, lambda t: only(F, char_duplicates_ratio=t)),
    "list_ratio": ("above", 0.3, lambda t: only(F, new_line_ratio=t)),
}
for n, t in ((2, 0.2), (3, 0.18), (4, 0.16)):
    RULES[f"top_{n}_gram"] = ("above", t, lambda t, n=n: only(R, top_n_grams=((n, t),)))
for n, t in ((5, 0.15), (6, 0.14), (7, 0.13), (8, 0.12), (9, 0.11), (10, 0.1)):
    RULES[f"duplicated_{n}_n_grams"] = ("above", t, lambda t, n=n: only(R, dup_n_grams=((n, t),)))
# One setting for two rules: the reason tells which spoke.
SYMBOLS = {"gopher_too_many_hashes": 0.1, "gopher_too_many_ellipsis": 0.1}


def dropped(rule, text, threshold=None):
    if rule in SYMBOLS:
        # Hash signs are asked for first, so they give way to another sign where ellipses are meant.
        asked = text.replace("#", "*") if rule == "gopher_too_many_ellipsis" else text
        answer = only(Q, max_symbol_word_ratio=threshold or SYMBOLS[rule]).filter(Document(text=asked, id="0"))
        return answer is not True and answer[1] == rule
    if rule == "gopher_below_avg_threshold" and all(gopher.PUNCTUATION_SET.issuperset(word) for word in words(text)):
        return True  # the mean of nothing is NaN there and 0 here
    side, default, make = RULES[rule]
    return make(default if threshold is None else threshold).filter(Document(text=text, id="0")) is not True


def value(rule, text):
    """Where the rule's answer turns, by bisection."""
    side = RULES[rule][0] if rule in RULES else "above"
    low, high = 1e-12, 200_000.0
    if dropped(rule, text, high) == (side == "above") or dropped(rule, text, low) == (side == "below"):
        return 0.0
    for _ in range(80):
        middle = (low + high) / 2
        if dropped(rule, text, middle) == (side == "above"):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def drawn_documents():
    """Messy pages out of a few words, so that every rule speaks for some of them."""
    draw = random.Random(7)
    stock = "the be to of and that have with market river stone seven quietly garden 1999 42 naïve Straße über don't".split()
    stock += ["...", "…", "#tag", "##", "--", "•", "state-of-the-art", "x", "a_b", "ॐनमः", "東京", "12.5%", "😀"]
    ends = [".", "!", "?", "...", "…", "", " [3]", " [edit].", "。", ":", '"']
    special = ["{ code }", "Lorem ipsum dolor sit.", "Please enable JavaScript now.", "See our privacy policy today.", "w" * 1001 + " long word here."]
    texts = []
    for size in (1, 2, 3, 5, 8, 12, 20, 30):
        for _ in range(3):
            lines = []
            for _ in range(size):
                pick = draw.random()
                if pick < 0.1:
                    line = draw.choice(special)
                elif pick < 0.25 and lines:
                    line = draw.choice(lines)
                else:
                    line = draw.choice(["", "", "", "- ", "• ", "  "]) + " ".join(draw.choice(stock) for _ in range(draw.randint(0, 14))) + draw.choice(ends)
                lines.append(line)
            texts.append(draw.choice(["", "\n", "  "]) + draw.choice(["\n", "\n\n", "\r\n", "\n\n\n"]).join(lines) + draw.choice(["", "\n"]))
    plain = "The stone by the river was seven years older than the garden, and people have that on paper. "
    texts += [plain, plain * 6, "\n".join([plain.strip()] * 8), "\n\n".join(plain.split()), "a\u2028b\u0085c\x0bd. e f g.", "The end. J. Smith came. 3.5 is it? yes! No."]
    return [t for t in texts if t.strip() and words(t)]


def c4_reason(text):
    answer = c4.C4QualityFilter().filter(Document(text=text, id="0"))
    return "" if answer is True else answer[1]


def real_documents(folder):
    rows = (folder / "sms-spam/data/sms.tsv").read_text().split("\n")
    yield "sms-spam", [row.split("\t", 1)[1] for row in rows if "\t" in row]
    with open(folder / "banking77/banking_data/test.csv", newline="") as file:
        yield "banking77", [row["text"] for row in csv.DictReader(file)]
    texts = []
    for line in (folder / "ud-ewt/en_ewt-ud-dev.conllu").read_text().split("\n"):
        if line.startswith("# newdoc"):
            texts.append("")
        elif line.startswith("# newpar") and texts[-1]:
            texts[-1] += "\n\n"
        elif line.startswith("# text = "):
            texts[-1] += ("" if not texts[-1] or texts[-1].endswith("\n") else "\n") + line[9:]
    yield "ud-ewt", texts


def quality():
    names = list(RULES) + list(SYMBOLS)
    documents = [
        {"text": text, "values": {rule: value(rule, text) for rule in names}, "c4": c4_reason(text), "words": len(words(text))}
        for text in drawn_documents()
    ]
    sets = {}
    if len(sys.argv) > 1:
        for name, texts in real_documents(pathlib.Path(sys.argv[1])):
            counts = {rule: sum(dropped(rule, text) for text in texts if words(text)) for rule in names}
            reasons = [c4_reason(text) for text in texts if words(text)]
            counts |= {reason: reasons.count(reason) for reason in ("lorem_ipsum", "curly_bracket", "too_few_sentences")}
            sets[name] = {"documents": sum(1 for text in texts if words(text)), "dropped": counts}
    return {"documents": documents, "sets": sets}


if __name__ == "__main__":
    golden = {"quality": quality(), "mojibake": texts_damaged.cases(), "encoded": texts_damaged.encoded(), "boilerplate": texts_pages.cases()}
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(golden, ensure_ascii=True, indent=1) + "\n")
    print(TARGET, TARGET.stat().st_size, "bytes")
