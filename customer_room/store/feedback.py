"""What customers said: bulk arrival, re-sorting, and the sums behind the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from duckdb import DuckDBPyConnection

from customer_room.domain.catalogue import fold_name
from customer_room.domain.naming import unique_code
from customer_room.store.connection import Write
from customer_room.store.imports import ImportCounts
from customer_room.store.instance import quoted
from customer_room.store.references import (
    refuse_lost_references,
    refuse_lost_references_of,
    refuse_repeated_keys,
)
from customer_room.store.rollups import add_to_rollup, refresh_spans
from customer_room.store.rows import insert_recorded, record_change

_COLUMNS = (
    "id, said_at, said_on, stage_id, touchpoint_id, category_id, cause, source, channel, audience, nature, "
    "customer_ref, body, external_id"
)


@dataclass(frozen=True, slots=True)
class ComplaintCount:
    """Customers' complaints of one category under one stage from one source, in a period and the one before it."""

    stage_id: UUID | None
    category_id: UUID | None
    source: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class FeedbackSpan:
    """From when to when a source spoke of a stage, whoever said it and whatever it was."""

    stage_id: UUID | None
    source: str
    first_on: date
    latest_on: date


def add_feedback(write: Write, staged: Path, import_id: UUID) -> ImportCounts:
    """Add the rows of a staged Parquet file that are not there yet.

    `staged` lies in the exchange folder and has the columns of `importing.stage_file` for feedback, and its order:
    by time, so that a range of days lies together in the room's file.

    Raises:
        WriteRefusedError: two rows have one id, or a stage, touchpoint or category they name is gone.
    """
    cursor = write.cursor
    _look_at_arriving(cursor, staged)
    refuse_repeated_keys(cursor, "arriving", "feedback", ("id",))
    refuse_lost_references_of(cursor, "arriving", "feedback", ("stage_id", "touchpoint_id", "category_id"))
    _name_new_categories(write)
    columns = _COLUMNS.replace("category_id", "coalesce(arriving.category_id, made.id) AS category_id")
    columns = columns.replace("id, said_at", "arriving.id, said_at", 1)
    cursor.execute(
        f"CREATE OR REPLACE TEMP VIEW named AS SELECT {columns} FROM arriving "
        "LEFT JOIN made_categories AS made ON made.written = arriving.category_name"
    )
    cursor.execute(
        f"INSERT INTO feedback ({_COLUMNS}, import_id, version) SELECT {_COLUMNS}, ?, 1 FROM named", [import_id]
    )
    for rollup in ("feedback_daily", "feedback_monthly"):
        add_to_rollup(cursor, rollup, "SELECT * FROM named")
    refresh_spans(cursor)
    known = _count(cursor, "SELECT count(*) FROM known")
    read = _count(cursor, "SELECT count(*) FROM read_parquet(?)", [str(staged)])
    for leftover in ("VIEW named", "VIEW arriving", "TABLE known", "TABLE made_categories"):
        cursor.execute(f"DROP {leftover}")
    return ImportCounts(new=read - known, changed=0, known=known)


def _look_at_arriving(cursor: DuckDBPyConnection, staged: Path) -> None:
    """`known`: rows that are there already; `arriving`: the others, read from the file each time, never copied."""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE known AS SELECT id FROM read_parquet(?) AS staged "
        "SEMI JOIN feedback ON feedback.id = staged.id",
        [str(staged)],
    )
    cursor.execute(
        f"CREATE OR REPLACE TEMP VIEW arriving AS SELECT * FROM read_parquet({quoted(staged)}) AS staged "
        "ANTI JOIN known ON known.id = staged.id"
    )


