import io
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer, assert_counts_add_up, refused_rows, staged_rows


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_sheet_with_real_dates_and_numbers(importer: Importer, tmp_path: Path) -> None:
    """Date, time and number cells are what they are, not the numbers behind them."""
    path = workbook(
        tmp_path / "a.xlsx",
        Data=[
            ["survey", "answered_at", "score", "id"],
            ["stars", datetime(2026, 10, 1, 14, 30), 4.0, 1001],  # noqa: DTZ001 — a cell has no zone
            ["stars", "2026-10-02", 3.0, 1002.0],
        ],
    )
    rows = importer.rows(path, "responses")
    assert [row["answered_at"].isoformat() for row in rows] == ["2026-10-01T14:30:00", "2026-10-02T00:00:00"]
    assert [(row["score"], row["external_id"]) for row in rows] == [(4.0, "1001"), (3.0, "1002")]


def test_serial_numbers_are_no_dates(importer: Importer, tmp_path: Path) -> None:
    """A bare 45000 is not taken for a day; the sheet's row number is named."""
    path = workbook(tmp_path / "a.xlsx", Data=[["said_at", "text"], [45_000, "a"], ["2026-10-01", "b"]])
    staged = importer.stage(path)
    assert staged.rows_staged == 1
    assert (refused_rows(staged)[0]["line"], refused_rows(staged)[0]["value"]) == ("2", "45000")


def test_long_number_ids_are_refused(importer: Importer, tmp_path: Path) -> None:
    """An id the spreadsheet cut to a number is refused by row; shorter ones are the digits a CSV file has."""
    head = ["id", "said_at", "text"]
    ids = [569587686496825300, 1002.0, 9007199254740991]
    path = workbook(tmp_path / "a.xlsx", Data=[head, *[[one, "2026-10-01", f"text {one}"] for one in ids]])
    staged = importer.stage(path)
    assert [row["external_id"] for row in staged_rows(staged)] == ["1002", "9007199254740991"]
    (refused,) = refused_rows(staged)
    assert (refused["line"], refused["column"], refused["reason"]) == (
        "2", "id", "the number was cut by the spreadsheet",
    )  # fmt: skip
    assert_counts_add_up(staged)


def test_long_number_values_are_numbers(importer: Importer, tmp_path: Path) -> None:
    """A KPI's value may be larger than any id."""
    path = workbook(tmp_path / "a.xlsx", Data=[["kpi", "period", "value"], ["on-time", "2026-10", 1e18]])
    assert importer.rows(path, "readings")[0]["value"] == 1e18


def test_percent_cells_may_be_shares(importer: Importer, tmp_path: Path) -> None:
    """A cell shown as 105 % is 1.05 to us, so values up to 1.5 from a workbook are asked about."""
    rows: list[list[Any]] = [["kpi", "period", "value"], ["on-time", "2026-09", 1.05], ["on-time", "2026-10", 0.97]]
    staged = importer.stage(workbook(tmp_path / "a.xlsx", Data=rows), "readings")
    assert any("are they shares" in note for note in staged.notes)


def test_date_and_time_cells_join(importer: Importer, tmp_path: Path) -> None:
    """A day cell and a time cell make one time."""
    path = workbook(tmp_path / "a.xlsx", Data=[["Date", "Time", "Topic"], ["2026-10-01", time(9, 12, 58), "x"]])
    mapping = '[columns]\nsaid_at = ["Date", "Time"]\ncategory = "Topic"'
    assert importer.rows(path, mapping=mapping)[0]["said_at"].isoformat() == "2026-10-01T09:12:58"


def test_number_cells_ignore_the_decimal_sign_of_texts(importer: Importer, tmp_path: Path) -> None:
    """With decimal = "," a number cell of 1.5 stays 1.5."""
    path = workbook(tmp_path / "a.xlsx", Data=[["kpi", "period", "value"], ["on-time", "2026-10", 1.5]])
    for mapping in (None, '[file]\ndecimal = ","'):
        assert importer.rows(path, "readings", mapping=mapping)[0]["value"] == 1.5


def test_the_sheet_with_our_columns_is_taken(importer: Importer, tmp_path: Path) -> None:
    """Of several sheets the only one with our columns is read."""
    path = workbook(tmp_path / "a.xlsx", Notes=[["hello"]], Data=[["said_at", "text"], ["2026-10-01", "a"]])
    assert "sheet “Data”".lower() in importer.stage(path).recognised.lower()


def test_two_fitting_sheets_are_asked_for(importer: Importer, tmp_path: Path) -> None:
    """Two sheets that fit are named, and one must be chosen."""
    rows = [["said_at", "text"], ["2026-10-01", "a"]]
    path = workbook(tmp_path / "a.xlsx", North=rows, South=[*rows, ["2026-10-02", "b"]])
    with pytest.raises(ImportRefusedError, match="North, South"):
        importer.stage(path)
    assert len(importer.rows(path, mapping='[file]\nsheet = "South"')) == 2
    with pytest.raises(ImportRefusedError, match="no sheet “East”"):
        importer.stage(path, mapping='[file]\nsheet = "East"')


