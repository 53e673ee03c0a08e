"""A wall left alone shows all stages and each in turn, and gives way to whoever uses it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal, stop_the_clock, wait_for_pictures, with_a_clock
from tests.e2e.test_wall_keys import STAGES, UNDER_THE_MIDDLE, expect_stage, expect_wall
from tests.e2e.test_wall_voice import count_voices, expect_heard

# Longer than a page takes to open on any machine.
SPAN_S = 300
TURNING = f"outdoor&rotation={SPAN_S}"
# The rotation looks at the time every second.
ONE_SPAN_MS = (SPAN_S + 1) * 1000
END_THE_CALL = "for (const one of window.voices) one.currentTime = one.duration - 0.3"


def open_stopped(open_wall: OpenWall, query: str = TURNING, before: Callable[[Page], None] = with_a_clock) -> Page:
    """Open a wall, and from then on let its time pass only as the test says."""
    page = open_wall(query, 1920, 1080, before)
    stop_the_clock(page)
    return page


def count_voices_by_a_clock(page: Page) -> None:
    """Remember the voices, and let the test move the page's time."""
    count_voices(page)
    with_a_clock(page)


def state(page: Page) -> Locator:
    """What the rotation says of itself."""
    return page.locator(".rotation-state")


def test_it_turns_from_the_wall_through_the_stages_and_back(open_wall: OpenWall) -> None:
    """After each span the next stage is open; after the last the whole wall; and then the first again."""
    page = open_stopped(open_wall)
    for name in (*STAGES, None, STAGES[0]):
        page.clock.run_for(ONE_SPAN_MS)
        if name:
            expect_stage(page, name)
        else:
            expect_wall(page)
            expect(page).not_to_have_url(re.compile("[?&]stage="))
    expect(state(page)).to_have_text(re.compile(r"Next in \d+ s"))


@pytest.mark.parametrize("seconds", ["0", "4", "3601", "ten", "-5", "1e1", ""])
def test_without_a_span_that_means_something_nothing_turns(open_wall: OpenWall, seconds: str) -> None:
    """A room that sets no rotation has none, whatever else stands in the address, and shows no controls."""
    page = open_stopped(open_wall, f"outdoor&rotation={seconds}")
    expect(page.get_by_role("group", name="Rotation")).to_be_hidden()
    page.clock.run_for(20_000)
    expect_wall(page)


def test_it_waits_a_minute_after_a_key_and_after_a_touch(open_wall: OpenWall) -> None:
    """Whoever presses anything has the wall to himself for a minute; after it the rotation goes on by itself."""
    page = open_stopped(open_wall)
    for press in ("key", "touch"):
        if press == "key":
            page.keyboard.press("ArrowRight")
        else:
            page.mouse.click(960, 3)
        expect(state(page)).to_have_text("Rotation waits")
        page.clock.run_for(59_000)
        expect(state(page)).to_have_text("Rotation waits")
        page.clock.run_for(2_000)
        expect(state(page)).to_have_text(re.compile(r"Next in \d+ s"))
        page.clock.run_for((SPAN_S - 3) * 1000)
        expect_wall(page)
        page.clock.run_for(4_000)
        expect_stage(page, STAGES[0])
        page.keyboard.press("Escape")
        expect_wall(page)
        page.clock.run_for(61_000)


def test_space_pauses_it_and_resumes_it_at_once(open_wall: OpenWall) -> None:
    """Space holds it for as long as nobody presses space again; then it does not wait out the minute."""
    page = open_stopped(open_wall)
    page.keyboard.press("Space")
    expect(state(page)).to_have_text("Rotation paused")
    page.clock.run_for(3 * ONE_SPAN_MS)
    expect_wall(page)
    page.keyboard.press("Space")
    page.clock.run_for(ONE_SPAN_MS)
    expect_stage(page, STAGES[0])


def test_space_presses_a_button_that_was_reached_by_tab(open_wall: OpenWall) -> None:
    """Tab to a call and space plays it, as everywhere; on a button that an arrow reached, space is the rotation's."""
    page = open_stopped(open_wall, before=count_voices_by_a_clock)
    page.get_by_role("button", name="The green is not the green").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_function("window.voices.size === 1")
    expect(state(page)).not_to_have_text("Rotation paused")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(state(page)).to_have_text("Rotation paused")
    expect_wall(page)


def test_its_controls_stay_in_sight_while_it_is_paused(open_wall: OpenWall) -> None:
    """Back, pause or resume, and on stand at the foot of the wall and of a stage, running or paused."""
    page = open_stopped(open_wall)
    controls = page.get_by_role("group", name="Rotation")
    controls.get_by_role("button", name="Pause the rotation").click()
    expect(state(page)).to_have_text("Rotation paused")
    controls.get_by_role("button", name="On", exact=True).click()
    expect_stage(page, STAGES[0])
    expect(page.get_by_role("dialog").get_by_role("button", name="Resume the rotation")).to_be_in_viewport(ratio=1)
    controls.get_by_role("button", name="Back", exact=True).click()
    expect_wall(page)
    controls.get_by_role("button", name="Back", exact=True).click()
    expect_stage(page, STAGES[-1])
    controls.get_by_role("button", name="Resume the rotation").click()
    page.clock.run_for(ONE_SPAN_MS)
    expect_wall(page)
    expect(controls.get_by_role("button", name="Pause the rotation")).to_be_in_viewport(ratio=1)


def test_it_waits_while_a_clip_is_heard(open_wall: OpenWall) -> None:
    """Nobody is cut short, however many spans a call takes: the wall stays until it has ended, and then turns."""
    page = open_stopped(open_wall, before=count_voices_by_a_clock)
    page.get_by_role("button", name="Where is my money?").click()
    page.get_by_role("button", name="Pause the rotation").click()
    page.get_by_role("button", name="Resume the rotation").click()
    expect(state(page)).to_have_text("Rotation waits")
    page.wait_for_function("[...window.voices][0].duration > 0")
    page.clock.run_for(3 * ONE_SPAN_MS)
    expect_heard(page, 1)
    expect_wall(page)
    page.evaluate(END_THE_CALL)
    expect(page.get_by_role("region", name="What is being said")).to_be_hidden()
    page.clock.run_for(ONE_SPAN_MS)
    expect_stage(page, STAGES[0])


@pytest.mark.parametrize("key", ["b", "?", "Enter"])
def test_it_waits_while_something_lies_over_the_wall(open_wall: OpenWall, key: str) -> None:
    """A blank screen, the keys, and an artifact held up stay, well beyond the minute after the key."""
    page = open_stopped(open_wall)
    page.get_by_role("button", name="Returns form").focus()
    page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(1)
    wait_for_pictures(page.locator("dialog[open]"))
    before = page.evaluate(UNDER_THE_MIDDLE)
    page.clock.run_for(3 * ONE_SPAN_MS)
    expect_equal(lambda: page.evaluate(UNDER_THE_MIDDLE), before)
    expect(page.locator(".deep[open]")).to_have_count(0)


def test_it_begins_paused_where_motion_is_not_wanted(open_wall: OpenWall) -> None:
    """With reduced motion nothing turns by itself; resuming it is the reader's choice."""

    def calm(page: Page) -> None:
        page.emulate_media(reduced_motion="reduce")
        with_a_clock(page)

    page = open_stopped(open_wall, before=calm)
    expect(state(page)).to_have_text("Rotation paused")
    page.clock.run_for(3 * ONE_SPAN_MS)
    expect_wall(page)
    page.get_by_role("button", name="Resume the rotation").click()
    page.clock.run_for(ONE_SPAN_MS)
    expect_stage(page, STAGES[0])
