"""The parts: screws, washers and nuts, each a shape with a distance to its edge and a tilt of its surface.

A piece answers two questions about a point: how far outside its outline it lies (negative inside, in pixels), and what
colour is seen there. Its box is made of the pixels that it covers by half or more, also where something lies on it.
"""
from math import sqrt

from .chance import cosine, far, sine

FINISHES = {
    "steel": ((0.50, 0.52, 0.55), 0.95),
    "brass": ((0.62, 0.42, 0.13), 0.85),
    "black": ((0.045, 0.047, 0.055), 0.45),
}


class Piece:
    """Something at a place, turned; `tall` says how far its shadow falls."""

    label = None
    tall = 4.0
    # Of what is long; what is round has its reach.
    half_width = 1000.0

    def __init__(self, x, y, turn, finish="steel"):
        self.x, self.y, self.finish = x, y, finish
        self.cosine, self.sine = cosine(turn), sine(turn)
        self.base, self.shine = FINISHES[finish]

    def own(self, x, y):
        """The point as the piece sees it."""
        dx, dy = x - self.x, y - self.y
        return dx * self.cosine + dy * self.sine, dy * self.cosine - dx * self.sine

    def seen(self, u, v):
        """A direction of the piece's as the picture sees it."""
        return u * self.cosine - v * self.sine, u * self.sine + v * self.cosine

    def window(self):
        """Left, top, right and bottom of where it can be seen."""
        wide, high = self.reach, min(self.reach, self.half_width)
        across = min(self.reach, wide * abs(self.cosine) + high * abs(self.sine))
        down = min(self.reach, wide * abs(self.sine) + high * abs(self.cosine))
        return self.x - across, self.y - down, self.x + across, self.y + down

    def metal(self, tilt, lamp, shade=1.0, gloss=1.0):
        """Light on a surface that tilts by `tilt` (its normal's part along the picture): lamp, sky, and a bright window."""
        nx, ny = self.seen(*tilt)
        nz = sqrt(max(0.03, 1 - nx * nx - ny * ny))
        facing = max(0.0, nx * lamp.x + ny * lamp.y + nz * lamp.z)
        spot = max(0.0, nx * lamp.half[0] + ny * lamp.half[1] + nz * lamp.half[2])
        for _ in range(5):
            spot *= spot
        sky = 0.30 + 0.22 * (0.6 * nx * lamp.x + 0.6 * ny * lamp.y - ny * 0.5)
        body = shade * (max(0.05, sky) + 0.85 * facing)
        shine = self.shine * gloss * shade * spot
        colour = lamp.colour
        return tuple((channel * body + shine * (0.35 + 0.65 * channel / max(self.base))) * tone for channel, tone in zip(self.base, colour))


class Washer(Piece):
    label = "washer"
    tall = 2.5

    def __init__(self, x, y, turn, finish, radius):
        super().__init__(x, y, turn, finish)
        self.outer, self.inner, self.reach = radius, radius * 0.48, radius + 2
        self.bevel = max(2.0, radius * 0.12)

    def outside(self, x, y):
        away = far(x - self.x, y - self.y)
        return max(away - self.outer, self.inner - away)

    def colour(self, x, y, lamp):
        u, v = self.own(x, y)
        away = far(u, v) or 1.0
        rim = max(0.0, (away - self.outer + self.bevel) / self.bevel)
        well = max(0.0, (self.inner + self.bevel - away) / self.bevel)
        tilt = 0.75 * (min(1.0, rim) - min(1.0, well))
        # Turned on a lathe: the rings shine like a bow tie that points at the lamp.
        fx, fy = self.seen(u / away, v / away)
        bow = fx * lamp.x + fy * lamp.y
        bow *= bow / max(0.05, lamp.x * lamp.x + lamp.y * lamp.y)
        bow *= bow * bow
        return self.metal((u / away * tilt, v / away * tilt), lamp, 0.72 + 0.5 * bow, 0.8)


