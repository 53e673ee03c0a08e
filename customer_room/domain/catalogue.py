"""What a room knows by name, so that a foreign file's words can be matched to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KnownKpi:
    """What an import needs to know of a KPI."""

    id: UUID
    cadence: str
    unit: str


@dataclass(frozen=True, slots=True)
class KnownSurvey:
    """What an import needs to know of a survey."""

    id: UUID
    scale_min: int
    scale_max: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Codes and names of a room, each in `fold_name` form, to ids.

    A name that two things share is left out: it would have to be guessed.
    """

    stages: Mapping[str, UUID] = field(default_factory=dict)
    touchpoints: Mapping[str, UUID] = field(default_factory=dict)
    touchpoint_stages: Mapping[UUID, UUID] = field(default_factory=dict)
    categories: Mapping[str, UUID] = field(default_factory=dict)
    category_stages: Mapping[UUID, UUID] = field(default_factory=dict)
    silos: Mapping[str, UUID] = field(default_factory=dict)
    surveys: Mapping[str, KnownSurvey] = field(default_factory=dict)
    kpis: Mapping[str, KnownKpi] = field(default_factory=dict)


def fold_name(name: str) -> str:
    """A name as it is compared: no case, one space between words."""
    return " ".join(name.split()).casefold()
