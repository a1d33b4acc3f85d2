"""A person without a mouse: keys go in, and what has the focus is looked at after each."""
from harness.browser import settle, until

FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element), near = element.closest(".yaml-box") ? getComputedStyle(element.closest(".yaml-box")) : style;
  const label = element.labels?.[0]?.textContent;
  const box = element.getBoundingClientRect();
  return {
    id: element.dataset.testid ?? "", tag: element.tagName.toLowerCase(), role: element.getAttribute("role") ?? "",
    name: element.getAttribute("aria-label") || label || element.textContent.trim() || element.placeholder || element.title || "",
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || near.boxShadow !== "none" && element.matches("textarea") || element.matches(".palette-input"),
    landing: element.matches("main, .decide"),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    place: [...document.querySelectorAll("*")].indexOf(element),
  };
}"""


class Keys:
    def __init__(self, page):
        self.page = page
        # Whatever a test does here, it does not do with a pointer.
        page.mouse.click = page.mouse.move = page.mouse.down = None

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def focused(self):
        return self.page.evaluate(FOCUSED)

    def go(self, letter, page):
        """By `G` and a letter, from wherever this is."""
        self.press("g", letter)
        self.page.get_by_test_id(f"page-{page}").wait_for()
        settle(self.page)
        here = self.focused()
        assert here, f"nothing has the focus after going to {page}"

    def tab_to(self, wanted, most=250):
        """Tabs until a control with this test id or name has the focus, and says where it went astray otherwise."""
        seen = []
        for _ in range(most):
            self.press("Tab")
            here = self.focused()
            if here is None:
                continue
            seen.append(here["id"] or here["name"][:30])
            if wanted == here["id"] or wanted == here["name"]:
                assert here["ring"], f"`{wanted}` has the focus, and nothing shows it"
                return here
        raise AssertionError(f"Tab never came to `{wanted}`; it came to {seen}")

    def moved(self, shown, *keys):
        """Presses the keys, waits until the page shows something else by the expression `shown`; what it showed before."""
        before = self.page.evaluate(shown)
        self.press(*keys)
        self.until(f"before => ({shown}) !== undefined && ({shown}) !== before", before)
        assert self.focused() is not None, f"nothing has the focus after {keys}"
        return before

    def until(self, expression, given=None):
        assert until(self.page, expression, given), f"never came true: {expression}"

    def wait(self, testid):
        self.page.get_by_test_id(testid).first.wait_for()
