"""ELAN by `pympi`: whole milliseconds."""
from pathlib import Path

from pympi import Elan


def segments(folder):
    files = sorted(Path(folder).rglob("*.eaf"))
    assert files, f"there is no *.eaf below {folder}"
    for file in files:
        read = Elan.Eaf(str(file))
        for tier in read.get_tier_names():
            for one in read.get_annotation_data_for_tier(tier):
                yield file.stem, one[2], [one[0] / 1000, one[1] / 1000]


def tiers(folder):
    return [(file.stem, tier, []) for file in sorted(Path(folder).rglob("*.eaf")) for tier in Elan.Eaf(str(file)).get_tier_names()]


def write(folder, rows):
    """`rows` (tier, value, [from, to])."""
    made = Elan.Eaf()
    made.remove_tier("default")
    for tier in dict.fromkeys(row[0] for row in rows):
        made.add_tier(tier)
    for tier, value, (start, end) in rows:
        made.add_annotation(tier, round(start * 1000), round(end * 1000), value)
    Path(folder).mkdir(parents=True, exist_ok=True)
    made.to_file(str(Path(folder, "talk.eaf")))
    return []
