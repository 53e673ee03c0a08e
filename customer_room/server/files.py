"""The room's pictures and clips, the pages' own fonts, and a sign of life."""

import os
from importlib import resources
from pathlib import Path
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from customer_room.errors import RoomError
from customer_room.media.files import resolve_kept
from customer_room.operations.room import Room
from customer_room.store.media_rows import find_file

_SHOWN_TYPES = ("image/png", "image/jpeg", "image/webp", "audio/mpeg")
_UNKNOWN = "There is no such file in this room.\n"
_MISSING = "This file is missing from the room's folder; `customer-room check` names it.\n"
_KEEP_PRIVATE = {"Cache-Control": "private, no-store"}
_FILE_HEADERS = _KEEP_PRIVATE | {
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def file_routes(room: Room) -> list[BaseRoute]:
    """`/files/{file_id}`, `/assets/…` and `/_room/health`."""

    def send_file(request: Request) -> Response:
        return _send_file(room, request.path_params["file_id"])

    return [
        Route("/files/{file_id:path}", send_file),
        Route("/assets/plotly.js", _send_plotly),
        Mount("/assets", _Assets(directory=_assets_folder())),
        Route("/_room/health", _say_healthy),
    ]


def _send_file(room: Room, file_id: str) -> Response:
    try:
        wanted = UUID(file_id)
    except ValueError:
        return _not_found(_UNKNOWN)
    try:
        with room.store.snapshot() as cursor:
            file = find_file(cursor, wanted)
    except RoomError as error:
        return PlainTextResponse(f"{error}\n", status_code=503, headers=_KEEP_PRIVATE)
    if file is None or file.media_type not in _SHOWN_TYPES:
        return _not_found(_UNKNOWN)
    path = resolve_kept(room.folder, file.path)
    if path is None or not os.access(path, os.R_OK):
        return _not_found(_MISSING)
    headers = _FILE_HEADERS | {"ETag": f'"{file.sha256}"'}
    return FileResponse(path, media_type=file.media_type, headers=headers)


def _not_found(words: str) -> Response:
    return PlainTextResponse(words, status_code=404, headers=_KEEP_PRIVATE)


class _Assets(StaticFiles):
    """Fonts and the like, which change only with the program."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A file that a browser need not ask for again."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _assets_folder() -> Path:
    return Path(str(resources.files("customer_room.ui") / "static"))


def _send_plotly(request: Request) -> Response:
    """The chart library as the installed package carries it; a day later a newer one is asked for."""
    path = Path(str(resources.files("plotly") / "package_data" / "plotly.min.js"))
    return FileResponse(path, media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"})


def _say_healthy(request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
