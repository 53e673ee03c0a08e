"""A stage's health in one word, with the reasons behind it as codes that a view puts into words.

The rule is a proposal of ours, not a published standard; its parts (signals, assurance, rates, intervals) are
published, and each is cited where it is computed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from customer_room.domain.periods import Grain
from customer_room.measures.misses import misses_in_a_row
from customer_room.measures.process_behaviour import (
    DEFAULT_CHART_RULES,
    ChartRules,
    ProcessChart,
    assurance,
    meets_target,
    process_chart,
    signals_of_concern,
)
from customer_room.measures.rates import RateChange
from customer_room.measures.surveys import ScoreChange

HealthLevel = Literal["letting_down", "watch", "keeping_promise", "unknown"]
ReasonCode = Literal[
    "missed_in_a_row",
    "assurance_fails",
    "missed_last",
    "concern_signal",
    "rate_up",
    "survey_worse",
    "target_met",
    "no_concern",
    "survey_better",
    "survey_unclear",
    "measurement_changed",
    "too_few_readings",
    "too_few_answers",
    "no_evidence",
]

_LEVELS = get_args(HealthLevel)  # both literals are written in the order of severity
_CODES = get_args(ReasonCode)


@dataclass(frozen=True, slots=True)
class HealthRules:
    """The thresholds of the rule; the defaults are a proposal of ours.

    Misses let a customer down at a moment of truth when `missed_readings` in a row missed and these misses lasted at
    least `missed_days`: three bad days are no three bad months. Up to `gap_days` without a reading end no row. A signal
    of concern counts while it marks one of the last `concern_points` readings; `chart` says how limits and signals are
    found.
    """

    missed_readings: int = 3
    missed_days: int = 28
    gap_days: int = 6
    concern_points: int = 3
    chart: ChartRules = DEFAULT_CHART_RULES


PROPOSED_RULES = HealthRules()


@dataclass(frozen=True, slots=True)
class KpiEvidence:
    """A KPI's readings for consecutive periods of its current phase, oldest first, None for a missing one.

    `cadence` is how long each of these periods is.
    """

    kpi_id: str
    name: str
    is_moment_of_truth: bool
    values: Sequence[float | None]
    target: float | None
    good_is_up: bool
    cadence: Grain = Grain.MONTH


@dataclass(frozen=True, slots=True)
class RateEvidence:
    """The stage's complaint rate against the period before."""

    change: RateChange


@dataclass(frozen=True, slots=True)
class SurveyEvidence:
    """A survey of the stage against the period before."""

    survey_id: str
    name: str
    change: ScoreChange


@dataclass(frozen=True, slots=True)
class HealthReason:
    """One finding and the level it speaks for.

    `subject_id` and `name` are those of the KPI or survey, empty for the rate and for no evidence. `value` is the last
    reading, the rate per 1,000 or the survey's difference; `reference` the target or the rate before. `count` is how
    many readings in a row missed the target, or how many recent readings carry a signal of concern; else 0.
    """

    level: HealthLevel
    code: ReasonCode
    subject_id: str = ""
    name: str = ""
    is_moment_of_truth: bool = False
    value: float | None = None
    reference: float | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class StageHealth:
    """A stage's level and its reasons, the most severe first; there is always at least one."""

    level: HealthLevel
    reasons: tuple[HealthReason, ...]


