"""The course of a figure over time: all that a chart needs to be drawn, worded in the room's way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import Literal

from customer_room.domain.words import TeamStatus

PointSignal = Literal["", "better", "worse"]
_MOST_TICKS = 5
_NICE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """One period: where it stands in time (its middle), and its value in the figure's unit, None for a gap.

    `told` is the value with its unit, or the reason for the gap; `low` and `high` are the ends of its interval.
    `signal` says that the point stands out, `signal_told` why.
    """

    at: date
    label: str
    value: float | None
    told: str
    n: str
    low: float | None = None
    high: float | None = None
    signal: PointSignal = ""
    signal_told: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A day on which a fix team changed its status."""

    on: date
    team: str
    status: TeamStatus
    status_word: str


@dataclass(frozen=True, slots=True)
class Course:
    """Consecutive periods, oldest first, with at least one value.

    `target` and `band`, the natural process limits as displayed, are in the unit of the values; `ticks` are values with
    their words, evenly spaced around everything that is drawn.
    """

    points: tuple[CoursePoint, ...]
    ticks: tuple[tuple[float, str], ...]
    target: float | None = None
    target_told: str = ""
    band: tuple[float, float] | None = None
    fixes: tuple[Fix, ...] = ()


def middle(first: date, end: date) -> date:
    """The middle of a period, where its value is drawn: days in it then lie around it, not after it."""
    return first + (end - first) / 2


def nice_ticks(drawn: Sequence[float]) -> tuple[tuple[float, ...], int]:
    """Round values around all that is drawn, and how many decimals tell them apart; at most about five values."""
    low, high = min(drawn), max(drawn)
    reach = (high - low) or abs(high) or 1.0
    magnitude = 10.0 ** floor(log10(reach / _MOST_TICKS))
    step = next(nice * magnitude for nice in _NICE_STEPS if nice * magnitude * _MOST_TICKS >= reach * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
    if first == last:
        first, last = first - 1, last + 1
    decimals = max(0, -floor(log10(step) + 1e-9))
    if step * 10**decimals % 1 > 1e-9:
        decimals += 1
    return tuple(round(number * step, 12) for number in range(first, last + 1)), decimals
