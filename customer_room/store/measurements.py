"""Survey responses, KPI readings and exposure: bulk arrival and what the wall reads of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from duckdb import DuckDBPyConnection

from customer_room.domain.records import Reading
from customer_room.store.connection import Write
from customer_room.store.imports import ImportCounts
from customer_room.store.references import refuse_lost_references_of, refuse_repeated_keys
from customer_room.store.rollups import add_to_rollup
from customer_room.store.rows import record_change

_RESPONSE_COLUMNS = "id, survey_id, answered_at, answered_on, score, comment, customer_ref, audience, external_id"


@dataclass(frozen=True, slots=True)
class ScoreCounts:
    """How often customers gave each score to a survey, in a period and the one it is compared with."""

    now: Mapping[float, int]
    before: Mapping[float, int]


@dataclass(frozen=True, slots=True)
class StageExposure:
    """Customers who passed a stage in one period."""

    stage_id: UUID
    period_start: date
    grain: str
    customers: int


def add_responses(write: Write, staged: Path, import_id: UUID) -> ImportCounts:
    """Add the responses of a staged Parquet file that are not there yet."""
    cursor = write.cursor
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE arriving AS SELECT * FROM read_parquet(?) AS staged "
        "ANTI JOIN responses ON responses.id = staged.id",
        [str(staged)],
    )
    refuse_repeated_keys(cursor, "arriving", "responses", ("id",))
    refuse_lost_references_of(cursor, "arriving", "responses", ("survey_id",))
    cursor.execute(
        f"INSERT INTO responses ({_RESPONSE_COLUMNS}, import_id) "
        f"SELECT {_RESPONSE_COLUMNS}, ? FROM arriving ORDER BY answered_on",
        [import_id],
    )
    add_to_rollup(cursor, "responses_monthly", "SELECT * FROM arriving")
    new, read = _one(cursor, "SELECT count(*) FROM arriving"), _staged_count(cursor, staged)
    cursor.execute("DROP TABLE arriving")
    return ImportCounts(new=new, changed=0, known=read - new)


def add_readings(write: Write, staged: Path, import_id: UUID) -> ImportCounts:
    """Add readings; a value that differs from the one there replaces it, and the record keeps both."""
    return _replace_by_key(write, staged, import_id, "readings", ("kpi_id", "period_start"), ("value", "n"))


def add_exposure(write: Write, staged: Path, import_id: UUID) -> ImportCounts:
    """Add exposure; a number that differs from the one there replaces it, and the record keeps both."""
    return _replace_by_key(write, staged, import_id, "exposure", ("stage_id", "period_start", "grain"), ("customers",))


def _replace_by_key(
    write: Write, staged: Path, import_id: UUID, table: str, keys: Sequence[str], values: Sequence[str]
) -> ImportCounts:
    cursor = write.cursor
    columns = [f'"{column}"' for column in (*keys, *values)]
    same = " AND ".join(f"stored.{key} = staged.{key}" for key in keys)
    differs = " OR ".join(f'stored."{value}" IS DISTINCT FROM staged."{value}"' for value in values)
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE arriving AS SELECT {', '.join(columns)} FROM read_parquet(?)", [str(staged)]
    )
    refuse_repeated_keys(cursor, "arriving", table, keys)
    refuse_lost_references_of(cursor, "arriving", table, keys)
    source = "arriving AS staged"
    changed = cursor.execute(
        f"SELECT {', '.join('stored.' + column for column in columns)}, "
        f"{', '.join('staged.' + column for column in columns)} FROM {table} AS stored JOIN {source} ON {same} "
        f"WHERE {differs}"
    ).fetchall()
    for row in changed:
        half = len(columns)
        names = (*keys, *values)
        before, after = dict(zip(names, row[:half], strict=True)), dict(zip(names, row[half:], strict=True))
        record_change(write, table, row[0], "change", before, after)
    total = _one(cursor, f"SELECT count(*) FROM {table}")
    settings = ", ".join(f'"{value}" = staged."{value}"' for value in values)
    cursor.execute(
        f"MERGE INTO {table} AS stored USING {source} ON {same} "
        f"WHEN MATCHED AND ({differs}) THEN UPDATE SET {settings}, import_id = ? "
        f"WHEN NOT MATCHED THEN INSERT ({', '.join(columns)}, import_id) "
        f"VALUES ({', '.join('staged.' + column for column in columns)}, ?)",
        [import_id, import_id],
    )
    new = _one(cursor, f"SELECT count(*) FROM {table}") - total
    cursor.execute("DROP TABLE arriving")
    return ImportCounts(new=new, changed=len(changed), known=_staged_count(cursor, staged) - new - len(changed))


def read_series(cursor: DuckDBPyConnection, before: date) -> dict[UUID, list[Reading]]:
    """Each KPI's readings of periods that start before a day, oldest first; from the first on, as its limits are."""
    rows = cursor.execute(
        'SELECT kpi_id, period_start, "value", n FROM readings WHERE period_start < ? ORDER BY kpi_id, period_start',
        [before],
    ).fetchall()
    series: dict[UUID, list[Reading]] = defaultdict(list)
    for row in rows:
        series[row[0]].append(Reading(*row))
    return series


