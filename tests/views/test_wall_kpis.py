"""A KPI on the wall: its reading, its target, its small line, and when it was last read."""

from datetime import date
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.views.wall_view import Freshness
from tests.rooms import FEEDBACK_HEADER, PLAN, bring, complaints, small_room
from tests.views.walls import waiting, wall


def test_a_kpi_shows_its_last_reading_of_the_period_with_its_month_and_n(room: Room) -> None:
    """Value, target, status, month and n stand together; a later reading does not leak into an earlier quarter."""
    bring(
        room,
        ImportKind.READINGS,
        "kpi,period,value,n\non-time,2026-08,96.5,800\non-time,2026-09,91.26,1200\non-time,2026-10,99,5\n",
    )
    row = waiting(wall(room)).kpis.rows[0]
    assert (row.value, row.target, row.status, row.note) == ("91.3%", "≥ 95.0%", "missed", "Sep 2026 · n 1,200")
    assert waiting(wall(room)).headline.value == "91.3%"


@pytest.mark.parametrize(("day", "value"), [("2026-08-31", None), ("2026-09-01", "97.0%"), ("2026-09-30", "97.0%")])
def test_a_months_readings_are_those_of_its_own_days(day: str, value: str | None, tmp_path: Path) -> None:
    """The reading of the day before a month is not the month's, those of its first and its last day are."""
    kpi = {**PLAN["kpis"][0], "cadence": "day"}
    with small_room(tmp_path / "room", {**PLAN, "kpis": [kpi]}) as room:
        bring(room, ImportKind.READINGS, f"kpi,period,value\non-time,{day},97\n")
        bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-09-10", "late", 1, "a"))
        assert waiting(wall(room, "2026-09")).kpis.rows[0].value == value


@pytest.mark.parametrize(("today", "is_stale"), [(date(2026, 10, 14), False), (date(2026, 10, 15), True)])
def test_a_reading_is_late_once_its_grace_is_over(today: date, is_stale: bool, tmp_path: Path) -> None:
    """After August's reading, September's is due on its last day and may come for fourteen days more."""
    with small_room(tmp_path / "room", today=today) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-08,97\n")
        freshness = waiting(wall(room)).kpis.rows[0].freshness
    assert freshness == Freshness("Aug 2026", is_stale)


def test_a_longer_reading_is_not_shown_as_a_months(tmp_path: Path) -> None:
    """A quarter's reading holds August and September too, so July's wall does not show it."""
    kpi = {**PLAN["kpis"][0], "cadence": "quarter"}
    with small_room(tmp_path / "room", {**PLAN, "kpis": [kpi]}) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-Q3,99\n")
        bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-07-10", "late", 1, "a"))
        rows = [waiting(wall(room, period)).kpis.rows[0] for period in ("2026-07", "2026-Q3")]
    assert [(row.value, row.note) for row in rows] == [(None, "not read in this period"), ("99.0%", "Q3 2026")]


def test_a_missed_target_never_looks_met(room: Room) -> None:
    """94.96 against 95 is told with as many decimals as show the difference."""
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-09,94.96\n")
    row = waiting(wall(room)).kpis.rows[0]
    assert (row.value, row.target, row.status_word) == ("94.96%", "≥ 95.00%", "Off target")


def test_a_gap_in_the_readings_is_a_gap_in_the_sparkline(room: Room) -> None:
    """A month nobody measured is neither zero nor bridged."""
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-07,90\non-time,2026-09,100\n")
    spark = waiting(wall(room)).kpis.rows[0].spark
    assert len(spark) == 24
    assert spark[-3:] == (0.0, None, 1.0)


def test_a_kpi_that_is_read_no_more_is_no_data_of_the_quarter(room: Room) -> None:
    """An old reading is neither shown nor judged as the quarter's; the row says when it was last read."""
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-04,50\nbasket-cost,2026-09,9\n")
    column = waiting(wall(room))
    row = column.kpis.rows[0]
    assert (row.value, row.status, row.note) == (None, "no_data", "last read Apr 2026")
    assert row.freshness is not None
    assert row.freshness.stale
    assert (column.headline.value, column.health.level) == (None, "unknown")


def test_an_overdue_source_is_stale_not_zero(room: Room) -> None:
    """A KPI last read half a year ago keeps its value in its own quarter and says that it is old."""
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-04,97\n")
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-05-10", "late", 1, "a"))
    view = wall(room, "2026-Q2")
    column = waiting(view)
    assert column.headline.value == "97.0%"
    assert column.headline.stale
    assert any(note.startswith("Silent sources: Calls") for note in view.notes)
