"""Writes sentences of many languages as `language<TAB>sentence`, to measure language identification with.

    pip install django==5.2.19 langdetect==1.0.9
    python tools/golden/languages.py SHARED-DATA samples.tsv
    texts language --profiles languages.wlp --samples samples.tsv

English: the sentences of the treebank in the folder of real data. Others: Django's translations (BSD licence), messages of
at least five words with their placeholders taken out. Prints how well langdetect itself does on them. Nothing of it is
committed.
"""

import ast
import pathlib
import random
import re
import sys

import django
import langdetect


def messages(path):
    """The translations of a .po file."""
    current = None
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("msgstr"):
            current = line.split(" ", 1)[1]
            current = ast.literal_eval(current)
        elif line.startswith('"') and current is not None:
            current += ast.literal_eval(line)
        elif current is not None:
            yield current
            current = None


def clean(text):
    return " ".join(re.sub(r"%\(\w+\)\w|%\w|\{[^}]*\}|<[^>]*>|“[^”]*”|\"[^\"]*\"|'[^']*'|https?:\S+", " ", text).split())


def main(data, target):
    draw = random.Random(1)
    samples = []
    english = [l[9:] for l in (data / "ud-ewt/en_ewt-ud-dev.conllu").read_text("utf-8").split("\n") if l.startswith("# text = ")]
    samples += [("en", text) for text in english if len(text.split()) >= 5]
    root = pathlib.Path(django.__file__).parent
    for folder in sorted((root / "conf/locale").iterdir()):
        language = folder.name.replace("_", "-").lower()
        texts = set()
        for path in sorted(root.glob(f"**/locale/{folder.name}/LC_MESSAGES/django.po")):
            texts |= {clean(message) for message in messages(path)}
        texts = sorted(text for text in texts if len(text.split()) >= 5 and "\t" not in text and text != clean(text).upper())
        draw.shuffle(texts)
        if folder.is_dir() and not language.startswith("en") and len(texts) >= 50:
            samples += [(language, text) for text in texts[:150]]
    target.write_text("".join(f"{language}\t{text}\n" for language, text in samples), "utf-8")
    print(len(samples), "sentences of", len({language for language, _ in samples}), "languages")
    langdetect.DetectorFactory.seed = 0
    langdetect.detector_factory.init_factory()
    known = set(langdetect.detector_factory._factory.langlist)
    asked = [(language, text) for language, text in samples if language in known]
    right = sum(guess(text) == language for language, text in asked)
    print(f"langdetect: {right} of {len(asked)} right, languages it knows only")


def guess(text):
    try:
        return langdetect.detect(text)
    except langdetect.LangDetectException:
        return ""


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
