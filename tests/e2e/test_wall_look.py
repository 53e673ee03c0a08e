"""Light and dark, and the kiosk: what the address says of one screen, and keeps."""

import re
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_holds, stop_the_clock, wait_for_pictures, wait_for_wall, with_a_clock
from tests.e2e.test_wall_fits import settle
from tests.e2e.test_wall_keys import expect_blank, expect_wall
from tests.e2e.test_wall_legible import (
    CONTRAST_AA,
    CONTRAST_SHAPES,
    CONTRASTS,
    FEWEST_SHAPES,
    FEWEST_TEXTS,
    FORCED_PARTS,
    expect_paint,
    play_a_call,
)

DARK = re.compile(r"\bdark\b")
BACKGROUND = "one => getComputedStyle(one).backgroundColor"
BRIGHTEST_DARK = 40
# Where the strip of the call begins, and where each fix team in sight ends.
FOOT = """wall => ({
  top: wall.querySelector('.voice').getBoundingClientRect().top,
  teams: [...wall.querySelectorAll('.team')].filter((one) => one.getClientRects().length)
    .map((one) => one.getBoundingClientRect().bottom),
})"""
POINTER_RESTS_MS = 3000


def assert_contrasts(page: Page, within: str) -> int:
    """Every text stands out by AA, every icon by that of graphics; how many were looked at."""
    measured = page.locator(within).evaluate(CONTRASTS)
    for one in measured:
        assert one["ratio"] >= (CONTRAST_SHAPES if one["shape"] else CONTRAST_AA), one
    return len(measured)


def is_dark_color(color: str) -> bool:
    """Whether a computed colour is near black."""
    return max(map(int, re.findall(r"\d+", color)[:3])) <= 2 * BRIGHTEST_DARK


def test_a_dark_wall_is_dark_and_keeps_its_contrasts(open_wall: OpenWall) -> None:
    """Sheet, stages that let down, the call's strip and the rotation are dark; texts and shapes stand out from them."""
    page = open_wall("bare&look=dark&rotation=60")
    play_a_call(page)
    assert assert_contrasts(page, ".wall") > FEWEST_TEXTS + FEWEST_SHAPES
    for part in (".wall", ".stage.level-letting_down", ".voice"):
        expect_holds(partial(page.locator(part).first.evaluate, BACKGROUND), is_dark_color)


def test_what_lies_over_a_dark_wall_keeps_its_contrasts(open_wall: OpenWall) -> None:
    """A stage's page, an artifact held up, the keys and the volume are legible in the dark too."""
    page = open_wall("outdoor&look=dark", before=with_a_clock)
    page.get_by_role("button", name="I send something back").click()
    stage = page.get_by_role("dialog", name="I send something back")
    expect(stage.get_by_text("Complaint 1 in my own words.")).to_be_visible()
    stage.get_by_role("button", name="Play").click()
    expect(stage.locator("[aria-current=true]")).to_be_visible()
    wait_for_pictures(stage)
    stop_the_clock(page)
    page.keyboard.press("+")
    expect(page.locator(".loudness")).to_be_visible()
    assert assert_contrasts(page, ".loudness") == 2
    assert assert_contrasts(page, ".deep") > FEWEST_SHAPES
    stage.get_by_role("button", name="Returns form").click()
    expect(page.get_by_role("dialog", name="Returns form")).to_be_visible()
    assert_contrasts(page, ".print")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert assert_contrasts(page, ".keys") > 10


@pytest.mark.parametrize(
    ("query", "system", "is_dark"),
    [
        ("outdoor", "dark", False),
        ("outdoor&look=dark", "light", True),
        ("outdoor&look=light", "dark", False),
        ("outdoor&look=auto", "dark", True),
        ("outdoor&look=auto", "light", False),
        ("dim", "light", True),
        ("dim&look=light", "light", False),
        ("dim&look=purple", "light", True),
        ("outdoor&look=<script>", "dark", False),
    ],
)
def test_the_address_says_how_this_screen_looks(open_wall: OpenWall, query: str, system: str, is_dark: bool) -> None:
    """The room's look, unless the address has one; "auto" is the system's; what means nothing counts as not said."""

    def prefer(page: Page) -> None:
        page.emulate_media(color_scheme="dark" if system == "dark" else "light")

    page = open_wall(query, 1920, 1080, prefer)
    wall = page.locator(".wall")
    if is_dark:
        expect(wall).to_have_class(DARK)
    else:
        expect(wall).not_to_have_class(DARK)


def test_an_automatic_look_follows_the_system_at_once(open_wall: OpenWall) -> None:
    """When the screen's system turns dark in the evening, so does the wall."""
    page = open_wall("outdoor&look=auto", 1920, 1080)
    expect(page.locator(".wall")).not_to_have_class(DARK)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".wall")).to_have_class(DARK)


