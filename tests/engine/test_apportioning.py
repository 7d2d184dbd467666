import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.apportioning import apportioned

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


def test_the_largest_remainders_get_the_cents():
    # 100 by 1:1:1 leaves a cent, which goes to the first; 7 by 3:1 is 5.25 and 1.75.
    assert apportioned(100, [1, 1, 1]) == [34, 33, 33]
    assert apportioned(7, [3, 1]) == [5, 2]
    assert apportioned(-7, [3, 1]) == [-5, -2]
    assert apportioned(0, [0, 4]) == [0, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_divide_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="Weights"):
        apportioned(10, weights)


@given(st.integers(-(10**12), 10**12), WEIGHTS)
def test_parts_re_add_and_differ_from_the_exact_share_by_less_than_a_cent(cents, weights):
    parts = apportioned(cents, weights)

    assert sum(parts) == cents
    assert all(
        abs(part * sum(weights) - cents * weight) < sum(weights)
        for part, weight in zip(parts, weights, strict=True)
    )
