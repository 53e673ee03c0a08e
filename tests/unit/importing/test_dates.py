from datetime import date, datetime

import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer, reasons, staged_rows


def at(*parts: int) -> datetime:
    """A time as the staging file holds it: UTC, without saying so."""
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001 — the column's type has no zone


def said(importer: Importer, *dates: str, mapping: str | None = None, timezone: str = "UTC") -> list[datetime | None]:
    """When the rows with these dates were said, in their order; None for a refused one."""
    lines = "".join(f'"{when}",row {number}\n' for number, when in enumerate(dates))
    rows = importer.rows("said_at,text\n" + lines, mapping=mapping, timezone=timezone)
    found = {row["body"]: row["said_at"] for row in rows}
    return [found.get(f"row {number}") for number in range(len(dates))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-05", at(2026, 10, 5)),
        ("2026/10/05", at(2026, 10, 5)),
        ("2026-10-05 14:03", at(2026, 10, 5, 14, 3)),
        ("2026-10-05T14:03:59.25", at(2026, 10, 5, 14, 3, 59, 250_000)),
        ("2026-10-05T14:03:59Z", at(2026, 10, 5, 14, 3, 59)),
        ("2026-10-05T14:03Z", at(2026, 10, 5, 14, 3)),
        ("2026-10-05 14:03:59 -0800", at(2026, 10, 5, 22, 3, 59)),
        ("2026-10-05T14:03:59+05:30", at(2026, 10, 5, 8, 33, 59)),
        ("25.10.2026", at(2026, 10, 25)),
        ("25/10/2026 7:05", at(2026, 10, 25, 7, 5)),
        ("10/25/2026 07:05:09 PM", at(2026, 10, 25, 19, 5, 9)),
        ("10-25-2026 7:05PM", at(2026, 10, 25, 19, 5)),
        ("5 October 2026", at(2026, 10, 5)),
        ("05-Oct-2026", at(2026, 10, 5)),
        ("May 5, 2026", at(2026, 5, 5)),
        ("7/7/2026", at(2026, 7, 7)),
    ],
)
def test_ways_to_write_a_date(importer: Importer, text: str, expected: datetime) -> None:
    """A date that can mean one thing only is read without being described."""
    assert said(importer, text) == [expected]


def test_one_date_proves_the_order_of_all(importer: Importer) -> None:
    """A day above 12 anywhere decides how the whole column is read."""
    assert said(importer, "04-08-2026", "13-08-2026") == [at(2026, 8, 4), at(2026, 8, 13)]
    assert said(importer, "04-08-2026", "08-13-2026") == [at(2026, 4, 8), at(2026, 8, 13)]


def test_ambiguous_dates_are_asked_for(importer: Importer) -> None:
    """When no date proves the order, the file is refused and the mapping file asked for it."""
    with pytest.raises(ImportRefusedError, match="day-first or month-first"):
        said(importer, "02/03/2026", "04/05/2026")


def test_contradicting_dates_are_refused(importer: Importer) -> None:
    """Day-first and month-first dates in one column are shown with their records."""
    with pytest.raises(ImportRefusedError, match=r"13/04/2026.*record 2.*04/13/2026.*record 3"):
        said(importer, "13/04/2026", "04/13/2026")


def test_mapping_decides_the_order(importer: Importer) -> None:
    """The order of the mapping file is used without proof, also for years of two digits."""
    day_first = '[dates]\norder = "day-first"'
    assert said(importer, "02/03/2026", mapping=day_first) == [at(2026, 3, 2)]
    assert said(importer, "02/03/26", "30-Jul-18", mapping=day_first) == [at(2026, 3, 2), at(2018, 7, 30)]
    assert said(importer, "02/03/2026", mapping='[dates]\norder = "month-first"') == [at(2026, 2, 3)]


@pytest.mark.parametrize("text", ["02/03/04", "30-Jul-18"])
def test_two_digit_years_are_asked_for(importer: Importer, text: str) -> None:
    """A year of two digits is not taken for one without the mapping file's order."""
    with pytest.raises(ImportRefusedError, match="two digits"):
        said(importer, text)


def test_a_day_above_twelve_proves_no_two_digit_year(importer: Importer) -> None:
    """25/03/24 may be a day of 2024 or of 2025, so the mapping file's order is asked for, and used."""
    with pytest.raises(ImportRefusedError, match="two digits"):
        said(importer, "02/03/24", "25/03/24")
    read = said(importer, "02/03/24", "25/03/24", mapping='[dates]\norder = "year-first"')
    assert read == [at(2002, 3, 24), at(2025, 3, 24)]


def test_formats_are_followed(importer: Importer) -> None:
    """Formats of the mapping file are the only ones read."""
    formats = '[dates]\nformats = ["%d/%m/%Y %H.%M.%S", "%d/%m/%Y"]'
    read = said(importer, "10/03/2026 18.00.00", "11/03/2026", "2026-03-12", mapping=formats)
    assert read == [at(2026, 3, 10, 18), at(2026, 3, 11), None]


def test_formats_with_an_offset(importer: Importer) -> None:
    """A format with %z gives UTC."""
    assert said(importer, "10/03/2026 18:00 +0200", mapping='[dates]\nformats = ["%d/%m/%Y %H:%M %z"]') == [
        at(2026, 3, 10, 16)
    ]


