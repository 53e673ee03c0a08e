"""The wall's view of real small rooms."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.store.rows import update_recorded
from customer_room.store.structure import read_structure
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice
from customer_room.views.wall_view import StageColumn, WallView
from tests.rooms import FEEDBACK_HEADER, PLAN, TESTER, bring, complaints, small_room

EXPOSURE = "stage,period,customers\n" + "".join(f"wait,2026-{month:02d},10000\n" for month in range(4, 10))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room with two stages and no data."""
    with small_room(tmp_path / "room") as room:
        yield room


def wall(room: Room, period: str = "2026-Q3") -> WallView:
    """The wall of a quarter."""
    return build_wall(room, PeriodChoice(period))


def waiting(view: WallView) -> StageColumn:
    """The column of the stage that has a KPI, a survey and complaints."""
    return next(stage for stage in view.stages if stage.name == "I wait")


def test_an_empty_room_invites_to_first_steps(tmp_path: Path) -> None:
    """A room without stages shows what to do first, and no column."""
    with small_room(tmp_path / "room", {}) as room:
        view = build_wall(room, PeriodChoice())
    assert view.stages == ()
    assert "customer-room import room stages stages.csv" in view.first_steps[0].detail
    assert "customer-room init ANOTHER-ROOM --template NAME" in view.first_steps[-1].detail


def test_a_stage_without_data_says_what_is_missing(room: Room) -> None:
    """Every tile of an unfed stage says what it lacks, and its health is not known rather than good."""
    column = waiting(build_wall(room, PeriodChoice()))
    assert column.health.level == "unknown"
    assert column.headline.value is None
    assert column.complaints.message == "No feedback has been brought in for this stage."
    assert [row.status_word for row in column.kpis.rows] == ["No data"]
    assert column.surveys.rows[0].score is None
    assert (column.artifacts_message, column.clips_message, column.teams_message) == (
        "Nothing hung yet.", "No clip yet.", "No fix team.",
    )  # fmt: skip


def whole(category: str, now: int, before: int) -> str:
    """Complaints of a whole third and second quarter of 2026, as a CSV text."""
    days = (
        ("2026-04-01", 1),
        ("2026-05-10", before - 2),
        ("2026-06-30", 1),
        ("2026-08-10", now - 1),
        ("2026-09-30", 1),
    )
    parts = (complaints(day, category, count, f"{day}-") for day, count in days)
    return FEEDBACK_HEADER + "".join(parts)


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


def test_a_quarters_first_month_does_not_judge_the_quarter(room: Room) -> None:
    """July alone shows its value, but says nothing of a quarter that ended in September."""
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-07,99\n")
    column = waiting(wall(room))
    assert (column.headline.value, column.health.level) == ("99.0%", "unknown")


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


def test_the_number_under_watch_is_the_one_watched(room: Room) -> None:
    """Where complaints rise, their rate stands under the word, not a KPI that is on target."""
    bring(room, ImportKind.EXPOSURE, EXPOSURE)
    bring(room, ImportKind.FEEDBACK, whole("late", 120, 60))
    bring(room, ImportKind.READINGS, "kpi,period,value\non-time,2026-09,99\n")
    column = waiting(wall(room))
    assert (column.health.level, column.headline.label, column.headline.value) == ("watch", "Complaints", "4.0")


def test_readings_of_years_keep_their_first_limits(tmp_path: Path) -> None:
    """A fall stays a signal however long ago the first readings were: limits never re-base by themselves."""
    kpi = {**PLAN["kpis"][0], "cadence": "day"}
    del kpi["target"]
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(273)]
    readings = "".join(f"on-time,{day},{80 if day.month >= 5 else 95 + day.day % 2}\n" for day in days)
    with small_room(tmp_path / "room", {**PLAN, "kpis": [kpi]}) as room:
        bring(room, ImportKind.READINGS, "kpi,period,value\n" + readings)
        assert waiting(wall(room)).health.reason == "On the day: unusual change for the worse"


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


def test_a_survey_of_few_answers_is_not_scored(room: Room) -> None:
    """Under 30 answers there is no score, and the reader learns how many there are."""
    answers = "".join(f"{number},recommend,2026-08-01,9\n" for number in range(12))
    bring(room, ImportKind.RESPONSES, "id,survey,answered_at,score\n" + answers)
    row = waiting(wall(room)).surveys.rows[0]
    assert (row.score, row.n, row.note) == (None, "n 12", "Too few answers: 12 of 30 needed")


