"""TextGrid by `textgrid`, which refuses tiers that overlap."""
from pathlib import Path

import textgrid


def segments(folder):
    files = sorted(Path(folder).rglob("*.TextGrid"))
    assert files, f"there is no *.TextGrid below {folder}"
    for file in files:
        grid = textgrid.TextGrid.fromFile(str(file))
        for tier in grid.tiers:
            for one in tier:
                if isinstance(tier, textgrid.PointTier):
                    yield file.stem, one.mark, [float(one.time), float(one.time)]
                elif one.mark:
                    yield file.stem, one.mark, [float(one.minTime), float(one.maxTime)]


def tiers(folder):
    """Name, begin, end and number of intervals of every tier; they must tile it."""
    for file in sorted(Path(folder).rglob("*.TextGrid")):
        grid = textgrid.TextGrid.fromFile(str(file))
        for tier in grid.tiers:
            if isinstance(tier, textgrid.IntervalTier):
                assert all(a.maxTime == b.minTime for a, b in zip(tier, tier[1:])), (file.name, tier.name)
            yield file.stem, tier.name, [float(tier.minTime), float(tier.maxTime)]


def write(folder, rows, duration, short=False):
    """`rows` (tier, mark, [from, to]) as one file, which `textgrid` fills up where nothing is said."""
    grid = textgrid.TextGrid(maxTime=duration)
    for tier in dict.fromkeys(row[0] for row in rows):
        made = textgrid.IntervalTier(name=tier, minTime=0, maxTime=duration)
        for _, mark, (start, end) in (row for row in rows if row[0] == tier):
            made.add(start, end, mark)
        grid.append(made)
    Path(folder).mkdir(parents=True, exist_ok=True)
    grid.write(str(Path(folder, "talk.TextGrid")))
    return []
