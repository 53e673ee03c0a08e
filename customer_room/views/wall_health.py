"""A stage's health in a word and its reason in a few."""

from customer_room.measures.health import HealthReason, HealthRules, ReasonCode, StageHealth
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.wall_view import HealthView

_LEVEL_WORDS = {
    "letting_down": "Letting down",
    "watch": "Watch",
    "keeping_promise": "Keeps promise",
    "unknown": "Not judged",
}

_REASON_WORDS: dict[ReasonCode, str] = {
    "missed_in_a_row": "{name}: off target {count} times in a row",
    "assurance_fails": "{name}: cannot reach its target as it runs today",
    "missed_last": "{name}: off target",
    "concern_signal": "{name}: unusual change for the worse",
    "rate_up": "Complaints up: {value} per 1,000, was {reference}",
    "survey_worse": "{name}: clearly worse",
    "target_met": "{name}: on target",
    "no_concern": "{name}: steady, but no target is set",
    "survey_better": "{name}: better, but no KPI has a target",
    "survey_unclear": "{name}: no clear change, and no KPI has a target",
    "measurement_changed": "{name}: changed, limits to be set anew",
    "too_few_readings": "{name}: too few readings",
    "too_few_answers": "{name}: too few answers to compare",
    "no_evidence": "Nothing to judge by in this period",
}


def health_rules(thresholds: Thresholds) -> HealthRules:
    """The room's thresholds as the rule takes them."""
    return HealthRules(
        missed_readings=thresholds.missed_readings,
        missed_days=thresholds.missed_days,
        gap_days=thresholds.reading_gap_days,
        concern_points=thresholds.concern_points,
    )


def health_view(health: StageHealth, formats: Formats) -> HealthView:
    """Word a stage's health by its gravest reason."""
    return HealthView(health.level, _LEVEL_WORDS[health.level], _reason(health.reasons[0], formats))


def _reason(reason: HealthReason, formats: Formats) -> str:
    words = _REASON_WORDS[reason.code]
    if reason.code != "rate_up":  # whose values alone are rates: a KPI's or a survey's may lie below zero
        return words.format(name=reason.name, count=formats.count(reason.count))
    return words.format(value=_rate(reason.value, formats), reference=_rate(reason.reference, formats))


def _rate(value: float | None, formats: Formats) -> str:
    return "—" if value is None else formats.rate(value)
