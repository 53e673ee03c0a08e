"""The demo room tells a story: every change shows wherever a customer would feel it."""

import math
import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from statistics import mean

import pytest

from tests.unit.demo_content import MONTHS, codes, parquet, plan, readings, table

NAMED_DAY, REFUND_ON_SCAN, NEW_BENCHES, FIVE_MINUTE_CALLS = "2025-04", "2025-10", "2026-05", "2026-01"


def complaint_rate(category: str, stage: str, months: list[str]) -> tuple[int, int]:
    """Complaints of a category in the months, and the customers who passed the stage in them."""
    chosen = set(months)
    complaints = sum(
        row["category"] == category and row["nature"] == "complaint" and row["said_at"][:7] in chosen
        for row in parquet("feedback.parquet")
    )
    passed = [row for row in table("exposure.csv") if row["stage"] == stage and row["period"] in chosen]
    return complaints, sum(int(row["customers"]) for row in passed)


def z_of_rates(before: tuple[int, int], after: tuple[int, int]) -> float:
    """By how many standard errors the share after exceeds the share before."""
    (hits, tries), (hits_after, tries_after) = before, after
    pooled = (hits + hits_after) / (tries + tries_after)
    error = math.sqrt(pooled * (1 - pooled) * (1 / tries + 1 / tries_after))
    return (hits_after / tries_after - hits / tries) / error


def satisfied(survey: str, months: list[str]) -> tuple[int, int]:
    """Answers of 4 or more (5 or more of 7), and all answers of the survey in the months."""
    least = 5 if survey == "help-ease" else 4
    scores = [
        row["score"]
        for row in parquet("responses.parquet")
        if row["survey"] == survey and row["answered_at"][:7] in set(months)
    ]
    return sum(score >= least for score in scores), len(scores)


def split(month: str) -> tuple[list[str], list[str]]:
    """The months before the given one, and those from it on."""
    return MONTHS[: MONTHS.index(month)], MONTHS[MONTHS.index(month) :]


def test_volumes_follow_the_season() -> None:
    """November and December bring more feedback than any other month, and Mondays more calls than Sundays."""
    rows = parquet("feedback.parquet")
    months = Counter(row["said_at"][:7] for row in rows)
    peaks = {"2024-11", "2024-12", "2025-11", "2025-12"}
    assert min(months[month] for month in peaks) > max(count for month, count in months.items() if month not in peaks)
    calls = Counter(date.fromisoformat(row["said_at"][:10]).weekday() for row in rows if row["channel"] == "call")
    assert calls[0] > 3 * calls[6]


def test_teams_tell_every_kind_of_story() -> None:
    """Five teams stand in all three statuses: one rose twice, one relapsed, one was just formed."""
    steps: dict[str, list[str]] = defaultdict(list)
    for row in table("teams.csv"):
        assert row["stage"] in codes("stages")
        assert row["touchpoint"] in codes("touchpoints")
        silos = re.findall(r"\(([^)]+)\)", row["members"])
        assert len(silos) >= 3
        assert set(silos) <= set(codes("silos"))
        steps[row["code"]].append(row["status"])
    assert len(steps) == 5
    assert {history[-1] for history in steps.values()} == {"broken", "reliable", "differentiating"}
    assert steps["on-the-day"] == ["broken", "reliable", "differentiating"]
    assert steps["right-first-box"] == ["broken", "reliable", "broken"]
    assert steps["true-to-size"] == ["broken"]


@pytest.mark.parametrize(
    ("kpi", "category", "stage", "survey", "month", "better"),
    [
        ("on-the-day", "late", "wait", "delivery", NAMED_DAY, True),
        ("refund-days", "refund-slow", "return", "returning", REFUND_ON_SCAN, True),
        ("right-item", "wrong-item", "open", "unpacking", NEW_BENCHES, False),
        ("solved-first", "tell-again", "help", "help-ease", FIVE_MINUTE_CALLS, False),
    ],
)
def test_a_change_shows_in_kpi_complaints_and_survey(
    kpi: str, category: str, stage: str, survey: str, month: str, better: bool
) -> None:
    """At the month of a change the KPI, the complaint rate and the survey all move, far beyond chance."""
    before, after = split(month)
    if kpi == "right-item":
        before = before[MONTHS.index("2025-02") :]
    up = next(row["direction"] == "up" for row in plan()["kpis"] if row["code"] == kpi)
    values = readings(kpi)
    lead = mean(values[period] for period in after) - mean(values[period] for period in before)
    assert (lead > 0) == (up == better)
    complaints = z_of_rates(complaint_rate(category, stage, before), complaint_rate(category, stage, after))
    answers = z_of_rates(satisfied(survey, before), satisfied(survey, after))
    assert (complaints < -5) if better else (complaints > 5)
    assert (answers > 3) if better else (answers < -3)


def test_a_fixed_kpi_meets_its_target_every_month() -> None:
    """After its fix the named day is kept above target and the refund comes below target in every month."""
    targets = {kpi["code"]: kpi["target"] for kpi in plan()["kpis"]}
    assert all(readings("on-the-day")[month] > targets["on-the-day"] for month in split(NAMED_DAY)[1])
    assert all(readings("refund-days")[month] < targets["refund-days"] for month in split(REFUND_ON_SCAN)[1])


def test_exactly_one_pair_is_a_watermelon() -> None:
    """In one pair only the company figure improves while the customer figure gets clearly worse."""
    kpis = {kpi["code"]: kpi for kpi in plan()["kpis"]}

    def gain(code: str) -> float:
        values = [readings(code)[month] for month in MONTHS]
        change = mean(values[-6:]) - mean(values[2:12])
        usual = mean(abs(now - last) for last, now in pairwise(values[2:13]))
        return (change if kpis[code]["direction"] == "up" else -change) / usual

    melons = [
        code
        for code, kpi in kpis.items()
        if kpi["orientation"] == "company" and "pair" in kpi and gain(code) > 3 and gain(kpi["pair"]) < -3
    ]
    assert melons == ["call-minutes"]
