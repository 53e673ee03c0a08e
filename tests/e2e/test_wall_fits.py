"""The wall fits every screen, whatever its texts."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.wall_samples import SAMPLES

SIZES = ((3840, 2160), (1920, 1080), (1440, 900), (1366, 768))

# Everything that leaves the window, its tile or its own box, in a few words each.
MISFITS = """wall => {
  const found = [];
  const say = (what, node) => found.push(`${what}: ${node.tagName} .${node.className} ${node.textContent.slice(0, 30)}`);
  const boxed = (node) => node.getClientRects().length > 0 && !node.closest('svg, dialog, option');
  for (const node of wall.querySelectorAll('*')) {
    if (!boxed(node)) continue;
    const box = node.getBoundingClientRect();
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) say('off screen', node);
    const tile = node.parentElement.closest('.tile, .stage');
    const turned = node.matches('.sheet, .pin');
    const edge = tile?.getBoundingClientRect();
    if (edge && !turned && (box.bottom > edge.bottom + 1.5 || box.right > edge.right + 1.5 || box.left < edge.left - 1.5)) {
      say('out of its tile', node);
    }
    if (node.matches('.t') && node.scrollWidth > node.clientWidth + 1) say('text too wide', node);
  }
  for (const stage of wall.querySelectorAll('.stage')) {
    const boxes = [...stage.children].filter(boxed).map((part) => part.getBoundingClientRect());
    boxes.slice(1).forEach((box, at) => box.top < boxes[at].bottom - 1 && say('sections overlap', stage.children[at]));
  }
  const scroller = document.scrollingElement;
  const scrolls = (node) => node.scrollHeight > node.clientHeight + 1 && getComputedStyle(node).overflowY !== 'hidden';
  if (scroller.scrollHeight > innerHeight || scroller.scrollWidth > innerWidth) found.push('the document scrolls');
  for (const node of document.querySelectorAll('[data-testid=stMain], .stApp')) if (scrolls(node)) say('scrolls', node);
  return found;
}"""

CUT_NAMES = """wall => [...wall.querySelectorAll('.name, .health-word .t, .team-status .t')]
  .filter((node) => node.clientHeight && node.scrollHeight > node.clientHeight + node.clientHeight * 0.2)
  .map((node) => node.textContent)"""


def misfits(page: Page) -> Any:
    """What does not fit, after the wall has settled at its present window size."""
    size = page.viewport_size
    assert size is not None
    expect(page.locator(".wall")).to_have_attribute("data-fitted", f"{size['width']}x{size['height']}")
    return page.locator(".wall").evaluate(MISFITS)


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_every_wall_fits_every_window_without_scrolling(open_wall: OpenWall, sample: str) -> None:
    """At four window sizes nothing leaves the screen, its tile or its own box, and nothing scrolls."""
    page = open_wall(sample)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert misfits(page) == [], f"at {width} by {height}"


@pytest.mark.parametrize("sample", ["outdoor", "nine", "german", "japanese", "arabic"])
def test_names_and_states_are_shown_whole(open_wall: OpenWall, sample: str) -> None:
    """Names of stages, health words and team states of up to thirty letters a word are never cut short."""
    page = open_wall(sample)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        misfits(page)
        assert page.locator(".wall").evaluate(CUT_NAMES) == [], f"at {width} by {height}"


def test_rows_that_do_not_fit_are_counted(open_wall: OpenWall) -> None:
    """A stage with five complaints of which three fit, and seven more in the room, says that nine are not shown."""
    page = open_wall("outdoor")
    tile = page.get_by_role("region", name="I wait for my parcel").get_by_role("region", name="Complaints")
    shown = tile.get_by_role("listitem").count()
    expect(tile.get_by_text(f"+ {12 - shown} more")).to_be_visible()


def test_a_wider_window_shows_more_rows_again(open_wall: OpenWall) -> None:
    """What gave way in a low window comes back in a high one."""
    page = open_wall("outdoor", 1920, 900)
    complaints = page.get_by_role("region", name="I wait for my parcel").locator(".complaint:visible")
    few = complaints.count()
    page.set_viewport_size({"width": 1920, "height": 1440})
    expect(complaints).not_to_have_count(few)
    assert complaints.count() > few


def test_same_sections_lie_at_the_same_height_across_the_wall(open_wall: OpenWall) -> None:
    """Every column's complaints begin at one height, and so do its teams."""
    page = open_wall("outdoor")
    for section in ("complaints", "kpis", "teams"):
        tops = page.locator(f".tile.{section}").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
        assert max(tops) - min(tops) < 1
