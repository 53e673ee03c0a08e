import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from customer_room.errors import RoomBusyError, StoreError, WriteRefusedError
from customer_room.store.connection import Store, Write
from customer_room.store.structure import save_stage
from tests.store.samples import TESTER, add_structure, count, one, open_store


def test_eight_readers_and_a_writer_see_only_whole_writes(store: Store) -> None:
    """Each of eight threads reads its own results, and never half of what a writer is adding in pairs."""
    add_structure(store, stages=9)
    stop = threading.Event()

    def read(reader: int) -> int:
        wrong = 0
        for _ in range(150):
            with store.snapshot() as cursor:
                wrong += one(cursor, "SELECT ?::INTEGER + 0", reader) != reader
                wrong += one(cursor, "SELECT name FROM stages WHERE code = ?", f"s{reader}") != f"Stage {reader}"
                wrong += one(cursor, "SELECT count(*) FROM silos") % 2
        return wrong

    def add_pairs() -> int:
        pairs = 0
        while not stop.is_set():
            store.transact(TESTER, lambda write, n=pairs: _add_silos(write, f"{n}a", f"{n}b"))  # type: ignore[misc]
            pairs += 1
        return pairs

    with ThreadPoolExecutor(9) as pool:
        writer = pool.submit(add_pairs)
        wrong = sum(pool.map(read, range(8)))
        stop.set()
    assert wrong == 0
    assert count(store, "silos") == 2 * writer.result()


def _add_silos(write: Write, *codes: str) -> None:
    for code in codes:
        write.cursor.execute("INSERT INTO silos VALUES (uuid(), ?, ?, 1, 1)", [code, code])


def test_a_snapshot_sees_one_moment(store: Store) -> None:
    """Reads inside a snapshot do not see what is kept meanwhile; the next snapshot does."""
    add_structure(store, stages=1)
    with store.snapshot() as cursor:
        assert one(cursor, "SELECT count(*) FROM stages") == 1
        with ThreadPoolExecutor(1) as pool:
            pool.submit(add_structure, store, 3).result()
        assert one(cursor, "SELECT count(*) FROM stages") == 1
        with store.snapshot() as inner:
            assert one(inner, "SELECT count(*) FROM stages") == 1
        assert one(cursor, "SELECT count(*) FROM stages") == 1
    with store.snapshot() as cursor:
        assert one(cursor, "SELECT count(*) FROM stages") == 3


def test_a_snapshot_cannot_write(store: Store) -> None:
    """Nothing that only looks can change the room."""
    with pytest.raises(StoreError), store.snapshot() as cursor:
        cursor.execute("DELETE FROM stages")


def test_a_snapshot_that_failed_does_not_disturb_the_next(store: Store) -> None:
    """After a wrong query the same thread reads on, in a new moment."""
    with pytest.raises(StoreError), store.snapshot() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    add_structure(store)
    with store.snapshot() as cursor:
        assert one(cursor, "SELECT count(*) FROM stages") == 2


def _stop_at_once(write: Write) -> None:
    raise KeyboardInterrupt


def _refuse(write: Write) -> None:
    raise WriteRefusedError("No", "No.", "No.")


def _break(write: Write) -> None:
    write.cursor.execute("INSERT INTO stages VALUES (1)")


@pytest.mark.parametrize(
    ("fail", "error"), [(_stop_at_once, KeyboardInterrupt), (_refuse, WriteRefusedError), (_break, StoreError)]
)
def test_a_write_that_fails_leaves_nothing(
    fail: Callable[[Write], None], error: type[BaseException], store: Store
) -> None:
    """Whatever stops a write, nothing of it is kept, the revision stays, and the next write succeeds."""

    def work(write: Write) -> None:
        save_stage(write, "kept", "Kept", 1, "")
        fail(write)

    revision = store.revision
    with pytest.raises(error):
        store.transact(TESTER, work)
    assert store.revision == revision
    assert count(store, "stages") == count(store, "changes") == 0
    add_structure(store)
    assert store.revision == revision + 1


def test_the_revision_does_not_grow_by_reading(store: Store) -> None:
    """Reads and snapshots leave the revision as it is."""
    revision = store.revision
    count(store, "stages")
    with store.snapshot():
        pass
    assert store.revision == revision


