"""Intervals of proportions and means, against the papers that define them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.measures.intervals import (
    Z95,
    adjusted_wald_nps,
    mean_and_squared_error,
    newcombe_interval,
    t_quantile,
    welch_interval,
    wilson_interval,
)

Example = Callable[[str], dict[str, Any]]

proportions = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("name", ["wilson_81_263", "wilson_15_148", "wilson_1_29"])
def test_wilson_agrees_with_newcombes_table(name: str, example: Example) -> None:
    """The score interval is that of Newcombe's table I, method 3."""
    case = example(name)
    found = wilson_interval(case["inputs"]["x"], case["inputs"]["n"])
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("name", ["wilson_cg_1_10", "wilson_cg_10_90", "wilson_cg_100_0"])
def test_wilson_agrees_to_nine_places(name: str, example: Example) -> None:
    """With z = 1.96 exactly the interval has the published digits."""
    case = example(name)
    successes, failures = case["inputs"]["successes"], case["inputs"]["failures"]
    found = wilson_interval(successes, successes + failures, case["inputs"]["z"])
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("name", ["newcombe_9_10_3_10", "newcombe_6_7_2_7"])
def test_newcombe_agrees_with_his_table(name: str, example: Example) -> None:
    """The hybrid score interval is that of Newcombe's table II, method 10."""
    case = example(name)
    inputs = case["inputs"]
    found = newcombe_interval(inputs["x1"], inputs["n1"], inputs["x2"], inputs["n2"])
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


def test_students_t_agrees_with_the_tables(example: Example) -> None:
    """The expansion gives the tabulated 97.5 % quantiles from 29 degrees of freedom on."""
    case = example("t_table")
    found = [t_quantile(degrees) for degrees in case["inputs"]["degrees"]]
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


def test_students_t_is_usable_from_four_degrees_of_freedom() -> None:
    """At 4 degrees of freedom (2.7764 in the tables) the expansion is off by less than 0.001."""
    assert t_quantile(4) == pytest.approx(2.7764, abs=0.001)


def test_adjusted_wald_adds_three_answers() -> None:
    """One promoter and one detractor of two answers become 1¾ each of five."""
    centre, squared_error = adjusted_wald_nps(1, 1, 2)
    assert (centre, squared_error) == pytest.approx((0, 0.7 / 5))


def test_welch_interval_of_a_hand_computed_case() -> None:
    """Means 6 and 4 with variance 2.5 and 5 answers each: standard error 1 on 8 degrees of freedom (t = 2.306)."""
    low, high = welch_interval({4: 1, 5: 1, 6: 1, 7: 1, 8: 1}, {2: 1, 3: 1, 4: 1, 5: 1, 6: 1})
    assert (low, high) == pytest.approx((2 - 2.306, 2 + 2.306), abs=0.001)


def test_welch_interval_of_two_constants_is_their_difference() -> None:
    """Without any spread the interval is a point instead of a division by zero."""
    assert welch_interval({7: 30}, {6: 30}) == (1, 1)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_proportion_is_refused(successes: int, n: int) -> None:
    """No answers, a negative count and more successes than answers are errors of the caller."""
    with pytest.raises(ValueError, match="is not a proportion"):
        wilson_interval(successes, n)


def test_one_answer_has_no_standard_error() -> None:
    """A mean of one answer comes without an error, so it is refused."""
    with pytest.raises(ValueError, match="at least two"):
        mean_and_squared_error({5: 1})


@given(proportions)
def test_wilson_holds_the_share_and_stays_within_0_and_1(proportion: tuple[int, int]) -> None:
    """The interval contains the observed share and never leaves 0 to 1."""
    successes, n = proportion
    low, high = wilson_interval(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert low < high


@given(proportions)
def test_wilson_is_symmetric(proportion: tuple[int, int]) -> None:
    """Counting failures instead of successes mirrors the interval."""
    successes, n = proportion
    low, high = wilson_interval(successes, n)
    assert wilson_interval(n - successes, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(proportions, proportions)
def test_newcombe_turns_its_sign_with_the_order(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Swapping the periods negates the interval, which lies within −1 to 1 around the difference."""
    low, high = newcombe_interval(*one, *other)
    assert newcombe_interval(*other, *one) == pytest.approx((-high, -low), abs=1e-12)
    assert -1 - 1e-12 <= low <= one[0] / one[1] - other[0] / other[1] <= high <= 1 + 1e-12


def test_z_is_the_two_sided_95_percent_quantile() -> None:
    """The default z is the 97.5 % quantile of the normal distribution."""
    assert pytest.approx(1.959963985, abs=1e-9) == Z95
