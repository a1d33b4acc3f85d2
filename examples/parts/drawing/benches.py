"""What the parts lie on: a cutting mat, an oak bench, a brushed steel plate, a sheet of paper."""
from .chance import Chance


def mat(canvas, chance):
    """A green cutting mat with its grid, laid a little aside each time."""
    left, top = chance.whole(0, 119), chance.whole(0, 119)
    plain, thin, strong = [(0.03 + line, 0.17 + line, 0.16 + line) for line in (0.0, 0.06, 0.16)]
    columns = [strong if x % 120 == 0 else thin if x % 24 == 0 else plain for x in range(left, left + canvas.width)]
    for y in range(top, top + canvas.height):
        if y % 120 == 0:
            canvas.lay([strong] * canvas.width)
        elif y % 24 == 0:
            canvas.lay([max(thin, colour) for colour in columns])
        else:
            canvas.lay(columns)


def oak(canvas, chance):
    """Planks with a grain that runs along them."""
    seed, first = chance.bits(), chance.whole(60, 110)
    for y in range(canvas.height):
        plank, edge = divmod(y + 130 - first, 130)
        grain = Chance(seed + plank)
        tone, slope, offset = grain.between(0.85, 1.12), grain.between(-0.06, 0.06), grain.between(0, 50)
        tone *= 0.35 if edge == 0 else 0.8 if edge in (1, 129) else 1.0
        bend, ring, pore = Noise(seed + plank), Noise(seed + plank + 7), Noise(seed + plank + 9)
        row = []
        for x in range(canvas.width):
            across = (y + slope * x) / 5.5 + offset + 1.6 * bend.at(x / 210 + offset)
            shade = tone * (0.78 + 0.3 * ring.at(across) + 0.1 * pore.at(across * 3.1))
            row.append((0.46 * shade, 0.25 * shade, 0.105 * shade))
        canvas.lay(row)


def steel(canvas, chance):
    """A brushed plate: each row has a brightness of its own, which changes slowly along it."""
    seed = chance.bits()
    slow = Noise(seed)
    for y in range(canvas.height):
        stroke = Chance(seed + y).between(0.82, 1.1)
        shades = [stroke * (0.92 + 0.16 * slow.at(x / 140 + stroke * 40)) for x in range(canvas.width)]
        canvas.lay([(0.105 * shade, 0.112 * shade, 0.125 * shade) for shade in shades])


def paper(canvas, chance):
    """White paper that is not quite flat."""
    fold = Noise(chance.bits())
    for y in range(canvas.height):
        shades = [0.95 + 0.09 * fold.at((x + 0.6 * y) / 170) for x in range(canvas.width)]
        canvas.lay([(0.66 * shade, 0.65 * shade, 0.61 * shade) for shade in shades])


class Noise:
    """Smooth noise from 0 to 1 along a line: a random height at each whole number."""

    def __init__(self, seed):
        self.seed, self.heights = seed, {}

    def at(self, place):
        whole = int(place // 1)
        share = place - whole
        share = share * share * (3 - 2 * share)
        return self.height(whole) * (1 - share) + self.height(whole + 1) * share

    def height(self, whole):
        found = self.heights.get(whole)
        if found is None:
            found = self.heights[whole] = Chance(self.seed * 31 + whole * 0x9E3779B1).between(0, 1)
        return found


ALL = {"mat": mat, "oak": oak, "steel": steel, "paper": paper}
