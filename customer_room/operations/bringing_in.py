"""Import a file: stage it outside the write lock, then keep all of it in one transaction."""

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from customer_room.domain.records import Actor
from customer_room.domain.words import ImportKind
from customer_room.errors import ImportRefusedError, RoomError
from customer_room.importing import FileMapping, ImportRequest, Progress, StagedImport, stage_file
from customer_room.operations.bringing_kpis import add_kpis
from customer_room.operations.bringing_structure import add_stages, add_teams, add_touchpoints
from customer_room.operations.room import Room
from customer_room.store.connection import Write
from customer_room.store.feedback import add_feedback
from customer_room.store.imports import (
    ImportCounts,
    ImportedFile,
    find_same_file,
    new_import_id,
    register_import,
)
from customer_room.store.measurements import add_exposure, add_readings, add_responses
from customer_room.store.names import read_catalogue

Keeper = Callable[[Write, Path, UUID], ImportCounts]
PartialKeeper = Callable[[Write, Path, Collection[str]], ImportCounts]
_REASONS_NAMED = 3
_ROWS_ARE_IN = " The valid rows were imported."

_KEEPERS: dict[ImportKind, Keeper] = {
    ImportKind.FEEDBACK: add_feedback,
    ImportKind.RESPONSES: add_responses,
    ImportKind.READINGS: add_readings,
    ImportKind.EXPOSURE: add_exposure,
}
# What these leave out stays as it is, so they need to know which columns the file has.
_PARTIAL_KEEPERS: dict[ImportKind, PartialKeeper] = {
    ImportKind.STAGES: add_stages,
    ImportKind.TOUCHPOINTS: add_touchpoints,
    ImportKind.KPIS: add_kpis,
    ImportKind.TEAMS: add_teams,
}


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of a file: `counts` is None after a dry run, and the rows add up.

    `same_file_on` is the day the very same bytes were imported before.
    """

    staged: StagedImport
    counts: ImportCounts | None
    refused_file: Path | None
    same_file_on: date | None


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import: the file, what it holds, how to read it, and where refused rows go (None: nowhere)."""

    path: Path
    kind: ImportKind
    mapping: FileMapping | None
    refused_path: Path | None
    dry_run: bool


def import_file(room: Room, order: ImportOrder, actor: Actor, progress: Progress) -> ImportSummary:
    """Read, check and keep a file's rows; on an error in the file itself the room is as it was.

    Raises:
        ImportRefusedError: the file as a whole cannot be imported.
        RoomError: the room cannot be written.
    """
    with room.store.snapshot() as cursor:
        catalogue = read_catalogue(cursor)
    with _work_dir(room) as work_dir:
        request = ImportRequest(
            kind=order.kind, path=order.path, file_name=_as_text(order.path.name), mapping=order.mapping,
            catalogue=catalogue, settings=room.settings, today=room.settings.today(), work_dir=work_dir,
        )  # fmt: skip
        staged = stage_file(request, progress)
        _refuse_when_nothing_is_left(staged, order)
        with room.store.snapshot() as cursor:
            same = find_same_file(cursor, order.kind, staged.file_sha256)
        counts = None if order.dry_run else _keep(room, staged, order, actor, progress)
        refused_file = _hand_out_refused(staged, order.refused_path, "" if order.dry_run else _ROWS_ARE_IN)
        return ImportSummary(staged, counts, refused_file, same.imported_at.date() if same else None)


def _keep(room: Room, staged: StagedImport, order: ImportOrder, actor: Actor, progress: Progress) -> ImportCounts:
    file = ImportedFile(
        order.kind, _as_text(order.path.name), staged.file_sha256, staged.rows_read, staged.rows_refused
    )
    progress("Writing into the room", None)

    def work(write: Write) -> ImportCounts:
        import_id = new_import_id()
        counts = _keep_rows(write, staged, import_id)
        register_import(write, import_id, file, counts)
        return counts

    return room.store.transact(actor, work)


def _as_text(file_name: str) -> str:
    """A file's name without the bytes that are no text: a disk may hold any, a room's file and a page only text."""
    return os.fsencode(file_name).decode("utf-8", "replace")


def _keep_rows(write: Write, staged: StagedImport, import_id: UUID) -> ImportCounts:
    if staged.kind in _PARTIAL_KEEPERS:
        return _PARTIAL_KEEPERS[staged.kind](write, staged.staged_path, staged.columns)
    return _KEEPERS[staged.kind](write, staged.staged_path, import_id)


def _refuse_when_nothing_is_left(staged: StagedImport, order: ImportOrder) -> None:
    """A file of which every row was refused is most often another kind of file, or lacks a mapping."""
    if staged.rows_staged or not staged.rows_refused:
        return
    reasons = "; ".join(f"{reason} ({rows:,})" for reason, rows in staged.problems[:_REASONS_NAMED])
    what = f"No row of it could be kept: {reasons}."
    fix = staged.examples[0].fix
    refused_file = _hand_out_refused(staged, order.refused_path, "")
    if refused_file is not None:
        fix = f"{fix} All refused rows are in {refused_file}"
    raise ImportRefusedError(f"“{_as_text(order.path.name)}” was not imported", what, fix)


@contextmanager
def _work_dir(room: Room) -> Iterator[Path]:
    work_dir = room.exchange_dir / f"import-{uuid4().hex}"
    try:
        work_dir.mkdir()
    except OSError as error:
        raise RoomError(
            "The import could not begin",
            f"{work_dir}: {error.strerror}.",
            "Check the room's permissions and free space.",
        ) from error
    try:
        yield work_dir
    finally:
        shutil.rmtree(work_dir, ignore_errors=True)


def _hand_out_refused(staged: StagedImport, target: Path | None, kept: str) -> Path | None:
    if target is None or staged.refused_path is None or not staged.rows_refused:
        return None
    try:
        shutil.move(staged.refused_path, target)
    except OSError as error:
        raise ImportRefusedError(
            "The refused rows could not be written",
            f"{target}: {error.strerror}.{kept}",
            "Name another place with --refused, and import again: rows already there are not added twice.",
        ) from error
    return target
