"""How a stage is doing, and the one number that stands under the word."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.store.rows import update_recorded
from customer_room.store.structure import read_structure
from tests.rooms import PLAN, TESTER, bring, small_room
from tests.views.walls import EXPOSURE, waiting, wall, whole


def test_a_stage_is_known_by_what_its_customers_feel(tmp_path: Path) -> None:
    """The one number is a customer's KPI, even where a company's KPI stands first; the company's does not judge."""
    cost = {**PLAN["kpis"][1], "code": "parcel-cost", "touchpoint": "delivery", "target": 1}
    with small_room(tmp_path / "room", {**PLAN, "kpis": [cost, *PLAN["kpis"]]}) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\nparcel-cost,2026-09,9\non-time,2026-09,97\n")
        column = waiting(wall(room))
    assert (column.headline.label, column.headline.value) == ("On the day", "97.0%")
    assert column.health.level == "keeping_promise"


def test_three_misses_at_a_moment_of_truth_let_customers_down(room: Room) -> None:
    """The stage's word and reason follow from the readings."""
    readings = "".join(f"on-time,2026-{month:02d},90,100\n" for month in (7, 8, 9))
    bring(room, ImportKind.READINGS, "kpi,period,value,n\n" + readings)
    health = waiting(wall(room)).health
    assert (health.level, health.word) == ("letting_down", "Letting down")
    assert health.reason == "On the day: off target 3 times in a row"


def test_a_reading_below_zero_is_told(room: Room) -> None:
    """A KPI that went below zero is the reason under the word like any other."""
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-09,-3\n")
    assert waiting(wall(room)).health.reason == "On the day: off target"


def test_a_survey_that_fell_is_told(room: Room) -> None:
    """A score that is clearly worse than before is the reason under the word."""
    days = [("2026-05-01", 10, 400), ("2026-08-01", 3, 400)]
    answers = "".join(f"{day}-{n},recommend,{day},{score}\n" for day, score, count in days for n in range(count))
    bring(room, ImportKind.RESPONSES, "id,survey,answered_at,score\n" + answers)
    health = waiting(wall(room)).health
    assert (health.level, health.reason) == ("watch", "Would recommend: clearly worse")


def on_working_days(first: date, last: date, value: int) -> str:
    """Readings of a daily KPI from Monday to Friday, as a CSV text."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return "kpi,period,value\n" + "".join(f"on-time,{day},{value}\n" for day in days if day.weekday() < 5)


@pytest.mark.parametrize(
    ("first", "level", "reason"),
    [
        (date(2026, 9, 28), "watch", "On the day: off target"),
        (date(2026, 9, 4), "watch", "On the day: cannot reach its target as it runs today"),
        (date(2026, 9, 3), "letting_down", "On the day: off target 20 times in a row"),
    ],
)
def test_three_bad_days_are_no_three_bad_months(first: date, level: str, reason: str, tmp_path: Path) -> None:
    """A KPI of working days lets customers down once its misses have lasted four weeks, over weekends too."""
    kpi = {**PLAN["kpis"][0], "cadence": "day"}
    with small_room(tmp_path / "room", {**PLAN, "kpis": [kpi]}) as room:
        bring(room, ImportKind.READINGS, on_working_days(first, date(2026, 9, 30), 90))
        health = waiting(wall(room)).health
    assert (health.level, health.reason) == (level, reason)


@pytest.mark.parametrize(("weeks", "level"), [(range(37, 40), "watch"), (range(36, 40), "letting_down")])
def test_four_bad_weeks_let_customers_down(weeks: range, level: str, tmp_path: Path) -> None:
    """A weekly KPI needs the same four weeks as any other."""
    kpi = {**PLAN["kpis"][0], "cadence": "week"}
    readings = "".join(f"on-time,2026-W{week},90\n" for week in weeks)
    with small_room(tmp_path / "room", {**PLAN, "kpis": [kpi]}) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\n" + readings)
        assert waiting(wall(room)).health.level == level


def test_the_rooms_own_patience_judges_its_misses(room: Room) -> None:
    """A room that waits longer for a row, or forgives a month without a reading, is judged by its own settings."""
    readings = "".join(f"on-time,2026-{month:02d},90\n" for month in (5, 7, 8, 9))
    bring(room, ImportKind.READINGS, "kpi,period,value\n" + readings)

    def level(**own: int) -> str:
        thresholds = replace(room.settings.thresholds, **own)
        return waiting(wall(replace(room, settings=replace(room.settings, thresholds=thresholds)))).health.level

    assert (level(), level(missed_days=91), level(missed_readings=4)) == ("letting_down", "watch", "watch")
    assert level(missed_readings=4, reading_gap_days=30) == "letting_down"


@pytest.mark.parametrize(("last", "level"), [(date(2026, 5, 25), "keeping_promise"), (date(2026, 5, 24), "unknown")])
def test_a_month_that_ends_on_days_off_is_judged(last: date, level: str, tmp_path: Path) -> None:
    """Days without a reading at a month's end leave a daily KPI judged, as long as they are not a week."""
    kpi = {**PLAN["kpis"][0], "cadence": "day"}
    days = [last - timedelta(days=number) for number in range(10)]
    with small_room(tmp_path / "room", {**PLAN, "kpis": [kpi]}) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\n" + "".join(f"on-time,{day},99\n" for day in days))
        assert waiting(wall(room, "2026-05")).health.level == level


