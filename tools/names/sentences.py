"""Text to learn from, with its names marked: our sentences filled with names, and annotated files of the BIO kind.

A sample is (text, [(start, end, type)]), offsets in characters.
"""

import pathlib
import pydoc_data.topics
import re
import zlib

FOLDER = pathlib.Path(__file__).parent
SLOT = re.compile(r"\{(\w)\}")
TYPES = {"person": "PERSON", "location": "LOCATION", "group": "ORGANIZATION", "corporation": "ORGANIZATION"}
SITES = "Street|Road|Avenue|Park|Airport|Station|Bridge|Hotel|Square|Beach|Lake|Valley|Hospital|Stadium|Hall|Museum|Castle|Arena|Mall|Center|Theatre|Market|County|Island|Bay|Hills|Library|Church|Cafe".split("|")
BODIES = "University of {T}|{T} University|{L} University|{T} City Council|{T} Police|Bank of {C}|{L} & {L}|{L} Inc|{L} Ltd|{L} GmbH|{L} and Sons|{L} Group|{L} Foundation|{T} United|{T} FC|{L} Records|{T} High School|Ministry of Finance|Department of Justice|{L} Brothers|Radio {T}|{T} Times|{C} Airlines|{L}, {L} & {L} LLP|{L} Consulting|The {W}s|Red {W}s|{T} {W}s|{W} {W} Ltd|{W}soft|{W}ify|{L}tech".split("|")


