"""How the pictures of this example are drawn: see `scenes.py` for what is in them."""
