"""The wall's server time in rooms of different size, and what a further import and a check cost in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import cast

from duckdb import DuckDBPyConnection

from bench.clock import Cost, cost_of, slow_end, usual
from bench.rooms import fill_room, keep_arrival, make_room, stage_arrival
from bench.sizes import Sizes
from bench.table import Line, at_most
from customer_room.operations.room import Room, opened
from customer_room.store.connection import Store
from customer_room.store.integrity import find_inconsistencies
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice

MOST_GROWTH = 1.3

Say = Callable[[str], None]


def measure_wall(folder: Path, sizes: Sizes, say: Say) -> list[Line]:
    """Make the rooms below `folder`, measure them by turns, and say what came of it."""
    for rows in sizes.wall_rows:
        say(f"making a room of {rows:,} items")
        make_room(folder / str(rows))
        fill_room(folder / str(rows), rows)
    with ExitStack() as stack:
        rooms = {rows: stack.enter_context(opened(folder / str(rows))) for rows in sizes.wall_rows}
        say("building the walls by turns")
        lines = _walls(rooms, sizes)
        say("importing into the rooms by turns")
        lines.append(_arrivals(rooms, sizes))
        say("checking the rooms")
        lines.append(_checks(rooms))
    return lines


class _TimedStore:
    """A room's store that keeps what the last look at it cost."""

    def __init__(self, store: Store) -> None:
        self.last = Cost(0.0, 0.0)
        self._store = store

    @contextmanager
    def snapshot(self) -> Iterator[DuckDBPyConnection]:
        """The store's own snapshot, timed from its begin to its end."""
        began, cpu_began = perf_counter(), process_time()
        with self._store.snapshot() as cursor:
            yield cursor
        self.last = Cost(perf_counter() - began, process_time() - cpu_began)


def _walls(rooms: Mapping[int, Room], sizes: Sizes) -> list[Line]:
    walls: dict[int, list[Cost]] = {rows: [] for rows in rooms}
    reads: dict[int, list[Cost]] = {rows: [] for rows in rooms}
    wording: dict[int, list[Cost]] = {rows: [] for rows in rooms}
    for number in range(sizes.warm_up_rounds + sizes.wall_rounds):
        for rows, room in rooms.items():
            store = _TimedStore(room.store)
            wall = cost_of(partial(build_wall, replace(room, store=cast("Store", store)), PeriodChoice()))
            if number >= sizes.warm_up_rounds:
                walls[rows].append(wall)
                reads[rows].append(store.last)
                wording[rows].append(Cost(wall.seconds - store.last.seconds, wall.cpu - store.last.cpu))
    least, *_, most = rooms
    lines = [_grown("wall", walls, rows, least) for rows in list(rooms)[1:]]
    lines[-1] = _held_to(lines[-1], MOST_GROWTH)
    share = usual([cost.seconds for cost in reads[most]]) / usual([cost.seconds for cost in walls[most]])
    return [
        *lines,
        _grown("  of it reading the store", reads, most, least),
        _grown("  of it wording", wording, most, least),
        Line(f"  share of reading the store at {most:,}", share),
    ]


def _grown(what: str, costs: Mapping[int, Sequence[Cost]], rows: int, least: int) -> Line:
    seconds, base = [[cost.seconds for cost in costs[key]] for key in (rows, least)]
    cpu = usual([cost.cpu for cost in costs[rows]]) / usual([cost.cpu for cost in costs[least]])
    detail = f"p95 {slow_end(seconds) / slow_end(base):.2f}, processor {cpu:.2f}, {len(base)} rounds"
    return Line(f"{what}: {rows:,} items / {least:,}", usual(seconds) / usual(base), detail)


def _held_to(line: Line, limit: float) -> Line:
    return Line(line.measured, line.ratio, line.detail, at_most(line.ratio, limit))


def _arrivals(rooms: Mapping[int, Room], sizes: Sizes) -> Line:
    costs: dict[int, list[Cost]] = {rows: [] for rows in rooms}
    for number in range(sizes.arrival_rounds):
        for rows, room in rooms.items():
            staged = stage_arrival(room, rows + number * sizes.arrival_rows, sizes.arrival_rows)
            costs[rows].append(cost_of(partial(keep_arrival, room, staged)))
            staged.unlink()
    least, *_, most = rooms
    seconds = {rows: usual([cost.seconds for cost in costs[rows]]) for rows in rooms}
    cpu = usual([cost.cpu for cost in costs[most]]) / usual([cost.cpu for cost in costs[least]])
    what = f"keeping {sizes.arrival_rows:,} more: {most:,} items / {least:,}"
    return Line(what, seconds[most] / seconds[least], f"processor {cpu:.2f}, {sizes.arrival_rounds} rounds")


def _refuse_inconsistent(cursor: DuckDBPyConnection) -> None:
    findings = find_inconsistencies(cursor)
    if findings:
        raise RuntimeError(f"a room made to be measured contradicts itself: {findings}")


def _checks(rooms: Mapping[int, Room]) -> Line:
    costs = {}
    for rows, room in rooms.items():
        with room.store.snapshot() as cursor:
            costs[rows] = cost_of(partial(_refuse_inconsistent, cursor))
    *_, fewer, most = rooms
    cpu = costs[most].cpu / costs[fewer].cpu
    detail = f"processor {cpu:.2f}, for {most / fewer:.0f} times the rows, nothing found"
    return Line(f"check: {most:,} items / {fewer:,}", costs[most].seconds / costs[fewer].seconds, detail)
