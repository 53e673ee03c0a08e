import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer, known, staged_rows

TABLE = "said_at,text\n2026-10-01,a\n"


def parquet(path: Path, query: str) -> Path:
    """A Parquet file with the rows of a query."""
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet_of_other_types(importer: Importer, tmp_path: Path) -> None:
    """Timestamps, decimals and integers in a Parquet file are read as what they are."""
    path = parquet(
        tmp_path / "a.parquet",
        "SELECT 7::BIGINT AS id, 'stars' AS survey, TIMESTAMPTZ '2026-10-01 02:00:00+02' AS answered_at,"
        " 4.0::DECIMAL(4, 1) AS score UNION ALL SELECT 8, 'stars', TIMESTAMPTZ '2026-10-02 00:00:00+00', 3.0",
    )
    rows = importer.rows(path, "responses")
    assert [(row["external_id"], row["score"], row["answered_on"]) for row in rows] == [
        ("7", 4.0, date(2026, 10, 1)),
        ("8", 3.0, date(2026, 10, 2)),
    ]


def test_parquet_without_zone_and_with_dates(importer: Importer, tmp_path: Path) -> None:
    """Dates and plain timestamps are on the room's clock."""
    path = parquet(tmp_path / "a.parquet", "SELECT TIMESTAMP '2026-07-01 12:00:00' AS said_at, 'x' AS \"text\"")
    assert importer.rows(path, timezone="America/Chicago")[0]["said_at"].hour == 17


def test_nested_parquet_is_refused_by_name(importer: Importer, tmp_path: Path) -> None:
    """A column of lists is named, unless nothing is read from it."""
    path = parquet(tmp_path / "a.parquet", "SELECT '2026-10-01' AS said_at, ['x'] AS \"text\", {'a': 1} AS extra")
    with pytest.raises(ImportRefusedError, match="plain values: text"):
        importer.stage(path)
    with pytest.raises(ImportRefusedError, match="no column for text or category"):
        importer.stage(parquet(tmp_path / "b.parquet", "SELECT '2026-10-01' AS said_at"))


def test_decimals_the_engine_has_no_type_for(importer: Importer, tmp_path: Path) -> None:
    """A used Parquet column of more than 38 decimal digits is refused by its name."""
    path = tmp_path / "a.parquet"
    wide = pa.array([Decimal("90.25")], pa.decimal256(50, 2))
    pq.write_table(pa.table({"kpi": ["on-time"], "period": ["2026-10"], "value": wide}), path)
    with pytest.raises(ImportRefusedError, match="more than 38 digits: value"):
        importer.stage(path, "readings")


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_damaged_parquet(importer: Importer, tmp_path: Path, share: float) -> None:
    """A cut-off Parquet file is refused in words."""
    whole = parquet(tmp_path / "a.parquet", "SELECT '2026-10-01' AS said_at, repeat('x', 99) AS \"text\"").read_bytes()
    with pytest.raises(ImportRefusedError):
        importer.stage(importer.write(whole[: int(len(whole) * share)], "cut.parquet"))


@pytest.mark.parametrize(
    ("head", "noun"),
    [
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\0", "SQLite"),
        (b"RIFF....WAVE", "recording"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
    ],
)
def test_other_files_are_named(importer: Importer, head: bytes, noun: str) -> None:
    """A file that is something else is refused by what it is, whatever its name says."""
    with pytest.raises(ImportRefusedError, match=noun):
        importer.stage(head + b"\0" * 100)


def test_a_database_is_no_table(importer: Importer, tmp_path: Path) -> None:
    """A DuckDB file is refused by name."""
    duckdb.connect(str(tmp_path / "x.db")).close()
    with pytest.raises(ImportRefusedError, match="DuckDB database"):
        importer.stage(tmp_path / "x.db")


def test_folders_pipes_and_loops(importer: Importer, tmp_path: Path) -> None:
    """A folder, a pipe, a circular link and a missing file are refused without waiting or crashing."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name, words in {
        ".": "folder",
        "pipe": "regular file",
        "loop": "cannot be read",
        "none": "no such file",
    }.items():
        with pytest.raises(ImportRefusedError, match=words):
            importer.stage(tmp_path / name)


@pytest.mark.parametrize(
    "name", ["report [1].csv", "a*b?.csv", "it's; DROP TABLE x.csv", "größe 👩.csv", "no extension", "x.xlsx", "-v.csv"]
)
def test_file_names_are_only_names(importer: Importer, name: str) -> None:
    """A file is read whatever its name, and only that file."""
    importer.write("said_at,text\n2026-10-01,WRONG\n", "report 1.csv")
    assert importer.rows(importer.write(TABLE, name))[0]["body"] == "a"


def test_file_name_that_is_no_text(importer: Importer, tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is read all the same."""
    path = tmp_path / os.fsdecode(b"caf\xe9.csv")
    path.write_text(TABLE)
    assert importer.stage(path).rows_staged == 1


def test_engine_reaches_nothing_else(importer: Importer, tmp_path: Path) -> None:
    """The engine may read the file and write the work folder, and neither other files nor settings."""
    from customer_room.importing.engine import open_engine

    own, other, work_dir = importer.write(TABLE), importer.write(TABLE, "other.csv"), tmp_path / "work"
    work_dir.mkdir()
    with open_engine(own, work_dir) as engine:
        assert engine.execute(f"SELECT count(*) FROM read_csv('{own}')").fetchone() == (1,)
        for forbidden in (
            f"SELECT * FROM read_csv('{other}')",
            f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
            f"ATTACH '{tmp_path / 'room.duckdb'}'",
            "SET enable_external_access = true",
            "INSTALL httpfs",
            "LOAD httpfs",
        ):
            with pytest.raises(duckdb.Error):
                engine.execute(forbidden)


def test_progress_is_reported(importer: Importer, tmp_path: Path) -> None:
    """The steps of an import are told as they begin."""
    from customer_room.domain.words import ImportKind
    from customer_room.importing import ImportRequest, stage_file
    from customer_room.settings import RoomSettings
    from tests.unit.importing.importer import CATALOGUE, TODAY

    steps: list[str] = []
    (tmp_path / "w").mkdir()
    path = importer.write(TABLE)
    settings = RoomSettings(name="Test")
    request = ImportRequest(ImportKind.FEEDBACK, path, "a.csv", None, CATALOGUE, settings, TODAY, tmp_path / "w")
    stage_file(request, lambda step, share: steps.append(step))
    assert steps == ["reading", "checking", "preparing"]


def test_spreadsheet_twin_gives_the_same_ids(importer: Importer, tmp_path: Path) -> None:
    """A row has the same id from a CSV file and from its Parquet twin of the same name of source."""
    mapping = '[constants]\nsource = "CRM"'
    path = parquet(tmp_path / "a.parquet", "SELECT '2026-10-01' AS said_at, 'a' AS \"text\", 'i-order' AS stage")
    twin = importer.stage("said_at,text,stage\n2026-10-01,a,i-order\n", mapping=mapping)
    row = importer.rows(path, mapping=mapping)[0]
    assert (row["id"], row["stage_id"]) == (staged_rows(twin)[0]["id"], known("order"))