def test_a_key_turns_dark_and_a_reload_keeps_it(open_wall: OpenWall) -> None:
    """D turns the wall dark at once and puts it into the address; walking and reloading keep it; D turns it back."""
    page = open_wall("outdoor", 1920, 1080)
    page.keyboard.press("d")
    expect(page.locator(".wall")).to_have_class(DARK)
    expect(page).to_have_url(re.compile(r"[?&]look=dark(&|$)"))
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile(r"[?&]look=dark&?.*stage=browse|stage=browse.*look=dark"))
    page.reload()
    wait_for_wall(page)
    expect(page.get_by_role("dialog", name="I look for something")).to_be_visible()
    expect(page.locator(".wall")).to_have_class(DARK)
    page.keyboard.press("D")
    expect(page.locator(".wall")).not_to_have_class(DARK)
    expect(page).to_have_url(re.compile(r"[?&]look=light(&|$)"))


def test_a_dark_wall_gives_way_to_colours_the_reader_forces(open_wall: OpenWall) -> None:
    """In a forced palette a dark wall is drawn in the reader's two colours, like a light one."""
    page = open_wall(
        "outdoor&look=dark", before=lambda page: page.emulate_media(forced_colors="active", color_scheme="dark")
    )
    for part, paint in FORCED_PARTS.items():
        expect_paint(page, part, paint)


def test_a_kiosk_has_no_selectors_and_no_resting_pointer(open_wall: OpenWall) -> None:
    """Nothing to choose is shown; the pointer leaves after some seconds of rest, and comes back when it is moved."""
    page = open_wall("outdoor&mode=kiosk", 1920, 1080, with_a_clock)
    stop_the_clock(page)
    expect(page.get_by_role("combobox")).to_have_count(0)
    wall = page.locator(".wall")
    move_pointer(page, 400, 400)
    page.clock.run_for(POINTER_RESTS_MS - 100)
    expect(wall).not_to_have_css("cursor", "none")
    page.clock.run_for(200)
    expect(wall).to_have_css("cursor", "none")
    move_pointer(page, 500, 500)
    expect(wall).not_to_have_css("cursor", "none")


def move_pointer(page: Page, x: int, y: int) -> None:
    """Move the pointer, and wait until the page has heard of it."""
    page.evaluate("addEventListener('pointermove', ({ clientX }) => { window.pointerAt = clientX; })")
    page.mouse.move(x, y)
    page.wait_for_function("x => window.pointerAt === x", arg=x)


def test_a_kiosk_is_worked_by_keys_and_touch_and_survives_a_reload(open_wall: OpenWall) -> None:
    """A clicker walks it, a touch opens a stage, and after a reload it is a kiosk at the same place."""
    page = open_wall("outdoor&mode=kiosk&rotation=600", 1920, 1080)
    page.keyboard.press("PageDown")
    expect(page.get_by_role("dialog", name="I look for something")).to_be_visible()
    page.keyboard.press("Escape")
    expect_wall(page)
    page.get_by_role("button", name="I unpack it").click()
    expect(page).to_have_url(re.compile(r"mode=kiosk.*rotation=600.*stage=unpack"))
    page.reload()
    wait_for_wall(page)
    expect(page.get_by_role("dialog", name="I unpack it")).to_be_visible()
    expect(page.locator(".wall.kiosk")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("group", name="Rotation")).to_be_visible()


def test_what_the_address_does_not_know_falls_back(open_wall: OpenWall) -> None:
    """An unknown stage, mode, period and rotation show the wall as if nothing had been said."""
    page = open_wall("outdoor&mode=cinema&stage=gone&period=yesterday&rotation=soon", 1920, 1080)
    expect(page.get_by_role("combobox")).to_have_count(3)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("group", name="Rotation")).to_be_hidden()


def test_a_playing_call_takes_its_height_from_the_stages(open_wall: OpenWall) -> None:
    """At each size the strip stands below the fix teams, not before them, and leaves without a trace."""
    page = open_wall("outdoor", 3840, 2160)
    for width, height in ((3840, 2160), (1440, 900)):
        settle(page, width, height)
        shown = page.locator(".team:visible, .complaint:visible").count()
        page.get_by_role("button", name="Where is my money?").click()
        strip = page.get_by_role("region", name="What is being said")
        expect(strip).to_be_visible()
        expect_holds(lambda: page.locator(".wall").evaluate(FOOT), lambda foot: max(foot["teams"]) <= foot["top"])
        assert len(page.locator(".wall").evaluate(FOOT)["teams"]) >= 7
        expect(strip).to_contain_text(re.compile(r"\d:\d\d / 2:00"))
        page.keyboard.press("Escape")
        expect(strip).to_be_hidden()
        expect(page.locator(".team:visible, .complaint:visible")).to_have_count(shown)


def test_no_pointer_is_seen_on_a_blank_kiosk(open_wall: OpenWall) -> None:
    """Blank is black, whatever moves."""
    page = open_wall("outdoor&mode=kiosk", 1920, 1080)
    page.keyboard.press("b")
    expect_blank(page)
    move_pointer(page, 500, 500)
    expect_blank(page)
