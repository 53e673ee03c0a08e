"""Numbers and dates in the room's locale."""

from datetime import date

import pytest
from babel import Locale

from customer_room.domain.periods import parse_period
from customer_room.views.formats import Formats


@pytest.mark.parametrize(
    ("locale", "unit", "decimals", "expected"),
    [
        ("en_US", "%", 1, "93.4%"),
        ("de_DE", "%", 1, "93,4\N{NO-BREAK SPACE}%"),
        ("en_US", "USD", 2, "$93.40"),
        ("de_DE", "EUR", 0, "93\N{NO-BREAK SPACE}€"),
        ("ja_JP", "JPY", 0, "¥93"),
        ("en_US", "days", 1, "93.4 + days"),
        ("fr_FR", "count", 0, "93"),
        ("en_IN", "USD", 2, "$93.40"),
    ],
)
def test_a_measured_value_wears_its_unit(locale: str, unit: str, decimals: int, expected: str) -> None:
    """A KPI's value has its unit and decimals as the locale writes them."""
    value, word = Formats(Locale.parse(locale)).measured(93.4, unit, decimals)
    assert (f"{value} + {word}" if word else value).replace("￥", "¥") == expected


@pytest.mark.parametrize(("value", "expected"), [(5, "+5"), (-3, "−3"), (0, "0"), (-0.2, "0"), (1234, "+1,234")])
def test_a_signed_number_never_says_minus_zero(value: float, expected: str) -> None:
    """A change shows its sign, and none where it rounds to nothing."""
    assert Formats(Locale("en", "US")).signed(value) == expected


@pytest.mark.parametrize(
    ("locale", "key", "expected"),
    [
        ("en_US", "2026-10", "Oct 2026"),
        ("en_US", "2026-Q3", "Q3 2026"),
        ("en_US", "2026", "2026"),
        ("en_US", "2026-W41", "W41 2026"),
        ("en_US", "2026-10-05", "Oct 5, 2026"),
        ("de_DE", "2026-10-05", "05.10.2026"),
        ("ja_JP", "2026-10", "2026年10月"),
    ],
)
def test_a_period_reads_as_people_say_it(locale: str, key: str, expected: str) -> None:
    """Periods are worded in the locale."""
    period = parse_period(key)
    assert period is not None
    assert Formats(Locale.parse(locale)).period(period) == expected


def test_counts_from_a_million_on_are_short() -> None:
    """A wall has no room for ten digits."""
    formats = Formats(Locale("en", "US"))
    assert (formats.count(999_999), formats.count(1_234_567)) == ("999,999", "1.2M")


def test_a_day_is_in_the_locales_order() -> None:
    """Days follow the locale."""
    assert Formats(Locale("en", "GB")).day(date(2026, 10, 31)) == "31 Oct 2026"


def test_numbers_that_are_equal_are_each_told_by_their_own_digits() -> None:
    """What was told before never answers for a number that only compares equal, such as −0.0 for 0.0."""
    formats = Formats(Locale("en", "US"))
    for value, told, share in ((0.0, "0.0", "0%"), (-0.0, "-0.0", "-0%"), (0, "0.0", "0%")):
        assert (formats.number(value, 1), formats.percent(value)) == (told, share)


def test_a_room_of_another_locale_is_told_in_its_own() -> None:
    """Numbers, money and days told for one locale are told anew for another."""
    for locale, number, money, day in (
        ("en_US", "1,234.5", "$2.0", "Oct 5, 2026"),
        ("de_DE", "1.234,5", "2,0\N{NO-BREAK SPACE}$", "05.10.2026"),
    ):
        formats = Formats(Locale.parse(locale))
        assert (formats.number(1234.5, 1), formats.measured(2, "USD", 1)[0]) == (number, money)
        assert formats.day(date(2026, 10, 5)) == day
