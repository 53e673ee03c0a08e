"""Walls of one moment are computed once, however many browsers show them."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from customer_room.charts.stage import draw_stage
from customer_room.operations.room import Room
from customer_room.store.connection import Store
from customer_room.views.stage_view import StageView
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice
from customer_room.views.wall_view import WallView

T = TypeVar("T")

SLOT_S = 30
"""A picture that vanishes from its folder is no write: after so many seconds the folder is looked at again."""
MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class Moment:
    """What a view depends on besides what the address asks for."""

    store: Store
    revision: int
    today: date
    slot: int


def moment_of(room: Room, clock: Callable[[], float] = time.monotonic) -> Moment:
    """The room as it is now; read before the view is, so that a view is never older than its moment says."""
    return Moment(room.store, room.store.revision, room.settings.today(), int(clock() // SLOT_S))


class ViewCache(Generic[T]):
    """The last so many views by what they depend on; each is computed by one thread while the others wait for it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What is kept for `key`, else what `compute` returns; what it raises goes to all who wait and is not kept."""
        with self._lock:
            known = self._kept.get(key)
            promised: Future[T] = Future() if known is None else known
            if known is None:
                self._kept[key] = promised
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        if known is None:
            self._keep(key, promised, compute)
        return promised.result()

    def _keep(self, key: Hashable, promised: "Future[T]", compute: Callable[[], T]) -> None:
        try:
            promised.set_result(compute())
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it too
            with self._lock:
                if self._kept.get(key) is promised:
                    del self._kept[key]
            promised.set_exception(error)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


class _ById:
    """A view as a key: it is large, and compared by what it is, not by what it holds."""

    __slots__ = ("view",)

    def __init__(self, view: WallView | StageView) -> None:
        self.view = view

    def __hash__(self) -> int:
        return id(self.view)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.view is self.view


_walls: ViewCache[WallView] = ViewCache()
_stages: ViewCache[StageView | None] = ViewCache()
_plain: ViewCache[dict[str, Any]] = ViewCache()


def wall_at(moment: Moment, room: Room, choice: PeriodChoice) -> WallView:
    """The wall of a moment.

    Raises:
        StoreError: the room's file cannot be read.
    """
    return _walls.get((moment, choice), lambda: build_wall(room, choice))


def stage_at(moment: Moment, room: Room, choice: PeriodChoice, stage_id: str, page: int) -> StageView | None:
    """A stage's page at a moment, or None when the room has no such stage.

    Raises:
        StoreError: the room's file cannot be read.
    """
    return _stages.get((moment, choice, stage_id, page), lambda: draw_stage(room, choice, stage_id, page))


def plain(view: WallView | StageView) -> dict[str, Any]:
    """A view as `dataclasses.asdict` returns it, to be read only: every browser that shows the view gets the same."""
    return _plain.get(_ById(view), lambda: asdict(view))
