"""Limits, states and gaps of process behaviour charts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.measures.process_behaviour import (
    MEAN_RANGE,
    MEDIAN_RANGE,
    NIST_RANGE,
    SCREENED_RANGE,
    ChartRules,
    LimitMethod,
    Limits,
    ProcessChart,
    displayed_limits,
    process_chart,
)

Example = Callable[[str], dict[str, Any]]
STEADY: list[float | None] = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51]

values_with_gaps = st.lists(st.one_of(st.none(), st.integers(-50, 50).map(float)), max_size=40)


def chart_of_all(values: list[float | None], method: LimitMethod = MEAN_RANGE) -> ProcessChart:
    """A chart with the limits of all its points, as textbooks draw it."""
    return process_chart(values, ChartRules(locked_from=len(values), limits=method))


def limits_of(chart: ProcessChart) -> Limits:
    """The limits of a chart that must have some."""
    assert chart.limits is not None
    return chart.limits


def signal_tuples(chart: ProcessChart) -> list[tuple[int, str, str, int]]:
    """Signals as (index, rule, side, detected_at)."""
    return [(s.index, s.rule, s.side, s.detected_at) for s in chart.signals]


@pytest.mark.parametrize("name", ["xmr_wheeler_verify", "xmr_wheeler_peakflow"])
def test_limits_agree_with_wheelers_books(name: str, example: Example) -> None:
    """Centre, limits and the upper range limit are those printed by Wheeler."""
    case = example(name)
    limits = limits_of(chart_of_all(case["inputs"]["values"]))
    found = {
        "cl": limits.centre,
        "mr_bar": limits.average_range,
        "unpl": limits.upper,
        "lnpl": limits.lower,
        "url": limits.upper_range,
    }
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


def test_wheelers_last_point_is_outside_and_its_range_beyond_the_range_limit(example: Example) -> None:
    """Point 16 of Wheeler's data for verifying software is beyond the upper limit, and so is its moving range."""
    chart = chart_of_all(example("xmr_wheeler_verify")["inputs"]["values"])
    last_range = chart.moving_ranges[-1]
    assert (15, "outside", "high", 15) in signal_tuples(chart)
    assert last_range == 1737
    assert last_range > limits_of(chart).upper_range


@pytest.mark.parametrize(
    ("name", "method"),
    [("xmr_nist", NIST_RANGE), ("nhs_snap_r1", SCREENED_RANGE), ("nhs_snap_r2", SCREENED_RANGE)],
)
def test_other_constants_agree_with_their_sources(name: str, method: LimitMethod, example: Example) -> None:
    """NIST's 3/1.128 and the screened ranges of NHSRplotthedots give their published limits."""
    case = example(name)
    limits = limits_of(chart_of_all(case["inputs"]["values"], method))
    expected = case["expected"]
    assert (limits.centre, limits.upper, limits.lower) == pytest.approx(
        (expected["cl"], expected["unpl"], expected["lnpl"]), abs=case["tolerance"]
    )
    assert limits.method is method


def test_screening_matches_the_deviations_vignette(example: Example) -> None:
    """One spike widens the limits unless ranges are screened, as the vignette shows for R and Excel."""
    case = example("nhs_vignette_screen")
    chart = chart_of_all(case["inputs"]["values"], SCREENED_RANGE)
    assert (4, "outside", "high", 4) in signal_tuples(chart)
    screened = limits_of(chart)
    excel = limits_of(chart_of_all(case["inputs"]["values"]))
    expected, tolerance = case["expected"], case["tolerance"]
    assert screened.upper == pytest.approx(expected["screened"]["unpl"], abs=tolerance)
    assert screened.centre == pytest.approx(expected["screened"]["cl"], abs=tolerance)
    assert screened.lower == pytest.approx(expected["screened"]["lnpl"], abs=tolerance)
    assert excel.upper == pytest.approx(expected["excel"]["unpl"], abs=tolerance)
    assert excel.lower == pytest.approx(expected["excel"]["lnpl"], abs=tolerance)


def test_median_range_uses_its_own_constants() -> None:
    """With the median moving range the limits are the mean ± 3.145 of it and the range limit 3.865 of it."""
    limits = limits_of(chart_of_all([10, 12, 11, 15, 10, 11], MEDIAN_RANGE))
    assert limits.average_range == 2
    assert limits.upper - limits.centre == pytest.approx(6.29)
    assert limits.upper_range == pytest.approx(7.73)


def test_no_variation_gives_collapsed_limits_and_no_signal(example: Example) -> None:
    """Equal values collapse the limits onto the mean, and nothing is a signal."""
    case = example("xmr_zero_var")
    chart = chart_of_all(case["inputs"]["values"])
    limits = limits_of(chart)
    assert (limits.centre, limits.average_range, limits.upper, limits.lower) == (5, 0, 5, 5)
    assert chart.no_variation
    assert chart.signals == ()
    assert chart.changed_at is None


