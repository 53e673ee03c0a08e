import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer, assert_counts_add_up, reasons, refused_rows

ROWS = "2026-10-01|late, and cold|i-order\n2026-10-02|fine; thanks|i-return\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separator_is_recognised(importer: Importer, delimiter: str) -> None:
    """Commas, semicolons, tabs and bars are told apart, also when texts hold the others."""
    lines = ("said_at|text|stage\n" + ROWS).splitlines()
    content = "\n".join(delimiter.join(f'"{cell}"' for cell in line.split("|")) for line in lines)
    assert [row["body"] for row in importer.rows(content)] == ["late, and cold", "fine; thanks"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(importer: Importer, line_end: str) -> None:
    """Lines may end as on any computer."""
    content = line_end.join(["said_at,text", "2026-10-01,a", "2026-10-02,b"])
    assert len(importer.rows(content)) == 2


def test_mixed_line_ends(importer: Importer) -> None:
    """Windows and Unix line ends in one file are all line ends."""
    assert len(importer.rows(b"said_at,text\r\n2026-10-01,a\n2026-10-02,b\r\n")) == 2


def test_line_breaks_inside_quotes(importer: Importer) -> None:
    """A text over several lines stays one text."""
    rows = importer.rows('said_at,text\n2026-10-01,"one\ntwo\r\nthree ""x"""\n2026-10-02,b\n')
    assert rows[0]["body"] == 'one\ntwo\r\nthree "x"'


def test_too_many_and_too_few_cells(importer: Importer) -> None:
    """A record of another width is refused with its number; the others arrive."""
    staged = importer.stage("said_at,text\n2026-10-01,a\n2026-10-02,b,c\n2026-10-03\n2026-10-04,d\n")
    assert staged.rows_staged == 2
    assert [row["line"] for row in refused_rows(staged)] == ["3", "4"]
    assert_counts_add_up(staged)


def test_blank_extra_cells_are_nothing(importer: Importer) -> None:
    """A separator too many at the end of a record does no harm."""
    assert importer.stage("said_at,text\n2026-10-01,a,\n2026-10-02,b,,\n").rows_staged == 2


def test_unclosed_quote_refuses_the_file(importer: Importer) -> None:
    """A quotation mark that swallows the rest is named with its record."""
    rows = "2026-10-01,a\n" * 5
    with pytest.raises(ImportRefusedError, match=r"record 7 a quotation mark opens") as refused:
        importer.stage(f'said_at,text\n{rows}2026-10-02,"b\n{rows}')
    assert "one cell: 6 lines, from line 7 to line 12." in refused.value.what
    assert "Close the quotation mark in line 7" in refused.value.fix


def test_an_unclosed_quote_is_named_with_its_line(importer: Importer) -> None:
    """Lines are counted as an editor does, also below a text of several lines."""
    with pytest.raises(ImportRefusedError, match=r"In record 3 .* 2 lines, from line 5 to line 6"):
        importer.stage('said_at,text\r\n2026-10-01,"a\r\nb\r\nc"\r\n2026-10-02,"b\r\n2026-10-03,c')


def test_an_endless_cell_is_named_with_its_lines(importer: Importer) -> None:
    """A quotation mark that swallows a million characters is refused there, with the lines so far."""
    with pytest.raises(ImportRefusedError, match=r"In record 2 .* lines, from line 2 to line 9\d,\d\d\d\."):
        importer.stage('said_at,text\n2026-10-01,"b\n' + "2026-10-02\n" * 200_000)


def test_text_after_closing_quote_refuses_the_row(importer: Importer) -> None:
    """A broken quotation costs its own record, not the file."""
    staged = importer.stage('said_at,text\n2026-10-01,"a"b\n2026-10-02,c\n')
    assert (staged.rows_staged, staged.rows_refused) == (1, 1)
    assert "lines" not in refused_rows(staged)[0]["fix"]


def test_lines_of_a_broken_quotation_are_told(importer: Importer) -> None:
    """Where a broken quotation took several lines, the refused record says which."""
    staged = importer.stage('said_at,text\n2026-10-01,"a\n2026-10-02,b\n2026-10-03,"c"\n2026-10-04,d\n')
    assert (staged.rows_staged, staged.rows_refused) == (1, 1)
    assert refused_rows(staged)[0]["fix"].endswith("It was read from lines 2 to 4.")


def test_repeated_header_is_skipped(importer: Importer) -> None:
    """The header among the data is no feedback; it is counted as skipped."""
    staged = importer.stage("said_at,text\n2026-10-01,a\nsaid_at,text\n2026-10-02,b\n")
    assert (staged.rows_read, staged.rows_staged, staged.rows_skipped) == (3, 2, 1)


def test_blank_records_are_skipped(importer: Importer) -> None:
    """A record of separators only is skipped and counted, an empty line is nothing."""
    staged = importer.stage("said_at,text\n2026-10-01,a\n , \n\n2026-10-02,b\n\n")
    assert (staged.rows_read, staged.rows_staged, staged.rows_skipped) == (3, 2, 1)


def test_record_numbers_count_quoted_lines_once(importer: Importer) -> None:
    """The number of a refused record counts records, not lines, with the header as 1."""
    staged = importer.stage('said_at,text\n2026-10-01,"a\nb\nc"\nnonsense,d\n')
    assert refused_rows(staged)[0]["line"] == "3"


def test_preamble_before_the_header(importer: Importer) -> None:
    """Titles above the table are passed over when a later record has exactly our columns."""
    staged = importer.stage("Export of October\n\nsaid_at,text\n2026-10-01,a\n")
    assert (staged.rows_read, staged.rows_staged) == (1, 1)
    assert "header in record 2" in staged.recognised


def test_file_without_header(importer: Importer) -> None:
    """With header = 0 columns are named by number, and the first record is data."""
    mapping = '[file]\nheader = 0\n[columns]\nsaid_at = "1"\ntext = "2"'
    assert len(importer.rows("2026-10-01,a\n2026-10-02,b\n", mapping=mapping)) == 2


def test_a_header_beyond_the_file_is_said(importer: Importer) -> None:
    """A mapping file that names a record the file does not have is told so."""
    with pytest.raises(ImportRefusedError, match="its header is record 99, and no such record"):
        importer.stage("said_at,text\n2026-10-01,a\n", mapping="[file]\nheader = 99")


def test_records_below_the_header_can_be_left_out(importer: Importer) -> None:
    """skip_rows passes over further header records."""
    mapping = '[file]\nheader = 1\nskip_rows = 2\n[columns]\nsaid_at = "said_at"\ntext = "text"'
    staged = importer.stage('said_at,text\nWhen?,What?\n"{""ImportId"":1}",x\n2026-10-01,a\n', mapping=mapping)
    assert (staged.rows_read, staged.rows_staged) == (1, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n", "no table"),
        (b"said_at,text\n", "no rows"),
        (b"when,what\n2026-10-01,a\n", "no column for said_at"),
        (b"text\nonly one column\n", "no column for said_at"),
        (b"said_at,text,text\n2026-10-01,a,b\n", "two columns are called"),
        (b"a" * 5_000_000, "no table"),
        (",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n", "10,000 columns"),
    ],
)
def test_what_is_no_table_is_refused(importer: Importer, content: bytes, words: str) -> None:
    """A file without a usable table is refused as a whole, in words."""
    with pytest.raises(ImportRefusedError, match=words):
        importer.stage(content)


def test_near_names_are_suggested_not_taken(importer: Importer) -> None:
    """A renamed column is refused with the likely one."""
    with pytest.raises(ImportRefusedError, match="perhaps “said_att”"):
        importer.stage("said_att,text\n2026-10-01,a\n")


def test_reordered_columns(importer: Importer) -> None:
    """Columns are found by name in any order and any case."""
    assert importer.rows("Text,STAGE,Said At\nhello,I-Order,2026-10-01\n")[0]["body"] == "hello"


def test_one_reason_for_each_width(importer: Importer) -> None:
    """The summary groups refused records by reason."""
    staged = importer.stage("said_at,text\n2026-10-01,a\n1\n2\n")
    assert reasons(staged) == {"the record has 1 cell, the header 2": 2}
