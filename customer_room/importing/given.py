"""The table `given`: a file's records under our column names, cleaned of spaces, blanks and foreign words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from customer_room.importing.columns import COLUMNS
from customer_room.importing.engine import count, identifier, literal, select
from customer_room.importing.mapping import FileMapping
from customer_room.importing.request import ImportRequest
from customer_room.importing.tables import LoadedTable

KEPT, BLANK, REPEATED_HEADER, SKIPPED = 0, 1, 2, 3
_SPACES = literal(" \t\r\n\u00a0\u200b\ufeff")


@dataclass(slots=True)
class Given:
    """A file's records under our names, and what has been noted while understanding them.

    `record` is SQL for the record number, to be used on the table `given`.
    """

    engine: duckdb.DuckDBPyConnection
    request: ImportRequest
    mapping: FileMapping
    columns: frozenset[str]
    record: str
    table: LoadedTable
    notes: list[str] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Whether the file or the mapping's constants give this column."""
        return column in self.columns

    def sql(self, column: str) -> str:
        """The column as the views name it, or NULL where the file has none."""
        return identifier(f"given_{column}") if column in self.columns else "CAST(NULL AS VARCHAR)"

    def left_out(self, why: int) -> int:
        """How many records were left out for one reason."""
        return count(self.engine, "given", f"WHERE left_out = {why}")


def create_kept(given: Given) -> None:
    """Create the view `kept`: the records to be understood, their columns named given_<ours>."""
    columns = {"record": given.record} | {f"given_{name}": identifier(name) for name in sorted(given.columns)}
    given.engine.execute(f"CREATE VIEW kept AS {select(columns, 'given', f'WHERE left_out = {KEPT}')}")


def given_query(kind_columns: Sequence[str], mapping: FileMapping, table: LoadedTable) -> str:
    """The SQL that makes `given` out of a loaded table."""
    raw = {ours: _joined(table.header.columns[ours], mapping) for ours in kind_columns if ours in table.header.columns}
    columns = {ours: _translated(expression, mapping.values.get(ours, {})) for ours, expression in raw.items()}
    for ours, constant in mapping.constants.items():
        columns[ours] = f"coalesce({columns[ours]}, {literal(constant)})" if ours in columns else literal(constant)
    skip = [
        _is_one_of(raw.get(name) or _joined(table.header.skip[name], mapping), words)
        for name, words in mapping.skip.items()
    ]
    nothing = f"coalesce({', '.join(raw.values())}) IS NULL" if raw else "true"
    columns["left_out"] = (
        f"CAST(CASE WHEN {nothing} AND (CASE WHEN {nothing} THEN {table.blank} ELSE false END) THEN {BLANK} "
        f"WHEN {table.again} THEN {REPEATED_HEADER} WHEN {' OR '.join(skip) or 'false'} THEN {SKIPPED} "
        f"ELSE {KEPT} END AS TINYINT)"
    )
    if table.record:
        columns["record"] = table.record
    return select(columns, table.relation)


def given_columns(request: ImportRequest, mapping: FileMapping, table: LoadedTable) -> frozenset[str]:
    """Our columns that the file or the mapping's constants give."""
    ours = set(COLUMNS[request.kind])
    return frozenset((table.header.columns.keys() | mapping.constants.keys()) & ours)


def _joined(positions: Sequence[int], mapping: FileMapping) -> str:
    cells = [_cleaned(f"c{position + 1}", mapping) for position in positions]
    return cells[0] if len(cells) == 1 else f"nullif(concat_ws(' ', {', '.join(cells)}), '')"


def _cleaned(cell: str, mapping: FileMapping) -> str:
    trimmed = trimmed_text(cell)
    if not mapping.blank:
        return trimmed
    words = ", ".join(literal(word.strip().lower()) for word in mapping.blank)
    return f"CASE WHEN lower({trimmed}) IN ({words}) THEN NULL ELSE {trimmed} END"


def trimmed_text(cell: str) -> str:
    """SQL for a text without space around it, NULL when nothing is left; only texts that need it pay for trimming."""
    ends = [f"ends_with({cell}, {literal(space)})" for space in (" ", "\t", "\r", "\n", "\u00a0")]
    is_padded = " OR ".join([f"{cell} < '!'", f"{cell} >= {literal(chr(0xA0))}", *ends])
    return f"CASE WHEN {is_padded} THEN nullif(trim({cell}, {_SPACES}), '') ELSE {cell} END"


def _translated(expression: str, words: Mapping[str, str]) -> str:
    """Apply a [values.…] table: their words in any case, "" for blank, "*" for every other word."""
    if not words:
        return expression
    cases = [
        f"WHEN {literal(theirs.strip().lower())} THEN nullif({literal(ours)}, '')"
        for theirs, ours in words.items()
        if theirs.strip() not in {"", "*"}
    ]
    blank = f"nullif({literal(words[''])}, '')" if "" in words else "NULL"
    other = f"nullif({literal(words['*'])}, '')" if "*" in words else expression
    chosen = f"CASE lower({expression}) {' '.join(cases)} ELSE {other} END" if cases else other
    return f"CASE WHEN {expression} IS NULL THEN {blank} ELSE {chosen} END"


def _is_one_of(expression: str, words: Sequence[str]) -> str:
    named = [literal(word.strip().lower()) for word in words if word.strip()]
    conditions = [f"coalesce(lower({expression}) IN ({', '.join(named)}), false)"] if named else []
    conditions += [f"({expression}) IS NULL"] if len(named) < len(words) else []
    return " OR ".join(conditions) or "false"
