import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from customer_room.errors import RoomError, RoomVersionError, StoreError
from customer_room.store.connection import Store
from customer_room.store.migrate import numbered_migrations
from tests.store.replacing import FILE, LOG, add, aged, saved, silos, silos_of
from tests.store.samples import TESTER, add_structure, open_store
from tests.store.test_migrations import NEXT


def test_a_file_put_in_the_place_of_the_room_is_shown_and_written_to(mine: Store, room: Path, tmp_path: Path) -> None:
    """Reads and writes go to the file put there, all of the old room is in the old file, and no log of it is left."""
    backup = saved(tmp_path / "saved", "restored")
    (tmp_path / "old").mkdir()
    (room / FILE).rename(tmp_path / "old" / FILE)
    backup.rename(room / FILE)
    revision = mine.revision
    assert silos(mine) == ["restored"]
    assert mine.revision > revision
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["restored", "later"]
    assert silos_of(tmp_path / "old") == ["mine"]
    assert sorted(path.name for path in room.iterdir()) == ["exchange", FILE]


def test_a_write_finds_the_file_put_there_by_itself(mine: Store, room: Path, tmp_path: Path) -> None:
    """The first thing done after the exchange may be a write: it goes into the file that is there."""
    saved(tmp_path / "saved", "restored").replace(room / FILE)
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["restored", "later"]


def test_a_file_written_over_the_room_is_shown_and_left_whole(mine: Store, room: Path, tmp_path: Path) -> None:
    """`cp` into the same file: nothing of the old room is written into it, and the old log is only set aside."""
    shutil.copyfile(saved(tmp_path / "saved", "restored"), room / FILE)
    assert silos(mine) == ["restored"]
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["restored", "later"]
    assert [path.name for path in room.glob("*.wal")] == [path.name for path in room.glob("room-replaced-*.duckdb.wal")]
    assert len(list(room.glob("*.wal"))) == 1


def test_a_whole_folder_put_in_the_place_of_the_room_keeps_its_own_log(mine: Store, room: Path, tmp_path: Path) -> None:
    """Of a killed room moved here with its log not a row is lost, nor of the old one, moved away with its own."""
    other = open_store(saved(tmp_path / "saved", "restored").parent)
    add(other, "in its log")
    shutil.copytree(tmp_path / "saved", tmp_path / "killed")
    other.close()
    aged(tmp_path / "killed" / FILE)
    room.rename(tmp_path / "old")
    (tmp_path / "killed").rename(room)
    assert silos(mine) == ["restored", "in its log"]
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["restored", "in its log", "later"]
    assert silos_of(tmp_path / "old") == ["mine"]


def test_closing_deletes_no_log_of_a_folder_that_took_the_place(mine: Store, room: Path, tmp_path: Path) -> None:
    """A room closed just after its folder was exchanged leaves the new folder as it is, and the old one whole."""
    other = open_store(saved(tmp_path / "saved", "restored").parent)
    add(other, "in its log")
    shutil.copytree(tmp_path / "saved", tmp_path / "killed")
    other.close()
    room.rename(tmp_path / "old")
    (tmp_path / "killed").rename(room)
    mine.close()
    assert silos_of(room) == ["restored", "in its log"]
    assert silos_of(tmp_path / "old") == ["mine"]


def test_a_room_whose_file_is_gone_says_so_until_it_is_back(mine: Store, room: Path, tmp_path: Path) -> None:
    """Without its file nothing is read as current and nothing written; what was held can be saved; back, it goes on."""
    room.rename(tmp_path / "away")
    revision = mine.revision
    for attempt in (silos, add_structure, lambda store: store.read()):
        with pytest.raises(StoreError, match=r"file is gone.*moved or deleted"):
            attempt(mine)
    assert mine.revision > revision
    assert not room.exists(), "a folder made here would be in the way of the one put back"
    (tmp_path / "away").rename(room)
    assert silos(mine) == ["mine"]
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["mine", "later"]


def test_a_deleted_room_can_still_be_saved(mine: Store, room: Path, tmp_path: Path) -> None:
    """The content of a deleted file is copied out of the store that held it, and the copy put in its place is taken."""
    (room / FILE).unlink()
    (tmp_path / "rescued").mkdir()
    mine.copy_to(tmp_path / "rescued" / FILE)
    assert silos_of(tmp_path / "rescued") == ["mine"]
    aged(tmp_path / "rescued" / FILE).rename(room / FILE)
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["mine", "later"]


def _text(path: Path) -> None:
    path.write_text("Dear customer room, this is a letter.\n" * 500)


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE stages (id INTEGER)")
    connection.commit()
    connection.close()


def _half(path: Path) -> None:
    whole = saved(path.parent / "whole", "restored").read_bytes()
    path.write_bytes(whole[:20_000])


def _newer(path: Path) -> None:
    folder = path.parent / "newer"
    folder.mkdir()
    open_store(folder, migrations=[*numbered_migrations(), NEXT]).close()
    (folder / FILE).rename(path)


@pytest.mark.parametrize("make", [_text, _nothing, _sqlite, _half, _newer])
def test_what_is_no_room_of_this_version_is_refused_until_a_room_is_there(
    make: Callable[[Path], None], mine: Store, room: Path, tmp_path: Path
) -> None:
    """A bad file put in the room's place is refused in words and left as it is; a good one heals the open store."""
    make(tmp_path / "bad")
    before = aged(tmp_path / "bad").read_bytes()
    (tmp_path / "bad").replace(room / FILE)
    for attempt in (silos, add_structure, silos):
        with pytest.raises(RoomError) as refused:
            attempt(mine)
        assert "damaged" in refused.value.title or "empty" in refused.value.title or "newer" in refused.value.title
    assert (room / FILE).read_bytes() == before
    saved(tmp_path / "saved", "restored").replace(room / FILE)
    add(mine, "later")
    assert silos(mine) == ["restored", "later"]
    mine.close()
    assert silos_of(room) == ["restored", "later"]


def test_a_touched_file_is_the_same_room(mine: Store, room: Path) -> None:
    """A file whose time alone was changed loses nothing that is only in its log."""
    os.utime(room / FILE)
    assert silos(mine) == ["mine"]
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["mine", "later"]


def test_what_was_in_a_deleted_log_is_not_lost(mine: Store, room: Path, tmp_path: Path) -> None:
    """When the log is deleted under an open room, its writes go into the file before the next one is acknowledged."""
    (room / LOG).unlink()
    add(mine, "later")
    shutil.copytree(room, tmp_path / "killed")
    mine.close()
    assert silos_of(tmp_path / "killed") == ["mine", "later"]


def test_a_write_of_its_own_is_no_exchange(mine: Store) -> None:
    """Writes, also large ones that go into the file itself, leave the cursors of readers valid."""
    cursor = mine.read()
    for number in range(3):
        add(mine, f"s{number}")
        mine.transact(
            TESTER,
            lambda write: write.cursor.execute(
                "INSERT INTO files SELECT uuid(), md5('p' || random()), md5('s' || i), 'image/png', i, '', 1, 1 "
                "FROM range(200000) AS numbers(i)"
            ),
        )
        assert mine.read() is cursor
    mine.close()


def test_a_newer_room_says_which_version_it_is(mine: Store, room: Path, tmp_path: Path) -> None:
    """The words for a newer file are those of opening it."""
    _newer(tmp_path / "bad")
    aged(tmp_path / "bad").replace(room / FILE)
    with pytest.raises(RoomVersionError, match="version 2; this program knows versions up to 1"):
        silos(mine)
    mine.close()