def _name_new_categories(write: Write) -> None:
    """Categories the file names and the room lacks become categories of the room."""
    cursor = write.cursor
    cursor.execute("CREATE OR REPLACE TEMP TABLE made_categories (written VARCHAR, id UUID)")
    written = cursor.execute(
        "SELECT DISTINCT category_name FROM arriving WHERE category_id IS NULL AND category_name IS NOT NULL "
        "AND category_name <> '' ORDER BY ALL"
    ).fetchall()
    rows = cursor.execute("SELECT id, code, name FROM categories").fetchall()
    by_name: dict[str, UUID] = {fold_name(name): row_id for row_id, _, name in rows}
    codes = {code for _, code, _ in rows}
    for (name,) in written:
        folded = fold_name(name)
        if folded not in by_name:
            code = unique_code(name, codes)
            codes.add(code)
            by_name[folded] = insert_recorded(
                write, "categories", {"code": code, "name": name, "cause": None, "stage_id": None}
            )
        cursor.execute("INSERT INTO made_categories VALUES (?, ?)", [name, by_name[folded]])


def move_feedback(write: Write, feedback_ids: Sequence[UUID], stage_id: UUID | None, category_id: UUID | None) -> int:
    """Sort single items under another stage and category; the sums follow.

    Returns:
        How many items were moved (those already there are left alone).

    Raises:
        WriteRefusedError: the stage or the category is gone.
    """
    cursor = write.cursor
    after = {"stage_id": stage_id, "category_id": category_id}
    refuse_lost_references(cursor, "feedback", after)
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE moving AS SELECT * FROM feedback WHERE id IN (SELECT unnest(?::UUID[])) "
        "AND (stage_id IS DISTINCT FROM ?::UUID OR category_id IS DISTINCT FROM ?::UUID)",
        [list(feedback_ids), stage_id, category_id],
    )
    moving = cursor.execute("SELECT id, stage_id, category_id FROM moving").fetchall()
    for rollup in ("feedback_daily", "feedback_monthly"):
        add_to_rollup(cursor, rollup, "SELECT * FROM moving", sign=-1)
    cursor.execute(
        "UPDATE feedback SET stage_id = ?, category_id = ?, version = version + 1 WHERE id IN (SELECT id FROM moving)",
        [stage_id, category_id],
    )
    for rollup in ("feedback_daily", "feedback_monthly"):
        add_to_rollup(cursor, rollup, "SELECT * FROM feedback WHERE id IN (SELECT id FROM moving)")
    refresh_spans(cursor)
    cursor.execute("DROP TABLE moving")
    for row_id, *before in moving:
        record_change(write, "feedback", row_id, "change", dict(zip(after, before, strict=True)), after)
    return len(moving)


def count_complaints(
    cursor: DuckDBPyConnection, now: tuple[date, date], before: tuple[date, date]
) -> list[ComplaintCount]:
    """Customers' complaints by stage, category and source in two half-open ranges of whole months, in no order."""
    rows = cursor.execute(
        "SELECT stage_id, category_id, source, "
        "sum(CASE WHEN month >= $now_from AND month < $now_to THEN items ELSE 0 END)::BIGINT AS now, "
        "sum(CASE WHEN month >= $before_from AND month < $before_to THEN items ELSE 0 END)::BIGINT AS before "
        "FROM feedback_monthly WHERE nature = 'complaint' AND audience = 'customer' "
        "AND month >= $first AND month < $end GROUP BY stage_id, category_id, source",
        {
            "now_from": now[0], "now_to": now[1], "before_from": before[0], "before_to": before[1],
            "first": min(now[0], before[0]), "end": max(now[1], before[1]),
        },
    ).fetchall()  # fmt: skip
    return [ComplaintCount(*row) for row in rows]


def feedback_spans(cursor: DuckDBPyConnection) -> list[FeedbackSpan]:
    """The first and the latest day anything was said under each stage, by source, in no order."""
    rows = cursor.execute("SELECT stage_id, source, first_on, latest_on FROM feedback_spans").fetchall()
    return [FeedbackSpan(*row) for row in rows]


def _count(cursor: DuckDBPyConnection, sql: str, values: Sequence[str] = ()) -> int:
    row = cursor.execute(sql, list(values)).fetchone()
    return int(row[0]) if row else 0
