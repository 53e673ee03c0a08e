"""The KPIs of a stage's key touchpoints: value, target and the last 24 periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from customer_room.domain.periods import Grain, Period
from customer_room.domain.records import Kpi, Reading, Touchpoint
from customer_room.domain.words import GoodDirection, Orientation
from customer_room.measures.health import KpiEvidence
from customer_room.measures.misses import bridged_periods
from customer_room.measures.surveys import ScoreVerdict
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.kpi_series import (
    kpis_of_stage,
    last_periods,
    series_shown,
    status_of,
    target_told,
    telling_decimals,
    values_by_period,
)
from customer_room.views.wall_data import WallData, is_reading_overdue
from customer_room.views.wall_view import Freshness, HeadlineView, KpiRow, KpiStatus, KpisView

MOST_ROWS = 6
SPARK_PERIODS = 24
NO_KPIS = "No KPIs are set for this stage's touchpoints."


@dataclass(frozen=True, slots=True)
class StageKpis:
    """The tile, and the KPI the stage is known by."""

    view: KpisView
    headline: HeadlineView | None


def kpi_evidence(data: WallData, stage_id: UUID, thresholds: Thresholds) -> tuple[KpiEvidence, ...]:
    """What the stage's health is judged by: KPIs that customers feel, read to the end of the period shown.

    A KPI of the company, such as a cost, says nothing of the promise to a customer.
    """
    felt = [(kpi, point) for kpi, point in kpis_of_stage(data, stage_id) if kpi.orientation is Orientation.CUSTOMER]
    told = [(kpi, point, series_shown(kpi, data)) for kpi, point in felt]
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
    rows = told_kpis(data, stage_id, formats, thresholds, telling_id)
    view = KpisView(
        rows=tuple(row for _, row in rows[:MOST_ROWS]),
        more=max(0, len(rows) - MOST_ROWS),
        message="" if rows else NO_KPIS,
    )
    return StageKpis(view, _headline(rows, data.structure.headline_kpi_ids.get(stage_id)))


def told_kpis(
    data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds, telling_id: str = ""
) -> list[tuple[Kpi, KpiRow]]:
    """All KPIs of one stage in the wall's order, those without a reading last; arguments as of `stage_kpis`."""
    teller = _Teller(data, formats, thresholds)
    rows = [(kpi, teller.row(kpi, point)) for kpi, point in kpis_of_stage(data, stage_id)]
    rows.sort(key=lambda pair: (pair[1].value is None, str(pair[0].id) != telling_id))
    return rows


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
    values = values_by_period(series, grain, series[0].period_start, series[-1].period_start)
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
        series = series_shown(kpi, self.data)
        if not _is_read(series, self.data):
            return self._unread_row(kpi, point, series)
        last = series[-1]
        decimals = telling_decimals(kpi, last.value, self.formats)
        value, unit = self.formats.measured(last.value, kpi.unit, decimals)
        spark, spark_target = _spark(kpi, series, self.data.shown.period)
        read_for = self.formats.period(Period(last.period_start, Grain(kpi.cadence)))
        note = read_for if last.n is None else f"{read_for} · n {self.formats.count(last.n)}"
        return KpiRow(
            name=kpi.name,
            touchpoint=point.name,
            value=value,
            unit=unit,
            target=target_told(kpi, decimals, self.formats),
            status=status_of(kpi, last.value),
            status_word=_STATUS_WORDS[status_of(kpi, last.value)],
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
            name=kpi.name, touchpoint=point.name, value=None, unit="", status="no_data", status_word="No data",
            target=target_told(kpi, kpi.decimals, self.formats), note=note, spark=(), spark_target=None, spark_label="",
            freshness=Freshness("", stale=True) if self._is_overdue(kpi) else None,
        )  # fmt: skip

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


def _spark(kpi: Kpi, series: Sequence[Reading], shown: Period) -> tuple[tuple[float | None, ...], float | None]:
    """The last 24 periods up to the end of the one shown, and the target, scaled together to 0 to 1."""
    periods = last_periods(kpi, series, shown, SPARK_PERIODS)
    values = values_by_period(series, Grain(kpi.cadence), periods[0].start, periods[-1].start)
    known = [value for value in (*values, kpi.target) if value is not None]
    low, high = min(known), max(known)
    reach = high - low

    def scaled(value: float | None) -> float | None:
        if value is None:
            return None
        return (value - low) / reach if reach else 0.5

    return tuple(scaled(value) for value in values), scaled(kpi.target)
