"""Parquet files: columns of any flat type, read as text."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from customer_room.importing.engine import identifier, literal, select
from customer_room.importing.header import Header, match_header
from customer_room.importing.header_refusal import header_refusal, refuse_width
from customer_room.importing.mapping import FileMapping
from customer_room.importing.refusals import listed, refused
from customer_room.importing.request import ImportRequest
from customer_room.importing.tables import LoadedTable, used_positions

MAX_DECIMAL_DIGITS = 38
_NUMBERS = ("FLOAT", "DOUBLE", "DECIMAL")
_NESTED = ("STRUCT", "MAP", "UNION", "VARIANT", "GEOMETRY", "BLOB", "BIT")


def load_parquet(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    request: ImportRequest,
    mapping: FileMapping,
    create_given: Callable[[LoadedTable], None],
    notes: list[str],
) -> LoadedTable:
    """Read a Parquet file; record 1 is its first row.

    Raises:
        ImportRefusedError: it is damaged, lacks our columns, or one of them is not of a flat type.
    """
    source = f"read_parquet({literal(str(path))})"
    names, types = _columns_of(engine, source, request)
    match = match_header(request.kind, mapping, names)
    if match.problems:
        raise header_refusal(request, mapping, [(1, names)], "Parquet")
    header = Header(0, names, match.columns, match.skip)
    used = used_positions(header)
    _refuse_nested([names[place] for place in used if _is_nested(types[place])], request)
    _refuse_long_decimals(engine, path, {names[place] for place in used}, request)
    columns = {f"c{place + 1}": _as_text(names[place], types[place], mapping) for place in used}
    relation = f"({select(columns, source)})"
    table = LoadedTable(relation, header, blank="true", again="false", recognised="Parquet", typed=True)
    create_given(table)
    return table


def _columns_of(
    engine: duckdb.DuckDBPyConnection, source: str, request: ImportRequest
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and types of a Parquet file's columns."""
    try:
        described = engine.execute(f"DESCRIBE {select(['*'], source)}").fetchall()
    except duckdb.Error as error:
        raise refused(request.file_name, "It is a damaged Parquet file.", "Export it again.") from error
    names = tuple(str(row[0]) for row in described)
    refuse_width(request, [(1, names)])
    return names, tuple(str(row[1]) for row in described)


def _is_nested(kind: str) -> bool:
    return kind.endswith("]") or kind.startswith(_NESTED)


def _refuse_nested(names: list[str], request: ImportRequest) -> None:
    if names:
        what = f"Columns hold lists, records or bytes instead of plain values: {listed(names)}."
        raise refused(request.file_name, what, "Export them as text, numbers or dates.")


def _refuse_long_decimals(
    engine: duckdb.DuckDBPyConnection, path: Path, used: set[str], request: ImportRequest
) -> None:
    """A decimal that the engine has no type for would come as a rounded number."""
    schema = select(["name"], f"parquet_schema({literal(str(path))})", f"WHERE precision > {MAX_DECIMAL_DIGITS}")
    long = [str(row[0]) for row in engine.execute(schema).fetchall() if row[0] in used]
    if long:
        what = f"Columns hold decimals of more than {MAX_DECIMAL_DIGITS} digits: {listed(long)}."
        raise refused(request.file_name, what, "Export them as text, or with fewer digits.")


def _as_text(name: str, kind: str, mapping: FileMapping) -> str:
    text = f"CAST({identifier(name)} AS VARCHAR)"
    if kind.startswith(_NUMBERS) and mapping.decimal == ",":
        return f"replace({text}, '.', ',')"
    return text
