"""Everything the wall reads of the store, at one moment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from customer_room.domain.periods import Grain, Period
from customer_room.domain.records import Clip, FixTeam, Reading
from customer_room.settings import RoomSettings
from customer_room.store.connection import Store
from customer_room.store.feedback import (
    ComplaintCount,
    FeedbackSpan,
    count_complaints,
    feedback_spans,
)
from customer_room.store.measurements import (
    ScoreCounts,
    StageExposure,
    count_scores,
    data_range,
    read_exposure,
    read_series,
)
from customer_room.store.media_rows import HungArtifact, hung_artifacts, published_clips
from customer_room.store.structure import Structure, read_structure
from customer_room.store.teams import read_teams
from customer_room.views.wall_period import PeriodChoice, ShownPeriod, choose_period

OfStage = TypeVar("OfStage", ComplaintCount, StageExposure)


@dataclass(frozen=True, slots=True)
class Heard:
    """From when to when anything was said, whatever it was: `days` in the room, None when nothing ever was.

    `sources` has the first and the last day of each source by its name; `stages` are those spoken of.
    """

    days: tuple[date, date] | None
    sources: Mapping[str, tuple[date, date]]
    stages: frozenset[UUID | None]

    @classmethod
    def of(cls, spans: Sequence[FeedbackSpan]) -> "Heard":
        """What the spans of single stages and sources come to together."""
        sources: dict[str, tuple[date, date]] = {}
        for span in spans:
            first, last = sources.get(span.source, (span.first_on, span.latest_on))
            sources[span.source] = min(first, span.first_on), max(last, span.latest_on)
        days = None
        if spans:
            days = min(first for first, _ in sources.values()), max(last for _, last in sources.values())
        return cls(days, dict(sorted(sources.items())), frozenset(span.stage_id for span in spans))


@dataclass(frozen=True, slots=True)
class WallData:
    """The store's rows behind one wall; dates are the room's, complaints and exposure by stage."""

    today: date
    months: tuple[date, date] | None
    shown: ShownPeriod
    structure: Structure
    complaints: Mapping[UUID | None, Sequence[ComplaintCount]]
    heard: Heard
    exposure: Mapping[UUID | None, Sequence[StageExposure]]
    series: Mapping[UUID, Sequence[Reading]]
    latest_readings: Mapping[UUID, date]
    scores: Mapping[UUID, ScoreCounts]
    artifacts: Sequence[HungArtifact]
    clips: Sequence[tuple[Clip, str]]
    teams: Sequence[FixTeam]

    def steady_sources(self, gap_days: int) -> frozenset[str]:
        """The sources heard throughout the period shown and the one it is compared with; only they make a trend."""
        gap = timedelta(days=gap_days)
        first_day = min(self.shown.compared.start, self.shown.period.start)
        last_day = max(self.shown.compared.last_day, self.shown.period.last_day)
        return frozenset(
            source
            for source, (first, last) in self.heard.sources.items()
            if first - first_day <= gap and last_day - last <= gap
        )

    def exposed(self, stage_id: UUID, period: Period) -> int | None:
        """Customers who passed the stage in the period, or None unless the whole period was counted."""
        for grain in Grain:
            parts = [
                (part.customers, covered)
                for part in self.exposure.get(stage_id, ())
                if part.grain == grain
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
        series, latest_readings = read_series(cursor, shown.period.end)
        return WallData(
            today=today,
            months=months,
            shown=shown,
            structure=read_structure(cursor),
            complaints=_by_stage(count_complaints(cursor, now, before)),
            heard=Heard.of(feedback_spans(cursor)),
            exposure=_by_stage(read_exposure(cursor, first, max(now[1], before[1]))),
            series=series,
            latest_readings=latest_readings,
            scores=count_scores(cursor, now, before),
            artifacts=hung_artifacts(cursor, today),
            clips=published_clips(cursor),
            teams=read_teams(cursor, today),
        )


def _by_stage(rows: Sequence[OfStage]) -> dict[UUID | None, list[OfStage]]:
    by_stage: dict[UUID | None, list[OfStage]] = defaultdict(list)
    for row in rows:
        by_stage[row.stage_id].append(row)
    return dict(by_stage)


def is_reading_overdue(read_for: Period, today: date, grace_days: int) -> bool:
    """Whether the period after the one last read is over for longer than a reading may take."""
    return today - read_for.shifted(1).last_day > timedelta(days=grace_days)


def is_overdue(last_true: date, today: date, stale_after_days: int) -> bool:
    """Whether a source has been silent for longer than the room allows."""
    return today - last_true > timedelta(days=stale_after_days)
