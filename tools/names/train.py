"""Learns the model of names and writes it. See `tools/train-names`.

A conditional random field over BIO labels (Lafferty et al. 2001), fitted by CRFsuite with L-BFGS; questions about words
are hashed into rows (Weinberger et al. 2009), and weights are rounded to 8 bits. What is printed are exact spans, as
seqeval counts them.
"""

import argparse
import array
import math
import pathlib
import random
import struct
import time
import zlib

import pycrfsuite

import dictionaries
import features
import sentences

LABELS = features.LABELS
FORBIDDEN = -1e4


def labels(spans, wanted):
    """BIO labels of words, from the places of names."""
    found, own = ["O"] * len(spans), iter(wanted)
    span = next(own, None)
    begun = False
    for number, (start, end) in enumerate(spans):
        while span and start >= span[1]:
            span, begun = next(own, None), False
        if span and end > span[0]:
            found[number] = ("I-" if begun else "B-") + span[2]
            begun = True
    return found


def fit(samples, dictionary, bits, settings, file):
    """`samples` are (text, names, how often they count)."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(settings)
    names = {}
    for text, wanted, times in samples:
        spans = features.words(text)
        if not spans:
            continue
        rows = features.rows(text, spans, dictionary, (1 << bits) - 1)
        questions, answers = [[names.setdefault(row, str(row)) for row in own] for own in rows], labels(spans, wanted)
        for _ in range(times):
            trainer.append(questions, answers)
    trainer.train(str(file))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(file))
    information = tagger.info()
    weights = {}
    for (row, label), weight in information.state_features.items():
        weights.setdefault(int(row), [0.0] * len(LABELS))[LABELS.index(label)] = weight
    steps = [[information.transitions.get((a, b), 0.0) for b in LABELS] for a in LABELS]
    for a, before in enumerate(LABELS):
        for b, after in enumerate(LABELS):
            if after.startswith("I-") and before[2:] != after[2:]:
                steps[a][b] = FORBIDDEN
    return Model(bits, weights, steps)


class Model:
    """Weights rounded to 8 bits, and what is looked up."""

    def __init__(self, bits, weights, steps):
        self.bits, self.steps = bits, [[struct.unpack("<f", struct.pack("<f", step))[0] for step in row] for row in steps]
        largest = max(abs(weight) for own in weights.values() for weight in own)
        self.scale = struct.unpack("<f", struct.pack("<f", largest / 127))[0]
        self.weights = {row: [round(weight / self.scale) for weight in own] for row, own in weights.items()}

    def tag(self, text, dictionary):
        """Names of a text by the best path; the first label wins a tie."""
        spans = features.words(text)
        best, origins = None, []
        for rows in features.rows(text, spans, dictionary, (1 << self.bits) - 1):
            sums = [0] * len(LABELS)
            for row in rows:
                for label, weight in enumerate(self.weights.get(row, ())):
                    sums[label] += weight
            own = [value * self.scale for value in sums]
            if best is None:
                best = [score if not LABELS[label].startswith("I-") else FORBIDDEN for label, score in enumerate(own)]
                origins.append(None)
                continue
            sources = [max(range(len(LABELS)), key=lambda a: (best[a] + self.steps[a][b], -a)) for b in range(len(LABELS))]
            best = [best[a] + self.steps[a][b] + own[b] for b, a in enumerate(sources)]
            origins.append(sources)
        if best is None:
            return []
        label = max(range(len(LABELS)), key=lambda b: (best[b], -b))
        path = [label]
        for sources in reversed(origins[1:]):
            label = sources[label]
            path.append(label)
        found = []
        for (start, end), label in zip(spans, reversed(path)):
            name = LABELS[label]
            if name.startswith("B-"):
                found.append((start, end, name[2:]))
            elif name.startswith("I-"):
                found[-1] = (found[-1][0], end, name[2:])
        return found

    def bytes(self, dictionary):
        """The file; its layout is told by `NameModel.swift`."""
        rows = bytearray(8 << self.bits)
        for row, own in self.weights.items():
            rows[row * 8:row * 8 + 7] = struct.pack("<7b", *own)
        slots = 1 << max(4, math.ceil(math.log2(len(dictionary) * 1.6)))
        keys, classes = array.array("I", bytes(4 * slots)), bytearray(slots)
        for key, bits in sorted(dictionary.items()):
            place = key & (slots - 1)
            while classes[place]:
                place = (place + 1) & (slots - 1)
            keys[place], classes[place] = key >> 32, bits
        payload = struct.pack("<BBBBf49f", len(LABELS), self.bits, slots.bit_length() - 1, 0, self.scale, *[step for row in self.steps for step in row])
        payload += bytes(rows) + keys.tobytes() + bytes(classes)
        return b"WNM1" + struct.pack("<II", 1, zlib.crc32(payload)) + payload


def measure(title, samples, find):
    """Prints precision, recall and F1 of exact spans, for each type and together."""
    counts = {}
    for text, wanted in samples:
        found, wanted = set(find(text)), set(wanted)
        for kind in ("PERSON", "LOCATION", "ORGANIZATION"):
            own, other = {span for span in found if span[2] == kind}, {span for span in wanted if span[2] == kind}
            for name in (kind, "all"):
                right, said, there = counts.get(name, (0, 0, 0))
                counts[name] = (right + len(own & other), said + len(own), there + len(other))
    for name, (right, said, there) in counts.items():
        precision, recall = right / max(said, 1), right / max(there, 1)
        print(f"{title:34} {name:13} precision {precision:.3f} recall {recall:.3f} F1 {2 * right / max(said + there, 1):.3f}  of {there}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="tools/train-names", description="Learns the model of names that `--name-model` takes.")
    parser.add_argument("--output", default=".build/models/names.bin", type=pathlib.Path)
    parser.add_argument("--annotated", help="folder of WNUT 2017: learn from its train split too, and measure on its test split", type=pathlib.Path)
    parser.add_argument("--measure-only", action="store_true", help="do not learn from the annotated folder, measure on it")
    parser.add_argument("--split", default="test", choices=["dev", "test"])
    parser.add_argument("--count", default=24_000, type=int, help="samples of our own sentences")
    parser.add_argument("--repeat", default=3, type=int, help="how often the annotated sentences count")
    parser.add_argument("--bits", default=18, type=int, help="rows of weights, as a power of two")
    parser.add_argument("--c2", default=0.1, type=float)
    parser.add_argument("--rounds", default=80, type=int)
    options = parser.parse_args()

    began = time.time()
    names = dictionaries.Names()
    learning = names.dictionary(lambda name: dictionaries.held_out(name) or dictionaries.unlisted(name))
    using = names.dictionary(dictionaries.held_out)
    allowed = lambda name: not dictionaries.held_out(name)
    samples = sentences.filled(names, allowed, options.count, random.Random(17)) + sentences.without_names(names, options.count // 6)
    samples = [(text, wanted, 1) for text, wanted in samples]
    print(f"{time.time() - began:.0f} s: {len(using)} entries of the dictionary, {len(samples)} samples", flush=True)
    measured = []
    if options.annotated:
        own = sentences.annotated(options.annotated / "wnut17train.conll")
        if not options.measure_only:
            samples += [(text, wanted, options.repeat) for text, wanted in own]
        file = {"dev": "emerging.dev.conll", "test": "emerging.test.annotated"}[options.split]
        measured.append((f"WNUT 2017 {options.split}", sentences.annotated(options.annotated / file)))
    measured.append(("our sentences, all held out", sentences.filled(names, dictionaries.held_out, 1500, random.Random(23), is_test=True)))

    options.output.parent.mkdir(parents=True, exist_ok=True)
    scratch = options.output.with_suffix(".crfsuite")
    settings = {"c1": 0.0, "c2": options.c2, "max_iterations": options.rounds}
    model = fit(samples, learning, options.bits, settings, scratch)
    scratch.unlink()
    content = model.bytes(using)
    options.output.write_bytes(content)
    print(f"{time.time() - began:.0f} s: {options.output}, {len(content)} bytes", flush=True)
    for title, tests in measured:
        measure(title, tests, lambda text: model.tag(text, using))


if __name__ == "__main__":
    main()
