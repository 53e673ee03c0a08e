"""Rows that a stray quotation mark made into one: texts whose lines are laid out as the file's own rows are."""

import re

import duckdb

from customer_room.importing.engine import first_row, identifier, literal, select
from customer_room.importing.header import Header
from customer_room.importing.refusals import counted
from customer_room.importing.tables import LoadedTable

_NAMES = (("said_at", "answered_at"), ("text", "comment"))
_WIDEST = 100
_LINE_END = r"(?:\r\n|\n|\r)"


def merged_row_notes(engine: duckdb.DuckDBPyConnection, table: LoadedTable, delimiter: str) -> list[str]:
    """What to say of such texts in the table `given`; a row of many cells, one of them a date, is no chance."""
    header = table.header
    dates, texts = (next((header.columns[ours] for ours in wanted if ours in header.columns), ()) for wanted in _NAMES)
    if not dates or len(texts) != 1 or not 2 < len(header.names) <= _WIDEST:
        return []
    text = identifier(next(ours for ours in _NAMES[1] if ours in header.columns))
    pattern = literal(_merged(header, texts[0], dates[0], delimiter))
    # Only a text of several lines pays for the pattern: AND might ask for it first.
    looks_merged = f"CASE WHEN contains({text}, chr(10)) THEN regexp_full_match({text}, {pattern}) ELSE false END"
    record = table.record or f"rowid + {table.first_record}"
    found, first = first_row(engine, select(["count(*)", f"min({record})"], "given", f"WHERE {looks_merged}"))
    if not found:
        return []
    rows = counted(int(str(found)), "text")
    return [
        f"{rows} (the first in record {first}) with lines that look like rows of their own. Is there a stray quotation "
        "mark at the beginning? Remove it, and import again."
    ]


def _merged(header: Header, place: int, date_place: int, delimiter: str) -> str:
    """The pattern of a cell that runs from its place in one row to the same place in a later one."""
    other = rf"[^{re.escape(delimiter)}\r\n]"
    cells = [rf"{other}*"] * len(header.names)
    cells[date_place] = rf"(?:{other}*[0-9]){{4}}{other}*"
    row, begun, ended = (re.escape(delimiter).join(part) for part in (cells, cells[place:], cells[: place + 1]))
    return f"{begun}{_LINE_END}(?:{row}{_LINE_END})*{ended}"
