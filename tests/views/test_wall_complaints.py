"""Complaints on the wall: counts, rates, trends, and what keeps them from being compared."""

from datetime import timedelta

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.views.wall_view import Freshness
from tests.rooms import FEEDBACK_HEADER, TODAY, bring, complaints
from tests.views.walls import EXPOSURE, waiting, wall, whole


def test_complaints_are_counted_against_the_customers_who_passed(room: Room) -> None:
    """The rate is 1,000 times the sum of complaints over the sum of customers, and a real rise is told as one."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE)
    bring(room, ImportKind.FEEDBACK, whole("late", 120, 60))
    tile = waiting(wall(room)).complaints
    assert tile.total == "120 · 4.0 per 1,000 · n 30,000"
    assert [(row.name, row.count, row.rate, row.trend, row.trend_text, row.verdict) for row in tile.rows] == [
        ("It came late", "120", "4.0", "up", "+100%", "worse")
    ]
    assert waiting(wall(room)).health.reason == "Complaints up: 4.0 per 1,000, was 2.0"


def test_a_month_nobody_counted_takes_the_rate_away(room: Room) -> None:
    """With exposure for two of three months there is no rate: it would be estimated."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE.replace("wait,2026-08,10000\n", ""))
    bring(room, ImportKind.FEEDBACK, whole("late", 30, 30))
    tile = waiting(wall(room)).complaints
    assert tile.total == "30 · not all customers counted"
    assert tile.rows[0].rate == ""


def test_a_rate_needs_no_count_of_the_period_before(room: Room) -> None:
    """Customers counted in the period shown are enough for its rate; the trend is then held against days."""
    bring(
        room,
        ImportKind.EXPOSURE,
        "stage,period,customers\nwait,2026-07,10000\nwait,2026-08,10000\nwait,2026-09,10000\n",
    )
    bring(room, ImportKind.FEEDBACK, whole("late", 120, 60))
    tile = waiting(wall(room)).complaints
    assert tile.total == "120 · 4.0 per 1,000 · n 30,000"
    assert tile.rows[0].trend_text == "+98%"
    assert waiting(wall(room)).health.level == "unknown"


def test_nothing_is_compared_with_a_time_before_the_feedback(room: Room) -> None:
    """Exposure and readings of an earlier quarter do not make its missing complaints a zero."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE)
    text = complaints("2026-07-02", "late", 29, "a") + complaints("2026-09-30", "late", 1, "b")
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + text)
    column = waiting(wall(room))
    assert (column.complaints.rows[0].trend, column.complaints.rows[0].trend_text) == ("unknown", "nothing earlier")
    assert column.health.level == "unknown"


def test_a_quarter_whose_data_ends_early_has_no_rate_and_no_trend(room: Room) -> None:
    """Feedback brought in up to August is not held against a whole quarter, and the last day is told."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE)
    text = complaints("2026-04-01", "late", 90, "a") + complaints("2026-08-10", "late", 10, "b")
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + text)
    tile = waiting(wall(room)).complaints
    assert tile.total == "10 · only to Aug 10, 2026"
    assert (tile.rows[0].rate, tile.rows[0].trend, tile.rows[0].trend_text) == ("", "unknown", "only to Aug 10, 2026")


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-04-08", "2026-09-23", "+100%"),
        ("2026-04-08", "2026-09-22", "only to Sep 22, 2026"),
        ("2026-04-09", "2026-09-23", "nothing earlier"),
    ],
)
def test_a_week_without_complaints_leaves_a_quarter_whole(first: str, last: str, told: str, room: Room) -> None:
    """Feedback may begin and end seven days inside what is compared, and not a day more."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE)
    text = complaints(first, "late", 60, "a") + complaints(last, "late", 120, "b")
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + text)
    assert waiting(wall(room)).complaints.rows[0].trend_text == told


@pytest.mark.parametrize(
    ("first", "last", "is_heard"),
    [("2026-04-15", "2026-09-16", True), ("2026-04-16", "2026-09-16", False), ("2026-04-15", "2026-09-15", False)],
)
def test_a_source_heard_within_two_weeks_of_the_ends_has_its_part(
    first: str, last: str, is_heard: bool, room: Room
) -> None:
    """A source may begin and end fourteen days inside what is compared, and not a day more."""
    web = f"w1,{first}T12:00:00,Too late,late,Web\nw2,{last}T12:00:00,Too late,late,Web\n"
    bring(room, ImportKind.FEEDBACK, whole("late", 120, 60) + web)
    left_out = "Trends leave out sources not heard throughout: Web"
    assert (left_out not in wall(room).notes) == is_heard


@pytest.mark.parametrize(("days_ago", "is_stale"), [(45, False), (46, True)])
def test_feedback_is_stale_once_it_is_older_than_the_room_allows(days_ago: int, is_stale: bool, room: Room) -> None:
    """After 45 days without feedback tile and source are still fresh; a day later both are not."""
    last = TODAY - timedelta(days=days_ago)
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints(last.isoformat(), "late", 1, "a"))
    view = wall(room)
    assert waiting(view).complaints.freshness == Freshness(f"to Sep {last.day}, 2026", is_stale)
    assert (f"Silent sources: Calls (since Sep {last.day}, 2026)" in view.notes) == is_stale


def test_a_source_that_fell_silent_is_no_zero(room: Room) -> None:
    """A quarter after the last feedback says since when nothing came, not that nobody complained."""
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-05-10", "late", 5, "a"))
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-09,97\n")
    tile = waiting(wall(room)).complaints
    assert (tile.total, tile.message) == ("", "Nothing has come in since May 10, 2026.")


def test_a_source_that_stops_is_no_improvement(room: Room) -> None:
    """A source heard in one of the two quarters only has no part in the trend, and the foot says so."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE)
    calls = "".join(f"c{number},2026-05-20T12:00:00,Too late,late,Old calls\n" for number in range(300))
    bring(room, ImportKind.FEEDBACK, whole("late", 120, 60) + calls)
    view = wall(room)
    row = waiting(view).complaints.rows[0]
    assert (row.count, row.trend_text, row.verdict) == ("120", "+100%", "worse")
    assert "Trends leave out sources not heard throughout: Old calls" in view.notes


def test_sources_that_all_changed_leave_no_trend(room: Room) -> None:
    """Where no source was heard throughout, nothing can be compared."""
    text = complaints("2026-04-01", "late", 90, "a")
    web = "".join(f"w{number},2026-09-30T12:00:00,Too late,late,Web\n" for number in range(10))
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + text + web)
    assert waiting(wall(room)).complaints.rows[0].trend_text == "sources changed"


def test_a_running_period_has_no_trend(room: Room) -> None:
    """A quarter that is not over is not held against a whole one."""
    text = complaints("2026-08-10", "late", 30, "a") + complaints("2026-10-20", "late", 3, "b")
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + text)
    view = wall(room, "2026-Q4")
    assert view.period.label == "Q4 2026 so far"
    assert waiting(view).complaints.rows[0].trend_text == "period not over"


def test_feedback_under_no_stage_is_told(room: Room) -> None:
    """What cannot be placed is counted in sight, not dropped."""
    bring(room, ImportKind.FEEDBACK, "id,said_at,text,source\n1,2026-08-10,Hello,Calls\n2,2026-08-11,Hi,Calls\n")
    assert "2 complaints are not under a stage yet" in wall(room).notes