class Nut(Piece):
    label = "nut"
    tall = 7.0
    SIDES = [(cosine(k / 6), sine(k / 6)) for k in range(6)]

    def __init__(self, x, y, turn, finish, radius):
        super().__init__(x, y, turn, finish)
        self.flat, self.hole, self.reach = radius, radius * 0.56, radius * 1.18 + 2

    def outside(self, x, y):
        u, v = self.own(x, y)
        away = far(u, v)
        return max(max(u * a + v * b for a, b in self.SIDES) - self.flat, self.hole * 0.82 - away)

    def colour(self, x, y, lamp):
        u, v = self.own(x, y)
        away = far(u, v) or 1.0
        if away < self.hole:
            return self.thread(u, v, away, lamp)
        collar = max(0.0, min(1.0, (away - self.flat * 0.93) / 3))
        mouth = max(0.0, min(1.0, (self.hole * 1.16 - away) / (self.hole * 0.16)))
        tilt = 0.55 * collar - 0.6 * mouth
        shade = 0.95 - 0.12 * collar
        return self.metal((u / away * tilt, v / away * tilt), lamp, shade)

    def thread(self, u, v, away, lamp):
        """The wall of the hole, three turns of thread deep: it faces inward."""
        depth = (self.hole - away) / (self.hole * 0.18)
        groove = depth * 3 % 1
        tilt = -0.8 + 0.5 * groove
        return self.metal((u / away * tilt, v / away * tilt), lamp, 0.55 - 0.3 * depth, 0.5)


class Screw(Piece):
    """Lies on its side; the origin is the middle of its length, the point is at +u."""

    label = "screw"
    tall = 6.0

    def __init__(self, x, y, turn, finish, length, thick, head="pan"):
        super().__init__(x, y, turn, finish)
        self.length, self.thick, self.head = length, thick, head
        self.cap = thick * (1.15 if head == "pan" else 1.3)
        self.wide = thick * 2.05
        self.pitch = thick * 0.78
        self.start = -length / 2 + self.cap
        self.smooth = self.start + (length - self.cap) * (0.22 if length > 60 else 0.06)
        self.tip = length / 2 - thick * 2.2
        self.reach, self.half_width = length / 2 + 3, self.wide + 2

    def half(self, u, v):
        """Half the width at `u`: head, shank, thread with its teeth, point."""
        if u < self.start:
            into = (u + self.length / 2) / self.cap
            if self.head == "flat":
                return self.wide - (self.wide - self.thick) * max(0.0, min(1.0, into * 1.25 - 0.25))
            round_end = 1 - max(0.0, 1 - into * 1.5)
            return self.wide * sqrt(max(0.0, 1 - (1 - round_end) * (1 - round_end)))
        if u < self.smooth:
            return self.thick * 0.86
        shape = self.thick if u < self.tip else self.thick * max(0.0, (self.length / 2 - u) / (self.length / 2 - self.tip))
        return shape * (0.80 + 0.34 * self.tooth(u, v))

    def tooth(self, u, v):
        """0 in the groove, 1 on the crest; the thread leans."""
        phase = u / self.pitch + 0.22 * v / self.thick
        phase -= phase // 1
        return 1 - abs(2 * phase - 1)

    def outside(self, x, y):
        u, v = self.own(x, y)
        across = abs(v) - self.half(u, v)
        along = max(-self.length / 2 - u, u - self.length / 2)
        return max(across, along)

    def colour(self, x, y, lamp):
        u, v = self.own(x, y)
        half = max(0.5, self.half(u, v))
        bend = max(-0.96, min(0.96, v / half))
        if u < self.start:
            into = (u + self.length / 2) / self.cap
            lean = -0.75 * max(0.0, 1 - into * 1.6) if self.head == "pan" else 0.45 * (into > 0.25)
            ring = 0.8 if into > 0.9 else 1.0
            return self.metal((lean * (1 - abs(bend) * 0.6), bend * 0.85), lamp, ring)
        if u < self.smooth:
            return self.metal((0.0, bend), lamp, 0.95 if u > self.start + 1.5 else 0.5)
        phase = u / self.pitch + 0.22 * v / self.thick
        phase -= phase // 1
        lean = -0.62 if phase < 0.5 else 0.62
        groove = 0.62 + 0.45 * self.tooth(u, v)
        return self.metal((lean * (1 - 0.7 * abs(bend)), bend * 0.86), lamp, groove)
