"""Which period the wall shows: from the address, else the last one that is over and has data."""

from dataclasses import dataclass
from datetime import date

from customer_room.domain.periods import Comparison, Grain, Period, parse_period, period_of
from customer_room.views.formats import Formats
from customer_room.views.wall_view import Choice, PeriodBar

_GRAINS = {Grain.MONTH: "Month", Grain.QUARTER: "Quarter", Grain.YEAR: "Year"}
_COMPARISONS = {Comparison.PREVIOUS: "the one before", Comparison.YEAR_BEFORE: "a year before"}


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """What the address asks for, as it came; anything unknown falls back to the default."""

    period: str = ""
    grain: str = ""
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class ShownPeriod:
    """The period on the wall and the one it is held against; `is_over` is False while it still runs."""

    period: Period
    compared: Period
    comparison: Comparison
    is_over: bool


def choose_period(choice: PeriodChoice, months: tuple[date, date] | None, today: date) -> ShownPeriod:
    """Settle on a period.

    Args:
        choice: What the address asks for.
        months: The first and last month with data, or None.
        today: The room's date.
    """
    comparison = Comparison(choice.comparison) if choice.comparison in list(Comparison) else Comparison.PREVIOUS
    asked = parse_period(choice.period) if choice.period else None
    grain = Grain(choice.grain) if choice.grain in list(_GRAINS) else None
    if asked is None or asked.grain not in _GRAINS or not _in_range(asked, months):
        asked = _default(grain or Grain.QUARTER, months, today)
    elif grain is not None and grain is not asked.grain:
        asked = _same_time(asked, grain, months, today)
    return ShownPeriod(asked, asked.compared(comparison), comparison, asked.end <= today)


def period_bar(shown: ShownPeriod, months: tuple[date, date] | None, today: date, formats: Formats) -> PeriodBar:
    """The selector: lengths, periods with data (newest first), and comparisons."""
    grain = shown.period.grain
    return PeriodBar(
        label=_label(shown.period, today, formats),
        compared_label=formats.period(shown.compared),
        grains=tuple(Choice(key.value, label, key is grain) for key, label in _GRAINS.items()),
        periods=tuple(
            Choice(period.key, _label(period, today, formats), period == shown.period)
            for period in _periods_with_data(shown.period, months)
        ),
        comparisons=tuple(Choice(key.value, label, key is shown.comparison) for key, label in _COMPARISONS.items()),
    )


def _default(grain: Grain, months: tuple[date, date] | None, today: date) -> Period:
    last = period_of(min(months[1], today) if months else today, grain)
    if last.end > today and (months is None or last.shifted(-1).end > months[0]):
        return last.shifted(-1)
    return last


def _same_time(asked: Period, grain: Grain, months: tuple[date, date] | None, today: date) -> Period:
    """The last period of another length inside or around the one asked for that has data."""
    last_day = min(asked.last_day, today, Period(months[1], Grain.MONTH).last_day) if months else asked.last_day
    return period_of(last_day, grain)


def _in_range(period: Period, months: tuple[date, date] | None) -> bool:
    return months is not None and period.end > months[0] and period.start <= months[1]


def _periods_with_data(shown: Period, months: tuple[date, date] | None) -> list[Period]:
    if months is None:
        return [shown]
    periods = []
    period = period_of(months[1], shown.grain)
    while period.end > months[0]:
        periods.append(period)
        period = period.shifted(-1)
    return periods if shown in periods else [shown, *periods]


def _label(period: Period, today: date, formats: Formats) -> str:
    label = formats.period(period)
    return label if period.end <= today else f"{label} so far"
