"""Real ratings by a crowd, as tables of votes: how positive a text is, from -4 to 4, by some twenty people each.

The people are anonymous: a text's ratings are a list, and the place in the list stands for the annotator here.
"""
import csv
import json

from .places import shared

SETS = {"amazonReviewSnippets": "reviews of products", "movieReviewSnippets": "reviews of films", "nytEditorialSnippets": "editorials", "tweets": "tweets"}


def ratings(name):
    """Text -> its ratings, in the order of the file."""
    path = shared("data/vader-ratings", "ratings by a crowd") / f"{name}_anonDataRatings.txt"
    with open(path, encoding="utf-8-sig") as file:
        return {row[0]: json.loads(row[3]) for row in (line.rstrip("\n").split("\t") for line in file)}


def sign(rating):
    """Three classes of nine."""
    return "negative" if rating < 0 else "positive" if rating > 0 else "neutral"


def votes(rated, path, label=str):
    """Writes `item,annotator,label`."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["item", "annotator", "label"])
        for item, given in rated.items():
            table.writerows([item, f"place {place + 1}", label(rating)] for place, rating in enumerate(given))
    return path
