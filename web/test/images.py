"""Walks the image editor in a real browser against the stand-in server: real mouse, keys, wheel and fingers, then what an edit costs.

Usage: python test/images.py [--shots DIR] [--boxes N] [part ...]. Needs playwright and Debian's chromium; `tools/build-web --dir web/.build/site` first.
The part `measured` prints what edits cost: draw calls, shapes, changed elements, requests and bytes with N boxes (10,000) in one picture.
"""
import json

from walk import Site, check, complaints, option, run

BOXES = int(option("--boxes", 10_000))

# Counts what canvases are really asked to draw and what elements change, beside the stage's own figures.
COUNTERS = """
  window.counted = { canvas: {}, mutations: 0, texts: 0, attributes: 0, elements: 0 };
  for (const name of ['fillRect', 'strokeRect', 'clearRect', 'fillText', 'drawImage', 'fill', 'stroke']) {
    const original = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...args) {
      const layer = this.canvas.classList[1] ?? 'other';
      window.counted.canvas[layer] = (window.counted.canvas[layer] ?? 0) + 1;
      return original.apply(this, args);
    };
  }
  new MutationObserver((list) => {
    for (const one of list) {
      window.counted.mutations += 1;
      if (one.type === 'characterData') window.counted.texts += 1;
      else if (one.type === 'attributes') window.counted.attributes += 1;
      else window.counted.elements += one.addedNodes.length + one.removedNodes.length;
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
"""


class Editor(Site):
    """One person with one project open."""

    def __init__(self, browser, base, project, login="ada", path="label", **options):
        super().__init__(browser, base, login, script=COUNTERS, **options)
        self.project = project
        self.page.goto(f"{base}/p/{project}/{path}")
        self.ready()

    def ready(self):
        self.page.wait_for_function("() => document.querySelector('[data-testid=image-stage]')?.stageFigures?.().isSharp > 0", timeout=60_000)
        self.settle()

    def settle(self):
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def figures(self):
        self.settle()
        return self.page.evaluate("() => document.querySelector('[data-testid=image-stage]').stageFigures()")

    def at(self, x, y):
        """A place of the picture, on the page."""
        box = self.page.locator("[data-testid=image-stage]").bounding_box()
        view = self.figures()["view"]
        return box["x"] + x * view["scale"] + view["x"], box["y"] + y * view["scale"] + view["y"]

    def under(self, x, y):
        """What of the picture is at a place of the page."""
        box = self.page.locator("[data-testid=image-stage]").bounding_box()
        view = self.figures()["view"]
        return (x - box["x"] - view["x"]) / view["scale"], (y - box["y"] - view["y"]) / view["scale"]

    def drag(self, start, end, steps=6, **down):
        (x0, y0), (x1, y1) = self.at(*start), self.at(*end)
        self.page.mouse.move(x0, y0)
        self.page.mouse.down(**down)
        self.page.mouse.move(x1, y1, steps=steps)
        self.page.mouse.up(**down)
        self.settle()

    def click(self, x, y):
        self.page.mouse.click(*self.at(x, y))
        self.settle()

    def press(self, *keys):
        super().press(*keys)
        self.settle()

    def rows(self):
        return self.page.eval_on_selector_all("[data-testid=object-row]", "rows => rows.map(row => row.getAttribute('aria-label'))")

    def chosen(self):
        return self.page.eval_on_selector_all("[role=option][aria-selected=true]", "rows => rows.map(row => row.getAttribute('aria-label'))")

    def submit(self):
        key = self.key()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("key => document.querySelector('[data-testid=item-key]')?.textContent !== key", arg=key)
        self.settle()

    def saved(self):
        self.page.wait_for_timeout(700)
        super().saved()

    def sent(self):
        self.saved()
        return [row["annotation"]["answers"] for row in self.revisions(self.project)]


def near(box, wanted, slack=1.5):
    return len(box) == 4 and all(abs(a - b) <= slack for a, b in zip(box, wanted))


