from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from customer_room.errors import ImportRefusedError
from customer_room.operations.bringing_in import ImportOrder, ImportSummary, import_file
from customer_room.operations.check import check_room
from customer_room.operations.room import Room
from tests.operations.samples import TESTER, quiet
from tests.rooms import FEEDBACK_HEADER, complaints, small_room
from tests.store.samples import count, one


@pytest.fixture
def empty_room(tmp_path: Path) -> Iterator[Room]:
    """A small open room without data."""
    with small_room(tmp_path / "room") as opened:
        yield opened


def _bring(room: Room, text: str, *, dry_run: bool = False, name: str = "file.csv") -> ImportSummary:
    path = room.folder.parent / name
    path.write_text(text, encoding="utf-8")
    order = ImportOrder(path, ImportKind.FEEDBACK, None, room.folder.parent / f"{name}.refused.csv", dry_run)
    return import_file(room, order, TESTER, quiet)


def _leftovers(room: Room) -> list[Path]:
    return list(room.exchange_dir.iterdir())


FILE = FEEDBACK_HEADER + complaints("2026-10-05", "It came late", 30, "a")


def test_a_file_is_brought_in_once(empty_room: Room) -> None:
    """The same file a second time adds nothing and says when it came first; the exchange folder is empty after."""
    first, again = _bring(empty_room, FILE), _bring(empty_room, FILE)
    assert first.counts is not None
    assert again.counts is not None
    assert (first.counts.new, first.same_file_on) == (30, None)
    assert (again.counts.new, again.counts.known) == (0, 30)
    assert again.same_file_on is not None
    assert count(empty_room.store, "feedback") == 30
    assert _leftovers(empty_room) == []
    assert check_room(empty_room, quiet).findings == ()


def test_a_dry_run_writes_nothing(empty_room: Room) -> None:
    """A preview reads and counts, and leaves rows, register, record and revision as they were."""
    revision, changes = empty_room.store.revision, count(empty_room.store, "changes")
    summary = _bring(empty_room, FILE, dry_run=True)
    assert summary.counts is None
    assert summary.staged.rows_staged == 30
    assert (empty_room.store.revision, count(empty_room.store, "changes")) == (revision, changes)
    assert count(empty_room.store, "feedback") == count(empty_room.store, "imports") == 0
    assert _leftovers(empty_room) == []


def test_two_imports_at_once_count_every_row_once(empty_room: Room) -> None:
    """Eight threads bringing overlapping files end with each row once, and right sums."""
    files = [FEEDBACK_HEADER + complaints("2026-10-05", "It came late", 10 + number, "a") for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        summaries = list(pool.map(lambda n: _bring(empty_room, files[n], name=f"{n}.csv"), range(8)))
    assert sum(summary.counts.new for summary in summaries if summary.counts) == 17
    assert count(empty_room.store, "feedback") == 17
    assert count(empty_room.store, "imports") == 8
    assert check_room(empty_room, quiet).findings == ()


def test_a_copy_of_another_name_adds_nothing(empty_room: Room) -> None:
    """The same rows in a file of another name are known, also when the file does not say its source."""
    text = "id,said_at,text\n1,2026-10-05,Too late\n2,2026-10-06,Lost\n"
    first, copy = _bring(empty_room, text, name="october.csv"), _bring(empty_room, text + "\n", name="copy (2).csv")
    assert first.counts is not None
    assert copy.counts is not None
    assert (first.counts.new, copy.counts.new, copy.counts.known) == (2, 0, 2)


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_file_of_refused_rows_is_refused(empty_room: Room, dry_run: bool) -> None:
    """A file of which no row could be kept is refused with its reasons; its rows are handed out, the room stays."""
    changes = count(empty_room.store, "changes")
    text = "said_at,text,stage\n2026-10-05,a,Nowhere\nsoon,b,Nowhere\n"
    with pytest.raises(
        ImportRefusedError, match=r"No row of it could be kept: the room has no such stage \(2\); not a date \(1\)"
    ) as told:
        _bring(empty_room, text, dry_run=dry_run)
    assert "“I order”, “I wait”" in told.value.fix
    assert len((empty_room.folder.parent / "file.csv.refused.csv").read_text(encoding="utf-8").splitlines()) == 4
    assert count(empty_room.store, "changes") == changes
    assert _leftovers(empty_room) == []


@pytest.mark.parametrize("text", ["", "id,said_at\n", "nothing,of,ours\n1,2,3\n"])
def test_a_file_that_is_refused_leaves_the_room_as_it_was(text: str, empty_room: Room) -> None:
    """A file that cannot be imported leaves no row, no entry and no leftover."""
    changes = count(empty_room.store, "changes")
    with pytest.raises(ImportRefusedError):
        _bring(empty_room, text)
    assert count(empty_room.store, "changes") == changes
    assert _leftovers(empty_room) == []


def test_sql_in_a_file_is_only_text(empty_room: Room) -> None:
    """SQL words in texts, categories, sources and ids of a file are kept as text and do nothing."""
    evil = [
        "'); DROP TABLE stages;--",
        "read_csv('/etc/passwd')",
        "COPY feedback TO '/stolen.csv'",
        "ATTACH 'x.duckdb'",
    ]
    rows = "".join(f'"{text}",2026-10-05T12:00:00,"{text}","{text}","{text}"\n' for text in evil)
    summary = _bring(empty_room, FEEDBACK_HEADER + rows, name="it's '); DROP TABLE stages;--.csv")
    assert summary.counts is not None
    assert summary.counts.new == len(evil)
    kept = empty_room.store.read().execute("SELECT body, source, external_id FROM feedback").fetchall()
    assert sorted(kept) == sorted((text, text, text) for text in evil)
    assert count(empty_room.store, "stages") == 2
    assert one(empty_room.store.read(), "SELECT file_name FROM imports") == "it's '); DROP TABLE stages;--.csv"


def test_refused_rows_that_cannot_be_handed_out_are_said(empty_room: Room) -> None:
    """Where the file of refused rows cannot be written, the message says that the valid rows are in."""
    path = empty_room.folder.parent / "file.csv"
    path.write_text(FILE + "b1,not a date,Too late,It came late,Calls\n", encoding="utf-8")
    order = ImportOrder(path, ImportKind.FEEDBACK, None, path / "refused.csv", False)
    with pytest.raises(ImportRefusedError, match="valid rows were imported"):
        import_file(empty_room, order, TESTER, quiet)
    assert count(empty_room.store, "feedback") == 30
    assert _leftovers(empty_room) == []
