"""`data/server.json`: how a command finds the process that has a room open, and proves that it may ask it."""

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from customer_room import __version__
from customer_room.errors import RoomError
from customer_room.operations.room import PRESENCE_FILE
from customer_room.server.address import Listener

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a room is served, by which process, and the secret that its commands carry."""

    address: str
    port: int
    pid: int
    token: str
    version: str


def presence_path(folder: Path) -> Path:
    """Where a served room says so."""
    return folder / "data" / PRESENCE_FILE


@contextmanager
def announced(folder: Path, listener: Listener) -> Iterator[Presence]:
    """Say where the room is served, readable by this user only, until the end of the block.

    Raises:
        RoomError: the room's folder cannot be written.
    """
    presence = Presence(listener.address, listener.port, os.getpid(), secrets.token_urlsafe(_TOKEN_BYTES), __version__)
    path = presence_path(folder)
    try:
        _write(path, presence)
    except OSError as error:
        raise RoomError(
            "The room cannot be served",
            f"{path} cannot be written: {error.strerror}.",
            "Check the folder's permissions.",
        ) from error
    try:
        yield presence
    finally:
        if read_presence(folder) == presence:
            path.unlink(missing_ok=True)


def keep_announced(folder: Path, presence: Presence) -> None:
    """Say again where the room is served, when a folder that does not say it took the place of the one that did."""
    said = read_presence(folder)
    if said is None or not is_running(said.pid):
        # A folder that is gone or cannot be written says nothing; its commands then find the room busy.
        with contextlib.suppress(OSError):
            _write(presence_path(folder), presence)


def read_presence(folder: Path) -> Presence | None:
    """What a room's folder says of the process that serves it; None when it says nothing that can be used.

    The process may have ended without a word; `is_running` is half an answer, asking it is the other half.
    """
    try:
        said = json.loads(presence_path(folder).read_text(encoding="utf-8"))
        return Presence(
            str(said["address"]), int(said["port"]), int(said["pid"]), str(said["token"]), str(said["version"])
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_running(pid: int) -> bool:
    """Whether a process of this number exists; on Windows, where asking would end it, the answer is yes."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _write(path: Path, presence: Presence) -> None:
    partial = path.with_name(f".{path.name}-{secrets.token_hex(4)}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
            json.dump(asdict(presence), stream)
        partial.replace(path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
