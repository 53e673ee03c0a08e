"""Bring a room's file to this program's version by numbered SQL files, a backup copy first."""

import re
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from uuid import uuid4

import duckdb

from customer_room.errors import RoomVersionError

_NAME = re.compile(r"(\d{4})_[a-z_]+\.sql")


def numbered_migrations() -> list[tuple[int, str]]:
    """The migrations of this program as (number, SQL), in order."""
    folder = resources.files("customer_room.store") / "migrations"
    found = [(match, entry) for entry in folder.iterdir() if (match := _NAME.fullmatch(entry.name))]
    return sorted((int(match[1]), entry.read_text(encoding="utf-8")) for match, entry in found)


def bring_up_to_date(instance: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Apply what is missing, each migration in a transaction of its own.

    Raises:
        RoomVersionError: the file is of a newer program, or is no room's file.
    """
    migrations = numbered_migrations()
    applied = _applied_number(instance, path)
    newest = migrations[-1][0]
    if applied > newest:
        raise RoomVersionError(
            "This room was made by a newer Customer Room",
            f"{path} is at version {applied}; this program knows versions up to {newest}.",
            "Update Customer Room on this machine, or open the room where it was last used. Nothing was changed.",
        )
    if 0 < applied < newest:
        _copy_aside(instance, path, applied)
    for number, sql in migrations:
        if number > applied:
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
    row = instance.execute("SELECT coalesce(max(number), 0) FROM schema_migrations").fetchone()
    return int(row[0]) if row else 0


def _copy_aside(instance: duckdb.DuckDBPyConnection, path: Path, applied: int) -> None:
    """The upgrade of a room must be possible to undo by hand."""
    instance.execute("CHECKPOINT room")
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    name = f"{path.stem}-before-upgrade-from-{applied}-{stamp}-{uuid4().hex[:6]}.duckdb"
    target = path.with_name(name)
    target.write_bytes(path.read_bytes())


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