def drawing(browser, base):
    editor = Editor(browser, base, "street", login="jun")
    page = editor.page
    editor.drag((180, 760), (560, 1010))
    check("a drag draws a box with the label in hand", editor.rows() == ["Car 1, 380 by 250 pixels"], editor.rows())
    editor.press("2")
    check("a digit relabels what is selected and is in hand from then on", editor.rows() == ["Person 1, 380 by 250 pixels"], editor.rows())
    editor.click(1040, 700)
    page.mouse.move(*editor.at(1150, 800))
    editor.shot("placing")
    editor.click(1256, 842)
    check("two clicks draw a box", editor.rows()[1] == "Person 2, 216 by 142 pixels", editor.rows())
    editor.press("1")
    editor.drag((300, 800), (420, 900))
    check("it draws over what is there", len(editor.rows()) == 3)
    editor.press("Control+z", "Control+z", "Control+z")
    check("undo takes back box, label, box", editor.rows() == ["Person 1, 380 by 250 pixels"], editor.rows())
    editor.press("Control+Shift+z", "Control+y", "Control+y")
    check("redo brings them back", len(editor.rows()) == 3)

    editor.press("v")
    editor.click(360, 850)
    check("a click selects the smallest, the list follows", editor.chosen() == ["Car 2, 120 by 100 pixels"], editor.chosen())
    editor.drag((360, 850), (460, 830))
    editor.drag((520, 780), (540, 770))
    editor.press("ArrowRight", "Shift+ArrowDown", "Alt+ArrowLeft", "Alt+Shift+ArrowDown")
    editor.press("Escape")
    page.locator("[data-testid=object-row]").nth(0).click()
    check("a row selects on the stage", editor.chosen() == ["Car 1, 216 by 142 pixels"], editor.chosen())
    editor.press("o")
    check("an attribute by its key", page.inner_text("[data-testid=attribute-occluded]").startswith("Yes"))
    editor.press("e")
    page.wait_for_function("() => document.activeElement?.dataset.testid === 'part-note'")
    page.keyboard.type("half behind the sign")
    editor.press("Escape", "Shift+1")
    check("a choice about the whole picture by one key", page.get_attribute("[data-testid=answer-day]", "aria-checked") == "true")
    editor.submit()
    answers = editor.sent()[-1]
    boxes = {part["labels"][0] + str(index): part for index, part in enumerate(answers["objects"]["parts"])}
    moved, noted = boxes["Car2"], boxes["Car1"]
    check("moved, resized, nudged and stretched to the pixel", near(moved["box"], [401, 780 - 10 + 10 , 540, 890 + 10]), moved["box"])
    check("attributes and note are stored with the part", noted.get("attributes") == {"occluded": True} and noted.get("note") == "half behind the sign", noted)
    check("boxes are numbers with fractions, not rounded by the zoom", any(value != round(value) for part in answers["objects"]["parts"] for value in part["box"]))
    check("boxes and choice are answered together", answers["light"] == {"choice": "day"})
    editor.close()


def clipboard(browser, base):
    editor = Editor(browser, base, "street", login="leila")
    editor.drag((180, 760), (560, 1010))
    editor.drag((1270, 418), (1370, 530))
    editor.press("4", "Control+a", "Control+c", "Control+v")
    check("copy and paste in the same picture, a little aside", len(editor.rows()) == 4, editor.rows())
    editor.press("Delete")
    check("what was pasted is selected and removed together", len(editor.rows()) == 2)
    editor.press("Control+a", "Control+d")
    check("duplicate", len(editor.rows()) == 4)
    editor.press("Control+z")
    editor.press("Shift+2")
    editor.submit()
    editor.press("Control+v")
    check("paste in the next picture at the same place", editor.rows() == ["Car 1, 380 by 250 pixels", "Traffic sign 1, 100 by 112 pixels"], editor.rows())
    editor.press("Control+z", "Control+Shift+v")
    check("all boxes of the picture before, by one key", len(editor.rows()) == 2, editor.rows())
    editor.press("Escape", "Shift+2")
    editor.submit()
    first, second = [row["objects"]["parts"] for row in editor.sent()[-2:]]
    check("pasted boxes equal the copied ones exactly", [part["box"] for part in first] == [part["box"] for part in second] and {part["id"] for part in first}.isdisjoint(part["id"] for part in second))
    editor.press("PageUp")
    editor.page.wait_for_timeout(200)
    check("back to the picture before, to correct it", "Correcting" in editor.page.inner_text(".label-header"))
    editor.close()


