"""Reading a foreign file from beginning to end: form, table, columns, rows, staging file."""

import errno
import hashlib
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb

from customer_room.domain.words import ImportKind
from customer_room.errors import ImportRefusedError
from customer_room.importing.checks import create_refusals, first_of_each, refusal_counts, write_refusals
from customer_room.importing.columns import COLUMNS
from customer_room.importing.engine import count, open_engine
from customer_room.importing.feedback import stage_feedback
from customer_room.importing.given import (
    BLANK,
    REPEATED_HEADER,
    SKIPPED,
    Given,
    create_kept,
    given_columns,
    given_query,
)
from customer_room.importing.kpis import stage_kpis
from customer_room.importing.mapping import FileMapping
from customer_room.importing.outline import stage_stages, stage_touchpoints
from customer_room.importing.parquet_file import load_parquet
from customer_room.importing.probe import FileForm, check_file, form_of
from customer_room.importing.refusals import listed, refused
from customer_room.importing.request import ImportRequest, Progress, StagedImport
from customer_room.importing.responses import stage_responses
from customer_room.importing.series import stage_exposure, stage_readings
from customer_room.importing.sheet_file import load_sheet
from customer_room.importing.staged import Staged
from customer_room.importing.tables import LoadedTable, used_positions
from customer_room.importing.teams import stage_teams
from customer_room.importing.text_file import load_text

_STAGERS: Mapping[ImportKind, Callable[[Given, Path], Staged]] = {
    ImportKind.FEEDBACK: stage_feedback,
    ImportKind.RESPONSES: stage_responses,
    ImportKind.READINGS: stage_readings,
    ImportKind.EXPOSURE: stage_exposure,
    ImportKind.STAGES: stage_stages,
    ImportKind.TOUCHPOINTS: stage_touchpoints,
    ImportKind.KPIS: stage_kpis,
    ImportKind.TEAMS: stage_teams,
}
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_NO_SPACE_SIGNS = ("no space left on device", "disk quota exceeded", "could not write all bytes")
_LOADERS = {FileForm.TEXT: load_text, FileForm.SHEET: load_sheet, FileForm.PARQUET: load_parquet}


def _no_progress(stage: str, share: float | None) -> None:
    """Report to nobody."""


def stage_file(request: ImportRequest, progress: Progress = _no_progress) -> StagedImport:
    """Read a foreign file into a validated staging file below `request.work_dir`; the room is not touched.

    Raises:
        ImportRefusedError: the file as a whole cannot be understood; the error says why and what to do.
    """
    request = replace(request, work_dir=request.work_dir.absolute())
    mapping = request.mapping or FileMapping()
    check_file(request.path, request.file_name)
    if mapping.kind not in {None, request.kind}:
        what = f"The mapping file is for {mapping.kind}, but {request.kind} was asked for."
        raise refused(request.file_name, what, "Use another mapping file, or mend its kind.")
    form = form_of(request.path, request.file_name)
    try:
        path = _nameable(request)
        with closing(open_engine(path, request.work_dir)) as engine, ThreadPoolExecutor(1) as beside:
            digest = beside.submit(_sha256, path)
            given = _read(engine, path, form, request, mapping, progress)
            return _understand(given, digest.result(), progress)
    except (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.InvalidInputException) as error:
        raise _engine_failure(request, error) from error
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise _disk_full(request) from error
        raise


def _read(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    form: FileForm,
    request: ImportRequest,
    mapping: FileMapping,
    progress: Progress,
) -> Given:
    progress("reading", None)
    create_refusals(engine)
    kind_columns = COLUMNS[request.kind]

    def create_given(table: LoadedTable) -> None:
        engine.execute(f"CREATE TABLE given AS {given_query(kind_columns, mapping, table)}")

    notes: list[str] = []
    table = _LOADERS[form](engine, path, request, mapping, create_given, notes)
    record = "record" if table.record else f"rowid + {table.first_record}"
    given = Given(engine, request, mapping, given_columns(request, mapping, table), record, table, notes)
    create_kept(given)
    notes += _unused_columns(table)
    return given


def _understand(given: Given, sha256: str, progress: Progress) -> StagedImport:
    progress("checking", 0.4)
    request = given.request
    staged_path = request.work_dir / "staged.parquet"
    staged = _STAGERS[request.kind](given, staged_path)
    progress("preparing", 0.9)
    refused_path = write_refusals(given.engine, request.work_dir / "refused.csv")
    rows_refused, problems = refusal_counts(given.engine)
    skipped = _skipped(given)
    rows_read = count(given.engine, "given") + given.table.broken
    if not rows_read:
        raise refused(request.file_name, "It has a header but no rows.", "Export it again with its rows.")
    return StagedImport(
        kind=request.kind,
        staged_path=staged_path,
        refused_path=refused_path,
        rows_read=rows_read,
        rows_staged=staged.rows,
        rows_refused=rows_refused,
        rows_skipped=sum(rows for _, rows in skipped),
        skipped=skipped,
        duplicates_in_file=staged.duplicates,
        new_categories=staged.new_categories,
        first_on=staged.first_on,
        last_on=staged.last_on,
        file_sha256=sha256,
        sample=staged.sample,
        recognised=_recognised(given, staged),
        problems=problems,
        examples=first_of_each(given.engine),
        columns=given.columns,
        notes=tuple(given.notes),
    )


def _skipped(given: Given) -> tuple[tuple[str, int], ...]:
    """Why records were left out on purpose, and how many."""
    reasons = {BLANK: "blank", REPEATED_HEADER: "the header once more", SKIPPED: "by [skip]"}
    left_out = [(reason, given.left_out(code)) for code, reason in reasons.items()]
    return tuple((reason, rows) for reason, rows in left_out if rows)


def _unused_columns(table: LoadedTable) -> list[str]:
    used = set(used_positions(table.header))
    unused = [name.strip() for place, name in enumerate(table.header.names) if place not in used and name.strip()]
    return [f"Columns of the file that are not used: {listed(unused)}."] if unused else []


def _recognised(given: Given, staged: Staged) -> str:
    header = given.table.header
    place = f"header in record {header.record}" if header.record else "no header"
    parts = [given.table.recognised, place, staged.dates]
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _nameable(request: ImportRequest) -> Path:
    """The file's absolute path, or that of a copy when DuckDB would take its name for a pattern, or not as text."""
    path = request.path.absolute()
    is_text = str(path).encode("utf-8", "replace").decode() == str(path)
    if is_text and not set(str(path)) & set("*?["):
        return path
    copy = request.work_dir / "input"
    shutil.copyfile(path, copy)
    return copy


def _disk_full(request: ImportRequest) -> Exception:
    what = f"{request.work_dir.parent} has no space left, so the file could not be read; nothing was imported."
    return ImportRefusedError("The disk is full", what, "Free some space, then import again.")


def _engine_failure(request: ImportRequest, error: duckdb.Error) -> Exception:
    if any(sign in str(error).casefold() for sign in _NO_SPACE_SIGNS):
        return _disk_full(request)
    if isinstance(error, duckdb.OutOfMemoryException):
        what = "It is too large for the memory and the disk space there is."
        return refused(request.file_name, what, "Split it into several files, or free some disk space.")
    if isinstance(error, duckdb.IOException):
        what = "Reading it, or writing the work folder, failed."
        return refused(request.file_name, what, "Check the free disk space and the file, then import again.")
    return refused(request.file_name, "It is damaged or not a table.", "Save or export it again, or as CSV.")
