"""When something was said: the clock times as they are written, UTC times, and the days they fall on in the room."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from customer_room.importing.checks import Check
from customer_room.importing.dates import DateReading, read_dates
from customer_room.importing.engine import count, literal, select
from customer_room.importing.given import Given
from customer_room.importing.refusals import counted
from customer_room.importing.zones import local_to_utc, utc_to_local


def create_dated(given: Given, column: str) -> DateReading:
    """Create the view `clocked`: all of `kept` with `at_local` and `at_offset` as they are read; cheap, without a join.

    And `dated`: the same with `at_utc` TIMESTAMP and `at_on` DATE, the day in the room's time zone; NULL for what is no
    date. A time without an offset is on the clock of the mapping's time zone, else of the room's. A day without a time
    stays that day.
    """
    room, last_day = given.request.settings.zone, given.request.today + timedelta(days=3)
    reading = read_dates(given, column)
    zone = ZoneInfo(given.mapping.timezone) if given.mapping.timezone and reading.has_time else room
    shift = local_to_utc(given.engine, zone, last_day, "at_local")
    offset_time = reading.utc or "CAST(NULL AS TIMESTAMP)"
    clocked = select({"at_local": reading.local, "at_offset": offset_time}, "kept", keep="kept.*")
    given.engine.execute(f"CREATE VIEW clocked AS {clocked}")
    times = {"at_utc": f"coalesce(at_offset, {shift.shifted})", "at_gap": shift.gap}
    in_utc = select(times, f"clocked {shift.join}", keep="clocked.*")
    if zone.key == room.key and reading.utc is None:
        dated = select({"at_on": "CAST(at_local AS DATE)"}, f"({in_utc}) AS timed", keep="timed.*")
    else:
        back = utc_to_local(given.engine, room, last_day, "at_utc")
        on = {"at_on": f"CAST({back.shifted} AS DATE)"}
        dated = select(on, f"({in_utc}) AS timed {back.join}", keep="timed.*")
    given.engine.execute(f"CREATE VIEW dated AS {dated}")
    if reading.has_time and shift.join:
        skipped = count(given.engine, "dated", "WHERE at_gap")
        if skipped:
            given.notes.append(
                f"{counted(skipped, 'time')} fall into the hour that {zone.key} skips in spring; moved an hour later."
            )
    return reading


def date_checks(given: Given, column: str, reading: DateReading) -> list[Check]:
    """What a date must be: there, a date, after 1989 and not in the future."""
    text = given.sql(column)
    last = (given.request.today + timedelta(days=1)).isoformat()
    unread = f"{text} IS NOT NULL AND coalesce(at_local, at_offset) IS NULL"
    day = "CAST(coalesce(at_local, at_offset) AS DATE)"
    fix = f"Dates here are {reading.label}. Mend it, or describe the dates in the mapping file under [dates]."
    return [
        Check(column, f"{text} IS NULL", f"{column} is blank", "Fill in the date, or leave the row out."),
        Check(column, unread, "not a date", fix),
        Check(column, f"{day} < DATE '1990-01-01'", "the date is before 1990", "Mend the year."),
        Check(column, f"{day} > DATE {literal(last)}", "the date is in the future", "Mend the date."),
    ]
