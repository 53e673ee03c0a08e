"""The room this process has open, for the scripts that Streamlit runs: they get no arguments."""

from customer_room.errors import RoomError
from customer_room.operations.room import Room

_holder: list[Room] = []


def set_current_room(room: Room | None) -> None:
    """Hand the open room to the pages, or take it away with None; it is not closed here."""
    _holder[:] = [] if room is None else [room]


def current_room() -> Room:
    """The open room.

    Raises:
        RoomError: no room is open in this process.
    """
    if not _holder:
        raise RoomError(
            "No room is open",
            "The pages were started without a room.",
            "Start them with `customer-room serve FOLDER` or `customer-room demo`.",
        )
    return _holder[0]
