"""Calendar periods: days, weeks, months, quarters and years as half-open ranges of dates."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


CADENCES = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER)
"""How often a KPI may be measured."""


class Comparison(StrEnum):
    """What a period is compared with."""

    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"


_MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}

_YEARS = range(1900, 2200)

_KEY_PATTERNS = (
    (Grain.DAY, re.compile(r"(\d{4})-(\d{2})-(\d{2})")),
    (Grain.WEEK, re.compile(r"(\d{4})-W(\d{2})")),
    (Grain.QUARTER, re.compile(r"(\d{4})-Q([1-4])")),
    (Grain.MONTH, re.compile(r"(\d{4})-(\d{2})")),
    (Grain.YEAR, re.compile(r"(\d{4})")),
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar period; `start` is its first day, `end` the day after its last."""

    start: date
    grain: Grain

    @property
    def end(self) -> date:
        """The first day after the period."""
        if self.grain is Grain.DAY:
            return self.start + timedelta(days=1)
        if self.grain is Grain.WEEK:
            return self.start + timedelta(days=7)
        return add_months(self.start, _MONTHS_IN[self.grain])

    @property
    def last_day(self) -> date:
        """The last day inside the period."""
        return self.end - timedelta(days=1)

    @property
    def key(self) -> str:
        """The period as files and addresses write it: 2026-10-05, 2026-W41, 2026-10, 2026-Q4, 2026."""
        match self.grain:
            case Grain.DAY:
                return self.start.isoformat()
            case Grain.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case Grain.MONTH:
                return f"{self.start.year:04d}-{self.start.month:02d}"
            case Grain.QUARTER:
                return f"{self.start.year:04d}-Q{(self.start.month + 2) // 3}"
            case Grain.YEAR:
                return f"{self.start.year:04d}"

    def shifted(self, count: int) -> "Period":
        """The period `count` steps later (earlier when negative)."""
        if self.grain is Grain.DAY:
            return Period(self.start + timedelta(days=count), self.grain)
        if self.grain is Grain.WEEK:
            return Period(self.start + timedelta(days=7 * count), self.grain)
        return Period(add_months(self.start, count * _MONTHS_IN[self.grain]), self.grain)

    def compared(self, comparison: Comparison) -> "Period":
        """The period this one is held against."""
        if comparison is Comparison.PREVIOUS or self.grain is Grain.YEAR:
            return self.shifted(-1)
        if self.grain in _MONTHS_IN:
            return Period(add_months(self.start, -12), self.grain)
        return self.shifted(-52 if self.grain is Grain.WEEK else -364)


def add_months(day: date, count: int) -> date:
    """The first day of the month `count` months after the month of `day`."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def period_of(day: date, grain: Grain) -> Period:
    """The period of the given length that holds `day`; weeks begin on Monday (ISO 8601)."""
    match grain:
        case Grain.DAY:
            return Period(day, grain)
        case Grain.WEEK:
            return Period(day - timedelta(days=day.weekday()), grain)
        case Grain.MONTH:
            return Period(day.replace(day=1), grain)
        case Grain.QUARTER:
            return Period(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), grain)
        case Grain.YEAR:
            return Period(date(day.year, 1, 1), grain)


def parse_period(key: str) -> Period | None:
    """Read a period's key as `Period.key` writes it; None when it is not one, or of no year a room can be about."""
    for grain, pattern in _KEY_PATTERNS:
        match = pattern.fullmatch(key.strip())
        if match:
            period = _period_from(grain, [int(part) for part in match.groups()])
            return period if period and period.start.year in _YEARS else None
    return None


def _period_from(grain: Grain, parts: list[int]) -> Period | None:
    try:
        match grain:
            case Grain.DAY:
                return Period(date(*parts), grain)
            case Grain.WEEK:
                return Period(date.fromisocalendar(parts[0], parts[1], 1), grain)
            case Grain.QUARTER:
                return Period(date(parts[0], parts[1] * 3 - 2, 1), grain)
            case Grain.MONTH:
                return Period(date(parts[0], parts[1], 1), grain)
            case Grain.YEAR:
                return Period(date(parts[0], 1, 1), grain)
    except ValueError:
        return None


def latest_complete(today: date, grain: Grain) -> Period:
    """The last period of that length that was over before `today`."""
    return period_of(today, grain).shifted(-1)
