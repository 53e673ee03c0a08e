"""Finding the header of a table, and our columns in it. Names must match; near misses are suggested, never taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from customer_room.domain.catalogue import fold_name
from customer_room.domain.words import ImportKind
from customer_room.importing.columns import COLUMNS, REQUIRED
from customer_room.importing.mapping import FileMapping

SEARCHED_RECORDS = 50
MAX_COLUMNS = 2000


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (record 0: there is none) and where our columns are, as 0-based positions."""

    record: int
    names: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    skip: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """How a record does as a header: `problems` is empty when it is one."""

    columns: Mapping[str, tuple[int, ...]]
    skip: Mapping[str, tuple[int, ...]]
    problems: tuple[str, ...]


def locate_header(
    kind: ImportKind, mapping: FileMapping, records: Sequence[tuple[int, Sequence[str]]]
) -> Header | None:
    """The first record (number, cells) that holds every column asked for; None when no record does."""
    if mapping.header == 0:
        width = max((len(cells) for _, cells in records), default=0)
        names = tuple(str(position + 1) for position in range(width))
        match = match_header(kind, mapping, names)
        return None if match.problems else Header(0, names, match.columns, match.skip)
    for number, cells in records[: max(SEARCHED_RECORDS, mapping.header or 0)]:
        if mapping.header not in {None, number}:
            continue
        match = match_header(kind, mapping, cells)
        if not match.problems:
            return Header(number, tuple(cells), match.columns, match.skip)
    return None


def match_header(kind: ImportKind, mapping: FileMapping, names: Sequence[str]) -> Match:
    """Look for the columns the mapping names, or else for our own names, in a record's cells."""
    positions = _Positions(names)
    columns: dict[str, tuple[int, ...]] = {}
    problems: list[str] = []
    for ours in COLUMNS[kind]:
        theirs = mapping.columns.get(ours, ()) if mapping.columns else (ours,)
        found = [positions.of(name) for name in theirs]
        if theirs and all(len(places) == 1 for places in found):
            columns[ours] = tuple(places[0] for places in found)
        elif mapping.columns or any(found):
            problems += [positions.complaint(ours, name) for name in theirs if len(positions.of(name)) != 1]
    known = columns.keys() | mapping.constants.keys()
    for choice in REQUIRED[kind]:
        if not known & set(choice) and not (mapping.columns and any(ours in mapping.columns for ours in choice)):
            problems.append(_lacking(choice, positions))
    skip = _skip_columns(mapping, columns, positions, problems)
    return Match(columns, skip, tuple(problems))


def _lacking(choice: tuple[str, ...], positions: "_Positions") -> str:
    hints = [near for ours in choice for near in positions.near(ours)]
    hint = f" (perhaps “{hints[0]}”?)" if hints else ""
    return f"no column for {' or '.join(choice)}{hint}"


def _skip_columns(
    mapping: FileMapping, columns: Mapping[str, tuple[int, ...]], positions: "_Positions", problems: list[str]
) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for name in mapping.skip:
        if name in columns:
            places[name] = columns[name]
        elif len(positions.of(name)) == 1:
            places[name] = positions.of(name)
        else:
            problems.append(positions.complaint("[skip]", name))
    return places


class _Positions:
    """A header's names as they are looked up: exactly first, then without regard to case and spaces."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = [name.strip() for name in names]
        self.folded = [_folded(name) for name in names]
        self.counts = Counter(self.folded)

    def of(self, name: str) -> tuple[int, ...]:
        exact = tuple(place for place, known in enumerate(self.names) if known == name.strip())
        wanted = _folded(name)
        return exact or tuple(place for place, known in enumerate(self.folded) if known == wanted and wanted)

    def near(self, name: str) -> list[str]:
        return get_close_matches(name.strip(), [known[:80] for known in self.names[:MAX_COLUMNS] if known], n=1)

    def complaint(self, ours: str, name: str) -> str:
        if len(self.of(name)) > 1:
            return f"two columns are called “{name}” ({ours})"
        near = self.near(name)
        return f"no column “{name}” for {ours}" + (f" (perhaps “{near[0]}”?)" if near else "")


def _folded(name: str) -> str:
    return fold_name(name.replace("_", " "))
