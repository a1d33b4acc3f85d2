"""Figures that a journey measures and nobody asserts: kept here, printed at the end of the run."""

FIGURES = []


def report(name, text):
    FIGURES.append(f"{name}: {text}")
