import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.ui.wall_cache import SLOT_S, ViewCache, draw_ahead, moment_of, part_at, settled, stage_at, wall_at
from customer_room.views.wall_period import PeriodChoice
from tests.rooms import FEEDBACK_HEADER, bring, complaints, small_room

WALLS = 8


def standing_clock() -> float:
    """A clock that stands."""
    return 0.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room with complaints in one quarter."""
    with small_room(tmp_path / "room") as room:
        bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-08-10", "late", 5, "a"))
        yield room


def test_walls_that_ask_together_wait_for_one() -> None:
    """Eight threads that want the same view at once have it computed once, and all get that one."""
    cache: ViewCache[object] = ViewCache()
    together = threading.Barrier(WALLS)
    computed = []

    def compute() -> object:
        computed.append(object())
        threading.Event().wait(0.1)
        return computed[-1]

    def ask(_: int) -> object:
        together.wait()
        return cache.get("key", compute)

    with ThreadPoolExecutor(WALLS) as pool:
        got = list(pool.map(ask, range(WALLS)))
    assert len(computed) == 1
    assert got == computed * WALLS


def test_one_slow_view_does_not_hold_up_another() -> None:
    """While one key is computed, another is answered."""
    cache: ViewCache[str] = ViewCache()
    go_on = threading.Event()

    def slow() -> str:
        go_on.wait(10)
        return "slow"

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(cache.get, "slow", slow)
        assert cache.get("quick", lambda: "quick") == "quick"
        go_on.set()
        assert waiting.result() == "slow"


def test_an_error_is_not_kept() -> None:
    """Whoever asks after a failure has it tried again."""
    cache: ViewCache[str] = ViewCache()

    def fail() -> str:
        raise OSError("no light")

    with pytest.raises(OSError, match="no light"):
        cache.get("key", fail)
    assert cache.get("key", lambda: "light") == "light"


def test_only_the_last_views_are_kept() -> None:
    """Beyond its bound the view that was not asked for longest goes."""
    cache: ViewCache[int] = ViewCache(most=3)
    for number in range(3):
        cache.get(number, lambda n=number: n)  # type: ignore[misc]
    cache.get(0, lambda: -1)
    cache.get(3, lambda: 3)
    assert len(cache) == 3
    assert cache.get(0, lambda: -1) == 0
    assert cache.get(1, lambda: -1) == -1


def test_a_wall_is_built_once_until_something_is_written(room: Room) -> None:
    """The same moment and choice give the very same view; a write gives another that shows it."""
    choice = PeriodChoice(period="2026-Q3")
    first = wall_at(moment_of(room, standing_clock), room, choice)
    assert wall_at(moment_of(room, standing_clock), room, PeriodChoice(period="2026-Q3")) is first
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-08-11", "late", 2, "b"))
    after = wall_at(moment_of(room, standing_clock), room, choice)
    assert [view.stages[1].complaints.rows[0].count for view in (first, after)] == ["5", "7"]


def test_every_choice_day_and_room_has_its_own_wall(room: Room, tmp_path: Path) -> None:
    """Another period, another date and another room are not answered with this one's wall."""
    wall = wall_at(moment_of(room), room, PeriodChoice())
    assert wall_at(moment_of(room), room, PeriodChoice(grain="month")) is not wall
    assert room.settings.as_of is not None
    tomorrow = replace(room, settings=replace(room.settings, as_of=room.settings.as_of.replace(year=2027)))
    assert wall_at(moment_of(tomorrow), tomorrow, PeriodChoice()).as_of != wall.as_of
    with small_room(tmp_path / "other") as other:
        assert wall_at(moment_of(other), other, PeriodChoice()) is not wall


def test_the_folder_is_looked_at_again_after_a_while(room: Room) -> None:
    """A moment lasts for its slot of time, then there is another one."""
    moments = [moment_of(room, lambda at=at: at) for at in (0.0, SLOT_S - 1.0, SLOT_S + 1.0)]  # type: ignore[misc]
    assert moments[0] == moments[1] != moments[2]


def test_a_wall_asked_for_by_its_own_choice_is_built(room: Room) -> None:
    """An address that names period, length and comparison in full waits for nobody, least of all for itself."""
    choice = settled(wall_at(moment_of(room), room, PeriodChoice()))
    bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-08-12", "late", 1, "c"))
    with ThreadPoolExecutor(1) as pool:
        assert settled(pool.submit(wall_at, moment_of(room), room, choice).result(timeout=30)) == choice


def test_a_view_is_written_once(room: Room) -> None:
    """Every browser gets the same text for the same view; an equal view has the same tag, another one another."""
    wall = wall_at(moment_of(room), room, PeriodChoice())
    assert part_at(wall) is part_at(wall)
    assert part_at(replace(wall)) is not part_at(wall)
    assert part_at(replace(wall)).tag == part_at(wall).tag
    assert part_at(replace(wall, company="Another")).tag != part_at(wall).tag


def test_a_wall_draws_its_stages_ahead_once(room: Room) -> None:
    """Whoever opens a stage after the wall gets the page that was drawn ahead, however the wall was asked for."""
    moment = moment_of(room)
    view = wall_at(moment, room, PeriodChoice())
    assert wall_at(moment, room, settled(view)) is view
    draw_ahead(moment, room, view)
    pages = [stage_at(moment, room, settled(view), stage.id) for stage in view.stages]
    draw_ahead(replace(moment, slot=moment.slot + 1), room, view)
    later = [stage_at(replace(moment, slot=moment.slot + 1), room, settled(view), stage.id) for stage in view.stages]
    assert all(page is not None and page is again for page, again in zip(pages, later, strict=True))
    assert stage_at(moment, room, settled(view), "<script>") is None


def test_an_address_that_says_all_is_answered(room: Room) -> None:
    """The first to ask may ask for just what the default settles on."""
    moment = replace(moment_of(room), slot=-1)
    asked = PeriodChoice("2026-Q3", "quarter", "previous")
    view = wall_at(moment, room, asked)
    assert settled(view) == asked
    assert wall_at(moment, room, PeriodChoice()) is view
