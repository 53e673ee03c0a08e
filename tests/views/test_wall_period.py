"""Which period the wall shows."""

from datetime import date

import pytest
from babel import Locale

from customer_room.domain.periods import Comparison, Grain
from customer_room.views.formats import Formats
from customer_room.views.wall_period import PeriodChoice, choose_period, period_bar

TODAY = date(2026, 11, 5)
MONTHS = (date(2024, 11, 1), date(2026, 10, 1))


def test_default_is_the_last_quarter_that_is_over() -> None:
    """Without an address the wall shows the last complete quarter, against the one before."""
    shown = choose_period(PeriodChoice(), MONTHS, TODAY)
    assert (shown.period.key, shown.compared.key, shown.is_over) == ("2026-Q3", "2026-Q2", True)


def test_default_is_the_last_quarter_with_data_in_an_old_room() -> None:
    """A room whose data ended years ago opens where its data is, not on an empty quarter."""
    shown = choose_period(PeriodChoice(), (date(2015, 4, 1), date(2015, 12, 1)), TODAY)
    assert shown.period.key == "2015-Q4"


def test_first_running_period_is_shown_when_there_is_no_other() -> None:
    """A room three days old shows the quarter that still runs, and says so."""
    months = (date(2026, 11, 1), date(2026, 11, 1))
    shown = choose_period(PeriodChoice(), months, TODAY)
    bar = period_bar(shown, months, TODAY, Formats(Locale("en", "US")))
    assert (shown.period.key, shown.is_over, bar.label) == ("2026-Q4", False, "Q4 2026 so far")


@pytest.mark.parametrize(
    ("today", "is_over", "label"),
    [(date(2026, 9, 30), False, "Q3 2026 so far"), (date(2026, 10, 1), True, "Q3 2026")],
)
def test_a_period_is_over_the_day_after_its_last(today: date, is_over: bool, label: str) -> None:
    """On its last day a quarter still runs, and says so; on the next day it is whole."""
    shown = choose_period(PeriodChoice("2026-Q3"), MONTHS, today)
    assert (shown.is_over, period_bar(shown, MONTHS, today, Formats(Locale("en", "US"))).label) == (is_over, label)


@pytest.mark.parametrize(("today", "key"), [(date(2026, 9, 30), "2026-Q2"), (date(2026, 10, 1), "2026-Q3")])
def test_the_default_waits_for_the_end_of_a_quarter(today: date, key: str) -> None:
    """A quarter is opened by itself from the day after its last on."""
    assert choose_period(PeriodChoice(), (date(2026, 1, 1), date(2026, 9, 1)), today).period.key == key


def test_a_quarter_before_the_first_data_is_not_opened() -> None:
    """Data from the running quarter's first day on has no quarter before it to show."""
    months = (date(2026, 7, 1), date(2026, 9, 1))
    assert choose_period(PeriodChoice(), months, date(2026, 9, 15)).period.key == "2026-Q3"


@pytest.mark.parametrize(
    ("wish", "key"),
    [("2024-10", "2026-09"), ("2024-11", "2024-11"), ("2026-10", "2026-10"), ("2026-11", "2026-09")],
)
def test_only_periods_that_touch_the_data_are_shown(wish: str, key: str) -> None:
    """The first and the last month with data can be asked for, the ones beside them cannot."""
    assert choose_period(PeriodChoice(wish, "month"), MONTHS, date(2026, 10, 20)).period.key == key


@pytest.mark.parametrize(
    "wish", ["1999-Q1", "2026-Q9", "2026-13", "yesterday", "2026-10-05", "<script>", "9999", "0000"]
)
def test_unknown_period_in_the_address_falls_back(wish: str) -> None:
    """An address nobody can mean shows the default and breaks nothing."""
    assert choose_period(PeriodChoice(period=wish, comparison="never"), MONTHS, TODAY).period.key == "2026-Q3"


@pytest.mark.parametrize(
    ("asked", "grain", "expected"),
    [
        ("2026-Q1", "month", "2026-03"),
        ("2025", "quarter", "2025-Q4"),
        ("2026-02", "year", "2026"),
        ("2026", "month", "2026-10"),
    ],
)
def test_another_length_keeps_the_time(asked: str, grain: str, expected: str) -> None:
    """Choosing another length stays where the meeting was, at the latest part with data."""
    assert choose_period(PeriodChoice(asked, grain), MONTHS, TODAY).period.key == expected


def test_a_year_before_is_the_same_quarter() -> None:
    """The other comparison holds a quarter against the same one a year before."""
    shown = choose_period(PeriodChoice("2026-Q3", "quarter", "year_before"), MONTHS, TODAY)
    assert (shown.comparison, shown.compared.key) == (Comparison.YEAR_BEFORE, "2025-Q3")


def test_selector_lists_every_period_with_data_newest_first() -> None:
    """The selector offers the quarters the data touches and marks the one shown."""
    shown = choose_period(PeriodChoice(), MONTHS, TODAY)
    bar = period_bar(shown, MONTHS, TODAY, Formats(Locale("en", "US")))
    assert [choice.key for choice in bar.periods] == [
        "2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2", "2025-Q1", "2024-Q4",
    ]  # fmt: skip
    assert [choice.key for choice in bar.periods if choice.selected] == ["2026-Q3"]
    assert [choice.key for choice in bar.grains if choice.selected] == [Grain.QUARTER.value]
