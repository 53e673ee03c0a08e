"""`names`: what files may name."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from customer_room.cli.running_room import room_commands
from customer_room.cli.showing import progress_shown, say
from customer_room.operations.naming import Named
from customer_room.server.reports import document_of


@click.command(short_help="List what files may name.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the result as one JSON document.")
def names(folder: Path, as_json: bool) -> None:
    """List the stages, touchpoints, silos, categories, surveys and KPIs of the room in FOLDER.

    A file names them by code or by name. Touchpoints have their rank, surveys their scale, KPIs their unit, cadence and
    target: a KPI's periods are as long as its cadence.
    """
    with room_commands(folder) as commands, progress_shown() as progress:
        report = document_of(commands.names(progress))
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    for number, (noun, things) in enumerate(report.items()):
        if number:
            say()
        say(f"{'KPIs' if noun == 'kpis' else noun.capitalize()} ({len(things)})")
        _show(things)


def _show(things: Sequence[Named]) -> None:
    """A line for each thing, its parts under each other."""
    if not things:
        return
    lines = [tuple(things[0]), *(tuple(map(_text, thing.values())) for thing in things)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        say("  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
