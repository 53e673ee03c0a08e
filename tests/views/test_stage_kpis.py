"""KPIs on a stage's page: the wall's words, the usual range, signals, gaps and fixes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from customer_room.domain.words import ImportKind, TeamStatus
from customer_room.operations.room import Room
from tests.rooms import PLAN, bring, small_room
from tests.views.stages import courses, opened_stage
from tests.views.walls import waiting, wall

STEADY = (94, 96, 95, 94, 96, 95, 94, 96, 95, 94, 96, 95)


def bring_monthly(room: Room, values: Sequence[float | None], kpi: str = "on-time") -> None:
    """Monthly readings up to September 2026, the last one's month; None for a month nobody measured."""
    months = [divmod(2026 * 12 + 8 - back, 12) for back in range(len(values))][::-1]
    rows = [
        f"{kpi},{year}-{month + 1:02d},{value},100\n"
        for (year, month), value in zip(months, values, strict=True)
        if value is not None
    ]
    bring(room, ImportKind.READINGS, "kpi,period,value,n\n" + "".join(rows))


def test_every_kpi_stands_in_the_walls_order_with_the_walls_words(tmp_path: Path) -> None:
    """Also those beyond the six rows the tile has room for, and those without a reading at the end."""
    kpis = [{**PLAN["kpis"][0], "code": f"k{n}", "name": f"Share {n}", "target": 90 + n} for n in range(9)]
    with small_room(tmp_path / "room", {**PLAN, "kpis": kpis}) as room:
        for number in (8, 1, 5, 2, 0, 7, 6):
            bring_monthly(room, (93, 94), f"k{number}")
        charts, rows = opened_stage(room).charts, waiting(wall(room)).kpis.rows
    assert [chart.title for chart in charts][6:] == ["Share 8", "Share 3", "Share 4"]
    assert [(one.title, one.value, one.unit, one.target, one.status_word, one.freshness) for one in charts[:6]] == [
        (row.name, row.value, row.unit, row.target, row.status_word, row.freshness) for row in rows
    ]


def test_a_kpi_of_twelve_readings_has_its_usual_range(room: Room) -> None:
    """Mean 95, mean moving range 15/11: the limits lie 2.66 of it away; one reading lies outside."""
    bring_monthly(room, (*STEADY, 90))
    chart = opened_stage(room).charts[0]
    band = courses(room)["On the day"].band
    assert band is not None
    assert [round(limit, 2) for limit in band] == [91.37, 98.63]
    assert chart.detail == "Delivery day · usual range 91.4% to 98.6%"
    assert chart.summary == (
        "On the day went from 94.0% in Sep 2025 to 90.0% in Sep 2026; the target is ≥ 95.0%; "
        "outside the usual range 91.4% to 98.6%: 1 of 13 readings."
    )


def test_a_kpi_of_five_readings_has_a_trial_range(room: Room) -> None:
    """Five are enough for limits on trial, four are not."""
    bring_monthly(room, STEADY[:5])
    assert "trial range" in opened_stage(room).charts[0].detail


def test_a_kpi_of_four_readings_has_no_range(room: Room) -> None:
    """Too few readings make no band, and the reader learns why."""
    bring_monthly(room, STEADY[:4])
    assert courses(room)["On the day"].band is None
    assert opened_stage(room).charts[0].detail == "Delivery day · too few readings for a range"


def test_a_range_of_a_share_ends_at_a_hundred_per_cent(room: Room) -> None:
    """What cannot be is not drawn as usual."""
    bring_monthly(room, (98, 100, 97, 100, 98, 99))
    band = courses(room)["On the day"].band
    assert band is not None
    assert band[0] < 97 < 100 == band[1]


def test_signals_tell_better_from_worse_and_why(room: Room) -> None:
    """A point below the range is worse, one above is better, those inside are neither."""
    bring_monthly(room, (*STEADY, 90, 95, 99.9))
    points = courses(room)["On the day"].points
    assert [(point.signal, point.signal_told) for point in points[-3:]] == [
        ("worse", "outside the usual range"), ("", ""), ("better", "outside the usual range"),
    ]  # fmt: skip
    assert {point.signal for point in points[:12]} == {""}


