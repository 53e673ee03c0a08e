"""Survey responses, KPI readings and exposure: bulk arrival and what the wall reads of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any
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
    """How often customers gave each score to a survey, in a period and the one it is compared with.

    `latest_on` is the last day on which a customer answered, whenever that was.
    """

    now: Mapping[float, int]
    before: Mapping[float, int]
    latest_on: date


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


def read_series(cursor: DuckDBPyConnection, before: date) -> tuple[dict[UUID, list[Reading]], dict[UUID, date]]:
    """Each KPI's readings of periods that start before a day, and the start of the last period it was read for at all.

    The readings are oldest first, and from the first on, as a KPI's limits are.
    """
    rows = cursor.execute(
        'SELECT kpi_id, max(period_start), list((period_start, "value", n)) FILTER (period_start < ?) '
        "FROM readings GROUP BY kpi_id",
        [before],
    ).fetchall()
    series = {
        kpi_id: [Reading(kpi_id, *reading) for reading in sorted(readings, key=itemgetter(0))]
        for kpi_id, _, readings in rows
        if readings
    }
    return series, {kpi_id: latest for kpi_id, latest, _ in rows}


def count_scores(
    cursor: DuckDBPyConnection, now: tuple[date, date], before: tuple[date, date]
) -> dict[UUID, ScoreCounts]:
    """Customers' scores in two half-open ranges of whole months, by survey that a customer ever answered."""
    rows = cursor.execute(
        "SELECT survey_id, score, "
        "sum(CASE WHEN month >= $now_from AND month < $now_to THEN items ELSE 0 END)::BIGINT, "
        "sum(CASE WHEN month >= $before_from AND month < $before_to THEN items ELSE 0 END)::BIGINT, max(latest_on) "
        "FROM responses_monthly WHERE audience = 'customer' GROUP BY survey_id, score",
        {"now_from": now[0], "now_to": now[1], "before_from": before[0], "before_to": before[1]},
    ).fetchall()
    by_survey: dict[UUID, list[list[Any]]] = defaultdict(list)
    for survey_id, *counted in sorted(rows, key=itemgetter(1)):
        by_survey[survey_id].append(counted)
    return {
        survey_id: ScoreCounts(
            {score: items for score, items, _, _ in counts if items},
            {score: items for score, _, items, _ in counts if items},
            max(latest_on for _, _, _, latest_on in counts),
        )
        for survey_id, counts in by_survey.items()
    }


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


def read_exposure(cursor: DuckDBPyConnection, first: date, end: date) -> list[StageExposure]:
    """The exposure of periods that start in a half-open range of days, in no order."""
    rows = cursor.execute(
        "SELECT stage_id, period_start, grain, customers FROM exposure WHERE period_start >= ? AND period_start < ?",
        [first, end],
    ).fetchall()
    return [StageExposure(*row) for row in rows]


def data_range(cursor: DuckDBPyConnection) -> tuple[date, date] | None:
    """The first and the last month of any data that changes with time, or None when there is none."""
    row = cursor.execute(
        "SELECT min(month), max(month) FROM ("
        "SELECT month FROM feedback_monthly UNION ALL SELECT month FROM responses_monthly UNION ALL "
        "SELECT period_start FROM readings UNION ALL SELECT period_start FROM exposure)"
    ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1])


def _staged_count(cursor: DuckDBPyConnection, staged: Path) -> int:
    row = cursor.execute("SELECT count(*) FROM read_parquet(?)", [str(staged)]).fetchone()
    return int(row[0]) if row else 0


def _one(cursor: DuckDBPyConnection, sql: str) -> int:
    row = cursor.execute(sql).fetchone()
    return int(row[0]) if row else 0
