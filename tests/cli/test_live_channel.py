"""How the server keeps many walls up to date, seen from a server in this process."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from customer_room.domain.records import Actor
from customer_room.errors import RoomError
from customer_room.operations.room import Room, opened
from customer_room.server.live import live_routes
from customer_room.store.structure import read_structure, save_stage
from customer_room.ui.wall_message import Shown
from customer_room.ui.wall_place import WallPlace
from customer_room.ui.wall_source import LIVE_PATH, RoomWalls
from tests.cli.commanding import PATIENCE_SECONDS

SOON = 20
WALLS = 12
ASK = {"ask": 1, "place": {}, "tags": {"wall": "", "stage": ""}}


class WatchedWalls(RoomWalls):
    """The walls of a room, counted; a disk that fails, and a slow one, must be forced."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.room = room
        self.count = 0
        self.error: Exception | None = None
        self.goes_on = threading.Event()
        self.goes_on.set()

    def shown(self, place: WallPlace) -> Shown:
        """What the room shows, as soon as the disk lets it."""
        self.count += 1
        self.goes_on.wait(SOON)
        if self.error is not None:
            raise self.error
        return super().shown(place)

    def promise(self, promise: str) -> None:
        """A write that every wall shows."""
        stage = read_structure(self.room.store.read()).stages[0]
        self.room.store.transact(
            Actor("tester"), lambda write: save_stage(write, stage.code, stage.name, stage.position, promise)
        )

    def touch(self) -> None:
        """A write that changes nothing but the revision."""
        self.room.store.transact(Actor("tester"), lambda write: None)


@pytest.fixture
def walls(room: Path) -> Iterator[WatchedWalls]:
    """The walls of a room that this process has open."""
    with opened(room) as open_room:
        yield WatchedWalls(open_room)


@contextmanager
def listening_post(routes: list[BaseRoute]) -> Iterator[Callable[[], ClientConnection]]:
    """These routes served by a thread of this process, and how to come to them."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="warning", ws="websockets-sansio"))
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield lambda: connect(f"ws://127.0.0.1:{listener.getsockname()[1]}{LIVE_PATH}", max_size=None)
        finally:
            server.should_exit = True
            thread.join(PATIENCE_SECONDS)


def ask(line: ClientConnection) -> None:
    """Ask for the wall, of which nothing is known."""
    line.send(json.dumps(ASK))


def hear(line: ClientConnection) -> dict[str, Any]:
    """The next thing that a wall is told."""
    said: dict[str, Any] = json.loads(line.recv(SOON))
    return said


def promise_in(said: dict[str, Any]) -> str:
    """What the first stage of a wall promises."""
    return str(said["wall"]["stages"][0]["promise"])


def test_walls_at_one_place_are_looked_up_once(walls: WatchedWalls) -> None:
    """Twelve walls that ask together, and hear of a write together, share what was looked up."""
    with listening_post(live_routes(walls)) as come, ExitStack() as stack:
        lines = [stack.enter_context(come()) for _ in range(WALLS)]
        walls.goes_on.clear()
        for line in lines:
            ask(line)
        wait_until(lambda: walls.count > 0)
        walls.goes_on.set()
        assert len({json.dumps(hear(line)) for line in lines}) == 1
        before = walls.count
        walls.promise("Three hours.")
        assert {promise_in(hear(line)) for line in lines} == {"Three hours."}
        assert walls.count - before < WALLS / 2


def test_a_wall_that_leaves_does_not_take_the_answer_with_it(walls: WatchedWalls) -> None:
    """Of two walls that wait for the same look, the one that stays is answered."""
    walls.goes_on.clear()
    with listening_post(live_routes(walls)) as come, come() as stays:
        with come() as leaves:
            ask(leaves)
            wait_until(lambda: walls.count == 1)
            ask(stays)
        wait_until(lambda: walls.room.store.listener_count == 1)
        walls.goes_on.set()
        assert hear(stays)["wall"]["stages"]


def test_a_write_that_a_wall_does_not_show_sends_no_wall(walls: WatchedWalls) -> None:
    """The wall is told that it is up to date, in a few bytes."""
    with listening_post(live_routes(walls)) as come, come() as line:
        ask(line)
        hear(line)
        walls.touch()
        assert set(hear(line)) == {"ask", "tags"}


def test_a_wall_hears_a_sign_of_life(walls: WatchedWalls) -> None:
    """Without any write the same is said again and again, and no wall is sent twice."""
    with listening_post(live_routes(walls, heartbeat=0.05)) as come, come() as line:
        ask(line)
        assert "wall" in hear(line)
        assert [set(hear(line)) for _ in range(3)] == [{"ask", "tags"}] * 3


@pytest.mark.parametrize(
    "error", [RoomError("Cannot be read", "The disk is gone.", "Bring it back."), ValueError("math domain error")]
)
def test_a_room_that_cannot_be_shown_is_told_as_trouble_until_it_can(walls: WatchedWalls, error: Exception) -> None:
    """Whatever broke off, the wall keeps what it has and its line, and the next look that succeeds ends it."""
    with listening_post(live_routes(walls, heartbeat=0.05)) as come, come() as line:
        ask(line)
        tags = hear(line)["tags"]
        walls.error = error
        wait_until(lambda: hear(line) == {"ask": 1, "trouble": True})
        walls.error = None
        wait_until(lambda: hear(line) == {"ask": 1, "tags": tags})


def test_a_burst_of_writes_ends_with_the_last(walls: WatchedWalls) -> None:
    """However many answers are left out, the last promise is shown."""
    with listening_post(live_routes(walls)) as come, come() as line:
        ask(line)
        hear(line)
        for number in range(100):
            walls.promise(f"Promise {number}.")
        shown = [promise_in(hear(line))]
        while shown[-1] != "Promise 99.":
            said = hear(line)
            if "wall" in said:
                shown.append(promise_in(said))
        assert len(shown) == len(set(shown))


def test_no_more_walls_than_allowed_are_let_in(walls: WatchedWalls) -> None:
    """One beyond the most is refused; when another has gone there is room again."""
    with listening_post(live_routes(walls, most=2)) as come, come():
        with come():
            wait_until(lambda: walls.room.store.listener_count == 2)
            with pytest.raises(InvalidStatus):
                come()
        wait_until(lambda: walls.room.store.listener_count == 1)
        with come() as line:
            ask(line)
            assert hear(line)["wall"]["stages"]


def test_who_has_gone_leaves_nothing_behind(walls: WatchedWalls) -> None:
    """After a hundred visits, half of them broken off, no listener is left at the store."""
    with listening_post(live_routes(walls)) as come:
        for number in range(100):
            with come() as line:
                ask(line)
                hear(line)
                if number % 2:
                    line.socket.shutdown(socket.SHUT_RDWR)
        wait_until(lambda: walls.room.store.listener_count == 0)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that another thread brings about."""
    deadline = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
