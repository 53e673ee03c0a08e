"""Surveys on a stage's page: score as on the wall, every answer counted, months without enough left open."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from tests.rooms import PLAN, bring, small_room
from tests.views.stages import courses, opened_stage
from tests.views.walls import waiting, wall


def bring_answers(room: Room, by_day: Mapping[str, list[int]], survey: str = "recommend") -> None:
    """The scores given on each day."""
    rows = [
        f"{day}-{number},{survey},{day},{score}\n"
        for day, scores in by_day.items()
        for number, score in enumerate(scores)
    ]
    bring(room, ImportKind.RESPONSES, "id,survey,answered_at,score\n" + "".join(rows))


def test_score_and_answers_agree_with_the_wall(room: Room) -> None:
    """The answers add up to the wall's n, in the order of the scale, those nobody gave among them."""
    bring_answers(room, {"2026-08-01": [10] * 300 + [8] * 60 + [3] * 40, "2026-04-01": [0] * 50})
    survey, row = opened_stage(room).surveys[0], waiting(wall(room)).surveys.rows[0]
    assert (survey.name, survey.score, survey.interval, survey.n) == (row.name, row.score, row.interval, "n 400")
    assert [(bar.label, bar.count) for bar in survey.answers] == [
        ("0", "0"), ("1", "0"), ("2", "0"), ("3", "40"), ("4", "0"), ("5", "0"), ("6", "0"), ("7", "0"), ("8", "60"),
        ("9", "0"), ("10", "300"),
    ]  # fmt: skip
    assert sum(bar.share for bar in survey.answers) == pytest.approx(1)


@pytest.mark.parametrize("scores", [[9] * 12, [0, 10] * 20])
def test_a_suppressed_score_gives_the_walls_reason(scores: list[int], room: Room) -> None:
    """Too few, or too spread: the words are the wall's, the answers are shown with their n."""
    bring_answers(room, {"2026-08-01": scores})
    survey, row = opened_stage(room).surveys[0], waiting(wall(room)).surveys.rows[0]
    assert (survey.score, survey.interval, row.score) == ("", "", None)
    assert (survey.note, survey.n) == (row.note, row.n)
    assert survey.note != ""
    assert sum(int(bar.count) for bar in survey.answers) == len(scores)


def test_a_month_of_few_answers_is_a_gap_that_tells_its_n(room: Room) -> None:
    """From the first month answered on to the period's last, each with a score and interval, or with a reason."""
    bring_answers(room, {"2026-06-05": [9] * 40, "2026-07-05": [9] * 29, "2026-09-05": [9] * 40})
    points = courses(room)["Would recommend"].points
    assert [(point.label, point.value, point.n) for point in points] == [
        ("Jun 2026", 100.0, "n 40"), ("Jul 2026", None, "n 29"), ("Aug 2026", None, "n 0"), ("Sep 2026", 100.0, "n 40"),
    ]  # fmt: skip
    assert points[1].told == "Too few answers: 29 of 30 needed"
    assert points[2].told == "No answers in Aug 2026"
    assert points[0].told.startswith("+100 (")
    assert points[0].low is not None
    assert 0 < points[0].low < 100
    trend = opened_stage(room).surveys[0].trend
    assert trend is not None
    assert trend.detail == "2 of 4 months have a score"
    assert trend.summary.startswith("Would recommend went from +100 in Jun 2026 to +100 in Sep 2026")


def test_a_survey_without_a_months_score_has_words_and_no_figure(room: Room) -> None:
    """Nothing is drawn where no month has enough answers."""
    bring_answers(room, {"2026-07-05": [9] * 20, "2026-08-05": [9] * 20})
    survey = opened_stage(room).surveys[0]
    assert survey.score == "+100"
    assert survey.trend is not None
    assert (survey.trend.figure, survey.trend.value) == (None, "")
    assert survey.trend.summary == "Would recommend has no monthly score; 0 of 3 months have a score."


def test_later_answers_do_not_leak_into_an_earlier_quarter(room: Room) -> None:
    """The trend of the second quarter ends in June."""
    bring_answers(room, {"2026-05-05": [9] * 40, "2026-09-05": [9] * 40})
    assert [point.label for point in courses(room, "2026-Q2")["Would recommend"].points] == ["May 2026", "Jun 2026"]


def test_a_share_is_told_in_per_cent(tmp_path: Path) -> None:
    """The axis and the hover text of a top-two score are percentages."""
    survey = {**PLAN["surveys"][0], "method": "csat", "scale_min": 1, "scale_max": 5}
    with small_room(tmp_path / "room", {**PLAN, "surveys": [survey]}) as room:
        bring_answers(room, {"2026-08-05": [5] * 60 + [1] * 20})
        course = courses(room)["Would recommend"]
    assert course.points[0].told.startswith("75% (")
    assert all(told.endswith("%") and 0 <= value <= 1 for value, told in course.ticks)
