"""Kinds of import that have a few rows only: read into Python, understood one by one, written back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from customer_room.importing.engine import count, identifier, select
from customer_room.importing.given import Given
from customer_room.importing.identity import Selection
from customer_room.importing.refusals import refused
from customer_room.importing.staged import Staged, write_staged

MAX_ROWS = 10_000


@dataclass(slots=True)
class Row:
    """A record's texts by our column; None is blank. `is_refused` is set once anything of it was refused."""

    record: int
    texts: Mapping[str, str | None]
    extra: Sequence[object] = field(default_factory=tuple)
    is_refused: bool = False


def few_rows(given: Given, source: str = "kept", extra: Sequence[str] = ()) -> list[Row]:
    """The records in the file's order, with `extra` expressions of the source.

    Raises:
        ImportRefusedError: there are more than such a file can have.
    """
    rows = count(given.engine, source)
    if rows > MAX_ROWS:
        what = f"It has {rows:,} rows; a file of {given.request.kind} has at most {MAX_ROWS:,}."
        raise refused(given.request.file_name, what, "Check that it is the right file for this kind.")
    columns = sorted(given.columns)
    query = select(["record", *map(given.sql, columns), *extra], source, "ORDER BY record")
    return [
        Row(values[0], dict(zip(columns, values[1:], strict=False)), values[1 + len(columns) :])
        for values in given.engine.execute(query).fetchall()
    ]


def refuse_cell(given: Given, row: Row, column: str, reason: str, fix: str) -> None:
    """Note that a row is refused, and why."""
    row.is_refused = True
    value = (row.texts.get(column) or "")[:200]
    given.engine.execute("INSERT INTO refusals VALUES (?, ?, ?, ?, ?)", [row.record, column, value, reason, fix])


def write_once(
    given: Given, columns: Mapping[str, str], understood: Sequence[tuple[Row, tuple[object, ...]]], target: Path
) -> Staged:
    """Write rows that are told apart by their code, their first value, in the file's order; a code is used once."""
    kept: dict[object, tuple[object, ...]] = {}
    duplicates = 0
    for row, values in understood:
        if row.is_refused:
            continue
        before = kept.get(values[0])
        if before is None:
            kept[values[0]] = values
        elif _but_position(columns, before) == _but_position(columns, values):
            duplicates += 1
        else:
            refuse_cell(given, row, "code", "the code was used before for something else", "Use each code once.")
    return write_few(given, columns, list(kept.values()), duplicates, target)


def _but_position(columns: Mapping[str, str], values: tuple[object, ...]) -> list[object]:
    return [value for name, value in zip(columns, values, strict=True) if name != "position"]


def write_few(
    given: Given, columns: Mapping[str, str], rows: Sequence[tuple[object, ...]], duplicates: int, target: Path,
    day: str | None = None,
) -> Staged:  # fmt: skip
    """Write rows of the given column types to the staging file, in their order."""
    types = ", ".join(f"{identifier(name)} {kind}" for name, kind in columns.items())
    given.engine.execute(f"CREATE TABLE few (record BIGINT, {types})")
    holes = ", ".join("?" for _ in range(len(columns) + 1))
    for number, values in enumerate(rows):
        given.engine.execute(f"INSERT INTO few {select([holes], '(SELECT 1)')}", [number, *values])
    selection = Selection("few", "true", duplicates)
    return write_staged(given, {name: identifier(name) for name in columns}, selection, target, "record", day)
