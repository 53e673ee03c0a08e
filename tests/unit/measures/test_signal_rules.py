"""The rules of NHS Making Data Count, against the tests of its reference implementation."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.measures.signal_rules import Lines, Run, find_runs, shift_runs, trend_runs, two_of_three_runs

Example = Callable[[str], dict[str, Any]]


def completed(runs: tuple[Run, ...], length: int) -> list[int]:
    """Which positions complete a run or lengthen a complete one, signed by side, as NHSRplotthedots flags them."""
    flags = [0] * length
    for run in runs:
        for at in run.members:
            if at >= run.detected_at:
                flags[at] = 1 if run.side == "high" else -1
    return flags


@pytest.mark.parametrize("name", ["nhs_trend_up", "nhs_trend_down", "nhs_trend_six"])
def test_a_trend_is_seven_points_each_beyond_the_last(name: str, example: Example) -> None:
    """Seven rising or falling points are a trend, six are not."""
    case = example(name)
    values = case["inputs"]["values"]
    assert completed(trend_runs(values), len(values)) == case["expected"]


def test_a_tie_breaks_a_trend() -> None:
    """Two equal neighbours end the run."""
    assert trend_runs([1, 2, 3, 4, 4, 5, 6, 7]) == ()


def test_a_turning_point_belongs_to_both_trends() -> None:
    """After a rise to a peak and a fall from it, the peak is a member of both."""
    rise, fall = trend_runs([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1])
    assert (rise.side, fall.side) == ("high", "low")
    assert set(rise.members) & set(fall.members) == {6}


@pytest.mark.parametrize("name", ["nhs_shift_broken", "nhs_shift_below", "nhs_shift_on_mean"])
def test_a_shift_is_seven_points_on_one_side(name: str, example: Example) -> None:
    """Seven on one side are a shift; a point on the other side or on the mean breaks it."""
    case = example(name)
    sides = case["inputs"]["relative_to_mean"]
    assert [abs(flag) for flag in completed(shift_runs(sides), len(sides))] == case["expected"]


def test_a_shift_marks_all_its_members(example: Example) -> None:
    """Wheeler's run of eight is marked from its first point on and detected at its eighth."""
    case = example("rule_wheeler8")
    values = case["inputs"]["values"]
    mean = sum(values) / len(values)
    (run,) = shift_runs([1 if value > mean else -1 for value in values], case["inputs"]["run"])
    assert [at in run.members for at in range(len(values))] == case["expected"]
    assert run.detected_at == 13


@pytest.mark.parametrize("name", ["nhs_2of3_110", "nhs_2of3_mix", "nhs_2of3_opposite"])
def test_two_of_three_marks_the_points_near_the_limit(name: str, example: Example) -> None:
    """Two of three near a limit are marked, when all three are on one side of the mean."""
    case = example(name)
    near = [mark == 1 for mark in case["inputs"]["close_to_limits"]]
    members = {at for run in two_of_three_runs(case["inputs"]["relative_to_mean"], near) for at in run.members}
    assert [int(at in members) for at in range(len(near))] == case["expected"]


LINES = Lines(centre=0, lower=-3, upper=3)


def test_outside_is_strict() -> None:
    """A point on a limit is inside, one beyond is outside."""
    runs = find_runs([3, 3.01, -3, -3.01], LINES)
    assert [(run.rule, run.side, run.members) for run in runs] == [("outside", "high", (1,)), ("outside", "low", (3,))]


def test_a_point_outside_does_not_count_as_near() -> None:
    """A point beyond the limit does not make its neighbour one of two near the limit."""
    assert [run.rule for run in find_runs([3.5, 2.5, 1], LINES)] == ["outside"]
    assert [run.rule for run in find_runs([2.1, 2.5, 1], LINES)] == ["two_of_three"]


def test_two_thirds_of_the_way_is_not_beyond() -> None:
    """A point exactly two thirds of the way to the limit is not near it."""
    assert find_runs([2, 2, 1], LINES) == ()


def test_a_point_on_the_mean_up_to_rounding_breaks_a_shift() -> None:
    """The mean of 0.1, 0.2 and 0.3 in binary is a hair below 0.2, yet 0.2 is on it."""
    centre = (0.1 + 0.2 + 0.3) / 3
    assert find_runs([0.3, 0.3, 0.3, 0.2, 0.3, 0.3, 0.3], Lines(centre, centre - 1, centre + 1)) == ()


def test_rules_come_in_precedence() -> None:
    """Runs are listed outside, trend, two of three, shift."""
    rules = [run.rule for run in find_runs([0.5, 1, 1.5, 2, 2.3, 2.6, 3.5], LINES)]
    assert rules == ["outside", "trend", "two_of_three", "two_of_three", "shift"]


@given(st.lists(st.sampled_from([-1, 0, 1]), max_size=40))
def test_every_window_of_seven_on_one_side_is_in_a_shift(sides: list[int]) -> None:
    """A position is in a shift exactly when some window of seven around it lies on one side."""
    members = {at for run in shift_runs(sides) for at in run.members}
    windows = [range(s, s + 7) for s in range(len(sides) - 6) if abs(sum(sides[s : s + 7])) == 7]
    assert members == {at for window in windows for at in window}


@given(st.lists(st.integers(-5, 5).map(float), max_size=40))
def test_a_run_is_detected_by_one_of_the_points_seen_so_far(values: list[float]) -> None:
    """A run known at its detecting point is found from the values up to there alone."""
    for run in find_runs(values, LINES):
        known = find_runs(values[: run.detected_at + 1], LINES)
        assert any(k.rule == run.rule and k.detected_at == run.detected_at for k in known)