def test_a_write_inside_a_write_is_refused(store: Store) -> None:
    """A write started inside another is an error of the program, and nothing of either is kept."""
    with pytest.raises(RuntimeError):
        store.transact(TESTER, lambda write: (save_stage(write, "outer", "Outer", 1, ""), add_structure(store)))
    assert count(store, "stages") == 0
    add_structure(store)
    assert count(store, "stages") == 2


def _rename_both(store: Store, write: Write, tries: list[int], until: int) -> None:
    """Let another cursor change the row first, as another writer on a shared engine would."""
    tries.append(one(write.cursor, "SELECT version FROM stages WHERE code = 's0'"))
    if len(tries) <= until:
        store.read().execute("UPDATE stages SET version = version + 1 WHERE code = 's0'")
    write.cursor.execute("UPDATE stages SET name = 'Mine', version = version + 1 WHERE code = 's0'")


def test_a_write_that_conflicts_is_tried_again(store: Store) -> None:
    """When another writer came in between, the same work runs again on what that one left."""
    add_structure(store)
    revision, tries = store.revision, list[int]()
    store.transact(TESTER, lambda write: _rename_both(store, write, tries, until=2))
    assert tries == [1, 2, 3]
    assert store.revision == revision + 1
    assert store.read().execute("SELECT name, version FROM stages WHERE code = 's0'").fetchall() == [("Mine", 4)]


def test_a_write_that_always_conflicts_gives_up_in_words(store: Store) -> None:
    """After three conflicts the write is refused, and nothing of it is kept."""
    add_structure(store)
    tries = list[int]()
    with pytest.raises(StoreError):
        store.transact(TESTER, lambda write: _rename_both(store, write, tries, until=9))
    assert len(tries) == 3
    assert one(store.read(), "SELECT name FROM stages WHERE code = 's0'") == "Stage 0"


def test_a_room_is_not_opened_twice_in_one_process(store: Store, tmp_path: Path) -> None:
    """A second opening in the same process is refused like one by another process, and the first works on."""
    with pytest.raises(RoomBusyError):
        open_store(tmp_path)
    add_structure(store)
    assert count(store, "stages") == 2


def test_a_closed_room_says_so_and_can_be_opened_again(tmp_path: Path) -> None:
    """After closing there is one file and no log, reads and writes are refused in words, and it opens again."""
    store = open_store(tmp_path)
    add_structure(store)
    lasting = store.read()
    store.close()
    store.close()
    assert not (tmp_path / "room.duckdb.wal").exists()
    with pytest.raises(StoreError, match="closed"):
        store.read()
    with pytest.raises(StoreError, match="closed"):
        add_structure(store)
    with pytest.raises(duckdb.Error):
        lasting.execute("SELECT 1")
    again = open_store(tmp_path)
    assert count(again, "stages") == 2
    again.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('{exchange}/../room.toml')",
        "SELECT * FROM glob('/etc/*')",
        "COPY stages TO '{folder}/stolen.csv'",
        "COPY stages TO '{exchange}/../stolen.csv'",
        "ATTACH '{folder}/other.duckdb' AS other",
        "EXPORT DATABASE '{folder}/everything'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET memory_limit = '64GB'",
        "SET autoload_known_extensions = true",
        "RESET lock_configuration",
    ],
)
def test_the_served_connection_reaches_only_its_exchange_folder(statement: str, store: Store, tmp_path: Path) -> None:
    """No SQL reads, writes or attaches a file elsewhere, loads an extension or changes the configuration."""
    (tmp_path / "room.toml").write_text("[room]")
    sql = statement.format(folder=tmp_path, exchange=store.exchange_dir)
    with pytest.raises(duckdb.Error):
        store.read().execute(sql)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "exchange", "room.duckdb", "room.duckdb.wal", "room.toml",
    ]  # fmt: skip


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    """Quotes, spaces, other scripts and words like “corrupt” in a folder's name neither break nor mislead."""
    folder = tmp_path / "it's \"corrupt\"; DROP TABLE 壁 'no space left on device'"
    folder.mkdir()
    store = open_store(folder)
    add_structure(store)
    with pytest.raises(StoreError, match="refused the request"), store.snapshot() as cursor:
        cursor.execute("SELECT no_such_column FROM stages")
    with pytest.raises(RoomBusyError):
        open_store(folder)
    store.close()
    (folder / "room.duckdb").write_text("text")
    with pytest.raises(StoreError, match="damaged"):
        open_store(folder)
