"""A room that is empty, or knows little, says so on its wall."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_holds


def test_an_empty_room_invites_to_its_first_steps(open_wall: OpenWall) -> None:
    """A room without stages shows its first steps in order, each with what to do, large enough to be read afar."""
    page = open_wall("empty")
    steps = page.get_by_role("listitem").filter(has=page.get_by_role("heading"))
    expect(steps).to_have_count(4)
    expect(steps.first).to_contain_text("Name your stages")
    expect(steps.first).to_contain_text("customer-room import my-room stages stages.csv")
    first = page.get_by_role("heading", name="Name your stages")
    expect_holds(lambda: first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"), lambda size: size > 66)
    expect(page.get_by_role("combobox")).to_have_count(0)


def test_a_stage_without_data_says_what_is_missing(open_wall: OpenWall) -> None:
    """Each tile of a bare stage has its message, and the number its note."""
    page = open_wall("bare")
    stage = page.get_by_role("region", name="I wear it outside")
    for message in (
        "Not judged",
        "No KPI readings or survey answers yet",
        "No exposure for October 2026",
        "Nothing hangs here yet.",
        "No complaints have been imported for this stage.",
        "No KPI is kept for this stage.",
        "No survey asks about this stage.",
        "No call has been cut for this stage.",
        "No fix team works here.",
    ):
        expect(stage.get_by_text(message)).to_be_visible()


def test_a_picture_without_its_file_shows_as_missing(open_wall: OpenWall) -> None:
    """An artifact known to be missing, and one whose picture cannot be fetched, keep their name and say it."""
    page = open_wall("bare")
    for name in ("Catalogue page", "Order form"):
        card = page.get_by_role("button", name=name)
        expect(card).to_contain_text("File is missing")
        expect(card.locator("img")).to_have_count(0)


def test_a_source_that_is_overdue_is_marked_by_icon_and_word(open_wall: OpenWall) -> None:
    """A stale KPI carries the word and the date it was last true, a fresh one only its date."""
    page = open_wall("outdoor")
    rows = (
        page.get_by_role("region", name="I look for something")
        .get_by_role("group", name="Touchpoints")
        .get_by_role("listitem")
    )
    expect(rows.nth(1)).to_contain_text("Overdue · 31 Aug")
    expect(rows.nth(1).locator(".stale svg")).to_be_visible()
    expect(rows.nth(0)).to_contain_text("to 31 Oct")
    expect(rows.nth(0).locator(".stale")).to_have_count(0)


def test_a_sparkline_breaks_where_a_period_has_no_reading(open_wall: OpenWall) -> None:
    """A KPI with one gap is drawn as two lines; a KPI without readings as none."""
    page = open_wall("outdoor")
    touchpoints = page.get_by_role("region", name="I wear it outside").get_by_role("group", name="Touchpoints")
    expect(touchpoints.get_by_role("listitem").nth(0).locator("polyline")).to_have_count(2)
    expect(touchpoints.get_by_role("listitem").nth(1).locator("polyline")).to_have_count(0)


def test_a_suppressed_score_gives_its_reason_instead(open_wall: OpenWall) -> None:
    """A survey with too few answers shows the note and no point on a track."""
    page = open_wall("bare")
    row = page.get_by_role("region", name="I unpack it").get_by_role("group", name="Surveys").get_by_role("listitem")
    expect(row).to_contain_text("Fewer than 30 answers")
    expect(row.locator(".track")).to_have_count(0)
