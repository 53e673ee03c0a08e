"""Everything on the wall is reached and worked by keyboard; an artifact is held up and put back."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import FOCUSED, expect_focus, expect_holds, focused_key

BEFORE_THE_WALL = 5
ALL_KEYS = """wall => [...wall.querySelectorAll('button, select')]
  .filter(one => one.getClientRects().length).map(one => one.dataset.key)"""


def tab_through(page: Page) -> Iterator[str]:
    """Press Tab until the focus has been on every control of the wall in its order; yields the key of each."""
    first, *others = page.locator(".wall").evaluate(ALL_KEYS)
    for _ in range(1 + BEFORE_THE_WALL):
        page.keyboard.press("Tab")
        if focused_key(page) is not None:
            break
    expect_focus(page, first)
    yield first
    for key in others:
        page.keyboard.press("Tab")
        expect_focus(page, key)
        yield key


def test_tab_reaches_every_control_with_a_visible_ring(open_wall: OpenWall) -> None:
    """Tab walks through all selectors, artifacts and clips, and each shows a ring of focus."""
    page = open_wall("outdoor", 1920, 1080)
    for _ in tab_through(page):
        expect_holds(lambda: page.evaluate(FOCUSED)["ring"], lambda ring: ring >= 2)


def test_an_artifact_is_held_up_large_with_its_name_date_and_description(open_wall: OpenWall) -> None:
    """Enter on an artifact shows it over most of the screen, with what it is and since when it is sent."""
    page = open_wall("outdoor")
    page.get_by_role("button", name="Returns form").press("Enter")
    dialog = page.get_by_role("dialog", name="Returns form")
    expect(dialog.get_by_role("heading", name="Returns form")).to_be_visible()
    expect(dialog.get_by_text("Jan 2023")).to_be_visible()
    expect(dialog.get_by_text("Both sides of the form in every parcel.")).to_be_visible()
    image = dialog.get_by_role("img")
    expect(image).to_have_attribute("src", "/files/returns-form-large")
    expect_holds(image.bounding_box, lambda box: box is not None and box["height"] > 0.9 * 2160)


def test_escape_puts_an_artifact_back_and_returns_the_focus(open_wall: OpenWall) -> None:
    """After Escape the dialog is gone and the focus is on the artifact it came from."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_role("button", name="Returns form").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect_focus(page, "artifact:returns-form")


def test_arrows_go_to_the_next_and_the_previous_artifact(open_wall: OpenWall) -> None:
    """Right and left walk through the artifacts of the wall in order, and around its end."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_role("button", name="Catalogue page").press("Enter")
    expect(page.get_by_role("dialog", name="Catalogue page")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="Size chart")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog", name="Adviser's card")).to_be_visible()


def test_artifacts_that_do_not_fit_are_one_press_away(open_wall: OpenWall) -> None:
    """The count of further artifacts opens the first of them."""
    page = open_wall("outdoor", 1920, 1080)
    tile = page.get_by_role("region", name="I wait for my parcel").get_by_role("group", name="In the customer's hands")
    tile.get_by_role("button", name="+ 2 more").press("Enter")
    expect(page.get_by_role("dialog", name="Shipping label")).to_be_visible()


def test_columns_and_tiles_have_names_for_a_screen_reader(open_wall: OpenWall) -> None:
    """Each stage is a region with its name, each tile a group within, each list a list with its rows."""
    page = open_wall("outdoor", 1920, 1080)
    stage = page.get_by_role("region", name="I send something back")
    expect(stage.get_by_role("heading", name="I send something back")).to_be_visible()
    for title in ("In the customer's hands", "Complaints", "Touchpoints", "Surveys", "Calls", "Fix teams"):
        expect(stage.get_by_role("group", name=title)).to_be_visible()
    rows = stage.get_by_role("group", name="Fix teams").get_by_role("listitem")
    expect(rows.first).to_contain_text("Money in a week")
    expect(stage.get_by_role("img", name="Refunds within 7 days, 24 months, now 22 %")).to_be_visible()
