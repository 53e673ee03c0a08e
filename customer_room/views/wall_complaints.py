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
UNSORTED = "Not yet sorted"


@dataclass(frozen=True, slots=True)
class StageComplaints:
    """The tile, the change in the stage's rate that its health is judged by, and what the tile counts.

    `categories` are those complained of in the period, most often first.
    """

    view: ComplaintsView
    change: RateChange
    categories: tuple[UUID, ...]
    total: int


def stage_complaints(data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds) -> StageComplaints:
    """Word the complaints of one stage."""
    customers = data.exposed(stage_id, data.shown.period), data.exposed(stage_id, data.shown.compared)
    steady = data.steady_sources(thresholds.source_gap_days)
    teller = _Teller(data, stage_id, formats, thresholds, *customers, steady)
    ranked = teller.ranked()
    return StageComplaints(
        teller.tile(ranked),
        teller.judged_change(),
        tuple(category.id for category in ranked if category.id is not None),
        sum(category.tally.now for category in ranked),
    )


def category_names(data: WallData) -> dict[UUID | None, str]:
    """The room's categories by id; None, which stands for not yet sorted, has no name."""
    return {category.id: category.name for category in data.structure.categories}


@dataclass(frozen=True, slots=True)
class _Tally:
    """Complaints of the period from all sources, and those of both periods from the sources heard throughout."""

    now: int = 0
    steady_now: int = 0
    steady_before: int = 0


@dataclass(frozen=True, slots=True)
class _Category:
    """A category complained of; `name` is empty where it is not yet sorted."""

    id: UUID | None
    name: str
    tally: _Tally


@dataclass(frozen=True, slots=True)
class _Teller:
    data: WallData
    stage_id: UUID
    formats: Formats
    thresholds: Thresholds
    customers_now: int | None
    customers_before: int | None
    steady: frozenset[str]

    def ranked(self) -> list[_Category]:
        """The categories complained of in the period, most often first; what is not yet sorted comes last."""
        names = category_names(self.data)
        found = [
            _Category(category_id, names.get(category_id, ""), tally)
            for category_id, tally in self._tallies().items()
            if tally.now
        ]
        return sorted(found, key=lambda one: (not one.name, -one.tally.now, one.name, one.id.int if one.id else 0))

    def tile(self, ranked: list[_Category]) -> ComplaintsView:
        total = sum(category.tally.now for category in ranked)
        return ComplaintsView(
            rows=tuple(self._row(one.name or UNSORTED, one.tally, total) for one in ranked[:MOST_ROWS]),
            more=max(0, len(ranked) - MOST_ROWS),
            total=self._total(total) if ranked else "",
            message="" if ranked else self._nothing_to_show(),
            freshness=self._freshness(),
        )

    def judged_change(self) -> RateChange:
        """The change of the whole stage's rate; unknown unless customers were counted in two whole periods."""
        tallies = self._tallies().values()
        customers = (None, None) if self._hindrance() else (self.customers_now, self.customers_before)
        return rate_change(
            RateCount(sum(tally.steady_now for tally in tallies), customers[0]),
            RateCount(sum(tally.steady_before for tally in tallies), customers[1]),
        )

    def _tallies(self) -> dict[UUID | None, _Tally]:
        tallies: dict[UUID | None, _Tally] = {}
        for count in self.data.complaints.get(self.stage_id, ()):
            tally = tallies.get(count.category_id, _Tally())
            is_steady = count.source in self.steady
            tallies[count.category_id] = _Tally(
                tally.now + count.now,
                tally.steady_now + (count.now if is_steady else 0),
                tally.steady_before + (count.before if is_steady else 0),
            )
        return tallies

    def _row(self, name: str, tally: _Tally, total: int) -> ComplaintRow:
        rate = None if self._not_whole() else rate_per_1000(RateCount(tally.now, self.customers_now))
        trend, trend_text, verdict = self._trend(tally)
        return ComplaintRow(
            name=name,
            count=self.formats.count(tally.now),
            rate="" if rate is None else self.formats.rate(rate),
            share=tally.now / total,
            trend=trend,
            trend_text=trend_text,
            verdict=verdict,
        )

    def _trend(self, tally: _Tally) -> tuple[TrendDirection, str, ScoreVerdict]:
        if self._hindrance():
            return "unknown", self._hindrance(), "unknown"
        change = self._change(tally.steady_now, tally.steady_before)
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
        if self.customers_now and self.customers_before:
            return rate_change(RateCount(now, self.customers_now), RateCount(before, self.customers_before))
        days = [(period.end - period.start).days for period in (self.data.shown.period, self.data.shown.compared)]
        return rate_change(RateCount(now, days[0]), RateCount(before, days[1]))

    def _hindrance(self) -> str:
        """Why nothing can be compared, or nothing."""
        reason = self._not_whole() or self._nothing_earlier()
        return reason or ("" if self.steady else "sources changed")

    def _not_whole(self) -> str:
        """Why the period's count cannot be held against anything, or nothing: it runs on, or its data ends early."""
        if not self.data.shown.is_over:
            return "period not over"
        heard, last_day = self.data.heard.days, self.data.shown.period.last_day
        if heard is None or last_day - heard[1] <= timedelta(days=self.thresholds.complete_within_days):
            return ""
        return f"only to {self.formats.day(heard[1])}"

    def _nothing_earlier(self) -> str:
        heard, first_day = self.data.heard.days, self.data.shown.compared.start
        late = timedelta(days=self.thresholds.complete_within_days)
        return "nothing earlier" if heard is None or heard[0] - first_day > late else ""

    def _total(self, total: int) -> str:
        count = self.formats.count(total)
        rate = rate_per_1000(RateCount(total, self.customers_now))
        if self._not_whole():
            return f"{count} · {self._not_whole()}"
        if self.customers_now is None or rate is None:
            return f"{count} · not all customers counted"
        return f"{count} · {self.formats.rate(rate)} per 1,000 · n {self.formats.count(self.customers_now)}"

    def _nothing_to_show(self) -> str:
        heard = self.data.heard.days
        if heard is None or self.stage_id not in self.data.heard.stages:
            return "No feedback has been brought in for this stage."
        if heard[1] < self.data.shown.period.start:
            return f"Nothing has come in since {self.formats.day(heard[1])}."
        if heard[0] > self.data.shown.period.last_day:
            return f"The first feedback is of {self.formats.day(heard[0])}."
        return f"No complaints in {self.formats.period(self.data.shown.period)}."

    def _freshness(self) -> Freshness | None:
        """Of the room's feedback: a stage of which nobody speaks is not stale while the sources are heard."""
        heard = self.data.heard.days
        if heard is None or self.stage_id not in self.data.heard.stages:
            return None
        overdue = is_overdue(heard[1], self.data.today, self.thresholds.stale_after_days)
        return Freshness(f"to {self.formats.day(heard[1])}", overdue)
