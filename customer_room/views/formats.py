"""Numbers, dates and money as the room's locale writes them."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import floor, log10

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    NumberPattern,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    is_currency,
    parse_pattern,
)

from customer_room.domain.periods import Grain, Period
from customer_room.settings import RoomSettings

_LONG_NUMBER = 1_000_000
_MOST_DECIMALS = 6
_MOST_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Formats:
    """The room's way of writing."""

    locale: Locale

    @classmethod
    def of(cls, settings: RoomSettings) -> "Formats":
        """The formats of a room."""
        return cls(_locale(settings.locale))

    def number(self, value: float, decimals: int = 0) -> str:
        """A plain number with grouping: 12,345.6."""
        return _number(self.locale, str(value), decimals)

    def count(self, value: int) -> str:
        """A count; from a million on in short, such as 1.2M."""
        if abs(value) >= _LONG_NUMBER:
            return _short_count(self.locale, value)
        return self.number(value)

    def rate(self, per_1000: float) -> str:
        """A rate per 1,000 with two figures that say something: 0.42, 3.1, 16."""
        if per_1000 == 0 or per_1000 >= 10:
            return self.number(per_1000)
        return self.number(per_1000, min(_MOST_DECIMALS, 1 - floor(log10(per_1000))))

    def signed(self, value: float, decimals: int = 0) -> str:
        """A number with its sign: +5, −3, 0."""
        text = self.number(abs(value), decimals)
        if not any(digit in "123456789" for digit in text):
            return text
        return ("+" if value > 0 else "−") + text

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share from 0 to 1 as per cent."""
        return _percent(self.locale, str(share), decimals)

    def measured(self, value: float, unit: str, decimals: int) -> tuple[str, str]:
        """A KPI's value, and the word for its unit where the number does not carry it.

        A per cent sign and a currency stand in the number; a unit that is an ISO 4217 code is a currency.
        """
        if unit == "%":
            return self.percent(value / 100, decimals), ""
        if _is_currency(unit):
            return _money(self.locale, str(value), unit, decimals), ""
        return self.number(value, decimals), "" if unit == "count" else unit

    def day(self, day: date) -> str:
        """A day in full: 31 Oct 2026, in the locale's order."""
        return _date(self.locale, day, "medium")

    def month(self, day: date) -> str:
        """The month of a day: Oct 2026."""
        return _date(self.locale, day, _month_pattern(self.locale))

    def period(self, period: Period) -> str:
        """A period as a heading says it: Oct 2026, Q3 2026, 2026, W41 2026, 5 Oct 2026."""
        match period.grain:
            case Grain.DAY:
                return self.day(period.start)
            case Grain.WEEK:
                return f"{period.key[5:]} {period.key[:4]}"
            case Grain.MONTH:
                return self.month(period.start)
            case Grain.QUARTER:
                return f"{_date(self.locale, period.start, 'QQQ')} {period.start.year}"
            case Grain.YEAR:
                return str(period.start.year)

    def duration(self, seconds: float) -> str:
        """A length of time as players show it: 0:47."""
        whole = round(seconds)
        return f"{whole // 60}:{whole % 60:02d}"


# A wall says mostly the same numbers and days after each write, and Babel takes its time over every one. Numbers are
# kept by their digits, which is how Babel reads them; as numbers, −0.0 and 0.0 would be one.
@lru_cache(maxsize=_MOST_KEPT)
def _number(locale: Locale, digits: str, decimals: int) -> str:
    return str(format_decimal(Decimal(digits), format=_number_pattern(locale, decimals), locale=locale))


@lru_cache(maxsize=_MOST_KEPT)
def _percent(locale: Locale, digits: str, decimals: int) -> str:
    return str(format_percent(Decimal(digits), format=_percent_pattern(locale, decimals), locale=locale))


@lru_cache(maxsize=_MOST_KEPT)
def _money(locale: Locale, digits: str, currency: str, decimals: int) -> str:
    pattern = _with_decimals(locale.currency_formats["standard"].pattern, decimals)
    return str(format_currency(Decimal(digits), currency, pattern, locale, currency_digits=False))


@lru_cache(maxsize=_MOST_KEPT)
def _short_count(locale: Locale, value: int) -> str:
    return str(format_compact_decimal(value, locale=locale, fraction_digits=1))


@lru_cache(maxsize=_MOST_KEPT)
def _date(locale: Locale, day: date, form: str) -> str:
    return str(format_date(day, format=form, locale=locale))


@lru_cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@lru_cache
def _is_currency(unit: str) -> bool:
    return is_currency(unit)


@lru_cache
def _number_pattern(locale: Locale, decimals: int) -> NumberPattern:
    return parse_pattern(_with_decimals(str(locale.decimal_formats[None].pattern).split(";")[0], decimals))


@lru_cache
def _percent_pattern(locale: Locale, decimals: int) -> NumberPattern:
    return parse_pattern(_with_decimals(str(locale.percent_formats[None].pattern), decimals))


@lru_cache
def _month_pattern(locale: Locale) -> str:
    skeleton = locale.datetime_skeletons.get("yMMM")
    return "MMM y" if skeleton is None else str(skeleton.pattern)


def _with_decimals(pattern: str, decimals: int) -> str:
    """A CLDR number pattern with this many decimals in place of its own."""
    whole, rest = re.fullmatch(r"(.*?0)(?:\.[0#]+)?([^0#]*)", pattern, re.DOTALL).groups()  # type: ignore[union-attr] # every CLDR pattern has a 0
    return f"{whole}{'.' + '0' * decimals if decimals else ''}{rest}"
