"""Misses in a row, in readings and in days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.domain.periods import CADENCES, Grain
from customer_room.measures.misses import Misses, bridged_periods, misses_in_a_row

DAY, WEEK, MONTH = Grain.DAY, Grain.WEEK, Grain.MONTH


@pytest.mark.parametrize(
    ("values", "cadence", "misses"),
    [
        ([], MONTH, Misses(0, 0)),
        ([None], MONTH, Misses(0, 0)),
        ([1, 9], MONTH, Misses(0, 0)),
        ([1, 5], MONTH, Misses(0, 0)),
        ([1], MONTH, Misses(1, 30)),
        ([9, 1, 1, 1], MONTH, Misses(3, 90)),
        ([1, None, 1], MONTH, Misses(1, 30)),
        ([1, None, 1], WEEK, Misses(1, 7)),
        ([1, None, 1], DAY, Misses(2, 3)),
        ([1, *[None] * 6, 1], DAY, Misses(2, 8)),
        ([1, *[None] * 7, 1], DAY, Misses(1, 1)),
        ([1, *[None] * 4, 1, *[None] * 4, 1], DAY, Misses(3, 11)),
        ([9, None, 1, None], DAY, Misses(1, 1)),
        ([1, *[None] * 9], DAY, Misses(1, 1)),
    ],
)
def test_misses_are_counted_to_the_last_reading(values: list[float | None], cadence: Grain, misses: Misses) -> None:
    """A met target and a gap longer than the allowed days end a row; days run from its first miss to its last."""
    assert misses_in_a_row(values, 5, cadence, good_is_up=True, gap_days=6) == misses


def test_a_kpi_that_should_fall_misses_above_its_target() -> None:
    """The good direction decides what a miss is; the target itself is met."""
    assert misses_in_a_row([6, 4, 6, 6], 5, WEEK, good_is_up=False, gap_days=6) == Misses(2, 14)
    assert misses_in_a_row([6, 5], 5, WEEK, good_is_up=False, gap_days=6) == Misses(0, 0)


@pytest.mark.parametrize(("cadence", "bridged"), [(DAY, 6), (WEEK, 0), (MONTH, 0), (Grain.QUARTER, 0)])
def test_only_whole_periods_are_bridged(cadence: Grain, bridged: int) -> None:
    """Six days bridge six missing days, and no missing week."""
    assert bridged_periods(cadence, 6) == bridged
    assert bridged_periods(WEEK, 14) == 2


@given(st.lists(st.one_of(st.none(), st.integers(0, 9).map(float))), st.sampled_from(CADENCES), st.integers(1, 40))
def test_a_row_is_never_longer_than_what_was_read(values: list[float | None], cadence: Grain, gap_days: int) -> None:
    """Misses are at most the readings that miss, and a longer allowed gap never shortens a row."""
    row = misses_in_a_row(values, 5, cadence, good_is_up=True, gap_days=gap_days)
    assert row.readings <= sum(value is not None and value < 5 for value in values)
    assert (row.readings == 0) == (row.days == 0)
    longer = misses_in_a_row(values, 5, cadence, good_is_up=True, gap_days=gap_days + 7)
    assert longer.readings >= row.readings
    assert longer.days >= row.days
