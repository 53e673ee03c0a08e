"""Open a room's file in a DuckDB of its own that can reach nothing else."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from customer_room.errors import RoomError, StoreError
from customer_room.store.faults import worded
from customer_room.store.migrate import Migration, bring_up_to_date, refuse_foreign

# Files of this storage version carry an identity, so that DuckDB refuses a write-ahead log of another file.
STORAGE_VERSION = "v1.5.0"


def open_instance(
    path: Path, exchange_dir: Path, memory_limit: str, migrations: Sequence[Migration], *, create: bool = True
) -> duckdb.DuckDBPyConnection:
    """Open (or make) the file, bring it to this program's version, and lock the configuration.

    A file that is not a room's, or is of a newer program, is only read before it is refused.

    Raises:
        RoomError: it is held by another process, damaged, of a newer version, or cannot be written.
    """
    try:
        exchange_dir.mkdir(exist_ok=True)
        if path.exists() and path.stat().st_size == 0:
            raise _empty(path)
    except OSError as error:
        raise StoreError(
            "The room folder cannot be used", f"{error.filename}: {error.strerror}.", "Check its permissions and space."
        ) from error
    instance = _configured(exchange_dir, memory_limit)
    try:
        _attach(instance, path, migrations, create)
        _close_the_doors(instance, exchange_dir)
    except duckdb.Error as error:
        instance.close()
        raise worded(error, path) from error
    except (RoomError, UnicodeDecodeError) as error:
        instance.close()
        if isinstance(error, RoomError):
            raise
        raise damaged(path) from error
    return instance


def _empty(path: Path) -> StoreError:
    return StoreError(
        "The room's file is empty",
        f"{path} holds nothing of a room; it may have been copied by half, or without the log beside it.",
        "Copy the whole room again, or restore a backup into a new folder.",
    )


def damaged(path: Path) -> StoreError:
    """The error for a file whose names are no text any more, which DuckDB's client cannot even word."""
    return StoreError(
        "The room's file is damaged",
        f"{path}: it holds text that is no text.",
        "Restore the newest backup with `customer-room restore BACKUP FOLDER`.",
    )


def quoted(path: Path) -> str:
    """A path as SQL writes it, for the statements that take no bound values."""
    return "'" + str(path).replace("'", "''") + "'"


def _configured(exchange_dir: Path, memory_limit: str) -> duckdb.DuckDBPyConnection:
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
    # It would delete the log by its name, which may by then be that of another file; whoever closes knows better.
    instance.execute("PRAGMA disable_checkpoint_on_shutdown")
    return instance


def _attach(instance: duckdb.DuckDBPyConnection, path: Path, migrations: Sequence[Migration], create: bool) -> None:
    if path.exists() or not create:
        instance.execute(f"ATTACH {quoted(path)} AS room (TYPE duckdb, READ_ONLY)")
        if not refuse_foreign(instance, path, migrations) and not create:
            raise _empty(path)
        instance.execute("DETACH room")

    def attach() -> None:
        instance.execute(f"ATTACH {quoted(path)} AS room (TYPE duckdb, STORAGE_VERSION '{STORAGE_VERSION}')")
        instance.execute("USE room")

    bring_up_to_date(instance, path, migrations, attach)


def _close_the_doors(instance: duckdb.DuckDBPyConnection, exchange_dir: Path) -> None:
    instance.execute(f"SET allowed_directories = [{quoted(exchange_dir)}]")
    instance.execute("SET enable_external_access = false")
    instance.execute("SET lock_configuration = true")
