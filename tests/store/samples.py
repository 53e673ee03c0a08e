"""Small stores for tests, and staged Parquet files as an import hands them over."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import duckdb

from customer_room.domain.records import Actor
from customer_room.domain.words import ImportKind
from customer_room.store.connection import Store, Write
from customer_room.store.feedback import add_feedback
from customer_room.store.imports import ImportCounts, ImportedFile, new_import_id, register_import
from customer_room.store.structure import save_category, save_stage

TESTER = Actor("tester")
NOON = datetime.fromisoformat("2026-10-05T12:00:00")

FEEDBACK = {
    "id": "UUID", "said_at": "TIMESTAMP", "said_on": "DATE", "stage_id": "UUID", "touchpoint_id": "UUID",
    "category_id": "UUID", "category_name": "VARCHAR", "cause": "VARCHAR", "source": "VARCHAR", "channel": "VARCHAR",
    "audience": "VARCHAR", "nature": "VARCHAR", "customer_ref": "VARCHAR", "body": "VARCHAR", "external_id": "VARCHAR",
}  # fmt: skip
RESPONSES = {
    "id": "UUID", "survey_id": "UUID", "answered_at": "TIMESTAMP", "answered_on": "DATE", "score": "DOUBLE",
    "comment": "VARCHAR", "customer_ref": "VARCHAR", "audience": "VARCHAR", "external_id": "VARCHAR",
}  # fmt: skip
READINGS = {"kpi_id": "UUID", "period_start": "DATE", "value": "DOUBLE", "n": "BIGINT"}
EXPOSURE = {"stage_id": "UUID", "period_start": "DATE", "grain": "VARCHAR", "customers": "BIGINT"}


def open_store(folder: Path, **options: Any) -> Store:
    """The store whose file and exchange folder lie in `folder`."""
    return Store(folder / "room.duckdb", folder / "exchange", **options)


def feedback_row(number: int, **values: Any) -> dict[str, Any]:
    """One staged complaint; equal numbers are the same complaint."""
    row: dict[str, Any] = dict.fromkeys(FEEDBACK)
    said_at = values.pop("said_at", NOON)
    row |= {
        "id": UUID(int=number + 1), "said_at": said_at, "said_on": said_at.date(), "source": "Calls", "channel": "call",
        "audience": "customer", "nature": "complaint", "body": f"complaint {number}",
    }  # fmt: skip
    return row | values


def stage(store: Store, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows as a Parquet file into the exchange folder."""
    path = store.exchange_dir / f"{uuid4().hex}.parquet"
    with duckdb.connect() as engine:
        typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        engine.execute(f"CREATE TABLE staged ({typed})")
        marks = ", ".join("?" for _ in columns)
        if rows:
            engine.executemany(
                f"INSERT INTO staged VALUES ({marks})", [[row[name] for name in columns] for row in rows]
            )
        engine.execute(f"COPY staged TO '{path}' (FORMAT parquet)")
    return path


TEXT = "'It came late, and nobody told me. ' || md5('body' || i)"


def stage_many(store: Store, rows: int, name: str = "many", body: str = TEXT) -> Path:
    """A staged file of as many different complaints, over two years; `body` is SQL over the row's number i."""
    path = store.exchange_dir / f"{name}.parquet"
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY (SELECT md5('{name}' || i)::UUID AS id, TIMESTAMP '2025-01-01' + INTERVAL (i % 700) DAY AS said_at, "
            "said_at::DATE AS said_on, NULL::UUID AS stage_id, NULL::UUID AS touchpoint_id, NULL::UUID AS category_id, "
            "'Theme ' || (i % 7) AS category_name, NULL::VARCHAR AS cause, 'Calls' AS source, 'call' AS channel, "
            "'customer' AS audience, 'complaint' AS nature, NULL::VARCHAR AS customer_ref, "
            f"{body} AS body, NULL::VARCHAR AS external_id "
            f"FROM range({rows}) AS numbers(i)) TO '{path}' (FORMAT parquet)"
        )
    return path


def keep_feedback(store: Store, staged: Path) -> ImportCounts:
    """Add a staged file and register its import, as one write."""

    def work(write: Write) -> ImportCounts:
        import_id = new_import_id()
        counts = add_feedback(write, staged, import_id)
        register_import(write, import_id, imported_file(ImportKind.FEEDBACK), counts)
        return counts

    return store.transact(TESTER, work)


def imported_file(kind: ImportKind) -> ImportedFile:
    """What the register is told of a file."""
    return ImportedFile(kind, "file.csv", uuid4().hex, 0, 0)


def add_structure(store: Store, stages: int = 2, categories: int = 2) -> tuple[list[UUID], list[UUID]]:
    """Stages s0, s1 … and categories c0, c1 …; returns their ids."""

    def work(write: Write) -> tuple[list[UUID], list[UUID]]:
        for number in range(stages):
            save_stage(write, f"s{number}", f"Stage {number}", number + 1, "")
        stage_ids = [
            one(write.cursor, "SELECT id FROM stages WHERE code = ?", f"s{number}") for number in range(stages)
        ]
        return stage_ids, [
            save_category(write, f"c{number}", f"Category {number}", None, None) for number in range(categories)
        ]

    return store.transact(TESTER, work)


def one(cursor: duckdb.DuckDBPyConnection, sql: str, *values: object) -> Any:
    """The first value of a query's first row."""
    row = cursor.execute(sql, list(values)).fetchone()
    assert row is not None
    return row[0]


def count(store: Store, table: str) -> int:
    """How many rows a table has, as this thread sees it now."""
    return int(one(store.read(), f"SELECT count(*) FROM {table}"))


def month(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)
