"""The wall: every stage as a column, built from one look at the store."""

from customer_room.domain.records import Stage
from customer_room.measures.rates import RateVerdict
from customer_room.measures.surveys import ScoreVerdict
from customer_room.media.files import kept_among
from customer_room.operations.room import Room
from customer_room.views.formats import Formats
from customer_room.views.wall_complaints import StageComplaints
from customer_room.views.wall_data import WallData, is_overdue, read_wall
from customer_room.views.wall_hangings import (
    IsThere,
    artifact_views,
    clip_views,
    last_step,
    newest_artifact,
    newest_clip,
    team_views,
)
from customer_room.views.wall_health import health_view
from customer_room.views.wall_judgement import judge_stage
from customer_room.views.wall_kpis import stage_kpis
from customer_room.views.wall_period import PeriodChoice, period_bar
from customer_room.views.wall_view import FirstStep, HeadlineView, StageColumn, WallView
from customer_room.views.wall_words import FIRST_STEPS, WORDS

_FULL_WALL = 9
_VERDICTS: dict[RateVerdict, ScoreVerdict] = {
    "up": "worse",
    "down": "better",
    "unclear": "unclear",
    "unknown": "unknown",
}


def build_wall(room: Room, choice: PeriodChoice) -> WallView:
    """Everything the wall shows of a room for the period asked for.

    Raises:
        StoreError: the room's file cannot be read.
    """
    settings = room.settings
    formats = Formats.of(settings)
    data = read_wall(room.store, settings, choice)

    paths = [artifact.path for artifact in data.artifacts] + [path for _, path in data.clips]
    is_there = kept_among(room.folder, paths).__contains__
    return WallView(
        room_name=settings.name,
        company="" if settings.company == settings.name else settings.company,
        language=settings.locale.replace("_", "-"),
        right_to_left=formats.locale.text_direction == "rtl",
        demo_note=(settings.demo_note or "Demo data") if settings.is_demo else "",
        as_of=f"as of {formats.day(data.today)}",
        period=period_bar(data.shown, data.months, data.today, formats),
        notes=_notes(room, data, formats),
        first_steps=() if data.structure.stages else _first_steps(room),
        stages=tuple(_column(room, data, stage, formats, is_there) for stage in data.structure.stages[:_FULL_WALL]),
        words=WORDS,
        rotation_seconds=settings.wall.rotation_seconds,
        look=settings.wall.look,
    )


def _column(room: Room, data: WallData, stage: Stage, formats: Formats, is_there: IsThere) -> StageColumn:
    thresholds = room.settings.thresholds
    judged = judge_stage(data, stage.id, formats, thresholds)
    complaints, surveys, health, telling_id = judged.complaints, judged.surveys, judged.health, judged.telling_id
    kpis = stage_kpis(data, stage.id, formats, thresholds, telling_id)
    headline = kpis.headline or surveys.headline or _complaint_headline(complaints, formats)
    if health.reasons[0].code == "rate_up":
        headline = _complaint_headline(complaints, formats)
    elif health.reasons[0].code == "survey_worse":
        headline = surveys.headlines.get(telling_id, headline)
    artifacts = artifact_views(data.artifacts, stage.id, formats, is_there)
    clips = clip_views(data.clips, stage.id, formats, is_there)
    teams = team_views(data, stage.id, formats)
    return StageColumn(
        id=str(stage.id),
        name=stage.name,
        promise=stage.promise,
        health=health_view(health, formats),
        headline=headline,
        artifacts=artifacts,
        artifacts_message="" if artifacts else "Nothing hung yet.",
        artifacts_freshness=newest_artifact(data.artifacts, stage.id, formats),
        complaints=complaints.view,
        kpis=kpis.view,
        surveys=surveys.view,
        clips=clips,
        clips_message="" if clips else "No clip yet.",
        clips_freshness=newest_clip(data.clips, stage.id, formats),
        teams=teams,
        teams_message="" if teams else "No fix team.",
        teams_freshness=last_step(data, stage.id, formats),
    )


def _complaint_headline(complaints: StageComplaints, formats: Formats) -> HeadlineView:
    rate = complaints.change.rate
    stale = complaints.view.freshness is not None and complaints.view.freshness.stale
    if rate is None:
        return HeadlineView("No number", None, "", "No KPI reading, score or complaint rate", "unknown", False)
    return HeadlineView(
        "Complaints",
        formats.rate(rate),
        "per 1,000",
        complaints.view.total,
        _VERDICTS[complaints.change.verdict],
        stale,
    )


def _notes(room: Room, data: WallData, formats: Formats) -> tuple[str, ...]:
    notes = []
    known = {stage.id for stage in data.structure.stages}
    unplaced = sum(
        count.now for stage_id, counts in data.complaints.items() if stage_id not in known for count in counts
    )
    if unplaced:
        notes.append(f"{formats.count(unplaced)} complaints are not under a stage yet")
    silent = [
        f"{source} (since {formats.day(latest)})"
        for source, (_, latest) in data.heard.sources.items()
        if is_overdue(latest, data.today, room.settings.thresholds.stale_after_days)
    ]
    if silent:
        notes.append(f"Silent sources: {', '.join(silent)}")
    notes += _sources_left_out(room, data)
    hidden = len(data.structure.stages) - _FULL_WALL
    if hidden > 0:
        notes.append(f"{hidden} more stages do not fit; a wall holds {_FULL_WALL}")
    without_stage = [
        survey.name for survey in data.structure.surveys if survey.stage_id is None and survey.touchpoint_id is None
    ]
    if without_stage:
        notes.append(f"Surveys under no stage: {', '.join(without_stage)}")
    return tuple(notes)


def _sources_left_out(room: Room, data: WallData) -> list[str]:
    """Sources that spoke in what is compared, but not throughout: a change of sources is no change of complaints."""
    steady = data.steady_sources(room.settings.thresholds.source_gap_days)
    spoke = {count.source for counts in data.complaints.values() for count in counts if count.now or count.before}
    left_out = sorted(spoke - steady)
    if not left_out or not steady or not data.shown.is_over:
        return []
    return [f"Trends leave out sources not heard throughout: {', '.join(left_out)}"]


def _first_steps(room: Room) -> tuple[FirstStep, ...]:
    return tuple(FirstStep(step.title, step.detail.replace("FOLDER", room.folder.name)) for step in FIRST_STEPS)
