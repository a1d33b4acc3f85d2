"""What is in each picture: the bench, the lamp, the parts, and what is wrong with it on purpose.

Most are what a camera over a workbench would take. A few are dark, washed out, blurred, gray, nearly the same as another, or
of another shape, so that the checks have something to find.
"""
from dataclasses import dataclass

from . import benches
from .canvas import Canvas, Lamp
from .chance import Chance, far
from .clutter import Pencil, RubberRing, Ruler
from .pieces import Nut, Screw, Washer

WIDTH, HEIGHT = 480, 360


@dataclass(frozen=True)
class Scene:
    number: int
    bench: str
    lamp: str = "day"
    screws: int = 4
    washers: int = 2
    nuts: int = 2
    clutter: str = ""
    size: tuple = (WIDTH, HEIGHT)
    exposure: float = 1.0
    blur: int = 0
    is_gray: bool = False
    # Of how many places the emptiest is taken; with few, parts come to lie on each other.
    tries: int = 24
    # Drawn from the number of another scene, some pixels aside: a second shot of the same bench.
    again: int = 0
    shift: tuple = (0, 0)


@dataclass(frozen=True)
class Drawn:
    """`boxes`: label, (left, top, right, bottom), whether the edge of the picture cuts it."""

    width: int
    height: int
    channels: int
    pixels: bytes
    boxes: list
    focus: str
    bench: str
    lamp: str


LAMPS = {
    "day": lambda chance, pool: Lamp(chance.between(0.55, 0.95), 0.78, (1.0, 1.0, 1.0), pool, 0.35),
    "warm": lambda chance, pool: Lamp(chance.between(0, 1), 0.62, (1.12, 0.93, 0.66), pool, 1.6),
    "cool": lambda chance, pool: Lamp(chance.between(0, 1), 0.7, (0.84, 0.97, 1.14), pool, 0.7),
    "low": lambda chance, pool: Lamp(chance.between(0, 1), 0.42, (1.05, 0.98, 0.86), pool, 1.1),
}

ALL = [
    Scene(1, "mat", "day", 4, 3, 2),
    Scene(2, "oak", "warm", 3, 3, 3, "pencil"),
    Scene(3, "steel", "cool", 4, 2, 3),
    Scene(4, "paper", "day", 5, 2, 2, "ring"),
    Scene(5, "mat", "low", 6, 1, 1),
    Scene(6, "oak", "day", 2, 4, 2, "ruler"),
    Scene(7, "mat", "warm", 5, 3, 4, "ring", tries=3),
    Scene(8, "steel", "day", 2, 5, 1),
    Scene(9, "oak", "low", 6, 2, 2, "ring"),
    Scene(10, "paper", "cool", 3, 3, 3, "pencil"),
    Scene(11, "mat", "day", 7, 4, 3),
    Scene(12, "oak", "cool", 1, 1, 1),
    Scene(13, "steel", "warm", 5, 2, 2, "ring"),
    Scene(14, "mat", "cool", 3, 1, 5, "pencil"),
    Scene(15, "oak", "warm", 9, 5, 4, tries=4),
    Scene(16, "paper", "low", 2, 2, 1, "ruler"),
    Scene(17, "mat", "day", 0, 0, 0, "pencil"),
    Scene(18, "steel", "cool", 6, 3, 2),
    Scene(19, "oak", "day", 4, 2, 3, "ring"),
    Scene(20, "paper", "warm", 6, 4, 4, tries=3),
    Scene(21, "mat", "day", 4, 3, 2, again=1, shift=(3, 2)),
    Scene(22, "oak", "day", 4, 2, 3, "ring", again=19, shift=(-2, 3), exposure=1.12),
    Scene(23, "oak", "low", 4, 2, 2, exposure=0.06),
    Scene(24, "steel", "cool", 3, 3, 1, exposure=0.07),
    Scene(25, "paper", "day", 3, 2, 2, exposure=5.0),
    Scene(26, "oak", "warm", 4, 2, 2, blur=7),
    Scene(27, "mat", "low", 3, 2, 3, blur=11),
    Scene(28, "oak", "day", 4, 3, 1, is_gray=True),
    Scene(29, "mat", "warm", 5, 2, 1, size=(480, 150)),
    Scene(30, "steel", "low", 3, 4, 2, blur=3),
]


