"""A choice on the wall comes back to Python, and new data is drawn without disturbing who is using the wall."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal, expect_focus, wait_for_pictures
from tests.e2e.test_wall_voice import count_voices


def test_a_chosen_period_comes_back_and_redraws_the_wall(open_wall: OpenWall) -> None:
    """Choosing a period hands grain, period and comparison to the page, which puts them into the address."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_label("Period", exact=True).select_option("September 2026")
    expect(page.get_by_text("Shown for september 2026")).to_be_visible()
    expect(page).to_have_url(re.compile(r"grain=month&period=september(%20|\+)2026&comparison=previous(%20|\+)period"))
    expect(page.get_by_label("Period", exact=True)).to_have_value("september 2026")


def test_focus_stays_where_it_was_when_the_wall_is_redrawn(open_wall: OpenWall) -> None:
    """The selector that was used, which is redrawn with the new period, keeps the focus."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_label("Period", exact=True).focus()
    page.get_by_label("Period", exact=True).select_option("September 2026")
    expect(page.get_by_text("Shown for september 2026")).to_be_visible()
    expect_focus(page, "choose:period")


def test_only_a_changed_stage_is_redrawn_and_no_picture_is_fetched_again(open_wall: OpenWall) -> None:
    """The first column remains the same element, the second is new, and its pictures are hung again unfetched."""
    fetched: list[str] = []

    def watch(page: Page) -> None:
        page.on("request", lambda request: fetched.append(request.url) if "/files/" in request.url else None)

    page = open_wall("outdoor", 1920, 1080, watch)
    wall = page.locator(".wall")
    wait_for_pictures(wall)
    page.locator(".stage").evaluate_all("all => all.forEach((one, at) => { one.before = at; })")
    before = len(fetched)
    assert before > 0
    page.get_by_label("Period", exact=True).select_option("September 2026")
    expect(page.get_by_text("Shown for september 2026")).to_be_visible()
    kept = "all => all.map(one => one.before ?? null)"
    expect_equal(lambda: page.locator(".stage").evaluate_all(kept), [0, None, 2, 3, 4, 5, 6, 7])
    wait_for_pictures(wall)
    assert len(fetched) == before


def test_a_playing_clip_plays_on_through_new_data(open_wall: OpenWall) -> None:
    """A clip of the very stage that changed is heard on, and its new button says pause."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    page.get_by_role("button", name="Ordering in four minutes").click()
    page.wait_for_function("[...window.voices][0]?.currentTime > 0.2")
    page.get_by_label("Period", exact=True).select_option("September 2026")
    expect(page.get_by_text("Shown for september 2026")).to_be_visible()
    expect(page.get_by_role("button", name="Pause: Ordering in four minutes 0:38 3 Oct")).to_be_visible()
    played_on = "[...window.voices].map(one => [one.paused, one.currentTime > 0.2])"
    expect_equal(lambda: page.evaluate(played_on), [[False, True]])


def test_an_artifact_held_up_stays_up_through_new_data(open_wall: OpenWall) -> None:
    """The dialog stays open while the stage behind it is redrawn, and gives the focus back to the new element."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_role("button", name="Order form").press("Enter")
    dialog = page.get_by_role("dialog", name="Order form")
    expect(dialog).to_be_visible()
    page.locator("select[name=period]").evaluate(
        "one => { one.selectedIndex = 1; one.dispatchEvent(new Event('change')); }"
    )
    expect(page.get_by_text("Shown for september 2026")).to_be_attached()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect_focus(page, "artifact:order-form")


def test_the_wall_does_not_fade_while_it_is_redrawn(open_wall: OpenWall) -> None:
    """No frame between choosing and the new wall shows the columns pale or gone."""
    page = open_wall("outdoor", 1920, 1080)
    page.evaluate(
        """() => {
          window.faded = [];
          const host = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('.wall'));
          const look = () => {
            let seen = 1;
            for (let at = host; at; at = at.parentElement) seen *= Number(getComputedStyle(at).opacity);
            if (seen < 1 || host.shadowRoot.querySelectorAll('.stage').length !== 8) window.faded.push(seen);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    page.get_by_label("Period", exact=True).select_option("September 2026")
    expect(page.get_by_text("Shown for september 2026")).to_be_visible()
    assert page.evaluate("window.faded") == []
