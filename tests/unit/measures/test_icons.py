"""The variation and assurance icons of a process behaviour chart."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.measures.process_behaviour import (
    ProcessChart,
    assurance,
    meets_target,
    process_chart,
    signals_of_concern,
    variation,
)

Example = Callable[[str], dict[str, Any]]
STEADY: list[float | None] = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51]

values_with_gaps = st.lists(st.one_of(st.none(), st.integers(-50, 50).map(float)), max_size=40)


@pytest.mark.parametrize(("good_is_up", "icon"), [(True, "improvement"), (False, "concern")])
def test_variation_icon_follows_the_good_direction(good_is_up: bool, icon: str) -> None:
    """A last point above the upper limit improves a KPI that should rise and worries about one that should fall."""
    assert variation(process_chart([*STEADY, 70, None]), good_is_up=good_is_up) == icon


def test_variation_icon_looks_at_the_last_point_only() -> None:
    """A signal before an ordinary last point leaves the icon at common cause."""
    assert variation(process_chart([*STEADY, 70, 50]), good_is_up=True) == "common_cause"


def test_signals_of_concern_are_those_on_the_bad_side() -> None:
    """Of a point too high and one too low, the low one worries where up is good."""
    chart = process_chart([*STEADY, 70, 50, 30])
    assert [s.index for s in signals_of_concern(chart, good_is_up=True)] == [14]
    assert [s.index for s in signals_of_concern(chart, good_is_up=False)] == [12]


def with_limits(lower: float, upper: float) -> ProcessChart:
    """A chart with exactly these limits."""
    chart = process_chart(STEADY)
    assert chart.limits is not None
    return replace(chart, limits=replace(chart.limits, lower=lower, upper=upper))


def test_assurance_icon_agrees_with_the_nhs_package(example: Example) -> None:
    """A target beyond a limit is always or never met, and one equal to a limit is hit-or-miss."""
    case = example("nhs_assurance_b")
    chart = with_limits(case["inputs"]["lpl"], case["inputs"]["upl"])
    assert assurance(chart, case["inputs"]["target"], good_is_up=True) == case["expected"]["increase"]
    assert assurance(chart, case["inputs"]["target"], good_is_up=False) == case["expected"]["decrease"]
    edge = example("nhs_assurance_edge")
    chart = with_limits(edge["inputs"]["lpl"], edge["inputs"]["upl"])
    assert assurance(chart, edge["inputs"]["target"], good_is_up=True) == edge["expected"]


def test_assurance_needs_a_target_and_limits() -> None:
    """Without a target or without limits the icon is unknown."""
    assert assurance(process_chart(STEADY), None, good_is_up=True) == "unknown"
    assert assurance(process_chart([1, 2, 3]), 2, good_is_up=True) == "unknown"


@pytest.mark.parametrize(
    ("values", "icon"),
    [([100.0] * 5, "consistent_pass"), ([99.0] * 5, "consistent_fail"), ([99.0] * 12 + [100.0], "inconsistent")],
)
def test_assurance_without_variation_counts_the_values(values: list[float | None], icon: str) -> None:
    """A KPI that always stood at its target passes, although the target is not beyond the collapsed limit."""
    assert assurance(process_chart(values), 100, good_is_up=True) == icon


@pytest.mark.parametrize(("values", "icon"), [([1.0, 2.0, 3.0], "unknown"), ([5.0] * 12, "no_variation")])
def test_variation_icon_without_usable_limits(values: list[float | None], icon: str) -> None:
    """Without limits the icon is unknown, and with collapsed ones it says that nothing varies."""
    assert variation(process_chart(values), good_is_up=True) == icon


@given(values_with_gaps)
def test_mirrored_values_give_mirrored_icons(values: list[float | None]) -> None:
    """Turning the series upside down and the good direction with it leaves the icons as they are."""
    chart = process_chart(values)
    mirrored = process_chart([None if value is None else -value for value in values])
    assert variation(chart, good_is_up=True) == variation(mirrored, good_is_up=False)
    assert assurance(chart, 7, good_is_up=True) == assurance(mirrored, -7, good_is_up=False)


@given(st.integers(-100, 100), st.integers(-100, 100))
def test_a_target_is_met_from_one_side_or_exactly(value: int, target: int) -> None:
    """Every value meets a target upwards or downwards, and both only when it equals the target."""
    up, down = (meets_target(value, target, good_is_up=good) for good in (True, False))
    assert up or down
    assert (up and down) == (value == target)
