"""Names on a disk may hold any bytes; a room's file and its settings can name only text."""

import os
from pathlib import Path

from customer_room.errors import RoomError


def is_text(name: str) -> bool:
    """Whether a name can be written down anywhere: Python carries bytes that are no text as half characters."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def escaped(name: str) -> str:
    """A name whose bytes that are no text are spelled out, such as `caf\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def refuse_unnameable(folder: Path) -> None:
    """DuckDB opens no file in a folder whose name is not UTF-8.

    Raises:
        RoomError: the folder, or one above it, has such a name.
    """
    places = [*reversed(folder.parents), folder]
    wrong = next((place for place in places if not is_text(place.name)), None)
    if wrong is None:
        return
    raise RoomError(
        "The room's folder has a name that is no text",
        f"The name of {escaped(str(wrong))} holds bytes that are not UTF-8, written here with a backslash and their "
        "numbers; a room's file cannot be opened there.",
        "Rename that folder, or put the room into another one.",
    )
