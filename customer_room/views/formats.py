"""Numbers, dates and money as the room's locale writes them."""

import re
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent, is_currency

from customer_room.domain.periods import Grain, Period
from customer_room.settings import RoomSettings

_LONG_NUMBER = 1_000_000
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Formats:
    """The room's way of writing."""

    locale: Locale

    @classmethod
    def of(cls, settings: RoomSettings) -> "Formats":
        """The formats of a room."""
        return cls(Locale.parse(settings.locale))

    def number(self, value: float, decimals: int = 0) -> str:
        """A plain number with grouping: 12,345.6."""
        pattern = _with_decimals(str(self.locale.decimal_formats[None].pattern).split(";")[0], decimals)
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def count(self, value: int) -> str:
        """A count; from a million on in short, such as 1.2M."""
        if abs(value) >= _LONG_NUMBER:
            return str(format_compact_decimal(value, locale=self.locale, fraction_digits=1))
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
        return str(format_percent(share, format=_percent_pattern(self.locale, decimals), locale=self.locale))

    def measured(self, value: float, unit: str, decimals: int) -> tuple[str, str]:
        """A KPI's value, and the word for its unit where the number does not carry it.

        A per cent sign and a currency stand in the number; a unit that is an ISO 4217 code is a currency.
        """
        if unit == "%":
            return self.percent(value / 100, decimals), ""
        if is_currency(unit):
            pattern = self.locale.currency_formats["standard"].pattern
            money = format_currency(value, unit, _with_decimals(pattern, decimals), self.locale, currency_digits=False)
            return str(money), ""
        return self.number(value, decimals), "" if unit == "count" else unit

    def day(self, day: date) -> str:
        """A day in full: 31 Oct 2026, in the locale's order."""
        return str(format_date(day, format="medium", locale=self.locale))

    def month(self, day: date) -> str:
        """The month of a day: Oct 2026."""
        return str(format_date(day, format=_month_pattern(self.locale), locale=self.locale))

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
                name = format_date(period.start, format="QQQ", locale=self.locale)
                return f"{name} {period.start.year}"
            case Grain.YEAR:
                return str(period.start.year)

    def duration(self, seconds: float) -> str:
        """A length of time as players show it: 0:47."""
        whole = round(seconds)
        return f"{whole // 60}:{whole % 60:02d}"


def _percent_pattern(locale: Locale, decimals: int) -> str:
    return _with_decimals(str(locale.percent_formats[None].pattern), decimals)


def _with_decimals(pattern: str, decimals: int) -> str:
    """A CLDR number pattern with this many decimals in place of its own."""
    whole, rest = re.fullmatch(r"(.*?0)(?:\.[0#]+)?([^0#]*)", pattern, re.DOTALL).groups()  # type: ignore[union-attr] # every CLDR pattern has a 0
    return f"{whole}{'.' + '0' * decimals if decimals else ''}{rest}"


def _month_pattern(locale: Locale) -> str:
    skeleton = locale.datetime_skeletons.get("yMMM")
    return "MMM y" if skeleton is None else str(skeleton.pattern)
