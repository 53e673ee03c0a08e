"""NPS, CSAT and CES with intervals, changes and suppression."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.domain.words import SurveyMethod
from customer_room.measures.intervals import adjusted_wald_nps
from customer_room.measures.surveys import (
    UNKNOWN_CHANGE,
    SuppressionRule,
    SurveyScore,
    ces,
    ces_change,
    csat,
    csat_change,
    nps,
    nps_change,
    nps_change_z,
    survey_change,
    survey_score,
)

Example = Callable[[str], dict[str, Any]]
ALL_SHOWN = SuppressionRule(min_n=1, max_width=2)
SCALES = {SurveyMethod.NPS: (0, 10), SurveyMethod.CSAT: (1, 5), SurveyMethod.CES: (1, 7)}


def nps_answers(promoters: int, passives: int, detractors: int) -> dict[int, int]:
    """A distribution with these groups, spread over their scores."""
    return {10: promoters - promoters // 2, 9: promoters // 2, 7: passives, 6: detractors - 1, 0: 1}


def csat_answers(top: int, n: int) -> dict[int, int]:
    """A distribution of `n` answers of which `top` are 4 or 5."""
    return {5: top // 2, 4: top - top // 2, 3: n - top}


def numbers(score: SurveyScore) -> tuple[float, float, float]:
    """Value and interval of a score that must be shown."""
    assert score.value is not None
    assert score.low is not None
    assert score.high is not None
    return score.value, score.low, score.high


def test_nps_and_its_adjusted_wald_interval(example: Example) -> None:
    """The score of 162, 108 and 54 is 33.3 with the adjusted-Wald interval around 33.0."""
    case, shares = example("nps_wald_ci"), example("nps_whuber")
    score = nps(nps_answers(162, 108, 54))
    low, high = case["expected"]["aw_ci"]
    assert numbers(score) == pytest.approx((shares["expected"]["nps"], low, high), abs=case["tolerance"])
    assert (low + high) / 2 == pytest.approx(case["expected"]["aw_nps"], abs=case["tolerance"])
    assert (score.n, score.suppressed_because) == (324, None)


def test_nps_variance_approaches_the_published_one(example: Example) -> None:
    """With a thousand times the answers, the three added ones vanish and the variance is p + d − (p − d)²."""
    case = example("nps_whuber")
    promoters, passives, detractors = (1000 * case["inputs"][g] for g in ("promoters", "passives", "detractors"))
    n = promoters + passives + detractors
    _, squared_error = adjusted_wald_nps(promoters, detractors, n)
    assert squared_error * n == pytest.approx(case["expected"]["var"], abs=case["tolerance"])
    assert 100 * (squared_error * 1000) ** 0.5 == pytest.approx(case["expected"]["se"], abs=case["tolerance"])


def test_ten_points_more_may_be_no_clear_change(example: Example) -> None:
    """From 200 to 220 answers a rise of 10 points is not significant, and is called unclear."""
    case = example("nps_diff")
    before, now = (nps_answers(*case["inputs"][period]) for period in ("period1", "period2"))
    change = nps_change(now, before)
    expected = case["expected"]
    assert change.difference == pytest.approx(expected["diff"], abs=case["tolerance"])
    assert (change.low, change.high) == pytest.approx(tuple(expected["ci_aw"]), abs=case["tolerance"])
    assert nps_change_z(now, before) == pytest.approx(expected["z_aw"], abs=case["tolerance"])
    assert change.verdict == "unclear"


def test_a_fall_of_nps_beyond_chance_is_worse() -> None:
    """Losing 40 points on 300 answers is a worse score, and gaining them a better one."""
    high, low = nps_answers(180, 60, 60), nps_answers(120, 60, 120)
    assert nps_change(low, high).verdict == "worse"
    assert nps_change(high, low).verdict == "better"


def test_csat_is_the_top_two_boxes_with_wilson(example: Example) -> None:
    """Seven of ten answers in the boxes 4 and 5 are a share of 0.7 with its Wilson interval."""
    case = example("csat_t2b")
    scores = case["inputs"]["scores"]
    score = csat({s: scores.count(s) for s in set(scores)}, rule=ALL_SHOWN)
    expected = (case["expected"]["top2"], *case["expected"]["ci"])
    assert numbers(score) == pytest.approx(expected, abs=case["tolerance"])


def test_csat_takes_the_top_of_its_own_scale() -> None:
    """On a scale to 10 the top two boxes are 9 and 10."""
    score = csat({10: 20, 9: 20, 8: 200}, scale=(1, 10))
    assert score.value == pytest.approx(40 / 240)


def test_csat_change_is_newcombes(example: Example) -> None:
    """Nine of ten against three of ten is better, with Newcombe's published interval."""
    case = example("newcombe_9_10_3_10")
    change = csat_change(csat_answers(9, 10), csat_answers(3, 10), rule=ALL_SHOWN)
    assert (change.low, change.high) == pytest.approx(tuple(case["expected"]), abs=case["tolerance"])
    assert change.difference == pytest.approx(0.6)
    assert change.verdict == "better"


def test_ces_is_the_mean_and_the_share_of_five_to_seven() -> None:
    """Half sixes and half fives of 100 have the mean 5.5 and all find it easy; t is 1.984 on 99 degrees."""
    score = ces({6: 50, 5: 50})
    reach = 1.984 * (25 / 99 / 100) ** 0.5
    assert numbers(score) == pytest.approx((5.5, 5.5 - reach, 5.5 + reach), abs=0.0002)
    assert score.easy_share == 1


