from datetime import date

import pytest

from customer_room.domain.catalogue import Catalogue
from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import (
    Importer,
    assert_counts_add_up,
    known,
    reasons,
    refused_rows,
    staged_rows,
)


def test_staging_file_has_the_stores_columns_and_types(importer: Importer) -> None:
    """The staging file can be committed as it is: typed, in the store's order, sorted by time."""
    row = importer.rows(
        "id,said_at,text,stage,category,cause,source,channel,audience,nature,customer\n"
        "7,2026-10-02 08:00,late,i-order,Late parcel,employee,CRM,call,partner,praise,C1\n"
    )[0]
    assert list(row) == [
        "id", "said_at", "said_on", "stage_id", "touchpoint_id", "category_id", "category_name", "cause", "source",
        "channel", "audience", "nature", "customer_ref", "body", "external_id",
    ]  # fmt: skip
    assert (row["stage_id"], row["category_id"], row["external_id"]) == (known("order"), known("late"), "7")
    assert (row["cause"], row["channel"], row["audience"], row["nature"]) == ("employee", "call", "partner", "praise")


def test_rows_are_sorted_by_time(importer: Importer) -> None:
    """The oldest row comes first, whatever the file's order."""
    rows = importer.rows("said_at,text\n2026-10-03,c\n2026-10-01,a\n2026-10-02,b\n")
    assert [row["body"] for row in rows] == ["a", "b", "c"]


def test_defaults_are_the_documented_ones(importer: Importer) -> None:
    """Without those columns a row is a customer's complaint, by another channel, from the file's name."""
    row = importer.rows("said_at,text\n2026-10-01,a\n")[0]
    assert (row["channel"], row["audience"], row["nature"]) == ("other", "customer", "complaint")
    assert (row["source"], row["cause"]) == ("file", None)


@pytest.mark.parametrize(
    ("columns", "values", "stage"),
    [
        ("stage,touchpoint,category", "i-return,phone-order,late parcel", "return"),
        ("stage,touchpoint,category", ",returns-form,late parcel", "return"),
        ("stage,touchpoint,category", ",,Late  Parcel", "order"),
        ("stage,category", ",wrong size", None),
    ],
)
def test_stage_comes_from_the_nearest_word(importer: Importer, columns: str, values: str, stage: str | None) -> None:
    """The stage is the stage column's, else the touchpoint's, else the category's, else none yet."""
    row = importer.rows(f"said_at,text,{columns}\n2026-10-01,a,{values}\n")[0]
    assert row["stage_id"] == (known(stage) if stage else None)


def test_unknown_stage_refuses_the_row(importer: Importer) -> None:
    """A stage the room does not have is refused with the value and the stages there are."""
    staged = importer.stage("said_at,text,stage\n2026-10-01,a,I pay\n2026-10-02,b,i-order\n")
    refusal = refused_rows(staged)[0]
    assert (refusal["line"], refusal["column"], refusal["value"]) == ("2", "stage", "I pay")
    assert refusal["fix"].startswith("The room's stages: “I order”, “i-return”. ")
    assert "[values.stage]" in refusal["fix"]


def test_unknown_touchpoint_and_words_refuse_the_row(importer: Importer) -> None:
    """Each wrong word of a row is named, each row counted once."""
    staged = importer.stage("said_at,text,touchpoint,channel,nature\n2026-10-01,a,nowhere,pigeon,rant\n")
    assert staged.rows_refused == 1
    assert {row["column"] for row in refused_rows(staged)} == {"touchpoint", "channel", "nature"}


def test_everyday_words_are_understood(importer: Importer) -> None:
    """Common words for the codes need no mapping file, in any case."""
    rows = importer.rows("said_at,text,channel\n2026-10-01,a,Phone\n2026-10-02,b,E-Mail\n2026-10-03,c,WEB\n")
    assert [row["channel"] for row in rows] == ["call", "email", "web"]


def test_new_categories_are_reported(importer: Importer) -> None:
    """A category the room does not know is kept by name, one spelling for all, and reported once."""
    content = "said_at,category\n2026-10-01,Torn Box\n2026-10-02,torn box\n2026-10-03,Wrong Size\n"
    staged = importer.stage(content)
    assert staged.new_categories == ("Torn Box",)
    rows = staged_rows(staged)
    assert [row["category_name"] for row in rows[:2]] == ["Torn Box", "Torn Box"]
    assert [row["category_id"] for row in rows] == [None, None, known("size")]


def test_too_many_new_categories_refuse_the_file(importer: Importer) -> None:
    """A category column of free text is refused instead of making hundreds of categories."""
    rows = "".join(f"2026-10-01,complaint {number}\n" for number in range(201))
    with pytest.raises(ImportRefusedError, match="free text"):
        importer.stage(f"said_at,category\n{rows}")


def test_neither_text_nor_category(importer: Importer) -> None:
    """A row that says nothing is refused; a blank text with a category is enough."""
    staged = importer.stage("said_at,text,category\n2026-10-01,,\n2026-10-02,,late parcel\n")
    assert reasons(staged) == {"there is neither a text nor a category": 1}
    assert staged_rows(staged)[0]["body"] == ""


