"""Stopwatches: what one call costs, and the usual and the slow end of many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call took: seconds on the clock, and seconds of processor time over all threads."""

    seconds: float
    cpu: float


def cost_of(call: Callable[[], object]) -> Cost:
    """Call once and say what it took."""
    began, cpu_began = perf_counter(), process_time()
    call()
    return Cost(perf_counter() - began, process_time() - cpu_began)


def usual(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def slow_end(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay below."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
