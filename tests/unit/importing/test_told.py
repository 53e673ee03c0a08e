"""What a staged import tells a person: the first rows, examples of refusals, what was left out or not used."""

from tests.unit.importing.importer import Importer


def test_the_sample_has_our_columns_and_the_rooms_names(importer: Importer) -> None:
    """The first rows carry documented column names and names instead of ids."""
    content = "id,said_at,text,stage,touchpoint,category\n7,2026-10-01 09:30,a,,phone-order,new one\n"
    assert importer.stage(content, timezone="America/New_York").sample == (
        {
            "id": "7", "said_at": "2026-10-01 09:30:00", "text": "a", "stage": "I order", "category": "new one",
            "touchpoint": importer.stage(content).sample[0]["touchpoint"], "source": "file", "channel": "other",
            "audience": "customer", "nature": "complaint",
        },
    )  # fmt: skip


def test_the_sample_of_numbers_has_periods(importer: Importer) -> None:
    """Periods are written as files write them, and numbers without a tail."""
    sample = importer.stage("kpi,period,value\nerrors,2026-W40,4\n", "readings").sample
    assert (sample[0]["period"], sample[0]["value"]) == ("2026-W40", "4")


def test_the_sample_of_teams_is_no_json(importer: Importer) -> None:
    """Members are written as in a file, and columns that the file does not have are not shown."""
    content = "name,stage,members,status,since\nT,i-order,Ann Lee (WH); Bo,broken,2026-10-01\n"
    assert importer.stage(content, "teams").sample == (
        {
            "code": "t", "name": "T", "stage": "I order", "members": "Ann Lee (WH); Bo", "status": "broken",
            "since": "2026-10-01",
        },
    )  # fmt: skip


def test_days_are_the_rooms_own(importer: Importer) -> None:
    """The first and the last day are days of the room's time zone, not of UTC."""
    content = "said_at,text\n2020-10-01 00:10,a\n2020-12-31T23:50:00-08:00,b\n"
    staged = importer.stage(content, timezone="America/Los_Angeles")
    assert (str(staged.first_on), str(staged.last_on)) == ("2020-10-01", "2020-12-31")
    assert [row["said_at"] for row in staged.sample] == ["2020-10-01 00:10:00", "2020-12-31 23:50:00"]


def test_the_first_cell_of_each_reason(importer: Importer) -> None:
    """For each reason, the most frequent first, the first refused cell is told with its record and what to do."""
    content = "said_at,text,stage\n2026-10-01,a,x\nsoon,b,\n2026-10-01,c,y\n2026-10-01,d,\n"
    staged = importer.stage(content)
    assert [(one.record, one.column, one.value, one.reason) for one in staged.examples] == [
        (2, "stage", "x", "the room has no such stage"),
        (3, "said_at", "soon", "not a date"),
    ]
    assert [one.reason for one in staged.examples] == [reason for reason, _ in staged.problems]


def test_what_was_left_out_is_told_once(importer: Importer) -> None:
    """Skipped records are counted by reason, and no note repeats it."""
    mapping = '[columns]\nsaid_at = "said_at"\ntext = "text"\nsource = "source"\n[skip]\ntext = ["Total"]'
    content = "said_at,text,source\n2026-10-01,a,x\n,,\nsaid_at,text,source\n2026-10-01,Total,x\n"
    staged = importer.stage(content, mapping=mapping)
    assert staged.skipped == (("blank", 1), ("the header once more", 1), ("by [skip]", 1))
    assert staged.notes == ()


def test_columns_that_are_not_used_are_named(importer: Importer) -> None:
    """A note names the file's columns from which nothing is read."""
    mapping = '[columns]\nsaid_at = "When"\ntext = "What"\n[constants]\nsource = "x"'
    staged = importer.stage("When,What,Agent,Region\n2026-10-01,a,b,c\n", mapping=mapping)
    assert staged.notes == ("Columns of the file that are not used: Agent, Region.",)


def test_the_source_is_not_the_files_name(importer: Importer) -> None:
    """Without a source ids are the same whatever the file is called, and a note says how to set it."""
    content = "id,said_at,text\n1,2026-10-01,a\n"
    first = importer.stage(importer.write(content, "october.csv"))
    again = importer.rows(importer.write(content, "copy of october.csv"))
    assert importer.rows(importer.write(content, "october.csv"))[0]["id"] == again[0]["id"]
    assert '[constants] source = "Call center"' in first.notes[0]


def test_spaces_around_quotation_marks(importer: Importer) -> None:
    """A space before or after quotation marks is none, whether the file is regular or read record by record."""
    rows = 'said_at,text,source\n2026-10-01,"a, b" ,x\n2026-10-02, "c ""d"" , e"  ,x\n2026-10-03,"f\n"" , g" , x\n'
    regular = [row["body"] for row in importer.rows(rows)]
    irregular = [row["body"] for row in importer.rows(rows + "2026-10-04,too,many,cells\n")]
    assert regular == irregular == ["a, b", 'c "d" , e', 'f\n" , g']


def test_text_after_a_closing_quotation_mark_is_refused(importer: Importer) -> None:
    """Anything but a space after a closing quotation mark breaks the record, and only that."""
    staged = importer.stage('said_at,text\n2026-10-01,"a" b\n2026-10-02,"c" \n')
    assert (staged.rows_staged, staged.rows_refused) == (1, 1)
