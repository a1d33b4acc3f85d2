"""Walks the pages in a real browser against the stand-in server: keys, spans, undo, a lost connection, the policy, both themes.

Usage: python test/pages.py [--shots DIR]. Needs playwright and Debian's chromium; `tools/build-web --dir web/.build/site` first.
The product itself is tested with the real server elsewhere; this is for work on the pages.
"""
from walk import Site, check, complaints, run


def one_key_per_item(site):
    before = len(site.revisions("tickets"))
    site.open("/p/tickets/label", "[data-testid=text]")
    seen = []
    for number in range(10):
        seen.append(site.key())
        site.page.keyboard.press(str(number % 5 + 1))
        site.page.wait_for_function("key => document.querySelector('[data-testid=item-key]')?.textContent !== key", arg=seen[-1])
    site.saved()
    sent = site.revisions("tickets")[before:]
    check("10 items in 10 keys, sent in order", [row["key"] for row in sent] == seen)
    last = site.key()
    site.page.keyboard.press("Control+z")
    site.page.wait_for_function("key => document.querySelector('[data-testid=item-key]')?.textContent !== key", arg=last)
    check("undo returns to the item before", site.key() == seen[-1])
    site.page.keyboard.press("1")
    site.page.wait_for_timeout(100)
    site.saved()
    check("its new answer is a correction", site.revisions("tickets")[-1]["number"] == 2)


def comment(site):
    page = site.page
    site.open("/p/tickets/label", "[data-testid=text] p")
    page.keyboard.press("c")
    page.keyboard.type("looks odd, see below")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=looks odd, see below")
    key = site.key()
    page.keyboard.press("s")
    page.keyboard.press("2")
    page.wait_for_function("key => document.querySelector('[data-testid=item-key]')?.textContent !== key", arg=key)
    page.wait_for_timeout(200)
    site.saved()
    check("a comment is typed, a reason to skip picked, without the mouse", any(request.endswith("/skip") for request in site.state()["requests"]))


def offline(site):
    before = len(site.revisions("tickets"))
    site.open("/p/tickets/label", "[data-testid=text]")
    site.page.request.post(site.base + "/v1/test/offline", data={"offline": True})
    first = site.key()
    site.page.keyboard.press("2")
    site.page.wait_for_selector("[data-testid=save-state][data-state=offline]")
    check("offline is said, work goes on", site.key() != first)
    site.page.keyboard.press("3")
    site.page.close()
    site.fresh_page()
    site.page.request.post(site.base + "/v1/test/offline", data={"offline": False})
    site.open("/", "[data-testid=work-tickets]")
    site.page.wait_for_function("async n => (await (await fetch('/v1/test/state')).json()).revisions.filter(r => r.project === 'tickets' && r.login === 'ada').length >= n", arg=before + 2)
    check("a closed tab loses nothing", [row["annotation"]["answers"]["topic"]["choice"] for row in site.revisions("tickets")[before:]] == ["technical", "account"])


def spans(site):
    page = site.page
    site.open("/p/parties/label", "[data-testid=suggestion-row]")
    page.wait_for_selector("[data-testid=text] p")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("x")
    page.wait_for_function("() => document.querySelectorAll('[data-testid=suggestion-row]').length === 0")
    check("suggestions: Tab, Enter accepts, X rejects", page.locator("[data-testid=span-row]").count() == 9)
    box = page.evaluate("""() => { const p = document.querySelector('[data-testid=text] p').firstChild, r = document.createRange(); const at = p.data.indexOf('warehouse'); r.setStart(p, at); r.setEnd(p, at + 9); const b = r.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }""")
    page.mouse.move(box[0] + 12, (box[1] + box[3]) / 2)
    page.mouse.down()
    page.mouse.move(box[2] - 12, (box[1] + box[3]) / 2, steps=4)
    page.mouse.up()
    page.wait_for_function("() => document.querySelectorAll('[data-testid=span-row]').length === 10")
    page.keyboard.press("5")
    check("a drag takes the whole word, a digit relabels it", "warehouse" in page.inner_text("[data-testid=span-row] .clip:text('warehouse')") and page.locator("[data-testid=span-row]", has_text="warehouse").inner_text().endswith("Place"))
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("2")
    check("words by keys", page.locator("[data-testid=span-row]", has_text="On 14").count() == 1)
    page.keyboard.press("Delete")
    page.keyboard.press("Control+z")
    check("remove and undo", page.locator("[data-testid=span-row]").count() == 11)
    site.shot("spans-at-work")
    page.wait_for_timeout(800)  # the pause after which a draft is saved
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(200)
    site.saved()
    parts = site.revisions("parties")[-1]["annotation"]["answers"]["parties"]["parts"]
    person = next(part for part in parts if part["labels"] == ["Person"] and part["origin"].startswith("suggestion:"))
    text = page.evaluate("async () => (await (await fetch('/v1/projects/parties/items/0p00000000001')).json()).item.fields.text")
    check("offsets are Unicode scalars", "".join(list(text)[slice(*person["ranges"][0])]) == "Ingrid Solheim")
    check("drafts were saved on the way", any("draft" in request for request in site.state()["requests"]))
    emoji(site)


def emoji(site):
    """The second contract begins with an emoji family: three scalars joined by two more, eight UTF-16 units."""
    page = site.page
    page.wait_for_function("() => document.querySelector('[data-testid=text]')?.textContent.startsWith('Family')")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(200)
    site.saved()
    row = site.revisions("parties")[-1]
    start, end = row["annotation"]["answers"]["parties"]["parts"][0]["ranges"][0]
    check("a span after an emoji family is where it was marked", "".join(list(row["preview"])[start:end]) == "Larsen")


def lead(site):
    page = site.page
    site.open("/p/tickets/disagreements", "[data-testid=decide]")
    count = page.locator(".dispute-list li").count()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_function("n => document.querySelectorAll('.dispute-list li').length === n", arg=count - 1)
    check("a disagreement is decided by two keys", site.revisions("tickets")[-1]["stage"] == "adjudication")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_selector("[data-testid=page-overview]")
    page.keyboard.press("Control+k")
    page.keyboard.type("versions")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=page-versions]")
    check("pages by G and a letter, and by the palette", True)
    page.keyboard.press("?")
    page.wait_for_selector("[data-testid=shortcuts]")
    site.shot("shortcuts")
    page.keyboard.press("Escape")


def looks(browser, base):
    paths = ["/", "/history", "/accounts", "/tokens", "/new-project", "/p/tickets/label", "/p/survey/label"] + ["/p/tickets/" + name for name in
        ["overview", "data", "disagreements", "quality", "models", "checks", "versions", "ship", "guidelines", "people", "settings"]]
    for scheme in ["light", "dark"]:
        for width, height in [(1280, 800), (1920, 1080), (360, 740)]:
            site = Site(browser, base, viewport={"width": width, "height": height}, color_scheme=scheme)
            for path in paths:
                site.page.goto(base + path)
                site.page.wait_for_timeout(400)
                if site.too_wide() > 0:
                    complaints.append(f"{path} at {width}: {site.too_wide()} px too wide")
                site.shot(f"{path.strip('/').replace('/', '-') or 'work'}-{scheme}-{width}")
            site.close()


def as_ada(part):
    """A part of one person with a fresh browser."""
    def walk(browser, base):
        site = Site(browser, base)
        part(site)
        site.close()
    walk.__name__ = part.__name__
    return walk


run([*map(as_ada, [one_key_per_item, comment, offline, spans, lead]), looks], is_fresh=False)
