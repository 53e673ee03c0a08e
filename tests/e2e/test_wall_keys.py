"""The wall is worked by keys and a presenter's clicker, wherever the focus is."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal, expect_focus
from tests.e2e.test_wall_voice import count_voices, expect_heard

STAGES = (
    "I look for something", "I order", "I am told when it comes", "I wait for my parcel",
    "I unpack it", "I wear it outside", "I send something back", "I need help",
)  # fmt: skip
UNDER_THE_MIDDLE = """() => {
  let at = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  while (at?.shadowRoot) at = at.shadowRoot.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return [at.className, getComputedStyle(at).backgroundColor, getComputedStyle(at).cursor];
}"""
PRESS_F5 = """() => {
  const press = new KeyboardEvent('keydown', { key: 'F5', bubbles: true, cancelable: true, composed: true });
  return document.dispatchEvent(press);
}"""


def expect_stage(page: Page, name: str) -> None:
    """A stage's page is open, and it is this one's."""
    expect(page.get_by_role("dialog", name=name, exact=True)).to_be_visible()


def expect_blank(page: Page) -> None:
    """The whole screen is black, without a pointer."""
    expect_equal(lambda: page.evaluate(UNDER_THE_MIDDLE), ["blank", "rgb(0, 0, 0)", "none"])


def expect_wall(page: Page) -> None:
    """Nothing lies over the wall."""
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_clicker_walks_a_whole_review(open_wall: OpenWall) -> None:
    """From the wall through every stage to the wall again, and back, whatever had the focus before."""
    page = open_wall("outdoor", 1920, 1080)
    for name in STAGES:
        page.keyboard.press("PageDown")
        expect_stage(page, name)
    page.keyboard.press("PageDown")
    expect_wall(page)
    for name in reversed(STAGES):
        page.keyboard.press("PageUp")
        expect_stage(page, name)
    page.keyboard.press("PageUp")
    expect_wall(page)
    page.keyboard.press("PageDown")
    expect_stage(page, STAGES[0])


def test_a_clicker_blanks_within_a_review_and_goes_on(open_wall: OpenWall) -> None:
    """The blank key and Escape of a clicker, in the middle of a walk, change nothing of where the walk stands."""
    page = open_wall("outdoor", 1920, 1080)
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.keyboard.press(".")
    page.keyboard.press("PageDown")
    expect_blank(page)
    page.keyboard.press("b")
    expect(page.locator(".blank")).to_be_hidden()
    expect_stage(page, "I order")
    page.keyboard.press("Escape")
    expect_wall(page)
    expect_focus(page, "stage:order")
    page.keyboard.press("PageDown")
    expect_stage(page, "I order")


def test_a_clickers_start_key_is_left_to_the_browser(open_wall: OpenWall) -> None:
    """F5 is not taken by the wall, on it or in a stage."""
    page = open_wall("outdoor", 1920, 1080)
    assert page.evaluate(PRESS_F5)
    page.keyboard.press("PageDown")
    expect_stage(page, STAGES[0])
    assert page.evaluate(PRESS_F5)


def test_a_clicker_walks_on_from_a_selector_and_from_an_artifact(open_wall: OpenWall) -> None:
    """With the focus on the period, Page Down opens a stage and leaves the period; an artifact is put back first."""
    page = open_wall("outdoor", 1920, 1080)
    period = page.get_by_label("Period", exact=True)
    period.focus()
    page.keyboard.press("PageDown")
    expect_stage(page, STAGES[0])
    expect(period).to_have_value("october 2026")
    page.get_by_role("dialog").get_by_role("button", name="Size chart").click()
    expect(page.get_by_role("dialog", name="Size chart")).to_be_visible()
    page.keyboard.press("PageDown")
    expect_stage(page, STAGES[1])


@pytest.mark.parametrize(("sample", "onward", "back"), [("outdoor", "Right", "Left"), ("arabic", "Left", "Right")])
def test_arrows_move_from_stage_to_stage_as_the_room_reads(
    open_wall: OpenWall, sample: str, onward: str, back: str
) -> None:
    """Arrows move the focus along the stages' names, stop at the ends, and step from page to page inside."""
    page = open_wall(sample, 1920, 1080)
    codes = page.locator(".open-stage").evaluate_all("all => all.map(one => one.dataset.key)")
    for code in (*codes, codes[-1]):
        page.keyboard.press(f"Arrow{onward}")
        expect_focus(page, code)
    page.keyboard.press(f"Arrow{back}")
    expect_focus(page, codes[-2])
    page.keyboard.press("Enter")
    names = page.locator(".open-stage").evaluate_all("all => all.map(one => one.textContent)")
    expect_stage(page, names[-2])
    for at in (-3, -2, -1, -1):
        page.keyboard.press(f"Arrow{back if at == -3 else onward}")
        expect_stage(page, names[at])


def test_an_arrow_goes_on_from_the_stage_that_holds_the_focus(open_wall: OpenWall) -> None:
    """From an artifact of the sixth stage the right arrow goes to the name of the seventh."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_role("button", name="Warranty card").focus()
    page.keyboard.press("ArrowRight")
    expect_focus(page, "stage:return")


def test_fields_keep_their_keys(open_wall: OpenWall) -> None:
    """In a selector letters, arrows and space are the selector's; a key with a modifier is the browser's."""
    page = open_wall("outdoor", 1920, 1080)
    period = page.get_by_label("Period", exact=True)
    period.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Shown for september 2026")).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("ArrowRight")
    expect_focus(page, "choose:period")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+b")
    page.keyboard.press("Alt+ArrowUp")
    expect_wall(page)


def test_escape_returns_one_step_at_a_time(open_wall: OpenWall) -> None:
    """From the artifact to the stage, to the wall, and there it ends the call."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    page.get_by_role("button", name="Where is my money?").click()
    page.evaluate("document.activeElement.blur()")
    page.get_by_role("button", name="I send something back").click()
    page.get_by_role("dialog").get_by_role("button", name="Returns form").click()
    print_shown = page.get_by_role("dialog", name="Returns form")
    expect(print_shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(print_shown).to_be_hidden()
    expect_stage(page, "I send something back")
    page.keyboard.press("Escape")
    expect_wall(page)
    expect_heard(page, 1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="What is being said")).to_be_hidden()
    expect_heard(page, 0)


def test_a_screen_can_do_without_letters_figures_and_signs(open_wall: OpenWall) -> None:
    """`keys=plain`: none of them does anything, on the wall, in a stage or over an artifact; the others work."""
    page = open_wall("outdoor&keys=plain", 1920, 1080)
    for key in ("b", ".", "?", "d", "F"):
        page.keyboard.press(key)
    expect_wall(page)
    expect(page.locator(".wall.dark")).to_have_count(0)
    page.keyboard.press("PageDown")
    expect_stage(page, STAGES[0])
    page.keyboard.press("3")
    expect(page.locator(".deep .panel.large")).to_have_count(0)
    page.keyboard.press("Escape")
    expect_wall(page)
    page.get_by_role("button", name="Order form").press("Enter")
    expect(page.get_by_role("dialog", name="Order form")).to_be_visible()
    page.keyboard.press("+")
    assert page.locator(".print-stand").evaluate("one => one.style.getPropertyValue('--zoom')") == "1"
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="Order confirmation")).to_be_visible()
