"""A stage's page: everything behind its column, built from one look at the store."""

from dataclasses import dataclass

from customer_room.operations.room import Room
from customer_room.settings import Thresholds
from customer_room.store.measurements import count_scores_by_month
from customer_room.store.quotes import QuotePage, QuoteScope, read_quotes
from customer_room.store.teams import read_members
from customer_room.views.formats import Formats
from customer_room.views.stage_draft import StageDraft
from customer_room.views.stage_kpis import kpi_charts
from customer_room.views.stage_quotes import QUOTES_ON_A_PAGE, quotes_view
from customer_room.views.stage_surveys import ScoresByMonth, survey_details, trend_months
from customer_room.views.stage_teams import Members, team_details
from customer_room.views.stage_view import StageView
from customer_room.views.wall_data import WallData, read_wall
from customer_room.views.wall_judgement import JudgedStage, judge_stage
from customer_room.views.wall_kpis import NO_KPIS
from customer_room.views.wall_period import PeriodChoice


def build_stage(room: Room, choice: PeriodChoice, stage_id: str, page: int) -> StageDraft | None:
    """A stage's page for the period asked for, as the wall of that period has it; its figures are yet to be drawn.

    Args:
        room: The room.
        choice: The period the address asks for; anything unknown falls back as on the wall.
        stage_id: The stage the address asks for, as it came.
        page: Which page of complaints, from 0; one that does not exist is the first or the last.

    Returns:
        None when the room has no such stage.

    Raises:
        StoreError: the room's file cannot be read.
    """
    formats = Formats.of(room.settings)
    with room.store.snapshot() as cursor:
        data = read_wall(room.store, room.settings, choice)
        stage = next((one for one in data.structure.stages if str(one.id) == stage_id), None)
        if stage is None:
            return None
        judged = judge_stage(data, stage.id, formats, room.settings.thresholds)
        period, months = data.shown.period, trend_months(data.shown.period)
        scope = QuoteScope(stage.id, period.start, period.end)
        more = _More(
            read_quotes(cursor, scope, judged.complaints.categories, page, QUOTES_ON_A_PAGE),
            count_scores_by_month(cursor, months[0].start, months[-1].end),
            read_members(cursor),
        )
    return _draft(data, judged, more, formats, room.settings.thresholds)


@dataclass(frozen=True, slots=True)
class _More:
    """What the page reads beyond the wall."""

    quotes: QuotePage
    monthly: ScoresByMonth
    members: Members


def _draft(data: WallData, judged: JudgedStage, more: _More, formats: Formats, thresholds: Thresholds) -> StageDraft:
    charts = kpi_charts(data, judged.stage_id, formats, thresholds, judged.telling_id)
    surveys = survey_details(data, judged.stage_id, more.monthly, formats, thresholds)
    courses = {view.id: course for view, course in charts if course is not None}
    view = StageView(
        id=str(judged.stage_id),
        quotes=quotes_view(more.quotes, data, judged.complaints, formats),
        charts=tuple(chart for chart, _ in charts),
        charts_message="" if charts else NO_KPIS,
        surveys=tuple(survey for survey, _ in surveys),
        surveys_message=judged.surveys.view.message,
        teams=team_details(data, judged.stage_id, more.members, formats),
    )
    return StageDraft(view, courses | {survey.id: course for survey, course in surveys if course is not None})
