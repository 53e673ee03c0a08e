"""Which column names a row of which table; the file has no foreign keys, so each write checks them itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from customer_room.errors import WriteRefusedError

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("touchpoints", "stage_id", "stages"), ("touchpoint_silos", "touchpoint_id", "touchpoints"),
    ("touchpoint_silos", "silo_id", "silos"), ("categories", "stage_id", "stages"),
    ("stages", "headline_kpi_id", "kpis"), ("kpis", "touchpoint_id", "touchpoints"), ("kpis", "pair_id", "kpis"),
    ("readings", "kpi_id", "kpis"), ("readings", "import_id", "imports"), ("exposure", "stage_id", "stages"),
    ("exposure", "import_id", "imports"), ("surveys", "stage_id", "stages"),
    ("surveys", "touchpoint_id", "touchpoints"), ("responses", "survey_id", "surveys"),
    ("responses", "import_id", "imports"), ("feedback", "stage_id", "stages"),
    ("feedback", "touchpoint_id", "touchpoints"), ("feedback", "category_id", "categories"),
    ("feedback", "import_id", "imports"), ("artifacts", "stage_id", "stages"),
    ("artifacts", "touchpoint_id", "touchpoints"), ("artifact_versions", "artifact_id", "artifacts"),
    ("artifact_versions", "file_id", "files"), ("artifact_versions", "thumbnail_id", "files"),
    ("recordings", "file_id", "files"), ("clips", "recording_id", "recordings"), ("clips", "stage_id", "stages"),
    ("clips", "touchpoint_id", "touchpoints"), ("clips", "file_id", "files"),
    ("transcript_lines", "clip_id", "clips"), ("teams", "stage_id", "stages"),
    ("teams", "touchpoint_id", "touchpoints"), ("team_members", "team_id", "teams"),
    ("team_members", "silo_id", "silos"), ("team_statuses", "team_id", "teams"),
)  # fmt: skip


def refuse_lost_references(cursor: DuckDBPyConnection, table: str, values: Mapping[str, Any]) -> None:
    """Refuse a row of `table` that names a row which is not there.

    Raises:
        WriteRefusedError: it does; nothing was written.
    """
    for owner, column, parent in REFERENCES:
        if owner != table or values.get(column) is None:
            continue
        if cursor.execute(f"SELECT 1 FROM {parent} WHERE id = ?", [values[column]]).fetchone() is None:
            raise _lost(table, parent, 1)


def refuse_lost_references_of(cursor: DuckDBPyConnection, arriving: str, table: str, columns: Sequence[str]) -> None:
    """Refuse rows of the temporary table `arriving`, meant for `table`, that name rows which are not there.

    Raises:
        WriteRefusedError: some do; nothing was written.
    """
    for owner, column, parent in REFERENCES:
        if owner != table or column not in columns:
            continue
        row = cursor.execute(
            f"SELECT count(*) FROM {arriving} AS arriving ANTI JOIN {parent} ON {parent}.id = arriving.{column} "
            f"WHERE arriving.{column} IS NOT NULL"
        ).fetchone()
        if row and row[0]:
            raise _lost(table, parent, int(row[0]))


def refuse_repeated_keys(cursor: DuckDBPyConnection, arriving: str, table: str, keys: Sequence[str]) -> None:
    """Refuse rows of the temporary table `arriving` of which two have one key: which of them is meant would be a guess.

    Raises:
        WriteRefusedError: there are such rows; nothing was written.
    """
    row = cursor.execute(f"SELECT count(*) - count(DISTINCT ({', '.join(keys)})) FROM {arriving}").fetchone()
    if row and row[0]:
        raise WriteRefusedError(
            "Rows contradict each other",
            f"{row[0]} row(s) for {table} have the same {' and '.join(keys)} as another of the same file.",
            "Leave one of each in the file and import it again; nothing was written.",
        )


def _lost(table: str, parent: str, rows: int) -> WriteRefusedError:
    return WriteRefusedError(
        "Something this refers to is gone",
        f"{rows} row(s) of {table} name {parent} that the room does not have (any more).",
        "Look at the room as it is now and try again; nothing was written.",
    )
