"""What lies over the wall for a while: the blank screen, the volume just set, the keys in large letters."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal, expect_focus, expect_holds, stop_the_clock, with_a_clock
from tests.e2e.test_wall_keys import STAGES, UNDER_THE_MIDDLE, expect_blank, expect_stage, expect_wall
from tests.e2e.test_wall_legible import DETAIL_CAP_PX, GLANCE_CAP_PX
from tests.e2e.test_wall_voice import HEARD, count_voices, expect_heard

LOUDNESS_STAYS_MS = 2500
SOUND = "[...window.voices][0]"
CAP_HEIGHT = """node => {
  const ruler = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(node);
  ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return ruler.measureText('H').actualBoundingBoxAscent;
}"""


@pytest.mark.parametrize("key", ["b", "B", "."])
def test_a_blank_screen_is_black_silent_and_shut(open_wall: OpenWall, key: str) -> None:
    """At once all is black without a pointer, the call pauses, nothing behind can be reached, and the key undoes it."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    page.get_by_role("button", name="Where is my money?").click()
    page.wait_for_function(f"{SOUND}?.currentTime > 0.2")
    page.keyboard.press(key)
    expect_blank(page)
    expect_heard(page, 0)
    for _ in range(3):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
    assert page.evaluate(UNDER_THE_MIDDLE)[0] == "blank"
    assert page.evaluate(HEARD) == 0
    page.keyboard.press(key)
    expect_wall(page)
    expect_focus(page, "clip:call-return")
    assert page.evaluate(HEARD) == 0


def test_escape_and_a_touch_bring_a_blank_screen_back(open_wall: OpenWall) -> None:
    """Either brings back the artifact that was held up, and presses nothing behind the black."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_role("button", name="Returns form").press("Enter")
    expect(page.get_by_role("dialog", name="Returns form")).to_be_visible()
    for way in ("Escape", "touch"):
        page.keyboard.press("b")
        expect_blank(page)
        if way == "touch":
            page.mouse.click(960, 540)
        else:
            page.keyboard.press(way)
        expect(page.locator(".blank")).to_be_hidden()
        expect(page.get_by_role("dialog", name="Returns form")).to_be_visible()


def test_volume_keys_work_the_playing_clip_and_show_it_afar(open_wall: OpenWall) -> None:
    """Minus, plus and M set the volume within its bounds, and say so in letters that reach across the room."""

    def prepare(page: Page) -> None:
        count_voices(page)
        with_a_clock(page)

    page = open_wall("outdoor", before=prepare)
    stop_the_clock(page)
    page.keyboard.press("-")
    expect(page.locator(".loudness")).to_be_hidden()
    page.get_by_role("button", name="Where is my money?").click()
    page.keyboard.press("-")
    page.keyboard.press("-")
    said = page.get_by_role("status").filter(has_text=re.compile("Volume 80\\s?%"))
    expect(said).to_be_visible()
    expect_holds(lambda: said.locator(".glance").evaluate(CAP_HEIGHT), lambda cap: cap >= GLANCE_CAP_PX)
    expect_equal(lambda: page.evaluate(f"{SOUND}.volume"), pytest.approx(0.8))
    page.keyboard.press("m")
    expect(page.get_by_text("Sound off")).to_be_visible()
    expect_equal(lambda: page.evaluate(f"{SOUND}.muted"), True)
    for _ in range(4):
        page.keyboard.press("+")
    expect_equal(lambda: page.evaluate(f"[{SOUND}.volume, {SOUND}.muted]"), [1, False])
    expect(page.get_by_text(re.compile("Volume 100\\s?%"))).to_be_visible()
    page.clock.run_for(LOUDNESS_STAYS_MS)
    expect(page.locator(".loudness")).to_be_hidden()


def test_full_screen_is_a_toggle_and_keeps_what_is_open(open_wall: OpenWall) -> None:
    """F fills the screen with the wall, the open stage stays uppermost, and F leaves it."""
    page = open_wall("outdoor", 1920, 1080)
    page.keyboard.press("PageDown")
    expect_stage(page, STAGES[0])
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    uppermost = "one => one.contains(one.getRootNode().elementFromPoint(innerWidth / 2, innerHeight / 2))"
    expect_equal(lambda: page.get_by_role("dialog").evaluate(uppermost), True)
    page.keyboard.press("F")
    page.wait_for_function("document.fullscreenElement === null")


def test_the_keys_are_shown_in_letters_to_be_read_from_a_chair(open_wall: OpenWall) -> None:
    """The question mark shows every key with what it does, also over a stage; any way of closing closes it."""
    page = open_wall("outdoor")
    page.keyboard.press("PageDown")
    expect_stage(page, STAGES[0])
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    for does in (
        "walk the stages, one by one",
        "blank the screen, and back",
        "louder, quieter",
        "full screen, and back",
    ):
        expect(keys.get_by_text(does)).to_be_in_viewport(ratio=1)
    caps = f"all => all.map({CAP_HEIGHT})"
    expect_holds(lambda: keys.locator(".t").evaluate_all(caps), lambda seen: min(seen) > 2 * DETAIL_CAP_PX)
    expect_holds(lambda: keys.locator("dt").evaluate_all(caps), lambda seen: min(seen) >= GLANCE_CAP_PX)
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect_stage(page, STAGES[0])
