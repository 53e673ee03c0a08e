"""The one DuckDB instance of a room's file, opened anew when it became invalid or another file took its place."""

import copy
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar

import duckdb

from customer_room.errors import RoomError, StoreError
from customer_room.store.faults import ForeignLogError, is_invalidated, worded
from customer_room.store.known import KnownFile
from customer_room.store.replaced import (
    FileMark,
    Place,
    being_copied,
    found_mark,
    mark_of,
    set_log_aside,
    take_in_log,
    wait_until_settled,
)

Cursor = TypeVar("Cursor")

_PATIENCE_S = 30.0
_TRY_AGAIN_S = 1.0


class Opener(Protocol):
    """Opens the room's file; without `create` it must be a room's already."""

    def __call__(self, *, create: bool) -> duckdb.DuckDBPyConnection:
        """The instance that holds it."""


class HeldFile:
    """A room's file while it is open. `generation` changes whenever all cursors handed out before are of no use.

    `when_changed` is called when the file at the path became another, or can no longer be read; it must not wait.
    """

    def __init__(self, path: Path, opener: Opener, create: bool, when_changed: Callable[[], None]) -> None:
        self.path = path
        self.generation = 0
        self._opener = opener
        self._when_changed = when_changed
        self._gate = threading.Condition(threading.RLock())
        self._users = 0
        self._closed = False
        self._trouble: RoomError | None = None
        self._refused: FileMark | None = None
        self._try_again_at = 0.0
        self._leaving: duckdb.DuckDBPyConnection | None = None
        self._instance: duckdb.DuckDBPyConnection | None = None
        self._instance, self.known = self._opened(found_mark(path), create)

    @property
    def is_closed(self) -> bool:
        """Whether it was let go of for good."""
        return self._closed

    @property
    def _mark(self) -> FileMark:
        return self.known.mark

    @property
    def place(self) -> Place | None:
        """Which file is held, None while none is."""
        return None if self._instance is None else self._mark.place

    def is_current(self) -> bool:
        """Whether the path names the very file that is held, as this process left it; costs two stats."""
        return self._instance is not None and self._trouble is None and found_mark(self.path) == self._mark

    def renew(self) -> None:
        """Go over to what lies at the path now; what is wrong with it is said to whoever asks for a cursor.

        Only while nothing is being written: the caller holds off the writers.
        """
        with self._gate:
            if self._closed or self.is_current() or self._was_refused_just_now():
                return
            before = self._trouble
            try:
                self._hold_what_is_there()
            except RoomError as error:
                # A copy without the frames it came through, which would hold on to what they hold.
                self._trouble = copy.copy(error)
            else:
                self._trouble = None
            if str(before) != str(self._trouble):
                self._when_changed()

    def _was_refused_just_now(self) -> bool:
        return (
            self._refused is not None
            and time.monotonic() < self._try_again_at
            and self._refused == found_mark(self.path)
        )

    def _hold_what_is_there(self) -> None:
        self._refused = None
        try:
            there = mark_of(self.path)
        except StoreError:
            # The instance is kept: what is gone may come back, and nobody else has its content any more.
            self.generation += 1
            raise
        if self._instance is None or there not in (self._mark, self._mark.without_log()):
            self._replace(there)
        elif there != self._mark:
            self._write_lost_log_into_file(self._instance)

    def _replace(self, there: FileMark) -> None:
        self._leave()
        self._let_go_of_leaving()
        try:
            if self._instance is None:
                self._open_anew()
        except RoomError:
            self._refused, self._try_again_at = there, time.monotonic() + _TRY_AGAIN_S
            raise

    def _write_lost_log_into_file(self, instance: duckdb.DuckDBPyConnection) -> None:
        """Somebody deleted the log: what it held is still known, and goes into the file."""
        try:
            instance.execute("CHECKPOINT room")
        except duckdb.Error as error:
            self.mend_after(error, self.generation)
            raise worded(error, self.path) from error
        self.known.remember(is_kept=True)

    def _leave(self) -> None:
        if self._instance is not None:
            self.generation += 1
            self._leaving, self._instance = self._instance, None

    def _let_go_of_leaving(self) -> None:
        """DuckDB ends the process when an invalid instance is closed inside a transaction: wait for the last one."""
        if self._leaving is None:
            return
        if not self._gate.wait_for(lambda: self._users == 0, timeout=_PATIENCE_S):
            raise StoreError(
                "The room's file is being opened anew", f"{self.path} is still being read.", "Try again in a moment."
            )
        instance, self._leaving = self._leaving, None
        if instance is not None:
            take_in_log(instance, self.path, self._mark)
            self._close(instance, self.known)

    def _open_anew(self) -> duckdb.DuckDBPyConnection:
        there = mark_of(self.path)
        is_another = there != self._mark
        if is_another:
            wait_until_settled(self.path)
        try:
            instance, known = self._opened(there, create=False)
        except ForeignLogError:
            if not set_log_aside(self.path, self._mark):
                raise
            instance, known = self._opened(there, create=False)
        self._instance, self.known = instance, known
        if is_another:
            self._when_changed()
        return instance

    def _opened(self, there: FileMark | None, create: bool) -> tuple[duckdb.DuckDBPyConnection, KnownFile]:
        instance = self._opener(create=create)
        try:
            known = KnownFile(self.path)
        except (OSError, StoreError) as error:
            instance.close()
            raise being_copied(self.path) from error
        if there is not None and there.place != known.mark.place:
            self._close(instance, known)
            raise being_copied(self.path)
        return instance, known

    def _close(self, instance: duckdb.DuckDBPyConnection, known: KnownFile) -> None:
        with suppress(duckdb.Error):
            instance.close()
        known.close()

    def new_cursor(self, *, even_of_gone: bool = False) -> tuple[duckdb.DuckDBPyConnection, int]:
        """A cursor and the generation of the instance it belongs to; the file is opened again where it had to go.

        Raises:
            RoomError: the file cannot be read; of one that is gone, what it last held can, with `even_of_gone`.
        """
        with self._gate:
            if self._closed:
                raise StoreError("The room is closed", f"{self.path} was let go of.", "Open the room again.")
            if self._trouble is not None and not (even_of_gone and self._instance is not None):
                raise copy.copy(self._trouble)
            self._let_go_of_leaving()
            instance = self._open_anew() if self._instance is None else self._instance
            return self._cursor_of(instance), self.generation

    def _cursor_of(self, instance: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        try:
            cursor = instance.cursor()
            cursor.execute("USE room")
        except duckdb.Error as error:
            self.mend_after(error, self.generation)
            raise worded(error, self.path) from error
        return cursor

    @contextmanager
    def used(self, get_cursor: Callable[[], Cursor]) -> Iterator[Cursor]:
        """While a cursor is used, the instance it belongs to is not closed."""
        with self._gate:
            cursor = get_cursor()
            self._users += 1
        try:
            yield cursor
        finally:
            with self._gate:
                self._users -= 1
                self._gate.notify_all()

    def mend_after(self, error: duckdb.Error, generation: int) -> None:
        """A full disk at a checkpoint invalidates the instance; nothing acknowledged is lost, so use it no more."""
        if not is_invalidated(error):
            return
        with self._gate:
            if generation == self.generation:
                self._leave()

    def remember(self) -> None:
        """Know the file again after a write of this process that may have failed."""
        with self._gate:
            if self._instance is not None:
                self.known.remember(is_kept=False)

    def close(self) -> None:
        """Write everything into the one file and let go of it, once those who are reading have finished."""
        with self._gate:
            self._closed = True
            is_quiet = self._gate.wait_for(lambda: self._users == 0, timeout=_PATIENCE_S)
            instance, self._instance = self._instance, None
            if is_quiet:
                with suppress(RoomError):
                    self._let_go_of_leaving()
            if instance is not None:
                take_in_log(instance, self.path, self._mark, is_last=is_quiet)
                self._close(instance, self.known)
