"""What the server adds to a column of a sample wall when its stage is opened."""

from typing import Any

from customer_room.views.stage_view import (
    AnswerBar,
    ChartView,
    QuotesView,
    QuoteView,
    StageView,
    SurveyDetail,
    TeamDetail,
    TeamStep,
)
from customer_room.views.wall_view import Freshness, StageColumn, WallView
from tests.e2e.wall_samples import HOSTILE

QUOTES_A_PAGE = 4
QUOTES_IN_ALL = 11


def stage_detail(view: WallView, stage_id: str, page: int) -> StageView | None:
    """The detail of one of the view's stages, or None; that of a hostile wall is hostile too."""
    column = next((stage for stage in view.stages if stage.id == stage_id), None)
    if column is None:
        return None
    return _detail(column, page, list(HOSTILE) if column.name in HOSTILE else [])


def _detail(column: StageColumn, page: int, texts: list[str]) -> StageView:
    numbers = range(page * QUOTES_A_PAGE, min(QUOTES_IN_ALL, (page + 1) * QUOTES_A_PAGE))
    quotes = tuple(
        QuoteView(
            str(at), texts[at % 10] if texts else f"Complaint {at + 1} in my own words.", "Late", "Phone", "3 Oct"
        )
        for at in numbers
    )
    chart = _chart(texts[0] if texts else f"How long {column.name} takes")
    answers = tuple(AnswerBar(str(score), str(score * 7), score / 15) for score in range(1, 6))
    survey = SurveyDetail("survey", chart.title, "Top two answers", "61%", "52% to 69%", "n 105", "", answers, chart)
    steps = (
        TeamStep("10 Sep 2026", "reliable", "Reliable", "Twelve good weeks", "COO"),
        TeamStep("4 Jan 2026", "broken", "Broken", texts[3] if texts else "The review saw it", "COO"),
    )
    teams = tuple(
        TeamDetail(
            team.id, texts[1] if texts else "Nobody says when it comes.", team.promise, (("Lead", "Ann"),), steps
        )
        for team in column.teams
    )
    if not column.complaints.rows:
        quotes = ()
    later = (page + 1) * QUOTES_A_PAGE < QUOTES_IN_ALL
    position = f"{numbers.start + 1} to {numbers.stop} of {QUOTES_IN_ALL}"
    return StageView(
        column.id,
        QuotesView(quotes, position, page, page > 0, later, "Nobody said a word."),
        (chart,),
        "",
        (survey,),
        "",
        teams,
    )


def _chart(title: str) -> ChartView:
    figure: dict[str, Any] = {
        "data": [
            {"type": "scatter", "x": ["2026-07-01", "2026-08-01", "2026-09-01"], "y": [3, None, 5], "name": "days"}
        ],
        "layout": {"font": {"size": 26}, "margin": {"l": 80, "r": 20, "t": 20, "b": 60}},
    }
    fresh = Freshness("Sep 2026", stale=False)
    return ChartView(
        "chart", title, "n 40", "5", "days", "missed", "Missed", "4 days", "From 3 to 5 days.", figure, fresh
    )
