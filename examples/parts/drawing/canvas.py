"""A picture in the making: linear light per pixel, a lamp over it, and what a camera makes of it at the end."""
from math import sqrt

from .chance import cosine, sine


class Lamp:
    """Where the light comes from (a part of a full turn), how high it stands, its colour, and where its pool of light lies."""

    def __init__(self, turn, height, colour, pool, falloff):
        flat = sqrt(1 - height * height)
        self.x, self.y, self.z = cosine(turn) * flat, sine(turn) * flat, height
        long = sqrt(self.x * self.x + self.y * self.y + (self.z + 1) * (self.z + 1))
        self.half = (self.x / long, self.y / long, (self.z + 1) / long)
        self.colour, self.pool, self.falloff = colour, pool, falloff

    def strengths(self, width, height):
        """How much of the lamp each pixel gets, row by row: 1 in the pool, less with the square of the distance."""
        across = [square((x + 0.5 - self.pool[0]) / 480) for x in range(width)]
        down = [square((y + 0.5 - self.pool[1]) / 480) for y in range(height)]
        fall = self.falloff
        return [1 / (1 + fall * (dx + dy)) for dy in down for dx in across]


class Canvas:
    def __init__(self, width, height, lamp):
        self.width, self.height, self.lamp = width, height, lamp
        self.strengths = lamp.strengths(width, height)
        self.light = []

    def lay(self, row):
        """The next row of the bench, as colours of its own, under the lamp."""
        red, green, blue = self.lamp.colour
        place = len(self.light)
        shares = [0.25 + 0.95 * strength for strength in self.strengths[place:place + self.width]]
        self.light += [(r * share * red, g * share * green, b * share * blue) for (r, g, b), share in zip(row, shares)]

    def window(self, x0, y0, x1, y1):
        """Pixels of a rectangle that lie on the canvas: index, and the pixel's centre."""
        for y in range(max(0, int(y0)), min(self.height, int(y1) + 1)):
            for x in range(max(0, int(x0)), min(self.width, int(x1) + 1)):
                yield y * self.width + x, x + 0.5, y + 0.5

    def darken(self, index, share):
        red, green, blue = self.light[index]
        keep = 1 - share
        # Shadows are lit by the sky and turn a little blue.
        self.light[index] = (red * keep, green * keep, blue * (keep + 0.06 * share))

    def cover(self, index, colour, share):
        if share >= 1:
            self.light[index] = colour
            return
        red, green, blue = self.light[index]
        keep = 1 - share
        self.light[index] = (red * keep + colour[0] * share, green * keep + colour[1] * share, blue * keep + colour[2] * share)

    def blur(self, radius, times=3):
        """Box blurs one after another, nearly a lens out of focus."""
        channels = []
        for channel in zip(*self.light):
            for _ in range(times):
                channel = turned(blurred(channel, self.width, radius), self.width)
                channel = turned(blurred(channel, self.height, radius), self.height)
            channels.append(channel)
        self.light = list(zip(*channels))

    def develop(self, exposure=1.0, is_gray=False):
        """Bytes of the picture."""
        scale = exposure * FINE
        if is_gray:
            return bytes(LEVELS[int((0.3 * red + 0.6 * green + 0.1 * blue) * scale)] for red, green, blue in self.light)
        return bytes(LEVELS[int(channel * scale)] for pixel in self.light for channel in pixel)


# Levels lie this far apart, which nobody sees and which halves the files; light is told apart in so many parts of white,
# up to 24 times white, which no lamp here reaches.
STEP, FINE = 3, 8192


def square(number):
    return number * number


def level(light):
    """Square root for gamma; the brightest quarter is rolled off as film does, so that shine does not burn out."""
    value = sqrt(light)
    if value > 0.75:
        value = 0.75 + 0.25 * (value - 0.75) / (value - 0.5)
    return min(255, int(value * 255 / STEP + 0.5) * STEP)


LEVELS = bytes(level((place + 0.5) / FINE) for place in range(24 * FINE))


def blurred(values, width, radius):
    """Each row's running mean over `2 radius + 1` values; the ends go on as they are."""
    found, size = [], 2 * radius + 1
    for start in range(0, len(values), width):
        row = values[start:start + width]
        padded = [row[0]] * radius + list(row) + [row[-1]] * (radius + 1)
        total = sum_of(padded[:size])
        for place in range(width):
            found.append(total / size)
            total += padded[min(place + size, len(padded) - 1)] - padded[place]
    return found


def sum_of(values):
    """Added from left to right. `sum` is cleverer in newer versions of Python, and so not the same everywhere."""
    total = 0.0
    for value in values:
        total += value
    return total


def turned(values, width):
    """Rows become columns."""
    return [value for column in range(width) for value in values[column::width]]
