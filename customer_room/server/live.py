"""`/_room/wall`: answers every open wall what is shown at its place, at once and again after every write."""

import asyncio
import json
import logging
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field

import anyio
from anyio import to_thread
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from customer_room.errors import RoomError
from customer_room.ui.wall_message import Shown, Tags, message
from customer_room.ui.wall_place import WallPlace, place_of
from customer_room.ui.wall_source import LIVE_PATH, WallSource

HEARTBEAT_SECONDS = 20.0
"""A wall that hears nothing for two of these knows that it is cut off; after each, the room's folders are looked at."""
MOST_CONNECTIONS = 200
_MOST_CHARACTERS = 1 << 16
_TRY_AGAIN_LATER = 1013
_POLICY_VIOLATION = 1008
_log = logging.getLogger("customer_room.server")


@dataclass(slots=True)
class _Ask:
    """A wall's question: its number, the place, and which parts the wall has by now."""

    number: int
    place: WallPlace
    held: Tags


@dataclass(slots=True)
class _Listener:
    """An open wall: what it asked last, and whether there may be an answer that it has not had."""

    websocket: WebSocket
    ask: _Ask | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)


def live_routes(
    walls: WallSource, most: int = MOST_CONNECTIONS, heartbeat: float = HEARTBEAT_SECONDS, path: str = LIVE_PATH
) -> list[BaseRoute]:
    """The route on which walls ask and listen; a wall beyond `most` is refused and asks again later."""
    return [WebSocketRoute(path, _Channel(walls, most, heartbeat).serve)]


class _Channel:
    def __init__(self, walls: WallSource, most: int, heartbeat: float) -> None:
        self._walls = walls
        self._most = most
        self._heartbeat = heartbeat
        self._open = 0
        self._under_way: dict[Hashable, asyncio.Task[Shown]] = {}

    async def serve(self, websocket: WebSocket) -> None:
        if self._open >= self._most:
            await websocket.close(_TRY_AGAIN_LATER)
            return
        self._open += 1
        try:
            await self._serve(_Listener(websocket))
        finally:
            self._open -= 1

    async def _serve(self, listener: _Listener) -> None:
        loop = asyncio.get_running_loop()

        def wake() -> None:
            # In the writer's thread, which must not wait for any wall.
            loop.call_soon_threadsafe(listener.news.set)

        leave = self._walls.subscribe(wake)
        try:
            await listener.websocket.accept()
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._tell, listener)
                await _hear(listener)
                tasks.cancel_scope.cancel()
        finally:
            leave()

    async def _tell(self, listener: _Listener) -> None:
        """A slow wall gets the newest only: while one answer is being sent, the event stands for all that follow."""
        with suppress(WebSocketDisconnect):
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(listener.news.wait(), self._heartbeat)
                listener.news.clear()
                if listener.ask is not None:
                    await listener.websocket.send_text(await self._answer(listener.ask))

    async def _answer(self, ask: _Ask) -> str:
        try:
            shown = await self._shown(ask.place)
        except Exception as error:  # noqa: BLE001 - a broken view must not end the line, which would only come back
            if not isinstance(error, RoomError):
                _log.exception("A wall could not be drawn")
            return json.dumps({"ask": ask.number, "trouble": True})
        text = message(shown, ask.held, ask.number)
        ask.held = shown.tags
        return text

    async def _shown(self, place: WallPlace) -> Shown:
        """Computed once for all walls that stand at the same place at the same moment, in a thread of its own."""
        key = (self._walls.moment(), place)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(to_thread.run_sync(self._walls.shown, place))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._under_way.pop(key, None))
        # A wall that leaves must not take the answer from the others.
        return await asyncio.shield(task)


async def _hear(listener: _Listener) -> None:
    """Take the wall's questions until it leaves; one that says something else is sent away."""
    with suppress(WebSocketDisconnect):
        async for text in listener.websocket.iter_text():
            ask = _ask(text)
            if ask is None:
                await listener.websocket.close(_POLICY_VIOLATION)
                return
            listener.ask = ask
            listener.news.set()


def _ask(text: str) -> _Ask | None:
    try:
        said = json.loads(text) if len(text) <= _MOST_CHARACTERS else None
    except (ValueError, RecursionError):
        return None
    match said:
        case {"ask": int(number), "place": dict(place), "tags": {"wall": str(wall), "stage": str(stage)}}:
            return _Ask(number, place_of(place), Tags(wall, stage))
        case _:
            return None
