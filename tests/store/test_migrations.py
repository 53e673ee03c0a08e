import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from customer_room.errors import RoomVersionError, StoreError
from customer_room.store.migrate import Migration, numbered_migrations
from tests.store.samples import TESTER, add_structure, count, one, open_store

NEXT: Migration = (2, "CREATE TABLE later (id UUID NOT NULL); ALTER TABLE stages ADD COLUMN colour VARCHAR;")
BROKEN: Migration = (3, "CREATE TABLE half (id UUID NOT NULL); SELECT no_such_function();")


def test_migrations_are_numbered_without_a_gap() -> None:
    """The numbers of the migrations run from 1 on, each once."""
    numbers = [number for number, _ in numbered_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_fresh_file_gets_every_migration(tmp_path: Path) -> None:
    """A new file has the tables of this version, and each migration noted once."""
    store = open_store(tmp_path)
    noted = store.read().execute("SELECT number FROM schema_migrations ORDER BY number").fetchall()
    assert [row[0] for row in noted] == [number for number, _ in numbered_migrations()]
    assert count(store, "stages") == 0
    store.close()


def test_the_same_version_is_reopened_as_it_was(tmp_path: Path) -> None:
    """Opening and closing a room of this version again does not change a byte of it."""
    store = open_store(tmp_path)
    add_structure(store)
    store.close()
    before = (tmp_path / "room.duckdb").read_bytes()
    again = open_store(tmp_path)
    assert count(again, "stages") == 2
    again.close()
    assert (tmp_path / "room.duckdb").read_bytes() == before


def test_a_newer_room_is_refused_untouched(tmp_path: Path) -> None:
    """A room of a newer program is refused in words, and its bytes stay as they are."""
    open_store(tmp_path, migrations=[*numbered_migrations(), NEXT]).close()
    before = (tmp_path / "room.duckdb").read_bytes()
    with pytest.raises(RoomVersionError, match="version 2; this program knows versions up to 1"):
        open_store(tmp_path)
    assert (tmp_path / "room.duckdb").read_bytes() == before
    assert not (tmp_path / "room.duckdb.wal").exists()


def test_a_newer_room_is_refused_untouched_with_its_log(tmp_path: Path) -> None:
    """A newer room that was killed keeps its file and its log byte for byte when it is refused."""
    newer = open_store(tmp_path, migrations=[*numbered_migrations(), NEXT])
    add_structure(newer)
    killed = tmp_path / "killed"
    killed.mkdir()
    names = ("room.duckdb", "room.duckdb.wal")
    for name in names:
        (killed / name).write_bytes((tmp_path / name).read_bytes())
    newer.close()
    before = [(killed / name).read_bytes() for name in names]
    with pytest.raises(RoomVersionError):
        open_store(killed)
    assert [(killed / name).read_bytes() for name in names] == before


def test_an_older_room_is_upgraded_after_a_copy_aside(tmp_path: Path) -> None:
    """An older room gets what is missing and keeps its rows; the copy beside it opens as the older room it was."""
    older = open_store(tmp_path)
    add_structure(older)
    older.close()
    upgraded = open_store(tmp_path, migrations=[*numbered_migrations(), NEXT])
    assert one(upgraded.read(), "SELECT count(colour IS NULL) FROM stages") == 2
    assert count(upgraded, "later") == 0
    upgraded.close()
    (copy,) = tmp_path.glob("room-before-upgrade-from-1-*.duckdb")
    aside = tmp_path / "aside"
    aside.mkdir()
    copy.rename(aside / "room.duckdb")
    as_it_was = open_store(aside)
    assert count(as_it_was, "stages") == 2
    as_it_was.close()


def test_an_upgraded_room_is_locked_like_any_other(tmp_path: Path) -> None:
    """The copy made before an upgrade leaves the room closed to every other process."""
    open_store(tmp_path).close()
    upgraded = open_store(tmp_path, migrations=[*numbered_migrations(), NEXT])
    other = "import duckdb, sys; duckdb.connect(sys.argv[1], read_only=True)"
    asked = subprocess.run(
        [sys.executable, "-c", other, tmp_path / "room.duckdb"], capture_output=True, text=True, check=False
    )
    assert "Could not set lock" in asked.stderr
    upgraded.close()


def test_a_failing_upgrade_keeps_the_last_whole_version(tmp_path: Path) -> None:
    """A migration that fails leaves nothing of itself, and the room opens at the version before it."""
    older = open_store(tmp_path)
    add_structure(older)
    older.close()
    with pytest.raises(StoreError):
        open_store(tmp_path, migrations=[*numbered_migrations(), NEXT, BROKEN])
    store = open_store(tmp_path, migrations=[*numbered_migrations(), NEXT])
    assert count(store, "stages") == 2
    assert one(store.read(), "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'") == 0
    store.close()


def test_a_duckdb_file_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    """A DuckDB file with other tables is no room's, and nothing is written into it."""
    with duckdb.connect(tmp_path / "room.duckdb") as other:
        other.execute("CREATE TABLE sales AS SELECT 1 AS amount")
    before = (tmp_path / "room.duckdb").read_bytes()
    with pytest.raises(RoomVersionError, match="not a room's"):
        open_store(tmp_path)
    assert (tmp_path / "room.duckdb").read_bytes() == before


def test_a_file_without_tables_is_no_room_unless_one_is_being_made(tmp_path: Path) -> None:
    """A DuckDB file with nothing in it, as a copy without its log is, is refused instead of becoming an empty room."""
    duckdb.connect(tmp_path / "room.duckdb").close()
    with pytest.raises(StoreError, match="copied by half"):
        open_store(tmp_path, create=False)


def _write_text(path: Path) -> None:
    path.write_text("Dear customer room, this is a letter.\n" * 500)


def _write_garbage(path: Path) -> None:
    path.write_bytes(bytes(range(7, 263 - 7)) * 17)


def _write_sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE stages (id INTEGER)")
    connection.commit()
    connection.close()


def _write_nothing(path: Path) -> None:
    path.write_bytes(b"")


def _write_header_only(path: Path) -> None:
    duckdb.connect(path).close()
    path.write_bytes(path.read_bytes()[:4096])


@pytest.mark.parametrize("write", [_write_text, _write_garbage, _write_sqlite, _write_nothing, _write_header_only])
def test_what_is_no_duckdb_file_is_refused_in_words(write: Callable[[Path], None], tmp_path: Path) -> None:
    """Text, garbage, SQLite, an empty file and a bare header are refused in words and left as they were."""
    path = tmp_path / "room.duckdb"
    write(path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as refused:
        open_store(tmp_path)
    assert "damaged" in refused.value.title or "empty" in refused.value.title
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 0.9, 0.99])
def test_a_truncated_room_never_reads_as_a_smaller_one(share: float, tmp_path: Path) -> None:
    """A room's file cut short is refused in words when opened or when read, never silently poorer."""
    store = open_store(tmp_path)
    add_structure(store, stages=9, categories=200)
    store.transact(
        TESTER,
        lambda write: write.cursor.execute(
            "INSERT INTO files SELECT uuid(), md5('p' || i), md5('s' || i), 'image/png', i, '', 1, 1 "
            "FROM range(50000) AS numbers(i)"
        ),
    )
    store.close()
    path = tmp_path / "room.duckdb"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    rows = None
    with suppress(StoreError):
        rows = _read_everything(tmp_path)
    assert rows is None or (rows == (9, 50_000) and share > 0.5), "only what held no rows may be cut off unnoticed"


def _read_everything(folder: Path) -> tuple[int, int]:
    store = open_store(folder)
    try:
        with store.snapshot() as cursor:
            stages = one(cursor, "SELECT count(*) FROM stages")
            return stages, one(cursor, "SELECT count(DISTINCT path) FROM files")
    finally:
        store.close()
