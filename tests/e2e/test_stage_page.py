"""A stage from near: opened by a key or a touch, walked from stage to stage, left to the same place."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from customer_room.ui.wall_source import LIVE_PATH
from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal, expect_focus, expect_holds, wait_for_pictures
from tests.e2e.test_wall_voice import count_voices, expect_heard

WAITING = "I wait for my parcel"
SIDEWAYS = """page => [page, ...page.querySelectorAll('.panel')]
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"""
PLAYED_AT = "[...window.voices].map(one => one.currentTime)"


class SlowServer:
    """Keeps what the server says to a wall until the test lets it through."""

    def __init__(self) -> None:
        self._kept: list[Callable[[], None]] | None = []

    def stand_before(self, page: Page) -> None:
        """Stand between the page and its server."""
        page.route_web_socket(f"**{LIVE_PATH}/**", self._connect)

    def answer(self) -> None:
        """Say what was kept, and keep no more."""
        kept, self._kept = self._kept or [], None
        for say in kept:
            say()

    def _connect(self, wall: WebSocketRoute) -> None:
        wall.connect_to_server().on_message(lambda message: self._say(partial(wall.send, message)))

    def _say(self, say: Callable[[], None]) -> None:
        if self._kept is None:
            say()
        else:
            self._kept.append(say)


def open_stage(page: Page, name: str = WAITING) -> Locator:
    """Open a stage by the Enter key on its name; returns its page."""
    page.get_by_role("button", name=name, exact=True).press("Enter")
    stage = page.get_by_role("dialog", name=name, exact=True)
    expect(stage).to_be_visible()
    return stage


def test_enter_on_a_name_opens_the_stage_and_escape_returns_to_it(open_wall: OpenWall) -> None:
    """The address names the stage while it is open, and the focus is on its name again afterwards."""
    page = open_wall("outdoor", 1920, 1080)
    stage = open_stage(page)
    expect(stage.get_by_text("Complaint 1 in my own words.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]stage=wait(&|$)"))
    expect(page).not_to_have_url(re.compile(r"[?&]period="))
    page.keyboard.press("Escape")
    expect(stage).to_be_hidden()
    expect(page).not_to_have_url(re.compile(r"[?&]stage=wait(&|$)"))
    expect_focus(page, "stage:wait")


def test_what_the_wall_holds_stands_at_once(open_wall: OpenWall) -> None:
    """While a slow server still looks for the words of customers, the column's complaints, KPIs and teams are there."""
    server = SlowServer()
    page = open_wall("outdoor", 1920, 1080, server.stand_before)
    stage = open_stage(page)
    expect(stage.get_by_text("The rest is coming")).to_be_visible()
    for panel in ("In the customer's hands", "Complaints", "Touchpoints", "Surveys", "Calls", "Fix teams"):
        expect(stage.get_by_role("region", name=panel)).to_be_visible()
    expect(stage.get_by_text("The rest is coming")).to_be_visible()
    server.answer()
    expect(stage.get_by_text("Complaint 1 in my own words.")).to_be_visible()


def test_an_address_opens_its_stage(open_wall: OpenWall) -> None:
    """A deep link shows the stage at once; one that names none shows the wall."""
    page = open_wall("outdoor&stage=wait&page=1", 1920, 1080)
    expect(page.get_by_role("dialog", name=WAITING)).to_contain_text("Complaint 5 in my own words.")
    expect(open_wall("outdoor&stage=<script>", 1920, 1080).get_by_role("dialog")).to_have_count(0)


def test_next_and_before_walk_all_stages_and_end_on_the_wall(open_wall: OpenWall) -> None:
    """Each stage's next is the one to its right; after the last stands the wall."""
    page = open_wall("outdoor", 1920, 1080)
    names = page.locator(".stage .open-stage").all_text_contents()
    open_stage(page, names[0])
    for name in names[1:]:
        page.get_by_role("dialog").get_by_role("button", name="Next stage").click()
        expect(page.get_by_role("dialog", name=name, exact=True)).to_contain_text("Complaint 1 in my own words.")
    page.get_by_role("dialog").get_by_role("button", name="Next stage").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_focus(page, page.locator(".stage .open-stage").last.get_attribute("data-key"))


def test_all_complaints_are_a_page_away(open_wall: OpenWall) -> None:
    """Three pages hold all eleven; the first has no page before it, the last none after it."""
    page = open_wall("outdoor", 1920, 1080)
    stage = open_stage(page)
    seen = []
    for position in ("1 to 4 of 11", "5 to 8 of 11", "9 to 11 of 11"):
        expect(stage.get_by_text(position)).to_be_visible()
        seen += stage.locator(".quote").all_text_contents()
        after = stage.get_by_role("button", name="After")
        if after.count():
            after.click()
    assert seen == [f"Complaint {at + 1} in my own words." for at in range(11)]
    expect(stage.get_by_role("button", name="After")).to_have_count(0)
    expect(stage.get_by_role("button", name="Before", exact=True)).to_be_visible()


