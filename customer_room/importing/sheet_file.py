"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS): the sheet with our columns, its cells as text."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

import duckdb
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, load_workbook

from customer_room.importing.columns import NUMBER_COLUMNS
from customer_room.importing.formulas import unsaved_formula
from customer_room.importing.header import SEARCHED_RECORDS, Header, locate_header
from customer_room.importing.header_refusal import header_refusal, refuse_width
from customer_room.importing.mapping import FileMapping
from customer_room.importing.refusals import listed, refused, shown
from customer_room.importing.request import ImportRequest
from customer_room.importing.tables import LoadedTable, RegularCopy, refuse_record

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
Rows: TypeAlias = Sequence[Sequence[Cell]]
EXACT_FLOAT = 2**53
_CUT_FIX = "Format the column as text in the spreadsheet, put in the whole numbers again, and save it; or import a CSV."


def load_sheet(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    request: ImportRequest,
    mapping: FileMapping,
    create_given: Callable[[LoadedTable], None],
    notes: list[str],
) -> LoadedTable:
    """Read one sheet of a workbook; formulas count as the values they were saved with.

    Raises:
        ImportRefusedError: the workbook is damaged or protected, or no sheet, or more than one, has our columns, or
            formulas in them have no values.
    """
    workbook = _open(path, request)
    name, header, rows = _chosen_sheet(path, workbook, request, mapping)
    decimal = mapping.decimal or "."
    first = header.record + mapping.skip_rows
    broken, has_gaps = 0, False
    with RegularCopy(request.work_dir / "regular.csv", header) as copy:
        for number, cells in enumerate(rows[first:], start=first + 1):
            texts = [_text(cell, decimal) for cell in cells]
            cut = _cut_number(header, cells)
            if cut:
                broken += 1
                column, value = cut
                refuse_record(engine, number, value, "the number was cut by the spreadsheet", _CUT_FIX, column)
            elif any(text.strip() for text in texts):
                whole = [*texts, *[""] * (len(header.names) - len(texts))]
                has_gaps = has_gaps or not all(whole[place] for place in copy.positions)
                copy.add(number, whole)
    if has_gaps:
        _refuse_unsaved_formula(path, workbook, name, request, copy.positions)
    table = copy.loaded(f"sheet “{shown(name)}”", broken, typed=True)
    create_given(table)
    return table


def _refuse_unsaved_formula(
    path: Path, workbook: CalamineWorkbook, name: str, request: ImportRequest, places: Sequence[int] | None = None
) -> None:
    cell = unsaved_formula(path, workbook.sheet_names.index(name), places)
    if cell:
        what = f"Cell {cell} of the sheet “{shown(name)}” holds a formula that was saved without its value."
        fix = "Open it in the spreadsheet program, save it there, which calculates it, and import that."
        raise refused(request.file_name, what, fix)


def _cut_number(header: Header, cells: Sequence[Cell]) -> tuple[str, str] | None:
    """Our column and the value of a long number where a name or id belongs: several of those are one number here."""
    for column, places in header.columns.items():
        if column not in NUMBER_COLUMNS:
            for cell in (cells[place] for place in places if place < len(cells)):
                if isinstance(cell, int | float) and abs(cell) >= EXACT_FLOAT:
                    return column, str(cell)
    return None


def _open(path: Path, request: ImportRequest) -> CalamineWorkbook:
    try:
        return load_workbook(path)
    except PasswordError as error:
        fix = "Open it in the spreadsheet program, save it without a password, and import that."
        raise refused(request.file_name, "It is protected by a password.", fix) from error
    except (CalamineError, OSError, ValueError) as error:
        if path.read_bytes()[:8_388_608].find("EncryptedPackage".encode("utf-16-le")) >= 0:
            fix = "Open it in the spreadsheet program, save it without a password, and import that."
            raise refused(request.file_name, "It is protected by a password.", fix) from error
        what = "It is a damaged workbook, or another program's document."
        raise refused(request.file_name, what, "Save it again as XLSX or CSV.") from error


def _rows(workbook: CalamineWorkbook, name: str, request: ImportRequest) -> Rows:
    try:
        sheet: CalamineSheet = workbook.get_sheet_by_name(name)
        return list(sheet.iter_rows())
    except (CalamineError, ValueError) as error:
        what = f"The sheet “{shown(name)}” is damaged."
        raise refused(request.file_name, what, "Save the workbook again, or the sheet as CSV.") from error


def _chosen_sheet(
    path: Path, workbook: CalamineWorkbook, request: ImportRequest, mapping: FileMapping
) -> tuple[str, Header, Rows]:
    names = workbook.sheet_names
    if mapping.sheet is not None and mapping.sheet not in names:
        what = f"It has no sheet “{shown(mapping.sheet)}”. Its sheets: {listed(names)}."
        raise refused(request.file_name, what, "Correct [file] sheet in the mapping file.")
    wanted = [mapping.sheet] if mapping.sheet is not None else names
    sheets = {name: _rows(workbook, name, request) for name in wanted}
    heads = {name: records for name, rows in sheets.items() if (records := _head(rows))}
    for records in heads.values():
        refuse_width(request, records)
    headers = {name: locate_header(request.kind, mapping, records) for name, records in heads.items()}
    matching = [(name, header) for name, header in headers.items() if header]
    if len(matching) == 1:
        name, header = matching[0]
        return name, header, sheets[name]
    if not heads:
        raise refused(request.file_name, "It holds no rows.", "Export it again, with a header and its rows.")
    if matching:
        what = f"More than one of its sheets has the columns: {listed(name for name, _ in matching)}."
        raise refused(request.file_name, what, 'Name one in the mapping file: [file] sheet = "…".')
    name, records = max(heads.items(), key=lambda one: len(one[1]))
    _refuse_unsaved_formula(path, workbook, name, request)
    raise header_refusal(request, mapping, records, f"sheet “{shown(name)}” of {listed(names)}")


def _head(rows: Rows) -> list[tuple[int, list[str]]]:
    """The first rows that hold anything, with their numbers in the sheet."""
    head: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell, ".") for cell in cells]
        if any(text.strip() for text in texts):
            head.append((number, texts))
        if len(head) > SEARCHED_RECORDS:
            break
    return head


def _text(cell: Cell, decimal: str) -> str:
    """A cell as the text a person would export: ISO dates, numbers with the file's decimal sign."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        number = str(int(cell)) if cell.is_integer() and abs(cell) < EXACT_FLOAT else repr(cell)
        return number.replace(".", decimal)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
