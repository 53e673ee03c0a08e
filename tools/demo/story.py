"""What happened at the company in 24 months: the calendar, the volumes, the fixes, and the course of every KPI."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .plan import KPIS

SEED = "kettlefell-2026"
FIRST_YEAR, FIRST_MONTH, MONTH_COUNT = 2024, 11, 24

#: Month numbers (0 is November 2024) in which something changed for customers.
CHECKED_PACKING = 3  # February 2025: a second look with the scanner at the packing bench
NAMED_DAY = 5  # April 2025: the confirmation names a day that transport has agreed to
REFUND_ON_SCAN = 11  # October 2025: the refund starts with the carrier's first scan, and a one-step form
CHECKOUT_OUTAGE = 12  # November 2025: the checkout fails on the busiest weekend
FIVE_MINUTE_CALLS = 14  # January 2026: calls are measured on their length
NEW_BENCHES = 18  # May 2026: new packing benches without scanners

SEASON = [1.75, 1.9, 0.95, 0.85, 0.85, 0.9, 0.95, 0.9, 0.8, 0.9, 1.05, 1.25]
PEAK_MONTHS = {0, 1, 12, 13}


def stream(name: str) -> random.Random:
    """A random source of its own for one part of the demo, so that a change in one part leaves the others alone."""
    return random.Random(f"{SEED}/{name}")


def month_start(month: int) -> date:
    """The first day of a month of the story; 24 is the month after the last."""
    number = FIRST_MONTH - 1 + month
    return date(FIRST_YEAR + number // 12, number % 12 + 1, 1)


def period(month: int) -> str:
    """The month as a period code, such as 2026-10."""
    return month_start(month).strftime("%Y-%m")


def _orders() -> list[int]:
    noise = stream("orders")
    return [
        round(38_000 * SEASON[month % 12] * (1 + 0.0045 * month) * noise.uniform(0.97, 1.03))
        for month in range(MONTH_COUNT)
    ]


ORDERS = _orders()


def exposure() -> dict[str, list[int]]:
    """How many customers passed each stage, by month: stage code to 24 counts."""
    noise = stream("exposure")

    def share(of: float) -> list[int]:
        return [round(orders * of * noise.uniform(0.98, 1.02)) for orders in ORDERS]

    before = [ORDERS[0], *ORDERS[:-1]]
    worn = [round((now + last) / 2 * 0.93) for now, last in zip(ORDERS, before, strict=True)]
    sent_back = [round((now + last) / 2 * 0.185) for now, last in zip(ORDERS, before, strict=True)]
    return {
        "look": share(3.1),
        "choose": share(1.9),
        "order": list(ORDERS),
        "wait": share(0.985),
        "open": share(0.97),
        "wear": worn,
        "return": sent_back,
        "help": share(0.135),
    }


@dataclass(frozen=True, slots=True)
class Course:
    """A KPI's path: its level by month and the spread of the noise around it."""

    level: Callable[[int], float]
    spread: float
    sample_of: str


def steps(*changes: tuple[int, float]) -> Callable[[int], float]:
    """A level that jumps at given months: (first month, level) pairs in order."""
    return lambda month: [level for start, level in changes if start <= month][-1]


def slope(first: float, last: float, start: int = 0) -> Callable[[int], float]:
    """A level that runs straight from `first` (until `start`) to `last` in the final month."""
    return lambda month: first + (last - first) * max(0, month - start) / (MONTH_COUNT - 1 - start)


def peak(base: Callable[[int], float], extra: float, months: set[int]) -> Callable[[int], float]:
    """A level that is `extra` higher in the given months."""
    return lambda month: base(month) + (extra if month in months else 0.0)


COURSES: dict[str, Course] = {
    "catalog-on-time": Course(steps((0, 94.6)), 1.5, "look"),
    "true-color": Course(slope(87.5, 90.5), 0.7, "open"),
    "pages-complete": Course(slope(73, 91, 4), 0.9, "look"),
    "size-returns": Course(slope(14.1, 15.3), 0.35, "open"),
    "fit-advice": Course(slope(17, 23), 0.8, "choose"),
    "basket-done": Course(peak(slope(56.5, 59.5), -4.5, {CHECKOUT_OUTAGE}), 0.7, "choose"),
    "checkout-errors": Course(peak(slope(9.6, 7.8), 14, {CHECKOUT_OUTAGE}), 0.6, "order"),
    "confirm-minutes": Course(peak(steps((0, 3.6)), 34, {CHECKOUT_OUTAGE}), 0.45, "order"),
    "on-the-day": Course(peak(steps((0, 84.0), (NAMED_DAY, 96.9)), -7.5, {0, 1}), 0.5, "wait"),
    "parcel-cost": Course(steps((0, 7.08)), 0.13, "wait"),
    "backorder-dated": Course(steps((0, 41)), 2.6, "wait"),
    "stock-cover": Course(steps((0, 84)), 3.4, "wait"),
    "right-item": Course(steps((0, 97.6), (CHECKED_PACKING, 99.45), (NEW_BENCHES, 98.3), (19, 97.7)), 0.1, "open"),
    "lines-per-hour": Course(steps((0, 55.5)), 1.3, "open"),
    "parcel-whole": Course(steps((0, 98.72)), 0.16, "open"),
    "faults": Course(peak(slope(6.4, 7.4), 2.7, {13, 14, 15, 16}), 0.35, "wear"),
    "repair-days": Course(slope(17.5, 14), 1.2, "wear"),
    "form-errors": Course(steps((0, 14.2), (REFUND_ON_SCAN, 3.9)), 0.32, "return"),
    "return-cost": Course(steps((0, 9.45), (REFUND_ON_SCAN, 8.72)), 0.12, "return"),
    "refund-days": Course(peak(steps((0, 13.8), (REFUND_ON_SCAN, 4.6)), 3.0, {1, 2}), 0.33, "return"),
    "answer-minutes": Course(peak(slope(4.1, 3.7), 3.6, PEAK_MONTHS), 0.4, "help"),
    "call-minutes": Course(slope(8.3, 5.1, FIVE_MINUTE_CALLS - 1), 0.16, "help"),
    "solved-first": Course(slope(83, 67.5, FIVE_MINUTE_CALLS - 1), 0.8, "help"),
}


