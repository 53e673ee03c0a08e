"""A survey on the wall: its score with n and interval, or why there is none."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.views.wall_view import Freshness
from tests.rooms import PLAN, TODAY, bring, small_room
from tests.views.walls import waiting, wall


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


def answered_on(*days: date, prefix: str = "a") -> str:
    """One answer a day to the survey, as a CSV text."""
    answers = "".join(f"{prefix}{number},recommend,{day},9\n" for number, day in enumerate(days))
    return "id,survey,answered_at,score\n" + answers


@pytest.mark.parametrize(("days_ago", "is_stale"), [(45, False), (46, True)])
def test_a_survey_is_as_fresh_as_its_last_answer(days_ago: int, is_stale: bool, room: Room) -> None:
    """The day of the last answer counts, not its month's end, and a late file of older answers changes nothing."""
    last = TODAY - timedelta(days=days_ago)
    bring(room, ImportKind.RESPONSES, answered_on(last, last - timedelta(days=3)))
    bring(room, ImportKind.RESPONSES, answered_on(last - timedelta(days=9), prefix="late"))
    freshness = waiting(wall(room)).surveys.rows[0].freshness
    assert freshness == Freshness(f"to Sep {last.day}, 2026", is_stale)


def test_a_survey_nobody_answered_has_no_freshness(room: Room) -> None:
    """Without an answer there is no day to tell."""
    assert waiting(wall(room)).surveys.rows[0].freshness is None


def test_a_survey_on_a_touchpoint_stands_under_its_stage(tmp_path: Path) -> None:
    """A survey that names only a touchpoint belongs to the touchpoint's stage."""
    survey = {**PLAN["surveys"][0], "touchpoint": "delivery"}
    del survey["stage"]
    with small_room(tmp_path / "room", {**PLAN, "surveys": [survey]}) as room:
        assert [row.name for row in waiting(wall(room)).surveys.rows] == ["Would recommend"]
