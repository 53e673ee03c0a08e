"""`/_room/live`: tells every open wall of the newest revision, the moment a write was kept."""

import asyncio
from contextlib import suppress

import anyio
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from customer_room.store.connection import Store

HEARTBEAT_SECONDS = 20.0
"""A wall that hears nothing for two of these knows that it is cut off."""
MOST_CONNECTIONS = 200
_TRY_AGAIN_LATER = 1013
_POLICY_VIOLATION = 1008


def live_routes(store: Store, most: int = MOST_CONNECTIONS, heartbeat: float = HEARTBEAT_SECONDS) -> list[BaseRoute]:
    """The route on which walls listen; a wall beyond `most` is refused and asks again later."""
    listening: set[WebSocket] = set()

    async def listen(websocket: WebSocket) -> None:
        if len(listening) >= most:
            await websocket.close(_TRY_AGAIN_LATER)
            return
        listening.add(websocket)
        try:
            await _serve(websocket, store, heartbeat)
        finally:
            listening.discard(websocket)

    return [WebSocketRoute("/_room/live", listen)]


async def _serve(websocket: WebSocket, store: Store, heartbeat: float) -> None:
    loop = asyncio.get_running_loop()
    news = asyncio.Event()

    def wake(revision: int) -> None:
        # In the writer's thread, which must not wait for any wall.
        loop.call_soon_threadsafe(news.set)

    leave = store.subscribe(wake)
    try:
        await websocket.accept()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_tell, websocket, store, news, heartbeat)
            # A wall has nothing to say: whatever arrives is its farewell.
            farewell = await websocket.receive()
            tasks.cancel_scope.cancel()
        if farewell["type"] == "websocket.receive":
            await websocket.close(_POLICY_VIOLATION)
    finally:
        leave()


async def _tell(websocket: WebSocket, store: Store, news: asyncio.Event, heartbeat: float) -> None:
    """A slow wall gets the newest revision only: while one is being sent, the event stands for all that follow."""
    with suppress(WebSocketDisconnect):
        while True:
            news.clear()
            await websocket.send_json({"revision": store.revision})
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), heartbeat)
