"""An open room: its folder, its settings and its store."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from customer_room.errors import RoomError, RoomNotFoundError
from customer_room.media.files import SHELVES, remove_partials
from customer_room.operations.nameable import refuse_unnameable
from customer_room.settings import RoomSettings, load_settings
from customer_room.store.connection import Store

MEDIA_FOLDERS = SHELVES
PRESENCE_FILE = "server.json"
_FOLDERS = ("data", *MEDIA_FOLDERS, "inbox")


@dataclass(frozen=True, slots=True)
class Room:
    """A room while it is open."""

    folder: Path
    settings: RoomSettings
    store: Store

    @property
    def exchange_dir(self) -> Path:
        """Where files pass between the outside and the store."""
        return self.store.exchange_dir


def database_path(folder: Path) -> Path:
    """Where a room's DuckDB file lies."""
    return folder / "data" / "room.duckdb"


def make_folders(folder: Path) -> None:
    """Make the folders of a room that are missing."""
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)


def open_room(folder: Path, *, create: bool = False) -> Room:
    """Open the room in a folder.

    Args:
        folder: The room's folder, with a `room.toml`.
        create: Whether the DuckDB file may be made; a room whose file is missing is a half-copied one.

    Raises:
        RoomNotFoundError: it is no room, or its file is missing.
        RoomError: it cannot be opened: its name is no text, or it is read-only, held by another process, of a newer
            version, damaged.
    """
    folder = folder.resolve()
    refuse_unnameable(folder)
    settings = load_settings(folder)
    path = database_path(folder)
    try:
        store = _open_store(folder, path, create)
    except OSError as error:
        raise RoomError(
            "The room folder cannot be used", f"{error.filename}: {error.strerror}.", "Check its permissions and space."
        ) from error
    return Room(folder, settings, store)


def _open_store(folder: Path, path: Path, create: bool) -> Store:
    if not create and not path.is_file():
        raise RoomNotFoundError(
            "The room's file is missing",
            f"{folder} has a room.toml but no data/room.duckdb; it may have been copied by half.",
            "Copy the whole folder again, or restore a backup into a new folder.",
        )
    _refuse_read_only(folder)
    make_folders(folder)
    exchange_dir = folder / "data" / "exchange"
    store = Store(path, exchange_dir, create=create)
    try:
        _clear(folder, exchange_dir)
        remove_partials(folder)
    except OSError:
        store.close()
        raise
    return store


@contextmanager
def opened(folder: Path) -> Iterator[Room]:
    """A room that is closed again at the end of the block."""
    room = open_room(folder)
    try:
        yield room
    finally:
        room.store.close()


def _refuse_read_only(folder: Path) -> None:
    for place in (folder, folder / "data", database_path(folder)):
        if place.exists() and not os.access(place, os.W_OK):
            raise RoomError(
                "The room folder is read-only",
                f"{place} cannot be written by this user; a room keeps its record of changes in its own file.",
                "Give this user write access, or copy the room to a folder you own.",
            )


def _clear(folder: Path, exchange_dir: Path) -> None:
    """What a killed process left behind is nobody's; the lock on the file says no other process is at work."""
    half_written = (*folder.glob("data/.*.partial"), *folder.glob("backups/.*.zip-*.partial"))
    for leftover in (*exchange_dir.iterdir(), folder / "data" / PRESENCE_FILE, *half_written):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)
