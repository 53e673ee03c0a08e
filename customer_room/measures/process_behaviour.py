"""Process behaviour charts (XmR): is a touchpoint predictable, and did it change?

Sources: Wheeler, *Understanding Variation* and *Making Sense of Data*; NHS England, *Making Data Count*.
A chart covers one phase: whoever starts a new phase passes the values from its first period on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from statistics import fmean, median
from typing import Literal

from customer_room.measures.signal_rules import NHS_RULES, Lines, RuleName, RuleSet, Side, find_runs

ChartState = Literal["run_chart", "trial", "locked"]
VariationIcon = Literal["improvement", "concern", "common_cause", "no_variation", "unknown"]
AssuranceIcon = Literal["consistent_pass", "consistent_fail", "inconsistent", "unknown"]


@dataclass(frozen=True, slots=True)
class LimitMethod:
    """The constants of the limits, kept with every chart so that a reader can check it.

    `screen_factor` drops, once, moving ranges at or above that multiple of their average.
    Sources: Wheeler (2.66 and 3.268; 3.145 and 3.865 for the median); NIST/SEMATECH e-Handbook 6.3.2.2 (3/1.128);
    NHSRplotthedots, vignette "deviations" (screening at 3.267).
    """

    name: str
    range_average: Literal["mean", "median"]
    limit_factor: float
    range_limit_factor: float
    screen_factor: float | None = None


MEAN_RANGE = LimitMethod("mean moving range, 2.66", "mean", 2.66, 3.268)
MEDIAN_RANGE = LimitMethod("median moving range, 3.145", "median", 3.145, 3.865)
NIST_RANGE = LimitMethod("mean moving range, 3/1.128", "mean", 3 / 1.128, 3.268)
SCREENED_RANGE = LimitMethod("screened mean moving range, 2.66", "mean", 2.66, 3.268, 3.267)


@dataclass(frozen=True, slots=True)
class ChartRules:
    """When limits are drawn and kept, by which constants and by which rules signals are found.

    Under `trial_from` points there are no limits; from `locked_from` points the limits are those of the first
    `locked_from` points, whatever follows, so that a slow decline never becomes the new normal.
    Source: Wheeler, Making Sense of Data, for limits from few points that firm up with more and for not
    recomputing them without a reason; the counts 5 and 12 are a proposal of ours.
    """

    trial_from: int = 5
    locked_from: int = 12
    limits: LimitMethod = MEAN_RANGE
    signals: RuleSet = NHS_RULES


DEFAULT_CHART_RULES = ChartRules()


@dataclass(frozen=True, slots=True)
class Limits:
    """Natural process limits in the unit of the values; `points` is how many points they were computed from."""

    centre: float
    lower: float
    upper: float
    average_range: float
    upper_range: float
    points: int
    method: LimitMethod


@dataclass(frozen=True, slots=True)
class PointSignal:
    """Why one point stands out: `index` and `detected_at` are positions among the values, gaps counted."""

    index: int
    rule: RuleName
    side: Side
    detected_at: int


@dataclass(frozen=True, slots=True)
class ProcessChart:
    """A series with its limits and its signals.

    `moving_ranges` has one entry a value, None for the first and beside a gap. `no_variation` says that the limits
    collapsed; `changed_at` is then the first value that differs: the measurement changed, which is no signal.
    """

    values: tuple[float | None, ...]
    state: ChartState
    limits: Limits | None
    moving_ranges: tuple[float | None, ...]
    signals: tuple[PointSignal, ...]
    no_variation: bool
    changed_at: int | None


def process_chart(values: Sequence[float | None], rules: ChartRules = DEFAULT_CHART_RULES) -> ProcessChart:
    """The XmR chart of one phase: `values` of consecutive periods, oldest first, None for a missing period.

    Without two neighbouring values there is no moving range, and the chart stays a run chart.

    Source: Wheeler, Understanding Variation; NHS England, Making Data Count (rules and precedence).

    Raises:
        ValueError: a value is infinite or not a number.
    """
    if not all(value is None or isfinite(value) for value in values):
        raise ValueError("a value of the series is infinite or not a number")
    plotted = [at for at, value in enumerate(values) if value is not None]
    ranges = (None, *(_range(earlier, later) for earlier, later in pairwise(values))) if values else ()
    limits = _limits(values, ranges, plotted[: rules.locked_from], rules)
    if limits is None:
        return ProcessChart(tuple(values), "run_chart", None, ranges, (), no_variation=False, changed_at=None)
    no_variation = limits.average_range == 0
    return ProcessChart(
        values=tuple(values),
        state="trial" if len(plotted) < rules.locked_from else "locked",
        limits=limits,
        moving_ranges=ranges,
        signals=() if no_variation else _signals(values, plotted, limits, rules.signals),
        no_variation=no_variation,
        changed_at=next((at for at in plotted if values[at] != values[plotted[0]]), None) if no_variation else None,
    )


def displayed_limits(limits: Limits, minimum: float | None = None, maximum: float | None = None) -> tuple[float, float]:
    """The limits as drawn: no lower than `minimum` (0 for counts), no higher than `maximum` (100 for percentages).

    Signals are always found with the true limits. Source: Wheeler, Understanding Variation.
    """
    lower = limits.lower if minimum is None else max(limits.lower, minimum)
    upper = limits.upper if maximum is None else min(limits.upper, maximum)
    return lower, upper


def variation(chart: ProcessChart, *, good_is_up: bool) -> VariationIcon:
    """The variation icon, from the signal of the last plotted point; "unknown" without limits.

    A trend counts by its direction, the other rules by the side of the mean.
    Source: NHS England, Making Data Count.
    """
    if chart.limits is None:
        return "unknown"
    if chart.no_variation:
        return "no_variation"
    last = max(at for at, value in enumerate(chart.values) if value is not None)
    if not chart.signals or chart.signals[-1].index != last:
        return "common_cause"
    return "improvement" if _is_good(chart.signals[-1], good_is_up) else "concern"


def signals_of_concern(chart: ProcessChart, *, good_is_up: bool) -> tuple[PointSignal, ...]:
    """The signals on the bad side, oldest first. Source: NHS England, Making Data Count."""
    return tuple(signal for signal in chart.signals if not _is_good(signal, good_is_up))


def assurance(chart: ProcessChart, target: float | None, *, good_is_up: bool) -> AssuranceIcon:
    """The assurance icon: a target strictly beyond a limit is always, or never, met; else it is hit-or-miss.

    Without variation there are no limits to compare: then every value met the target, or none, or some (ours).
    Source: NHS England, Making Data Count; NHSRplotthedots, ptd_calculate_assurance_type.R.
    """
    if chart.limits is None or target is None:
        return "unknown"
    if chart.no_variation:
        met = {meets_target(value, target, good_is_up=good_is_up) for value in chart.values if value is not None}
        always, never = met == {True}, met == {False}
    else:
        above, below = target > chart.limits.upper, target < chart.limits.lower
        always, never = (below, above) if good_is_up else (above, below)
    if always:
        return "consistent_pass"
    return "consistent_fail" if never else "inconsistent"


def meets_target(value: float, target: float, *, good_is_up: bool) -> bool:
    """Whether a value is at the target or on its good side. Source: ours; the target itself counts as met."""
    return value >= target if good_is_up else value <= target


def _range(earlier: float | None, later: float | None) -> float | None:
    return None if earlier is None or later is None else abs(later - earlier)


def _limits(
    values: Sequence[float | None], ranges: Sequence[float | None], baseline: Sequence[int], rules: ChartRules
) -> Limits | None:
    """The limits of the points at `baseline`; None when there are too few of them, or no two are neighbours."""
    points = [value for at in baseline if (value := values[at]) is not None]
    moving = [size for at in baseline if (size := ranges[at]) is not None]
    if len(points) < rules.trial_from or not moving:
        return None
    method = rules.limits
    average = _average_range(moving, method)
    centre, reach = fmean(points), method.limit_factor * average
    return Limits(
        centre, centre - reach, centre + reach, average, method.range_limit_factor * average, len(points), method
    )


def _average_range(moving: Sequence[float], method: LimitMethod) -> float:
    average = median if method.range_average == "median" else fmean
    first = average(moving)
    if method.screen_factor is None or first == 0:
        return first
    return average([size for size in moving if size < method.screen_factor * first])


def _signals(
    values: Sequence[float | None], plotted: Sequence[int], limits: Limits, rules: RuleSet
) -> tuple[PointSignal, ...]:
    """One signal a point: that of the first rule in precedence, detected as early as that rule could."""
    points = [value for value in values if value is not None]
    found: dict[int, PointSignal] = {}
    for run in find_runs(points, Lines(limits.centre, limits.lower, limits.upper), rules):
        for member in run.members:
            at = plotted[member]
            found.setdefault(at, PointSignal(at, run.rule, run.side, plotted[run.detected_at]))
    return tuple(found[at] for at in sorted(found))


def _is_good(signal: PointSignal, good_is_up: bool) -> bool:
    return (signal.side == "high") == good_is_up
