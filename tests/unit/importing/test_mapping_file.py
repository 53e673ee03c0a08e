from pathlib import Path

import pytest

from customer_room.errors import ImportRefusedError
from customer_room.importing import DateOrder, FileMapping, read_mapping
from tests.unit.importing.importer import Importer, reasons


def test_whole_mapping_is_read(importer: Importer) -> None:
    """Every section of a mapping file arrives where it is used."""
    mapping = importer.mapping(
        """kind = "feedback"
[file]
encoding = "cp1252"
delimiter = ";"
quote = "'"
decimal = ","
sheet = "Data"
header = 3
skip_rows = 1
[columns]
said_at = ["Date", "Time"]
text = "Text"
[dates]
order = "day-first"
formats = ["%d.%m.%Y"]
timezone = "Europe/Berlin"
[constants]
source = "CRM"
[values.stage]
"Mortgage" = "i-borrow"
"*" = "i-order"
[skip]
Kind = ["Total", 7]
[scale]
value = 100
[period]
from_date = true
[blank]
values = ["N/A", -200]
"""
    )
    assert mapping.columns == {"said_at": ("Date", "Time"), "text": ("Text",)}
    assert (mapping.date_order, mapping.timezone) == (DateOrder.DAY_FIRST, "Europe/Berlin")
    assert (mapping.header, mapping.skip_rows, mapping.decimal, mapping.from_date) == (3, 1, ",", True)
    assert (mapping.skip, mapping.scale, mapping.blank) == (
        {"Kind": ("Total", "7")},
        {"value": 100.0},
        ("N/A", "-200"),
    )


def test_empty_mapping_file_says_nothing(importer: Importer) -> None:
    """An empty mapping file is a mapping that leaves everything open."""
    assert importer.mapping("") == FileMapping()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind = 'feedbak'", r"line 1, kind.*feedbak"),
        ("[colums]\ntext = 'x'", r"line 1, colums.*Did you mean columns"),
        ("[columns]\ntxt = 'x'", r"line 2, \[columns\] txt.*Did you mean text"),
        ("[file]\n\nheader = -1", r"line 3, \[file\] header"),
        ("[file]\nheader = true", r"\[file\] header"),
        ("[file]\ndelimiter = ';;'", r"\[file\] delimiter"),
        ("[file]\ndecimal = ';'", r"\[file\] decimal"),
        ("[file]\nencoding = 'klingon'", r"\[file\] encoding"),
        ("[file]\nencoding = 'base64'", r"\[file\] encoding"),
        ("[dates]\norder = 'us'", r"\[dates\] order.*day-first"),
        ("[dates]\ntimezone = 'Mars/Base'", r"\[dates\] timezone"),
        ("[dates]\nformats = ['%Q']", r"\[dates\] formats"),
        ("[dates]\nformats = ['%d.%m.%Y %-z']", r"line 2, \[dates\] formats.*%z \(an offset"),
        ("[dates]\nformats = ['%-Y']", r"\[dates\] formats"),
        ("[dates]\nformats = ['%H:%M']", r"\[dates\] formats.*each with a year"),
        ("[dates]\nformats = ['%d.%m.%Y %H:%M %Z']", r"\[dates\] formats.*no %Z"),
        ("[dates]\nformats = ['%d.%m.%Y', '%d.%m.%Y %z']", r"\[dates\] formats.*in all of them"),
        ("[dates]\nformats = ['']", r"\[dates\] formats"),
        ("[columns]\ntext = 3", r"\[columns\] text"),
        ("[columns]\ntext = []", r"\[columns\] text"),
        ("[values]\nstage = 'x'", r"\[values\] stage"),
        ("[values.stage]\nA = 1", r"line 2, \[values.stage\] A"),
        ("[scale]\nvalue = 0", r"\[scale\] value"),
        ("[scale]\nvalue = nan", r"\[scale\] value"),
        ("[period]\nfrom_date = 'yes'", r"\[period\] from_date"),
        ("[skip]\nx = true", r"\[skip\] x"),
        ("columns = 3", "columns: is not a section"),
        ("[file\nx", "not valid TOML.*line 1"),
    ],
)
def test_errors_name_line_key_and_fix(importer: Importer, text: str, words: str) -> None:
    """A mistake in a mapping file is named with its line and key, and what to write instead."""
    with pytest.raises(ImportRefusedError, match=f"(?s){words}"):
        importer.mapping(text)


