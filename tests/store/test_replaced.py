import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from customer_room.errors import RoomBusyError, RoomError, RoomVersionError, StoreError
from customer_room.store.connection import Store, Write
from customer_room.store.migrate import numbered_migrations
from customer_room.store.structure import save_silo
from tests.store.samples import TESTER, add_structure, count, open_store
from tests.store.test_migrations import NEXT

FILE = "room.duckdb"
LOG = "room.duckdb.wal"
YESTERDAY = time.time() - 86_400


def silos(store: Store) -> list[str]:
    """The codes of the silos, as a page reads them."""
    with store.snapshot() as cursor:
        return [row[0] for row in cursor.execute("SELECT code FROM silos ORDER BY position").fetchall()]


def add(store: Store, *codes: str) -> None:
    """Add silos as one write."""
    store.transact(TESTER, lambda write: [save_silo(write, code, code) for code in codes])


def silos_of(folder: Path) -> list[str]:
    """The silos of a room that nobody has open."""
    store = open_store(folder, create=False)
    try:
        return silos(store)
    finally:
        store.close()


def saved(folder: Path, *codes: str) -> Path:
    """The file of another room, closed since yesterday, with these silos."""
    folder.mkdir()
    store = open_store(folder)
    add(store, *codes)
    store.close()
    return aged(folder / FILE)


def aged(path: Path) -> Path:
    """A file as one that nobody is copying any more."""
    os.utime(path, (YESTERDAY, YESTERDAY))
    return path


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room's folder."""
    (tmp_path / "room").mkdir()
    return tmp_path / "room"


@pytest.fixture
def mine(room: Path) -> Iterator[Store]:
    """The room's open store with the silo “mine”, which only its log holds."""
    store = open_store(room)
    add(store, "mine")
    assert (room / LOG).exists()
    yield store
    store.close()


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


def test_a_file_that_another_process_holds_is_taken_when_it_lets_go(mine: Store, room: Path, tmp_path: Path) -> None:
    """A file put there while another process has it open is refused as busy, and shown when that process has ended."""
    backup = saved(tmp_path / "saved", "restored")
    holding = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, backup], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        backup.replace(room / FILE)
        with pytest.raises(RoomBusyError):
            add(mine, "later")
        other.communicate()
    healed = threading.Event()
    mine.subscribe(lambda revision: healed.set())
    assert healed.wait(60)
    assert silos(mine) == ["restored"]
    mine.close()


def test_a_file_that_is_still_being_copied_is_not_opened_by_half(mine: Store, room: Path, tmp_path: Path) -> None:
    """While a copy into the room's place goes on, the room waits; when it is whole, it is shown."""
    whole = saved(tmp_path / "saved", "restored").read_bytes()
    (room / FILE).unlink()
    with (room / FILE).open("wb", buffering=0) as copy, ThreadPoolExecutor(1) as pool:
        copy.write(whole[:20_000])
        reading = pool.submit(silos, mine)
        while not reading.done():
            copy.write(whole[copy.tell() : copy.tell() + 1])
        with pytest.raises(StoreError, match="being copied here"):
            reading.result()
        copy.write(whole[copy.tell() :])
    assert silos(mine) == ["restored"]
    mine.close()


def test_an_older_room_put_in_place_is_upgraded_after_a_copy_aside(room: Path, tmp_path: Path) -> None:
    """A backup from before an upgrade is opened by the same rules as at the start."""
    store = open_store(room, migrations=[*numbered_migrations(), NEXT])
    backup = saved(tmp_path / "saved", "restored")
    backup.replace(room / FILE)
    assert silos(store) == ["restored"]
    assert count(store, "later") == 0
    assert len(list(room.glob("room-before-upgrade-from-1-*.duckdb"))) == 1
    store.close()


def test_a_write_during_the_exchange_is_never_acknowledged(mine: Store, room: Path, tmp_path: Path) -> None:
    """A write whose file is replaced before it is kept is refused in words; made again, it is in the new file."""
    backup = saved(tmp_path / "saved", "restored")

    def work(write: Write) -> None:
        save_silo(write, "later", "later")
        backup.replace(room / FILE)

    with pytest.raises(StoreError, match="replaced meanwhile"):
        mine.transact(TESTER, work)
    assert silos(mine) == ["restored"]
    add(mine, "later")
    mine.close()
    assert silos_of(room) == ["restored", "later"]


@pytest.mark.parametrize("is_of_this_room", [False, True])
def test_a_file_written_over_during_a_write_is_never_mixed_with_it(
    is_of_this_room: bool, mine: Store, room: Path, tmp_path: Path
) -> None:
    """`cp` into the room's file while something is written refuses the write, and leaves what was copied whole."""
    backup = saved(tmp_path / "saved", "restored")
    if is_of_this_room:
        mine.close()
        shutil.copyfile(room / FILE, backup)
        mine = open_store(room)
        add(mine, *"abc")
        mine.close()
        mine = open_store(room)

    def work(write: Write) -> None:
        save_silo(write, "later", "later")
        shutil.copyfile(backup, room / FILE)

    with pytest.raises(StoreError, match="replaced meanwhile"):
        mine.transact(TESTER, work)
    then = ["mine"] if is_of_this_room else ["restored"]
    assert silos(mine) == then
    mine.close()
    assert silos_of(room) == then


def test_a_reader_in_the_middle_of_it_finishes_what_it_began(mine: Store, room: Path, tmp_path: Path) -> None:
    """Who was reading sees one moment of the old room to its end, while another already waits for the new one."""
    backup = saved(tmp_path / "saved", "restored")
    with ThreadPoolExecutor(1) as pool:
        with mine.snapshot() as cursor:
            backup.replace(room / FILE)
            waiting = pool.submit(silos, mine)
            assert cursor.execute("SELECT code FROM silos").fetchall() == [("mine",)]
        assert waiting.result() == ["restored"]
    mine.close()


def test_listeners_hear_of_the_exchange_without_being_asked(mine: Store, room: Path, tmp_path: Path) -> None:
    """Whoever listens hears of a greater revision when the file is gone and when another is there, and of no other."""
    told: list[int] = []
    heard = threading.Event()

    def listen(revision: int) -> None:
        told.append(revision)
        heard.set()

    mine.subscribe(listen)
    (room / FILE).unlink()
    assert heard.wait(60)
    with pytest.raises(StoreError, match="gone"):
        silos(mine)
    heard.clear()
    saved(tmp_path / "saved", "restored").rename(room / FILE)
    assert heard.wait(60)
    assert silos(mine) == ["restored"]
    assert told == sorted(set(told))
    assert told[-1] == mine.revision
    mine.close()


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
