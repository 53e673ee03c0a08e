"""The KPIs of a stage on its page: their course against target and usual range, and the days of fixes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from customer_room.domain.periods import Grain, Period
from customer_room.domain.records import Kpi, Reading
from customer_room.domain.words import GoodDirection
from customer_room.measures.process_behaviour import (
    DEFAULT_CHART_RULES,
    ProcessChart,
    displayed_limits,
    process_chart,
    signals_of_concern,
)
from customer_room.measures.signal_rules import RuleName
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.kpi_series import last_periods, series_shown, target_told, telling_decimals, values_by_period
from customer_room.views.stage_course import Course, CoursePoint, Fix, middle, nice_ticks
from customer_room.views.stage_view import ChartView
from customer_room.views.wall_data import WallData
from customer_room.views.wall_hangings import STATUS_WORDS
from customer_room.views.wall_kpis import told_kpis
from customer_room.views.wall_view import KpiRow

CHART_PERIODS = 36
_RULE_WORDS: dict[RuleName, str] = {
    "outside": "outside the usual range",
    "trend": f"{DEFAULT_CHART_RULES.signals.trend_points} or more in one direction",
    "two_of_three": "2 of 3 near the edge of the usual range",
    "shift": f"{DEFAULT_CHART_RULES.signals.shift_points} or more on one side of the average",
}


def kpi_charts(
    data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds, telling_id: str
) -> list[tuple[ChartView, Course | None]]:
    """All KPIs of one stage in the wall's order, each with its course where it was ever read."""
    teller = _Teller(data, stage_id, formats)
    return [teller.chart(kpi, row) for kpi, row in told_kpis(data, stage_id, formats, thresholds, telling_id)]


@dataclass(frozen=True, slots=True)
class _Readings:
    """A KPI's readings in the periods that are drawn, and the process chart of all its periods from the first on.

    `offset` is how many periods of the process chart lie before the first one drawn.
    """

    kpi: Kpi
    periods: Sequence[Period]
    shown: Sequence[Reading | None]
    process: ProcessChart
    offset: int

    @property
    def told(self) -> list[tuple[Period, Reading]]:
        return [(period, reading) for period, reading in zip(self.periods, self.shown, strict=True) if reading]

    @property
    def outside(self) -> int:
        return sum(one.rule == "outside" and one.index >= self.offset for one in self.process.signals)


def _readings(kpi: Kpi, series: Sequence[Reading], shown: Period) -> _Readings:
    grain, first = Grain(kpi.cadence), series[0].period_start
    periods = [one for one in last_periods(kpi, series, shown, CHART_PERIODS) if one.start >= first]
    values = values_by_period(series, grain, first, periods[-1].start)
    found = {reading.period_start: reading for reading in series}
    readings = [found.get(period.start) for period in periods]
    return _Readings(kpi, periods, readings, process_chart(values), len(values) - len(periods))