def keyboard_only(browser, base):
    editor = Editor(browser, base, "street", login="amara")
    editor.press("d", "Shift+ArrowRight", "Shift+ArrowRight", "ArrowRight", "Shift+ArrowDown", "d")
    check("a box by keys alone", editor.rows() == ["Car 1, 21 by 10 pixels"], editor.rows())
    editor.press("Escape", "Control+ArrowRight", "Enter", "Shift+ArrowRight", "Shift+ArrowDown", "Enter")
    check("and by Enter at the crosshair", len(editor.rows()) == 2 and "10 by 10" in " ".join(editor.rows()), editor.rows())
    status = editor.page.inner_text("span[role=status].visually-hidden")
    check("a screen reader hears what is selected", status.startswith("Car 2, 10 by 10 pixels at"), status)
    editor.press("Escape", "Shift+Tab")
    check("Tab walks suggestions while there are some", "suggested" in " ".join(editor.chosen()), editor.chosen())
    tree = editor.page.locator("[role=listbox]").aria_snapshot()
    check("the list has the objects' names", 'option "Car 1, 21 by 10 pixels"' in tree and "Person, suggested, 83%" in tree, tree)
    label = editor.page.get_attribute("[data-testid=image-stage]", "aria-label")
    check("the stage says what is on it", "1920 by 1080 pixels, 2 objects, 2 suggestions" in label, label)
    editor.close()


def suggestions(browser, base):
    editor = Editor(browser, base, "street")
    page = editor.page
    check("the draft is shown, the suggestions beside it", page.inner_text("[data-testid=object-count]") == "4 + 2 suggested")
    editor.press("Tab")
    check("Tab takes the least sure first", editor.chosen() == ["Car, suggested, 61%, 124 by 86 pixels"], editor.chosen())
    editor.shot("suggestion")
    editor.press("Enter")
    check("Enter accepts and goes on", page.inner_text("[data-testid=object-count]") == "5 + 1 suggested" and "Person" in editor.chosen()[0], editor.chosen())
    editor.press("x")
    check("X rejects", page.inner_text("[data-testid=object-count]") == "5")
    editor.press("Shift+2")
    editor.submit()
    editor.press("Shift+Enter")
    check("all above the bar by one key", page.inner_text("[data-testid=object-count]") == "2")
    editor.press("Control+z")
    check("and back by one undo", page.inner_text("[data-testid=object-count]").startswith("0"))
    editor.press("v")
    editor.drag((1580, 800), (1560, 800))
    editor.press("Shift+1")
    editor.submit()
    first, second = editor.sent()[-2:]
    origins = [part["origin"].split(":")[0] for part in first["objects"]["parts"]]
    check("accepted ones say where they come from", origins.count("suggestion") == 1 and origins.count("person") == 4, origins)
    check("a moved one says it was corrected", [part["origin"].split(":")[0] for part in second["objects"]["parts"]] == ["corrected"])
    editor.close()


