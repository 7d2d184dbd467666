from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.capitalization import Reason, Thing, Thresholds, decide

POLICY = Thresholds(Decimal(5_000), Decimal(100_000), Decimal(1))
FIVE_YEARS = Decimal(5)


@pytest.mark.parametrize(
    ("thing", "unit", "quantity", "life", "is_capital", "reason"),
    [
        # The guide's own example.
        (Thing.EQUIPMENT, 1_500, 100, 5, True, Reason.AGGREGATE),
        (Thing.EQUIPMENT, 1_500, 10, 5, False, Reason.BELOW),
        (Thing.EQUIPMENT, 5_000, 1, 5, True, Reason.UNIT),
        (Thing.EQUIPMENT, 4_999, 1, 5, False, Reason.BELOW),
        (Thing.EQUIPMENT, 90_000, 1, 1, False, Reason.SHORT_LIFE),
        (Thing.SERVICES, 120_000, 1, 5, True, Reason.UNIT),
        (Thing.UPKEEP, 500_000, 1, 10, False, Reason.UPKEEP),
        (Thing.SUBSCRIPTION, 85_000, 5, 5, None, Reason.SUBSCRIPTION),
    ],
)
def test_the_first_test_that_applies_decides(thing, unit, quantity, life, is_capital, reason):
    found = decide(thing, Decimal(unit), quantity, Decimal(life), POLICY)

    assert found == (is_capital, reason, Decimal(unit * quantity))


@given(st.integers(1, 10**6), st.integers(1, 10**4), st.integers(0, 10**4))
def test_more_of_the_same_never_becomes_operating(unit, quantity, more):
    fewer, many = (
        decide(Thing.EQUIPMENT, Decimal(unit), count, FIVE_YEARS, POLICY).is_capital
        for count in (quantity, quantity + more)
    )

    assert many or not fewer
