"""What every form of file becomes before it is understood: numbered records of text cells the engine can select."""

import csv
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import duckdb

from customer_room.importing.engine import literal
from customer_room.importing.header import Header

LONGEST_RECORD = 16_777_216


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """A table ready to be selected from: text columns c1, c2, … as far as they are used.

    `record` is SQL for the record number; None means that rows are read in order from `first_record` on, without a
    gap. `blank` and `again` are SQL conditions: all cells are empty, the header is repeated. `broken` counts records
    refused while reading. `typed` says that numbers and dates come from real number and date cells.
    """

    relation: str
    header: Header
    blank: str
    again: str
    recognised: str
    record: str | None = None
    first_record: int = 1
    broken: int = 0
    typed: bool = False


@dataclass(slots=True)
class RegularCopy:
    """Records read one at a time, written as a regular CSV file that the engine reads at its own speed."""

    path: Path
    header: Header
    positions: tuple[int, ...] = field(init=False)
    stack: ExitStack = field(default_factory=ExitStack, init=False)
    write: Callable[[Sequence[str]], object] = field(init=False)

    def __enter__(self) -> "RegularCopy":
        self.positions = used_positions(self.header)
        stream = self.stack.enter_context(self.path.open("w", encoding="utf-8", errors="replace", newline=""))
        self.write = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stack.close()

    def add(self, record: int, cells: Sequence[str]) -> None:
        """Keep a record's used cells; the record is at least as wide as the header."""
        names = self.header.names
        blank = not "".join(cells).strip()
        again = self.header.record > 0 and not blank and cells[0] == names[0] and tuple(cells[: len(names)]) == names
        self.write([str(record), str(blank), str(again), *[cells[position] for position in self.positions]])

    def loaded(self, recognised: str, broken: int = 0, typed: bool = False) -> LoadedTable:
        """The table of all that was added, once the copy is closed."""
        columns = {"record": "BIGINT", "blank": "BOOLEAN", "again": "BOOLEAN"}
        columns |= {f"c{position + 1}": "VARCHAR" for position in self.positions}
        relation = read_csv(self.path, columns, ",", '"', has_header=False, line_end=r"\n")
        return LoadedTable(relation, self.header, "blank", "again", recognised, "record", broken=broken, typed=typed)


def read_csv(
    path: Path, columns: dict[str, str], delimiter: str, quote: str, has_header: bool, line_end: str | None = None
) -> str:
    """The SQL that reads a CSV file with a known dialect and fails when a record does not fit it."""
    listed = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    options = {
        "auto_detect": "false",
        "header": str(has_header).lower(),
        "delim": literal(delimiter),
        "quote": literal(quote),
        "escape": literal(quote),
        "columns": f"{{{listed}}}",
        "max_line_size": str(LONGEST_RECORD),
    }
    if line_end:
        options["new_line"] = literal(line_end)
    return f"read_csv({literal(str(path))}, {', '.join(f'{name} = {value}' for name, value in options.items())})"


def used_positions(header: Header) -> tuple[int, ...]:
    """The columns that anything is read from."""
    places = (*header.columns.values(), *header.skip.values())
    return tuple(sorted({position for group in places for position in group}))


def repeats_header(header: Header) -> str:
    """SQL that is true for a record that says the header again; the first name is compared before the others."""
    named = [(position, name) for position, name in enumerate(header.names) if name.strip()]
    if not header.record or len(named) < 2:
        return "false"
    first, *others = [f"c{position + 1} = {literal(name)}" for position, name in named]
    return f"CASE WHEN {first} THEN coalesce({' AND '.join(others)}, false) ELSE false END"


def refuse_record(
    engine: duckdb.DuckDBPyConnection, record: int, value: str, reason: str, fix: str, column: str = ""
) -> None:
    """Note a record that could not be read as one; without a `column` of ours it is the record as a whole."""
    engine.execute("INSERT INTO refusals VALUES (?, ?, ?, ?, ?)", [record, column, value[:200], reason, fix])
