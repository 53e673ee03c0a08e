import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from customer_room.errors import StoreFullError
from customer_room.store.connection import Store
from customer_room.store.integrity import find_inconsistencies
from tests.disks import fill
from tests.store.samples import FEEDBACK, count, feedback_row, keep_feedback, one, open_store, stage, stage_many


def _is_right(store: Store, rows: int) -> bool:
    with store.snapshot() as cursor:
        return find_inconsistencies(cursor) == [] and count(store, "feedback") == rows


def test_a_disk_that_fills_during_an_import_keeps_nothing_of_it(small_disk: Path, tmp_path: Path) -> None:
    """The import is refused as a full disk, reads go on, and with space again the same store takes the same file."""
    store = Store(small_disk / "room.duckdb", tmp_path / "exchange")
    keep_feedback(store, stage(store, FEEDBACK, [feedback_row(number) for number in range(10)]))
    staged = stage_many(store, 40_000)
    ballast = fill(small_disk, leave=1 << 20)
    for _ in range(3):
        with pytest.raises(StoreFullError, match="no space left"):
            keep_feedback(store, staged)
        assert _is_right(store, 10)
    ballast.unlink()
    assert keep_feedback(store, staged).new == 40_000
    assert _is_right(store, 40_010)
    store.close()
    again = open_store(small_disk)
    assert _is_right(again, 40_010)
    again.close()


def test_a_disk_that_fills_write_by_write_loses_nothing_acknowledged(small_disk: Path, tmp_path: Path) -> None:
    """Small writes go on until the disk is full; every one that was kept is there, also when a checkpoint failed."""
    store = Store(small_disk / "room.duckdb", tmp_path / "exchange")
    ballast = fill(small_disk, leave=20 << 20)
    acknowledged: list[int] = []
    with pytest.raises(StoreFullError):
        _keep_until_full(store, acknowledged)
    assert len(acknowledged) > 5
    with pytest.raises(StoreFullError):
        _keep_until_full(store, acknowledged)
    assert _is_right(store, sum(acknowledged))
    ballast.unlink()
    assert _is_right(store, sum(acknowledged))
    acknowledged.append(_keep_texts(store))
    store.close()
    again = open_store(small_disk)
    assert _is_right(again, sum(acknowledged))
    again.close()


def _keep_until_full(store: Store, acknowledged: list[int]) -> None:
    while True:
        acknowledged.append(_keep_texts(store))


def _keep_texts(store: Store) -> int:
    """Keep 500 items, about a megabyte of texts that cannot be packed."""
    noise = " || ".join(["md5(random()::VARCHAR)"] * 64)
    staged = stage_many(store, 500, name=uuid4().hex, body=noise)
    try:
        return keep_feedback(store, staged).new
    finally:
        staged.unlink()


def _checkpoint(store: Store) -> None:
    with store.snapshot() as cursor:
        cursor.execute("ROLLBACK")
        cursor.execute("CHECKPOINT room")


def test_a_checkpoint_without_space_lets_go_and_opens_again(small_disk: Path, tmp_path: Path) -> None:
    """A checkpoint that finds the disk full invalidates the file; readers in other threads are served again at once."""
    store = Store(small_disk / "room.duckdb", tmp_path / "exchange")
    kept = sum(_keep_texts(store) for _ in range(3))
    ballast = fill(small_disk, leave=4096)
    cursor = store.read()
    with pytest.raises(StoreFullError):
        _checkpoint(store)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: _seen_after_a_try(store), range(8))) == [kept] * 8
    assert store.read() is not cursor
    ballast.unlink()
    assert _is_right(store, kept + _keep_texts(store))
    store.close()


def _seen_after_a_try(store: Store) -> int:
    """What a page sees that is loaded a second time when the first time failed."""
    try:
        return count(store, "feedback")
    except Exception:  # noqa: BLE001 - whatever the first load met, the second must not meet it
        with store.snapshot() as cursor:
            return len(cursor.execute("SELECT id FROM feedback").fetchall())


def test_a_reader_in_the_middle_of_it_survives_a_failed_checkpoint(small_disk: Path, tmp_path: Path) -> None:
    """Who was reading when the file became invalid leaves in peace before it is opened anew for the others."""
    store = Store(small_disk / "room.duckdb", tmp_path / "exchange")
    kept = _keep_texts(store)
    reading, may_leave = threading.Event(), threading.Event()

    def read_slowly() -> None:
        with store.snapshot() as cursor:
            assert one(cursor, "SELECT count(*) FROM feedback") == kept
            reading.set()
            may_leave.wait()

    with ThreadPoolExecutor(3) as pool:
        slow = pool.submit(read_slowly)
        reading.wait()
        ballast = fill(small_disk, leave=4096)
        with pytest.raises(StoreFullError):
            _checkpoint(store)
        ballast.unlink()
        others = [pool.submit(_is_right, store, kept) for _ in range(2)]
        may_leave.set()
        slow.result()
        assert [other.result() for other in others] == [True, True]
    assert _is_right(store, kept + _keep_texts(store))
    store.close()
