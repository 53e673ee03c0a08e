"""Whether a path still names the room's file that was opened there, and what becomes of the log of one that went."""

import stat
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import duckdb

from customer_room.errors import StoreError

SETTLED_S = 1.0
"""A file written to more recently may be a copy that is not finished."""

Place = tuple[int, int]
"""A file's device and inode."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """A room's file and its log at one moment: which files they are, and how the room's was last written.

    Only stat is asked: whoever opens a file and closes it again takes away all locks this process has on it.
    """

    place: Place
    size: int
    written_ns: int
    log: Place | None

    def without_log(self) -> "FileMark":
        """The same file with no log beside it."""
        return replace(self, log=None)


def mark_of(path: Path) -> FileMark:
    """The mark of the file at a path.

    Raises:
        StoreError: there is none.
    """
    try:
        facts = path.stat()
    except OSError as error:
        raise _gone(path, error.strerror or type(error).__name__) from error
    if not stat.S_ISREG(facts.st_mode):
        raise _gone(path, "it is no file any more")
    return FileMark((facts.st_dev, facts.st_ino), facts.st_size, facts.st_mtime_ns, place_of(_log_path(path)))


def found_mark(path: Path) -> FileMark | None:
    """The mark of the file at a path, None where there is none."""
    try:
        return mark_of(path)
    except StoreError:
        return None


def _log_path(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def place_of(path: Path) -> Place | None:
    """Which file lies at a path, None where there is none or it cannot be seen."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def wait_until_settled(path: Path) -> None:
    """Let a file that was just written come to rest, so that none is opened that is copied here by half.

    Raises:
        StoreError: it is still being written, or gone.
    """
    seen = mark_of(path)
    age_s = time.time() - seen.written_ns / 1e9
    if not 0 <= age_s < SETTLED_S:
        return
    time.sleep(SETTLED_S - age_s)
    if mark_of(path) != seen:
        raise being_copied(path)


def take_in_log(instance: duckdb.DuckDBPyConnection, path: Path, mark: FileMark, *, is_last: bool = False) -> None:
    """Before an instance is closed, put into its file what only its log holds: of a file that was moved, or `is_last`.

    DuckDB writes into the file it opened, but deletes the log by its name: it may do so only while the log of that name
    is its own. A file that was overwritten in place must not be written to at all.
    """
    there = found_mark(path)
    is_moved = there is None or there.place != mark.place
    if (is_moved or (is_last and there == mark)) and place_of(_log_path(path)) == mark.log:
        with suppress(duckdb.Error):
            instance.execute("CHECKPOINT room")


def set_log_aside(path: Path, mark: FileMark) -> bool:
    """Rename the log of a file that was replaced, so that it stands in nobody's way; False when it is another's."""
    if mark.log is None or place_of(_log_path(path)) != mark.log:
        return False
    aside = f"{path.stem}-replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:6]}{path.suffix}.wal"
    try:
        _log_path(path).rename(path.with_name(aside))
    except OSError:
        return False
    return True


def being_copied(path: Path) -> StoreError:
    """The error for a file that changes while it is to be opened."""
    return StoreError(
        "The room's file is being copied here",
        f"{path} is another than before, and is still being written.",
        "Wait until the copy is finished: the room then goes on with it by itself.",
    )


def replaced_meanwhile(path: Path) -> StoreError:
    """The error for a write whose file was replaced before it was kept."""
    return StoreError(
        "The room's file was replaced meanwhile",
        f"Another file was put in the place of {path} during this write, so nothing of it is in the room.",
        "Look at the room as it is now, and try again.",
    )


def _gone(path: Path, reason: str) -> StoreError:
    return StoreError(
        "The room's file is gone",
        f"{path} was moved or deleted while the room was open ({reason}), so nothing is written.",
        "Put it back, or the file of a backup: the room goes on by itself. Until it is closed, `customer-room backup` "
        "still saves what it last held.",
    )
