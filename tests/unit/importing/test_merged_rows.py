import pytest

from tests.unit.importing.importer import Importer


def hints(importer: Importer, content: str | bytes) -> list[str]:
    """What an import says of rows that look merged."""
    return [note for note in importer.stage(content).notes if "stray quotation mark" in note]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("order", ["id,said_at,text", "id,text,said_at", "text,said_at,id"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_rows_merged_by_two_stray_quotes_are_told(
    importer: Importer, delimiter: str, order: str, line_end: str
) -> None:
    """A quotation mark that opens in one row and closes in a later one makes them one row, which is said."""
    texts = ["first", '"late again', "so slow", 'it came"', "last"]
    rows = [{"id": f"a{n}", "said_at": f"2026-10-0{n + 1}", "text": text} for n, text in enumerate(texts)]
    lines = [order, *(",".join(row[name] for name in order.split(",")) for row in rows)]
    content = "".join(line.replace(",", delimiter) + line_end for line in lines)
    assert importer.stage(content).rows_staged == 3
    assert hints(importer, content) == [
        "1 text (the first in record 3) with lines that look like rows of their own. Is there a stray quotation "
        "mark at the beginning? Remove it, and import again."
    ]


def test_merged_rows_are_told_in_irregular_files_too(importer: Importer) -> None:
    """A file that is read record by record gets the same hint, with the record's number."""
    content = 'Export\n\nid,said_at,text,stage\n1,2026-10-01,a,\n2,2026-10-02,"b,\n3,2026-10-03,c",i-order\n4\n'
    assert "(the first in record 4)" in hints(importer, content)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nred, green, blue\nyours, Ann",
        "I ordered, paid,\nwaited, and nothing",
        "Order 1234, 2026-10-01, large\nand one more, 5678, 2026-10-02, small, blue, cheap",
        "one\ntwo\nthree",
        ",,\n,,\n,,",
    ],
)
@pytest.mark.parametrize("order", ["id,said_at,text", "text,said_at,id", "id,text,said_at"])
def test_texts_of_several_lines_are_no_merged_rows(importer: Importer, order: str, text: str) -> None:
    """Letters with line breaks, commas and figures are what customers write."""
    row = {"id": "a", "said_at": "2026-10-01", "text": f'"{text}"'}
    content = f"{order}\n" + ",".join(row[name] for name in order.split(",")) + "\n"
    assert importer.stage(content).rows_staged == 1
    assert hints(importer, content) == []


def test_tables_of_two_columns_are_not_judged(importer: Importer) -> None:
    """With one separator a row, a line of a letter may look like a row by chance."""
    assert hints(importer, 'said_at,text\n2026-10-01,"Hello\n2026-10-02, I called"\n') == []
