"""DuckDB's errors in words for a facilitator."""

from pathlib import Path

import duckdb

from customer_room.errors import RoomBusyError, RoomError, StoreError, StoreFullError

_FULL = ("no space left on device", "disk quota exceeded", "out of memory: failed to write", "could not write all bytes")
_LOCKED = ("could not set lock on file", "conflicting lock", "already open", "being used by another process")
_READ_ONLY = ("permission denied", "read-only file system", "cannot open file")
_DAMAGED = ("not a valid duckdb database", "corrupt", "checksum", "wal", "serialization")
_NEWER = ("database file with version", "newer version", "storage version")


def worded(error: duckdb.Error, path: Path) -> RoomError:
    """One of our errors for one of DuckDB's; `path` is the room's file."""
    text = str(error).casefold()
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
    if _any(text, _NEWER):
        return StoreError(
            "The room's file is of another DuckDB",
            f"{path} was written by a DuckDB this program does not read: {first_line(error)}",
            "Update Customer Room, or restore a backup.",
        )
    if _any(text, _READ_ONLY):
        return StoreError(
            "The room's file cannot be opened for writing",
            f"{path}: {first_line(error)}",
            "Give this user write access to the room folder, or copy the room to a folder you own.",
        )
    if _any(text, _DAMAGED):
        return StoreError(
            "The room's file is damaged",
            f"{path}: {first_line(error)}",
            "Restore the newest backup with `customer-room restore BACKUP FOLDER`.",
        )
    return StoreError(
        "The room's file refused the request", f"{path}: {first_line(error)}", "Run `customer-room check FOLDER`."
    )


def is_invalidated(error: duckdb.Error) -> bool:
    """Whether the open database must be reopened before anything else."""
    return "invalidated" in str(error).casefold()


def is_retryable(error: duckdb.Error) -> bool:
    """Whether another writer came in between, so that the same write may succeed when tried again."""
    return isinstance(error, duckdb.TransactionException) and _any(str(error).casefold(), ("conflict", "serialize"))


def first_line(error: duckdb.Error) -> str:
    """The first line of a DuckDB message, ended with a full stop."""
    return str(error).strip().splitlines()[0].rstrip(".") + "."


def _any(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)
