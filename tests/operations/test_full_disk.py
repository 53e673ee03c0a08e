import shutil
from pathlib import Path

import openpyxl
import pytest

from customer_room.domain.words import ImportKind
from customer_room.errors import MediaError, RoomError
from customer_room.media.files import keep_bytes
from customer_room.operations.backup import back_up, restore
from customer_room.operations.bringing_in import ImportOrder, import_file
from customer_room.operations.check import check_room
from customer_room.operations.create import create_room
from customer_room.operations.exporting import export_room
from customer_room.operations.plan import read_template
from customer_room.operations.room import Room
from customer_room.settings import RoomSettings, settings_toml
from tests.disks import fill
from tests.operations.samples import TESTER, quiet, tree
from tests.rooms import FEEDBACK_HEADER, complaints, small_room
from tests.store.samples import count


def test_nothing_half_is_left_on_a_full_disk(room: Room, small_disk: Path) -> None:
    """A backup, an export, a restore and a new room that do not fit are refused in words and leave nothing."""
    safe = back_up(room, room.folder.parent / "safe.zip", quiet).path
    fill(small_disk, leave=8 << 10)
    before = tree(small_disk)
    plan, settings = read_template("insurance"), settings_toml(RoomSettings(name="Test"))
    for attempt in (
        lambda: back_up(room, small_disk / "room.zip", quiet),
        lambda: export_room(room, small_disk / "out", quiet),
        lambda: restore(safe, small_disk / "again", quiet),
        lambda: create_room(small_disk / "new", plan, settings, TESTER),
    ):
        with pytest.raises(RoomError) as refused:
            attempt()
        assert "space" in refused.value.what + refused.value.fix
        assert tree(small_disk) == before
    assert check_room(room, quiet).findings == ()


def test_every_form_of_file_is_refused_in_words_on_a_full_disk(small_disk: Path) -> None:
    """Whatever step of an import runs out of space, the disk is said to be full, and nothing of it is left."""
    rows = FEEDBACK_HEADER + complaints("2026-10-05", "It came late", 30_000, "a")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for line in rows.splitlines():
        sheet.append(line.split(","))
    book.save(small_disk.parent / "sheet")
    for form, content in (
        ("regular", rows.encode()),
        ("encoded", rows.encode("utf-16")),
        ("irregular", f"Export\n\n{rows}".encode()),
        ("a name like a [pattern]*", rows.encode()),
        ("refused", rows.replace("2026-10-05", "2026-13-05").encode()),
    ):
        (small_disk.parent / form).write_bytes(content)
    with small_room(small_disk / "room") as room:
        for form in ("regular", "encoded", "irregular", "a name like a [pattern]*", "refused", "sheet"):
            for left in (0, 64 << 10, 1 << 20):
                ballast = fill(small_disk, leave=left)
                order = ImportOrder(small_disk.parent / form, ImportKind.FEEDBACK, None, None, False)
                with pytest.raises(RoomError, match="The disk is full") as refused:
                    import_file(room, order, TESTER, quiet)
                assert str(room.folder / "data") in refused.value.what
                ballast.unlink()
                assert list(room.exchange_dir.iterdir()) == []
        assert count(room.store, "feedback") == 0
        assert check_room(room, quiet).findings == ()


def test_a_room_whose_disk_fills_takes_nothing_half_and_recovers(small_disk: Path) -> None:
    """Imports and pictures on a full disk are refused in words; with space again the same open room takes them."""
    with small_room(small_disk / "room") as room:
        source = small_disk.parent / "file.csv"
        source.write_text(FEEDBACK_HEADER + complaints("2026-10-05", "It came late", 20_000, "a"))
        order = ImportOrder(source, ImportKind.FEEDBACK, None, source.with_suffix(".refused.csv"), False)
        ballast = fill(small_disk, leave=16 << 10)
        with pytest.raises(RoomError):
            import_file(room, order, TESTER, quiet)
        with pytest.raises(MediaError, match="No space left"):
            keep_bytes(room.folder, "artifacts", ".png", bytes(1 << 20))
        assert count(room.store, "feedback") == 0
        assert [path for path in (room.folder / "artifacts").rglob("*") if path.is_file()] == []
        assert list(room.exchange_dir.iterdir()) == []
        ballast.unlink()
        summary = import_file(room, order, TESTER, quiet)
        assert summary.counts is not None
        assert summary.counts.new == 20_000
        keep_bytes(room.folder, "artifacts", ".png", bytes(1 << 20))
        shutil.rmtree(room.folder / "artifacts")
        assert check_room(room, quiet).findings == ()
