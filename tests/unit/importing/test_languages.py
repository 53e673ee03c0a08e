import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer

JSON = '{"said_at": "2026-10-01", "text": "late"}'


@pytest.mark.parametrize(
    ("content", "what", "fix"),
    [
        (JSON, "It is JSON", "as CSV or XLSX"),
        (f"[\n  {JSON},\n  {JSON}\n]", "It is JSON", "as CSV or XLSX"),
        (f"{JSON}\n{JSON}\n", "It is JSON", "as CSV or XLSX"),
        ("[" + ", ".join([JSON] * 5000) + "]", "It is JSON", "as CSV or XLSX"),
        ("{}", "It is JSON", "as CSV or XLSX"),
        ("<!DOCTYPE html>\n<html><body>Sign in, please</body></html>", "a web page (HTML)", "in a browser"),
        ("<html><table><tr><td>said_at</td></tr></table></html>", "a web page (HTML)", "in a browser"),
        ("\n  <table>\n<tr><td>said_at</td></tr></table>", "a web page (HTML)", "in a browser"),
        ("<!-- saved --><HTML>", "a web page (HTML)", "in a browser"),
        ('<?xml version="1.0"?>\n<Workbook><Row/></Workbook>', "It is XML", "spreadsheet program"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_another_language_is_named(
    importer: Importer, content: str, what: str, fix: str, encoding: str
) -> None:
    """JSON, a web page and XML are told as what they are, with a way to a table."""
    with pytest.raises(ImportRefusedError) as refused:
        importer.stage(content.encode(encoding))
    assert what in refused.value.what
    assert "its columns could not be matched" in refused.value.what
    assert fix in refused.value.fix


@pytest.mark.parametrize("name", ["[id]", "{id}", "<id>"])
def test_a_table_may_begin_with_such_a_sign(importer: Importer, name: str) -> None:
    """A table with our columns is one, whatever its first name is."""
    assert len(importer.rows(f"{name},said_at,text\n1,2026-10-01,late\n")) == 1


def test_a_wrong_header_in_brackets_is_a_wrong_header(importer: Importer) -> None:
    """Names in brackets are no JSON."""
    with pytest.raises(ImportRefusedError, match="no column for said_at"):
        importer.stage("[when],[what]\n2026-10-01,late\n")
