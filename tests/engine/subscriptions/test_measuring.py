from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.subscriptions import Holder, Option, Term, level_payments, measure, remeasure

RATES = st.decimals(0, 20, places=3)
AMOUNTS = st.decimals("0.01", 10**7, places=2)


@pytest.mark.parametrize(
    ("term", "months", "maximum", "is_short"),
    [
        (Term(12), 12, 12, True),
        (Term(12, (Option(12, Holder.CITY, is_certain=False),)), 12, 24, False),
        (Term(12, (Option(12, Holder.CITY, is_certain=True),)), 24, 24, False),
        (Term(12, (Option(12, Holder.VENDOR, is_certain=True),)), 24, 24, False),
        (Term(12, (Option(12, Holder.BOTH, is_certain=True),)), 12, 12, True),
        (Term(6, (Option(6, Holder.CITY, is_certain=False),)), 6, 12, True),
        (
            Term(36, (Option(12, Holder.CITY, is_certain=False), Option(12, Holder.CITY, is_certain=True))),
            36, 60, False,
        ),
    ],
)  # fmt: skip
def test_a_term_counts_certain_options_and_the_exemption_all_of_them(term, months, maximum, is_short):
    assert (term.months, term.maximum_months, term.is_short) == (months, maximum, is_short)


@given(AMOUNTS, st.integers(1, 120), st.sampled_from([1, 2, 4, 12]), st.booleans(), RATES)
def test_every_schedule_pays_its_liability_and_its_interest(amount, count, per_year, is_advance, rate):
    payments = level_payments(amount, count=count, per_year=per_year, is_advance=is_advance)

    found = measure(payments, annual_percent=rate, per_year=per_year, months=count * 12 // per_year)

    assert found.periods[-1].closing == 0
    assert found.liability + found.total_interest == amount * count
    assert sum(found.amortization) == found.asset
    assert max(found.amortization) - min(found.amortization) <= Decimal("0.01")


def test_nothing_changes_where_a_contract_is_measured_anew_unchanged():
    payments = level_payments(Decimal(1000), count=5, per_year=1, is_advance=True)
    before = measure(payments, annual_percent=Decimal(4), per_year=1, months=60)
    rest = level_payments(Decimal(1000), count=3, per_year=1, is_advance=True)

    found = remeasure(before, rest, after_periods=2, annual_percent=Decimal(4), months=36)

    assert abs(found.change) <= Decimal("0.01")
    assert found.gain == 0


def test_two_more_years_raise_liability_and_asset_alike():
    payments = level_payments(Decimal(20_000), count=3, per_year=1, is_advance=True)
    before = measure(
        payments, annual_percent=Decimal(4), per_year=1, months=36, implementation=Decimal("6000.00")
    )
    longer = level_payments(Decimal(22_000), count=4, per_year=1, is_advance=True)

    found = remeasure(before, longer, after_periods=1, annual_percent=Decimal(5), months=48)

    # 22,000 + 22,000/1.05 + 22,000/1.05^2 + 22,000/1.05^3
    assert found.measured.liability == Decimal("81911.46")
    assert found.before == before.periods[1].opening
    assert found.measured.asset == found.asset_before + found.change


def test_a_liability_that_falls_beyond_the_asset_is_a_gain():
    payments = level_payments(Decimal(20_000), count=5, per_year=1, is_advance=False)
    before = measure(payments, annual_percent=Decimal(3), per_year=1, months=60, useful_life_months=24)
    less = level_payments(Decimal(100), count=1, per_year=1, is_advance=False)

    found = remeasure(before, less, after_periods=2, annual_percent=Decimal(3), months=12)

    assert found.measured.asset == 0
    assert found.gain == -(found.asset_before + found.change)
