"""Words of a text and what is asked about each: the mirror of `Sources/Preparing/PersonalData/Names/`.

Everything here is integers, so that both sides compute the same bits. A change on one side is a change on both, and a new
`VERSION` of the file.
"""

import functools
import unicodedata

M64 = (1 << 64) - 1
LABELS = ["O", "B-PERSON", "I-PERSON", "B-LOCATION", "I-LOCATION", "B-ORGANIZATION", "I-ORGANIZATION"]

# Classes of the dictionary.
FIRST, LAST, PLACE, COUNTRY, ORGANISATION, COMMON, VERY_COMMON, GOES_ON = 1, 2, 4, 8, 16, 32, 64, 128
LONGEST_PHRASE = 5


def fold(value):
    """The small letter of a capital, for the alphabets that have them next to each other."""
    if value < 128:
        return value | 32 if 65 <= value <= 90 else value
    if 0xC0 <= value <= 0xDE and value != 0xD7:
        return value + 32
    if 0x100 <= value <= 0x137 or 0x14A <= value <= 0x177 or 0x1E00 <= value <= 0x1EFF or 0x460 <= value <= 0x481:
        return value | 1
    if 0x139 <= value <= 0x148 or 0x179 <= value <= 0x17E:
        return value + (value & 1)
    if 0x391 <= value <= 0x3A9 or 0x410 <= value <= 0x42F:
        return value + 32
    if 0x400 <= value <= 0x40F:
        return value + 80
    if 0x531 <= value <= 0x556:
        return value + 48
    return value


def mix(state, value):
    state = ((state ^ value) * 0x9E3779B97F4A7C15) & M64
    return state ^ (state >> 32)


def row(question, value):
    """A number for a question about a word and its answer; its low bits are a row of the weights."""
    state = ((value + question * 0xD6E8FEB86659FD93) * 0xD6E8FEB86659FD93) & M64
    return state ^ (state >> 32)


SEED = 0xCBF29CE484222325
EDGE = mix(SEED, 1)


@functools.lru_cache(maxsize=None)
def kind(character):
    """letter, ideograph, number, space or sign, as `ScalarClass` has them."""
    value, category = ord(character), unicodedata.category(character)
    if 0x3041 <= value <= 0x3096 or 0x30A1 <= value <= 0x30FA or 0x3400 <= value <= 0x4DBF or 0x4E00 <= value <= 0x9FFF \
            or 0xF900 <= value <= 0xFAFF or 0x20000 <= value <= 0x323AF:
        return "i"
    if category[0] == "L":
        return "a"
    if category[0] == "M" or character == "_":
        return "m"
    if category[0] == "N":
        return "n"
    if category[0] == "Z" or 9 <= value <= 13 or 28 <= value <= 31 or value == 0x85:
        return " "
    return "."


def words(text):
    """(start, end) of each word: as `WordCuts` cuts, and `'s` apart."""
    found, place, count = [], 0, len(text)
    while place < count:
        first = kind(text[place])
        if first not in "amn":
            if first != " ":
                found.append((place, place + 1))
            place += 1
            continue
        start = place
        while place < count:
            if kind(text[place]) in "amn":
                place += 1
            elif text[place] in "'\u2019" and place + 1 < count and kind(text[place + 1]) in "amn":
                place += 1
            else:
                break
        if place - start > 2 and text[place - 2] in "'\u2019" and text[place - 1] in "sS":
            found += [(start, place - 2), (place - 2, place)]
        else:
            found.append((start, place))
    return found


