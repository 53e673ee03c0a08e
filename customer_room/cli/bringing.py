"""`import`: bring a file's rows into a room, and say what became of every one of them."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from customer_room.cli.running_room import room_commands
from customer_room.cli.showing import count, progress_shown, say, show_rows
from customer_room.domain.words import ImportKind
from customer_room.errors import ImportRefusedError, RoomError
from customer_room.importing.probe import check_file
from customer_room.server.reports import ImportAsk, Imported, document_of

IMPORTED_WITH_REFUSALS = 3
_REASONS_SHOWN = 12
_CATEGORIES_SHOWN = 20
_LONGEST_VALUE = 60
_ROWS_SHOWN = 3
_Path = click.Path(path_type=Path)


@click.command("import", short_help="Bring a file into a room.")
@click.argument("folder", type=_Path)
@click.argument("kind", type=click.Choice([kind.value for kind in ImportKind]))
@click.argument("file", type=_Path)
@click.option("--mapping", type=_Path, help="A TOML file that says what the file's columns and words mean.")
@click.option("--dry-run", is_flag=True, help="Only show how the file is understood; the room stays as it is.")
@click.option(
    "--refused",
    type=_Path,
    help="Where refused rows go.  [default: beside FILE, as NAME.refused.csv; in a dry run nowhere]",
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as one JSON document.")
def import_command(
    folder: Path, kind: str, file: Path, mapping: Path | None, dry_run: bool, refused: Path | None, as_json: bool
) -> int:
    """Bring the rows of FILE (CSV, XLSX or Parquet) into the room in FOLDER.

    Valid rows are taken; refused ones go into a file that names line, column, value, reason and fix. When FILE itself
    cannot be read, nothing is taken. Importing the same file again adds nothing.

    The exit code is 0 when every row was taken, 3 when some were refused, 65 when the whole file was.
    """
    check_file(file, file.name)
    ask = ImportAsk(
        kind=kind,
        path=str(file.resolve()),
        mapping_path=str(mapping.absolute()) if mapping else None,
        refused_path=None if dry_run and refused is None else str(_refused_path(file.resolve(), refused)),
        dry_run=dry_run,
    )
    with room_commands(folder) as commands, progress_shown() as progress:
        report = commands.import_file(ask, progress)
    try:
        _show(report, as_json)
    except OSError as error:
        _let_go_of_output()
        kept = "The room is as it was." if dry_run else "The valid rows were imported."
        raise RoomError(
            "The result could not be shown",
            f"{kept} What was to be said of it could not be written: {error.strerror}.",
            "Write it to a place with space left; importing the file again adds nothing twice.",
        ) from error
    return IMPORTED_WITH_REFUSALS if report.rows_refused else 0


def _show(report: Imported, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(document_of(report), ensure_ascii=False, indent=1))
        return
    for line in _summary(report):
        say(line)
    _show_sample(report)


def _let_go_of_output() -> None:
    """What is still to be written would fail once more when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused_path(file: Path, wanted: Path | None) -> Path:
    if wanted is not None and wanted.exists():
        raise ImportRefusedError(
            "There is something of that name", f"{wanted} exists already.", "Name another file with --refused."
        )
    path = wanted.resolve() if wanted else next(path for path in _names_beside(file) if not path.exists())
    if not os.access(path.parent, os.W_OK):
        raise ImportRefusedError(
            "Refused rows would have no place", f"{path.parent} cannot be written.", "Name a file with --refused."
        )
    return path


def _names_beside(file: Path) -> Iterator[Path]:
    yield file.with_name(f"{file.stem}.refused.csv")
    number = 2
    while True:
        yield file.with_name(f"{file.stem}.refused-{number}.csv")
        number += 1


def _summary(report: Imported) -> Iterator[str]:
    yield f"{Path(report.file).name}: {report.recognised}"
    if report.same_file_imported_on:
        yield f"The very same file was imported on {report.same_file_imported_on}."
    if report.first_on and report.last_on:
        yield f"Dates from {report.first_on} to {report.last_on}."
    yield count(report.rows_read, "row") + " read:"
    for number, words in _parts(report):
        yield f"{number:>12,}  {words}"
    if report.new_categories:
        yield _new_categories(report)
    yield from _problems(report)
    if report.refused_file:
        yield f"The refused rows, each with its reason and what to do, are in {report.refused_file}"
    for note in report.notes:
        yield f"Note: {note}"
    if report.dry_run:
        yield "This was a dry run: the room is as it was."


def _problems(report: Imported) -> Iterator[str]:
    """Why rows were refused, each reason with the first cell it was met in."""
    if not report.problems:
        return
    several = sum(rows for _, rows in report.problems) > report.rows_refused
    yield "Refused because (a row may have several reasons):" if several else "Refused because:"
    shown = list(zip(report.problems, report.examples, strict=True))[:_REASONS_SHOWN]
    for (reason, rows), example in shown:
        value = example["value"][:_LONGEST_VALUE]
        cell = f"{example['column']} “{value}”" if example["column"] else "the whole record"
        yield f"{rows:>12,}  {reason}: first in record {example['record']}, {cell}"
        if report.dry_run:
            yield f"  What to do: {example['fix']}"


def _parts(report: Imported) -> list[tuple[int, str]]:
    """What became of the rows; the first is shown even when it is none, and all of them add up."""
    if report.dry_run:
        taken = [(report.rows_valid, "would be taken")]
    else:
        taken = [
            (report.rows_new or 0, "new in the room"),
            (report.rows_changed or 0, "changed in the room"),
            (report.rows_known or 0, "in the room already"),
        ]
    rest = [
        (report.rows_repeated_in_file, "repeated in the file"),
        (report.rows_skipped, f"left out ({', '.join(f'{rows:,} {reason}' for reason, rows in report.skipped)})"),
        (report.rows_refused, "would be refused" if report.dry_run else "refused"),
    ]
    return [taken[0], *(part for part in (*taken[1:], *rest) if part[0])]


def _new_categories(report: Imported) -> str:
    names = ", ".join(f"“{name}”" for name in report.new_categories[:_CATEGORIES_SHOWN])
    more = len(report.new_categories) - _CATEGORIES_SHOWN
    tail = f" and {more:,} more" if more > 0 else ""
    return f"New categories: {names}{tail}."


def _show_sample(report: Imported) -> None:
    if report.dry_run and report.sample:
        say()
        say("The first rows, as they were understood:")
        show_rows(report.sample[:_ROWS_SHOWN])
