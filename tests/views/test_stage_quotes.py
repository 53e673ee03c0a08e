"""Complaints on a stage's page: as many as on the wall, and a way to all of them."""

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from tests.rooms import FEEDBACK_HEADER, bring, complaints
from tests.views.stages import opened_stage
from tests.views.walls import waiting, wall, whole


def test_the_pages_hold_what_the_wall_counts(room: Room) -> None:
    """Turning to the last page shows every complaint of the tile's count once."""
    bring(room, ImportKind.FEEDBACK, whole("late", 41, 20))
    pages = [opened_stage(room, page=page).quotes for page in range(6)]
    assert waiting(wall(room)).complaints.total.startswith("41 ")
    assert len({row.id for page in pages for row in page.rows}) == sum(len(page.rows) for page in pages) == 41
    assert [page.position for page in pages] == [
        "1–8 of 41", "9–16 of 41", "17–24 of 41", "25–32 of 41", "33–40 of 41", "41 of 41",
    ]  # fmt: skip
    assert [(page.earlier, page.later) for page in pages] == [(False, True), *[(True, True)] * 4, (True, False)]


def test_a_page_behind_the_last_is_the_last(room: Room) -> None:
    """An address from before a correction still shows complaints, and which page they are."""
    bring(room, ImportKind.FEEDBACK, whole("late", 10, 20))
    assert opened_stage(room, page=99).quotes == opened_stage(room, page=1).quotes
    assert opened_stage(room, page=99).quotes.page == 1


def test_complaints_without_words_are_counted_and_not_shown(room: Room) -> None:
    """A row with a category and no text is a complaint that cannot be read."""
    wordless = "".join(f"w{number},2026-08-01T12:00:00,,late,Calls\n" for number in range(12))
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + wordless + complaints("2026-08-02", "late", 3, "a"))
    quotes = opened_stage(room).quotes
    assert waiting(wall(room)).complaints.total.startswith("15 ")
    assert (len(quotes.rows), quotes.position, quotes.message) == (3, "1–3 of 3 · 12 without words", "")


def test_complaints_of_which_none_has_words_say_so(room: Room) -> None:
    """The list is empty, but not because nobody complained."""
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + "w,2026-08-01T12:00:00,,late,Calls\n")
    quotes = opened_stage(room).quotes
    assert (quotes.rows, quotes.position, quotes.message) == ((), "", "Complaints without words: 1.")


def test_the_category_complained_of_most_speaks_first(room: Room) -> None:
    """The biggest category begins, and the others follow in the tile's order before it speaks again."""
    text = "Nobody could tell me when it would come and I waited a day for it."
    rows = [("lost", 1), ("late", 2), ("lost", 3), ("late", 4), ("late", 5), ("Odd", 6)]
    bring(room, ImportKind.FEEDBACK, "id,said_at,text,category,source,stage\n" + "".join(
        f"{day},2026-08-0{day}T12:00:00,{text},{category},Calls,wait\n" for category, day in rows
    ))  # fmt: skip
    shown = opened_stage(room).quotes.rows
    assert [(row.category, row.dated) for row in shown] == [
        ("It came late", "Aug 5, 2026"), ("It never came", "Aug 3, 2026"), ("Odd", "Aug 6, 2026"),
        ("It came late", "Aug 4, 2026"), ("It never came", "Aug 1, 2026"), ("It came late", "Aug 2, 2026"),
    ]  # fmt: skip
    assert [row.name for row in waiting(wall(room)).complaints.rows] == ["It came late", "It never came", "Odd"]


def test_a_very_long_complaint_shows_that_it_goes_on(room: Room) -> None:
    """5,000 characters are cut to what can be read, marked at the end; nothing in them is touched."""
    text = "<script>alert(1)</script> " * 200
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + f"1,2026-08-01T12:00:00,{text},late,Calls\n")
    shown = opened_stage(room).quotes.rows[0].text
    assert shown.startswith("<script>alert(1)</script> <script>")
    assert shown.endswith(" …")
    assert len(shown) <= 2_002