def test_a_survey_of_many_answers_shows_score_interval_and_n(room: Room) -> None:
    """400 answers, 300 promoters and 40 detractors, are an NPS of +65 with its interval."""
    scores = [10] * 300 + [8] * 60 + [3] * 40
    answers = "".join(f"{number},recommend,2026-08-01,{score}\n" for number, score in enumerate(scores))
    bring(room, ImportKind.RESPONSES, "id,survey,answered_at,score\n" + answers)
    row = waiting(wall(room)).surveys.rows[0]
    assert (row.score, row.interval, row.n) == ("+65", "+58 to +71", "n 400")


def test_a_survey_on_a_touchpoint_stands_under_its_stage(tmp_path: Path) -> None:
    """A survey that names only a touchpoint belongs to the touchpoint's stage."""
    survey = {**PLAN["surveys"][0], "touchpoint": "delivery"}
    del survey["stage"]
    with small_room(tmp_path / "room", {**PLAN, "surveys": [survey]}) as room:
        assert [row.name for row in waiting(wall(room)).surveys.rows] == ["Would recommend"]


def test_renaming_a_stage_keeps_its_history(room: Room) -> None:
    """Ids, not names, tie the data to a stage."""
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-08-10", "late", 7, "a"))
    with room.store.snapshot() as cursor:
        stage = next(stage for stage in read_structure(cursor).stages if stage.code == "wait")
    room.store.transact(
        TESTER, lambda write: update_recorded(write, "stages", stage.id, {"name": "Ich warte", "position": 0})
    )
    view = wall(room)
    assert [column.name for column in view.stages] == ["Ich warte", "I order"]
    assert view.stages[0].complaints.rows[0].count == "7"


def test_another_language_and_currency_need_no_change_of_code(tmp_path: Path) -> None:
    """A German room writes its numbers, months and money as Germans do."""
    with small_room(tmp_path / "room", locale="de_DE", currency="EUR") as room:
        bring(
            room,
            ImportKind.READINGS,
            "kpi,period,value,n\nbasket-cost,2026-09,1234.5,1200\non-time,2026-09,91.26,1200\n",
        )
        view = wall(room)
    ordering = next(stage for stage in view.stages if stage.name == "I order")
    assert view.language == "de-DE"
    assert ordering.headline.value == "1.234,50\N{NO-BREAK SPACE}€"
    assert "Sept. 2026" in ordering.headline.note
    assert waiting(view).headline.value == "91,3\N{NO-BREAK SPACE}%"


def test_customers_words_pass_through_unchanged(tmp_path: Path) -> None:
    """A hostile name is data: the view neither runs, cuts nor escapes it."""
    hostile = "<script>window.__xss = 1</script>" + "x" * 5000 + "\N{RIGHT-TO-LEFT OVERRIDE}abc 😀"
    plan = {**PLAN, "categories": [{"code": "late", "name": hostile, "stage": "wait"}]}
    with small_room(tmp_path / "room", plan) as room:
        bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-08-10", "late", 1, "a"))
        assert waiting(wall(room)).complaints.rows[0].name == hostile


def test_a_tenth_stage_is_told_not_hidden(tmp_path: Path) -> None:
    """A wall holds nine stages; what does not fit is said."""
    stages = [{"code": f"s{number}", "name": f"Stage {number}"} for number in range(11)]
    with small_room(tmp_path / "room", {"stages": stages}) as room:
        view = build_wall(room, PeriodChoice())
    assert len(view.stages) == 9
    assert "2 more stages do not fit; a wall holds 9" in view.notes


def test_teams_show_status_due_date_and_delay(room: Room) -> None:
    """A broken experience whose date has passed is overdue; a reliable one has no date to miss."""
    bring(
        room,
        ImportKind.TEAMS,
        "code,name,stage,sponsor,lead,members,problem,promise,due,status,since,reason,by\n"
        "a,On the Day,wait,COO,Ann,,Late,On the day,2026-10-01,broken,2026-01-10,Review,COO\n"
        "b,Kind Words,wait,COO,Bo,,Rude,Kind,2026-10-01,broken,2026-01-10,Review,COO\n"
        "b,Kind Words,wait,COO,Bo,,Rude,Kind,2026-10-01,reliable,2026-09-10,12 good months,COO\n",
    )
    teams = waiting(wall(room)).teams
    assert [(team.name, team.status, team.overdue, team.since) for team in teams] == [
        ("On the Day", "broken", True, "since Jan 2026"),
        ("Kind Words", "reliable", False, "since Sep 2026"),
    ]
    assert teams[0].due == "due Oct 1, 2026"


def test_the_clock_is_the_rooms(tmp_path: Path) -> None:
    """The date on the wall is the room's date, not the machine's."""
    with small_room(tmp_path / "room", today=date(2019, 2, 28)) as room:
        assert build_wall(room, PeriodChoice()).as_of == "as of Feb 28, 2019"
