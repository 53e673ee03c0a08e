"""Text files with separated cells: finding the separator, and reading the records into the engine."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import duckdb

from customer_room.importing.encodings import HEAD_BYTES, LONGEST_LINE
from customer_room.importing.header import Header, locate_header
from customer_room.importing.mapping import FileMapping
from customer_room.importing.refusals import counted, refused
from customer_room.importing.request import ImportRequest
from customer_room.importing.tables import (
    LoadedTable,
    RegularCopy,
    read_csv,
    refuse_record,
    repeats_header,
)
from customer_room.importing.tidy_lines import TidyLines

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
SNIFFED_RECORDS = 300
LONGEST_CELL = 1_000_000
_WIDTH_FIX = "Put texts that hold a separator into quotation marks, or complete the record."
_QUOTE_FIX = "Close the quotation mark in that record, or write quotation marks inside a text twice."


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file separates and quotes its cells."""

    delimiter: str
    quote: str

    @property
    def label(self) -> str:
        """The separator in words."""
        return DELIMITERS.get(self.delimiter, f"“{self.delimiter}”") + " between cells"

    def reader(self, lines: Iterable[str], strict: bool = False) -> Iterator[list[str]]:
        """Records of lines; space before an opening quotation mark is none, as for the engine."""
        skips_space = self.delimiter != " "
        return csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, skipinitialspace=skips_space, strict=strict
        )


@dataclass(frozen=True, slots=True)
class SniffedText:
    """What the beginning of a text file shows: numbered records, and the header when one was found."""

    dialect: Dialect
    records: Sequence[tuple[int, Sequence[str]]]
    header: Header | None
    starts_plainly: bool


def sniff(path: Path, request: ImportRequest, mapping: FileMapping) -> SniffedText:
    """Try the separators on the file's beginning; the one whose header has our columns wins, then the steadiest."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        is_whole = not stream.read(1)
    text = head.decode("utf-8-sig", errors="replace")
    starts_plainly = not text.startswith(("\r", "\n", " ", "\t"))
    tries: list[tuple[tuple[float, int], SniffedText]] = []
    for delimiter in [mapping.delimiter] if mapping.delimiter else DELIMITERS:
        dialect = Dialect(delimiter, mapping.quote or '"')
        records = _records_of(text, dialect, is_whole)
        header = locate_header(request.kind, mapping, records)
        tries.append((_steadiness(records), SniffedText(dialect, records, header, starts_plainly)))
    tries.sort(key=lambda one: one[0], reverse=True)
    return next((one for _, one in tries if one.header), tries[0][1])


def _records_of(text: str, dialect: Dialect, is_whole: bool) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = dialect.reader(io.StringIO(text, newline=""))
    records: list[list[str]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) or len(cells) > 1:
                records.append(cells)
            if len(records) >= SNIFFED_RECORDS:
                break
        else:
            records = records if is_whole else records[:-1]
    except csv.Error:
        return list(enumerate(records, start=1))
    return list(enumerate(records, start=1))


def _steadiness(records: Sequence[tuple[int, Sequence[str]]]) -> tuple[float, int]:
    widths = Counter(len(cells) for _, cells in records if len(cells) > 1)
    if not widths:
        return 0.0, 0
    width, times = widths.most_common(1)[0]
    return round(times / len(records), 2), width


def load_csv(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    sniffed: SniffedText,
    header: Header,
    request: ImportRequest,
    skip_rows: int,
    create_given: Callable[[LoadedTable], None],
) -> LoadedTable:
    """Read the file into the engine, at DuckDB's speed when it is regular, else record by record.

    Raises:
        ImportRefusedError: a quotation mark opens that is never closed, or a record has no end.
    """
    if header.record <= 1 and not skip_rows and sniffed.starts_plainly:
        table = _regular_table(path, sniffed.dialect, header)
        try:
            create_given(table)
            return table
        except duckdb.InvalidInputException:  # irregular somewhere: reading record by record finds out where
            engine.execute("DROP TABLE IF EXISTS given")
    table = _regular_copy(engine, path, sniffed.dialect, header, request, skip_rows)
    create_given(table)
    return table


def _regular_table(path: Path, dialect: Dialect, header: Header) -> LoadedTable:
    names = [f"c{position + 1}" for position in range(len(header.names))]
    columns = dict.fromkeys(names, "VARCHAR")
    cells = ", ".join(f"nullif(trim({name}), '')" for name in names)
    return LoadedTable(
        relation=read_csv(path, columns, dialect.delimiter, dialect.quote, has_header=header.record == 1),
        header=header,
        blank=f"coalesce({cells}) IS NULL",
        again=repeats_header(header),
        recognised=dialect.label,
        first_record=header.record + 1,
    )


def _regular_copy(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    dialect: Dialect,
    header: Header,
    request: ImportRequest,
    skip_rows: int,
) -> LoadedTable:
    width, broken = len(header.names), 0
    with RegularCopy(request.work_dir / "regular.csv", header) as copy:
        for record, cells in _numbered_records(path, dialect, request.file_name):
            if record <= header.record + skip_rows:
                continue
            if isinstance(cells, _Lines):
                broken += 1
                reason = "text follows a closing quotation mark, or a quotation mark is not closed"
                refuse_record(engine, record, "", reason, f"{_QUOTE_FIX}{cells.swallowed}")
            elif len(cells) < width or any(cell.strip() for cell in cells[width:]):
                broken += 1
                reason = f"the record has {counted(len(cells), 'cell')}, the header {width}"
                refuse_record(engine, record, dialect.delimiter.join(cells), reason, _WIDTH_FIX)
            else:
                copy.add(record, cells)
    return copy.loaded(dialect.label, broken)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of the file, counted from 1, that a record whose quotation marks do not add up was read from."""

    first: int
    last: int

    @property
    def swallowed(self) -> str:
        """What to say of it where it is more than one line."""
        return f" It was read from lines {self.first:,} to {self.last:,}." if self.last > self.first else ""


def _numbered_records(path: Path, dialect: Dialect, file_name: str) -> Iterator[tuple[int, list[str] | _Lines]]:
    """Records that hold anything, numbered from 1; lines stand for one whose quotation marks do not add up."""
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = TidyLines(_bounded_lines(stream, file_name), dialect.delimiter, dialect.quote)
        reader = dialect.reader(lines, strict=True)
        while True:
            lines.begin_record()
            first_line = lines.taken + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                number += 1
                read = _Lines(first_line, lines.taken)
                if "expected after" not in str(error):
                    raise _endless(file_name, number, read) from error
                yield number, read
                continue
            if cells is None:
                return
            if len(cells) > 1 or "".join(cells).strip():
                number += 1
                yield number, cells


def _endless(file_name: str, record: int, read: _Lines) -> Exception:
    what = (
        f"In record {record:,} a quotation mark opens that is never closed, so all that follows would be one cell: "
        f"{counted(read.last - read.first + 1, 'line')}, from line {read.first:,} to line {read.last:,}."
    )
    fix = f"Close the quotation mark in line {read.first:,}, or write quotation marks inside a text twice."
    return refused(file_name, what, fix)


def _bounded_lines(stream: TextIO, file_name: str) -> Iterator[str]:
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(("\r", "\n")):
            what = f"It has a line of more than {LONGEST_LINE // 1_000_000} million characters."
            raise refused(file_name, what, "Check that it is a table with one record a line.")
        yield line