def _longest_run(flags: list[bool]) -> int:
    longest = run = 1
    for before, now in pairwise(flags):
        run = run + 1 if now == before else 1
        longest = max(longest, run)
    return longest


def _calm_noise(kpi: str) -> list[float]:
    """Bounded noise for 24 months without a long run or trend, so that charts signal only what the story tells."""
    chance = stream(f"kpi/{kpi}")
    while True:
        noise = [max(-1.7, min(1.7, chance.gauss(0, 1))) for _ in range(MONTH_COUNT)]
        rising = [now > before for before, now in pairwise(noise)]
        if _longest_run([value > 0 for value in noise]) <= 4 and _longest_run(rising) <= 4:
            return noise


def readings() -> list[tuple[str, str, float, int]]:
    """Every KPI reading as (kpi, period, value, n), 24 for each KPI in the order of the plan."""
    passed = exposure()
    rows = []
    for kpi in KPIS:
        course = COURSES[kpi.code]
        for month, noise in enumerate(_calm_noise(kpi.code)):
            value = course.level(month) + noise * course.spread
            rows.append((kpi.code, period(month), round(value, kpi.decimals), passed[course.sample_of][month]))
    return rows


#: Complaints per 1,000 customers who passed the stage, before the changes in `_COMPLAINT_TURNS`.
COMPLAINT_RATES = {
    "color-off": 0.24, "catalog-wrong": 0.10, "not-found": 0.13,
    "chart-misleads": 0.42, "fit-varies": 0.24, "guessed-size": 0.11,
    "basket-lost": 0.46, "code-refused": 0.36, "mistyped": 0.20,
    "late": 2.9, "no-date": 1.25, "left-out": 0.32,
    "wrong-item": 1.5, "missing-item": 0.46, "crushed": 0.42, "slip-codes": 0.36,
    "seam-zip": 0.68, "shrank": 0.36, "washed-hot": 0.14, "repair-slow": 0.36,
    "refund-slow": 8.2, "form-hard": 3.8, "label-fails": 1.4,
    "long-hold": 4.0, "tell-again": 2.4, "no-callback": 2.3, "unfriendly": 1.2,
}  # fmt: skip

#: From which month on a category's rate is multiplied, and by how much.
_COMPLAINT_TURNS = {
    "late": [(NAMED_DAY, 0.24)],
    "wrong-item": [(CHECKED_PACKING, 0.3), (NEW_BENCHES, 1.25)],
    "refund-slow": [(REFUND_ON_SCAN, 0.19)],
    "form-hard": [(REFUND_ON_SCAN, 0.22)],
    "chart-misleads": [(12, 1.25)],
    "not-found": [(12, 0.7)],
    "basket-lost": [(CHECKOUT_OUTAGE, 3.2), (CHECKOUT_OUTAGE + 1, 0.85)],
    "seam-zip": [(13, 1.7), (17, 1.15)],
    "repair-slow": [(13, 1.3), (17, 0.8)],
}


def turn_of(category: str) -> int:
    """The month in which a category's story turns, or the end of the story where it does not turn."""
    told_in_texts = {
        "late": NAMED_DAY,
        "wrong-item": NEW_BENCHES,
        "refund-slow": REFUND_ON_SCAN,
        "form-hard": REFUND_ON_SCAN,
        "tell-again": FIVE_MINUTE_CALLS,
        "chart-misleads": 8,
    }
    return told_in_texts.get(category, MONTH_COUNT)


def complaint_rate(category: str, month: int) -> float:
    """Complaints per 1,000 customers who passed the category's stage, in one month of the story."""
    rate = COMPLAINT_RATES[category]
    turns = [factor for start, factor in _COMPLAINT_TURNS.get(category, []) if start <= month]
    rate *= turns[-1] if turns else 1.0
    if category in {"tell-again", "no-callback"} and month >= FIVE_MINUTE_CALLS:
        rate *= 1 + 0.17 * (month - FIVE_MINUTE_CALLS + 1)
    if category in {"long-hold", "late", "left-out", "crushed"} and month in PEAK_MONTHS:
        rate *= 1.45
    return rate