@pytest.mark.parametrize(
    ("written", "hour"),
    [("10/03/2026 18:00+0200", 16), ("10/03/2026 18:00-05:30", 23), ("10/03/2026 18:00+02", 16),
     ("10/03/2026 18:00Z", 18), ("10/03/2026 18:00z", 18), ("10/03/2026 18:00+9900", None),
     ("10/03/2026 18:00+0260", None), ("10/03/2026 18:00CET", None), ("10/03/2026 18:00", None)],
)  # fmt: skip
def test_offsets_of_a_format_are_those_there_are(importer: Importer, written: str, hour: int | None) -> None:
    """%z reads every way to write an offset, and no clock is 99 hours ahead."""
    (read,) = said(importer, written, mapping='[dates]\nformats = ["%d/%m/%Y %H:%M%z"]')
    assert read is None if hour is None else read is not None and read.hour == hour


def test_an_offset_may_stand_inside_a_format(importer: Importer) -> None:
    """The year may follow the offset, as in old mail."""
    formats = '[dates]\nformats = ["%a %b %d %H:%M:%S %z %Y"]'
    assert said(importer, "Thu Oct 01 10:00:00 +0200 2026", mapping=formats) == [at(2026, 10, 1, 8)]


@pytest.mark.parametrize(
    "text",
    ["31.02.2026", "2026-02-30", "1900-02-29", "45000", "2026-10-05 23:59:60", "yesterday", "infinity", "20261005",
     "2026-10", "05-Okt-2026", "2026-10-05 10:00 CET"],
)  # fmt: skip
def test_impossible_dates_are_refused(importer: Importer, text: str) -> None:
    """What is no date refuses its row and no other."""
    staged = importer.stage(f"said_at,text\n2026-10-01,a\n{text},b\n")
    assert (staged.rows_staged, staged.rows_refused) == (1, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0001-01-01", "the date is before 1990"),
        ("1989-12-31", "the date is before 1990"),
        ("9999-12-31", "the date is in the future"),
        ("2026-11-24", "the date is in the future"),
    ],
)
def test_far_dates_are_refused(importer: Importer, text: str, reason: str) -> None:
    """Dates before 1990 or after tomorrow are refused with the reason."""
    assert reasons(importer.stage(f"said_at,text\n2026-10-01,a\n{text},b\n")) == {reason: 1}


def test_times_are_on_the_rooms_clock(importer: Importer) -> None:
    """A time without an offset is the room's; the day is the room's too."""
    row = importer.rows("said_at,text\n2026-07-01 23:30,a\n", timezone="America/Chicago")[0]
    assert (row["said_at"], row["said_on"]) == (at(2026, 7, 2, 4, 30), date(2026, 7, 1))


def test_times_are_on_the_files_clock_when_named(importer: Importer) -> None:
    """A time zone in the mapping file moves times to the room's days."""
    zone = '[dates]\ntimezone = "Asia/Tokyo"'
    row = importer.rows("said_at,text\n2026-07-02 08:30,a\n", timezone="America/Chicago", mapping=zone)[0]
    assert (row["said_at"], row["said_on"]) == (at(2026, 7, 1, 23, 30), date(2026, 7, 1))


def test_offsets_fall_on_the_rooms_day(importer: Importer) -> None:
    """A time with an offset is put on the day it was in the room."""
    row = importer.rows("said_at,text\n2026-01-01T01:00:00Z,a\n", timezone="America/Chicago")[0]
    assert row["said_on"] == date(2025, 12, 31)


def test_days_stay_days(importer: Importer) -> None:
    """A day without a time stays that day in the room, whatever zone the file has."""
    zone = '[dates]\ntimezone = "Asia/Tokyo"'
    row = importer.rows("said_at,text\n2026-07-02,a\n", timezone="America/Chicago", mapping=zone)[0]
    assert row["said_on"] == date(2026, 7, 2)


@pytest.mark.parametrize("offset", ["+15:00", "-14:30", "+02:60", "+99:99", "-99", "+1401"])
def test_offsets_no_place_has(importer: Importer, offset: str) -> None:
    """A time zone beyond fourteen hours, or with sixty minutes and more, is not a date."""
    content = f"said_at,text\n2026-10-03T18:00{offset},a\n2026-10-03T18:00+14:00,b\n"
    staged = importer.stage(content)
    assert [row["body"] for row in staged_rows(staged)] == ["b"]
    assert reasons(staged) == {"not a date": 1}


def test_offsets_and_local_times_may_mix(importer: Importer) -> None:
    """Rows with and without an offset are each read for what they say."""
    read = said(importer, "2026-07-01T12:00:00Z", "2026-07-01 12:00:00", timezone="Europe/Berlin")
    assert read == [at(2026, 7, 1, 12), at(2026, 7, 1, 10)]


def test_hour_that_spring_skips(importer: Importer) -> None:
    """A time in the skipped hour moves forward and is noted; the doubled hour is the first of the two."""
    skipped = "said_at,text\n2026-03-29 02:30,a\n2026-10-25 02:30,b\n2026-10-25 03:30,c\n2026-03-29 01:59,d\n"
    staged = importer.stage(skipped, timezone="Europe/Berlin")
    assert any("skips in spring" in note for note in staged.notes)
    rows = {row["body"]: row["said_at"] for row in importer.rows(skipped, timezone="Europe/Berlin")}
    assert rows == {
        "a": at(2026, 3, 29, 1, 30),
        "b": at(2026, 10, 25, 0, 30),
        "c": at(2026, 10, 25, 2, 30),
        "d": at(2026, 3, 29, 0, 59),
    }


def test_date_and_time_from_two_columns(importer: Importer) -> None:
    """Two columns are joined with a space and read as one time."""
    mapping = '[columns]\nsaid_at = ["Day", "Time"]\ntext = "Text"'
    rows = importer.rows("Day,Time,Text\n22-04-2026,03:53:50 PM,a\n", mapping=mapping)
    assert rows[0]["said_at"] == at(2026, 4, 22, 15, 53, 50)
