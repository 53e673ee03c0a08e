"""The register of imports: which file brought which rows, when, by whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from duckdb import DuckDBPyConnection

from customer_room.domain.words import ImportKind
from customer_room.store.connection import Write
from customer_room.store.rows import insert_rows, record_change


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What is known of the file before its rows are written."""

    kind: ImportKind
    file_name: str
    file_sha256: str
    rows_read: int
    rows_refused: int


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What became of the valid rows."""

    new: int
    changed: int
    known: int


@dataclass(frozen=True, slots=True)
class PastImport:
    """An entry of the register; `imported_at` is UTC."""

    id: UUID
    kind: str
    file_name: str
    imported_at: datetime
    rows_new: int


def register_import(write: Write, import_id: UUID, file: ImportedFile, counts: ImportCounts) -> None:
    """Enter an import into the register and into the record of changes, as one change."""
    row = {
        "id": import_id, "kind": file.kind.value, "file_name": file.file_name, "file_sha256": file.file_sha256,
        "imported_at": write.at, "imported_by": write.actor.name, "rows_read": file.rows_read,
        "rows_new": counts.new, "rows_changed": counts.changed, "rows_known": counts.known,
        "rows_refused": file.rows_refused,
    }  # fmt: skip
    insert_rows(write, "imports", list(row), [list(row.values())])
    record_change(write, "imports", import_id, "import", None, row)


def find_same_file(cursor: DuckDBPyConnection, kind: ImportKind, file_sha256: str) -> PastImport | None:
    """The latest import of the very same bytes, if there was one."""
    row = cursor.execute(
        "SELECT id, kind, file_name, imported_at, rows_new FROM imports WHERE kind = ? AND file_sha256 = ? "
        "ORDER BY imported_at DESC LIMIT 1",
        [kind.value, file_sha256],
    ).fetchone()
    return None if row is None else PastImport(*row)


def new_import_id() -> UUID:
    """The key that the rows of an import carry."""
    return uuid4()
