"""Rates per 1,000, their changes, and Pareto."""

from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.measures.rates import (
    RateCount,
    pareto,
    pooled,
    rate_change,
    rate_change_p_value,
    rate_per_1000,
)

Example = Callable[[str], dict[str, Any]]

small_counts = st.builds(RateCount, st.integers(0, 30), st.integers(1, 5000))


def exact_p_value(now: RateCount, before: RateCount) -> float:
    """The doubled smaller binomial tail, summed term by term in fractions."""
    assert now.exposure is not None
    assert before.exposure is not None
    total = now.complaints + before.complaints
    share = Fraction(now.exposure, now.exposure + before.exposure)
    terms = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    tail = min(sum(terms[: now.complaints + 1]), sum(terms[now.complaints :]))
    return float(min(Fraction(1), 2 * tail))


def test_a_rate_is_pooled_not_averaged(example: Example) -> None:
    """Twenty months pool to the sum of complaints over the sum of orders, and month 1 has its own rate."""
    case = example("rate_per_1000")
    months = [RateCount(c, n) for c, n in zip(case["inputs"]["complaints"], case["inputs"]["orders"], strict=True)]
    assert rate_per_1000(pooled(months)) == pytest.approx(case["expected"]["cl"], abs=case["tolerance"])
    assert rate_per_1000(months[0]) == pytest.approx(case["expected"]["rate_month1"], abs=case["tolerance"])


@pytest.mark.parametrize("exposure", [0, None])
def test_no_exposure_gives_no_rate(exposure: int | None) -> None:
    """Without customers counted there is no rate and no judged change, in either period."""
    unknown, known = RateCount(3, exposure), RateCount(3, 1000)
    assert rate_per_1000(unknown) is None
    assert rate_change(unknown, known).verdict == "unknown"
    assert rate_change(known, unknown).verdict == "unknown"
    with pytest.raises(ValueError, match="positive exposure"):
        rate_change_p_value(unknown, known)


def test_a_part_without_exposure_leaves_the_sum_without() -> None:
    """A quarter with one uncounted month has complaints but no rate."""
    assert pooled([RateCount(5, 1000), RateCount(7, None)]) == RateCount(12, None)


@pytest.mark.parametrize("count", [RateCount(-1, 10), RateCount(1, -10)])
def test_negative_counts_are_refused(count: RateCount) -> None:
    """Fewer than no complaints or customers are errors of the caller."""
    with pytest.raises(ValueError, match="cannot be negative"):
        rate_per_1000(count)


@pytest.mark.parametrize("name", ["rate_ratio_fay", "rate_ratio_eba1977"])
def test_the_rate_test_agrees_with_published_examples(name: str, example: Example) -> None:
    """The exact conditional test gives the p value and the verdict of the published examples."""
    case = example(name)
    change = rate_change(RateCount(*case["inputs"]["now"]), RateCount(*case["inputs"]["before"]))
    assert change.p_value == pytest.approx(case["expected"]["p"], abs=case["tolerance"])
    assert change.verdict == case["expected"]["verdict"]


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ((60, 10_000), (30, 10_000), "up"),
        ((30, 10_000), (60, 10_000), "down"),
        ((60, 20_000), (30, 10_000), "unclear"),
        ((0, 10_000), (0, 10_000), "unclear"),
        ((4, 10_000), (0, 10_000), "unclear"),
        ((8, 10_000), (0, 10_000), "up"),
    ],
)
def test_the_verdict_compares_rates_not_counts(now: tuple[int, int], before: tuple[int, int], verdict: str) -> None:
    """Twice the complaints of twice the customers is no change, and a few complaints prove nothing."""
    assert rate_change(RateCount(*now), RateCount(*before)).verdict == verdict


def test_the_level_of_significance_is_the_callers() -> None:
    """A p value of 0.02 is a rise at 5 % and unclear at 1 %."""
    now, before = RateCount(52, 10_000), RateCount(30, 10_000)
    assert rate_change_p_value(now, before) == pytest.approx(0.02, abs=0.002)
    assert rate_change(now, before).verdict == "up"
    assert rate_change(now, before, significance=0.01).verdict == "unclear"


