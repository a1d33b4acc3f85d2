"""Weeks of work in a moment: moves answers into the past, so that what is shown over time has a time to show."""
import sqlite3
import time

DAY = 86_400_000


def spread_over_weeks(workspace, weeks):
    """The answers of a workspace that nobody serves, spread evenly over the last weeks in the order of their items."""
    database = sqlite3.connect(workspace / "winnow.sqlite")
    now = int(time.time() * 1000)
    with database:
        items = [row[0] for row in database.execute("SELECT DISTINCT item FROM revision WHERE stage = 'label' ORDER BY item")]
        for place, item in enumerate(items):
            back = weeks - 1 - place * weeks // len(items)
            database.execute("UPDATE revision SET made_at = ? WHERE item = ? AND stage = 'label'", (now - back * 7 * DAY, item))
    database.close()
