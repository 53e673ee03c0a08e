"""A room's open file: one process, a cursor per thread, one writer at a time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import duckdb

from customer_room.domain.records import Actor
from customer_room.errors import StoreError
from customer_room.store.faults import is_durable, is_retryable, worded
from customer_room.store.holding import HeldFile
from customer_room.store.instance import STORAGE_VERSION, open_instance, quoted
from customer_room.store.listeners import Listeners
from customer_room.store.migrate import Migration, numbered_migrations
from customer_room.store.replaced import Place
from customer_room.store.watching import Watcher

T = TypeVar("T")

_ATTEMPTS = 3


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
        self._listeners = Listeners()
        self._write_lock = threading.RLock()
        self._telling = threading.Lock()
        self._local = threading.local()
        self._writing = False
        known = numbered_migrations() if migrations is None else migrations
        opener = partial(open_instance, path, exchange_dir, memory_limit, known)
        self._held = HeldFile(path, opener, create, self._tell)
        self._watcher = Watcher(self._look)

    def _look(self) -> None:
        """Go over to another file that took the place of the room's; a write under way sees to that itself."""
        if self._held.is_current() or not self._write_lock.acquire(blocking=False):
            return
        try:
            self._renew()
        finally:
            self._write_lock.release()

    def _renew(self) -> None:
        # Inside a write of this very thread its file must stay.
        if not self._writing:
            self._held.renew()

    def _grow(self) -> int:
        with self._telling:
            self.revision += 1
            return self.revision

    def _tell(self) -> None:
        self._listeners.tell(self._grow())

    def read(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor: DuckDB mixes up the results of threads that share one."""
        if not getattr(self._local, "looking", False):
            self._look()
        return self._own_cursor()

    def _own_cursor(self) -> duckdb.DuckDBPyConnection:
        is_current = getattr(self._local, "generation", None) == self._held.generation and not self._held.is_closed
        if not is_current and not getattr(self._local, "looking", False):
            self._local.cursor, self._local.generation = self._held.new_cursor()
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
        self._look()
        with self._held.used(self._own_cursor) as cursor:
            generation = self._local.generation
            self._local.looking = True
            try:
                cursor.execute("BEGIN TRANSACTION READ ONLY")
                yield cursor
            except duckdb.Error as error:
                self._held.mend_after(error, generation)
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
            self._renew()
            self._writing = True
            try:
                result = self._until_kept(actor, work)
            finally:
                self._held.remember()
                self._writing = False
            self._listeners.tell(self.revision)
            return result

    def subscribe(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener` with the revision after every write, in the writer's thread; what is returned ends that.

        From now on it hears also, within about a second, when another file was put in the place of the room's.
        """
        self._watcher.start()
        return self._listeners.add(listener)

    @property
    def listener_count(self) -> int:
        """How many listen at the moment."""
        return len(self._listeners)

    def _until_kept(self, actor: Actor, work: Callable[[Write], T]) -> T:
        attempt = 1
        while True:
            with self._held.used(self._held.new_cursor) as (cursor, generation):
                try:
                    return self._attempt(cursor, generation, actor, work)
                except duckdb.Error as error:
                    self._held.mend_after(error, generation)
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
            self._held.known.refuse_if_replaced(is_kept=False)
            self._commit(cursor, generation)
        except BaseException:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise
        self._held.known.refuse_if_replaced(is_kept=True)
        self._held.known.remember(is_kept=True)
        self._grow()
        return result

    def _commit(self, cursor: duckdb.DuckDBPyConnection, generation: int) -> None:
        try:
            cursor.execute("COMMIT")
        except duckdb.Error as error:
            if not is_durable(error):
                raise
            self._held.mend_after(error, generation)

    def place(self) -> Place | None:
        """The device and inode of the file that is held now, by which a room is told from its copies; or None."""
        self._look()
        return self._held.place

    @contextmanager
    def _kept_for_copying(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, int]]:
        self._renew()
        with self._held.used(partial(self._held.new_cursor, even_of_gone=True)) as used:
            yield used

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the file, without a write-ahead log, to `target` (which must not exist).

        Of a file that is gone, what it last held is copied: nobody else has it any more.

        Raises:
            StoreError: the copy could not be written.
        """
        staged = self.exchange_dir / f"copy-{uuid4().hex}.duckdb"
        with self._write_lock, self._kept_for_copying() as (cursor, generation):
            try:
                _copy_room(cursor, staged)
                staged.replace(target)
            except duckdb.Error as error:
                self._held.mend_after(error, generation)
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
        self._watcher.end()
        with self._write_lock:
            self._held.close()


def _copy_room(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    cursor.execute(f"ATTACH {quoted(target)} AS backup_copy (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        cursor.execute("COPY FROM DATABASE room TO backup_copy")
        cursor.execute("CHECKPOINT backup_copy")
    finally:
        cursor.execute("DETACH backup_copy")