def view(browser, base):
    editor = Editor(browser, base, "street", login="jun")
    page = editor.page
    under = editor.under(400, 384)
    page.mouse.move(400, 384)
    for _ in range(6):
        page.mouse.wheel(0, -240)
        editor.settle()
    back = editor.at(*under)
    check("the wheel zooms to the pointer", editor.figures()["view"]["scale"] > 2 and abs(back[0] - 400) < 0.5 and abs(back[1] - 384) < 0.5, back)
    page.wait_for_function("() => document.querySelector('[data-testid=image-stage]').stageFigures().isSharp === 1920")
    check("close up, the stored picture takes the place of its smaller view", True)
    before = editor.figures()["view"]
    page.keyboard.down("Space")
    editor.drag((700, 500), (720, 520))
    page.keyboard.up("Space")
    after = editor.figures()["view"]
    check("space and a drag pan", after["scale"] == before["scale"] and abs(after["x"] - before["x"] - 20 * before["scale"]) < 2 and editor.rows() == [])
    editor.drag((700, 500), (690, 500), button="middle")
    check("so does the middle button", editor.figures()["view"]["x"] < after["x"] - 5 and editor.rows() == [])
    editor.press("Shift+0")
    check("100 %", editor.figures()["view"]["scale"] == 1)
    editor.press("=", "-", "-", "0")
    check("the whole picture again", abs(editor.figures()["view"]["scale"] - before["scale"]) > 0.5)
    editor.drag((180, 760), (560, 1010))
    editor.press("z")
    check("zoom to the selection", editor.figures()["view"]["scale"] > 0.8)
    editor.press("0", "k", "Escape", "v")
    editor.click(400, 900)
    check("a locked object takes no clicks", editor.chosen() == [])
    page.locator("[data-testid=object-row]").first.click()
    check("the list still selects it, and says so", editor.chosen() == ["Car 1, 380 by 250 pixels, locked"], editor.chosen())
    editor.press("h")
    check("hidden, and said so", "hidden" in editor.chosen()[0])
    editor.press("Shift+H", "Shift+A")
    page.keyboard.press("ArrowRight")
    check("brightness is of the view only", "brightness" in page.eval_on_selector(".layer.picture", "canvas => canvas.style.filter"))
    editor.shot("light")
    editor.press("Escape")
    editor.press("?")
    check("the guidelines take the side panel's place", "Wing mirrors" in page.inner_text(".side"))
    editor.shot("guidelines")
    editor.press("?")
    page.keyboard.press("?") if page.locator("[data-testid=shortcuts]").count() == 0 else None
    editor.close()


def fingers(browser, base):
    editor = Editor(browser, base, "street", login="touch", viewport={"width": 1024, "height": 768}, has_touch=True)
    send = editor.context.new_cdp_session(editor.page)
    touch = lambda kind, *points: send.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]})
    start, end = editor.at(180, 760), editor.at(560, 1010)
    touch("touchStart", start)
    for step in range(1, 6):
        touch("touchMove", tuple(a + (b - a) * step / 5 for a, b in zip(start, end)))
    touch("touchEnd")
    editor.settle()
    check("a finger draws a box", len(editor.rows()) == 1 and editor.rows()[0].startswith("Car 1, 380 by 250"), editor.rows())
    before = editor.figures()["view"]["scale"]
    touch("touchStart", (300, 300))
    touch("touchStart", (300, 300), (500, 300))
    for step in range(1, 6):
        touch("touchMove", (300 - 20 * step, 300), (500 + 20 * step, 300))
    touch("touchEnd")
    editor.settle()
    check("two fingers zoom and draw nothing", editor.figures()["view"]["scale"] > before * 1.5 and len(editor.rows()) == 1, editor.figures()["view"])
    editor.close()


