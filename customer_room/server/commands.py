"""The commands that need a room's open file, done here; whoever holds the file does them for everybody."""

import getpass
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from customer_room.domain.records import Actor
from customer_room.domain.words import ImportKind
from customer_room.importing import read_mapping
from customer_room.operations.backup import back_up
from customer_room.operations.bringing_in import ImportOrder, import_file
from customer_room.operations.check import check_room, mend_room
from customer_room.operations.exporting import export_room
from customer_room.operations.naming import RoomNames, names_of
from customer_room.operations.room import Room
from customer_room.server.reports import (
    BackedUp,
    Checked,
    Exported,
    ImportAsk,
    Imported,
    Report,
    backed_up,
    checked,
    exported,
    imported,
    read_document,
)

Progress = Callable[[str, float | None], None]


class RoomCommands(Protocol):
    """What can be done to a room, wherever its file is open."""

    def import_file(self, ask: ImportAsk, progress: Progress) -> Imported:
        """Import a file, or only look at it."""

    def check(self, mend: bool, progress: Progress) -> Checked:
        """Check the room, after mending what can be mended when asked to."""

    def back_up(self, target: Path | None, progress: Progress) -> BackedUp:
        """Write a backup; without a target into the room's own folder `backups`."""

    def export(self, target: Path, progress: Progress) -> Exported:
        """Write every table and all media into a new folder."""

    def names(self, progress: Progress) -> RoomNames:
        """All that files may name."""


class LocalCommands:
    """Commands on a room that this process has open."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def import_file(self, ask: ImportAsk, progress: Progress) -> Imported:
        """Import a file, or only look at it."""
        kind, path = ImportKind(ask.kind), Path(ask.path)
        mapping = read_mapping(Path(ask.mapping_path)) if ask.mapping_path else None
        refused_path = Path(ask.refused_path) if ask.refused_path else None
        order = ImportOrder(path, kind, mapping, refused_path, ask.dry_run)
        return imported(kind, path, ask.dry_run, import_file(self._room, order, _actor(), progress))

    def check(self, mend: bool, progress: Progress) -> Checked:
        """Check the room, after mending what can be mended when asked to."""
        if mend:
            progress("Making the rollups anew", None)
            mend_room(self._room, _actor())
        return checked(check_room(self._room, progress), mend)

    def back_up(self, target: Path | None, progress: Progress) -> BackedUp:
        """Write a backup; without a target into the room's own folder `backups`."""
        return backed_up(back_up(self._room, target, progress))

    def export(self, target: Path, progress: Progress) -> Exported:
        """Write every table and all media into a new folder."""
        return exported(export_room(self._room, target, progress))

    def names(self, progress: Progress) -> RoomNames:
        """All that files may name."""
        return names_of(self._room)


def run_command(commands: RoomCommands, name: str, ask: Mapping[str, Any], progress: Progress) -> Report:
    """Do what a request from another process names.

    Raises:
        LookupError, TypeError, ValueError: the request means nothing.
        RoomError: it cannot be done.
    """
    if name == "import":
        return commands.import_file(read_document(ImportAsk, ask), progress)
    if name == "check":
        return commands.check(bool(ask["mend"]), progress)
    if name == "backup":
        return commands.back_up(Path(ask["target"]) if ask["target"] else None, progress)
    if name == "export":
        return commands.export(Path(ask["target"]), progress)
    if name == "names":
        return commands.names(progress)
    raise LookupError(name)


def _actor() -> Actor:
    """The person at the keyboard, as the record of changes names them."""
    try:
        return Actor(getpass.getuser())
    except (OSError, KeyError):
        return Actor("command line")
