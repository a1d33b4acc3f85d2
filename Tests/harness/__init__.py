"""What journeys drive the real product with: its command line, its HTTP interface, a real browser.

Each verb of the product is named in one place: commands in `cli.py`, routes in `api.py`, keys and pages in `browser.py`.
"""