def measured(browser, base):
    """What one edit among many boxes costs. Counts, not milliseconds: those depend on the machine."""
    editor = Editor(browser, base, "plates")
    page, sent = editor.page, []
    page.on("request", lambda request: sent.append((request.method, request.url.split("?")[0].replace(base, ""), len(request.post_data or ""))))
    page.wait_for_timeout(1500)
    editor.saved()

    def cost(name, act, settle=True):
        sent.clear()
        page.evaluate("() => { counted.canvas = {}; counted.mutations = counted.texts = counted.attributes = counted.elements = 0; }")
        before = editor.figures()
        sent_during = act()
        after = editor.figures()
        counted = page.evaluate("() => counted")
        row = {key: after[key] - before[key] for key in ["stillFull", "stillPatches", "stillShapes", "live", "liveShapes", "drawCalls", "pictures"]}
        row.update({"canvas": counted["canvas"], "mutations": counted["mutations"], "elements": counted["elements"], "requests": len(sent), "bytesSent": sum(size for _, _, size in sent)})
        print(f"     {name}: {json.dumps(row)}")
        return row

    check(f"{BOXES} boxes are there", page.inner_text("[data-testid=object-count]") == str(BOXES))
    check("the list has few elements", page.locator("[data-testid=object-row]").count() < 40, page.locator("[data-testid=object-row]").count())
    fit = editor.figures()
    print(f"     opening: {json.dumps({key: fit[key] for key in ['stillFull', 'stillShapes', 'drawCalls']})}")
    page.mouse.move(*editor.at(1000, 900))
    for _ in range(6):
        page.mouse.wheel(0, -240)
    page.wait_for_timeout(500)
    close = cost("still layer close up, painted anew", lambda: (page.mouse.wheel(0, -2), page.wait_for_timeout(400)))
    check("only what is in view is visited", close["stillShapes"] < BOXES / 4, close["stillShapes"])
    editor.press("0")
    page.wait_for_timeout(400)
    editor.press("v")
    first = [32 * 60 + 12, 32 * 40 + 12]
    selecting = cost("selecting one box", lambda: editor.click(*first))
    check("a box is selected", len(editor.chosen()) == 1, editor.chosen())
    check("selecting repaints a patch of the still layer, not the layer", selecting["stillFull"] == 0 and selecting["stillPatches"] <= 2 and selecting["stillShapes"] < 300, selecting)

    def dragging():
        (x0, y0), (x1, y1) = editor.at(*first), editor.at(first[0] + 60, first[1] + 44)
        page.mouse.move(x0, y0)
        page.mouse.down()
        page.mouse.move(x1, y1, steps=25)
        # A draft of an edit before is due by now, and waits for the hand.
        page.wait_for_timeout(700)
        during = list(sent)
        page.mouse.up()
        return during

    editor.press("ArrowRight")
    quiet = []
    drag = cost("a drag of 25 steps", lambda: quiet.extend(dragging()))
    check("no request during a drag, though a draft was due", quiet == [], quiet)
    check("a drag paints the live layer only", drag["stillFull"] == 0 and drag["stillPatches"] == 0 and drag["stillShapes"] == 0 and drag["canvas"].get("still", 0) == 0 and drag["pictures"] == 0, drag)
    check("one edit changes few elements", drag["elements"] <= 4, drag)
    editor.saved()
    nudge = cost("one nudge by key", lambda: editor.press("ArrowRight"))
    check("a nudge paints the live layer only", nudge["canvas"].get("still", 0) == 0 and nudge["liveShapes"] <= 2, nudge)
    relabel = cost("one relabel by key", lambda: editor.press("2"))
    check("a relabel paints the live layer only", relabel["canvas"].get("still", 0) == 0, relabel)
    undo = cost("undo", lambda: editor.press("Control+z"))
    check("undo paints the live layer only", undo["canvas"].get("still", 0) == 0, undo)
    editor.press("Escape", "b")
    drawn = cost("drawing a new box", lambda: editor.drag((2000, 100), (2100, 180)))
    check("drawing paints the live layer only", drawn["stillFull"] == 0 and drawn["stillShapes"] == 0, drawn)
    editor.saved()

    # Panning a crowded layer moves its painting along; it is painted anew once, when the view rests.
    def pan():
        page.keyboard.down("Space")
        editor.drag((2000, 1300), (2200, 1400), steps=20)
        page.keyboard.up("Space")
        page.wait_for_timeout(400)
    panned = cost("a pan of 20 steps over all boxes", pan)
    check("a pan paints the crowded still layer once, at rest", panned["stillFull"] <= 2, panned)
    editor.press("0")
    page.wait_for_timeout(300)
    long = page.evaluate("""async () => {
      const tasks = []; const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => Math.round(one.duration))));
      observer.observe({ entryTypes: ['longtask'] }); window.longTasks = tasks; return true; }""")
    editor.press("v")
    editor.click(*first)
    for _ in range(5):
        editor.press("ArrowRight")
    page.wait_for_timeout(100)
    print(f"     long tasks over a selection and 5 nudges: {page.evaluate('longTasks')} (loaded machine: for reading, not for judging)")
    editor.saved()
    submitting(editor, sent, base)
    editor.close()


