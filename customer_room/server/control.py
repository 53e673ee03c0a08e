"""`/_room/control/…`: commands of this computer's user on the open room, with progress and result line by line."""

import asyncio
import json
import logging
import secrets
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from customer_room import __version__
from customer_room.errors import RoomError
from customer_room.server.address import is_loopback
from customer_room.server.commands import RoomCommands, run_command
from customer_room.server.reports import document_of
from customer_room.store.replaced import Place

COMMANDS = ("import", "check", "backup", "export", "names")
HEARTBEAT_SECONDS = 5.0
_MOST_BYTES = 64 << 10
_NO_STORE = {"Cache-Control": "no-store"}
_log = logging.getLogger("customer_room.server")

Say = Callable[[dict[str, Any]], None]


class _AskerGoneError(Exception):
    """The command that asked has ended: stop, so that nothing is kept that nobody was told of."""


def control_routes(
    commands: RoomCommands, token: str, workers: Executor, place: Callable[[], Place | None]
) -> list[BaseRoute]:
    """The routes for commands; whoever carries the token is the user who serves the room.

    `place` says which file is served: a room's folder may have been moved away, with the token in it.
    """

    async def greet(request: Request) -> Response:
        refusal = _refusal(request, token)
        if refusal is not None:
            return refusal
        served = await asyncio.to_thread(place)
        return JSONResponse({"version": __version__, "file": served}, headers=_NO_STORE)

    async def obey(request: Request) -> Response:
        refusal = _refusal(request, token)
        if refusal is not None:
            return refusal
        name = request.path_params["command"]
        if name not in COMMANDS:
            return _words(404, "There is no such command.")
        ask = await _read_ask(request)
        if ask is None:
            return _words(400, "The request is not a JSON object of moderate size.")
        lines = _lines(commands, name, ask, workers)
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_NO_STORE)

    return [
        Route("/_room/control", greet, methods=["POST"]),
        Route("/_room/control/{command}", obey, methods=["POST"]),
    ]


def _refusal(request: Request, token: str) -> Response | None:
    if request.client is None or not is_loopback(request.client.host):
        return _words(403, "Commands come from this computer only.")
    if "origin" in request.headers or "sec-fetch-site" in request.headers:
        return _words(403, "Commands do not come from a browser.")
    given = request.headers.get("authorization", "").encode()
    if not secrets.compare_digest(given, f"Bearer {token}".encode()):
        return _words(401, "The token of the room's data/server.json is needed.", {"WWW-Authenticate": "Bearer"})
    return None


def _words(status: int, words: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{words}\n", status_code=status, headers=_NO_STORE | (headers or {}))


async def _read_ask(request: Request) -> dict[str, Any] | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    try:
        ask = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return ask if isinstance(ask, dict) else None


async def _lines(commands: RoomCommands, name: str, ask: dict[str, Any], workers: Executor) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    asker_is_gone = threading.Event()

    def say(line: dict[str, Any]) -> None:
        if asker_is_gone.is_set():
            raise _AskerGoneError
        loop.call_soon_threadsafe(said.put_nowait, line)

    workers.submit(_work, commands, name, ask, say)
    try:
        while True:
            try:
                line = await asyncio.wait_for(said.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                line = {}
            yield json.dumps(line) + "\n"
            if "result" in line or "error" in line:
                return
    finally:
        asker_is_gone.set()


def _work(commands: RoomCommands, name: str, ask: dict[str, Any], say: Say) -> None:
    def progress(step: str, share: float | None) -> None:
        say({"step": step, "share": share})

    try:
        try:
            say({"result": document_of(run_command(commands, name, ask, progress))})
        except RoomError as error:
            say({"error": _error_document(error)})
        except _AskerGoneError:
            raise
        except Exception as error:  # noqa: BLE001 - whoever asked must hear of it; the log has the rest
            _log.exception("The command %s failed", name)
            say({"error": _error_document(_unexpected(error))})
    except _AskerGoneError:
        _log.warning("The command %s was given up by whoever asked for it", name)


def _error_document(error: RoomError) -> dict[str, Any]:
    return {"title": error.title, "what": error.what, "fix": error.fix, "exit_code": error.exit_code}


def _unexpected(error: Exception) -> RoomError:
    return RoomError(
        "Something unexpected happened in the running room",
        f"{type(error).__name__}: {error}",
        "The terminal of `customer-room serve` shows where; please report it.",
    )