def stage_health(
    kpis: Sequence[KpiEvidence],
    rate: RateEvidence | None,
    surveys: Sequence[SurveyEvidence],
    rules: HealthRules = PROPOSED_RULES,
) -> StageHealth:
    """Judge a stage: the level is that of its most severe reason.

    letting_down: a moment-of-truth KPI has missed its target for at least `missed_days`, and did so in each of the last
    `missed_readings` or its assurance is "consistently fails". watch: any KPI missed its last target, its assurance
    fails and it missed too, a recent signal of concern, the complaint rate significantly up, a survey significantly
    worse. keeping_promise: at least one KPI met its target last and none of those holds. unknown: else,
    for without a target a steady figure may be steadily bad.
    Source: a proposal of ours; NHS England, Making Data Count, for signals and assurance.

    Raises:
        ValueError: a reading is infinite or not a number.
    """
    reasons = [reason for kpi in kpis for reason in _kpi_reasons(kpi, rules)]
    reasons += [_survey_reason(survey) for survey in surveys]
    if rate is not None and rate.change.verdict == "up":
        reasons.append(HealthReason("watch", "rate_up", value=rate.change.rate, reference=rate.change.rate_before))
    if not reasons:
        reasons.append(HealthReason("unknown", "no_evidence"))
    reasons.sort(key=_severity)
    return StageHealth(reasons[0].level, tuple(reasons))


def _severity(reason: HealthReason) -> tuple[int, int, bool, int, str, str]:
    return (
        _LEVELS.index(reason.level),
        _CODES.index(reason.code),
        not reason.is_moment_of_truth,
        -reason.count,
        reason.name,
        reason.subject_id,
    )


def _kpi_reasons(kpi: KpiEvidence, rules: HealthRules) -> Iterator[HealthReason]:
    chart = process_chart(kpi.values, rules.chart)
    readings = [value for value in kpi.values if value is not None]
    if not readings or (kpi.target is None and chart.limits is None):
        yield _of_kpi(kpi, "unknown", "too_few_readings")
        return
    if kpi.target is not None:
        yield from _target_reasons(kpi, chart, readings, kpi.target, rules)
    recent_from = [at for at, value in enumerate(kpi.values) if value is not None][-rules.concern_points :][0]
    recent = [s for s in signals_of_concern(chart, good_is_up=kpi.good_is_up) if s.index >= recent_from]
    if recent:
        yield _of_kpi(kpi, "watch", "concern_signal", count=len(recent))
    elif kpi.target is None:
        changed = chart.changed_at is not None
        yield _of_kpi(kpi, "unknown", "measurement_changed" if changed else "no_concern")


def _target_reasons(
    kpi: KpiEvidence, chart: ProcessChart, readings: Sequence[float], target: float, rules: HealthRules
) -> Iterator[HealthReason]:
    if meets_target(readings[-1], target, good_is_up=kpi.good_is_up):
        yield _of_kpi(kpi, "keeping_promise", "target_met")
        return
    misses = misses_in_a_row(kpi.values, target, kpi.cadence, good_is_up=kpi.good_is_up, gap_days=rules.gap_days)
    lets_down = kpi.is_moment_of_truth and misses.days >= rules.missed_days
    if lets_down and misses.readings >= rules.missed_readings:
        yield _of_kpi(kpi, "letting_down", "missed_in_a_row", count=misses.readings)
    else:
        yield _of_kpi(kpi, "watch", "missed_last", count=misses.readings)
    # Limits stay locked after a mend until somebody starts a phase: a KPI that meets its target now is not failing.
    if assurance(chart, target, good_is_up=kpi.good_is_up) == "consistent_fail":
        level: HealthLevel = "letting_down" if lets_down else "watch"
        yield _of_kpi(kpi, level, "assurance_fails", count=misses.readings)


def _survey_reason(survey: SurveyEvidence) -> HealthReason:
    level: HealthLevel
    code: ReasonCode
    match survey.change.verdict:
        case "worse":
            level, code = "watch", "survey_worse"
        case "better":
            level, code = "unknown", "survey_better"
        case "unclear":
            level, code = "unknown", "survey_unclear"
        case "unknown":
            level, code = "unknown", "too_few_answers"
    return HealthReason(level, code, survey.survey_id, survey.name, value=survey.change.difference)


def _of_kpi(kpi: KpiEvidence, level: HealthLevel, code: ReasonCode, count: int = 0) -> HealthReason:
    last = next((value for value in reversed(kpi.values) if value is not None), None)
    return HealthReason(level, code, kpi.kpi_id, kpi.name, kpi.is_moment_of_truth, last, kpi.target, count)
