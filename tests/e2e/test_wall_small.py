"""A laptop's page at 300 % and a telephone: one stage below the other, everything readable and within reach."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal, expect_holds, wait_for_pictures
from tests.e2e.test_wall_fits import expect_none, settle
from tests.e2e.test_wall_keyboard import tab_through
from tests.e2e.wall_samples import SAMPLES

LAPTOP_AT_300 = (480, 300)
TELEPHONE = (390, 844)
LEAST_LETTER_PX = 14

# What stands beside the window, is cut within its box, or is too small to read.
MISFITS = """node => {
  const found = [];
  const say = (what, one) => found.push(`${what}: .${one.className} ${one.textContent.slice(0, 30)}`);
  const seen = (one) => one.getClientRects().length && !one.closest('svg, option, .verb, .plot')
    && (one.closest('dialog') ?? node) === node;
  if (node.scrollWidth > innerWidth) say('scrolls sideways', node);
  for (const one of [...node.querySelectorAll('*')].filter(seen)) {
    const box = one.getBoundingClientRect();
    if (!one.matches('.sheet, .pin, .demo') && (box.left < -1 || box.right > innerWidth + 1)) say('off screen', one);
    if (!one.matches('.t, select')) continue;
    const cut = one.scrollHeight > one.clientHeight + 6 || one.scrollWidth > one.clientWidth + 1;
    if (cut && getComputedStyle(one).display !== 'inline' && !one.matches('.voice-line')) say('cut', one);
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (size < 14) say(`only ${size} px`, one);
  }
  return found;
}"""
COVERED = """one => {
  const box = one.getBoundingClientRect();
  const at = one.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return !(at && (one.contains(at) || at.contains(one)));
}"""


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_every_wall_can_be_read_in_one_column(open_wall: OpenWall, sample: str) -> None:
    """On both screens nothing stands beside the window or is cut, and no letter is smaller than 14 px."""
    page = open_wall(sample, *LAPTOP_AT_300)
    for size in (LAPTOP_AT_300, TELEPHONE):
        settle(page, *size)
        expect_none(page.locator(".wall"), MISFITS, size)


def test_every_row_is_shown(open_wall: OpenWall) -> None:
    """What gives way on a screen across the room is all there: only what the room did not send is counted."""
    page = open_wall("outdoor", *LAPTOP_AT_300)
    stage = page.get_by_role("region", name="I wait for my parcel")
    complaints = stage.get_by_role("group", name="Complaints")
    expect(complaints.get_by_role("listitem")).to_have_count(5)
    expect(complaints.get_by_text("+ 7 more")).to_be_visible()
    expect(stage.get_by_role("group", name="In the customer's hands").get_by_role("listitem")).to_have_count(5)


def test_tab_brings_every_control_into_sight(open_wall: OpenWall) -> None:
    """Each selector, name, artifact and clip scrolls into the window when the focus comes to it."""
    page = open_wall("outdoor", *LAPTOP_AT_300)
    for key in tab_through(page):
        expect(page.locator(f"[data-key='{key}']")).to_be_in_viewport()


def test_arrows_bring_the_next_stage_to_the_top(open_wall: OpenWall) -> None:
    """The arrow that moves to a stage shows its name and health."""
    page = open_wall("outdoor", *LAPTOP_AT_300)
    for name in ("I look for something", "I order", "I am told when it comes"):
        page.keyboard.press("ArrowRight")
        stage = page.get_by_role("region", name=name)
        expect(stage.get_by_role("heading", name=name)).to_be_in_viewport(ratio=1)
        expect(stage.locator(".health-word")).to_be_in_viewport()


def test_a_stage_can_be_read_and_left(open_wall: OpenWall) -> None:
    """A stage's page begins at its controls and its name, shows each section at full width, and Escape leaves it."""
    page = open_wall("outdoor", *LAPTOP_AT_300)
    page.keyboard.press("PageDown")
    dialog = page.get_by_role("dialog", name="I look for something")
    expect(dialog.get_by_text("Complaint 1 in my own words.")).to_be_attached()
    for size in (LAPTOP_AT_300, TELEPHONE):
        settle(page, *size)
        expect_none(dialog, MISFITS, size)
    expect(dialog.get_by_role("heading", name="I look for something")).to_be_in_viewport()
    dialog.get_by_text("Complaint 1 in my own words.").scroll_into_view_if_needed()
    expect(dialog.get_by_text("Complaint 1 in my own words.")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_call_leaves_more_than_half_of_the_window(open_wall: OpenWall) -> None:
    """The strip of a playing call stays at the foot, below half of the window, and what it covers scrolls free."""
    page = open_wall("outdoor&rotation=60", *LAPTOP_AT_300)
    page.get_by_role("button", name="She climbs there herself").click()
    strip = page.get_by_role("region", name="What is being said")
    expect(strip).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("group", name="Rotation")).to_be_in_viewport(ratio=1)
    deck = page.locator(".deck")
    expect_holds(deck.bounding_box, lambda box: box is not None and box["height"] < LAPTOP_AT_300[1] / 2)
    wait_for_pictures(page.locator(".wall"))
    page.locator(".wall").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    assert_uncovered(page, "As of 1 November 2026, 06:00")


def assert_uncovered(page: Page, text: str) -> None:
    """A text is in the window and nothing lies over it."""
    shown = page.get_by_text(text)
    expect(shown).to_be_in_viewport(ratio=1)
    expect_equal(lambda: shown.evaluate(COVERED), False)


def test_an_artifact_and_the_keys_can_be_read_and_closed(open_wall: OpenWall) -> None:
    """Held up, an artifact shows its name and its way back; the keys scroll."""
    page = open_wall("outdoor", *LAPTOP_AT_300)
    page.get_by_role("button", name="Returns form").click()
    dialog = page.get_by_role("dialog", name="Returns form")
    expect(dialog).to_be_visible()
    wait_for_pictures(dialog)
    expect_none(dialog, MISFITS)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    expect_none(keys, MISFITS)
    last = keys.get_by_text("these keys")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
