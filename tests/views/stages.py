"""What the tests of a stage's page look at."""

from customer_room.charts.stage import draw_stage
from customer_room.operations.room import Room
from customer_room.views.stage import build_stage
from customer_room.views.stage_course import Course
from customer_room.views.stage_view import StageView
from customer_room.views.wall_period import PeriodChoice
from tests.views.walls import waiting, wall


def opened_stage(room: Room, period: str = "2026-Q3", page: int = 0) -> StageView:
    """The page of the stage that has a KPI, a survey and complaints, with its figures."""
    view = draw_stage(room, PeriodChoice(period), waiting(wall(room, period)).id, page)
    assert view is not None
    return view


def courses(room: Room, period: str = "2026-Q3") -> dict[str, Course]:
    """What the figures of that page are drawn from, by the name of the KPI or survey."""
    draft = build_stage(room, PeriodChoice(period), waiting(wall(room, period)).id, 0)
    assert draft is not None
    names = {chart.id: chart.title for chart in draft.view.charts} | {one.id: one.name for one in draft.view.surveys}
    return {names[key]: course for key, course in draft.courses.items()}