def count_scores(
    cursor: DuckDBPyConnection, now: tuple[date, date], before: tuple[date, date]
) -> dict[UUID, ScoreCounts]:
    """Customers' scores by survey in two half-open ranges of whole months."""
    rows = cursor.execute(
        "SELECT survey_id, score, "
        "coalesce(sum(items) FILTER (month >= $now_from AND month < $now_to), 0)::BIGINT, "
        "coalesce(sum(items) FILTER (month >= $before_from AND month < $before_to), 0)::BIGINT "
        "FROM responses_monthly WHERE audience = 'customer' GROUP BY survey_id, score ORDER BY ALL",
        {"now_from": now[0], "now_to": now[1], "before_from": before[0], "before_to": before[1]},
    ).fetchall()
    counts: dict[UUID, tuple[dict[float, int], dict[float, int]]] = defaultdict(lambda: ({}, {}))
    for survey_id, score, in_now, in_before in rows:
        for bucket, items in zip(counts[survey_id], (in_now, in_before), strict=True):
            if items:
                bucket[score] = items
    return {survey_id: ScoreCounts(*pair) for survey_id, pair in counts.items()}


def count_scores_by_month(
    cursor: DuckDBPyConnection, first: date, end: date
) -> dict[UUID, dict[date, dict[float, int]]]:
    """How often customers gave each score, by survey and first day of the month, in a half-open range of months."""
    rows = cursor.execute(
        "SELECT survey_id, month, score, sum(items)::BIGINT FROM responses_monthly "
        "WHERE audience = 'customer' AND month >= ? AND month < ? GROUP BY survey_id, month, score ORDER BY ALL",
        [first, end],
    ).fetchall()
    counts: dict[UUID, dict[date, dict[float, int]]] = defaultdict(lambda: defaultdict(dict))
    for survey_id, month, score, items in rows:
        counts[survey_id][month][score] = items
    return counts


def latest_readings(cursor: DuckDBPyConnection) -> dict[UUID, date]:
    """The start of the last period each KPI was read for."""
    return dict(cursor.execute("SELECT kpi_id, max(period_start) FROM readings GROUP BY kpi_id").fetchall())


def latest_responses(cursor: DuckDBPyConnection) -> dict[UUID, date]:
    """The last day on which a customer answered each survey."""
    return dict(
        cursor.execute(
            "SELECT survey_id, max(latest_on) FROM responses_monthly WHERE audience = 'customer' GROUP BY survey_id"
        ).fetchall()
    )


def read_exposure(cursor: DuckDBPyConnection, first: date, end: date) -> list[StageExposure]:
    """The exposure of periods that start in a half-open range of days."""
    rows = cursor.execute(
        "SELECT stage_id, period_start, grain, customers FROM exposure WHERE period_start >= ? AND period_start < ? "
        "ORDER BY ALL",
        [first, end],
    ).fetchall()
    return [StageExposure(*row) for row in rows]


def data_range(cursor: DuckDBPyConnection) -> tuple[date, date] | None:
    """The first and the last month of any data that changes with time, or None when there is none."""
    row = cursor.execute(
        "SELECT min(first), max(last) FROM ("
        "SELECT min(month) AS first, max(month) AS last FROM feedback_monthly UNION ALL "
        "SELECT min(month), max(month) FROM responses_monthly UNION ALL "
        "SELECT min(period_start), max(period_start) FROM readings UNION ALL "
        "SELECT min(period_start), max(period_start) FROM exposure)"
    ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1])


def _staged_count(cursor: DuckDBPyConnection, staged: Path) -> int:
    row = cursor.execute("SELECT count(*) FROM read_parquet(?)", [str(staged)]).fetchone()
    return int(row[0]) if row else 0


def _one(cursor: DuckDBPyConnection, sql: str) -> int:
    row = cursor.execute(sql).fetchone()
    return int(row[0]) if row else 0
