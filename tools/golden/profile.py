"""Golden values of table profiles, dates and time zones, from pandas, dateutil and zoneinfo.

    tools/golden/make profile

Writes `Tests/PreparingTests/Tables/Profile/golden-profile.json` and `Tests/PreparingTests/Tables/Uniform/golden-uniform.json`.
"""
import datetime
import json
import pathlib
import random
from zoneinfo import ZoneInfo

import pandas
from dateutil import parser

tests = pathlib.Path(__file__).parents[2] / "Tests/PreparingTests/Tables"
draw = random.Random(11)


def profile():
    rows = []
    for number in range(200):
        x = draw.gauss(10, 3)
        rows.append({
            "x": "" if draw.random() < 0.1 else f"{x:.4f}", "y": f"{x * 2 + draw.gauss(0, 4):.3f}", "count": str(draw.randint(-5, 40)),
            "skewed": repr(draw.lognormvariate(0, 1)), "town": draw.choice(["Rome", "Oslo", "Bonn", ""])})
    table = pandas.DataFrame(rows).replace("", None)
    numbers = table[["x", "y", "count", "skewed"]].astype(float)
    columns = {}
    for name in numbers:
        values = numbers[name]
        columns[name] = {
            "count": int(values.count()), "missing": int(values.isna().sum()), "distinct": int(values.nunique()), "mean": values.mean(), "std": values.std(),
            "skew": values.skew(), "kurtosis": values.kurt(), "min": values.min(), "max": values.max(),
            "quantiles": list(values.quantile([0.05, 0.25, 0.5, 0.75, 0.95]))}
    top = table["town"].value_counts()
    return {
        "rows": rows, "columns": columns, "town": {name: int(count) for name, count in top.items()},
        "pearson": numbers.corr("pearson").loc["x", "y"], "spearman": numbers.corr("spearman").loc["x", "y"]}


def uniform():
    texts = ["2026-01-31", "2026/1/5", "31.12.1999", "1/31/2020", "31 Jan 2026", "January 5, 2021", "Sat, 31 Jan 2026 10:00:00 +0200", "2026-01-31T23:59:59.25Z",
             "2026-01-31 9:05 PM", "28-Feb-2024", "0001-01-01", "2024-02-29T00:00+05:30", "Mar 7 1999"]
    dates = []
    for text in texts:
        read = parser.parse(text, default=datetime.datetime(2000, 1, 1))
        if read.tzinfo:
            read = read.astimezone(datetime.timezone.utc)
        dates.append([text, read.replace(tzinfo=None).isoformat(), read.tzinfo is not None])
    zones = []
    for name in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Tehran", "UTC", "Pacific/Apia"]:
        zone = ZoneInfo(name)
        for _ in range(12):
            local = datetime.datetime(draw.randint(1950, 2060), draw.randint(1, 12), draw.randint(1, 28), draw.randint(0, 23), draw.randint(0, 59))
            zones.append([name, local.isoformat(), local.replace(tzinfo=zone).astimezone(datetime.timezone.utc).replace(tzinfo=None).isoformat()])
    for local in ["2024-03-31T02:30:00", "2024-10-27T02:30:00", "2045-03-26T02:30:00", "2045-10-29T02:30:00", "2045-07-01T12:00:00"]:
        read = datetime.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Berlin"))
        zones.append(["Europe/Berlin", local, read.astimezone(datetime.timezone.utc).replace(tzinfo=None).isoformat()])
    return {"dates": dates, "zones": zones}


def save(value, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=None, allow_nan=False) + "\n")


save(profile(), tests / "Profile/golden-profile.json")
save(uniform(), tests / "Uniform/golden-uniform.json")
