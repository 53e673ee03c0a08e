"""Walls of one moment are computed once, however many browsers show them."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from customer_room.charts.stage import draw_stage
from customer_room.operations.room import Room
from customer_room.store.connection import Store
from customer_room.ui.wall_message import Part, part_of
from customer_room.views.stage_view import StageView
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice
from customer_room.views.wall_view import Choice, WallView

T = TypeVar("T")

SLOT_S = 30
"""A picture that vanishes from its folder is no write: after so many seconds the folder is looked at again."""
MOST_KEPT = 32
AHEAD_AFTER_S = 1.0
MOST_STAGES = 96


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
_stages: ViewCache[StageView | None] = ViewCache(MOST_STAGES)
_parts: ViewCache[Part] = ViewCache(MOST_STAGES)
_begun: ViewCache[Future[None]] = ViewCache()
_ahead = ThreadPoolExecutor(1, "stages-ahead")


def wall_at(moment: Moment, room: Room, choice: PeriodChoice) -> WallView:
    """The wall of a moment.

    Raises:
        StoreError: the room's file cannot be read.
    """
    view = _walls.get((moment, choice), lambda: build_wall(room, choice))
    return _walls.get((moment, settled(view)), lambda: view)


def settled(view: WallView) -> PeriodChoice:
    """The choice that asks for just this wall, whatever choice led to it."""

    def chosen(choices: tuple[Choice, ...]) -> str:
        return next((choice.key for choice in choices if choice.selected), "")

    return PeriodChoice(chosen(view.period.periods), chosen(view.period.grains), chosen(view.period.comparisons))


def stage_at(moment: Moment, room: Room, choice: PeriodChoice, stage_id: str, page: int = 0) -> StageView | None:
    """A stage's page at a moment, or None when the room has no such stage.

    Raises:
        StoreError: the room's file cannot be read.
    """
    without_slot = replace(moment, slot=0)  # nothing on the page depends on the room's folders
    return _stages.get((without_slot, choice, stage_id, page), lambda: draw_stage(room, choice, stage_id, page))


def draw_ahead(moment: Moment, room: Room, view: WallView) -> None:
    """Draw all stages of a wall in the background, so that each stands at once when it is opened.

    Asked again for the same data it costs next to nothing. It begins when the walls that show the same write have had
    theirs, and leaves a wall that another write has overtaken.
    """
    choice = settled(view)
    begun = (replace(moment, slot=0), choice)

    def draw() -> None:
        if room.store.revision == moment.revision:
            time.sleep(AHEAD_AFTER_S)
        for stage in view.stages:
            if room.store.revision == moment.revision:
                stage_at(moment, room, choice, stage.id)

    _begun.get(begun, lambda: _ahead.submit(draw))


def part_at(view: WallView | StageView) -> Part:
    """A view as it is sent: every browser that shows it gets the same text."""
    return _parts.get(_ById(view), lambda: part_of(view))
