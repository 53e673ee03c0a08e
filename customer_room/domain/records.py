"""The nouns of the room as the store holds them. Ids are UUIDs that survive renaming and re-ordering."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from customer_room.domain.words import Cause, GoodDirection, Layer, Orientation, SurveyMethod, TeamStatus


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the customer experience in the customer's words."""

    id: UUID
    code: str
    name: str
    position: int
    promise: str
    version: int


@dataclass(frozen=True, slots=True)
class Silo:
    """A function of the company."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """A contact within a stage; `rank` is set for a moment of truth."""

    id: UUID
    code: str
    stage_id: UUID
    name: str
    rank: int | None
    position: int
    silo_ids: tuple[UUID, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Category:
    """A theme of feedback."""

    id: UUID
    code: str
    name: str
    cause: Cause | None
    stage_id: UUID | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measure of a touchpoint; `target` is None where none was set."""

    id: UUID
    code: str
    touchpoint_id: UUID
    name: str
    unit: str
    good_direction: GoodDirection
    target: float | None
    layer: Layer
    orientation: Orientation
    cadence: str
    decimals: int
    owner: str
    pair_id: UUID | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a KPI for the period that starts on `period_start`; `n` is what it was measured on."""

    kpi_id: UUID
    period_start: date
    value: float
    n: int | None


@dataclass(frozen=True, slots=True)
class Survey:
    """A question put to customers, scored by `method` on a scale."""

    id: UUID
    code: str
    name: str
    method: SurveyMethod
    scale_min: int
    scale_max: int
    question: str
    stage_id: UUID | None
    touchpoint_id: UUID | None


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """A spoken line of a clip; times in seconds from the clip's start."""

    starts: float
    ends: float
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Clip:
    """The published cut of a recording."""

    id: UUID
    stage_id: UUID
    touchpoint_id: UUID | None
    title: str
    shows: str
    duration_s: float
    recorded_on: date | None
    file_id: UUID
    transcript: tuple[TranscriptLine, ...]


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One step in a fix team's history."""

    status: TeamStatus
    since: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class FixTeam:
    """A cross-functional team and what it promised; `history` is oldest first and never empty."""

    id: UUID
    code: str
    name: str
    stage_id: UUID
    touchpoint_id: UUID | None
    sponsor: str
    lead: str
    problem: str
    promise: str
    due_on: date | None
    history: tuple[StatusChange, ...]

    @property
    def status(self) -> TeamStatus:
        """The status of today."""
        return self.history[-1].status


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the media folders, named by its content.

    `path` is relative to the room folder, such as `artifacts/ab/ab12….png`; `sha256` is of the bytes.
    """

    id: UUID
    path: str
    sha256: str
    media_type: str
    size: int
    original_name: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes: a person's or a command's name, as the record of changes shows it."""

    name: str
