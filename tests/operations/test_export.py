import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from customer_room.errors import RoomError
from customer_room.operations.exporting import export_room
from customer_room.operations.room import Room
from customer_room.store.export import list_tables
from tests.operations.samples import quiet, tree
from tests.store.samples import FEEDBACK, count, feedback_row, keep_feedback, stage

DANGEROUS = [
    "=HYPERLINK(\"http://example.test\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0",
]  # fmt: skip
HARMLESS = ["It came late", "5 = 5", " =1", "", "'=1", 'a,b;c"d"\r\ne', "مرحبا 🙂 \u202e", "x" * 5000]


def _read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 20)
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_table_is_exported_in_both_formats(room: Room, tmp_path: Path) -> None:
    """The export has each table as Parquet and CSV with the same rows, the media and the settings, and nothing else."""
    report = export_room(room, tmp_path / "out", quiet)
    with room.store.snapshot() as cursor:
        tables = list_tables(cursor)
    assert "feedback" in tables
    assert "schema_migrations" not in tables
    assert sorted(path.name for path in (tmp_path / "out" / "tables").iterdir()) == sorted(
        f"{table}.{ending}" for table in tables for ending in ("csv", "parquet")
    )
    for table in tables:
        rows = count(room.store, table)
        assert report.rows[table] == rows == pq.read_metadata(tmp_path / "out" / "tables" / f"{table}.parquet").num_rows
        assert len(_read_csv(tmp_path / "out" / "tables" / f"{table}.csv")) == rows
    for shelf in ("artifacts", "recordings"):
        assert tree(tmp_path / "out" / shelf) == tree(room.folder / shelf)
    assert report.media_files == 3
    assert (tmp_path / "out" / "room.toml").read_bytes() == (room.folder / "room.toml").read_bytes()
    assert [path for path in room.exchange_dir.iterdir() if path.is_dir()] == []


def test_formulas_are_defused_in_csv_only(room: Room, tmp_path: Path) -> None:
    """What a spreadsheet would run gets an apostrophe in the CSV; the Parquet holds every text letter by letter."""
    texts = [*DANGEROUS, *HARMLESS]
    rows = [feedback_row(500 + number, body=text, external_id=str(number)) for number, text in enumerate(texts)]
    keep_feedback(room.store, stage(room.store, FEEDBACK, rows))
    export_room(room, tmp_path / "out", quiet)
    feedback = tmp_path / "out" / "tables" / "feedback"
    exact = {row["external_id"]: row["body"] for row in pq.read_table(feedback.with_suffix(".parquet")).to_pylist()}
    safe = {row["external_id"]: row["body"] for row in _read_csv(feedback.with_suffix(".csv"))}
    for number, text in enumerate(texts):
        assert exact[str(number)] == text
        assert safe[str(number)] == ("'" + text if text in DANGEROUS else text)


def test_an_export_does_not_overwrite_and_leaves_nothing_half(room: Room, tmp_path: Path) -> None:
    """A folder with something in it, and one that cannot be made, are refused in words and left alone."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    for folder in (tmp_path / "full", tmp_path / "full" / "note.txt" / "out"):
        with pytest.raises(RoomError):
            export_room(room, folder, quiet)
    assert tree(tmp_path / "full") == {"note.txt": b"mine"}
    assert [path for path in room.exchange_dir.iterdir() if path.is_dir()] == []
