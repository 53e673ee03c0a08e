"""What an import is asked to do, and what it hands to the store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from customer_room.domain.catalogue import Catalogue
from customer_room.domain.words import ImportKind
from customer_room.importing.mapping import FileMapping
from customer_room.settings import RoomSettings

Progress = Callable[[str, float | None], None]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A foreign file and all that is needed to understand it.

    `file_name` is what people call the file (an upload's `path` is another); `today` is the room's date;
    `work_dir` is an existing folder the import may fill and the caller removes.
    """

    kind: ImportKind
    path: Path
    file_name: str
    mapping: FileMapping | None
    catalogue: Catalogue
    settings: RoomSettings
    today: date
    work_dir: Path


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """Why a record was refused, where, and what to do about it; `record` is counted as in the refused file."""

    record: int
    column: str
    value: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class StagedImport:
    """A file that was understood: `staged_path` is a Parquet file the store can commit as it is.

    `rows_read` = `rows_staged` + `duplicates_in_file` + `rows_refused` + `rows_skipped`. `refused_path` is a CSV
    (line, column, value, reason, fix) whose `line` is the record number, the header counted as record 1 and blank
    lines not counted; in a sheet it is the sheet's row. `problems` are (reason, rows), most frequent first,
    and `examples` the first refused cell of each; `skipped` are (why, rows) left out on purpose. `columns` are ours
    that the file or the mapping brings. `notes` are sentences a person should read although nothing was refused.
    """

    kind: ImportKind
    staged_path: Path
    refused_path: Path | None
    rows_read: int
    rows_staged: int
    rows_refused: int
    rows_skipped: int
    skipped: tuple[tuple[str, int], ...]
    duplicates_in_file: int
    new_categories: tuple[str, ...]
    first_on: date | None
    last_on: date | None
    file_sha256: str
    sample: tuple[dict[str, str], ...]
    recognised: str
    problems: tuple[tuple[str, int], ...]
    examples: tuple[RefusedCell, ...]
    columns: frozenset[str]
    notes: tuple[str, ...]
