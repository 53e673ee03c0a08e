"""Everything the wall reads of the store, at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from customer_room.domain.periods import Grain, Period
from customer_room.domain.records import Clip, FixTeam, Reading
from customer_room.settings import RoomSettings
from customer_room.store.connection import Store
from customer_room.store.feedback import (
    ComplaintCount,
    count_complaints,
    feedback_days,
    latest_by_source,
    latest_feedback,
)
from customer_room.store.measurements import (
    ScoreCounts,
    StageExposure,
    count_scores,
    data_range,
    latest_readings,
    latest_responses,
    read_exposure,
    read_series,
)
from customer_room.store.media_rows import HungArtifact, hung_artifacts, published_clips
from customer_room.store.structure import Structure, read_structure
from customer_room.store.teams import read_teams
from customer_room.views.wall_period import PeriodChoice, ShownPeriod, choose_period

SERIES_LENGTH = 120


@dataclass(frozen=True, slots=True)
class WallData:
    """The store's rows behind one wall; dates are the room's."""

    today: date
    months: tuple[date, date] | None
    shown: ShownPeriod
    structure: Structure
    complaints: Sequence[ComplaintCount]
    feedback_days: tuple[date, date] | None
    latest_feedback: Mapping[UUID | None, date]
    latest_sources: Mapping[str, date]
    exposure: Sequence[StageExposure]
    series: Mapping[UUID, Sequence[Reading]]
    latest_readings: Mapping[UUID, date]
    scores: Mapping[UUID, ScoreCounts]
    latest_responses: Mapping[UUID, date]
    artifacts: Sequence[HungArtifact]
    clips: Sequence[tuple[Clip, str]]
    teams: Sequence[FixTeam]

    def exposed(self, stage_id: UUID, period: Period) -> int | None:
        """Customers who passed the stage in the period, or None unless the whole period was counted."""
        for grain in Grain:
            parts = [
                (part.customers, covered)
                for part in self.exposure
                if part.stage_id == stage_id
                and part.grain == grain
                and period.start <= (covered := Period(part.period_start, grain)).start
                and covered.end <= period.end
            ]
            if sum((covered.end - covered.start).days for _, covered in parts) == (period.end - period.start).days:
                return sum(customers for customers, _ in parts)
        return None


def read_wall(store: Store, settings: RoomSettings, choice: PeriodChoice) -> WallData:
    """Read what the wall shows for the period asked for."""
    today = settings.today()
    with store.snapshot() as cursor:
        months = data_range(cursor)
        shown = choose_period(choice, months, today)
        now, before = (shown.period.start, shown.period.end), (shown.compared.start, shown.compared.end)
        first = min(now[0], before[0])
        return WallData(
            today=today,
            months=months,
            shown=shown,
            structure=read_structure(cursor),
            complaints=count_complaints(cursor, now, before),
            feedback_days=feedback_days(cursor),
            latest_feedback=latest_feedback(cursor),
            latest_sources=latest_by_source(cursor),
            exposure=read_exposure(cursor, first, max(now[1], before[1])),
            series=read_series(cursor, shown.period.end, SERIES_LENGTH),
            latest_readings=latest_readings(cursor),
            scores=count_scores(cursor, now, before),
            latest_responses=latest_responses(cursor),
            artifacts=hung_artifacts(cursor, today),
            clips=published_clips(cursor),
            teams=read_teams(cursor, today),
        )


def is_overdue(last_true: date, today: date, stale_after_days: int) -> bool:
    """Whether a source has been silent for longer than the room allows."""
    return today - last_true > timedelta(days=stale_after_days)
