"""Where open walls get what they show."""

from collections.abc import Callable, Hashable
from typing import Protocol

from customer_room.operations.room import Room
from customer_room.ui.wall_cache import draw_ahead, moment_of, part_at, settled, stage_at, wall_at
from customer_room.ui.wall_message import NOTHING, Shown
from customer_room.ui.wall_place import WallPlace

LIVE_PATH = "/_room/wall"
"""Where the server answers open walls from their source."""


class WallSource(Protocol):
    """Answers what is shown at a place, and tells when that may have changed."""

    def moment(self) -> Hashable:
        """Changes whenever what is shown at any place may have; costs next to nothing."""

    def shown(self, place: WallPlace) -> Shown:
        """What is shown at a place now.

        Raises:
            RoomError: the room cannot be read.
        """

    def subscribe(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake`, in any thread, after every write; what is returned ends that."""


class RoomWalls:
    """The walls of a room."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def moment(self) -> Hashable:
        """The store's revision, the day, and the last time that the room's folders were looked at."""
        return moment_of(self._room)

    def shown(self, place: WallPlace) -> Shown:
        """What is shown at a place now.

        Raises:
            RoomError: the room cannot be read.
        """
        moment = moment_of(self._room)
        view = wall_at(moment, self._room, place.choice)
        stage = stage_at(moment, self._room, settled(view), place.stage, place.page) if place.stage else None
        draw_ahead(moment, self._room, view)
        return Shown(part_at(view), part_at(stage) if stage else NOTHING)

    def subscribe(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake`, in the writer's thread, after every write; what is returned ends that."""
        return self._room.store.subscribe(lambda revision: wake())
