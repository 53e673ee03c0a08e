"""What hangs and plays under a stage, and who is mending it: artifacts, clips and fix teams."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from customer_room.domain.records import Clip, FixTeam
from customer_room.domain.words import TeamStatus
from customer_room.store.media_rows import HungArtifact
from customer_room.views.formats import Formats
from customer_room.views.wall_data import WallData
from customer_room.views.wall_view import ArtifactView, ClipView, Freshness, LineView, TeamView

IsThere = Callable[[str], bool]

_STATUS_ORDER = [status.value for status in TeamStatus]
STATUS_WORDS = {
    TeamStatus.BROKEN: "Broken",
    TeamStatus.RELIABLE: "Reliable",
    TeamStatus.DIFFERENTIATING: "Differentiating",
}


def artifact_views(
    artifacts: Sequence[HungArtifact], stage_id: UUID, formats: Formats, is_there: IsThere
) -> tuple[ArtifactView, ...]:
    """The artifacts of one stage, in the order they hang."""
    return tuple(
        ArtifactView(
            id=str(artifact.id),
            name=artifact.name,
            description=artifact.description,
            dated=f"since {formats.month(artifact.valid_from)}",
            image_url=file_url(artifact.file_id),
            thumbnail_url=file_url(artifact.thumbnail_id),
            missing=not is_there(artifact.path),
        )
        for artifact in artifacts
        if artifact.stage_id == stage_id
    )


def clip_views(
    clips: Sequence[tuple[Clip, str]], stage_id: UUID, formats: Formats, is_there: IsThere
) -> tuple[ClipView, ...]:
    """The clips of one stage."""
    return tuple(
        ClipView(
            id=str(clip.id),
            title=clip.title,
            shows=clip.shows,
            duration=formats.duration(clip.duration_s),
            dated="" if clip.recorded_on is None else formats.month(clip.recorded_on),
            url=file_url(clip.file_id),
            missing=not is_there(path),
            lines=tuple(LineView(line.starts, line.ends, line.speaker, line.text) for line in clip.transcript),
        )
        for clip, path in clips
        if clip.stage_id == stage_id
    )


def team_views(data: WallData, stage_id: UUID, formats: Formats) -> tuple[TeamView, ...]:
    """The fix teams of one stage: the overdue first, then the broken, the reliable and the differentiating."""
    views = [_team(team, data, formats) for team in data.teams if team.stage_id == stage_id]
    return tuple(sorted(views, key=lambda view: (not view.overdue, _STATUS_ORDER.index(view.status))))


def _team(team: FixTeam, data: WallData, formats: Formats) -> TeamView:
    at_work = team.status is TeamStatus.BROKEN
    overdue = at_work and team.due_on is not None and team.due_on < data.today
    due = "" if team.due_on is None or not at_work else f"due {formats.day(team.due_on)}"
    return TeamView(
        id=str(team.id),
        name=team.name,
        status=team.status.value,
        status_word=STATUS_WORDS[team.status],
        since=f"since {formats.month(team.history[-1].since)}",
        promise=team.promise,
        due=due,
        overdue=overdue,
    )


def newest_artifact(artifacts: Sequence[HungArtifact], stage_id: UUID, formats: Formats) -> Freshness | None:
    """The month of the newest print of one stage; an old print that customers still get is not stale."""
    return _latest("newest", (one.valid_from for one in artifacts if one.stage_id == stage_id), formats)


def newest_clip(clips: Sequence[tuple[Clip, str]], stage_id: UUID, formats: Formats) -> Freshness | None:
    """The month of the newest call of one stage of which the day is known."""
    of_stage = (clip for clip, _ in clips if clip.stage_id == stage_id)
    return _latest("newest", (clip.recorded_on for clip in of_stage if clip.recorded_on), formats)


def last_step(data: WallData, stage_id: UUID, formats: Formats) -> Freshness | None:
    """The month in which a fix team of one stage last changed its status."""
    return _latest("last step", (team.history[-1].since for team in data.teams if team.stage_id == stage_id), formats)


def _latest(word: str, days: Iterable[date], formats: Formats) -> Freshness | None:
    latest = max(days, default=None)
    return None if latest is None else Freshness(f"{word} {formats.month(latest)}", stale=False)


def file_url(file_id: UUID) -> str:
    """The address of a kept file."""
    return f"/files/{file_id}"