def test_merged_cells_and_notes_above(importer: Importer, tmp_path: Path) -> None:
    """Notes above the table are passed over; a merged cell's value belongs to its first cell."""
    path = workbook(
        tmp_path / "a.xlsx",
        Data=[["Export"], [], ["said_at", "text", "customer"], ["2026-10-01", "a", None], ["2026-10-02", "b", "C"]],
    )
    book = openpyxl.load_workbook(path)
    book["Data"].merge_cells("B4:C4")
    book.save(path)
    rows = importer.rows(path)
    assert [(row["body"], row["customer_ref"]) for row in rows] == [("a", None), ("b", "C")]


def test_password_is_said(importer: Importer, tmp_path: Path) -> None:
    """A protected workbook is refused with what to do."""
    plain = workbook(tmp_path / "plain.xlsx", Data=[["said_at", "text"], ["2026-10-01", "a"]])
    protected = tmp_path / "protected.xlsx"
    with plain.open("rb") as source, protected.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("secret", target)
    with pytest.raises(ImportRefusedError, match="protected by a password"):
        importer.stage(protected)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_truncated_workbook(importer: Importer, tmp_path: Path, share: float) -> None:
    """A cut-off workbook is refused in words."""
    content = workbook(tmp_path / "a.xlsx", Data=[["said_at", "text"], ["2026-10-01", "a"]]).read_bytes()
    with pytest.raises(ImportRefusedError):
        importer.stage(importer.write(content[: int(len(content) * share)], "cut.xlsx"))


def test_zip_bomb_is_refused_before_unpacking(importer: Importer, tmp_path: Path) -> None:
    """A workbook that would unpack to many times its size is refused."""
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(ImportRefusedError, match="unpack from"):
        importer.stage(bomb)


def test_other_zips_are_refused(importer: Importer) -> None:
    """A zip with a table in it is to be unpacked first; a document is no table."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("table.csv", "a,b")
    with pytest.raises(ImportRefusedError, match="zip archive"):
        importer.stage(packed.getvalue())


def test_empty_workbook(importer: Importer, tmp_path: Path) -> None:
    """A workbook without rows is refused."""
    with pytest.raises(ImportRefusedError, match="no rows"):
        importer.stage(workbook(tmp_path / "a.xlsx", Data=[], More=[]))


def test_formulas_without_values_are_refused(importer: Importer, tmp_path: Path) -> None:
    """A workbook of a program that cannot calculate is refused with the cell, and not imported with blanks."""
    rows = [["said_at", "text", "note"], ["2026-10-01", "late", "=1+1"], ["2026-10-02", '=A2&" <again>"', ""]]
    path = workbook(tmp_path / "a.xlsx", About=[["nothing"], ["=1"]], Data=rows)
    with pytest.raises(ImportRefusedError, match="Cell B3 of the sheet “Data” holds a formula") as refused:
        importer.stage(path)
    assert "save it there" in refused.value.fix


def test_a_header_of_formulas_is_refused(importer: Importer, tmp_path: Path) -> None:
    """Where the names themselves are formulas without values, that is what is said."""
    path = workbook(tmp_path / "a.xlsx", Data=[['="said_at"', "text"], ["2026-10-01", "late"]])
    with pytest.raises(ImportRefusedError, match="Cell A1 of the sheet “Data” holds a formula"):
        importer.stage(path)


def test_formulas_that_matter_not_are_let_be(importer: Importer, tmp_path: Path) -> None:
    """Formulas in columns that nothing is read from, and blanks without formulas, refuse nothing."""
    rows = [["said_at", "text", "category", "note"], ["2026-10-01", "late", "", "=1+1"]]
    assert len(importer.rows(workbook(tmp_path / "a.xlsx", Data=rows))) == 1


def test_formulas_with_values_are_read(importer: Importer, tmp_path: Path) -> None:
    """A formula counts as the value it was saved with, also when that is an empty text."""
    rows = [["said_at", "text", "category"], ["2026-10-01", "=A2", "=A3"], ["2026-10-02", "b", ""]]
    path = workbook(tmp_path / "a.xlsx", Data=rows)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for cell, value in ((b"B2", b"saved"), (b"C2", b"")):
        begin = parts[part].index(b'<c r="' + cell)
        end = parts[part].index(b"</c>", begin) + len(b"</c>")
        written = b'<c r="' + cell + b'" t="str"><f>A2</f><v>' + value + b"</v></c>"
        parts[part] = parts[part][:begin] + written + parts[part][end:]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert [row["body"] for row in importer.rows(path)] == ["saved", "b"]
