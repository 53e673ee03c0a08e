"""Make a new room from a template."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from customer_room.domain.records import Actor
from customer_room.errors import RoomError
from customer_room.operations.nameable import refuse_unnameable
from customer_room.operations.plan import write_plan
from customer_room.operations.room import make_folders, open_room
from customer_room.settings import SETTINGS_FILE


def create_room(folder: Path, plan: Mapping[str, Any], settings_text: str, actor: Actor) -> None:
    """Make a room in a folder that is new or empty; it is made aside and moved there when whole.

    Raises:
        RoomError: the folder holds something already, cannot be written, or has a name that is no text.
    """
    refuse_unnameable(folder)
    refuse_occupied(folder)
    building = building_folder(folder)
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
        RoomError: the path is a file, or a folder with something in it or that cannot be looked into.
    """
    try:
        is_occupied = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise RoomError(
            "The folder cannot be used", f"{folder}: {error.strerror}.", "Choose a folder you may write to."
        ) from error
    if is_occupied:
        raise RoomError(
            "The folder is not empty",
            f"{folder} already holds something, and nothing there is overwritten.",
            "Name a new folder, or empty this one first.",
        )


def building_folder(folder: Path) -> Path:
    """Where to build a folder's content, on the same disk: beside it, or inside it when it is there already.

    A folder that is there may be where somebody stands, or a disk of its own, so it is never replaced.
    """
    name = f".{folder.name}-{uuid4().hex[:8]}"
    return folder / name if folder.exists() else folder.with_name(name)


def move_into_place(building: Path, folder: Path) -> None:
    """Put what was built where it belongs; it is a room once its settings are there, so they come last."""
    if building.parent != folder:
        building.rename(folder)
        return
    for built in sorted(building.iterdir(), key=lambda path: path.name == SETTINGS_FILE):
        built.rename(folder / built.name)
    building.rmdir()
