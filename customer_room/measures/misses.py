"""How long a KPI has missed its target without a break, counted in readings and in days."""

from collections.abc import Sequence
from dataclasses import dataclass

from customer_room.domain.periods import Grain
from customer_room.measures.process_behaviour import meets_target

# Round lengths, so that "90 days" are three months in every part of the year.
_DAYS_IN = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30, Grain.QUARTER: 91, Grain.YEAR: 365}


@dataclass(frozen=True, slots=True)
class Misses:
    """The misses in a row up to the last reading, and the days from the first of their periods to the last's end."""

    readings: int
    days: int


def misses_in_a_row(
    values: Sequence[float | None], target: float, cadence: Grain, *, good_is_up: bool, gap_days: int
) -> Misses:
    """The misses in a row up to the last reading of `values`, one a period of `cadence`, None for a missing one.

    Periods that nobody measured end the row where they are more than `gap_days` long together: a weekend without a
    reading is no news, a month without one is. They count as days of the row, not as misses. Source: ours.
    """
    missed = gap = reach = 0
    last = max((at for at, value in enumerate(values) if value is not None), default=-1)
    for distance, value in enumerate(reversed(values[: last + 1]), start=1):
        if value is None:
            gap += 1
            if gap > bridged_periods(cadence, gap_days):
                break
        elif meets_target(value, target, good_is_up=good_is_up):
            break
        else:
            missed, gap, reach = missed + 1, 0, distance
    return Misses(missed, reach * _DAYS_IN[cadence])


def bridged_periods(cadence: Grain, gap_days: int) -> int:
    """How many periods in a row may be without a reading: as many as whole ones go into `gap_days`. Source: ours."""
    return gap_days // _DAYS_IN[cadence]
