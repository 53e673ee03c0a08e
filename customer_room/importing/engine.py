"""The import's own DuckDB: in memory, without the room, and able to touch only the file and the work folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

MEMORY_LIMIT = "2GB"


def open_engine(readable: Path, work_dir: Path) -> duckdb.DuckDBPyConnection:
    """A connection that may read `readable`, read and write below `work_dir`, and reach nothing else."""
    spill = work_dir / "spill"
    spill.mkdir(exist_ok=True)
    engine = duckdb.connect(":memory:", config={"allow_unsigned_extensions": "false"})
    for setting, value in (
        ("memory_limit", MEMORY_LIMIT),
        ("temp_directory", str(spill)),
        ("TimeZone", "UTC"),
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("python_enable_replacements", "false"),
    ):
        engine.execute(f"SET {setting} = {literal(value)}")
    engine.execute(f"SET allowed_paths = [{literal(str(readable))}]")
    engine.execute(f"SET allowed_directories = [{literal(str(work_dir) + '/')}]")
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")
    return engine


def literal(value: str | None) -> str:
    """A text as an SQL literal; foreign text enters SQL only through here or as a bound value."""
    if value is None:
        return "NULL"
    writable = value.encode("utf-8", "replace").decode()
    return "'" + writable.replace("\0", "").replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def select(columns: Mapping[str, str] | Sequence[str], source: str, tail: str = "", keep: str = "") -> str:
    """The SQL of a query: names to expressions (or bare expressions) from a source, then WHERE, ORDER and the like.

    `keep` names what else is selected, such as `kept.*`.
    """
    if isinstance(columns, Mapping):
        columns = [f"{expression} AS {identifier(name)}" for name, expression in columns.items()]
    return " ".join(["SELECT", ", ".join([keep, *columns] if keep else columns), "FROM", source, tail])


def first_row(engine: duckdb.DuckDBPyConnection, query: str) -> tuple[object, ...]:
    """The only row of an aggregate."""
    row = engine.execute(query).fetchone()
    return row if row is not None else ()


def count(engine: duckdb.DuckDBPyConnection, source: str, tail: str = "") -> int:
    """How many rows a source has."""
    return int(str(first_row(engine, select(["count(*)"], source, tail))[0]))
