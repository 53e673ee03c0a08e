"""DuckDB's errors in words for a facilitator."""

import re
from pathlib import Path

import duckdb

from customer_room.errors import RoomBusyError, RoomError, StoreError, StoreFullError

_FULL = (
    "no space left on device",
    "disk quota exceeded",
    "out of memory: failed to write",
    "could not write all bytes",
)
_LOCKED = ("could not set lock on file", "conflicting lock", "already open", "unique file handle conflict")
_LET_GO = ("connection already closed", "no open result set")
_FOREIGN_LOG = ("wal does not match", "wal was created for this database file")
_READ_ONLY = ("permission denied", "read-only", "cannot open file")
_DAMAGED = (
    "not a valid duckdb database", "corrupt", "checksum", "wal file", "write-ahead", "serialization",
    "could not read enough bytes", "could not read from file", "attempted to read",
)  # fmt: skip
_NEWER = ("database file with version", "newer version", "storage version")
_NAMES = re.compile(r'"[^"]*"')


class ForeignLogError(StoreError):
    """The log beside the room's file is of another file."""


def worded(error: duckdb.Error, path: Path) -> RoomError:
    """One of our errors for one of DuckDB's; `path` is the room's file."""
    text = _without_names(error)
    if _any(text, _FULL):
        return StoreFullError(
            "The disk is full",
            f"{path.parent} has no space left, so nothing of this write was kept.",
            "Free some space and try again; the room is as it was before.",
        )
    if _any(text, _LOCKED):
        return RoomBusyError(
            "The room is open in another program",
            f"{path} is held by another process, most likely `customer-room serve`.",
            "Use the running room, or stop that process and try again.",
        )
    if _any(text, _FOREIGN_LOG):
        return ForeignLogError(
            "Beside the room's file lies a log of another file",
            f"{path}.wal does not belong to {path.name}; one of the two was copied here without the other.",
            "Copy both files of one room together, or restore a backup. Nothing was changed.",
        )
    return StoreError(*_refusal(text, error, path))


def _refusal(text: str, error: duckdb.Error, path: Path) -> tuple[str, str, str]:
    detail = f"{path}: {first_line(error)}"
    backup = "Restore the newest backup with `customer-room restore BACKUP FOLDER`."
    if _any(text, _LET_GO):
        return "The room's file was just opened anew", f"{path} was let go of during this request.", "Try again."
    if _any(text, _NEWER):
        return "The room's file is of another DuckDB", detail, "Update Customer Room, or restore a backup."
    if _any(text, _READ_ONLY):
        return (
            "The room's file cannot be opened for writing",
            detail,
            "Give this user write access to the room folder, or copy the room to a folder you own.",
        )
    if _any(text, _DAMAGED):
        return "The room's file is damaged", detail, backup
    return "The room's file refused the request", detail, "Run `customer-room check FOLDER`."


def is_invalidated(error: duckdb.Error) -> bool:
    """Whether the open database must be reopened before anything else."""
    return "invalidated" in _without_names(error)


def is_durable(error: duckdb.Error) -> bool:
    """Whether a COMMIT was kept although it raised: only writing the log into the file failed after it."""
    return "commit succeeded and is durable" in _without_names(error)


def is_retryable(error: duckdb.Error) -> bool:
    """Whether another writer came in between, so that the same write may succeed when tried again."""
    return isinstance(error, duckdb.TransactionException) and _any(_without_names(error), ("conflict", "serialize"))


def first_line(error: duckdb.Error) -> str:
    """The first line of a DuckDB message, ended with a full stop."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".") + "."


def _without_names(error: duckdb.Error) -> str:
    """A message without what it quotes: a folder may be called anything, also “corrupt”."""
    return _NAMES.sub("", str(error).casefold())


def _any(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)
