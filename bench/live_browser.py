"""Walls in a real browser: when a write is on the screen, and what a thousand of them leave in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.live_process import WriterProcess
from tools.browser import chromium_flags

_NOTES = Path(__file__).with_suffix(".js")
_WINDOW = {"width": 1920, "height": 1080}
_PATIENCE_MS = 120_000


@contextmanager
def browser_at(chromium: Path) -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=chromium_flags())
        yield browser
        browser.close()


def open_wall(browser: Browser, url: str) -> Page:
    """A wall that notes when it hears of a write and when it has drawn it."""
    page = browser.new_context(viewport={"width": _WINDOW["width"], "height": _WINDOW["height"]}).new_page()
    page.set_default_timeout(_PATIENCE_MS)
    page.add_init_script(path=_NOTES)
    page.goto(url)
    page.wait_for_selector(".wall:not(.waiting) .stage .promise")
    page.locator(".stage .promise").first.evaluate("promise => window.watchPromise(promise)")
    return page


def seconds_to_screen(server: WriterProcess, walls: tuple[Page, ...], writes: int) -> Iterator[tuple[float, float]]:
    """For each write and wall: seconds from hearing of it until it is drawn, and from its commit until it is drawn."""
    for _ in range(writes):
        written = server.write()
        for wall in walls:
            heard_at, drawn_at = wall.evaluate("number => window.whenDrawn(number)", written.number)
            yield drawn_at - heard_at, drawn_at - written.at


def heap_by_refreshes(server: WriterProcess, wall: Page, counts: tuple[int, ...]) -> Iterator[float]:
    """MB that the browser's scripts hold after so many refreshes of one wall, rubbish collected."""
    devtools = wall.context.new_cdp_session(wall)
    done = 0
    for count in counts:
        for _ in seconds_to_screen(server, (wall,), count - done):
            done += 1
        yield _heap_mb(devtools)


def _heap_mb(devtools: CDPSession) -> float:
    # The first collection lets finalizers run, whose objects the second one takes.
    for _ in range(2):
        devtools.send("HeapProfiler.collectGarbage")
    return float(devtools.send("Runtime.getHeapUsage")["usedSize"]) / (1 << 20)