def test_a_quarters_first_month_does_not_judge_the_quarter(room: Room) -> None:
    """July alone shows its value, but says nothing of a quarter that ended in September."""
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-07,99\n")
    column = waiting(wall(room))
    assert (column.headline.value, column.health.level) == ("99.0%", "unknown")


def test_the_number_under_watch_is_the_one_watched(room: Room) -> None:
    """Where complaints rise, their rate stands under the word, not a KPI that is on target."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE)
    bring(room, ImportKind.FEEDBACK, whole("late", 120, 60))
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-09,99\n")
    column = waiting(wall(room))
    assert (column.health.level, column.headline.label, column.headline.value) == ("watch", "Complaints", "4.0")


def test_the_number_the_leadership_chose_stands_above_all_others(tmp_path: Path) -> None:
    """A stage is known by the KPI chosen for it, even where another tells why it is judged so or customers feel it."""
    cost = {**PLAN["kpis"][1], "code": "parcel-cost", "name": "Cost of a parcel", "touchpoint": "delivery"}
    with small_room(tmp_path / "room", {**PLAN, "kpis": [*PLAN["kpis"], cost]}) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\nparcel-cost,2026-09,9\non-time,2026-09,90\n")
        assert waiting(wall(room)).headline.label == "On the day"
        structure = room.store.transact(TESTER, lambda write: read_structure(write.cursor))
        stage = next(stage for stage in structure.stages if stage.code == "wait")
        chosen = {"headline_kpi_id": next(kpi.id for kpi in structure.kpis if kpi.code == "parcel-cost")}
        room.store.transact(TESTER, lambda write: update_recorded(write, "stages", stage.id, chosen))
        column = waiting(wall(room))
    assert (column.headline.label, column.headline.value) == ("Cost of a parcel", "€9.00")
    assert column.health.reason == "On the day: off target"


def test_readings_of_years_keep_their_first_limits(tmp_path: Path) -> None:
    """A fall stays a signal however long ago the first readings were: limits never re-base by themselves."""
    kpi = {**PLAN["kpis"][0], "cadence": "day"}
    del kpi["target"]
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(273)]
    readings = "".join(f"on-time,{day},{80 if day.month >= 5 else 95 + day.day % 2}\n" for day in days)
    with small_room(tmp_path / "room", {**PLAN, "kpis": [kpi]}) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\n" + readings)
        assert waiting(wall(room)).health.reason == "On the day: unusual change for the worse"


def test_the_kpi_behind_the_word_comes_first(tmp_path: Path) -> None:
    """The number under "Letting down" is the one that lets down, though another touchpoint ranks higher."""
    bad = {**PLAN["kpis"][0], "code": "answer", "name": "Answered", "touchpoint": "answer"}
    point = {"code": "answer", "stage": "wait", "name": "Answer", "rank": 3, "silos": ["service"]}
    plan = {**PLAN, "touchpoints": [*PLAN["touchpoints"], point], "kpis": [*PLAN["kpis"], bad]}
    with small_room(tmp_path / "room", plan) as room:
        readings = "".join(f"on-time,2026-{month:02d},99\nanswer,2026-{month:02d},50\n" for month in (7, 8, 9))
        bring(room, ImportKind.READINGS, "kpi,period,value\n" + readings)
        column = waiting(wall(room))
    assert column.health.reason == "Answered: off target 3 times in a row"
    assert (column.headline.label, column.headline.value) == ("Answered", "50.0%")
    assert [row.name for row in column.kpis.rows] == ["Answered", "On the day"]
