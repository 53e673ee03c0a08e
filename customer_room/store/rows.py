"""Insert and update single rows with their entry in the record of changes.

Table and column names given to these functions are constants of this package, never text from a person.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from customer_room.errors import WriteRefusedError
from customer_room.store.connection import Write
from customer_room.store.references import refuse_lost_references

# What the record names where a change is not of one row.
WHOLE_ROOM = UUID(int=0)

Value: TypeAlias = str | int | float | bool | date | datetime | UUID | None


def record_change(
    write: Write,
    noun: str,
    row_id: UUID,
    action: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    """Enter one change into the record: who, when, what before and what after."""
    write.cursor.execute(
        "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [uuid4(), write.at, write.actor.name, noun, row_id, action, _json(before), _json(after)],
    )


def insert_rows(write: Write, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Insert rows that belong to a recorded change of another row (members, lines, versions)."""
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" for _ in columns)
    write.cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [list(row) for row in rows])


def insert_recorded(write: Write, table: str, values: Mapping[str, Value]) -> UUID:
    """Insert one row with a new id and version 1, and record it.

    Returns:
        The new row's id.
    """
    refuse_lost_references(write.cursor, table, values)
    row_id = uuid4()
    row: dict[str, Value] = {"id": row_id, **values, "version": 1}
    insert_rows(write, table, list(row), [list(row.values())])
    record_change(write, table, row_id, "add", None, values)
    return row_id


def update_recorded(
    write: Write, table: str, row_id: UUID, values: Mapping[str, Value], expected_version: int | None = None
) -> bool:
    """Set the given columns of one row, raise its version, and record what changed.

    Returns:
        Whether anything differed; an equal row is left alone.

    Raises:
        WriteRefusedError: the row is gone, or was changed since `expected_version` was read.
    """
    before = _current(write, table, row_id, list(values))
    if expected_version is not None and before.pop("version") != expected_version:
        raise WriteRefusedError(
            "Somebody else changed this meanwhile",
            f"The {table.rstrip('s')} is newer than the one you were editing.",
            "Look at the newer one and decide again; nothing of yours was saved.",
        )
    before.pop("version", None)
    changed = {column: value for column, value in values.items() if before[column] != value}
    if not changed:
        return False
    refuse_lost_references(write.cursor, table, changed)
    settings = ", ".join(f'"{column}" = ?' for column in changed)
    write.cursor.execute(
        f'UPDATE "{table}" SET {settings}, version = version + 1 WHERE id = ?', [*changed.values(), row_id]
    )
    record_change(write, table, row_id, "change", {column: before[column] for column in changed}, changed)
    return True


def next_position(write: Write, table: str) -> int:
    """The position behind the last row of a table that has an order."""
    row = write.cursor.execute(f'SELECT coalesce(max(position), 0) + 1 FROM "{table}"').fetchone()
    return int(row[0]) if row else 1


def _current(write: Write, table: str, row_id: UUID, columns: Sequence[str]) -> dict[str, Any]:
    names = ", ".join(f'"{column}"' for column in (*columns, "version"))
    row = write.cursor.execute(f'SELECT {names} FROM "{table}" WHERE id = ?', [row_id]).fetchone()
    if row is None:
        raise WriteRefusedError(
            "That row is gone", f"The {table.rstrip('s')} was removed meanwhile.", "Look at the list again."
        )
    return dict(zip((*columns, "version"), row, strict=True))


def _json(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
