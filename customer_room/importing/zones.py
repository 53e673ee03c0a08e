"""Local times to UTC and back, for whole columns: a zone's offsets by day as a small table to join with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import duckdb

from customer_room.importing.engine import select

FIRST_DAY = date(1989, 12, 30)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ZoneShift:
    """How to shift a column of times: a join clause (may be empty) and the shifted time as SQL.

    `gap` is SQL that is true for a local time that the clock skipped.
    """

    join: str
    shifted: str
    gap: str = "false"


def local_to_utc(engine: duckdb.DuckDBPyConnection, zone: ZoneInfo, last_day: date, at: str) -> ZoneShift:
    """From wall-clock times `at` to UTC; a time the clock skipped moves forward, a doubled one is the first."""

    def offset(moment: datetime) -> timedelta:
        return zone.utcoffset(moment) or timedelta()

    return _shift(engine, "local_days", _segments(offset, last_day), last_day, at, -1)


def utc_to_local(engine: duckdb.DuckDBPyConnection, zone: ZoneInfo, last_day: date, at: str) -> ZoneShift:
    """From UTC times `at` to the zone's wall clock."""
    utc = ZoneInfo("UTC")

    def offset(moment: datetime) -> timedelta:
        return moment.replace(tzinfo=utc).astimezone(zone).utcoffset() or timedelta()

    return _shift(engine, "utc_days", _segments(offset, last_day), last_day, at, 1)


def _segments(offset: Callable[[datetime], timedelta], last_day: date) -> list[tuple[datetime, timedelta]]:
    """The moments from which another offset holds, with that offset."""
    moment = datetime.combine(FIRST_DAY, time())
    segments = [(moment, offset(moment))]
    while moment.date() <= last_day:
        following = moment + timedelta(days=1)
        if offset(following) != segments[-1][1]:
            segments.append((_switch(offset, moment, following), offset(following)))
        moment = following
    return segments


def _switch(offset: Callable[[datetime], timedelta], before: datetime, after: datetime) -> datetime:
    old = offset(before)
    while after - before > timedelta(minutes=1):
        middle = (before + (after - before) / 2).replace(second=0, microsecond=0)
        before, after = (middle, after) if offset(middle) == old else (before, middle)
    return after


def _shift(
    engine: duckdb.DuckDBPyConnection,
    name: str,
    segments: list[tuple[datetime, timedelta]],
    last_day: date,
    at: str,
    sign: int,
) -> ZoneShift:
    if len(segments) == 1:
        microseconds = sign * (segments[0][1] // _MICROSECOND)
        return ZoneShift("", f"make_timestamp(epoch_us({at}) + {microseconds})" if microseconds else at)
    _create_days(engine, name, segments, last_day)
    offset = f"CASE WHEN {name}.switch IS NULL OR {at} < {name}.switch THEN {name}.before_us ELSE {name}.after_us END"
    return ZoneShift(
        join=f"LEFT JOIN {name} ON {name}.day = CAST({at} AS DATE)",
        shifted=f"make_timestamp(epoch_us({at}) {'+' if sign > 0 else '-'} ({offset}))",
        gap=f"coalesce({at} < {name}.switch AND epoch_us({name}.switch) - epoch_us({at}) "
        f"<= {name}.after_us - {name}.before_us, false)",
    )


def _create_days(
    engine: duckdb.DuckDBPyConnection, name: str, segments: list[tuple[datetime, timedelta]], last_day: date
) -> None:
    rows = ", ".join(f"(TIMESTAMP '{starts}', {offset // _MICROSECOND})" for starts, offset in segments)
    changes = select(["*"], f"(VALUES {rows}) AS changes (starts, offset_us)")
    engine.execute(f"CREATE OR REPLACE TABLE segments AS {changes}")
    span = f"range(DATE '{FIRST_DAY}', DATE '{last_day + timedelta(days=2)}', INTERVAL 1 DAY)"
    columns = {"day": "d.day", "before_us": "s.offset_us", "switch": "n.starts", "after_us": "n.offset_us"}
    source = (
        f"(SELECT CAST(unnest({span}) AS DATE) AS day) AS d "
        "ASOF JOIN segments AS s ON CAST(d.day AS TIMESTAMP) >= s.starts "
        "LEFT JOIN segments AS n ON CAST(n.starts AS DATE) = d.day AND n.starts > d.day"
    )
    engine.execute(f"CREATE OR REPLACE TABLE {name} AS {select(columns, source)}")