def test_a_value_that_differs_after_no_variation_is_a_changed_measurement() -> None:
    """After twelve equal values a thirteenth that differs is named as changed, not as a signal."""
    chart = process_chart([5.0] * 12 + [6.0])
    assert (chart.changed_at, chart.signals) == (12, ())


@pytest.mark.parametrize(
    ("points", "state"), [(0, "run_chart"), (4, "run_chart"), (5, "trial"), (11, "trial"), (12, "locked")]
)
def test_state_follows_the_number_of_points(points: int, state: str) -> None:
    """Under 5 points there are no limits, under 12 they are trial limits, then they are locked."""
    chart = process_chart(STEADY[:points])
    assert chart.state == state
    assert (chart.limits is None) == (state == "run_chart")


def test_locked_limits_ignore_later_points() -> None:
    """Limits come from the first 12 points, so a lasting fall shows as a shift instead of moving the limits."""
    chart = process_chart([*STEADY, 49, 49, 49, 49, 49, 49, 49])
    assert chart.limits == process_chart(STEADY).limits
    assert signal_tuples(chart) == [(at, "shift", "low", 18) for at in range(12, 19)]


def test_gaps_do_not_count_as_points() -> None:
    """Missing periods neither make a chart locked nor are they plotted."""
    chart = process_chart([*STEADY[:6], None, *STEADY[6:11]])
    assert chart.state == "trial"
    assert limits_of(chart).points == 11


def test_no_moving_range_across_a_gap() -> None:
    """A jump across a missing period adds no moving range."""
    chart = process_chart([10, 11, 10, None, 90, 91, 90])
    assert list(chart.moving_ranges) == [None, 1, 1, None, None, 1, 1]
    assert limits_of(chart).average_range == 1


def test_values_without_neighbours_stay_a_run_chart() -> None:
    """Without two neighbouring values there is no moving range and so no limit, however many values there are."""
    chart = process_chart([value for pair in zip(STEADY, [None] * 12, strict=True) for value in pair])
    assert (chart.state, chart.limits, chart.signals) == ("run_chart", None, ())


def test_positions_of_signals_count_gaps() -> None:
    """A run passes over a gap, and its positions are those of the series with the gap."""
    chart = process_chart([*STEADY, 49, 49, None, 49, 49, 49, 49, 49])
    assert [s.index for s in chart.signals] == [12, 13, 15, 16, 17, 18, 19]
    assert {s.detected_at for s in chart.signals} == {19}


def test_outside_goes_before_shift() -> None:
    """A point beyond a limit inside a shift is marked as outside, the others as shift."""
    chart = process_chart([*STEADY, 49, 49, 20, 49, 49, 49, 49])
    assert [s.rule for s in chart.signals] == ["shift", "shift", "outside", "shift", "shift", "shift", "shift"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_is_refused(value: float) -> None:
    """NaN and infinity are errors of the caller, never plotted."""
    with pytest.raises(ValueError, match="infinite or not a number"):
        process_chart([1.0, value])


def test_displayed_limits_stay_within_the_possible() -> None:
    """Drawn limits of a percentage stop at 0 and 100, and without bounds they are the true ones."""
    limits = replace(limits_of(process_chart(STEADY)), lower=-3, upper=104)
    assert displayed_limits(limits, 0, 100) == (0, 100)
    assert displayed_limits(limits) == (-3, 104)


@given(values_with_gaps)
def test_a_chart_keeps_its_promises(values: list[float | None]) -> None:
    """Signals lie on plotted points, in order, one a point, and only where limits mean something."""
    chart = process_chart(values)
    positions = [s.index for s in chart.signals]
    assert positions == sorted(set(positions))
    assert all(values[at] is not None for at in positions)
    assert all(values[s.detected_at] is not None for s in chart.signals)
    assert not (chart.signals and (chart.limits is None or chart.no_variation))
    assert len(chart.moving_ranges) == len(values)


@given(values_with_gaps, values_with_gaps)
def test_locked_limits_never_move(values: list[float | None], later: list[float | None]) -> None:
    """Whatever is appended to a locked chart, its limits stay."""
    chart = process_chart(values)
    if chart.state == "locked":
        assert process_chart([*values, *later]).limits == chart.limits


@given(values_with_gaps, st.sampled_from([0.25, 2.0, 1024.0]))
def test_the_unit_does_not_matter(values: list[float | None], factor: float) -> None:
    """The same series in another unit has the same signals."""
    scaled = process_chart([None if value is None else value * factor for value in values])
    assert scaled.signals == process_chart(values).signals
