"""Rows by the names of their columns, for the dataclasses that carry the same names."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection


def read_dicts(cursor: DuckDBPyConnection, sql: str, values: Sequence[str | date] = ()) -> list[dict[str, Any]]:
    """The rows of a query, each as column name to value."""
    cursor.execute(sql, list(values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_placed(cursor: DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """The rows of a query as `read_dicts` gives them, in the order of their `position` and `code`, without `position`.

    They are sorted here: with an ORDER BY so small a query takes twice as long.
    """
    rows = sorted(read_dicts(cursor, sql), key=lambda row: (row["position"], row["code"]))
    for row in rows:
        del row["position"]
    return rows
