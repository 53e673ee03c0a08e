"""A stage's complaints: the categories customers complain of most, against the customers who passed."""

from dataclasses import dataclass
from uuid import UUID

from customer_room.measures.rates import RateChange, RateCount, rate_change
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.wall_data import WallData, is_overdue
from customer_room.views.wall_view import ComplaintRow, ComplaintsView, Freshness, TrendDirection, Verdict

MOST_ROWS = 8
_UNSORTED = "Not yet sorted"


@dataclass(frozen=True, slots=True)
class StageComplaints:
    """The tile, and the change in the stage's rate that its health is judged by."""

    view: ComplaintsView
    change: RateChange


@dataclass(frozen=True, slots=True)
class _Exposures:
    """What both periods are divided by: customers where they were counted, else days."""

    now: int
    before: int
    are_customers: bool


def stage_complaints(data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds) -> StageComplaints:
    """Word the complaints of one stage."""
    exposures = _exposures(data, stage_id)
    names: dict[UUID | None, str] = {category.id: category.name for category in data.structure.categories}
    counts = [count for count in data.complaints if count.stage_id == stage_id]
    now, before = sum(count.now for count in counts), sum(count.before for count in counts)
    change = rate_change(RateCount(now, exposures.now), RateCount(before, exposures.before))
    ranked = sorted(
        ((names.get(count.category_id), count) for count in counts if count.now),
        key=lambda item: (item[0] is None, -item[1].now, item[0] or ""),
    )
    rows = tuple(
        _row(name or _UNSORTED, count.now, count.before, now, exposures, data, formats)
        for name, count in ranked[:MOST_ROWS]
    )
    view = ComplaintsView(
        rows=rows,
        more=len(ranked) - len(rows),
        total=_total(now, change, exposures, formats),
        message="" if rows else _nothing_to_show(data, stage_id, formats),
        freshness=_freshness(data, stage_id, formats, thresholds),
    )
    judged = (
        change
        if exposures.are_customers and _had_earlier_data(data)
        else rate_change(RateCount(now, None), RateCount(before, None))
    )
    return StageComplaints(view, judged)


def _exposures(data: WallData, stage_id: UUID) -> _Exposures:
    period, compared = data.shown.period, data.shown.compared
    now, before = data.exposed(stage_id, period), data.exposed(stage_id, compared)
    if now and before:
        return _Exposures(now, before, True)
    return _Exposures((period.end - period.start).days, (compared.end - compared.start).days, False)


def _row(
    name: str, now: int, before: int, total: int, exposures: _Exposures, data: WallData, formats: Formats
) -> ComplaintRow:
    change = rate_change(RateCount(now, exposures.now), RateCount(before, exposures.before))
    trend, trend_text, verdict = _trend(change, before, data, formats)
    return ComplaintRow(
        name=name,
        count=formats.count(now),
        rate=formats.rate(change.rate) if exposures.are_customers and change.rate is not None else "",
        share=now / total if total else 0.0,
        trend=trend,
        trend_text=trend_text,
        verdict=verdict,
    )


def _trend(change: RateChange, before: int, data: WallData, formats: Formats) -> tuple[TrendDirection, str, Verdict]:
    if not data.shown.is_over:
        return "unknown", "period not over", "unknown"
    if not _had_earlier_data(data):
        return "unknown", "nothing earlier", "unknown"
    if change.verdict in ("unclear", "unknown"):
        return "same", "no clear change", "unclear"
    direction: TrendDirection = "up" if change.verdict == "up" else "down"
    verdict: Verdict = "worse" if change.verdict == "up" else "better"
    if before == 0 or change.ratio is None:
        return direction, "new", verdict
    return direction, _percent_change(change.ratio, formats), verdict


def _percent_change(ratio: float, formats: Formats) -> str:
    return ("+" if ratio > 1 else "−") + formats.percent(abs(ratio - 1))


def _had_earlier_data(data: WallData) -> bool:
    return data.months is not None and data.shown.compared.start >= data.months[0].replace(day=1)


def _total(now: int, change: RateChange, exposures: _Exposures, formats: Formats) -> str:
    count = formats.count(now)
    if exposures.are_customers and change.rate is not None:
        return f"{count} · {formats.rate(change.rate)} per 1,000 · n {formats.count(exposures.now)}"
    return f"{count} · customers not counted"


def _nothing_to_show(data: WallData, stage_id: UUID, formats: Formats) -> str:
    if stage_id not in data.latest_feedback:
        return "No feedback has been brought in for this stage."
    return f"No complaints in {formats.period(data.shown.period)}."


def _freshness(data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds) -> Freshness | None:
    latest = data.latest_feedback.get(stage_id)
    if latest is None:
        return None
    return Freshness(f"to {formats.day(latest)}", is_overdue(latest, data.today, thresholds.stale_after_days))
