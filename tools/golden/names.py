"""Golden sums of weights for words of some texts, from the Python that learns the model of names.

Both sides must cut the same words, ask the same questions and hash them the same way. The weights are made of the number
of their row, so no model is needed.

    tools/golden/make names
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "names"))
import features  # noqa: E402

BITS = 12
TEXTS = [
    "Ask Maria Keller in New York City, please.", "maria's bike", "O'Brien’s cat and the dogs' bowl", "MARIA KELLER SAID NO", "@maria_k lol #Paris :)",
    "Ünal Öztürk wohnt in Łódź und Žilina", "Мария из Москвы", "東京でMariaに会う", "a 3.5 kg x-ray at 10:30", "", "   ", "Jean-Luc d'Arc", "ÅÄÖ × Ÿ ſ ΑΩ Ա", "New York New York",
    "one. Two! three? Four: five", "e\u0301cole \U0001f600 \u200d x", "York is new", "'s s's a's",
]
WORDS = {("maria",): 1, ("keller",): 2, ("paris",): 5, ("new", "york"): 4, ("new", "york", "city"): 4, ("the",): 96, ("and",): 96, ("new",): 32}


def main():
    dictionary = {}
    for texts, bits in WORDS.items():
        key = features.phrase_key(texts)
        dictionary[key] = dictionary.get(key, 0) | bits
        for length in range(1, len(texts)):
            part = features.phrase_key(texts[:length])
            dictionary[part] = dictionary.get(part, 0) | features.GOES_ON
    cases = []
    for text in TEXTS:
        spans = features.words(text)
        rows = features.rows(text, spans, dictionary, (1 << BITS) - 1) if spans else []
        sums = [[sum((row * 31 + label * 17) % 255 - 127 for row in own) for label in range(7)] for own in rows]
        bytes_before = [len(text[:place].encode()) for place in range(len(text) + 1)]
        cases.append({"text": text, "words": [[bytes_before[start], bytes_before[end]] for start, end in spans], "sums": sums})
    json.dump({"bits": BITS, "cases": cases}, sys.stdout, ensure_ascii=True)
    print()


if __name__ == "__main__":
    main()
