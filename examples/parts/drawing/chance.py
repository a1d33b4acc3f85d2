"""Numbers that are the same on every machine: a seeded generator, and sine and cosine.

Only `+ - * /` and square roots are used anywhere in these drawings. Those are exact by the floating-point standard; the
sine of a C library is not, and would move a pixel here and there.
"""
from math import sqrt

MASK = (1 << 64) - 1


class Chance:
    """SplitMix64 (Steele, Lea and Flood 2014): 64 bits of state, the same stream for the same seed."""

    def __init__(self, seed):
        self.state = seed & MASK

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((self.state ^ (self.state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def between(self, low, high):
        return low + (high - low) * (self.bits() >> 11) / (1 << 53)

    def whole(self, low, high):
        """A whole number, both ends included."""
        return low + self.bits() % (high - low + 1)

    def pick(self, choices):
        return choices[self.bits() % len(choices)]


def sine(turns):
    """Of a part of a full turn: 0.25 gives 1."""
    turns -= turns // 1
    if turns > 0.5:
        return -sine(turns - 0.5)
    if turns > 0.25:
        turns = 0.5 - turns
    x = turns * 6.283185307179586
    square = x * x
    return x * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72 * (1 - square / 110)))))


def cosine(turns):
    return sine(turns + 0.25)


def far(x, y):
    """The length of (x, y)."""
    return sqrt(x * x + y * y)
