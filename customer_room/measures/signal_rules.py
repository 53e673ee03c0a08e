"""The rules that tell a signal from noise on a process behaviour chart.

Source: NHS England, *Making Data Count* (strengthening your decisions), as its reference implementation
NHSRplotthedots applies the rules. Gaps are taken out before these functions see the points: a run counts plotted
points, as in runs analysis (qicharts2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import isclose
from typing import Literal

RuleName = Literal["outside", "trend", "two_of_three", "shift"]
Side = Literal["high", "low"]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How many points make a run; the defaults are those of NHS Making Data Count.

    `near_share` is the share of the way from the mean to a limit beyond which a point counts as near that limit.
    """

    name: str = "NHS Making Data Count"
    shift_points: int = 7
    trend_points: int = 7
    near_share: float = 2 / 3


NHS_RULES = RuleSet()


@dataclass(frozen=True, slots=True)
class Lines:
    """The centre and the limits that points are held against, in the unit of the values."""

    centre: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Run:
    """Points that make one signal together: all their positions, and the position that completed it."""

    rule: RuleName
    side: Side
    members: tuple[int, ...]
    detected_at: int


def find_runs(values: Sequence[float], lines: Lines, rules: RuleSet = NHS_RULES) -> tuple[Run, ...]:
    """Every run in `values`, in the order of precedence outside, trend, two of three, shift.

    Two of three takes points between two thirds of the way and the limit, as NHSRplotthedots does: a point beyond
    the limit is a signal already. A point within rounding error of a line counts as on it.
    Source: NHS England, Making Data Count; NHSRplotthedots, ptd_spc_standard.R.
    """
    sides = [_side_of(value, lines.centre, lines) for value in values]
    outside = [max(0, _side_of(v, lines.upper, lines)) + min(0, _side_of(v, lines.lower, lines)) for v in values]
    near_upper = lines.centre + rules.near_share * (lines.upper - lines.centre)
    near_lower = lines.centre - rules.near_share * (lines.centre - lines.lower)
    near = [
        beyond == 0 and (_side_of(value, near_upper, lines) > 0 or _side_of(value, near_lower, lines) < 0)
        for value, beyond in zip(values, outside, strict=True)
    ]
    return (
        *(Run("outside", _named(beyond), (at,), at) for at, beyond in enumerate(outside) if beyond),
        *trend_runs(values, rules.trend_points),
        *two_of_three_runs(sides, near),
        *shift_runs(sides, rules.shift_points),
    )


def shift_runs(sides: Sequence[int], points: int = NHS_RULES.shift_points) -> tuple[Run, ...]:
    """Runs of at least `points` on one side; `sides` holds +1 above, −1 below, 0 on the mean, which breaks a run.

    Source: NHS England, Making Data Count (7 points); Wheeler, Making Sense of Data, uses 8.
    """
    return tuple(
        Run("shift", _named(side), tuple(range(start, end)), start + points - 1)
        for side, start, end in _stretches(sides)
        if side != 0 and end - start >= points
    )


def trend_runs(values: Sequence[float], points: int = NHS_RULES.trend_points) -> tuple[Run, ...]:
    """Runs of at least `points` each higher (or each lower) than the one before; a tie breaks a run.

    Source: NHS England, Making Data Count (7 points, so 6 steps).
    """
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(values)]
    return tuple(
        Run("trend", _named(step), tuple(range(start, end + 1)), start + points - 1)
        for step, start, end in _stretches(steps)
        if step != 0 and end + 1 - start >= points
    )


def two_of_three_runs(sides: Sequence[int], near: Sequence[bool]) -> tuple[Run, ...]:
    """Windows of three points on one side of which at least two are near the limit; only the near ones are members.

    Source: NHS England, Making Data Count; NHSRplotthedots, ptd_two_in_three.
    """
    runs = []
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        members = tuple(at for at in window if near[at])
        if abs(sum(sides[at] for at in window)) == 3 and len(members) >= 2:
            runs.append(Run("two_of_three", _named(sides[start]), members, start + 2))
    return tuple(runs)


def _stretches(marks: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Each stretch of equal marks as (mark, start, end), the end excluded."""
    start = 0
    for mark, same in groupby(marks):
        end = start + sum(1 for _ in same)
        yield mark, start, end
        start = end


def _side_of(value: float, line: float, lines: Lines) -> int:
    if isclose(value, line, rel_tol=1e-12, abs_tol=1e-9 * (lines.upper - lines.lower)):
        return 0
    return 1 if value > line else -1


def _named(side: int) -> Side:
    return "high" if side > 0 else "low"
