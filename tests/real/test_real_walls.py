"""Walls made of real exports: the counts that other tools found stand on them, and a second import adds nothing."""

from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.check import check_room
from customer_room.operations.room import Room
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice
from customer_room.views.wall_view import StageColumn, WallView
from tests.real.real_rooms import BANK, SHOP, TRAINS, RealFile, bring_real
from tests.rooms import small_room

FEEDBACK, RESPONSES, READINGS = ImportKind.FEEDBACK, ImportKind.RESPONSES, ImportKind.READINGS


def assert_sound(room: Room) -> None:
    """Nothing in the room contradicts itself."""
    assert check_room(room, lambda step, share: None).findings == ()


def told_count(column: StageColumn) -> int:
    """The complaints a column tells of; none where it says that there are none."""
    return int(column.complaints.total.split(" · ")[0]) if column.complaints.total else 0


def year(room: Room, period: str) -> WallView:
    """The wall of a year."""
    return build_wall(room, PeriodChoice(period))


def test_complaints_of_a_bank_stand_under_their_stages(tmp_path: Path, real_files: Path) -> None:
    """571 complaints, counted by product elsewhere, stand as counts under the stages the mapping names."""
    with small_room(tmp_path / "room", BANK) as room:
        wanted = RealFile(FEEDBACK, "cfpb/cfpb_sayan.csv", "cfpb_sayan")
        first, again = (bring_real(room, real_files, wanted) for _ in range(2))
        assert first.counts is not None
        assert again.counts is not None
        assert (first.counts.new, again.counts.new, again.counts.known) == (571, 0, 571)
        walls = [year(room, str(number)) for number in range(2015, 2021)]
        columns = zip(*(wall.stages for wall in walls), strict=True)
        assert [sum(told_count(column) for column in years) for years in columns] == [30, 34, 42, 465]
        assert_sound(room)


@pytest.mark.parametrize(
    ("wanted", "items"),
    [
        (RealFile(FEEDBACK, "comcast/Comcast_telecom_complaints_data.csv", "comcast"), 2224),
        (RealFile(FEEDBACK, "cfpb/cfpb_nobieyi.csv", "cfpb_nobieyi"), 3186),
        (RealFile(FEEDBACK, "callcenter/CallCenter.csv", "callcenter_calls"), 5000),
    ],
)
def test_an_export_without_stages_is_kept_and_told(
    tmp_path: Path, real_files: Path, wanted: RealFile, items: int
) -> None:
    """Every record is kept once; complaints that no stage claims are counted in sight."""
    with small_room(tmp_path / "room", BANK) as room:
        first, again = (bring_real(room, real_files, wanted) for _ in range(2))
        assert first.counts is not None
        assert again.counts is not None
        assert (first.counts.new, again.counts.new) == (items, 0)
        notes = build_wall(room, PeriodChoice()).notes
        assert any("not under a stage yet" in note for note in notes) is (wanted.mapping != "callcenter_calls")
        assert_sound(room)


def test_punctuality_of_trains_by_region(tmp_path: Path, real_files: Path) -> None:
    """1,832 of 1,869 months have a rate; each region is a KPI with its last month, in French."""
    with small_room(tmp_path / "room", TRAINS, locale="fr_FR", currency="EUR") as room:
        brought = bring_real(room, real_files, RealFile(READINGS, "sncf_ter/regularite-mensuelle-ter.csv", "sncf_ter"))
        assert brought.counts is not None
        assert (brought.staged.rows_read, brought.counts.new) == (1869, 1869 - 37)
        view = build_wall(room, PeriodChoice("2023-Q1"))
        assert view.stages[0].name == "Je voyage dans le Nord"
        assert all(column.kpis.rows[0].value is not None for column in view.stages)
        assert_sound(room)


def test_scores_of_reviews_and_calls(tmp_path: Path, real_files: Path) -> None:
    """774 of 1,000 reviews give four or five stars; 4,054 of 5,000 calls are rated, from CSV and workbook alike."""
    with small_room(tmp_path / "room", SHOP) as room:
        bring_real(room, real_files, RealFile(RESPONSES, "womens_clothing/womens_reviews_1000.csv", "womens_responses"))
        bring_real(room, real_files, RealFile(FEEDBACK, "womens_clothing/womens_reviews_1000.csv", "womens_feedback"))
        calls = bring_real(room, real_files, RealFile(RESPONSES, "callcenter/CallCenter.csv", "callcenter"))
        workbook = bring_real(
            room, real_files, RealFile(RESPONSES, "callcenter/01 Call-Center-Dataset.xlsx", "callcenter")
        )
        assert calls.counts is not None
        assert workbook.counts is not None
        assert (calls.counts.new, workbook.counts.new, workbook.counts.known) == (4054, 0, 4054)
        wearing = year(room, "2019").stages[0]
        assert (wearing.surveys.rows[0].score, wearing.surveys.rows[0].n) == ("77%", "n 1,000")
        assert year(room, "2021").stages[1].surveys.rows[0].n == "n 4,054"
        assert_sound(room)
