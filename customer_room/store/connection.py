"""A room's open file: one process, a cursor per thread, one writer at a time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import duckdb

from customer_room.domain.records import Actor
from customer_room.errors import StoreError
from customer_room.store.faults import is_durable, is_invalidated, is_retryable, worded
from customer_room.store.instance import STORAGE_VERSION, open_instance, quoted
from customer_room.store.listeners import Listeners
from customer_room.store.migrate import Migration, numbered_migrations

T = TypeVar("T")
Cursor = TypeVar("Cursor")

_ATTEMPTS = 3
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Write:
    """One open write: its cursor, who writes, and the time (UTC) every row of it carries."""

    cursor: duckdb.DuckDBPyConnection
    actor: Actor
    at: datetime


class Store:
    """A room's file, open for reading from any thread and for one write at a time.

    `exchange_dir` is the one folder, inside the room, that SQL may read files from and write files to.
    `revision` grows with every write that was kept. Without `create`, a file without tables is refused.
    """

    def __init__(
        self,
        path: Path,
        exchange_dir: Path,
        memory_limit: str = "2GB",
        migrations: Sequence[Migration] | None = None,
        *,
        create: bool = True,
    ) -> None:
        self.path = path
        self.exchange_dir = exchange_dir
        self.revision = 0
        self._memory_limit = memory_limit
        self._migrations = numbered_migrations() if migrations is None else migrations
        self._listeners = Listeners()
        self._write_lock = threading.RLock()
        self._gate = threading.Condition(threading.RLock())
        self._users = 0
        self._local = threading.local()
        self._generation = 0
        self._closed = False
        self._writing = False
        self._create = create
        self._invalid: duckdb.DuckDBPyConnection | None = None
        self._instance: duckdb.DuckDBPyConnection | None = self._open()

    def _open(self) -> duckdb.DuckDBPyConnection:
        return open_instance(self.path, self.exchange_dir, self._memory_limit, self._migrations, create=self._create)

    def _new_cursor(self) -> tuple[duckdb.DuckDBPyConnection, int]:
        """A cursor and the generation of the instance it belongs to; the file is opened again where it had to go."""
        with self._gate:
            if self._closed:
                raise StoreError("The room is closed", f"{self.path} was let go of.", "Open the room again.")
            self._let_go_of_invalid()
            if self._instance is None:
                self._instance = self._open()
            generation = self._generation
            try:
                cursor = self._instance.cursor()
                cursor.execute("USE room")
            except duckdb.Error as error:
                self._mend_after(error, generation)
                raise worded(error, self.path) from error
            return cursor, generation

    def _mend_after(self, error: duckdb.Error, generation: int) -> None:
        """A full disk at a checkpoint invalidates the instance; nothing acknowledged is lost, so use it no more."""
        if not is_invalidated(error):
            return
        with self._gate:
            if generation == self._generation and self._instance is not None:
                self._generation += 1
                self._invalid, self._instance = self._instance, None

    def _let_go_of_invalid(self) -> None:
        """DuckDB ends the process when an invalid instance is closed inside a transaction: wait for the last one."""
        if self._invalid is None:
            return
        if not self._gate.wait_for(lambda: self._users == 0, timeout=_PATIENCE_S):
            raise StoreError(
                "The room's file is being opened anew", f"{self.path} is still being read.", "Try again in a moment."
            )
        instance, self._invalid = self._invalid, None
        if instance is not None:
            with suppress(duckdb.Error):
                instance.close()

    @contextmanager
    def _used(self, get_cursor: Callable[[], Cursor]) -> Iterator[Cursor]:
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

    def read(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor: DuckDB mixes up the results of threads that share one."""
        is_current = getattr(self._local, "generation", None) == self._generation and not self._closed
        if not is_current and not getattr(self._local, "looking", False):
            self._local.cursor, self._local.generation = self._new_cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor

    @contextmanager
    def snapshot(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Several reads that see the room at one moment; one inside another sees the outer one's moment.

        Raises:
            StoreError: the file cannot be read.
        """
        if getattr(self._local, "looking", False):
            yield self.read()
            return
        with self._used(self.read) as cursor:
            generation = self._local.generation
            self._local.looking = True
            try:
                cursor.execute("BEGIN TRANSACTION READ ONLY")
                yield cursor
            except duckdb.Error as error:
                self._mend_after(error, generation)
                raise worded(error, self.path) from error
            finally:
                self._local.looking = False
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")

    def transact(self, actor: Actor, work: Callable[[Write], T]) -> T:
        """Run `work` in one transaction under the write lock; all of it is kept, or nothing.

        `work` may be run again from the start when another writer came in between.

        Raises:
            StoreFullError: the disk is full.
            StoreError: the file refused the write.
        """
        with self._write_lock:
            if self._writing:
                raise RuntimeError("a write inside a write could be kept without it: pass the Write on instead")
            self._writing = True
            try:
                result = self._until_kept(actor, work)
            finally:
                self._writing = False
            self._listeners.tell(self.revision)
            return result

    def subscribe(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener` with the revision after every write, in the writer's thread; what is returned ends that."""
        return self._listeners.add(listener)

    @property
    def listener_count(self) -> int:
        """How many listen at the moment."""
        return len(self._listeners)

    def _until_kept(self, actor: Actor, work: Callable[[Write], T]) -> T:
        attempt = 1
        while True:
            with self._used(self._new_cursor) as (cursor, generation):
                try:
                    return self._attempt(cursor, generation, actor, work)
                except duckdb.Error as error:
                    self._mend_after(error, generation)
                    if attempt == _ATTEMPTS or not is_retryable(error):
                        raise worded(error, self.path) from error
                finally:
                    with suppress(duckdb.Error):
                        cursor.close()
            attempt += 1

    def _attempt(
        self, cursor: duckdb.DuckDBPyConnection, generation: int, actor: Actor, work: Callable[[Write], T]
    ) -> T:
        try:
            cursor.execute("BEGIN TRANSACTION")
            result = work(Write(cursor, actor, datetime.now(UTC).replace(tzinfo=None)))
            self._commit(cursor, generation)
        except BaseException:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise
        self.revision += 1
        return result

    def _commit(self, cursor: duckdb.DuckDBPyConnection, generation: int) -> None:
        try:
            cursor.execute("COMMIT")
        except duckdb.Error as error:
            if not is_durable(error):
                raise
            self._mend_after(error, generation)

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the file, without a write-ahead log, to `target` (which must not exist).

        Raises:
            StoreError: the copy could not be written.
        """
        staged = self.exchange_dir / f"copy-{uuid4().hex}.duckdb"
        with self._write_lock, self._used(self._new_cursor) as (cursor, generation):
            try:
                _copy_room(cursor, staged)
                staged.replace(target)
            except duckdb.Error as error:
                self._mend_after(error, generation)
                raise worded(error, self.path) from error
            except OSError as error:
                raise StoreError(
                    "The copy could not be written", f"{target}: {error.strerror}.", "Choose another folder."
                ) from error
            finally:
                cursor.close()
                staged.unlink(missing_ok=True)
                staged.with_name(staged.name + ".wal").unlink(missing_ok=True)

    def close(self) -> None:
        """Write everything into the one file and let go of it, once those who are reading have finished."""
        with self._write_lock, self._gate:
            self._closed = True
            is_quiet = self._gate.wait_for(lambda: self._users == 0, timeout=_PATIENCE_S)
            instance, self._instance = self._instance, None
            if is_quiet:
                self._let_go_of_invalid()
            if instance is None:
                return
            with suppress(duckdb.Error):
                if is_quiet:
                    instance.execute("CHECKPOINT room")
            with suppress(duckdb.Error):
                instance.close()


def _copy_room(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    cursor.execute(f"ATTACH {quoted(target)} AS backup_copy (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        cursor.execute("COPY FROM DATABASE room TO backup_copy")
        cursor.execute("CHECKPOINT backup_copy")
    finally:
        cursor.execute("DETACH backup_copy")
