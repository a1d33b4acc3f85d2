"""Walks the pages around the image editor: items as pictures, the item sheet, checks, upload, review, disagreements, figures.

Usage: python test/picture_pages.py [--shots DIR] [part ...]. The project comes from `fleet-data.mjs`; `tools/build-web --dir web/.build/site` first.
"""
from walk import Site, check, run

from harness import axe

SCRIPT = axe.script()
if SCRIPT is None:
    print("SKIPPED (no axe-playwright-python): the accessibility audit of the pages of pictures")


def tiles(page):
    return page.locator("[data-testid=item-tile]")


def grid(browser, base):
    site = Site(browser, base, script="""
        window.shifts = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifts += one.value; }).observe({ type: 'layout-shift', buffered: true });""")
    page, asked = site.page, []
    page.on("request", lambda request: asked.append(request.url) if "/blobs/" in request.url else None)
    site.open("/p/fleet/data", "[data-testid=item-tile]")
    site.settled()
    check("a hundred items a page, as pictures", tiles(page).count() == 100, tiles(page).count())
    check("thumbnails only, and only those near the window", asked and all("size=thumb" in url for url in asked) and len(asked) < 90, len(asked))
    check("a tile says what was settled, label by label", tiles(page).nth(0).inner_text().replace("\n", " ").find("2 Car") >= 0, tiles(page).nth(0).inner_text())
    check("settled boxes are drawn over the picture", tiles(page).nth(0).locator("[data-testid=mark]").count() == 4)
    columns = page.evaluate("() => { const all = [...document.querySelectorAll('[data-testid=item-tile]')]; return all.filter((one) => one.getBoundingClientRect().top === all[0].getBoundingClientRect().top).length; }")
    page.mouse.wheel(0, 2500)
    page.wait_for_timeout(300)
    site.settled()
    check("pictures come without moving anything", page.evaluate("window.shifts") < 0.01, page.evaluate("window.shifts"))
    page.mouse.wheel(0, 9000)
    page.wait_for_function("() => document.querySelectorAll('[data-testid=item-tile]').length > 100")
    check("the rest comes on reaching the end", tiles(page).count() == 131, tiles(page).count())
    check("what is no picture says so", "no picture that could be read" in tiles(page).nth(130).inner_text())
    page.evaluate("scrollTo(0, 0)")
    chosen = lambda: page.evaluate("[...document.querySelectorAll('[data-testid=item-tile]')].findIndex((one) => one.getAttribute('aria-pressed') === 'true')")
    site.press("j")
    page.wait_for_selector("[data-testid=picture] img")
    narrow = page.evaluate("() => { const all = [...document.querySelectorAll('[data-testid=item-tile]')]; return all.filter((one) => one.getBoundingClientRect().top === all[0].getBoundingClientRect().top).length; }")
    check("with the sheet open fewer stand beside each other", 1 < narrow < columns, (narrow, columns))
    walked = [chosen()]
    for key in ["ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"]:
        site.press(key)
        walked.append(chosen())
    check("arrows walk the grid in both directions", walked == [0, 1, 1 + narrow, 1, 0], walked)
    site.press("Escape", "v")
    page.wait_for_selector("[data-testid=item-row] .thumb")
    check("V shows rows with their pictures", page.locator("[data-testid=item-row]").count() >= 100 and "view=list" in page.url)
    site.close()


