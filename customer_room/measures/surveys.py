"""Survey scores with their intervals, their changes, and the rule that keeps too little data off the wall.

A survey's answers are a distribution {score: count}. Intervals are at 95 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from customer_room.domain.words import SurveyMethod
from customer_room.measures.intervals import (
    Z95,
    adjusted_wald_nps,
    mean_and_squared_error,
    newcombe_interval,
    t_quantile,
    welch_interval,
    wilson_interval,
)

Answers = Mapping[int, int]
SuppressedBecause = Literal["too_few_answers", "interval_too_wide"]
ScoreVerdict = Literal["better", "worse", "unclear", "unknown"]

NPS_SCALE = (0, 10)
CSAT_SCALE = (1, 5)
CES_SCALE = (1, 7)
_CES_EASY_FROM = 5


@dataclass(frozen=True, slots=True)
class SuppressionRule:
    """When a score is not shown: fewer than `min_n` answers, or an interval wider than `max_width`.

    `max_width` is a share: 0.30 is 30 percentage points of CSAT or of the CES share, and 30 NPS points.
    Source of the defaults: NCHS, Data Presentation Standards for Proportions, Vital Health Stat 2(175), 2017;
    applying them to the NPS, which is a difference of proportions, is a proposal of ours.
    """

    min_n: int = 30
    max_width: float = 0.30


NCHS_RULE = SuppressionRule()


@dataclass(frozen=True, slots=True)
class SurveyScore:
    """A score with its 95 % interval; the numbers are None when suppressed, `n` never is.

    Units: NPS −100 to 100, CSAT a share from 0 to 1, CES a mean from 1 to 7 with `easy_share`, the share of 5 to 7.
    """

    method: SurveyMethod
    value: float | None
    low: float | None
    high: float | None
    n: int
    suppressed_because: SuppressedBecause | None
    easy_share: float | None = None


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """Now minus before in the score's unit, with its 95 % interval; "unknown" when either score is suppressed."""

    difference: float | None
    low: float | None
    high: float | None
    verdict: ScoreVerdict


UNKNOWN_CHANGE = ScoreChange(None, None, None, "unknown")


def survey_score(
    method: SurveyMethod, answers: Answers, scale: tuple[int, int], rule: SuppressionRule = NCHS_RULE
) -> SurveyScore:
    """The score of a survey by its method; `scale` matters to CSAT only, the others have one of their own.

    Source and errors: as `nps`, `csat` and `ces`.
    """
    match method:
        case SurveyMethod.NPS:
            return nps(answers, rule)
        case SurveyMethod.CSAT:
            return csat(answers, scale, rule)
        case SurveyMethod.CES:
            return ces(answers, rule)


def survey_change(
    method: SurveyMethod, now: Answers, before: Answers, scale: tuple[int, int], rule: SuppressionRule = NCHS_RULE
) -> ScoreChange:
    """The change of a survey's score by its method; `scale` matters to CSAT only.

    Source and errors: as `nps_change`, `csat_change` and `ces_change`.
    """
    match method:
        case SurveyMethod.NPS:
            return nps_change(now, before, rule)
        case SurveyMethod.CSAT:
            return csat_change(now, before, scale, rule)
        case SurveyMethod.CES:
            return ces_change(now, before, rule)


def nps(answers: Answers, rule: SuppressionRule = NCHS_RULE) -> SurveyScore:
    """Net promoter score: % of 9–10 minus % of 0–6, with the adjusted-Wald interval in NPS points.

    Source: Reichheld 2003, HBR 81(12):46; interval: Rocks 2016, The American Statistician 70(4):365.

    Raises:
        ValueError: a score is off the scale or a count negative.
    """
    n = _checked_n(answers, NPS_SCALE)
    centre, squared_error = _adjusted_nps(answers, n)
    reach = Z95 * sqrt(squared_error)
    too_little = _suppressed(n, 2 * reach, rule)
    if too_little:
        return SurveyScore(SurveyMethod.NPS, None, None, None, n, too_little)
    low, high = max(-100.0, 100 * (centre - reach)), min(100.0, 100 * (centre + reach))
    return SurveyScore(SurveyMethod.NPS, _raw_nps(answers, n), low, high, n, None)


def csat(answers: Answers, scale: tuple[int, int] = CSAT_SCALE, rule: SuppressionRule = NCHS_RULE) -> SurveyScore:
    """Top-2-box: the share of the two highest points of `scale`, with the Wilson interval.

    Source: Newcombe 1998, Statistics in Medicine 17:857, method 3, for the interval.

    Raises:
        ValueError: a score is off the scale, a count negative, or the scale shorter than three points.
    """
    n = _checked_n(answers, scale)
    top = _top_two(answers, scale)
    low, high = wilson_interval(top, n) if n else (0.0, 1.0)
    too_little = _suppressed(n, high - low, rule)
    if too_little:
        return SurveyScore(SurveyMethod.CSAT, None, None, None, n, too_little)
    return SurveyScore(SurveyMethod.CSAT, top / n, low, high, n, None)


