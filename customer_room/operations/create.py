"""Make a new room from a template."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from customer_room.domain.records import Actor
from customer_room.errors import RoomError
from customer_room.operations.plan import write_plan
from customer_room.operations.room import make_folders, open_room
from customer_room.settings import SETTINGS_FILE


def create_room(folder: Path, plan: Mapping[str, Any], settings_text: str, actor: Actor) -> None:
    """Make a room in a folder that is new or empty; it is made beside it and moved there when whole.

    Raises:
        RoomError: the folder holds something already, or cannot be written.
    """
    refuse_occupied(folder)
    building = folder.with_name(f".{folder.name}-{uuid4().hex[:8]}")
    try:
        building.mkdir(parents=True)
        make_folders(building)
        (building / SETTINGS_FILE).write_text(settings_text, encoding="utf-8")
        room = open_room(building, create=True)
        try:
            room.store.transact(actor, lambda write: write_plan(write, plan))
        finally:
            room.store.close()
        move_into_place(building, folder)
    except OSError as error:
        raise RoomError(
            "The room could not be made", f"{folder}: {error.strerror}.", "Choose a folder you may write to."
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def refuse_occupied(folder: Path) -> None:
    """Nothing that is there already may be overwritten.

    Raises:
        RoomError: the path is a file, or a folder with something in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RoomError(
            "The folder is not empty",
            f"{folder} already holds something, and nothing there is overwritten.",
            "Name a new folder, or empty this one first.",
        )


def move_into_place(building: Path, folder: Path) -> None:
    """Put a finished folder where it belongs, in one rename."""
    if folder.exists():
        folder.rmdir()
    building.rename(folder)
