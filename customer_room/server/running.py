"""Run the pages and routes of an open room in this process, until a signal ends it."""

import gc
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from customer_room.errors import RoomError
from customer_room.operations.room import Room
from customer_room.server.address import Listener
from customer_room.server.bundles import BundleCompressor
from customer_room.server.commands import LocalCommands
from customer_room.server.control import control_routes
from customer_room.server.doors import Doorkeeper
from customer_room.server.files import file_routes
from customer_room.server.live import live_routes
from customer_room.server.options import set_streamlit_options
from customer_room.server.policy import content_policy
from customer_room.server.presence import announced, keep_announced
from customer_room.ui.current import set_current_room
from customer_room.ui.messages import show_error
from customer_room.ui.wall_source import RoomWalls

ENTRY_SCRIPT = Path(__file__).resolve().parent.parent / "app.py"
_WORKERS = 4
_MOST_SECONDS_TO_END = 5
_MOST_MESSAGE_BYTES = 64 << 20
_log = logging.getLogger("customer_room.server")


def build_app(routes: Sequence[BaseRoute], port: int, when_open: Callable[[], None], script: Path) -> st.App:
    """The pages and routes of a room as an ASGI application; `when_open` is called when it is ready to answer."""

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
        when_open()
        yield {}

    return st.App(
        script,
        routes=routes,
        middleware=[Middleware(Doorkeeper, port=port, content_policy=content_policy()), Middleware(BundleCompressor)],
        lifespan=lifespan,
        on_script_error=_answer_script_error,
    )


def serve_room(room: Room, listener: Listener, when_open: Callable[[], None], script: Path = ENTRY_SCRIPT) -> None:
    """Serve a room until SIGINT or SIGTERM, which arrives here as KeyboardInterrupt; the room stays open.

    Raises:
        RoomError: the room cannot be served.
    """
    set_streamlit_options(listener)
    set_current_room(room)
    try:
        with (
            ThreadPoolExecutor(_WORKERS, "command") as workers,
            announced(room.folder, listener) as presence,
            ExitStack() as ending,
        ):
            ending.callback(room.store.subscribe(lambda revision: keep_announced(room.folder, presence)))
            commands = control_routes(LocalCommands(room), presence.token, workers, room.store.place)
            routes = file_routes(room) + live_routes(RoomWalls(room)) + commands
            server = _server(build_app(routes, listener.port, when_open, script))
            gc.collect()
            gc.freeze()
            server.run(sockets=[listener.socket])
    finally:
        set_current_room(None)


def _server(app: st.App) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            access_log=False,
            lifespan="on",
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=_MOST_SECONDS_TO_END,
            use_colors=False,
            ws="websockets-sansio",
            # A wall is close to its server: compressing every picture of it costs more than sending it.
            ws_per_message_deflate=False,
            ws_max_size=_MOST_MESSAGE_BYTES,
        )
    )


def _answer_script_error(error: Exception) -> bool:
    """Words of ours instead of Streamlit's, which offer to ask the internet; the log has the rest."""
    first_line = (str(error).splitlines() or [""])[0]
    _log.error("A page broke off: %s: %s", type(error).__name__, first_line)
    show_error(
        error
        if isinstance(error, RoomError)
        else RoomError(
            "Something unexpected happened",
            "The page broke off before it was whole.",
            "Reload it; the terminal of `customer-room serve` shows where it broke off.",
        )
    )
    return True