def test_ces_change_is_judged_by_welch() -> None:
    """A mean one point lower on 200 answers is worse, the same answers are unclear."""
    before, now = {6: 100, 7: 60, 5: 40}, {5: 100, 6: 60, 4: 40}
    change = ces_change(now, before)
    assert change.difference == pytest.approx(-1)
    assert change.verdict == "worse"
    assert ces_change(now, now).verdict == "unclear"


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("nchs_15_29", "too_few_answers"),
        ("nchs_15_30", "interval_too_wide"),
        ("nchs_0_200", None),
        ("nchs_120_400", None),
    ],
)
def test_suppression_follows_nchs(name: str, because: str | None, example: Example) -> None:
    """Under 30 answers or with an interval wider than 0.30 the score is withheld, otherwise shown."""
    inputs = example(name)["inputs"]
    score = csat(csat_answers(inputs["x"], inputs["n"]))
    assert score.suppressed_because == because
    assert (score.value is None) == (because is not None)
    assert score.n == inputs["n"]


def test_nps_is_suppressed_beyond_thirty_points() -> None:
    """An NPS on 60 mixed answers is more than 30 points wide and withheld; on 324 it is shown."""
    assert nps(nps_answers(30, 10, 20)).suppressed_because == "interval_too_wide"
    assert nps(nps_answers(162, 108, 54)).suppressed_because is None


def test_ces_is_suppressed_by_its_share() -> None:
    """Thirty answers, half of them easy, leave the share of 5 to 7 wider than 0.30."""
    score = ces({6: 15, 3: 15})
    assert (score.suppressed_because, score.value, score.easy_share) == ("interval_too_wide", None, None)


def test_thresholds_are_the_rooms() -> None:
    """A room that accepts ten answers sees what the default withholds."""
    answers = csat_answers(9, 10)
    assert csat(answers).suppressed_because == "too_few_answers"
    assert csat(answers, rule=SuppressionRule(min_n=10, max_width=0.5)).suppressed_because is None


@pytest.mark.parametrize("method", list(SurveyMethod))
def test_no_answers_are_too_few(method: SurveyMethod) -> None:
    """A survey nobody answered is suppressed whatever the thresholds, and its change unknown."""
    score = survey_score(method, {}, SCALES[method], SuppressionRule(min_n=0, max_width=9))
    assert (score.n, score.value, score.suppressed_because) == (0, None, "too_few_answers")
    assert survey_change(method, {}, {5: 100}, SCALES[method]) == UNKNOWN_CHANGE


def test_one_effort_answer_is_too_few_for_an_interval() -> None:
    """A mean of one answer has no interval, so it is withheld even where one answer would do."""
    assert ces({5: 1}, ALL_SHOWN).suppressed_because == "too_few_answers"


@pytest.mark.parametrize(("method", "score"), [("nps", 11), ("csat", 0), ("csat", 6), ("ces", 8)])
def test_a_score_off_the_scale_is_refused(method: str, score: int) -> None:
    """Scores that the scale does not have are errors, not answers."""
    with pytest.raises(ValueError, match="not on the scale"):
        survey_score(SurveyMethod(method), {score: 1}, SCALES[SurveyMethod(method)])


def test_negative_counts_and_short_scales_are_refused() -> None:
    """A negative count, and a scale whose top two boxes are the whole scale, are errors."""
    with pytest.raises(ValueError, match="negative count"):
        nps({10: -1})
    with pytest.raises(ValueError, match="no top two boxes"):
        csat({1: 40}, scale=(0, 1))


@given(st.sampled_from(list(SurveyMethod)), st.data())
def test_a_shown_score_lies_in_its_interval_on_the_scale(method: SurveyMethod, data: st.DataObject) -> None:
    """Value and interval are in order and within the method's range; a withheld score has no number at all."""
    low, high = SCALES[method]
    answers = data.draw(st.dictionaries(st.integers(low, high), st.integers(0, 200)))
    score = survey_score(method, answers, (low, high))
    assert score.n == sum(answers.values())
    if score.suppressed_because:
        assert (score.value, score.low, score.high, score.easy_share) == (None, None, None, None)
    else:
        bottom, top = {SurveyMethod.NPS: (-100, 100), SurveyMethod.CSAT: (0, 1), SurveyMethod.CES: (1, 7)}[method]
        value, lower, upper = numbers(score)
        assert bottom <= lower <= value + 1e-9
        assert value - 1e-9 <= upper <= top


@given(st.sampled_from(list(SurveyMethod)), st.data())
def test_swapping_the_periods_swaps_the_verdict(method: SurveyMethod, data: st.DataObject) -> None:
    """What is better read forwards is worse read backwards, by the same amount."""
    low, high = SCALES[method]
    distributions = st.dictionaries(st.integers(low, high), st.integers(0, 200))
    now, before = data.draw(distributions), data.draw(distributions)
    forwards = survey_change(method, now, before, (low, high))
    backwards = survey_change(method, before, now, (low, high))
    opposite = {"better": "worse", "worse": "better", "unclear": "unclear", "unknown": "unknown"}
    assert backwards.verdict == opposite[forwards.verdict]
    if forwards.difference is not None:
        assert backwards.difference == pytest.approx(-forwards.difference, abs=1e-9)
