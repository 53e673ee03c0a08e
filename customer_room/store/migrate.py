"""Bring a room's file to this program's version by numbered SQL files, a backup copy first."""

import re
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

import duckdb

from customer_room.errors import RoomVersionError, StoreError

Migration: TypeAlias = tuple[int, str]

_NAME = re.compile(r"(\d{4})_[a-z_]+\.sql")


def numbered_migrations() -> list[Migration]:
    """The migrations of this program as (number, SQL), in order."""
    folder = resources.files("customer_room.store") / "migrations"
    found = [(match, entry) for entry in folder.iterdir() if (match := _NAME.fullmatch(entry.name))]
    return sorted((int(match[1]), entry.read_text(encoding="utf-8")) for match, entry in found)


def refuse_foreign(instance: duckdb.DuckDBPyConnection, path: Path, migrations: Sequence[Migration]) -> int:
    """Refuse a file this program must not touch.

    Returns:
        The number of the last migration applied to it, 0 for a file without tables.

    Raises:
        RoomVersionError: the file is of a newer program, or is no room's file.
    """
    applied, newest = _applied_number(instance, path), migrations[-1][0]
    if applied > newest:
        raise RoomVersionError(
            "This room was made by a newer Customer Room",
            f"{path} is at version {applied}; this program knows versions up to {newest}.",
            "Update Customer Room on this machine, or open the room where it was last used. Nothing was changed.",
        )
    return applied


def bring_up_to_date(
    instance: duckdb.DuckDBPyConnection, path: Path, migrations: Sequence[Migration], attach: Callable[[], None]
) -> None:
    """Apply what is missing, each migration in a transaction of its own; an older room is copied aside first.

    `attach` opens the room's file in the instance.

    Raises:
        RoomVersionError: the file is no room's file.
        StoreError: the copy could not be written; nothing was changed.
    """
    attach()
    applied = _applied_number(instance, path)
    missing = [(number, sql) for number, sql in migrations if number > applied]
    if applied and missing:
        instance.execute("CHECKPOINT room")
        # Reading the file takes away every lock this process has on it, so it is let go of meanwhile.
        instance.execute("USE memory")
        instance.execute("DETACH room")
        _copy_aside(path, applied)
        attach()
    for number, sql in missing:
        _apply(instance, number, sql)


def _applied_number(instance: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {
        row[0]
        for row in instance.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'room' AND NOT internal"
        ).fetchall()
    }
    if not tables:
        return 0
    if "schema_migrations" not in tables:
        raise RoomVersionError(
            "This file is not a room's",
            f"{path} is a DuckDB file, but Customer Room did not write it.",
            "Name the folder of a room, or restore a backup.",
        )
    row = instance.execute("SELECT coalesce(max(number), 0) FROM room.schema_migrations").fetchone()
    return int(row[0]) if row else 0


def _copy_aside(path: Path, applied: int) -> None:
    """The upgrade of a room must be possible to undo by hand."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = path.with_name(f"{path.stem}-before-upgrade-from-{applied}-{stamp}-{uuid4().hex[:6]}.duckdb")
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise StoreError(
            "The room could not be copied before its upgrade",
            f"{target}: {error.strerror}.",
            "Free as much space as the room's file takes, then try again; the room is as it was.",
        ) from error


def _apply(instance: duckdb.DuckDBPyConnection, number: int, sql: str) -> None:
    instance.execute("BEGIN TRANSACTION")
    try:
        instance.execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER NOT NULL, applied_at TIMESTAMP NOT NULL)"
        )
        instance.execute(sql)
        instance.execute(
            "INSERT INTO schema_migrations VALUES (?, ?)", [number, datetime.now(UTC).replace(tzinfo=None)]
        )
        instance.execute("COMMIT")
    except duckdb.Error:
        instance.execute("ROLLBACK")
        raise
