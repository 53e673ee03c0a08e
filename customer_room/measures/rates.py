"""Complaints against the customers who could complain, and which few causes make most of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import Literal

RateVerdict = Literal["up", "down", "unclear", "unknown"]

DEFAULT_SIGNIFICANCE = 0.05
DEFAULT_VITAL_SHARE = 0.80


@dataclass(frozen=True, slots=True)
class RateCount:
    """Complaints of a period and the customers who passed in it; None when nobody counted them."""

    complaints: int
    exposure: int | None


@dataclass(frozen=True, slots=True)
class RateChange:
    """Two rates per 1,000 and whether the first is really higher or lower than the one before.

    `ratio` is None where a rate is unknown or the earlier rate is 0.
    """

    rate: float | None
    rate_before: float | None
    ratio: float | None
    p_value: float | None
    verdict: RateVerdict


@dataclass(frozen=True, slots=True)
class ParetoRow:
    """One cause: its count (or cost), the running total, both as shares from 0 to 1, and whether it is vital."""

    name: str
    count: float
    cumulative: float
    share: float
    cumulative_share: float
    is_vital: bool


def pooled(parts: Sequence[RateCount]) -> RateCount:
    """The count of a longer period: sums, never a mean of rates.

    Without the exposure of every part the sum has none: complaints of an uncounted month over the customers of the
    other months would overstate the rate.
    Source: Montgomery, Introduction to Statistical Quality Control (u chart, ū = Σc/Σn); the missing part is ours.
    """
    exposures = [part.exposure for part in parts if part.exposure is not None]
    complete = len(exposures) == len(parts)
    return RateCount(sum(part.complaints for part in parts), sum(exposures) if complete else None)


def rate_per_1000(count: RateCount) -> float | None:
    """Complaints per 1,000 customers; None when the exposure is 0 or unknown.

    Source: Montgomery, Introduction to Statistical Quality Control (u chart, ū = Σc/Σn), scaled to 1,000.

    Raises:
        ValueError: a count is negative.
    """
    if count.complaints < 0 or (count.exposure is not None and count.exposure < 0):
        raise ValueError("complaints and exposure cannot be negative")
    return 1000 * count.complaints / count.exposure if count.exposure else None


def rate_change(now: RateCount, before: RateCount, significance: float = DEFAULT_SIGNIFICANCE) -> RateChange:
    """Whether the rate rose or fell by more than chance, by the exact conditional test of two Poisson rates.

    "up" or "down" when the two-sided p is below `significance` (5 %, the customary level), else "unclear".
    Source: Przyborowski & Wilenski 1940, Biometrika 31:313; two-sided by doubling: Fay 2010, R Journal 2(1):53
    (R package rateratio.test).

    Raises:
        ValueError: a count is negative.
    """
    rate, rate_before = rate_per_1000(now), rate_per_1000(before)
    if rate is None or rate_before is None:
        return RateChange(rate, rate_before, None, None, "unknown")
    p_value = rate_change_p_value(now, before)
    verdict: RateVerdict = "unclear"
    if p_value < significance:
        verdict = "up" if rate > rate_before else "down"
    return RateChange(rate, rate_before, rate / rate_before if rate_before else None, p_value, verdict)


def rate_change_p_value(now: RateCount, before: RateCount) -> float:
    """Two-sided p of equal rates: given the total, the complaints of one period are binomial.

    The sum runs over the tail away from the mean only, whose terms shrink, so that 10 million complaints cost
    some thousand steps. Source: Przyborowski & Wilenski 1940; Fay 2010, R Journal 2(1):53 ("central").

    Raises:
        ValueError: an exposure is 0 or unknown.
    """
    if not now.exposure or not before.exposure:
        raise ValueError("both periods need a positive exposure")
    total = now.complaints + before.complaints
    expected_share = now.exposure / (now.exposure + before.exposure)
    if now.complaints >= total * expected_share:
        return min(1.0, 2 * _upper_tail(now.complaints, total, expected_share))
    other_share = before.exposure / (now.exposure + before.exposure)
    return min(1.0, 2 * _upper_tail(before.complaints, total, other_share))


def pareto(
    counts: Mapping[str, float], vital_share: float = DEFAULT_VITAL_SHARE, other: str = "Other"
) -> tuple[ParetoRow, ...]:
    """Causes by (−count, name) with `other` last; the vital few are the smallest prefix that reaches `vital_share`.

    `other` is never vital: it names no cause. Costs in place of counts give the cost-weighted order.
    Source: Juran & Godfrey 1998, Juran's Quality Handbook, section 5 (vital few, useful many); 80 % is the custom.

    Raises:
        ValueError: a count is negative.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count cannot be negative")
    total = sum(counts.values())
    rows = []
    cumulative: float = 0
    for name in sorted(counts, key=lambda name: (name == other, -counts[name], name)):
        share_before = cumulative / total if total else 1.0
        cumulative += counts[name]
        rows.append(
            ParetoRow(
                name=name,
                count=counts[name],
                cumulative=cumulative,
                share=counts[name] / total if total else 0.0,
                cumulative_share=cumulative / total if total else 0.0,
                is_vital=name != other and counts[name] > 0 and share_before < vital_share,
            )
        )
    return tuple(rows)


def _upper_tail(successes: int, n: int, share: float) -> float:
    """P(X ≥ successes) of a binomial, for successes at or above its mean."""
    log_first = (
        lgamma(n + 1)
        - lgamma(successes + 1)
        - lgamma(n - successes + 1)
        + successes * log(share)
        + (n - successes) * log1p(-share)
    )
    odds = share / (1 - share)
    term = tail = 1.0
    for k in range(successes, n):
        term *= (n - k) / (k + 1) * odds
        tail += term
        if term < 1e-17 * tail:
            break
    return exp(log_first) * tail
