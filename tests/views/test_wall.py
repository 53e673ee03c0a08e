"""The wall's view of real small rooms, as a whole."""

from datetime import date
from pathlib import Path

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.store.rows import update_recorded
from customer_room.store.structure import read_structure
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice
from tests.rooms import FEEDBACK_HEADER, PLAN, TESTER, bring, complaints, small_room
from tests.views.walls import waiting, wall


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


def test_the_clock_is_the_rooms(tmp_path: Path) -> None:
    """The date on the wall is the room's date, not the machine's."""
    with small_room(tmp_path / "room", today=date(2019, 2, 28)) as room:
        assert build_wall(room, PeriodChoice()).as_of == "as of Feb 28, 2019"