@dataclass(frozen=True, slots=True)
class _Teller:
    data: WallData
    stage_id: UUID
    formats: Formats

    def chart(self, kpi: Kpi, row: KpiRow) -> tuple[ChartView, Course | None]:
        series = series_shown(kpi, self.data)
        readings = _readings(kpi, series, self.data.shown.period) if series else None
        parts = [row.touchpoint, "" if row.value is not None else row.note]
        parts += [self._range(readings)] if readings else []
        view = ChartView(
            id=str(kpi.id),
            title=kpi.name,
            detail=" · ".join(part for part in parts if part),
            value=row.value or "",
            unit=row.unit,
            status=row.status,
            status_word=row.status_word,
            target=row.target,
            summary=self._summary(readings) if readings else f"{kpi.name} has not been read up to now.",
            figure=None,
            freshness=row.freshness,
        )
        return view, self._course(readings) if readings else None

    def _told(self, kpi: Kpi, value: float) -> str:
        told, unit = self.formats.measured(value, kpi.unit, telling_decimals(kpi, value, self.formats))
        return f"{told} {unit}".rstrip()

    def _band(self, readings: _Readings) -> tuple[float, float] | None:
        """The limits as drawn; without variation there is no range to draw."""
        if readings.process.limits is None or readings.process.no_variation:
            return None
        bounded = readings.kpi.unit in ("%", "count")
        values = [reading.value for _, reading in readings.told]
        least = 0.0 if bounded and min(values) >= 0 else None
        most = 100.0 if readings.kpi.unit == "%" and max(values) <= 100 else None
        return displayed_limits(readings.process.limits, least, most)

    def _range(self, readings: _Readings) -> str:
        band = self._band(readings)
        if band is None:
            return "no variation, so no range" if readings.process.limits else "too few readings for a range"
        decimals = max(telling_decimals(readings.kpi, limit, self.formats) for limit in band)
        (low, _), (high, unit) = (self.formats.measured(limit, readings.kpi.unit, decimals) for limit in band)
        word = "trial range" if readings.process.state == "trial" else "usual range"
        return f"{word} {low} to {high} {unit}".rstrip()

    def _summary(self, readings: _Readings) -> str:
        kpi, told = readings.kpi, readings.told
        target = target_told(kpi, telling_decimals(kpi, told[-1][1].value, self.formats), self.formats)
        first, last = (
            f"{self._told(kpi, one.value)} in {self.formats.period(period)}" for period, one in (told[0], told[-1])
        )
        course = f"{kpi.name} was {last}" if len(told) == 1 else f"{kpi.name} went from {first} to {last}"
        against = f"the target is {target}" if target else "no target is set"
        if self._band(readings) is None:
            return f"{course}; {against}; {self._range(readings)}."
        outside = f"outside the {self._range(readings)}: {readings.outside} of {len(told)} readings"
        return f"{course}; {against}; {outside}."

    def _course(self, readings: _Readings) -> Course:
        kpi, band = readings.kpi, self._band(readings)
        drawn = [value for value in (kpi.target, *(band or ())) if value is not None]
        ticks, decimals = nice_ticks([*drawn, *(reading.value for _, reading in readings.told)])
        decimals = max(decimals, kpi.decimals) if decimals else 0
        return Course(
            points=self._points(readings),
            ticks=tuple((value, self.formats.measured(value, kpi.unit, decimals)[0]) for value in ticks),
            target=kpi.target,
            target_told=target_told(kpi, kpi.decimals, self.formats),
            band=band,
            fixes=self._fixes(readings),
        )

    def _points(self, readings: _Readings) -> tuple[CoursePoint, ...]:
        signals = {one.index - readings.offset: one for one in readings.process.signals}
        good_is_up = readings.kpi.good_direction is GoodDirection.UP
        worse = {one.index - readings.offset for one in signals_of_concern(readings.process, good_is_up=good_is_up)}
        points = []
        for at, (period, reading) in enumerate(zip(readings.periods, readings.shown, strict=True)):
            signal = signals.get(at)
            points.append(
                CoursePoint(
                    at=middle(period.start, period.end),
                    label=self.formats.period(period),
                    value=reading.value if reading else None,
                    told=self._told(readings.kpi, reading.value) if reading else "not read",
                    n="" if reading is None or reading.n is None else f"n {self.formats.count(reading.n)}",
                    signal="" if signal is None else "worse" if at in worse else "better",
                    signal_told="" if signal is None else _RULE_WORDS[signal.rule],
                )
            )
        return tuple(points)

    def _fixes(self, readings: _Readings) -> tuple[Fix, ...]:
        """The steps of the teams that work at the KPI's touchpoint, or at the stage as a whole, oldest first."""
        first, end = readings.periods[0].start, readings.periods[-1].end
        fixes = [
            Fix(step.since, team.name, step.status, STATUS_WORDS[step.status])
            for team in self.data.teams
            if team.stage_id == self.stage_id and team.touchpoint_id in (None, readings.kpi.touchpoint_id)
            for step in team.history
            if first <= step.since < end
        ]
        return tuple(sorted(fixes, key=lambda fix: fix.on))
