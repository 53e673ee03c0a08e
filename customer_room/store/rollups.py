"""The sums the wall reads instead of single rows, kept right by every write.

A cell that no row stands behind is deleted, so a rollup always equals the sum made anew.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class _Rollup:
    """A table of sums: `day` is the expression that gives a summed row's `day_column`.

    `latest` is the summed table's day whose last one every cell keeps as `latest_on`, or None where none is kept.
    """

    summed: str
    day_column: str
    day: str
    keys: tuple[str, ...]
    latest: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.day_column, *self.keys, "items", *(("latest_on",) if self.latest else ()))

    def sums_of(self, rows_sql: str, sign: int = 1) -> str:
        latest = f", max({self.latest}) AS latest_on" if self.latest else ""
        return (
            f"SELECT {self.day} AS {self.day_column}, {', '.join(self.keys)}, {sign} * count(*) AS items{latest} "
            f"FROM ({rows_sql}) GROUP BY ALL"
        )


_FEEDBACK_KEYS = ("stage_id", "category_id", "source", "audience", "nature")
_ROLLUPS = {
    "feedback_daily": _Rollup("feedback", "said_on", "said_on", _FEEDBACK_KEYS),
    "feedback_monthly": _Rollup("feedback", "month", "date_trunc('month', said_on)::DATE", _FEEDBACK_KEYS),
    "responses_monthly": _Rollup(
        "responses",
        "month",
        "date_trunc('month', answered_on)::DATE",
        ("survey_id", "audience", "score"),
        latest="answered_on",
    ),
}

ROLLUP_TABLES = tuple(_ROLLUPS)


def add_to_rollup(cursor: DuckDBPyConnection, rollup: str, rows_sql: str, sign: int = 1) -> None:
    """Add (or with sign -1 take away) the rows of `rows_sql`, a query over columns of the summed table.

    Raises:
        ValueError: rows are to be taken away from a rollup that keeps a latest day, which no subtraction gives back.
    """
    sums = _ROLLUPS[rollup]
    if sign < 0 and sums.latest:
        raise ValueError(f"{rollup} keeps a latest day, so no rows can be taken away from it")
    same = " AND ".join(f"cell.{key} IS NOT DISTINCT FROM delta.{key}" for key in (sums.day_column, *sums.keys))
    newer = ", latest_on = greatest(cell.latest_on, delta.latest_on)" if sums.latest else ""
    cursor.execute(
        f"MERGE INTO {rollup} AS cell USING ({sums.sums_of(rows_sql, sign)}) AS delta ON {same} "
        f"WHEN MATCHED THEN UPDATE SET items = cell.items + delta.items{newer} "
        f"WHEN NOT MATCHED THEN INSERT ({', '.join(sums.columns)}) "
        f"VALUES ({', '.join('delta.' + column for column in sums.columns)})"
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
    for rollup, sums in _ROLLUPS.items():
        cursor.execute(f"DELETE FROM {rollup}")
        cursor.execute(f"INSERT INTO {rollup} ({', '.join(sums.columns)}) {sums.sums_of(_rows(sums))}")
    refresh_spans(cursor)


def count_wrong_cells(cursor: DuckDBPyConnection, rollup: str) -> int:
    """How many cells differ from the sum made anew, stand twice or are missing (0 when the rollup is right)."""
    sums = _ROLLUPS[rollup]
    keys = ", ".join((sums.day_column, *sums.keys))
    latest = "latest_on" if sums.latest else "NULL::DATE"
    row = cursor.execute(
        f"SELECT count(*) FROM (SELECT {keys} FROM ("
        f"  SELECT {keys}, items AS stored, NULL AS anew, {latest} AS stored_day, NULL AS day_anew FROM {rollup}"
        f"  UNION ALL SELECT {keys}, NULL, items, NULL, {latest} FROM ({sums.sums_of(_rows(sums))})"
        f") GROUP BY ALL HAVING sum(stored) IS DISTINCT FROM sum(anew) OR count(stored) > 1 "
        "OR max(stored_day) IS DISTINCT FROM max(day_anew))"
    ).fetchone()
    return int(row[0]) if row else 0


def _rows(sums: _Rollup) -> str:
    return f"SELECT * FROM {sums.summed}"
