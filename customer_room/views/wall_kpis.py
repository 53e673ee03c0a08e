"""The KPIs of a stage's key touchpoints: value, target and the last 24 periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from customer_room.domain.periods import Grain, Period, period_of
from customer_room.domain.records import Kpi, Reading, Touchpoint
from customer_room.domain.words import GoodDirection, Orientation
from customer_room.measures.health import KpiEvidence
from customer_room.measures.misses import bridged_periods
from customer_room.measures.process_behaviour import meets_target
from customer_room.measures.surveys import ScoreVerdict
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.wall_data import WallData, is_reading_overdue
from customer_room.views.wall_view import Freshness, HeadlineView, KpiRow, KpiStatus, KpisView

MOST_ROWS = 6
SPARK_PERIODS = 24
_MOST_MORE_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class StageKpis:
    """The tile, and the KPI the stage is known by."""

    view: KpisView
    headline: HeadlineView | None


def kpi_evidence(data: WallData, stage_id: UUID, thresholds: Thresholds) -> tuple[KpiEvidence, ...]:
    """What the stage's health is judged by: KPIs that customers feel, read to the end of the period shown.

    A KPI of the company, such as a cost, says nothing of the promise to a customer.
    """
    felt = [(kpi, point) for kpi, point in _kpis(data, stage_id) if kpi.orientation is Orientation.CUSTOMER]
    told = [(kpi, point, _series(kpi, data)) for kpi, point in felt]
    return tuple(
        _evidence(kpi, point, series)
        for kpi, point, series in told
        if _speaks_for_all(kpi, series, data, thresholds.reading_gap_days)
    )


def stage_kpis(
    data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds, telling_id: str = ""
) -> StageKpis:
    """Word the KPIs of one stage, the best-ranked touchpoint's first.

    Args:
        data: What the store holds.
        stage_id: The stage.
        formats: The room's way of writing.
        thresholds: The room's thresholds.
        telling_id: The id of the KPI behind the stage's health, which comes before all others; empty when none is.
    """
    teller = _Teller(data, formats, thresholds)
    rows = [(kpi, teller.row(kpi, point)) for kpi, point in _kpis(data, stage_id)]
    rows.sort(key=lambda pair: (pair[1].value is None, str(pair[0].id) != telling_id))
    view = KpisView(
        rows=tuple(row for _, row in rows[:MOST_ROWS]),
        more=max(0, len(rows) - MOST_ROWS),
        message="" if rows else "No KPIs are set for this stage's touchpoints.",
    )
    return StageKpis(view, _headline(rows, data.structure.headline_kpi_ids.get(stage_id)))


def _kpis(data: WallData, stage_id: UUID) -> list[tuple[Kpi, Touchpoint]]:
    points = {point.id: point for point in data.structure.touchpoints if point.stage_id == stage_id}
    order = {point_id: number for number, point_id in enumerate(points)}
    kpis = [kpi for kpi in data.structure.kpis if kpi.touchpoint_id in points]
    return [(kpi, points[kpi.touchpoint_id]) for kpi in sorted(kpis, key=lambda kpi: order[kpi.touchpoint_id])]


def _series(kpi: Kpi, data: WallData) -> Sequence[Reading]:
    """The readings up to the end of the period shown; a week belongs to the period in which it begins."""
    grain, readings = Grain(kpi.cadence), data.series.get(kpi.id, ())
    if grain is Grain.WEEK:
        return readings
    return [reading for reading in readings if Period(reading.period_start, grain).end <= data.shown.period.end]


def _is_read(series: Sequence[Reading], data: WallData) -> bool:
    """Whether the period shown has a reading of its own; an older one says nothing of it."""
    return bool(series) and series[-1].period_start >= data.shown.period.start


def _speaks_for_all(kpi: Kpi, series: Sequence[Reading], data: WallData, gap_days: int) -> bool:
    """Whether the readings reach the end of the period shown, or of today.

    The last one may still be missing, and so may those of days on which nobody works.
    """
    if not _is_read(series, data):
        return False
    until = min(data.shown.period.last_day, data.today)
    grain = Grain(kpi.cadence)
    return Period(series[-1].period_start, grain).shifted(max(1, bridged_periods(grain, gap_days))).end > until


def _evidence(kpi: Kpi, point: Touchpoint, series: Sequence[Reading]) -> KpiEvidence:
    grain, good_is_up = Grain(kpi.cadence), kpi.good_direction is GoodDirection.UP
    values = _by_period(series, grain, series[0].period_start, series[-1].period_start)
    return KpiEvidence(str(kpi.id), kpi.name, point.rank is not None, values, kpi.target, good_is_up, grain)


def _headline(rows: Sequence[tuple[Kpi, KpiRow]], chosen_id: UUID | None) -> HeadlineView | None:
    """The KPI chosen for the stage, else the first that customers feel, else the first."""
    told = [(kpi, row) for kpi, row in rows if row.value is not None]
    if not told:
        return None
    _, row = min(told, key=lambda pair: (pair[0].id != chosen_id, pair[0].orientation is not Orientation.CUSTOMER))
    note = " · ".join(part for part in (row.target, row.note) if part)
    stale = row.freshness is not None and row.freshness.stale
    return HeadlineView(row.name, row.value, row.unit, note, _VERDICTS[row.status], stale)


@dataclass(frozen=True, slots=True)
class _Teller:
    data: WallData
    formats: Formats
    thresholds: Thresholds

    def row(self, kpi: Kpi, point: Touchpoint) -> KpiRow:
        series = _series(kpi, self.data)
        if not _is_read(series, self.data):
            return self._unread_row(kpi, point, series)
        last = series[-1]
        decimals = self._telling_decimals(kpi, last.value)
        value, unit = self.formats.measured(last.value, kpi.unit, decimals)
        spark, spark_target = _spark(kpi, series, self.data.shown.period)
        read_for = self.formats.period(Period(last.period_start, Grain(kpi.cadence)))
        note = read_for if last.n is None else f"{read_for} · n {self.formats.count(last.n)}"
        return KpiRow(
            name=kpi.name,
            touchpoint=point.name,
            value=value,
            unit=unit,
            target=self._target(kpi, decimals),
            status=_status(kpi, last.value),
            status_word=_STATUS_WORDS[_status(kpi, last.value)],
            note=note,
            spark=spark,
            spark_target=spark_target,
            spark_label=self._spark_label(kpi, series),
            freshness=Freshness(note, self._is_overdue(kpi)),
        )

    def _unread_row(self, kpi: Kpi, point: Touchpoint, series: Sequence[Reading]) -> KpiRow:
        note = "no readings yet" if kpi.id not in self.data.latest_readings else "not read in this period"
        if series:
            note = f"last read {self.formats.period(Period(series[-1].period_start, Grain(kpi.cadence)))}"
        return KpiRow(
            name=kpi.name, touchpoint=point.name, value=None, unit="", target=self._target(kpi, kpi.decimals),
            status="no_data", status_word="No data", note=note, spark=(), spark_target=None, spark_label="",
            freshness=Freshness("", stale=True) if self._is_overdue(kpi) else None,
        )  # fmt: skip

    def _telling_decimals(self, kpi: Kpi, value: float) -> int:
        """As many as the KPI wants, and more where a missed target would look met."""
        if _status(kpi, value) != "missed" or kpi.target is None:
            return kpi.decimals
        for decimals in range(kpi.decimals, kpi.decimals + _MOST_MORE_DECIMALS):
            told = [self.formats.measured(number, kpi.unit, decimals)[0] for number in (value, kpi.target)]
            if told[0] != told[1]:
                return decimals
        return kpi.decimals

    def _target(self, kpi: Kpi, decimals: int) -> str:
        if kpi.target is None:
            return ""
        sign = "≥" if kpi.good_direction is GoodDirection.UP else "≤"
        return f"{sign} {self.formats.measured(kpi.target, kpi.unit, decimals)[0]}"

    def _spark_label(self, kpi: Kpi, series: Sequence[Reading]) -> str:
        shown = series[-SPARK_PERIODS:]
        ends = " to ".join(
            self.formats.measured(reading.value, kpi.unit, kpi.decimals)[0] for reading in (shown[0], shown[-1])
        )
        first = self.formats.period(Period(shown[0].period_start, Grain(kpi.cadence)))
        return f"{kpi.name}: {ends} since {first}"

    def _is_overdue(self, kpi: Kpi) -> bool:
        latest = self.data.latest_readings.get(kpi.id)
        if latest is None:
            return False
        read_for = Period(latest, Grain(kpi.cadence))
        return is_reading_overdue(read_for, self.data.today, self.thresholds.reading_grace_days)


_VERDICTS: dict[KpiStatus, ScoreVerdict] = {
    "met": "better", "missed": "worse", "no_target": "unknown", "no_data": "unknown",
}  # fmt: skip
_STATUS_WORDS: dict[KpiStatus, str] = {
    "met": "On target",
    "missed": "Off target",
    "no_target": "No target",
    "no_data": "No data",
}


def _status(kpi: Kpi, value: float) -> KpiStatus:
    if kpi.target is None:
        return "no_target"
    return "met" if meets_target(value, kpi.target, good_is_up=kpi.good_direction is GoodDirection.UP) else "missed"


def _spark(kpi: Kpi, series: Sequence[Reading], shown: Period) -> tuple[tuple[float | None, ...], float | None]:
    """The last 24 periods up to the end of the one shown, and the target, scaled together to 0 to 1."""
    grain = Grain(kpi.cadence)
    last = min(period_of(shown.last_day, grain), Period(series[-1].period_start, grain))
    values = _by_period(series, grain, last.shifted(1 - SPARK_PERIODS).start, last.start)
    known = [value for value in (*values, kpi.target) if value is not None]
    low, high = min(known), max(known)
    reach = high - low

    def scaled(value: float | None) -> float | None:
        if value is None:
            return None
        return (value - low) / reach if reach else 0.5

    return tuple(scaled(value) for value in values), scaled(kpi.target)


def _by_period(series: Sequence[Reading], grain: Grain, first: date, last: date) -> tuple[float | None, ...]:
    """One value a period from the first to the last, None where nothing was read."""
    found = {reading.period_start: reading.value for reading in series}
    values = []
    period = Period(first, grain)
    while period.start <= last:
        values.append(found.get(period.start))
        period = period.shifted(1)
    return tuple(values)
