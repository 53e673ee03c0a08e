"""Which readings of a stage's KPIs count in the period shown, and how their values are told."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from customer_room.domain.periods import Grain, Period, period_of
from customer_room.domain.records import Kpi, Reading, Touchpoint
from customer_room.domain.words import GoodDirection
from customer_room.measures.process_behaviour import meets_target
from customer_room.views.formats import Formats
from customer_room.views.wall_data import WallData
from customer_room.views.wall_view import KpiStatus

_MOST_MORE_DECIMALS = 4


def kpis_of_stage(data: WallData, stage_id: UUID) -> list[tuple[Kpi, Touchpoint]]:
    """The KPIs of one stage with their touchpoints, the best-ranked touchpoint's first."""
    points = {point.id: point for point in data.structure.touchpoints if point.stage_id == stage_id}
    order = {point_id: number for number, point_id in enumerate(points)}
    kpis = [kpi for kpi in data.structure.kpis if kpi.touchpoint_id in points]
    return [(kpi, points[kpi.touchpoint_id]) for kpi in sorted(kpis, key=lambda kpi: order[kpi.touchpoint_id])]


def series_shown(kpi: Kpi, data: WallData) -> Sequence[Reading]:
    """The readings up to the end of the period shown; a week belongs to the period in which it begins."""
    grain, readings = Grain(kpi.cadence), data.series.get(kpi.id, ())
    if grain is Grain.WEEK:
        return readings
    end = data.shown.period.end
    return readings[: bisect_right(readings, end, key=lambda reading: Period(reading.period_start, grain).end)]


def last_periods(kpi: Kpi, series: Sequence[Reading], shown: Period, count: int) -> list[Period]:
    """The last `count` periods of a KPI, oldest first, up to the end of the period shown; `series` has a reading."""
    grain = Grain(kpi.cadence)
    last = min(period_of(shown.last_day, grain), Period(series[-1].period_start, grain))
    return [Period(start, grain) for start in _starts(grain, last.shifted(1 - count).start, last.start)]


def values_by_period(series: Sequence[Reading], grain: Grain, first: date, last: date) -> tuple[float | None, ...]:
    """One value a period from the first to the last, None where nothing was read."""
    found = {reading.period_start: reading.value for reading in series}
    return tuple(found.get(start) for start in _starts(grain, first, last))


@lru_cache
def _starts(grain: Grain, first: date, last: date) -> tuple[date, ...]:
    """The first days of the periods from the first to the last; the same for most KPIs of a cadence."""
    starts = []
    period = Period(first, grain)
    while period.start <= last:
        starts.append(period.start)
        period = period.shifted(1)
    return tuple(starts)


def status_of(kpi: Kpi, value: float) -> KpiStatus:
    """Whether a value meets the KPI's target."""
    if kpi.target is None:
        return "no_target"
    return "met" if meets_target(value, kpi.target, good_is_up=kpi.good_direction is GoodDirection.UP) else "missed"


def telling_decimals(kpi: Kpi, value: float, formats: Formats) -> int:
    """As many as the KPI wants, and more where a missed target would look met."""
    if status_of(kpi, value) != "missed" or kpi.target is None:
        return kpi.decimals
    for decimals in range(kpi.decimals, kpi.decimals + _MOST_MORE_DECIMALS):
        told = [formats.measured(number, kpi.unit, decimals)[0] for number in (value, kpi.target)]
        if told[0] != told[1]:
            return decimals
    return kpi.decimals


def target_told(kpi: Kpi, decimals: int, formats: Formats) -> str:
    """The target with the sign of its good direction, empty where there is none."""
    if kpi.target is None:
        return ""
    sign = "≥" if kpi.good_direction is GoodDirection.UP else "≤"
    return f"{sign} {formats.measured(kpi.target, kpi.unit, decimals)[0]}"
