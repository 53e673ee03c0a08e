import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from customer_room.domain.records import Actor
from customer_room.operations.room import opened
from customer_room.server.live import live_routes
from customer_room.store.connection import Store
from tests.cli.commanding import PATIENCE_SECONDS, Served, run_process

SOON = 10
FEEDBACK = (
    "id,said_at,text,stage,category,channel,nature\n{id},2026-05-01,Late again,I order,Wrong item,call,complaint\n"
)


def listen(room: Served, origin: str | None = None) -> ClientConnection:
    """A wall that listens, and has heard nothing yet."""
    headers = {"Origin": origin} if origin else None
    return connect(f"ws://127.0.0.1:{room.port}/_room/live", additional_headers=headers)


def heard(wall: ClientConnection, timeout: float = SOON) -> int:
    """The next revision a wall hears of."""
    said = json.loads(wall.recv(timeout))
    assert list(said) == ["revision"]
    return int(said["revision"])


def bring(room: Served, cwd: Path, name: str) -> None:
    """Import one complaint through the served room, as its user does."""
    file = cwd / f"{name}.csv"
    file.write_text(FEEDBACK.format(id=name), encoding="utf-8")
    outcome = run_process(cwd, "import", room.folder, "feedback", file)
    assert outcome.code == 0, outcome.err


def test_every_wall_hears_of_an_import_at_once(served: Served, tmp_path: Path) -> None:
    """Two walls hear the revision when they come, and a higher one when another process has imported."""
    with listen(served) as first, listen(served) as second:
        before = heard(first)
        assert heard(second) == before
        bring(served, tmp_path, "one")
        assert heard(first) > before
        assert heard(second) > before


def test_a_wall_that_comes_later_hears_the_newest_revision(served: Served, tmp_path: Path) -> None:
    """What was kept before it came is in the first thing it hears."""
    with listen(served) as wall:
        before = heard(wall)
    bring(served, tmp_path, "one")
    with listen(served) as wall:
        assert heard(wall) > before


def test_another_sites_page_hears_nothing(quiet_room: Served) -> None:
    """A page from elsewhere is refused, the room's own is not."""
    with pytest.raises(InvalidStatus):
        listen(quiet_room, "http://evil.example")
    with listen(quiet_room, f"http://127.0.0.1:{quiet_room.port}") as wall:
        assert heard(wall) >= 0


def test_a_wall_that_speaks_is_shown_out(quiet_room: Served) -> None:
    """A wall has nothing to say: the connection ends, and others may still come."""
    with listen(quiet_room) as wall:
        heard(wall)
        wall.send("let me in")
        with pytest.raises(ConnectionClosed):
            wall.recv(PATIENCE_SECONDS)
    with listen(quiet_room) as wall:
        assert heard(wall) >= 0


@pytest.fixture
def store(room: Path) -> Iterator[Store]:
    """The store of a room that this process has open."""
    with opened(room) as open_room:
        yield open_room.store


def keep(store: Store) -> None:
    """A write that changes nothing but the revision."""
    store.transact(Actor("tester"), lambda write: None)


@contextmanager
def listening_post(routes: list[BaseRoute]) -> Iterator[Callable[[], ClientConnection]]:
    """These routes served by a thread of this process, and how to come to them."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="warning", ws="websockets-sansio"))
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield lambda: connect(f"ws://127.0.0.1:{listener.getsockname()[1]}/_room/live")
        finally:
            server.should_exit = True
            thread.join(PATIENCE_SECONDS)


def test_a_wall_hears_a_sign_of_life(store: Store) -> None:
    """Without any write the same revision is said again and again."""
    with listening_post(live_routes(store, heartbeat=0.05)) as come, come() as wall:
        assert [heard(wall) for _ in range(3)] == [store.revision] * 3


def test_a_burst_of_writes_is_told_by_its_last(store: Store) -> None:
    """A wall hears ever newer revisions, none twice, and the newest of all."""
    with listening_post(live_routes(store)) as come, come() as wall:
        told = [heard(wall)]
        for _ in range(200):
            keep(store)
        while told[-1] < store.revision:
            told.append(heard(wall))
    assert told == sorted(set(told))


def test_no_more_walls_than_allowed_are_let_in(store: Store) -> None:
    """One beyond the most is refused; when another has gone there is room again."""
    with listening_post(live_routes(store, most=2)) as come, come() as stays:
        heard(stays)
        with come() as leaves:
            heard(leaves)
            with pytest.raises(InvalidStatus):
                come()
        wait_for_listeners(store, 1)
        with come() as wall:
            assert heard(wall) == store.revision


def test_who_has_gone_leaves_nothing_behind(store: Store) -> None:
    """After a hundred visits, half of them broken off, no listener is left at the store."""
    with listening_post(live_routes(store)) as come:
        for number in range(100):
            with come() as wall:
                heard(wall)
                if number % 2:
                    wall.socket.shutdown(socket.SHUT_RDWR)
        wait_for_listeners(store, 0)


def wait_for_listeners(store: Store, count: int) -> None:
    """Wait until so many listen; the server hears of a farewell a moment later."""
    deadline = time.monotonic() + SOON
    while store.listener_count != count and time.monotonic() < deadline:
        time.sleep(0.01)
    assert store.listener_count == count
