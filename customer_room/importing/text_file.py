"""Text files: encoding, separator, header, records."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from customer_room.importing.csv_file import SniffedText, load_csv, sniff
from customer_room.importing.encodings import (
    CHUNK_BYTES,
    HEAD_BYTES,
    Encoding,
    first_guess,
    legacy_encoding,
    rewrite_as_utf8,
)
from customer_room.importing.header_refusal import header_refusal, refuse_width
from customer_room.importing.languages import language_refusal
from customer_room.importing.mapping import FileMapping
from customer_room.importing.merged_rows import merged_row_notes
from customer_room.importing.refusals import refused
from customer_room.importing.request import ImportRequest
from customer_room.importing.tables import LoadedTable


def load_text(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    request: ImportRequest,
    mapping: FileMapping,
    create_given: Callable[[LoadedTable], None],
    notes: list[str],
) -> LoadedTable:
    """Read a text file of separated cells; an encoding that only shows late in the file starts the reading again.

    Raises:
        ImportRefusedError: the encoding, the separator or the header cannot be told.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    encoding = first_guess(head, mapping.encoding) or legacy_encoding(path, request.file_name)
    try:
        return _load(engine, path, encoding, request, mapping, create_given, notes)
    except UnicodeDecodeError as error:
        if mapping.encoding:
            what = f"Its text is not {mapping.encoding} throughout."
            raise refused(request.file_name, what, "Correct [file] encoding in the mapping file.") from error
        engine.execute("DELETE FROM refusals")
        encoding = legacy_encoding(path, request.file_name)
        return _load(engine, path, encoding, request, mapping, create_given, notes)


def _load(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    encoding: Encoding,
    request: ImportRequest,
    mapping: FileMapping,
    create_given: Callable[[LoadedTable], None],
    notes: list[str],
) -> LoadedTable:
    if not encoding.is_utf8 or _has_zero(path):
        utf8 = request.work_dir / "utf8.csv"
        notes += rewrite_as_utf8(path, encoding, utf8, request.file_name)
        path = utf8
    sniffed = sniff(path, request, mapping)
    if sniffed.header is None:
        raise language_refusal(path, request.file_name) or _no_header(sniffed, request, mapping)
    refuse_width(request, sniffed.records)
    table = load_csv(engine, path, sniffed, sniffed.header, request, mapping.skip_rows, create_given)
    notes += merged_row_notes(engine, table, sniffed.dialect.delimiter)
    return replace(table, recognised=f"text in {encoding.label}, {table.recognised}")


def _no_header(sniffed: SniffedText, request: ImportRequest, mapping: FileMapping) -> Exception:
    if not sniffed.records:
        return refused(request.file_name, "It holds no table.", "Export it again, with a header and its rows.")
    refuse_width(request, sniffed.records)
    return header_refusal(request, mapping, sniffed.records, f"read with {sniffed.dialect.label}")


def _has_zero(path: Path) -> bool:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            if b"\0" in chunk:
                return True
    return False
