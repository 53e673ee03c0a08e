"""Commands on a room, wherever its file is open: in this process, or in the one that serves it."""

import http.client
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from customer_room import __version__
from customer_room.errors import RoomBusyError, RoomError
from customer_room.operations.naming import RoomNames
from customer_room.operations.room import database_path, opened
from customer_room.server.address import host_for_url
from customer_room.server.commands import LocalCommands, RoomCommands
from customer_room.server.presence import Presence, is_running, read_presence
from customer_room.server.reports import BackedUp, Checked, Exported, ImportAsk, Imported, document_of, read_document
from customer_room.store.replaced import place_of

_SECONDS_TO_GREET = 10
_SECONDS_OF_SILENCE = 60
_OK, _UNAUTHORIZED = 200, 401

Progress = Callable[[str, float | None], None]


@contextmanager
def room_commands(folder: Path) -> Iterator[RoomCommands]:
    """The commands of the room in a folder: through the process that serves it, else by opening it here.

    Raises:
        RoomBusyError: another process holds the room's file and does not answer.
        RoomError: the room cannot be opened, or is served by another version of the program.
    """
    folder = folder.resolve()
    presence = _answering(folder)
    if presence is not None:
        yield RemoteCommands(presence)
        return
    try:
        with opened(folder) as room:
            yield LocalCommands(room)
    except RoomBusyError as error:
        raise busy_words(folder, error) from error


def busy_words(folder: Path, error: RoomBusyError) -> RoomBusyError:
    """Who holds the room's file, as far as its folder says."""
    presence = read_presence(folder)
    if presence is None or not is_running(presence.pid):
        return error
    return RoomBusyError(
        "The room is already open",
        f"Process {presence.pid} serves {folder} at http://{host_for_url(presence.address)}:{presence.port}/.",
        "Use that address; to open the room anew, end that process first (Ctrl-C in its terminal).",
    )


class RemoteCommands:
    """Commands on a room that another process serves; paths go there as absolute ones."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence

    def import_file(self, ask: ImportAsk, progress: Progress) -> Imported:
        """Import a file, or only look at it."""
        return read_document(Imported, self._ask("import", document_of(ask), progress))

    def check(self, mend: bool, progress: Progress) -> Checked:
        """Check the room, after mending what can be mended when asked to."""
        return read_document(Checked, self._ask("check", {"mend": mend}, progress))

    def back_up(self, target: Path | None, progress: Progress) -> BackedUp:
        """Write a backup; without a target into the room's own folder `backups`."""
        return read_document(BackedUp, self._ask("backup", {"target": str(target) if target else None}, progress))

    def export(self, target: Path, progress: Progress) -> Exported:
        """Write every table and all media into a new folder."""
        return read_document(Exported, self._ask("export", {"target": str(target)}, progress))

    def names(self, progress: Progress) -> RoomNames:
        """All that files may name."""
        return read_document(RoomNames, self._ask("names", {}, progress))

    def _ask(self, name: str, ask: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        try:
            with closing(_connected(self._presence, _SECONDS_OF_SILENCE)) as connection:
                _send(connection, self._presence, f"/_room/control/{name}", ask)
                response = connection.getresponse()
                if response.status != _OK:
                    raise _not_done(response.read().decode("utf-8", "replace").strip())
                return _result(response, progress)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise _broken_off() from error


def _answering(folder: Path) -> Presence | None:
    """The process that serves the room, if it is alive and knows the token; what it left behind if not is ignored."""
    presence = read_presence(folder)
    if presence is None or not is_running(presence.pid):
        return None
    try:
        with closing(_connected(presence, _SECONDS_TO_GREET)) as connection:
            _send(connection, presence, "/_room/control", {})
            response = connection.getresponse()
            if response.status != _OK:
                return None
            said = json.loads(response.read())
            version, served = str(said["version"]), said.get("file")
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
        return None
    if served is not None and _is_another(folder, served):
        return None
    if version != __version__:
        raise RoomError(
            "The running room is of another version",
            f"It is served by Customer Room {version}; this is {__version__}.",
            "Use the same version for both, or end the running room first.",
        )
    return presence


def _is_another(folder: Path, served: list[int]) -> bool:
    """Whether the folder's file is not the one that is served: the folder was moved away, or copied, while it was."""
    place = place_of(database_path(folder))
    return place is not None and list(place) != served


def _connected(presence: Presence, timeout: float) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(presence.address, presence.port, timeout=timeout)


def _send(connection: http.client.HTTPConnection, presence: Presence, path: str, document: Mapping[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {presence.token}", "Content-Type": "application/json"}
    connection.request("POST", path, json.dumps(document), headers)


def _result(response: http.client.HTTPResponse, progress: Progress) -> Mapping[str, Any]:
    for line in response:
        said = json.loads(line)
        if "step" in said:
            progress(said["step"], said["share"])
        if "error" in said:
            raise _error(said["error"])
        if "result" in said:
            result: Mapping[str, Any] = said["result"]
            return result
    raise _broken_off()


def _error(said: Mapping[str, Any]) -> RoomError:
    error = RoomError(said["title"], said["what"], said["fix"])
    error.exit_code = said["exit_code"]
    return error


def _not_done(words: str) -> RoomError:
    return RoomError(
        "The running room did not do it",
        words or "It gave no reason.",
        "End the running room, and try again without it.",
    )


def _broken_off() -> RoomError:
    return RoomError(
        "The running room broke off",
        "It ended or fell silent before it had said what came of this.",
        "Run `customer-room check FOLDER`, then try again; importing the same file again adds nothing twice.",
    )
