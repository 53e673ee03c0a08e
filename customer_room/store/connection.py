"""Open a room's DuckDB file: one process, a cursor per thread, one writer at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import duckdb

from customer_room.domain.records import Actor
from customer_room.errors import RoomError, StoreError
from customer_room.store.faults import is_invalidated, is_retryable, worded
from customer_room.store.migrate import bring_up_to_date

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
    """

    def __init__(self, path: Path, exchange_dir: Path, memory_limit: str = "2GB") -> None:
        self.path = path
        self.exchange_dir = exchange_dir
        self._memory_limit = memory_limit
        self._lock = threading.RLock()
        self._local = threading.local()
        self._generation = 0
        self.revision = 0
        self._instance = self._connect()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        self.exchange_dir.mkdir(parents=True, exist_ok=True)
        try:
            instance = _open_instance(self.path, self.exchange_dir, self._memory_limit)
        except duckdb.Error as error:
            raise worded(error, self.path) from error
        try:
            bring_up_to_date(instance, self.path)
        except duckdb.Error as error:
            instance.close()
            raise worded(error, self.path) from error
        except RoomError:
            instance.close()
            raise
        return instance

    def _reopen(self) -> None:
        """A full disk at a checkpoint invalidates the instance; nothing acknowledged is lost, so open the file again."""
        with suppress(duckdb.Error):
            self._instance.close()
        self._generation += 1
        self._instance = self._connect()

    def read(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor: DuckDB mixes up the results of threads that share one."""
        if getattr(self._local, "generation", None) != self._generation:
            with self._lock:
                self._local.cursor = self._new_cursor()
                self._local.generation = self._generation
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor

    def _new_cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._instance.cursor()
        cursor.execute("USE room")
        return cursor

    @contextmanager
    def snapshot(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Several reads that see the room at one moment.

        Raises:
            StoreError: the file cannot be read.
        """
        try:
            cursor = self.read()
            cursor.execute("BEGIN TRANSACTION READ ONLY")
        except duckdb.Error as error:
            self._mend_after(error)
            raise worded(error, self.path) from error
        try:
            yield cursor
        except duckdb.Error as error:
            self._mend_after(error)
            raise worded(error, self.path) from error
        finally:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")

    def transact(self, actor: Actor, work: Callable[[Write], T]) -> T:
        """Run `work` in one transaction under the write lock; all of it is kept, or nothing.

        Raises:
            StoreFullError: the disk is full.
            StoreError: the file refused the write.
        """
        with self._lock:
            for attempt in range(1, _ATTEMPTS + 1):
                try:
                    return self._attempt(actor, work)
                except duckdb.Error as error:
                    self._mend_after(error)
                    if attempt == _ATTEMPTS or not is_retryable(error):
                        raise worded(error, self.path) from error
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _attempt(self, actor: Actor, work: Callable[[Write], T]) -> T:
        cursor = self._new_cursor()
        try:
            cursor.execute("BEGIN TRANSACTION")
            result = work(Write(cursor, actor, datetime.now(UTC).replace(tzinfo=None)))
            cursor.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()
        self.revision += 1
        return result

    def _mend_after(self, error: duckdb.Error) -> None:
        if is_invalidated(error):
            with self._lock:
                self._reopen()

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the file, without a write-ahead log, to `target` (which must not exist).

        Raises:
            StoreError: the copy could not be written.
        """
        staged = self.exchange_dir / f"copy-{uuid4().hex}.duckdb"
        with self._lock:
            cursor = self._new_cursor()
            try:
                cursor.execute(f"ATTACH {_quoted(staged)} AS backup_copy")
                cursor.execute("COPY FROM DATABASE room TO backup_copy")
                cursor.execute("CHECKPOINT backup_copy")
                cursor.execute("DETACH backup_copy")
                staged.replace(target)
            except duckdb.Error as error:
                with suppress(duckdb.Error):
                    cursor.execute("DETACH backup_copy")
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
        """Write everything into the one file and let go of it."""
        with self._lock, suppress(duckdb.Error):
            self._instance.execute("CHECKPOINT room")
            self._instance.close()


def _open_instance(path: Path, exchange_dir: Path, memory_limit: str) -> duckdb.DuckDBPyConnection:
    instance = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "memory_limit": memory_limit,
            "temp_directory": str(exchange_dir),
        },
    )
    try:
        instance.execute(f"ATTACH {_quoted(path)} AS room")
        instance.execute(f"SET allowed_directories = [{_quoted(exchange_dir)}]")
        instance.execute("SET enable_external_access = false")
        instance.execute("SET lock_configuration = true")
        instance.execute("USE room")
    except duckdb.Error:
        instance.close()
        raise
    return instance


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