def test_a_signal_of_an_old_reading_keeps_its_place(room: Room) -> None:
    """Of 40 readings the last 36 are drawn, with limits of the first 12 of all and signals where they were."""
    bring_monthly(room, (*STEADY, *STEADY, *STEADY, 94, 80, 95, 94))
    course = courses(room)["On the day"]
    assert (len(course.points), course.points[0].label, course.points[-1].label) == (36, "Oct 2023", "Sep 2026")
    assert [(point.label, point.value) for point in course.points if point.signal] == [("Jul 2026", 80.0)]


def test_a_month_nobody_measured_is_a_gap(room: Room) -> None:
    """It keeps its place in time and has no value."""
    bring_monthly(room, (94, 96, None, 95))
    points = courses(room)["On the day"].points
    assert [(point.label, point.value, point.told, point.n) for point in points] == [
        ("Jun 2026", 94.0, "94.0%", "n 100"), ("Jul 2026", 96.0, "96.0%", "n 100"),
        ("Aug 2026", None, "not read", ""), ("Sep 2026", 95.0, "95.0%", "n 100"),
    ]  # fmt: skip


def test_later_readings_do_not_leak_into_an_earlier_quarter(room: Room) -> None:
    """The page of the second quarter ends in June."""
    bring_monthly(room, (*STEADY, 50))
    assert courses(room, "2026-Q2")["On the day"].points[-1].label == "Jun 2026"


def test_a_kpi_that_is_read_no_more_keeps_its_course(room: Room) -> None:
    """It has no value in the quarter, says when it was last read, and shows what was."""
    bring(
        room, ImportKind.READINGS, "kpi,period,value\non-time,2026-03,94\non-time,2026-04,93\nbasket-cost,2026-09,9\n"
    )
    chart = opened_stage(room).charts[0]
    assert (chart.value, chart.status) == ("", "no_data")
    assert "last read Apr 2026" in chart.detail
    assert chart.figure is not None


def test_fixes_are_those_of_the_touchpoints_teams_and_the_stages(room: Room) -> None:
    """Each change of status in the time drawn; not those of another touchpoint's team, nor from before."""
    bring_monthly(room, STEADY)
    bring(room, ImportKind.TEAMS, (
        "code,name,stage,touchpoint,sponsor,lead,members,problem,promise,due,status,since,reason,by\n"
        "a,On the Day,wait,delivery,COO,Ann,,Late,Day,,broken,2020-01-10,Review,COO\n"
        "a,On the Day,wait,delivery,COO,Ann,,Late,Day,,reliable,2026-02-10,Year,COO\n"
        "b,Whole Stage,wait,,COO,Bo,,Late,Day,,broken,2026-01-15,Review,COO\n"
        "c,Checkout,order,checkout,COO,Cy,,Late,Day,,broken,2026-01-10,Review,COO\n"
    ))  # fmt: skip
    assert [(fix.on, fix.team, fix.status) for fix in courses(room)["On the day"].fixes] == [
        (date(2026, 1, 15), "Whole Stage", TeamStatus.BROKEN), (date(2026, 2, 10), "On the Day", TeamStatus.RELIABLE),
    ]  # fmt: skip


def test_values_and_periods_are_in_the_rooms_locale(tmp_path: Path) -> None:
    """A German room reads its own decimals, units and months, in hover texts and on both axes."""
    with small_room(tmp_path / "room", locale="de_DE") as room:
        bring_monthly(room, (94.5, 95.25))
        course = courses(room)["On the day"]
    assert [(point.label, point.told) for point in course.points] == [
        ("Aug. 2026", "94,5\xa0%"), ("Sept. 2026", "95,2\xa0%"),
    ]  # fmt: skip
    assert all("," in told and "%" in told for _, told in course.ticks)
