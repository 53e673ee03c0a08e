"""The room's file is exchanged while somebody copies, writes, reads or listens."""

import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from customer_room.errors import RoomBusyError, StoreError
from customer_room.store.connection import Store, Write
from customer_room.store.migrate import numbered_migrations
from customer_room.store.structure import save_silo
from tests.store.replacing import FILE, add, saved, silos, silos_of
from tests.store.samples import TESTER, count, open_store
from tests.store.test_migrations import NEXT


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
