"""What the wall shows. Every text is final: the component draws it and computes nothing but positions.

The dataclasses become JSON for the component by `dataclasses.asdict`.
"""

from dataclasses import dataclass
from typing import Literal

from customer_room.measures.health import HealthLevel
from customer_room.measures.surveys import ScoreVerdict
from customer_room.settings import Look
from customer_room.views.wall_operation import OperationWords

TrendDirection = Literal["up", "down", "same", "unknown"]
KpiStatus = Literal["met", "missed", "no_target", "no_data"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a tile was last true; `stale` means its source is overdue."""

    text: str
    stale: bool


@dataclass(frozen=True, slots=True)
class HealthView:
    """A stage's health in a word, with the reason in a few."""

    level: HealthLevel
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeadlineView:
    """The one number that matters: `value` is None when there is none, and `note` says what is missing.

    `unit` is a word to stand small beside the value, empty where the value carries its unit.
    """

    label: str
    value: str | None
    unit: str
    note: str
    verdict: ScoreVerdict
    stale: bool


@dataclass(frozen=True, slots=True)
class ArtifactView:
    """One artifact; addresses are of our own /files route. `missing` means its file is gone."""

    id: str
    name: str
    description: str
    dated: str
    image_url: str
    thumbnail_url: str
    missing: bool


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One category of complaint; `rate` is per 1,000 customers, empty when there is no exposure."""

    name: str
    count: str
    rate: str
    share: float
    trend: TrendDirection
    trend_text: str
    verdict: ScoreVerdict


@dataclass(frozen=True, slots=True)
class ComplaintsView:
    """A stage's complaints; `message` is set instead of rows when there is nothing to show."""

    rows: tuple[ComplaintRow, ...]
    more: int
    total: str
    message: str
    freshness: Freshness | None


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI of a touchpoint; `unit` is as in `HeadlineView`.

    `spark` holds 24 periods, None for a gap, oldest first, scaled 0 to 1.
    """

    name: str
    touchpoint: str
    value: str | None
    unit: str
    target: str
    status: KpiStatus
    status_word: str
    note: str
    spark: tuple[float | None, ...]
    spark_target: float | None
    spark_label: str
    freshness: Freshness | None


@dataclass(frozen=True, slots=True)
class KpisView:
    """The KPIs of a stage's key touchpoints, best ranked first."""

    rows: tuple[KpiRow, ...]
    more: int
    message: str


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey's result; `score` is None when suppressed, and `note` then says why.

    `low`, `high` and `at` are the interval and the score on a 0 to 1 track.
    """

    name: str
    method: str
    score: str | None
    interval: str
    n: str
    change: str
    verdict: ScoreVerdict
    note: str
    low: float | None
    high: float | None
    at: float | None
    freshness: Freshness | None


@dataclass(frozen=True, slots=True)
class SurveysView:
    """A stage's surveys."""

    rows: tuple[SurveyRow, ...]
    more: int
    message: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A transcript line; times in seconds."""

    starts: float
    ends: float
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class ClipView:
    """A clip to play in place."""

    id: str
    title: str
    shows: str
    duration: str
    dated: str
    url: str
    missing: bool
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class TeamView:
    """A fix team: what it promised, and what its experience is today."""

    id: str
    name: str
    status: Literal["broken", "reliable", "differentiating"]
    status_word: str
    since: str
    promise: str
    due: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class StageColumn:
    """One stage of the wall."""

    id: str
    name: str
    promise: str
    health: HealthView
    headline: HeadlineView
    artifacts: tuple[ArtifactView, ...]
    artifacts_message: str
    artifacts_freshness: Freshness | None
    complaints: ComplaintsView
    kpis: KpisView
    surveys: SurveysView
    clips: tuple[ClipView, ...]
    clips_message: str
    clips_freshness: Freshness | None
    teams: tuple[TeamView, ...]
    teams_message: str
    teams_freshness: Freshness | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a selector."""

    key: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class PeriodBar:
    """The period shown and what it is compared with."""

    label: str
    compared_label: str
    grains: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    comparisons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What an empty room invites to: a sentence and the command or page that does it."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class WallWords:
    """Headings and labels of the component.

    `more` follows a count ("+ 3 more"), or holds `{n}` where the count belongs; `lost_contact` and
    `unreadable` hold `{time}`.
    """

    artifacts: str
    complaints: str
    kpis: str
    surveys: str
    clips: str
    teams: str
    play: str
    pause: str
    close: str
    missing_file: str
    more: str
    stale: str
    compared_with: str
    period: str
    transcript: str
    versus: str
    grain: str
    stages: str
    previous: str
    next: str
    overdue: str
    play_error: str
    lost_contact: str
    unreadable: str
    enlarge: str
    reduce: str
    back: str
    previous_stage: str
    next_stage: str
    coming: str
    earlier: str
    later: str
    problem: str
    promise: str
    operation: OperationWords


@dataclass(frozen=True, slots=True)
class WallView:
    """The whole wall. `rotation_seconds` (0 for never) and `look` are the room's; one screen's address may differ."""

    room_name: str
    company: str
    language: str
    right_to_left: bool
    demo_note: str
    as_of: str
    period: PeriodBar
    notes: tuple[str, ...]
    first_steps: tuple[FirstStep, ...]
    stages: tuple[StageColumn, ...]
    words: WallWords
    rotation_seconds: int
    look: Look