def test_a_rate_that_was_zero_has_no_ratio() -> None:
    """From no complaints to some there is a verdict but no ratio to show."""
    change = rate_change(RateCount(20, 1000), RateCount(0, 1000))
    assert (change.ratio, change.verdict) == (None, "up")
    assert rate_change(RateCount(30, 1000), RateCount(20, 2000)).ratio == pytest.approx(3)


def test_millions_of_complaints_are_judged_exactly() -> None:
    """With 10 million complaints the exact p agrees with the normal approximation (z = 2, p = 0.0455)."""
    half = 5_000_000
    shift = round(half**0.5 * 2 / 2**0.5)
    p_value = rate_change_p_value(RateCount(half + shift, 10**9), RateCount(half - shift, 10**9))
    assert p_value == pytest.approx(0.0455, abs=0.0001)


@given(small_counts, small_counts)
def test_the_p_value_is_the_exact_one(now: RateCount, before: RateCount) -> None:
    """The tail sum agrees with exact fractions, and does not depend on which period comes first."""
    p_value = rate_change_p_value(now, before)
    assert p_value == pytest.approx(exact_p_value(now, before), rel=1e-9, abs=1e-15)
    assert rate_change_p_value(before, now) == pytest.approx(p_value, rel=1e-9)
    assert 0 <= p_value <= 1


@pytest.mark.parametrize("name", ["pareto_qcc", "pareto_tie"])
def test_pareto_agrees_with_the_examples(name: str, example: Example) -> None:
    """Order, running totals and percentages are those of the examples; ties go by name, zeros stay."""
    case = example(name)
    rows = pareto(case["inputs"])
    assert [row.name for row in rows] == [row[0] for row in case["expected"]]
    for row, (_, *expected) in zip(rows, case["expected"], strict=True):
        found = [row.count, row.cumulative, 100 * row.share, 100 * row.cumulative_share]
        assert found == pytest.approx(expected, abs=case["tolerance"])


def test_the_vital_few_are_the_smallest_prefix_that_reaches_80_percent(example: Example) -> None:
    """The prefix ends with the cause that reaches 80 % exactly."""
    names = [row.name for row in pareto(example("pareto_qcc")["inputs"]) if row.is_vital]
    assert names == ["contact num.", "price code", "supplier code"]
    assert [row.name for row in pareto(example("pareto_tie")["inputs"]) if row.is_vital] == ["a", "b"]


def test_other_comes_last_and_is_never_vital() -> None:
    """The largest count is last when it names no cause."""
    rows = pareto({"Other": 90, "late": 6, "torn": 4})
    assert [(row.name, row.is_vital) for row in rows] == [("late", True), ("torn", True), ("Other", False)]


def test_nothing_counted_has_no_vital_few() -> None:
    """Without complaints there are rows, no shares and nothing vital; without causes there are no rows."""
    assert [(row.share, row.cumulative_share, row.is_vital) for row in pareto({"late": 0})] == [(0, 0, False)]
    assert pareto({}) == ()


def test_a_negative_count_of_a_cause_is_refused() -> None:
    """Shares of negative counts mean nothing."""
    with pytest.raises(ValueError, match="cannot be negative"):
        pareto({"late": -1})


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), max_size=8))
def test_pareto_is_complete_and_minimal(counts: dict[str, int]) -> None:
    """Every cause appears once, shares add up, and the vital prefix without its last row misses 80 %."""
    rows = pareto(counts)
    assert {row.name: row.count for row in rows} == counts
    if sum(counts.values()):
        assert rows[-1].cumulative_share == 1
        vital = [row for row in rows if row.is_vital]
        assert rows[: len(vital)] == tuple(vital)
        assert vital[-1].cumulative_share >= 0.8
        assert all(row.cumulative_share < 0.8 for row in vital[:-1])
