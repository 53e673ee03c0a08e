"""A stage's page with its figures drawn, as the wall's component takes it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from customer_room.charts.course import course_figure
from customer_room.operations.room import Room
from customer_room.views.stage import build_stage
from customer_room.views.stage_course import Course
from customer_room.views.stage_view import ChartView, StageView
from customer_room.views.wall_period import PeriodChoice


def draw_stage(room: Room, choice: PeriodChoice, stage_id: str, page: int) -> StageView | None:
    """Everything a stage's page shows; arguments, None and errors as of `build_stage`."""
    draft = build_stage(room, choice, stage_id, page)
    if draft is None:
        return None
    view = draft.view
    surveys = tuple(
        replace(survey, trend=survey.trend and _drawn(survey.trend, draft.courses)) for survey in view.surveys
    )
    return replace(view, charts=tuple(_drawn(chart, draft.courses) for chart in view.charts), surveys=surveys)


def _drawn(chart: ChartView, courses: Mapping[str, Course]) -> ChartView:
    course = courses.get(chart.id)
    return chart if course is None else replace(chart, figure=figure_json(course_figure(course)))


def figure_json(figure: go.Figure) -> dict[str, Any]:
    """A figure as JSON takes it: plain dicts and lists of texts, finite numbers, truths and None."""
    drawn = figure.to_plotly_json()
    return {"data": _plain(drawn["data"]), "layout": _plain(drawn["layout"])}


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | str() | int():
            return value
        case float():
            return value if abs(value) < float("inf") else None
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
    raise TypeError(f"a figure holds a {type(value).__name__}, which JSON does not know")
