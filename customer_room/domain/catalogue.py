"""What a room knows by name, so that a foreign file's words can be matched to it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KnownKpi:
    """What an import needs to know of a KPI; `has_readings` says whether any were kept, `stage_id` whose it is."""

    id: UUID
    cadence: str
    unit: str
    has_readings: bool = False
    stage_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class KnownSurvey:
    """What an import needs to know of a survey."""

    id: UUID
    scale_min: int
    scale_max: int


@dataclass(frozen=True, slots=True)
class Label:
    """A thing's code and its name as it was written."""

    code: str
    name: str


Known: TypeAlias = UUID | KnownKpi | KnownSurvey


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Codes and names of a room, each in `fold_name` form, to ids.

    A name that two things share is left out: it would have to be guessed. `labels` has every thing of the room.
    """

    stages: Mapping[str, UUID] = field(default_factory=dict)
    touchpoints: Mapping[str, UUID] = field(default_factory=dict)
    touchpoint_stages: Mapping[UUID, UUID] = field(default_factory=dict)
    categories: Mapping[str, UUID] = field(default_factory=dict)
    category_stages: Mapping[UUID, UUID] = field(default_factory=dict)
    silos: Mapping[str, UUID] = field(default_factory=dict)
    surveys: Mapping[str, KnownSurvey] = field(default_factory=dict)
    kpis: Mapping[str, KnownKpi] = field(default_factory=dict)
    teams: Mapping[str, UUID] = field(default_factory=dict)
    labels: Mapping[UUID, Label] = field(default_factory=dict)

    def labels_of(self, known: Mapping[str, Known]) -> dict[UUID, Label]:
        """The labels of one noun's things, in the room's order."""
        words: dict[UUID, str] = {}
        for word, thing in known.items():
            words.setdefault(id_of(thing), word)
        ours = {key: label for key, label in self.labels.items() if key in words}
        return ours | {key: Label(word, word) for key, word in words.items() if key not in ours}

    def names_of(self, known: Mapping[str, Known]) -> list[str]:
        """What to call one noun's things, each once: by name, or by code where a name is shared."""
        labels = self.labels_of(known).values()
        shared = Counter(fold_name(label.name) for label in labels)
        return [label.name if shared[fold_name(label.name)] == 1 else label.code for label in labels]


def id_of(thing: Known) -> UUID:
    """The id of what a catalogue holds."""
    return thing if isinstance(thing, UUID) else thing.id


def fold_name(name: str) -> str:
    """A name as it is compared: no case, one space between words."""
    return " ".join(name.split()).casefold()
