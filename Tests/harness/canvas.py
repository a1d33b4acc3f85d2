"""The image editor in a real browser: boxes drawn by the mouse, everything else by keys."""
from .browser import until, until_saved

FIGURES = "document.querySelector('[data-testid=image-stage]')?.stageFigures?.()"


class Canvas:
    """The picture on the stage. Places are pixels of the picture."""

    def __init__(self, page):
        self.page = page
        self.ready()

    def ready(self):
        assert until(self.page, f"{FIGURES}?.isSharp > 0", seconds=30), f"no picture is drawn on {self.page.url}"
        self.view = self.page.evaluate(f"{FIGURES}.view")
        self.corner = self.page.get_by_test_id("image-stage").bounding_box()

    @property
    def key(self):
        return self.page.get_by_test_id("item-key").inner_text()

    def at(self, x, y):
        """Where a place of the picture is on the page."""
        return self.corner["x"] + x * self.view["scale"] + self.view["x"], self.corner["y"] + y * self.view["scale"] + self.view["y"]

    def draw(self, marked):
        """One box by a drag, with the label in hand. It stays selected."""
        left, top, right, bottom = marked.box
        mouse = self.page.mouse
        mouse.move(*self.at(left, top))
        mouse.down()
        mouse.move(*self.at(right, bottom))
        mouse.up()

    def draw_all(self, boxes, key_of):
        """Label by label. What is selected is let go where the next press would take its handle instead of drawing."""
        before = None
        for marked in sorted(boxes, key=lambda one: key_of(one.label)):
            if before and (before.label != marked.label or self.is_near(before.box, marked.box[:2])):
                self.page.keyboard.press("Escape")
            if not before or before.label != marked.label:
                self.page.keyboard.press(key_of(marked.label))
            self.draw(marked)
            before = marked
        if before:
            self.page.keyboard.press("Escape")

    def is_near(self, box, place, reach=16):
        reach = reach / self.view["scale"]
        return box[0] - reach <= place[0] <= box[2] + reach and box[1] - reach <= place[1] <= box[3] + reach

    def rows(self):
        """The list of objects, which equals what is on the canvas."""
        return self.page.get_by_test_id("object-count").inner_text()

    def count_is(self, count):
        return until(self.page, "count => document.querySelector('[data-testid=object-count]')?.textContent.startsWith(String(count))", count)

    def submit(self):
        before = self.key
        self.page.keyboard.press("Control+Enter")
        moved = "before => document.querySelector('[data-testid=item-key]')?.textContent !== before"
        assert until(self.page, moved, before), f"Ctrl+Enter did not bring the picture after {before}: {self.page.locator('.missing').all_inner_texts()}"

    def label(self, gallery, boxes, focus_key):
        """Draws all boxes of the picture shown, says whether it is sharp, and goes on to the next one."""
        self.ready()
        self.draw_all(boxes, gallery.key_of)
        assert self.count_is(len(boxes)), f"{self.key}: {len(boxes)} boxes were drawn, the list has {self.rows()}"
        self.page.keyboard.press(focus_key)
        self.submit()

    def saved(self):
        until_saved(self.page)