def test_unreadable_mapping_files(tmp_path: Path) -> None:
    """A missing, binary or huge mapping file is refused in words."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "huge").write_bytes(b"#" * 1_000_001)
    for name in ("missing", "binary", "huge", "."):
        with pytest.raises(ImportRefusedError, match="mapping file cannot be used"):
            read_mapping(tmp_path / name)


def test_kind_of_the_mapping_must_fit(importer: Importer) -> None:
    """A mapping file for another kind is not used."""
    with pytest.raises(ImportRefusedError, match="is for responses"):
        importer.stage("said_at,text\n2026-10-01,a\n", mapping='kind = "responses"')


def test_columns_are_only_those_named(importer: Importer) -> None:
    """With [columns] a column of ours that is not named there is not used by accident."""
    mapping = '[columns]\nsaid_at = "when"\ntext = "what"'
    row = importer.rows("when,what,source,channel\n2026-10-01,a,x,y\n", mapping=mapping)[0]
    assert (row["source"], row["channel"]) == ("file", "other")


def test_missing_column_of_the_mapping(importer: Importer) -> None:
    """A column the mapping names and the file lacks refuses the file, with the nearest name."""
    with pytest.raises(ImportRefusedError, match=r"no column “Review Text” for text \(perhaps “ReviewText”\?\)"):
        importer.stage("said_at,ReviewText\n", mapping='[columns]\nsaid_at = "said_at"\ntext = "Review Text"')


def test_texts_joined_from_several_columns(importer: Importer) -> None:
    """Several columns become one text; blank ones leave no gap."""
    mapping = '[columns]\nsaid_at = "d"\ntext = ["Title", "Body"]'
    rows = importer.rows("d,Title,Body\n2026-10-01,Hi,there\n2026-10-02,,only\n", mapping=mapping)
    assert [row["body"] for row in rows] == ["Hi there", "only"]


def test_values_translate_words(importer: Importer) -> None:
    """[values] translate in any case; "*" is every other word and "" is blank."""
    mapping = '[values.stage]\n"Mortgage" = "i-order"\n"" = "i-order"\n"*" = "i-return"'
    rows = importer.rows(
        "said_at,text,stage\n2026-10-01,a,MORTGAGE\n2026-10-02,b,\n2026-10-03,c,card\n", mapping=mapping
    )
    assert rows[0]["stage_id"] == rows[1]["stage_id"] != rows[2]["stage_id"]


def test_constants_fill_blanks(importer: Importer) -> None:
    """A constant stands for a missing column and for blank cells."""
    mapping = '[constants]\nsource = "CRM"\nchannel = "web"'
    rows = importer.rows("said_at,text,channel\n2026-10-01,a,call\n2026-10-02,b,\n", mapping=mapping)
    assert [(row["source"], row["channel"]) for row in rows] == [("CRM", "call"), ("CRM", "web")]


def test_skipped_rows_are_counted(importer: Importer) -> None:
    """[skip] leaves rows out by their column's name or ours, "" meaning blank."""
    mapping = '[skip]\nRegion = ["Grand Total"]\ntext = [""]'
    staged = importer.stage(
        "said_at,text,Region\n2026-10-01,a,North\n2026-10-01,9,grand total\n2026-10-02,,South\n", mapping=mapping
    )
    assert (staged.rows_read, staged.rows_staged, staged.rows_skipped) == (3, 1, 2)


def test_blank_words(importer: Importer) -> None:
    """Words that mean blank are blank."""
    staged = importer.stage("said_at,text\n2026-10-01,N/A\n", mapping='[blank]\nvalues = ["n/a"]')
    assert reasons(staged) == {"there is neither a text nor a category": 1}