def test_same_file_gives_the_same_ids(importer: Importer) -> None:
    """Reading a file again gives the same ids, so that it adds nothing, with and without an id column."""
    for header in ("id,said_at,text\n1,", "said_at,text\n"):
        content = f"{header}2026-10-01,a\n"
        assert importer.rows(content)[0]["id"] == importer.rows(content)[0]["id"]


def test_identical_rows_without_id_both_count(importer: Importer) -> None:
    """Two customers may say the same; each has an id, the same ones next time."""
    content = "said_at,text\n2026-10-01,late\n2026-10-01,late\n"
    first, second = importer.stage(content), importer.stage(content)
    assert (first.rows_staged, first.duplicates_in_file) == (2, 0)
    ids = {row["id"] for row in staged_rows(first)}
    assert len(ids) == 2
    assert ids == {row["id"] for row in staged_rows(second)}


def test_repeated_id_with_the_same_content_is_a_duplicate(importer: Importer) -> None:
    """The same id with the same words counts once."""
    staged = importer.stage("id,said_at,text\n1,2026-10-01,a\n1,2026-10-01,a\n2,2026-10-01,b\n")
    assert (staged.rows_staged, staged.duplicates_in_file, staged.rows_refused) == (2, 1, 0)
    assert_counts_add_up(staged)


def test_repeated_id_with_other_content_is_refused(importer: Importer) -> None:
    """The same id for something else keeps the first and refuses the other, naming the first."""
    staged = importer.stage("id,said_at,text\n1,2026-10-01,a\n1,2026-10-01,b\n")
    assert [row["body"] for row in staged_rows(staged)] == ["a"]
    assert "record 2" in refused_rows(staged)[0]["fix"]
    assert_counts_add_up(staged)


def test_ids_that_differ_by_case_are_two(importer: Importer) -> None:
    """An id is taken to the letter."""
    assert importer.stage("id,said_at,text\na1,2026-10-01,x\nA1,2026-10-01,y\n").rows_staged == 2


def test_rows_without_id_among_rows_with_one(importer: Importer) -> None:
    """A blank id is no id: such rows are told apart by content."""
    staged = importer.stage("id,said_at,text\n,2026-10-01,x\n,2026-10-01,x\n5,2026-10-01,x\n")
    assert len({row["id"] for row in staged_rows(staged)}) == 3


def test_long_texts(importer: Importer) -> None:
    """5,000 characters are nothing special, 100,000 are kept whole, more is refused."""
    texts = ["x" * 5_000, "y" * 100_000, "z" * 100_001]
    staged = importer.stage("said_at,text\n" + "".join(f"2026-10-01,{text}\n" for text in texts))
    assert sorted(len(row["body"]) for row in staged_rows(staged)) == [5_000, 100_000]
    assert len(refused_rows(staged)[0]["value"]) <= 201


@pytest.mark.parametrize(
    "text",
    [
        "'); DROP TABLE feedback;--",
        "=HYPERLINK(1)",
        "<script>alert(1)</script>",
        "read_csv('/etc/passwd')",
        "\u202eabc",
        "👩‍👩‍👧",
        "é" * 40,
        "a\\'b",
        "$1 ? %s {0}",
    ],
)
def test_text_is_only_text(importer: Importer, text: str) -> None:
    """Nothing in a cell is run, changed or lost, wherever it stands."""
    quoted = '"' + text.replace('"', '""') + '"'
    row = importer.rows(f"said_at,text,category,customer,id\n2026-10-01,{quoted},{quoted},{quoted},{quoted}\n")[0]
    assert (row["body"], row["category_name"], row["customer_ref"], row["external_id"]) == (text,) * 4


def test_hostile_words_in_the_mapping_file(importer: Importer) -> None:
    """Names and words of a mapping file are data too."""
    mapping = """[columns]
said_at = "When'; DROP"
text = 'A "quoted" name'
[constants]
source = "x'); DROP TABLE given;--"
[values.text]
"it's" = "that's"
"""
    row = importer.rows('"When\'; DROP","A ""quoted"" name"\n2026-10-01,it\'s\n', mapping=mapping)[0]
    assert (row["body"], row["source"]) == ("that's", "x'); DROP TABLE given;--")


def test_refused_file_is_safe_in_a_spreadsheet(importer: Importer) -> None:
    """A refused value that a spreadsheet would calculate is written with an apostrophe in front."""
    staged = importer.stage("said_at,text\n=cmd|' /C calc'!A0,a\n2026-10-01,b\n")
    assert refused_rows(staged)[0]["value"].startswith("'=cmd")


def test_summary_of_a_clean_file(importer: Importer) -> None:
    """A clean file says its days, its hash and a sample of rows as understood, and has no file of refusals."""
    staged = importer.stage("said_at,text,stage\n2026-10-05,b,i-order\n2026-10-01,a,i-order\n")
    assert (staged.first_on, staged.last_on) == (date(2026, 10, 1), date(2026, 10, 5))
    assert len(staged.file_sha256) == 64
    assert [row["text"] for row in staged.sample] == ["b", "a"]
    assert staged.refused_path is None
    assert staged.recognised == "Text in UTF-8, commas between cells, header in record 1, dates year-first."


def test_empty_room_takes_feedback(importer: Importer) -> None:
    """A room without stages or categories still takes what customers say."""
    assert importer.stage("said_at,text\n2026-10-01,a\n", catalogue=Catalogue()).rows_staged == 1