def submitting(editor, sent, base):
    page = editor.page
    page.wait_for_timeout(1500)
    page.evaluate("""() => {
      window.order = [];
      const original = window.fetch;
      window.fetch = (...args) => { order.push('request ' + String(args[0]).split('?')[0]); return original(...args); };
      addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.ctrlKey) { order.push('submit'); requestAnimationFrame(() => requestAnimationFrame(() => order.push('painted ' + document.querySelector('[data-testid=image-stage]').stageFigures().pictures))); } }, { capture: true });
    }""")
    sent.clear()
    before = editor.figures()["pictures"]
    editor.submit()
    page.wait_for_timeout(1500)
    order = page.evaluate("order")
    print(f"     submit: {json.dumps(order[:8])}")
    painted = next((index for index, entry in enumerate(order) if entry.startswith("painted")), len(order) - 1)
    check("no request between submit and the next paint", [entry for entry in order[:painted] if entry.startswith("request")] == [], order)
    check("the next picture was decoded ahead and is painted at once", int(order[painted].split()[-1]) > before, (before, order))
    posted = next((size for method, path, size in sent if path.endswith("/submit")), 0)
    print(f"     submit sends {posted} bytes for {BOXES} boxes; requests of the step: {[path for _, path, _ in sent]}")


def odds(browser, base):
    """What is rare: a dense screen, a pen, a picture that cannot be read, many labels by name, a list of one label."""
    editor = Editor(browser, base, "street", login="dense", device_scale_factor=2)
    page = editor.page
    check("a dense screen has twice the pixels", page.eval_on_selector(".layer.live", "canvas => [canvas.width, canvas.clientWidth]") == [1872, 936], page.eval_on_selector(".layer.live", "canvas => [canvas.width, canvas.clientWidth]"))
    editor.drag((180, 760), (560, 1010))
    check("and the same coordinates", editor.rows() == ["Car 1, 380 by 250 pixels"], editor.rows())
    editor.press("l")
    page.keyboard.type("sign")
    editor.press("Enter")
    check("a label by name becomes that of the selection", editor.rows() == ["Traffic sign 1, 380 by 250 pixels"], editor.rows())
    editor.press("Escape", "1")
    editor.drag((1040, 700), (1256, 842))
    page.select_option("[data-testid=object-filter]", "Car")
    check("the list shows one label, its suggestion too", editor.rows() == ["Car 1, 216 by 142 pixels"] and page.locator("[data-testid=suggestion-row]").count() == 1)
    editor.close()

    editor = Editor(browser, base, "street", login="pen")
    pen = editor.context.new_cdp_session(editor.page)
    for kind, (x, y), buttons in [("mousePressed", editor.at(180, 760), 1), ("mouseMoved", editor.at(400, 900), 1), ("mouseMoved", editor.at(560, 1010), 1), ("mouseReleased", editor.at(560, 1010), 0)]:
        pen.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1, "pointerType": "pen"})
    editor.settle()
    check("a pen draws a box", editor.rows() == ["Car 1, 380 by 250 pixels"], editor.rows())
    editor.close()

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route("**/blobs/image*", lambda route: route.fulfill(status=200, content_type="image/png", body=b"no picture at all"))
    page.request.post(base + "/v1/session", data={"login": "broken", "password": "password"})
    page.goto(base + "/p/street/label")
    page.wait_for_selector(".stage-failure")
    check("a picture that cannot be decoded says so, and can be skipped", "decoded" in page.inner_text(".stage-failure") and page.is_visible("[data-testid=skip]"), page.inner_text(".stage-failure"))
    page.keyboard.press("s")
    page.wait_for_selector("text=Picture is damaged or empty")
    context.close()