def templates():
    lines = (FOLDER / "sentences.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class Filler:
    """Fills sentences with names drawn by a seeded generator."""

    def __init__(self, names, allowed, random):
        keep = lambda listed: [name for name in listed if allowed(name)]
        self.first, self.last, self.census_first, self.census_last = map(keep, (names.first, names.last, names.census_first[:], names.census_last))
        self.towns, self.large, self.regions, self.countries = map(keep, (names.towns, names.large_towns, names.regions, names.countries))
        self.foreign, self.organisations, self.words = keep(names.foreign_countries), keep(names.organisations), names.words[40:12_000]
        self.random = random

    def first_name(self):
        return self.random.choice(self.first if self.random.random() < 0.5 else self.census_first)

    def surname(self):
        return self.random.choice(self.last if self.random.random() < 0.5 else self.census_last)

    def person(self):
        chance, first, last = self.random.random(), self.first_name(), self.surname()
        initial = self.first_name()[0].upper()
        if chance < 0.70: return f"{first} {last}"
        if chance < 0.76: return f"{first} {initial}. {last}"
        if chance < 0.80: return f"{initial}. {last}"
        if chance < 0.84: return f"{first} {self.first_name()} {last}"
        if chance < 0.88: return f"{first} {last}-{self.surname()}"
        if chance < 0.91: return f"{first} {self.random.choice(['van', 'de', 'von', 'al', 'bin', 'Mc', 'della', 'dos'])} {last}"
        if chance < 0.94: return f"{first} {last} Jr."
        return first if chance < 0.98 else last

    def value(self, slot):
        """(text, type or None)."""
        random = self.random
        match slot:
            case "P": return self.person(), "PERSON"
            case "F": return self.first_name(), "PERSON"
            case "L": return self.surname(), "PERSON"
            case "T": return random.choice(self.large if random.random() < 0.6 else self.towns), "LOCATION"
            case "C": return random.choice(self.countries if random.random() < 0.9 else self.foreign), "LOCATION"
            case "R": return random.choice(self.regions), "LOCATION"
            case "S": return f"{'the ' * 0}{random.choice([self.surname(), self.word().capitalize(), random.choice(self.towns)])} {random.choice(SITES)}", "LOCATION"
            case "O":
                if random.random() < 0.5: return random.choice(self.organisations), "ORGANIZATION"
                made = SLOT.sub(lambda slot: self.part(slot[1]), random.choice(BODIES))
                return made, "ORGANIZATION"
        return self.filling(slot), None

    def part(self, slot):
        return self.word().capitalize() if slot == "W" else self.value(slot)[0]

    def word(self):
        return self.random.choice(self.words)

    def filling(self, slot):
        random = self.random
        number = random.randrange(1, 10 ** random.randrange(1, 7))
        match slot:
            case "W": return self.word()
            case "B": return " ".join(self.word().capitalize() for _ in range(random.choice([1, 1, 2, 3])))
            case "N": return random.choice([f"{number}", f"{number:,}", f"{random.randrange(12)}:{random.randrange(60):02}"])
            case "D": return random.choice([f"{random.randrange(1, 29)} May {random.randrange(1950, 2027)}", f"{random.randrange(1, 13):02}/{random.randrange(1, 29):02}/{random.randrange(1950, 2027)}", "Monday", "March 3"])
            case "M": return "@" + self.word() + random.choice(["", str(number), "_" + self.first_name()])
            case "H": return "#" + random.choice([self.word(), self.word().capitalize() + self.word().capitalize(), self.first_name()])
            case "E": return f"{self.first_name()}.{self.surname()}@{self.word()}.com".lower().replace(" ", "")
            case "U": return f"http://t.co/{self.word()}{number}"
        raise KeyError(slot)

    def fill(self, template):
        text, spans, place = "", [], 0
        for slot in SLOT.finditer(template):
            text += template[place:slot.start()]
            value, kind = self.value(slot[1])
            if kind:
                spans.append((len(text), len(text) + len(value), kind))
            text += value
            place = slot.end()
        return text + template[place:], spans

    def sample(self, listed):
        """One to three sentences, sometimes all in small letters or capitals."""
        text, spans = "", []
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            more, own = self.fill(self.random.choice(listed))
            offset = len(text) + (1 if text else 0)
            text += (" " if text else "") + more
            spans += [(start + offset, end + offset, kind) for start, end, kind in own]
        chance = self.random.random()
        changed = text.lower() if chance < 0.15 else text.upper() if chance < 0.19 else text
        return (changed if len(changed) == len(text) else text), spans


def filled(names, allowed, count, random, is_test=False):
    """`count` samples; one sentence in ten is kept for the test."""
    every = templates()
    listed = [line for line in every if (zlib.crc32(line.encode()) % 10 == 0) == is_test]
    filler = Filler(names, allowed, random)
    return [filler.sample(listed) for _ in range(count)]


def without_names(names, count):
    """English prose that names nobody: what Python says of itself, less the sentences with a word that could be a name."""
    known = {name.lower() for name in names.first + names.census_first + names.last + names.towns} - set(names.words[:4000])
    prose = re.sub(r"[*`|=~^]+", "", " ".join(pydoc_data.topics.topics.values()))
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+", prose):
        sentence = " ".join(sentence.split())
        capitals = re.findall(r"(?<=[a-z,] )[A-Z]\w+", sentence)
        if 20 < len(sentence) < 240 and not any(word.lower() in known for word in capitals) and "van Rossum" not in sentence:
            found.append((sentence, []))
    return found[:: max(1, len(found) // count)][:count]


def annotated(path):
    """Sentences of a file of words and BIO labels, joined by spaces; labels that are no name here are left out."""
    samples, text, spans = [], "", []
    for line in pathlib.Path(path).read_text("utf-8").split("\n"):
        cells = line.rstrip("\r").split("\t")
        if len(cells) < 2 or not cells[0].strip():
            if text:
                samples.append((text, spans))
            text, spans = "", []
            continue
        start = len(text) + (1 if text else 0)
        text += (" " if text else "") + cells[0]
        label, _, kind = cells[1].strip().partition("-")
        kind = TYPES.get(kind)
        if label == "B" and kind:
            spans.append((start, len(text), kind))
        elif label == "I" and kind and spans and spans[-1][2] == kind and spans[-1][1] == start - 1:
            spans[-1] = (spans[-1][0], len(text), kind)
    if text:
        samples.append((text, spans))
    return samples
