import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from customer_room.errors import StoreError
from customer_room.store.connection import Store
from customer_room.store.integrity import find_inconsistencies
from tests.store.samples import FEEDBACK, count, feedback_row, keep_feedback, one, open_store, stage, stage_many

FLIPS = 40
ROWS = 20_000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a closed room of some thousand items."""
    folder = tmp_path_factory.mktemp("whole")
    store = open_store(folder)
    keep_feedback(store, stage_many(store, ROWS))
    store.close()
    return folder


def _everything(store: Store) -> tuple[int, ...]:
    """A sum over every table, so that every block is read."""
    with store.snapshot() as cursor:
        tables = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'room'").fetchall()
        return tuple(
            one(cursor, f"SELECT coalesce(sum(hash({table}::VARCHAR)), 0)::HUGEINT FROM {table}")
            for (table,) in sorted(tables)
        )


def _outcome(folder: Path, expected: tuple[int, ...]) -> str:
    try:
        store = open_store(folder)
    except StoreError:
        return "refused when opened"
    try:
        found = _everything(store)
    except StoreError:
        return "refused when read"
    finally:
        store.close()
    return "unharmed" if found == expected else "silently wrong"


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def test_no_flipped_bit_of_the_file_is_silently_wrong(whole: Path, tmp_path: Path) -> None:
    """One bit flipped anywhere in the file is refused in words when opened or read, or did no harm."""
    store = open_store(whole)
    expected = _everything(store)
    store.close()
    outcomes = Counter[str]()
    for seed in range(FLIPS):
        path = tmp_path / "room.duckdb"
        shutil.copyfile(whole / "room.duckdb", path)
        _flip(path, random.Random(seed))
        outcomes[_outcome(tmp_path, expected)] += 1
        (tmp_path / "room.duckdb.wal").unlink(missing_ok=True)
    assert outcomes["silently wrong"] == 0, outcomes
    assert outcomes["refused when opened"] + outcomes["refused when read"] > FLIPS / 2, outcomes


def _with_log(folder: Path, target: Path, items: int) -> None:
    """A copy of a room as a killed program leaves it: the file, and a log of imports it has not taken in."""
    store = open_store(folder)
    for number in range(items):
        keep_feedback(store, stage(store, FEEDBACK, [feedback_row(number)]))
    for name in ("room.duckdb", "room.duckdb.wal"):
        shutil.copyfile(folder / name, target / name)
    store.close()


def test_a_damaged_log_is_refused_or_found_short_by_the_check(tmp_path: Path) -> None:
    """A flipped bit in the log refuses the room, or loses whole writes from its end, never half of one."""
    made, logged, hurt = (tmp_path / name for name in ("made", "logged", "hurt"))
    for folder in (made, logged, hurt):
        folder.mkdir()
    _with_log(made, logged, items=8)
    outcomes = Counter[str]()
    for seed in range(20):
        for name in ("room.duckdb", "room.duckdb.wal"):
            shutil.copyfile(logged / name, hurt / name)
        _flip(hurt / "room.duckdb.wal", random.Random(seed))
        outcomes[_log_outcome(hurt)] += 1
    assert outcomes["half a write"] == 0, outcomes
    assert outcomes["refused"] > 0, outcomes


def _log_outcome(folder: Path) -> str:
    try:
        store = open_store(folder)
    except StoreError:
        return "refused"
    try:
        with store.snapshot() as cursor:
            if find_inconsistencies(cursor):
                return "half a write"
        return "whole" if count(store, "feedback") == 8 else "short"
    finally:
        store.close()


def test_the_log_of_another_room_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    """A log left behind by another room's file is not replayed into this one; both stay as they are."""
    for name in ("mine", "other"):
        (tmp_path / name / "copy").mkdir(parents=True)
        _with_log(tmp_path / name, tmp_path / name / "copy", items=1 if name == "mine" else 3)
    mine = tmp_path / "mine" / "copy"
    shutil.copyfile(tmp_path / "other" / "copy" / "room.duckdb.wal", mine / "room.duckdb.wal")
    before = [(mine / name).read_bytes() for name in ("room.duckdb", "room.duckdb.wal")]
    with pytest.raises(StoreError, match="log of another file"):
        open_store(mine)
    assert [(mine / name).read_bytes() for name in ("room.duckdb", "room.duckdb.wal")] == before


def test_an_older_log_of_the_same_room_is_never_replayed_twice(tmp_path: Path) -> None:
    """A log the file has taken in already, put back beside it, is refused or passed over, never added again."""
    (tmp_path / "copy").mkdir()
    _with_log(tmp_path, tmp_path / "copy", items=3)
    shutil.copyfile(tmp_path / "copy" / "room.duckdb.wal", tmp_path / "room.duckdb.wal")
    assert _after_old_log(tmp_path) in (None, 3)


def _after_old_log(folder: Path) -> int | None:
    try:
        store = open_store(folder)
    except StoreError:
        return None
    rows = count(store, "feedback")
    store.close()
    return rows


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"\0" * 64), lambda path: path.write_text("text")])
def test_a_log_that_is_none_is_refused_or_passed_over(
    spoil: Callable[[Path], object], whole: Path, tmp_path: Path
) -> None:
    """Zeros or text where the log should be never change what the room holds."""
    shutil.copyfile(whole / "room.duckdb", tmp_path / "room.duckdb")
    spoil(tmp_path / "room.duckdb.wal")
    assert _after_old_log(tmp_path) in (None, ROWS)