class Word:
    """What is known of a word by itself."""

    __slots__ = ("hash", "shape", "prefixes", "suffixes", "letters", "capital", "ends")

    def __init__(self, text):
        state, shape, last, run = SEED, SEED, 0, 0
        self.prefixes, folded = [], []
        self.letters = self.capital = False
        for place, character in enumerate(text):
            value = ord(character)
            small = fold(value)
            folded.append(small)
            state = mix(state, small)
            if 1 <= place <= 3:
                self.prefixes.append(state)
            sort = kind(character)
            figure = (1 if small != value else 2) if sort in "amic" else 3 if sort == "n" else 4
            if sort == "a":
                self.letters = True
            if place == 0 and figure == 1:
                self.capital = True
            run = run + 1 if figure == last else 1
            last = figure
            if run <= 2:
                shape = mix(shape, figure)
        self.hash, self.shape = state, shape
        self.prefixes += [EDGE] * (3 - len(self.prefixes))
        self.suffixes = []
        for length in range(1, 5):
            if length > len(folded):
                self.suffixes.append(EDGE)
                continue
            ending = SEED
            for small in folded[-length:]:
                ending = mix(ending, small)
            self.suffixes.append(ending)
        self.ends = len(text) == 1 and text in ".!?:"


word = functools.lru_cache(maxsize=400_000)(Word)


def phrase_key(texts):
    """Key of one or more words in a dictionary."""
    key = SEED
    for text in texts:
        key = mix(key, word(text).hash)
    return key


def phrases(known, dictionary):
    """Per word 0, or the classes of the longest place, country or organisation of several words that it is part of."""
    marks, place = [0] * len(known), 0
    while place < len(known):
        key, best, classes = mix(SEED, known[place].hash), 0, 0
        length = 1
        while length < LONGEST_PHRASE and dictionary.get(key, 0) & GOES_ON and place + length < len(known):
            key = mix(key, known[place + length].hash)
            length += 1
            found = dictionary.get(key, 0) & (PLACE | COUNTRY | ORGANISATION)
            if found:
                best, classes = length, found
        for offset in range(best):
            marks[place + offset] = classes | (1 if offset == 0 else 2)
        place += max(best, 1)
    return marks


def rows(text, spans, dictionary, mask):
    """Per word the rows of the weights that its questions come to."""
    known = [word(text[start:end]) for start, end in spans]
    count = len(known)
    classes = [dictionary.get(mix(SEED, each.hash), 0) & 127 for each in known]
    marks = phrases(known, dictionary)
    lettered = sum(each.letters for each in known)
    capitals = sum(each.capital for each in known)
    writing = 1 if capitals == 0 else 2 if lettered >= 3 and capitals * 10 >= lettered * 7 else 0
    h = [EDGE, EDGE] + [each.hash for each in known] + [EDGE, EDGE]
    s = [EDGE, EDGE] + [each.shape for each in known] + [EDGE, EDGE]
    d = [255, 255] + classes + [255, 255]
    k = [0, 0] + marks + [0, 0]
    found = []
    for i, each in enumerate(known):
        j = i + 2
        position = 0 if i == 0 else 1 if known[i - 1].ends else 2
        answers = [
            0, h[j], h[j - 1], h[j + 1], h[j - 2], h[j + 2],
            mix(h[j - 1], h[j]), mix(h[j], h[j + 1]), mix(h[j - 2], h[j - 1]), mix(h[j + 1], h[j + 2]),
            s[j], s[j - 1], s[j + 1], mix(mix(s[j - 1], s[j]), s[j + 1]), mix(s[j], writing),
            each.prefixes[0], each.prefixes[1], each.prefixes[2],
            each.suffixes[0], each.suffixes[1], each.suffixes[2], each.suffixes[3],
            mix(h[j], s[j]),
            d[j], d[j - 1], d[j + 1], d[j - 1] | d[j] << 8 | d[j + 1] << 16, mix(s[j], d[j] | position << 8 | writing << 10),
            k[j], k[j - 1] | k[j] << 8 | k[j + 1] << 16, mix(s[j], k[j]),
            mix(h[j - 1], s[j]), mix(h[j - 1], d[j]), mix(h[j + 1], s[j]), mix(h[j + 1], d[j]),
            d[j - 1] & 3 | (d[j] & 3) << 2 | (d[j + 1] & 3) << 4 | writing << 6,
        ]
        own = [row(question, answer & M64) & mask for question, answer in enumerate(answers)]
        own += [row(64 + bit, writing) & mask for bit in range(7) if classes[i] >> bit & 1]
        found.append(own)
    return found
