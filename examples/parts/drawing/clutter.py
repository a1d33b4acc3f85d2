"""What lies about and is none of the parts: rubber rings, a pencil, a ruler's end, chalk. Nobody boxes these."""
from .chance import far
from .pieces import Piece


class RubberRing(Piece):
    """Looks like a washer to somebody in a hurry: round in section, dull, and its hole is wide."""

    tall = 3.0

    def __init__(self, x, y, turn, radius):
        super().__init__(x, y, turn, "black")
        self.middle, self.thick, self.reach = radius * 0.82, radius * 0.18, radius + 2
        self.shine = 0.12
        self.base = (0.035, 0.032, 0.03)

    def outside(self, x, y):
        return abs(far(x - self.x, y - self.y) - self.middle) - self.thick

    def colour(self, x, y, lamp):
        u, v = self.own(x, y)
        away = far(u, v) or 1.0
        bend = max(-0.95, min(0.95, (away - self.middle) / self.thick))
        return self.metal((u / away * bend, v / away * bend), lamp)


class Pencil(Piece):
    """Six-sided and painted, with a sharpened end."""

    tall = 6.0
    PAINTS = [(0.62, 0.30, 0.02), (0.45, 0.04, 0.03), (0.04, 0.12, 0.40)]

    def __init__(self, x, y, turn, length, paint):
        super().__init__(x, y, turn)
        self.length, self.thick, self.reach, self.half_width = length, 8.0, length / 2 + 3, 11.0
        self.paint, self.shine = self.PAINTS[paint], 0.25

    def outside(self, x, y):
        u, v = self.own(x, y)
        end = self.length / 2
        half = self.thick if u < end - 26 else self.thick * max(0.0, (end - u) / 26)
        return max(abs(v) - half, u - end, -end - u)

    def colour(self, x, y, lamp):
        u, v = self.own(x, y)
        end = self.length / 2
        side = -0.75 if v < -2.8 else 0.75 if v > 2.8 else 0.0
        scallop = end - 26 + (2.5 if abs(v) < 2.8 else 0.0)
        self.base = (0.02, 0.02, 0.025) if u > end - 8 else (0.55, 0.36, 0.19) if u > scallop else self.paint
        return self.metal((0.3 if u > scallop else 0.0, side if u <= scallop else v / self.thick * 0.8), lamp)


class Ruler(Piece):
    """A steel ruler's end with its marks."""

    tall = 2.0

    def __init__(self, x, y, turn, length):
        super().__init__(x, y, turn)
        self.length, self.wide, self.reach, self.half_width = length, 19.0, length / 2 + 20, 22.0
        self.base, self.shine = (0.42, 0.43, 0.44), 0.3

    def outside(self, x, y):
        u, v = self.own(x, y)
        return max(abs(v) - self.wide, abs(u) - self.length / 2)

    def colour(self, x, y, lamp):
        u, v = self.own(x, y)
        place = u + self.length / 2
        mark, number = place % 7, int(place // 7)
        long = 17 if number % 10 == 0 else 12 if number % 5 == 0 else 7
        ink = 0.25 if abs(mark - 0.75) < 0.75 and v + self.wide < long else 1.0
        return self.metal((0.0, 0.0), lamp, 0.8 * ink)
