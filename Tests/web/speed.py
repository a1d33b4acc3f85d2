"""How fast the pages are, in a real browser against the real server: prints JSON, asserts nothing.

    .venv/bin/python Tests/web/speed.py [--web-dir DIR]

Measured: from a key press to the next item painted over 100 items (prefetched, so without the network), from a key to any
visible change, first paint of the labelling page and of the overview, requests and bytes before it, long tasks meanwhile.
"""
import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from playwright.sync_api import sync_playwright  # noqa: E402

from conftest import CHROMIUM, PASSWORD, Door, people  # noqa: E402
from harness.browser import settle, until  # noqa: E402
from harness.projects import collected, support  # noqa: E402
from harness.server import Server  # noqa: E402

# After a key: two frames, the second of which begins once the first has been handed to the screen.
PROBE = """
window.strokes = []; window.long = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.long.push(entry.duration); }).observe({ type: "longtask", buffered: true });
const painted = (then) => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => then(performance.now()); channel.port2.postMessage(0); });
window.addEventListener("keydown", (event) => {
  const began = event.timeStamp, key = document.querySelector("[data-testid=item-key]")?.textContent;
  painted((now) => {
    const moved = document.querySelector("[data-testid=item-key]")?.textContent !== key;
    window.strokes.push({ key: event.key, took: now - began, moved });
  });
}, true);
"""


def spread(values):
    values = sorted(values)
    at = lambda share: round(values[min(len(values) - 1, int(share * len(values)))], 1)  # noqa: E731
    return {"count": len(values), "median": round(statistics.median(values), 1), "p95": at(0.95), "most": round(values[-1], 1)} if values else {}


def label(door, page, items):
    page.goto(f"{door.address}/p/support/label")
    page.get_by_test_id("item-key").wait_for()
    until(page, "document.querySelector('[data-testid=text] p')")
    for _ in range(items):
        before = page.get_by_test_id("item-key").inner_text()
        page.keyboard.press("1")
        page.keyboard.press("Control+Enter")
        assert until(page, "before => document.querySelector('[data-testid=item-key]')?.textContent !== before", before)
        page.wait_for_timeout(120)
    strokes = page.evaluate("window.strokes")
    return {"next item painted, ms": spread([one["took"] for one in strokes if one["moved"] and one["key"] == "Enter"]),
            "answer shown, ms": spread([one["took"] for one in strokes if one["key"] == "1"]),
            "long tasks over 50 ms": spread(page.evaluate("window.long"))}


def first_paint(door, path):
    """A cold visit: empty caches, nothing before it."""
    with door.page("olga") as page:
        requests = []
        page.on("response", lambda response: requests.append((response.url, int(response.headers.get("content-length", 0)))))
        page.goto(door.address + path)
        settle(page)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        files = [size for url, size in requests if "/v1/" not in url]
        return {"first contentful paint, ms": round(paint or 0), "files": len(files), "file bytes": sum(files), "api requests": sum("/v1/" in url for url, _ in requests)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--web-dir")
    parser.add_argument("--items", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        dataset = support()
        project = collected(dataset, Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with Server(project.folder, *(["--web-dir", options.web_dir] if options.web_dir else [])) as server:
            people(project, server, ada="annotator")
            door = Door(browser, server, dataset, project)
            with door.page("ada") as page:
                page.add_init_script(PROBE)
                report = label(door, page, options.items)
            report |= {path: first_paint(door, path) for path in ("/p/support/label", "/p/support/overview", "/sign-in")}
        browser.close()
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