def test_a_line_of_the_transcript_is_heard_from_there(open_wall: OpenWall) -> None:
    """A press on the second line starts the clip at its second, and marks that line and no other."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    page.locator(".stage .open-stage").filter(has_text="I send something back").press("Enter")
    lines = page.get_by_role("dialog").locator(".spoken")
    expect(lines.nth(1)).to_be_visible()
    lines.nth(1).click()
    expect(lines.nth(1)).to_have_attribute("aria-current", "true")
    expect(lines.nth(0)).not_to_have_attribute("aria-current", "true")
    expect_heard(page, 1)
    expect_holds(lambda: page.evaluate(PLAYED_AT), lambda at: len(at) == 1 and at[0] >= 3)


def test_charts_are_drawn_and_told(open_wall: OpenWall) -> None:
    """A KPI is a drawn chart with its sentence for those who do not see it."""
    stage = open_stage(open_wall("outdoor"))
    chart = stage.get_by_role("region", name="Touchpoints").get_by_role("img", name="From 3 to 5 days.")
    expect(chart.locator("svg.main-svg").first).to_be_visible()
    expect_holds(chart.bounding_box, lambda box: box is not None and box["height"] > 300)


def test_an_artifact_is_enlarged_and_moved_by_keys(open_wall: OpenWall) -> None:
    """Plus makes the print larger than its stand, arrows then move it instead of turning, minus puts it back."""
    page = open_wall("outdoor", 1920, 1080)
    stage = open_stage(page, "I send something back")
    stage.get_by_role("button", name="Returns form").click()
    print_shown = page.get_by_role("dialog", name="Returns form")
    stand = print_shown.locator(".print-stand")
    expect(print_shown).to_be_visible()
    wait_for_pictures(stand)
    page.keyboard.press("+")
    page.keyboard.press("+")
    expect_equal(lambda: stand.evaluate("one => one.scrollWidth > 2 * one.clientWidth"), True)
    before = stand.evaluate("one => one.scrollLeft")
    page.keyboard.press("ArrowRight")
    expect_holds(lambda: stand.evaluate("one => one.scrollLeft"), lambda now: now > before)
    expect(print_shown).to_be_visible()
    page.keyboard.press("-")
    page.keyboard.press("-")
    page.keyboard.press("ArrowRight")
    expect(print_shown).to_have_count(0)
    page.keyboard.press("Escape")
    expect(stage).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(3840, 2160), (1440, 900), (480, 300)])
def test_hostile_texts_stay_texts_and_leave_no_panel(open_wall: OpenWall, width: int, height: int) -> None:
    """Nothing a customer wrote runs, fetches anything or makes a panel wider than it is."""
    hosts: set[str] = set()
    page = open_wall(
        "hostile&stage=wait", width, height, lambda page: page.on("request", lambda one: hosts.add(one.url))
    )
    stage = page.locator(".deep[open]")
    expect(stage.locator(".quote").first).to_be_visible()
    wait_for_pictures(page.locator(".wall"))
    expect_equal(lambda: stage.evaluate(SIDEWAYS), [])
    assert page.evaluate("window.__xss") is None
    assert not [url for url in hosts if "attacker" in url]


def test_a_figure_gives_one_panel_the_whole_page(open_wall: OpenWall) -> None:
    """3 shows the complaints alone, Escape brings the other panels back, and a further Escape the wall."""
    page = open_wall("outdoor", 1920, 1080)
    stage = open_stage(page)
    expect(stage.get_by_text("Complaint 1 in my own words.")).to_be_visible()
    page.keyboard.press("3")
    expect(stage.locator(".panel:visible")).to_have_count(1)
    expect(stage.get_by_role("region", name="Complaints")).to_be_visible()
    page.keyboard.press("Escape")
    expect(stage.locator(".panel:visible")).to_have_count(6)
    page.keyboard.press("Escape")
    expect(stage).to_be_hidden()


def test_a_stage_without_complaints_says_so_once(open_wall: OpenWall) -> None:
    """The wall's own message stands in the panel, and no second one when the rest has come."""
    stage = open_stage(open_wall("bare", 1920, 1080), "I wear it outside")
    expect(stage.locator(".answer").first).to_be_visible()
    expect(stage.locator(".deep-quotes .message")).to_have_text(["No complaints have been imported for this stage."])


def test_a_figure_works_wherever_the_walk_has_come(open_wall: OpenWall) -> None:
    """Paging to the next stage takes what had the focus away; the figures are heard all the same."""
    page = open_wall("outdoor", 1920, 1080)
    for name in ("I look for something", "I order", "I am told when it comes"):
        page.keyboard.press("PageDown")
        expect(page.get_by_role("dialog", name=name, exact=True)).to_be_visible()
    page.keyboard.press("5")
    expect(page.locator(".deep .panel:visible")).to_have_count(1)
    page.keyboard.press("5")
    expect(page.locator(".deep .panel:visible")).to_have_count(6)


def test_the_first_print_is_large_and_all_are_when_their_panel_has_the_page(open_wall: OpenWall) -> None:
    """Until then the others hang as the small pictures that the wall has fetched already."""
    page = open_wall("outdoor", 1920, 1080)
    prints = open_stage(page, "I look for something").locator(".deep-artifacts img.sheet")
    are_large = "all => all.map(one => one.getAttribute('src').endsWith('-large'))"
    expect_equal(lambda: prints.evaluate_all(are_large), [True, False, False])
    page.keyboard.press("1")
    expect_equal(lambda: prints.evaluate_all(are_large), [True, True, True])
