"""Looking at a page until it shows what is wanted, so that no test depends on how fast a machine is."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Locator, Page, expect

PATIENCE_S = 20
OPENING_MS = 90_000
LOOK_EVERY_S = 0.05
# A clock cannot be stopped at a moment that has passed while it was being told.
AHEAD_S = 30

FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (!node?.dataset.key) return null;
  return { key: node.dataset.key, ring: parseFloat(getComputedStyle(node).outlineWidth) };
}"""
OWN_TYPEFACE = """() => document.fonts.status === 'loaded' && ['Wall Glance', 'Wall Detail'].every(
  (family) => [...document.fonts].some((one) => one.status === 'loaded' && one.family.includes(family)))"""
PICTURES_UNDER_WAY = "node => [...node.querySelectorAll('img')].filter((one) => !one.complete).length"

Seen = TypeVar("Seen")


def expect_equal(look: Callable[[], Seen], wanted: Seen) -> None:
    """What is seen becomes what is wanted."""
    assert _seen(look, lambda seen: seen == wanted) == wanted


def expect_holds(look: Callable[[], Seen], holds: Callable[[Seen], bool]) -> Seen:
    """What is seen comes to pass a test; returns it."""
    seen = _seen(look, holds)
    assert holds(seen), f"seen last: {seen!r}"
    return seen


def _seen(look: Callable[[], Seen], enough: Callable[[Seen], bool]) -> Seen:
    deadline = time.monotonic() + PATIENCE_S
    while not enough(seen := look()) and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_S)
    return seen


def focused_key(page: Page) -> str | None:
    """The key of the part of the wall that has the focus now."""
    at = page.evaluate(FOCUSED)
    return at["key"] if at else None


def expect_focus(page: Page, key: str | None) -> None:
    """The focus comes to the part of the wall with this key."""
    expect_equal(lambda: focused_key(page), key)


def wait_for_wall(page: Page) -> None:
    """Wait until the wall stands, in its own typeface and fitted to the window."""
    expect(page.locator(".wall:not(.waiting)")).to_be_visible(timeout=OPENING_MS)
    page.wait_for_function(OWN_TYPEFACE, timeout=OPENING_MS)
    page.evaluate("document.fonts.ready.then(() => null)")


def wait_for_pictures(within: Locator) -> None:
    """Wait until every picture has come, or was refused."""
    expect_equal(lambda: within.evaluate(PICTURES_UNDER_WAY), 0)


def with_a_clock(page: Page) -> None:
    """Let the test move the page's time, which until then goes on by itself."""
    page.clock.install()


def stop_the_clock(page: Page) -> None:
    """From now on the page's time stands still but for the test, however long the test takes."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + AHEAD_S)