def ces(answers: Answers, rule: SuppressionRule = NCHS_RULE) -> SurveyScore:
    """Customer effort score 2.0: the mean of 1–7 with its t interval, and the share of 5–7.

    It is suppressed by the Wilson interval of that share, the part of it that is a proportion.
    Source: Dixon, Toman & DeLisi 2013, The Effortless Experience; interval: Sauro & Lewis 2016, chapter 3.

    Raises:
        ValueError: a score is off the scale or a count negative.
    """
    n = _checked_n(answers, CES_SCALE)
    easy = sum(count for score, count in answers.items() if score >= _CES_EASY_FROM)
    low, high = wilson_interval(easy, n) if n else (0.0, 1.0)
    too_little = "too_few_answers" if n < 2 else _suppressed(n, high - low, rule)
    if too_little:
        return SurveyScore(SurveyMethod.CES, None, None, None, n, too_little)
    mean, squared_error = mean_and_squared_error(answers)
    reach = t_quantile(n - 1) * sqrt(squared_error)
    low, high = max(float(CES_SCALE[0]), mean - reach), min(float(CES_SCALE[1]), mean + reach)
    return SurveyScore(SurveyMethod.CES, mean, low, high, n, None, easy_share=easy / n)


def nps_change(now: Answers, before: Answers, rule: SuppressionRule = NCHS_RULE) -> ScoreChange:
    """The change in NPS points; the interval, and so the verdict, is on the adjusted values of both periods.

    Source: MeasuringU (Lewis & Sauro), z test of two Net Promoter Scores on adjusted-Wald values.

    Raises:
        ValueError: a score is off the scale or a count negative.
    """
    score, earlier = nps(now, rule), nps(before, rule)
    if score.value is None or earlier.value is None:
        return UNKNOWN_CHANGE
    difference, error = _adjusted_difference(now, before)
    reach = Z95 * error
    return _judged(score.value - earlier.value, 100 * (difference - reach), 100 * (difference + reach))


def nps_change_z(now: Answers, before: Answers) -> float:
    """The z value of a change in NPS on the adjusted values; beyond ±1.96 it is significant at 5 %.

    Source: MeasuringU (Lewis & Sauro), z test of two Net Promoter Scores on adjusted-Wald values.

    Raises:
        ValueError: a score is off the scale or a count negative.
    """
    difference, error = _adjusted_difference(now, before)
    return difference / error


def csat_change(
    now: Answers, before: Answers, scale: tuple[int, int] = CSAT_SCALE, rule: SuppressionRule = NCHS_RULE
) -> ScoreChange:
    """The change in the top-2-box share, with Newcombe's hybrid score interval.

    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10.

    Raises:
        ValueError: a score is off the scale, a count negative, or the scale shorter than three points.
    """
    score, earlier = csat(now, scale, rule), csat(before, scale, rule)
    if score.value is None or earlier.value is None:
        return UNKNOWN_CHANGE
    interval = newcombe_interval(_top_two(now, scale), score.n, _top_two(before, scale), earlier.n)
    return _judged(score.value - earlier.value, *interval)


def ces_change(now: Answers, before: Answers, rule: SuppressionRule = NCHS_RULE) -> ScoreChange:
    """The change in the mean effort score (higher is easier), with Welch's interval.

    Source: Welch 1947, Biometrika 34:28.

    Raises:
        ValueError: a score is off the scale or a count negative.
    """
    score, earlier = ces(now, rule), ces(before, rule)
    if score.value is None or earlier.value is None:
        return UNKNOWN_CHANGE
    return _judged(score.value - earlier.value, *welch_interval(now, before))


def _checked_n(answers: Answers, scale: tuple[int, int]) -> int:
    low, high = scale
    for score, count in answers.items():
        if not low <= score <= high:
            raise ValueError(f"score {score} is not on the scale from {low} to {high}")
        if count < 0:
            raise ValueError(f"score {score} has a negative count")
    return sum(answers.values())


def _suppressed(n: int, width: float, rule: SuppressionRule) -> SuppressedBecause | None:
    if n == 0 or n < rule.min_n:
        return "too_few_answers"
    return "interval_too_wide" if width > rule.max_width else None


def _promoters_detractors(answers: Answers) -> tuple[int, int]:
    promoters = sum(count for score, count in answers.items() if score >= 9)
    return promoters, sum(count for score, count in answers.items() if score <= 6)


def _raw_nps(answers: Answers, n: int) -> float:
    promoters, detractors = _promoters_detractors(answers)
    return 100 * (promoters - detractors) / n


def _adjusted_nps(answers: Answers, n: int) -> tuple[float, float]:
    return adjusted_wald_nps(*_promoters_detractors(answers), n)


def _adjusted_difference(now: Answers, before: Answers) -> tuple[float, float]:
    centre, squared_error = _adjusted_nps(now, _checked_n(now, NPS_SCALE))
    earlier_centre, earlier_squared_error = _adjusted_nps(before, _checked_n(before, NPS_SCALE))
    return centre - earlier_centre, sqrt(squared_error + earlier_squared_error)


def _top_two(answers: Answers, scale: tuple[int, int]) -> int:
    low, high = scale
    if high - low < 2:
        raise ValueError(f"a scale from {low} to {high} has no top two boxes")
    return sum(count for score, count in answers.items() if score >= high - 1)


def _judged(difference: float, low: float, high: float) -> ScoreChange:
    if low > 0:
        return ScoreChange(difference, low, high, "better")
    return ScoreChange(difference, low, high, "worse" if high < 0 else "unclear")
