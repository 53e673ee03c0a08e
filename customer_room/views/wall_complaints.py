"""A stage's complaints: the categories customers complain of most, against the customers who passed."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from customer_room.measures.rates import RateChange, RateCount, rate_change, rate_per_1000
from customer_room.measures.surveys import ScoreVerdict
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.wall_data import WallData, is_overdue
from customer_room.views.wall_view import ComplaintRow, ComplaintsView, Freshness, TrendDirection

MOST_ROWS = 8
_UNSORTED = "Not yet sorted"


@dataclass(frozen=True, slots=True)
class StageComplaints:
    """The tile, and the change in the stage's rate that its health is judged by."""

    view: ComplaintsView
    change: RateChange


def stage_complaints(data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds) -> StageComplaints:
    """Word the complaints of one stage."""
    teller = _Teller(data, stage_id, formats, thresholds)
    return StageComplaints(teller.tile(), teller.judged_change())


@dataclass(frozen=True, slots=True)
class _Teller:
    data: WallData
    stage_id: UUID
    formats: Formats
    thresholds: Thresholds

    def tile(self) -> ComplaintsView:
        names: dict[UUID | None, str] = {category.id: category.name for category in self.data.structure.categories}
        counts = [count for count in self.data.complaints if count.stage_id == self.stage_id]
        ranked = sorted(
            ((names.get(count.category_id), count) for count in counts if count.now),
            key=lambda item: (item[0] is None, -item[1].now, item[0] or ""),
        )
        total = sum(count.now for count in counts)
        message = "" if ranked else self._nothing_to_show()
        return ComplaintsView(
            rows=tuple(
                self._row(name or _UNSORTED, count.now, count.before, total) for name, count in ranked[:MOST_ROWS]
            ),
            more=max(0, len(ranked) - MOST_ROWS),
            total=self._total(total) if ranked else "",
            message=message,
            freshness=self._freshness(),
        )

    def judged_change(self) -> RateChange:
        """The change of the whole stage's rate; unknown unless customers were counted in two whole periods."""
        counts = [count for count in self.data.complaints if count.stage_id == self.stage_id]
        comparable = not self._not_whole() and not self._nothing_earlier()
        now, before = (self._customers_now(), self._customers_before()) if comparable else (None, None)
        return rate_change(
            RateCount(sum(count.now for count in counts), now), RateCount(sum(count.before for count in counts), before)
        )

    def _row(self, name: str, now: int, before: int, total: int) -> ComplaintRow:
        rate = None if self._not_whole() else rate_per_1000(RateCount(now, self._customers_now()))
        trend, trend_text, verdict = self._trend(now, before)
        return ComplaintRow(
            name=name,
            count=self.formats.count(now),
            rate="" if rate is None else self.formats.rate(rate),
            share=now / total,
            trend=trend,
            trend_text=trend_text,
            verdict=verdict,
        )

    def _trend(self, now: int, before: int) -> tuple[TrendDirection, str, ScoreVerdict]:
        hindrance = self._not_whole() or self._nothing_earlier()
        if hindrance:
            return "unknown", hindrance, "unknown"
        change = self._change(now, before)
        if change.verdict in ("unclear", "unknown"):
            return "same", "no clear change", "unclear"
        direction: TrendDirection = "up" if change.verdict == "up" else "down"
        verdict: ScoreVerdict = "worse" if change.verdict == "up" else "better"
        if change.ratio is None:
            return direction, "new", verdict
        sign = "+" if change.ratio > 1 else "−"
        return direction, sign + self.formats.percent(abs(change.ratio - 1)), verdict

    def _change(self, now: int, before: int) -> RateChange:
        """Against customers where both periods counted them, else against days."""
        customers_now, customers_before = self._customers_now(), self._customers_before()
        if customers_now and customers_before:
            return rate_change(RateCount(now, customers_now), RateCount(before, customers_before))
        days = [(period.end - period.start).days for period in (self.data.shown.period, self.data.shown.compared)]
        return rate_change(RateCount(now, days[0]), RateCount(before, days[1]))

    def _customers_now(self) -> int | None:
        return self.data.exposed(self.stage_id, self.data.shown.period)

    def _customers_before(self) -> int | None:
        return self.data.exposed(self.stage_id, self.data.shown.compared)

    def _not_whole(self) -> str:
        """Why the period's count cannot be held against anything, or nothing: it runs on, or its data ends early."""
        if not self.data.shown.is_over:
            return "period not over"
        heard, last_day = self.data.feedback_days, self.data.shown.period.last_day
        if heard is None or last_day - heard[1] <= timedelta(days=self.thresholds.complete_within_days):
            return ""
        return f"only to {self.formats.day(heard[1])}"

    def _nothing_earlier(self) -> str:
        heard, first_day = self.data.feedback_days, self.data.shown.compared.start
        late = timedelta(days=self.thresholds.complete_within_days)
        return "nothing earlier" if heard is None or heard[0] - first_day > late else ""

    def _total(self, total: int) -> str:
        count, customers = self.formats.count(total), self._customers_now()
        rate = rate_per_1000(RateCount(total, customers))
        if self._not_whole():
            return f"{count} · {self._not_whole()}"
        if customers is None or rate is None:
            return f"{count} · customers not counted"
        return f"{count} · {self.formats.rate(rate)} per 1,000 · n {self.formats.count(customers)}"

    def _nothing_to_show(self) -> str:
        heard = self.data.feedback_days
        if heard is None or self.stage_id not in self.data.latest_feedback:
            return "No feedback has been brought in for this stage."
        if heard[1] < self.data.shown.period.start:
            return f"Nothing has come in since {self.formats.day(heard[1])}."
        if heard[0] > self.data.shown.period.last_day:
            return f"The first feedback is of {self.formats.day(heard[0])}."
        return f"No complaints in {self.formats.period(self.data.shown.period)}."

    def _freshness(self) -> Freshness | None:
        latest = self.data.latest_feedback.get(self.stage_id)
        if latest is None:
            return None
        overdue = is_overdue(latest, self.data.today, self.thresholds.stale_after_days)
        return Freshness(f"to {self.formats.day(latest)}", overdue)
