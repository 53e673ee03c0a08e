"""The wall fits every screen, whatever its texts."""

from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal, expect_holds, wait_for_pictures
from tests.e2e.wall_samples import SAMPLES

SIZES = ((3840, 2160), (1920, 1080), (1440, 900), (1366, 768))

# Everything that leaves the window, its tile or its own box, in a few words each. A text cut at its number of lines
# ends in an ellipsis and may be wider than its box.
MISFITS = """wall => {
  const found = [];
  const say = (what, node) => found.push(`${what}: .${node.className} ${node.textContent.slice(0, 30)}`);
  const boxed = (node) => node.getClientRects().length > 0 && !node.closest('svg, dialog, option');
  const rectangle = (node) => node.getBoundingClientRect();
  for (const node of wall.querySelectorAll('*')) {
    if (!boxed(node)) continue;
    const box = rectangle(node);
    const leaves = box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    if (leaves) say('off screen', node);
    const edge = node.parentElement.closest('.tile, .stage')?.getBoundingClientRect();
    const turned = node.matches('.sheet, .pin');
    const beside = edge && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5);
    const below = edge && box.bottom > edge.bottom + 1.5;
    if ((beside || below) && !turned) say('out of its tile', node);
    const cut = node.scrollHeight > node.clientHeight + 1;
    if (node.matches('.t') && !cut && node.scrollWidth > node.clientWidth + 1) say('text too wide', node);
  }
  for (const stage of wall.querySelectorAll('.stage')) {
    const parts = [...stage.children].filter(boxed);
    parts.slice(1).forEach((part, at) => {
      if (rectangle(part).top < rectangle(parts[at]).bottom - 1) say('sections overlap', part);
    });
  }
  const page = document.scrollingElement;
  if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) found.push('the document scrolls');
  for (const node of document.querySelectorAll('[data-testid=stMain], .stApp')) {
    const scrolls = node.scrollHeight > node.clientHeight + 1 && getComputedStyle(node).overflowY !== 'hidden';
    if (scrolls) say('scrolls', node);
  }
  return found;
}"""

CUT_NAMES = """wall => [...wall.querySelectorAll('.open-stage, .health-word .t, .team-status .t')]
  .filter((node) => node.clientHeight && node.scrollHeight > node.clientHeight * 1.2).map((node) => node.textContent)"""


TOPS = "all => all.map(one => one.getBoundingClientRect().top)"


def settle(page: Page, width: int, height: int) -> None:
    """Give the window this size and wait until the wall has fitted itself to it."""
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator(".wall")).to_have_attribute("data-fitted", f"{width}x{height}")
    wait_for_pictures(page.locator(".wall"))


def expect_none(node: Locator, look: str, at: object = "") -> None:
    """A look at a node finds nothing amiss."""
    expect_equal(lambda: [at, node.evaluate(look)], [at, []])


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_every_wall_fits_every_window(open_wall: OpenWall, sample: str) -> None:
    """At four window sizes nothing scrolls or leaves the screen, its tile or its box, and no name or state is cut."""
    page = open_wall(sample)
    for width, height in SIZES:
        settle(page, width, height)
        expect_none(page.locator(".wall"), MISFITS, (width, height))
        if sample != "hostile":
            expect_none(page.locator(".wall"), CUT_NAMES, (width, height))


def test_rows_that_do_not_fit_are_counted(open_wall: OpenWall) -> None:
    """A stage with five complaints of which three fit, and seven more in the room, says that nine are not shown."""
    page = open_wall("outdoor")
    tile = page.get_by_role("region", name="I wait for my parcel").get_by_role("group", name="Complaints")
    rows = tile.get_by_role("listitem")
    rest = tile.locator(".rest")
    expect_holds(lambda: (rest.text_content(), rows.count()), lambda seen: seen[0] == f"+ {12 - seen[1]} more")
    expect(rest).to_be_visible()


def test_a_wider_window_shows_more_rows_again(open_wall: OpenWall) -> None:
    """What gave way in a low window comes back in a high one."""
    page = open_wall("outdoor", 1920, 900)
    complaints = page.get_by_role("region", name="I wait for my parcel").locator(".complaint:visible")
    few = complaints.count()
    settle(page, 1920, 1440)
    expect_holds(complaints.count, lambda now: now > few)


def test_same_sections_lie_at_the_same_height_across_the_wall(open_wall: OpenWall) -> None:
    """Every column's complaints begin at one height, and so do its teams."""
    page = open_wall("outdoor")
    for section in ("complaints", "kpis", "teams"):
        tiles = page.locator(f".tile.{section}")
        expect_holds(partial(tiles.evaluate_all, TOPS), lambda tops: max(tops) - min(tops) < 1)
