"""Every table of the room as files that other tools read."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from customer_room.store.instance import quoted

_HIDDEN = ("schema_migrations",)
_FORMULA = r"^[=+\-@\t\r\n]"


def list_tables(cursor: DuckDBPyConnection) -> list[str]:
    """The tables a room's export holds, by name."""
    rows = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'room' AND NOT internal ORDER BY table_name"
    ).fetchall()
    return [row[0] for row in rows if row[0] not in _HIDDEN]


def write_table(cursor: DuckDBPyConnection, table: str, folder: Path) -> int:
    """Write `TABLE.parquet` (exact) and `TABLE.csv` (safe to open in a spreadsheet) into the exchange folder.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, in the CSV only.

    Returns:
        The number of rows.
    """
    parquet, csv = (quoted(folder / f"{table}.{ending}") for ending in ("parquet", "csv"))
    columns = cursor.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'room' AND table_name = ? "
        "ORDER BY column_index",
        [table],
    ).fetchall()
    cursor.execute(f'COPY (SELECT * FROM "{table}") TO {parquet} (FORMAT parquet, COMPRESSION zstd)')
    cursor.execute(f'COPY (SELECT {", ".join(_harmless(*c) for c in columns)} FROM "{table}") TO {csv} (HEADER)')
    row = cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return int(row[0]) if row else 0


def _harmless(column: str, data_type: str) -> str:
    if data_type != "VARCHAR":
        return f'"{column}"'
    name = f'"{column}"'
    return f"CASE WHEN regexp_matches({name}, '{_FORMULA}') THEN '''' || {name} ELSE {name} END AS {name}"
