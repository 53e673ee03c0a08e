"""`check`, `backup`, `restore` and `export`: keep a room whole, safe and yours."""

import json
from pathlib import Path

import click

from customer_room.cli.running_room import room_commands
from customer_room.cli.showing import count, progress_shown, say
from customer_room.operations.backup import restore as restore_backup
from customer_room.server.reports import document_of

FOUND_SOMETHING = 1
_MEGABYTE = 1_000_000
_Path = click.Path(path_type=Path)


@click.command(short_help="Find what does not fit together.")
@click.argument("folder", type=_Path)
@click.option("--mend", is_flag=True, help="First make anew what can be made anew: the rollups.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as one JSON document.")
def check(folder: Path, mend: bool, as_json: bool) -> int:
    """Find everything in the room in FOLDER that does not fit together, and say how to mend it.

    Without --mend nothing is changed. The exit code is 1 when something was found.
    """
    with room_commands(folder) as commands, progress_shown() as progress:
        report = commands.check(mend, progress)
    if as_json:
        click.echo(json.dumps(document_of(report), ensure_ascii=False, indent=1))
        return FOUND_SOMETHING if report.findings else 0
    if mend:
        say("The rollups were made anew.")
    looked = f"the room's file and {count(report.files_checked, 'media file')}"
    if not report.findings:
        say(f"Everything fits together: {looked}.")
        return 0
    say(f"{count(len(report.findings), 'thing')} found in {looked}:")
    for number, (what, fix) in enumerate(report.findings, 1):
        say(f"{number:>4}. {what}")
        say(f"      What to do: {fix}")
    return FOUND_SOMETHING


@click.command(short_help="Write the room into one file.")
@click.argument("folder", type=_Path)
@click.argument("file", type=_Path, required=False)
def backup(folder: Path, file: Path | None) -> None:
    """Write the whole room in FOLDER, as it is at one moment, into one new zip FILE.

    Without FILE it goes into the room's own folder `backups`, named by the time. No file is overwritten.
    """
    with room_commands(folder) as commands, progress_shown() as progress:
        report = commands.back_up(file.resolve() if file else None, progress)
    say(f"Backed up {count(report.files, 'file')}, {_readable(report.size)}: {report.path}")


@click.command(short_help="Make a room from a backup.")
@click.argument("backup", type=_Path)
@click.argument("folder", type=_Path)
def restore(backup: Path, folder: Path) -> None:
    """Make the room of a BACKUP again, in a FOLDER that is new or empty.

    Every file is checked before the folder appears; a damaged backup restores nothing.
    """
    with progress_shown() as progress:
        report = restore_backup(backup.absolute(), folder.resolve(), progress)
    say(f"Restored {count(report.files, 'file')}, {_readable(report.size)}: {report.path}")
    say(f"Open it with: customer-room serve {folder}")


@click.command(short_help="Write all tables and media.")
@click.argument("folder", type=_Path)
@click.argument("target", type=_Path)
def export(folder: Path, target: Path) -> None:
    """Write every table of the room in FOLDER as Parquet and CSV, and all media, into a new folder TARGET."""
    with room_commands(folder) as commands, progress_shown() as progress:
        report = commands.export(target.resolve(), progress)
    for table, rows in report.rows.items():
        say(f"{rows:>12,}  {table}")
    say(f"{report.media_files:>12,}  artifacts and recordings")
    say(f"Exported to {report.folder}")


def _readable(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= _MEGABYTE else f"{size / 1e3:,.0f} kB"
