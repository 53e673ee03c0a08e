"""The sums the wall reads instead of single rows, kept right by every write.

A cell that no row stands behind is deleted, so a rollup always equals the sum made anew.
"""

from duckdb import DuckDBPyConnection

_FEEDBACK_KEYS = ("stage_id", "category_id", "source", "audience", "nature")
_ROLLUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "feedback_daily": ("said_on", _FEEDBACK_KEYS),
    "feedback_monthly": ("month", _FEEDBACK_KEYS),
    "responses_monthly": ("month", ("survey_id", "audience", "score")),
}
_SUMMED: dict[str, tuple[str, str]] = {
    "feedback_daily": ("feedback", "said_on"),
    "feedback_monthly": ("feedback", "date_trunc('month', said_on)::DATE"),
    "responses_monthly": ("responses", "date_trunc('month', answered_on)::DATE"),
}

ROLLUP_TABLES = tuple(_ROLLUPS)


def add_to_rollup(cursor: DuckDBPyConnection, rollup: str, rows_sql: str, sign: int = 1) -> None:
    """Add (or with sign -1 take away) the rows of `rows_sql`, a query over columns of the summed table."""
    day_column, keys = _ROLLUPS[rollup]
    day_expression = _SUMMED[rollup][1]
    columns = ", ".join(keys)
    same = " AND ".join(f"cell.{key} IS NOT DISTINCT FROM delta.{key}" for key in (day_column, *keys))
    cursor.execute(
        f"MERGE INTO {rollup} AS cell USING ("
        f"  SELECT {day_expression} AS {day_column}, {columns}, {sign} * count(*) AS items"
        f"  FROM ({rows_sql}) GROUP BY ALL"
        f") AS delta ON {same} "
        "WHEN MATCHED THEN UPDATE SET items = cell.items + delta.items "
        f"WHEN NOT MATCHED THEN INSERT ({day_column}, {columns}, items) "
        f"VALUES (delta.{day_column}, {', '.join('delta.' + key for key in keys)}, delta.items)"
    )
    if sign < 0:
        cursor.execute(f"DELETE FROM {rollup} WHERE items = 0")


def refresh_spans(cursor: DuckDBPyConnection) -> None:
    """Make first and latest days anew from the daily rollup; they cannot be kept by adding and taking away."""
    cursor.execute("DELETE FROM feedback_spans")
    cursor.execute(
        "INSERT INTO feedback_spans "
        "SELECT stage_id, source, min(said_on), max(said_on) FROM feedback_daily GROUP BY stage_id, source"
    )


def rebuild_rollups(cursor: DuckDBPyConnection) -> None:
    """Make every rollup anew from the rows; the cure `check --mend` applies."""
    for rollup in ROLLUP_TABLES:
        cursor.execute(f"DELETE FROM {rollup}")
        cursor.execute(f"INSERT INTO {rollup} {_made_anew(rollup)}")
    refresh_spans(cursor)


def count_wrong_cells(cursor: DuckDBPyConnection, rollup: str) -> int:
    """How many cells differ from the sum made anew, stand twice or are missing (0 when the rollup is right)."""
    day_column, keys = _ROLLUPS[rollup]
    columns = ", ".join((day_column, *keys))
    row = cursor.execute(
        f"SELECT count(*) FROM (SELECT {columns} FROM ("
        f"  SELECT {columns}, items AS stored, NULL AS anew FROM {rollup}"
        f"  UNION ALL SELECT {columns}, NULL, items FROM ({_made_anew(rollup)})"
        f") GROUP BY ALL HAVING sum(stored) IS DISTINCT FROM sum(anew) OR count(stored) > 1)"
    ).fetchone()
    return int(row[0]) if row else 0


def _made_anew(rollup: str) -> str:
    day_column, keys = _ROLLUPS[rollup]
    table, day_expression = _SUMMED[rollup]
    return f"SELECT {day_expression} AS {day_column}, {', '.join(keys)}, count(*) AS items FROM {table} GROUP BY ALL"
