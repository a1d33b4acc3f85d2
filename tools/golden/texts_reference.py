"""The cuts of `WordCuts` and `SentenceCuts` once more, in Python, so that both sides of a golden value cut alike.

Imported by texts.py; nothing to run.
"""

import re
import unicodedata


def is_ideograph(value):
    return (
        0x3041 <= value <= 0x3096
        or 0x30A1 <= value <= 0x30FA
        or 0x3400 <= value <= 0x4DBF
        or 0x4E00 <= value <= 0x9FFF
        or 0xF900 <= value <= 0xFAFF
        or 0x20000 <= value <= 0x323AF
    )


def runs_on(character):
    if character == "_":
        return True
    return unicodedata.category(character)[0] in "LMN" and not is_ideograph(ord(character))


def words(text, *_):
    found, place = [], 0
    while place < len(text):
        if runs_on(text[place]):
            end = place
            while end < len(text) and (
                runs_on(text[end]) or (text[end] in "'’" and end + 1 < len(text) and runs_on(text[end + 1]))
            ):
                end += 1
            found.append(text[place:end])
            place = end
        else:
            if not text[place].isspace():
                found.append(text[place])
            place += 1
    return found


STOPS = ".!?…。！？．।"
WIDE = "。！？．।"
CLOSING = "\"')]’”»」』）"
SPACES = " \t\n\v\f\r"


def sentences(text, *_):
    found, start, place = [], 0, 0

    def add(a, b):
        part = text[a:b].strip(SPACES)
        if part:
            found.append(part)

    while place < len(text):
        character = text[place]
        place += 1
        if character == "\n" and text[place : place + 1] == "\n":
            add(start, place)
            start = place
        elif character in STOPS:
            end = place
            while end < len(text) and text[end] in STOPS + CLOSING:
                end += 1
            if ends(text, character, place - 1, start, end):
                add(start, end)
                start = end
            place = end
    add(start, len(text))
    return found


def ends(text, stop, before, start, end):
    if end >= len(text) or stop in WIDE:
        return True
    if text[end] not in SPACES:
        return False
    if stop == "." and before > start and re.match("[A-Za-z]", text[before - 1]):
        if before - 2 < start or not (text[before - 2].isascii() and re.match(r"\w", text[before - 2]) or ord(text[before - 2]) > 127):
            return False
    rest = text[end:].lstrip(SPACES)
    return not rest or unicodedata.category(rest[0]) != "Ll"
