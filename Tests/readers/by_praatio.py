"""TextGrid by `praatio`, which refuses more than `textgrid`."""
from pathlib import Path

from praatio import textgrid


def segments(folder):
    files = sorted(Path(folder).rglob("*.TextGrid"))
    assert files, f"there is no *.TextGrid below {folder}"
    for file in files:
        grid = textgrid.openTextgrid(str(file), includeEmptyIntervals=False, reportingMode="error", duplicateNamesMode="error")
        for tier in grid.tiers:
            for one in tier.entries:
                yield file.stem, one.label, [one.start, one.end] if hasattr(one, "start") else [one.time, one.time]


def write(folder, rows, duration, shape="short_textgrid"):
    """`rows` (tier, mark, [from, to]) in one of Praat's two spellings."""
    grid = textgrid.Textgrid()
    for tier in dict.fromkeys(row[0] for row in rows):
        entries = [(start, end, mark) for name, mark, (start, end) in rows if name == tier]
        grid.addTier(textgrid.IntervalTier(tier, entries, 0, duration))
    Path(folder).mkdir(parents=True, exist_ok=True)
    grid.save(str(Path(folder, "talk.TextGrid")), format=shape, includeBlankSpaces=True)
    return []
