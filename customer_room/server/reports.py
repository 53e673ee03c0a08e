"""What commands on a room come to, as plain values that a terminal shows and a connection carries."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from customer_room.domain.words import ImportKind
from customer_room.operations.backup import BackupReport
from customer_room.operations.bringing_in import ImportSummary
from customer_room.operations.check import CheckReport
from customer_room.operations.exporting import ExportReport
from customer_room.operations.naming import RoomNames


@dataclass(frozen=True, slots=True)
class ImportAsk:
    """What to import, with absolute paths: the command and the room may run in different folders.

    Without a `refused_path` refused rows are counted and not written.
    """

    kind: str
    path: str
    mapping_path: str | None
    refused_path: str | None
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file; the rows add up to `rows_read`.

    After a dry run `rows_new`, `rows_changed` and `rows_known` are None and `rows_valid` stands for them. Dates are
    ISO 8601; `sample` holds the first rows as they were understood, `examples` the first cell
    refused for each of the `problems`.
    """

    kind: str
    file: str
    dry_run: bool
    recognised: str
    rows_read: int
    rows_valid: int
    rows_new: int | None
    rows_changed: int | None
    rows_known: int | None
    rows_repeated_in_file: int
    rows_skipped: int
    skipped: tuple[tuple[str, int], ...]
    rows_refused: int
    refused_file: str | None
    problems: tuple[tuple[str, int], ...]
    examples: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]
    new_categories: tuple[str, ...]
    first_on: str | None
    last_on: str | None
    same_file_imported_on: str | None
    sample: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, as (what, fix); `mended` says whether it mended before it looked."""

    findings: tuple[tuple[str, str], ...]
    files_checked: int
    mended: bool


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A finished backup; `size` in bytes."""

    path: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: rows by table."""

    folder: str
    rows: Mapping[str, int]
    media_files: int


Report = Imported | Checked | BackedUp | Exported | RoomNames
R = TypeVar("R", Imported, Checked, BackedUp, Exported, RoomNames, ImportAsk)


def document_of(report: Report | ImportAsk) -> dict[str, Any]:
    """A report as values that JSON knows."""
    return dataclasses.asdict(report)


def read_document(kind: type[R], document: Mapping[str, Any]) -> R:
    """A report from what JSON made of it."""
    values = {field.name: _tuples(document[field.name]) for field in dataclasses.fields(kind)}
    return kind(**values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def imported(kind: ImportKind, file: Path, dry_run: bool, summary: ImportSummary) -> Imported:
    """An import's report."""
    staged, counts = summary.staged, summary.counts
    return Imported(
        kind=kind.value,
        file=str(file),
        dry_run=dry_run,
        recognised=staged.recognised,
        rows_read=staged.rows_read,
        rows_valid=staged.rows_staged,
        rows_new=counts.new if counts else None,
        rows_changed=counts.changed if counts else None,
        rows_known=counts.known if counts else None,
        rows_repeated_in_file=staged.duplicates_in_file,
        rows_skipped=staged.rows_skipped,
        skipped=staged.skipped,
        rows_refused=staged.rows_refused,
        refused_file=str(summary.refused_file) if summary.refused_file else None,
        problems=staged.problems,
        examples=tuple(dataclasses.asdict(example) for example in staged.examples),
        notes=staged.notes,
        new_categories=staged.new_categories,
        first_on=staged.first_on.isoformat() if staged.first_on else None,
        last_on=staged.last_on.isoformat() if staged.last_on else None,
        same_file_imported_on=summary.same_file_on.isoformat() if summary.same_file_on else None,
        sample=staged.sample,
    )


def checked(report: CheckReport, mended: bool) -> Checked:
    """A check's report."""
    return Checked(tuple((finding.what, finding.fix) for finding in report.findings), report.files_checked, mended)


def backed_up(report: BackupReport) -> BackedUp:
    """A backup's report."""
    return BackedUp(str(report.path), report.files, report.size)


def exported(report: ExportReport) -> Exported:
    """An export's report."""
    return Exported(str(report.folder), report.rows, report.media_files)