def item(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/fleet/data?item=0f00000000003", "[data-testid=picture]")
    marks = page.locator("[data-testid=picture] [data-testid=mark]")
    layers = page.locator("[data-testid=layer]")
    check("the sheet shows the picture under what counts", layers.count() == 3 and marks.count() == 4, (layers.count(), marks.count()))
    site.press("2", "3")
    check("digits lay a person's boxes over it", marks.count() == 12, marks.count())
    layers.nth(0).click()
    check("and a click takes a layer away", marks.count() == 8, marks.count())
    check("captions stand at their boxes", page.locator(".caption-tag").count() == 8)
    text = page.inner_text("[data-testid=sheet]")
    check("licence, source and size are told", all(word in text for word in ["CC0-1.0", "fleet", "480 × 360 pixels", "full size"]), text)
    site.open("/p/fleet/data?item=0f00000000008", "[data-testid=picture]")
    check("where nothing counts yet, everybody's boxes are shown", page.locator("[data-testid=layer][aria-pressed=true]").count() == 3)
    site.open("/p/fleet/data?item=0f00000000062", "[data-testid=layer]")
    check("suggestions are dashed", page.locator("[data-testid=picture] .dashes").count() == 0)
    site.press("3")
    check("and come by their key", page.locator("[data-testid=picture] .dashes rect").count() == 4, page.locator("[data-testid=picture] .dashes rect").count())
    site.open("/p/fleet/data?item=0f00000000900", "[data-testid=sheet] .facts")
    check("an item without a picture says why", "could be read" in page.inner_text("[data-testid=sheet]") and "4,096" in page.inner_text("[data-testid=sheet]"))
    site.close()


def checks(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/fleet/checks", "[data-testid=finding]")
    site.settled()
    groups = page.locator("[data-testid=finding-group] h2").all_inner_texts()
    check("kinds of finding, the worst first", groups[:2] == ["Unreadable", "Dark"], groups)
    card = page.locator("[data-testid=finding]").nth(1)
    check("a card has picture, reason and the way to the item", card.locator("img").count() == 1 and "brightness" in card.inner_text() and "/data?item=" in card.locator("a").first.get_attribute("href"), card.inner_text())
    page.get_by_role("button", name="Show all 7").click()
    page.wait_for_function("() => document.querySelectorAll('[data-testid=finding]').length === 7")
    check("a kind by itself is in the address", "code=image.dark" in page.url)
    page.locator("[data-testid=facets]").get_by_role("button", name="Notes").click()
    page.wait_for_function("() => document.querySelectorAll('[data-testid=finding]').length === 5")
    page.locator("[data-testid=facets]").get_by_role("button", name="Groups of duplicates").click()
    page.wait_for_selector("[data-testid=duplicate-group]")
    site.settled()
    row = page.locator("[data-testid=duplicate-group]").nth(0)
    check("near duplicates stand side by side", page.locator("[data-testid=duplicate-group]").count() == 4 and row.locator("img").count() == 3)
    row.get_by_role("link", name="Show in Data").click()
    page.wait_for_selector("[data-testid=item-tile]")
    check("and are one filter of the items", tiles(page).count() == 3)
    site.open("/p/tickets/checks", "[data-testid=finding]")
    check("texts show their first words", "parcel" in page.locator("[data-testid=finding-group]", has_text="Near duplicate").first.inner_text() or page.locator(".finding-preview").count() >= 2)
    site.close()


FILES = [{"name": f"IMG_{number:04}.jpg", "mimeType": "image/jpeg", "buffer": b"x" * (20_000 + number)} for number in range(6)]


def upload(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/fleet/data", "[data-testid=to-upload]")
    site.press("g", "u")
    page.wait_for_selector("[data-testid=source-name]")
    page.locator("[data-testid=licence] option", has_text="CC-BY-4.0").wait_for(state="attached")
    check("no file can be chosen before the source has a licence", page.locator("[data-testid=choose-files]").count() == 0)
    page.locator("[data-testid=declare]").click()
    check("what is missing is said, and has the focus", page.locator(".field-error").count() == 2 and page.evaluate("document.activeElement.name") == "name")
    page.keyboard.type("fleet")
    page.select_option("[data-testid=licence]", "CC-BY-NC-4.0")
    check("a licence says what it means for this project", "forbids commercial use" in page.inner_text("[data-testid=licence-meaning]"))
    site.shot("upload-licence")
    page.select_option("[data-testid=licence]", "CC-BY-4.0")
    page.locator("[data-testid=declare]").click()
    check("a licence that asks for credit gets it", page.evaluate("document.activeElement.name") == "credit")
    page.keyboard.type("Ada Nowak")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice.bad")
    check("a name that is taken is refused in the server's words", "another kind, licence" in page.inner_text(".notice.bad"))
    page.fill("[data-testid=source-name]", "phone")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=choose-files]")
    page.set_input_files("[data-testid=files-input]", [*FILES, {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"y" * 100}])
    page.wait_for_selector("[data-testid=retry]")
    site.shot("upload-failed")
    check("a failed one says why and holds nobody up", "could not be kept" in page.inner_text("[data-testid=upload-list]") and page.locator("[data-testid=upload-list] [data-state=done]").count() == 6)
    check("nothing is collected meanwhile", not any(request.endswith("/collect") for request in site.state()["requests"]))
    page.locator("[data-testid=retry]").click()
    page.wait_for_selector("[data-testid=to-items]", timeout=10_000)
    received = sorted((row["path"], row["size"]) for row in site.state()["received"])
    check("every file arrived whole, once", received == sorted([(one["name"], len(one["buffer"])) for one in FILES] + [("broken.jpg", 100)]), received)
    check("then it was collected, once", [request for request in site.state()["requests"] if request.endswith("/collect")] == ["POST /v1/projects/fleet/collect"])
    site.shot("upload-done")
    page.locator("[data-testid=to-items]").click()
    page.wait_for_selector("[data-testid=item-tile]")
    check("the way leads to what came", tiles(page).count() == 7 and "source=phone" in page.url, tiles(page).count())
    dropping(site)
    site.close()


def dropping(site):
    """Two files of one name, as two folders of a camera have them, and what a system leaves beside them."""
    page = site.page
    page.go_back()
    page.wait_for_selector("[data-testid=drop-place]")
    page.evaluate("""() => {
        const data = new DataTransfer();
        for (const [name, text] of [['image.jpg', 'one'], ['.DS_Store', 'x'], ['second.jpg', 'two']]) data.items.add(new File([text], name, { type: 'image/jpeg' }));
        document.querySelector('[data-testid=drop-place]').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }""")
    page.wait_for_function("async () => (await (await fetch('/v1/test/state')).json()).received.length === 9")
    page.set_input_files("[data-testid=camera-input]", [{"name": "image.jpg", "mimeType": "image/jpeg", "buffer": b"three"}])
    page.wait_for_function("async () => (await (await fetch('/v1/test/state')).json()).received.length === 10")
    paths = [row["path"] for row in site.state()["received"]][7:]
    check("dropped files go, clutter stays, a name that is taken gets a number", sorted(paths[:2]) == ["image.jpg", "second.jpg"] and paths[2] == "image-2.jpg", paths)


def upload_by_keys(browser, base):
    """A phone-sized window, and nothing but keys."""
    site = Site(browser, base, viewport={"width": 360, "height": 740})
    page = site.page
    site.open("/p/fleet/upload", "[data-testid=source-name]")
    page.locator("[data-testid=licence] option", has_text="CC0-1.0").wait_for(state="attached")
    seen = []
    while page.evaluate("document.activeElement.dataset.testid") != "source-name" and len(seen) < 60:
        site.press("Tab")
        seen.append(page.evaluate("document.activeElement.dataset.testid"))
    page.keyboard.type("van")
    site.press("Tab")
    page.keyboard.type("CC0")
    site.press("Tab", "Tab", "Tab", "Enter")
    page.wait_for_selector("[data-testid=choose-files]")
    with page.expect_file_chooser() as chooser:
        for _ in range(20):
            site.press("Tab")
            if page.evaluate("document.activeElement.dataset.testid") == "choose-files":
                break
        site.press("Enter")
    chooser.value.set_files(FILES[:2])
    page.wait_for_selector("[data-testid=to-items]", timeout=10_000)
    check("an upload by keys alone, 360 pixels wide", site.too_wide() <= 0 and len(site.state()["received"]) == 2, seen)
    site.close()
    site = Site(browser, base, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    site.open("/p/fleet/upload", "[data-testid=source-name]")
    site.page.locator("[data-testid=add-to]").click()
    site.page.wait_for_selector("[data-testid=take-picture]")
    check("a phone offers its camera first", site.page.is_visible("[data-testid=take-picture]") and site.page.get_attribute("[data-testid=camera-input]", "capture") == "environment")
    site.shot("upload-phone")
    site.close()


def review(browser, base):
    site = Site(browser, base)
    page = site.page
    site.open("/p/fleet/review", "[data-testid=picture]")
    site.settled()
    check("an answer is looked at on its picture", page.locator("[data-testid=picture] [data-testid=mark]").count() == 4 and page.locator(".dispute-list .thumb img").count() == 3)
    site.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.dispute-list li').length === 2")
    check("and accepted by a key", [body["outcome"] for _, body in site.state()["verdicts"]] == ["accept"])
    site.open("/p/fleet/disagreements", "[data-testid=box-dispute]")
    site.settled()
    check("disagreements have their pictures in the queue", page.locator(".dispute-list .thumb img").count() >= 5, page.locator(".dispute-list .thumb img").count())
    site.close()
    site = Site(browser, base, login="jun")
    site.open("/history", "[data-testid=history]")
    site.settled()
    site.shot("history-jun")
    check("one's own history has pictures", site.page.locator("[data-testid=history] .thumb img").count() == 50 and "Text" not in site.page.inner_text("[data-testid=history] thead"), site.page.inner_text("[data-testid=history] thead"))
    site.close()


PAGES = ["overview", "data", "data?view=list", "data?item=0f00000000003", "checks", "checks?code=image.dark", "checks?show=duplicates", "upload", "review", "disagreements", "quality", "models", "versions", "ship", "people", "settings"]


def looks(browser, base):
    for width, height in [(1280, 800), (360, 740)]:
        for scheme in ["light", "dark"]:
            site = Site(browser, base, viewport={"width": width, "height": height}, color_scheme=scheme, **({"has_touch": True, "is_mobile": True} if width == 360 else {}))
            if SCRIPT:
                site.context.add_init_script(path=SCRIPT)
            for path in [*("/p/fleet/" + name for name in PAGES), "/", "/history"]:
                site.open(path)
                site.settled()
                name = f"{path.strip('/').replace('/', '-').replace('?', '-').replace('=', '-') or 'work'}-{scheme}-{width}"
                check(f"{name}: fits", site.too_wide() <= 0, site.too_wide())
                found = axe.audit(site.page) if SCRIPT else []
                check(f"{name}: breaks no rule of accessibility", not found, "; ".join(found)[:600])
                site.shot(name)
            site.close()


run([grid, item, checks, upload, upload_by_keys, review, looks], "--more", "./fleet-data.mjs")