def drawn(scene):
    width, height = scene.size
    chance = Chance(1000 + (scene.again or scene.number))
    pool = (chance.between(0.2, 0.8) * width + scene.shift[0], chance.between(0.1, 0.7) * height + scene.shift[1])
    canvas = Canvas(width, height, LAMPS[scene.lamp](chance, pool))
    benches.ALL[scene.bench](canvas, chance)
    pieces = placed(scene, chance)
    boxes = []
    for piece in pieces:
        cast_shadow(canvas, piece)
        covered = put(canvas, piece)
        if piece.label and covered:
            boxes.append(covered)
    if scene.blur:
        canvas.blur(scene.blur)
    pixels = canvas.develop(scene.exposure, scene.is_gray)
    focus = "soft" if scene.blur else "sharp"
    return Drawn(width, height, 1 if scene.is_gray else 3, pixels, boxes, focus, scene.bench, scene.lamp)


def placed(scene, chance):
    """The pieces, each at the emptiest of some random places; some reach over the edge."""
    found = []
    makers = [screw] * scene.screws + [washer] * scene.washers + [nut] * scene.nuts
    if scene.clutter:
        makers.insert(0, CLUTTER[scene.clutter])
    for make in makers:
        tries = [make(chance, *spot(scene, chance)) for _ in range(scene.tries)]
        found.append(max(tries, key=lambda piece: room(piece, found)))
    for piece in found:
        piece.x += scene.shift[0]
        piece.y += scene.shift[1]
    return found


def spot(scene, chance):
    width, height = scene.size
    return chance.between(8, width - 8), chance.between(8, height - 8)


def room(piece, others):
    """Distance to the nearest other piece as circles go; enough is enough."""
    gaps = [far(piece.x - other.x, piece.y - other.y) - 0.85 * (piece.reach + other.reach) for other in others]
    return min([12.0, *gaps])


def screw(chance, x, y):
    thick = chance.between(4.8, 8.6)
    finish = chance.pick(["steel", "steel", "brass", "black"])
    return Screw(x, y, chance.between(0, 1), finish, thick * chance.between(9, 16), thick, chance.pick(["pan", "flat"]))


def washer(chance, x, y):
    return Washer(x, y, chance.between(0, 1), chance.pick(["steel", "steel", "brass"]), chance.between(17, 35))


def nut(chance, x, y):
    return Nut(x, y, chance.between(0, 1), chance.pick(["steel", "brass", "black"]), chance.between(15, 27))


CLUTTER = {
    "pencil": lambda chance, x, y: Pencil(x, y, chance.between(0, 1), chance.between(170, 260), chance.whole(0, 2)),
    "ring": lambda chance, x, y: RubberRing(x, y, 0, chance.between(18, 30)),
    "ruler": lambda chance, x, y: Ruler(x, y, chance.between(0, 1), chance.between(180, 260)),
}


def cast_shadow(canvas, piece):
    """A soft shadow away from the lamp, and a dark line where the piece touches the bench."""
    lamp = canvas.lamp
    falls = piece.tall * 0.9 / lamp.z
    dx, dy = -lamp.x * falls, -lamp.y * falls
    soft = 2.0 + piece.tall * 0.5
    x0, y0, x1, y1 = piece.window()
    pad = falls + soft + 2
    for index, x, y in canvas.window(x0 - pad, y0 - pad, x1 + pad, y1 + pad):
        share = within(piece.outside(x - dx, y - dy), soft) * 0.62
        touch = within(piece.outside(x, y) - 1.0, 3.0) * 0.35
        if share > 0 or touch > 0:
            canvas.darken(index, 1 - (1 - share) * (1 - touch))


def within(outside, soft):
    """1 well inside, 0 well outside, smooth between."""
    share = max(0.0, min(1.0, 0.5 - outside / (2 * soft)))
    return share * share * (3 - 2 * share)


def put(canvas, piece):
    """Draws it; label, box and whether it is cut, or None where nothing of it is in the picture."""
    columns, rows = [], []
    lamp = canvas.lamp
    for index, x, y in canvas.window(*piece.window()):
        share = 0.5 - piece.outside(x, y)
        if share <= 0:
            continue
        power = 0.3 + 0.9 * canvas.strengths[index]
        colour = piece.colour(x, y, lamp)
        canvas.cover(index, (colour[0] * power, colour[1] * power, colour[2] * power), share)
        if share >= 0.5:
            columns.append(int(x))
            rows.append(int(y))
    if not columns:
        return None
    box = min(columns), min(rows), max(columns) + 1, max(rows) + 1
    return piece.label, box, reaches_out(canvas, piece)


def reaches_out(canvas, piece):
    """Whether it goes on beyond the picture: it does where it covers a pixel of the ring around it."""
    around = [(x + 0.5, y + 0.5) for x in range(-1, canvas.width + 1) for y in (-1, canvas.height)]
    around += [(x + 0.5, y + 0.5) for y in range(canvas.height) for x in (-1, canvas.width)]
    x0, y0, x1, y1 = piece.window()
    return any(x0 <= x <= x1 and y0 <= y <= y1 and piece.outside(x, y) <= 0 for x, y in around)
