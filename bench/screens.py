"""What a person before the screen waits for: the wall against Streamlit's own hello page, and a stage being opened."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, Page, sync_playwright

from bench.clock import slow_end, usual
from bench.sizes import Sizes
from bench.table import Line, at_most
from tools.browser import chromium_flags, find_chromium, how_to_get_one
from tools.screenshot import demo_room

MOST_COLD, MOST_WARM = 1.4, 1.7
MOST_FIRST_MS, MOST_WHOLE_MS = 50, 300
_SCREEN = {"width": 3840, "height": 2160}
_PATIENCE_MS = 60_000
_START_SECONDS = 60
_HELLO_STANDS = "() => document.querySelector('[data-testid=stMarkdown] h1, h1')?.innerText && performance.now()"
_ROOTS = "[...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)"
_WALL_STANDS = f"""() => {{
  const wall = {_ROOTS}.map(root => root.querySelector('.wall:not(.waiting)')).find(Boolean);
  const images = wall ? [...wall.querySelectorAll('.artifact:not([hidden]) img.sheet')] : [];
  return images.length > 0 && images.every(one => one.complete && one.naturalWidth > 0) && performance.now();
}}"""
# From the key's arrival in the page to the frame after the one that shows it.
_WATCH_OPENING = f"""() => {{
  const root = {_ROOTS}.find(one => one.querySelector('.wall'));
  const painted = (when, keep) => {{
    const look = () => (when() ? requestAnimationFrame(() => keep(performance.now())) : requestAnimationFrame(look));
    look();
  }};
  addEventListener('keydown', (event) => {{
    if (event.key !== 'Enter') return;
    const began = performance.now();
    window.opening = {{}};
    const page = () => root.querySelector('.deep[open]');
    const whole = () => page()?.querySelector('.quote')
      && [...page().querySelectorAll('.plot')].every(one => one.querySelector('.main-svg') || !inSight(one));
    const inSight = (one) => {{
      const [box, panel] = [one.getBoundingClientRect(), one.closest('.panel').getBoundingClientRect()];
      return box.top < panel.bottom && box.bottom > panel.top;
    }};
    painted(() => page()?.querySelector('.panel'), (now) => (window.opening.first = now - began));
    painted(whole, (now) => (window.opening.whole = now - began));
  }}, true);
}}"""

Say = Callable[[str], None]


def measure_screens(folder: Path, sizes: Sizes, say: Say) -> list[Line]:
    """Serve the demo room and the hello page, and look at both in one browser by turns.

    Raises:
        RuntimeError: there is no Chromium, or a page did not come up.
    """
    chromium = find_chromium()
    if chromium is None:
        raise RuntimeError(how_to_get_one())
    with demo_room(folder / "room") as wall, _hello_page() as hello, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=chromium_flags())
        say("opening the wall and Streamlit's hello page by turns")
        lines = _arrivals(browser, wall, hello, sizes.screen_rounds)
        say("opening stages")
        lines += _openings(browser, wall, sizes.screen_rounds)
        browser.close()
    return lines


@contextmanager
def _hello_page() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "hello", "--server.port", str(port), "--server.headless", "true"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 - our own address
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"no page came up at {address}")


def _arrivals(browser: Browser, wall: str, hello: str, rounds: int) -> list[Line]:
    """Cold is a browser that has seen nothing yet, warm the same page opened again."""
    cold: dict[str, list[float]] = {wall: [], hello: []}
    warm: dict[str, list[float]] = {wall: [], hello: []}
    for number in range(rounds + 1):
        for address, stands in ((wall, _WALL_STANDS), (hello, _HELLO_STANDS)):
            context = browser.new_context(viewport={"width": _SCREEN["width"], "height": _SCREEN["height"]})
            page = context.new_page()
            times = [_standing(page, address, stands) for _ in range(2)]
            context.close()
            if number:
                cold[address].append(times[0])
                warm[address].append(times[1])
    return [
        _against_hello(name, times[wall], times[hello], most)
        for name, times, most in (("cold", cold, MOST_COLD), ("warm", warm, MOST_WARM))
    ]


def _standing(page: Page, address: str, stands: str) -> float:
    page.goto(address)
    return float(page.wait_for_function(stands, timeout=_PATIENCE_MS, polling="raf").json_value())


def _against_hello(name: str, wall: list[float], hello: list[float], most: float) -> Line:
    ratio = usual(wall) / usual(hello)
    detail = (
        f"{usual(wall):.0f} ms / {usual(hello):.0f} ms, p95 {slow_end(wall) / slow_end(hello):.2f}, {len(wall)} rounds"
    )
    return Line(f"wall whole / Streamlit's hello page, {name}", ratio, detail, at_most(ratio, most))


def _openings(browser: Browser, wall: str, rounds: int) -> list[Line]:
    page = browser.new_page(viewport={"width": _SCREEN["width"], "height": _SCREEN["height"]})
    _standing(page, wall, _WALL_STANDS)
    page.wait_for_function("() => window.Plotly", timeout=_PATIENCE_MS)
    page.evaluate(_WATCH_OPENING)
    first, whole = [], []
    names = page.locator(".stage .open-stage")
    for number in range(rounds + 1):
        for name in names.all():
            name.press("Enter")
            page.wait_for_function("() => window.opening?.whole", timeout=_PATIENCE_MS)
            if number:
                first.append(page.evaluate("window.opening.first"))
                whole.append(page.evaluate("window.opening.whole"))
            page.keyboard.press("Escape")
            page.locator(".deep[open]").wait_for(state="detached")
            page.wait_for_timeout(300)
    return [
        _against_aim("stage opened: first content", first, MOST_FIRST_MS),
        _against_aim("stage opened: whole", whole, MOST_WHOLE_MS),
    ]


def _against_aim(name: str, times: list[float], most: float) -> Line:
    ratio = slow_end(times) / most
    detail = f"p95 {slow_end(times):.0f} ms of {most:.0f}, median {usual(times):.0f} ms, {len(times)} times"
    return Line(f"{name}, p95 / aim", ratio, detail, at_most(ratio, 1))
