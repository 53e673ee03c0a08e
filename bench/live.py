"""Open walls while somebody writes: how soon they show it, what that costs the server, and what stays in memory."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from bench.clock import slow_end, usual
from bench.live_browser import browser_at, heap_by_refreshes, open_wall, seconds_to_screen
from bench.live_process import WriterProcess, many_walls, writer_process
from bench.sizes import Sizes
from bench.table import Line, at_most
from customer_room.operations.demo import make_demo_room
from tools.browser import find_chromium, how_to_get_one

MOST_SECONDS_TO_SCREEN = 0.15
MOST_SECONDS_TOGETHER = 0.5
MOST_CPU_SECONDS = 0.01
MOST_GROWTH = 1.1
_FEW_REFRESHES = 10
_VISITS = 5

Say = Callable[[str], None]


def measure_live(folder: Path, sizes: Sizes, say: Say) -> list[Line]:
    """Serve the demo room, write into it, and say what the walls made of it."""
    say("making the demo room")
    make_demo_room(folder / "room", lambda step, share: None)
    with writer_process(folder / "room") as server:
        lines = _together(server, sizes, say)
        chromium = find_chromium()
        if chromium is None:
            say(f"no browser, so no wall is looked at: {how_to_get_one()}")
            return lines
        with browser_at(chromium) as browser:
            say("writing under two walls in a browser")
            walls = (open_wall(browser, server.url), open_wall(browser, server.url))
            for _ in seconds_to_screen(server, walls, _FEW_REFRESHES):
                pass
            lines += _to_screen(list(seconds_to_screen(server, walls, sizes.live_writes)))
            for wall in walls:
                wall.context.close()
            say(f"refreshing one wall {sizes.live_refreshes:,} times")
            counts = (_FEW_REFRESHES, sizes.live_refreshes)
            few, many = heap_by_refreshes(server, open_wall(browser, server.url), counts)
            what = f"browser heap after {sizes.live_refreshes:,} refreshes / after {_FEW_REFRESHES}"
            detail = f"{many:.1f} MB / {few:.1f} MB"
            lines.append(Line(what, many / few, detail, at_most(many / few, MOST_GROWTH)))
    return lines


def _to_screen(seconds: list[tuple[float, float]]) -> list[Line]:
    after_news, after_commit = zip(*seconds, strict=True)
    return [
        _held_to(
            "refresh of an open wall, from hearing of a write until drawn, p95", after_news, MOST_SECONDS_TO_SCREEN
        ),
        _held_to("a write seen on any wall, from its commit until drawn, p95", after_commit, MOST_SECONDS_TO_SCREEN),
    ]


def _held_to(what: str, seconds: tuple[float, ...] | list[float], most: float) -> Line:
    """An aim in seconds: the ratio is to that aim."""
    slow = slow_end(seconds)
    detail = f"p50 {usual(seconds) * 1e3:.0f} ms, p95 {slow * 1e3:.0f} ms, {len(seconds)} times"
    return Line(f"{what} / {most * 1e3:.0f} ms", slow / most, detail, at_most(slow / most, 1))


def _together(server: WriterProcess, sizes: Sizes, say: Say) -> list[Line]:
    costs = {}
    seconds: list[float] = []
    held = []
    for count in (1, *[sizes.live_walls] * _VISITS):
        say(f"writing under {count} open walls without a browser")
        with many_walls(server.url, count) as walls:
            walls.seconds_to_data(server.write().at)
            before = server.look()
            rounds = [walls.seconds_to_data(server.write().at) for _ in range(sizes.live_rounds)]
            costs[count] = (server.look().cpu - before.cpu) / sizes.live_rounds
        seconds = list(chain.from_iterable(rounds))
        held.append(server.look().mb)
    # What the walls share, looking into the store above all, is in the cost of the one wall.
    cpu = (costs[sizes.live_walls] - costs[1]) / (sizes.live_walls - 1)
    detail = f"{cpu * 1e3:.1f} ms; with the queries, for one wall alone, {costs[1] * 1e3:.0f} ms"
    memory = f"{held[-1]:.0f} MB / {held[1]:.0f} MB"
    return [
        _held_to(f"{sizes.live_walls} open walls refreshed together, p95", seconds, MOST_SECONDS_TOGETHER),
        Line("processor of a refresh before queries / 10 ms", cpu / MOST_CPU_SECONDS, detail, _cpu_aim(cpu)),
        Line(
            f"server memory after {_VISITS} visits of {sizes.live_walls} walls / after one", held[-1] / held[1], memory
        ),
    ]


def _cpu_aim(cpu: float) -> str:
    return at_most(cpu / MOST_CPU_SECONDS, 1)