def judging(browser, base):
    editor = Editor(browser, base, "judged", path="disagreements")
    page = editor.page
    kinds = [page.locator(f"[data-testid=dispute-{kind}]").count() for kind in ["label", "place", "missed", "extra", "agreed"]]
    check("the server's differences and what is agreed: label, place, missed, extra, agreed", kinds == [1, 1, 3, 0, 1], kinds)
    editor.shot("judging")
    check("saving waits until every object is decided", page.is_disabled("[data-testid=decide]"))
    editor.press("z")
    editor.shot("judging-close")
    editor.press("0", "2")
    check("a decision goes on to the next object", page.get_attribute("[data-testid=dispute-place]", "aria-current") == "true")
    editor.press("b")
    editor.shot("judging-between")
    page.mouse.click(*editor.at(1320, 470))
    editor.settle()
    check("a click on the stage says which object is meant", "Traffic sign" in page.inner_text("[data-testid=dispute-missed][aria-current=true]"))
    editor.press("1", "1", "2")  # the first drew the sign and not the car, the second drew the person
    check("all decided", page.inner_text("[data-testid=still-open]") == "all decided", page.inner_text("[data-testid=still-open]"))
    editor.press("Control+Enter")
    page.wait_for_function("() => document.querySelectorAll('.dispute-list li').length === 3")
    row = [one for one in editor.state()["revisions"] if one["project"] == "judged" and one["stage"] == "adjudication"][-1]
    parts = row["annotation"]["answers"]["objects"]["parts"]
    check("stored: the second's label, the box between, the first's sign, one of the extras", sorted(part["labels"][0] for part in parts) == ["Car", "Car", "Cyclist", "Person", "Traffic sign"], parts)
    check("the box between is half way", any(near(part["box"], [251, 776, 623, 1032], 0.01) for part in parts), [part["box"] for part in parts])
    check("ids are their own", len({part["id"] for part in parts}) == 5)
    editor.close()
    for scheme, width, height in [("light", 1280, 800), ("dark", 1920, 1080), ("light", 1920, 1080)]:
        editor = Editor(browser, base, "judged", path="disagreements", viewport={"width": width, "height": height}, color_scheme=scheme)
        editor.shot(f"judging-{scheme}-{width}")
        editor.close()


def looks(browser, base):
    for scheme in ["dark", "light"]:
        for width, height in [(1280, 800), (1920, 1080)]:
            editor = Editor(browser, base, "street", login="ada" if scheme == "dark" and width == 1280 else f"look{scheme}{width}", viewport={"width": width, "height": height}, color_scheme=scheme)
            if not editor.rows():
                for start, end in [((176, 756), (568, 1012)), ((1038, 698), (1256, 842))]:
                    editor.drag(start, end)
                editor.press("Escape", "2")
                editor.drag((1430, 658), (1508, 952))
                editor.press("Escape", "1", "v")
            else:
                editor.press("v")
            editor.click(300, 880)
            editor.press("b")
            editor.page.mouse.move(*editor.at(1190, 600))
            editor.settle()
            check(f"{scheme} at {width}: nothing is too wide", editor.too_wide() <= 0)
            editor.shot(f"editor-{scheme}-{width}")
            editor.close()
    editor = Editor(browser, base, "street", login="phone", viewport={"width": 360, "height": 740}, has_touch=True)
    editor.drag((400, 400), (900, 800))
    check("a phone shows the picture and asks the choices, without drawing", editor.rows() == [] and "larger screen" in editor.page.inner_text(".stage-note"))
    editor.page.locator("[data-testid=answer-day]").click()
    check("nothing is too wide on a phone", editor.too_wide() <= 0)
    editor.shot("phone")
    editor.close()


run([drawing, clipboard, keyboard_only, suggestions, view, fingers, odds, judging, measured, looks],
    "--more", "./image-data.mjs", environment={"WINNOW_BOXES": str(BOXES)})
