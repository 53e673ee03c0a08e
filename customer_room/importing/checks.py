"""Checks of single rows: the refusals they lead to, and the file a person gets of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from customer_room.importing.engine import count, literal, select
from customer_room.importing.given import Given
from customer_room.importing.request import RefusedCell

SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Check:
    """A reason to refuse a row: `fails` is SQL that is true where it holds; `column` is ours."""

    column: str
    fails: str
    reason: str
    fix: str


def create_refusals(engine: duckdb.DuckDBPyConnection) -> None:
    """The table of everything refused; a record may be there several times."""
    engine.execute(
        'CREATE TABLE refusals (record BIGINT, "column" VARCHAR, "value" VARCHAR, reason VARCHAR, fix VARCHAR)'
    )


def refuse_rows(given: Given, view: str, checks: Sequence[Check]) -> str:
    """Note every row of `view` that fails a check; returns the SQL condition of the rows that pass."""
    engine = given.engine
    fails = [f"coalesce({check.fails}, false)" for check in checks]
    passes = f"NOT ({' OR '.join(fails)})"
    values = {f"v_{check.column}": f"left({given.sql(check.column)}, {SHOWN_CHARACTERS})" for check in checks}
    flags = {f"f{number}": condition for number, condition in enumerate(fails)}
    failing = select({"record": "record", **values, **flags}, view, f"WHERE NOT ({passes})")
    engine.execute(f"CREATE TABLE failing AS {failing}")
    failing_rows = count(engine, "failing")
    if failing_rows:
        for number, check in enumerate(checks):
            value = f"coalesce(v_{check.column}, '')"
            row = ["record", literal(check.column), value, literal(check.reason), literal(check.fix)]
            engine.execute(f"INSERT INTO refusals {select(row, 'failing', f'WHERE f{number}')}")
    engine.execute("DROP TABLE failing")
    return passes if failing_rows else "true"  # what all rows pass need not be checked again


def write_refusals(engine: duckdb.DuckDBPyConnection, path: Path) -> Path | None:
    """Write the refused rows as CSV; a value a spreadsheet would calculate gets an apostrophe in front."""
    if not count(engine, "refusals"):
        return None
    risky = 'regexp_matches("value", \'^[=+@\\t\\r-]\') AND TRY_CAST("value" AS DOUBLE) IS NULL'
    columns = {
        "line": "record",
        "column": '"column"',
        "value": f"CASE WHEN {risky} THEN '''' || \"value\" ELSE \"value\" END",
        "reason": "reason",
        "fix": "fix",
    }
    query = select(columns, "refusals", "ORDER BY record, 2, reason")
    engine.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT csv, HEADER)")
    return path


def first_of_each(engine: duckdb.DuckDBPyConnection) -> tuple[RefusedCell, ...]:
    """For each reason the first cell refused for it, the most frequent reason first."""
    first = "DISTINCT ON (reason) *, count(*) OVER (PARTITION BY reason) AS times"
    cells = select([first], "refusals", "ORDER BY reason, record")
    columns = ["record", '"column"', '"value"', "reason", "fix"]
    rows = engine.execute(select(columns, f"({cells})", "ORDER BY times DESC, reason")).fetchall()
    return tuple(RefusedCell(int(record), *map(str, rest)) for record, *rest in rows)


def refusal_counts(engine: duckdb.DuckDBPyConnection) -> tuple[int, tuple[tuple[str, int], ...]]:
    """How many records were refused, and for which reasons, most frequent first."""
    refused = count(engine, "(SELECT DISTINCT record FROM refusals)")
    query = select(["reason", "count(DISTINCT record) AS records"], "refusals", "GROUP BY 1 ORDER BY 2 DESC, 1")
    return refused, tuple((str(reason), int(records)) for reason, records in engine.execute(query).fetchall())
