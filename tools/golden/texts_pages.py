"""Pages written here and what jusText keeps of them; for texts.py."""

import justext

WORDS = """a an the this that these i you he she it we they him her them my your his its our their who which what and or but so
if then than because while when where how of in on at by for with from to into over under about after before between through is am
are was were be been do does did have has had will would should can could not no all any each every few more most other some such
only own same too very there here now one up out as""".split()

LONG = (
    "The river had been rising for three days when the mayor asked everyone who was living in the lower streets to move to the "
    "school on the hill, and by the evening most of them had done so with what they could carry in their hands and on their backs."
)
MIDDLE = "They were told that it would be for one night only, but it was more than a week before they could go home."
LIST = "Cheap flights hotels rental cars insurance shoes watches phones laptops tablets cameras headphones speakers lamps chairs tables."

PAGES = {
    "news": f"""<!DOCTYPE html><html><head><title>Flood</title><style>p {{ color: red }}</style></head><body>
<div class="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href='/sport'>Sport &amp; more</a></li></ul></div>
<h1>High water</h1><p>{LONG}</p><p>{MIDDLE}</p><p>By Anna</p><p>{LONG.replace('three', 'four')} <a href="x">More here</a>.</p>
<div>{LIST}</div><div id="footer">&copy; 2020 The Paper. All of the rights of the paper are with the paper and with no one else, and so it is.</div>
<script>document.write("<p>{LONG}</p>")</script></body></html>""",
    "list": f"""<html><body><h2>Links</h2><table><tr><td><a href="a">The first of the things that we have found</a></td><td><a href="b">And
the second one which is about the same</a></td></tr></table><p>{LIST}</p><p>Short one</p><p>Another</p></body></html>""",
    "unclosed": f"""<body><p>{LONG}<p>Short between<p>{LONG}<br><br>{MIDDLE}<li>{LIST}<li>Last &lt;one&gt; &#8217; &hellip;""",
    "near": f"""<html><body><p>{MIDDLE}</p><p>{LIST} {LIST}</p><h3>After that</h3><p>{MIDDLE}</p><p>{LONG}</p><p>ok</p><p>{LIST} {LIST}</p>
<p>{MIDDLE}</p></body></html>""",
    "empty": "<html><body></body></html>",
    "inline": f"""<html><body><div>{MIDDLE[:50]}<b>{MIDDLE[50:]}</b> <i>And</i> it was <span>not</span> the last time that they had to do so, as all of them
knew from the years before; but it was the first time for the new bridge, which was not there when they had come back.</div></body></html>""",
}


def cases():
    found = []
    for name, page in PAGES.items():
        blocks = [] if name == "empty" else justext.justext(page, frozenset(WORDS))
        found.append({"name": name, "page": page, "blocks": [{"text": b.text, "kept": not b.is_boilerplate} for b in blocks]})
    return {"functionWords": WORDS, "pages": found}
