import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.simulation import (
    BetaPert,
    Discrete,
    Distribution,
    History,
    ImpossibleEstimate,
    Lognormal,
    Percentiles,
    Triangular,
    Uniform,
)
from milepost.engine.simulation.distributions import LEAST_RATIOS
from milepost.engine.simulation.shapes import give_values, quantities

SHARES = (np.arange(100_000) + 0.5) / 100_000


def moments(distribution: Distribution) -> tuple[float, float]:
    values = distribution.quantiles(SHARES)
    return float(values.mean()), float(values.std())


@pytest.mark.parametrize(
    ("distribution", "mean", "deviation"),
    [
        (Triangular(3, 4, 6), 13 / 3, math.sqrt((9 + 16 + 36 - 12 - 18 - 24) / 18)),
        (Uniform(2, 8), 5, 6 / math.sqrt(12)),
        (BetaPert(10, 15, 30), 100 / 6, 3.5635),
        (Lognormal(20, 5), 20, 5),
        (Discrete([1, 5], [3, 1]), 2, math.sqrt(3)),
        (Percentiles([0, 1], [2, 8]), 5, 6 / math.sqrt(12)),
        (Triangular(7, 7, 7), 7, 0),
        (BetaPert(7, 7, 7), 7, 0),
    ],
)
def test_mean_and_deviation_are_those_of_the_formula(
    distribution: Distribution, mean: float, deviation: float
):
    found = moments(distribution)

    assert found == (pytest.approx(mean, rel=1e-3), pytest.approx(deviation, rel=3e-3, abs=1e-9))


@settings(max_examples=12, deadline=None)
@given(st.tuples(*[st.integers(0, 100_000)] * 3))
def test_any_three_points_have_the_moments_of_their_formulas(three: tuple[int, ...]):
    low, likely, high = sorted(three)
    triangle = (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
    near = 1e-3 * (high - low) + 1e-6

    assert moments(Triangular(low, likely, high)) == pytest.approx(
        ((low + likely + high) / 3, triangle**0.5), abs=near
    )
    assert moments(Uniform(low, high)) == pytest.approx(((low + high) / 2, (high - low) / 12**0.5), abs=near)
    assert moments(BetaPert(low, likely, high))[0] == pytest.approx((low + 4 * likely + high) / 6, abs=near)


@given(st.tuples(*[st.floats(0, 1e6)] * 3), st.floats(0, 1), st.floats(0, 1))
def test_quantiles_rise_and_stay_between_low_and_high(three: tuple[float, ...], one: float, other: float):
    low, likely, high = sorted(three)

    for distribution in (Triangular(low, likely, high), BetaPert(low, likely, high), Uniform(low, high)):
        lower, upper = distribution.quantiles(np.sort(np.array([one, other])))
        assert low - 1e-6 * high <= lower <= upper + 1e-9 * high <= high * (1 + 1e-6) + 1e-9


def test_deviates_beyond_a_table_take_its_ends():
    table = quantities([Uniform(2, 8)], np.zeros(1, dtype=np.uint64), normal=None, strata=0)
    values = np.zeros(2)

    give_values(table, 0, np.array([-6.5, 6.5], dtype=np.float32), values)

    assert values == pytest.approx([2, 8], abs=1e-4)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Triangular(5, 4, 6),
        lambda: Triangular(1, math.nan, 6),
        lambda: BetaPert(-1, 4, 6),
        lambda: Uniform(5, 4),
        lambda: Lognormal(0, 1),
        lambda: Lognormal(math.inf, 1),
        lambda: Discrete([], []),
        lambda: Discrete([1, 2], [0, 0]),
        lambda: Percentiles([0.5, 0.1], [1, 2]),
        lambda: Percentiles([0, 1], [2, 1]),
    ],
)
def test_an_impossible_estimate_is_refused_when_it_is_made(make):
    with pytest.raises(ImpossibleEstimate):
        make()


RATIOS = st.lists(st.floats(0.1, 10), min_size=LEAST_RATIOS, max_size=60)


@given(RATIOS, st.floats(1, 1e5))
def test_a_history_has_the_mean_of_what_happened_and_never_leaves_it(ratios, planned):
    values = History(ratios, planned).quantiles(SHARES)

    assert values.mean() == pytest.approx(planned * np.mean(ratios), rel=1e-3)
    assert planned * min(ratios) * 0.999 <= values.min() <= values.max() <= planned * max(ratios) * 1.001


def test_a_history_is_drawn_between_what_happened_in_straight_lines():
    history = History([1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 2.4, 2.6, 2.8], 100)

    # The i-th of ten stands at (i - 1/2) / 10.
    assert history.quantiles(np.array([0.0, 0.05, 0.1, 0.5, 1.0])).tolist() == pytest.approx(
        [100, 100, 110, 190, 280]
    )


@pytest.mark.parametrize("ratios", [[1.0] * 9, [1.0] * 9 + [0.0], [1.0] * 9 + [math.nan]])
def test_a_history_that_is_too_short_or_holds_no_ratios_is_refused(ratios):
    with pytest.raises(ImpossibleEstimate):
        History(ratios)
