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
