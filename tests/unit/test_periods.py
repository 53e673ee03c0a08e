from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.domain.periods import Comparison, Grain, Period, latest_complete, parse_period, period_of

DAYS = st.dates(date(1900, 1, 8), date(2190, 12, 31))
GRAINS = st.sampled_from(list(Grain))


@given(DAYS, GRAINS)
def test_a_period_holds_its_day_and_reads_back(day: date, grain: Grain) -> None:
    """The period of a day starts on or before it and ends after it, and its key reads back as the same period."""
    period = period_of(day, grain)
    assert period.start <= day < period.end
    assert period.last_day == period.end - timedelta(days=1)
    assert parse_period(period.key) == period


@given(DAYS, GRAINS, st.integers(-20, 20))
def test_periods_lie_end_to_end(day: date, grain: Grain, steps: int) -> None:
    """The next period starts where one ends, and going forth and back leads home."""
    period = period_of(day, grain)
    assert period.shifted(1).start == period.end
    assert period.shifted(steps).shifted(-steps) == period
    assert period_of(period.shifted(steps).start, grain) == period.shifted(steps)


@given(DAYS, GRAINS)
def test_a_year_before_is_the_same_kind_of_period(day: date, grain: Grain) -> None:
    """A period is compared with one of its own length about a year earlier, weeks and days with the same weekday."""
    period = period_of(day, grain)
    before = period.compared(Comparison.YEAR_BEFORE)
    assert before.grain is grain
    assert 363 <= (period.start - before.start).days <= 366
    if grain in (Grain.DAY, Grain.WEEK):
        assert before.start.weekday() == period.start.weekday()


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("2026-10-05", date(2026, 10, 5)), ("2026-W41", date(2026, 10, 5)), ("2026-10", date(2026, 10, 1)),
        ("2026-Q4", date(2026, 10, 1)), ("2026", date(2026, 1, 1)), (" 2024-02-29 ", date(2024, 2, 29)),
        ("2026-W01", date(2025, 12, 29)), ("2026-W53", date(2026, 12, 28)),
    ],
)  # fmt: skip
def test_a_key_is_read(key: str, start: date) -> None:
    """Days, ISO weeks, months, quarters and years are read as files write them."""
    period = parse_period(key)
    assert period is not None
    assert period.start == start


@pytest.mark.parametrize(
    "key",
    [
        "", "2026-13", "2026-00", "2026-02-30", "1900-02-29", "2025-W53", "2026-W00", "2026-Q5", "2026-q4", "26-10",
        "2026/10", "10-2026", "0001", "9999", "9999-12-31", "2026-10-05T00:00", "2026-10\n2026-11", "NaN", "-2026",
    ],
)  # fmt: skip
def test_what_is_no_period_is_none(key: str) -> None:
    """Impossible dates, other notations and years without neighbours are no period, and never an exception."""
    assert parse_period(key) is None


@pytest.mark.parametrize(
    ("today", "grain", "key"),
    [
        (date(2026, 11, 1), Grain.MONTH, "2026-10"), (date(2026, 10, 31), Grain.MONTH, "2026-09"),
        (date(2026, 1, 1), Grain.QUARTER, "2025-Q4"), (date(2026, 1, 1), Grain.YEAR, "2025"),
        (date(2024, 3, 1), Grain.DAY, "2024-02-29"), (date(2026, 1, 5), Grain.WEEK, "2026-W01"),
    ],
)  # fmt: skip
def test_the_latest_complete_period_was_over_before_today(today: date, grain: Grain, key: str) -> None:
    """A period counts as complete from the day after its last day."""
    assert latest_complete(today, grain).key == key


def test_a_leap_day_and_a_week_53_have_a_year_before() -> None:
    """A day is compared with the same weekday 364 days earlier, a week with the one 52 weeks earlier."""
    assert Period(date(2024, 2, 29), Grain.DAY).compared(Comparison.YEAR_BEFORE).start == date(2023, 3, 2)
    assert Period(date(2026, 12, 28), Grain.WEEK).compared(Comparison.YEAR_BEFORE).key == "2026-W01"
    assert Period(date(2026, 1, 1), Grain.YEAR).compared(Comparison.YEAR_BEFORE).key == "2025"
