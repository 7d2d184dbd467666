"""The published vectors, to the cent where the source itself adds up."""

import json
from decimal import ROUND_HALF_UP, Decimal

import pytest

from milepost.engine.subscriptions import (
    Payment,
    level_payments,
    liability_schedule,
    maturities,
    measure,
    present_value,
    years_of,
)
from tests.conftest import data_folder

CENT = Decimal("0.01")
FIVE_YEARS = ("85000.00", "87550.00", "90176.50", "92881.79", "95668.25")


def dollars(*values):
    return [Decimal(str(value)) for value in values]


@pytest.fixture
def five_years():
    """Five payments in advance that rise 3 % a year, at 4 %, with implementation of 120,000 dollars."""
    payments = [Payment(number, amount) for number, amount in enumerate(dollars(*FIVE_YEARS))]
    return measure(
        payments, annual_percent=Decimal(4), per_year=1, months=60, implementation=Decimal("120000.00")
    )


def test_48_months_in_arrears_differ_from_the_source_by_how_it_rounds():
    payments = level_payments(Decimal(1750), count=48, per_year=12, is_advance=False)

    assert present_value(payments, annual_percent=Decimal("5.5"), per_year=12) == Decimal("75247.86")
    growth = 1 + Decimal("5.5") / 1200
    rounded_each = [(one.amount / growth**one.period).quantize(CENT, ROUND_HALF_UP) for one in payments]
    assert sum(rounded_each) == Decimal("75247.85")


def test_48_months_in_advance():
    payments = level_payments(Decimal(1750), count=48, per_year=12, is_advance=True)

    assert present_value(payments, annual_percent=Decimal("5.5"), per_year=12) == Decimal("75592.75")


def test_two_years_in_advance_with_implementation():
    payments = level_payments(Decimal(20_000), count=2, per_year=1, is_advance=True)

    found = measure(
        payments, annual_percent=Decimal(4), per_year=1, months=24, implementation=Decimal("3000.00")
    )

    assert (found.liability, found.asset) == (Decimal("39230.77"), Decimal("42230.77"))


def test_five_years_with_an_escalator(five_years):
    assert five_years.liability == Decimal("416905.13")
    assert five_years.periods[0].after_payment == Decimal("331905.13")
    assert five_years.asset == Decimal("536905.13")
    assert sum(five_years.amortization[:12]) == Decimal("107381.03")
    assert five_years.total_interest == Decimal("34371.41")
    assert sum(one.payment for one in five_years.periods) == Decimal("451276.54")
    assert [one.interest for one in five_years.periods] == dollars(
        13276.21, 10305.25, "7110.40", 3679.55, "0.00"
    )


def test_an_escalator_rounds_halves_up_where_the_source_had_a_binary_fraction():
    found = level_payments(
        Decimal(85_000), count=5, per_year=1, is_advance=True, escalator_percent=Decimal(3)
    )

    assert [one.amount for one in found] == dollars(
        "85000.00", "87550.00", "90176.50", "92881.80", "95668.25"
    )


def test_the_file_of_vectors_is_reproduced(five_years):
    path = data_folder("municipal") / "test_vectors.json"
    published = json.loads(path.read_text(), parse_float=Decimal)["gasb96"]
    worked = published["worked_5y_advance_3pct_escalator_ibr4"]

    rows = [
        (one.payment, one.opening, one.after_payment, one.interest, one.closing) for one in five_years.periods
    ]
    names = ("payment", "opening", "after_payment", "interest", "closing")
    differences = [
        (year + 1, name, ours - row[name])
        for year, (row, mine) in enumerate(zip(worked["schedule"], rows, strict=True))
        for name, ours in zip(names, mine, strict=True)
        if ours != row[name]
    ]
    # The source carries unrounded sums: its third row does not add up (177,760.09 + 7,110.40 is 184,870.49).
    assert differences == [(3, "closing", Decimal("-0.01")), (4, "opening", Decimal("-0.01"))]
    assert five_years.asset == worked["subscription_asset"]
    assert five_years.liability == worked["liability_at_commencement_incl_first_payment"]


def test_fiscal_years_and_maturities_re_add(five_years):
    begun = {"start_year": 2026, "start_month": 3, "first_fiscal_month": 1}

    years = years_of(five_years, **begun)
    due = maturities(five_years, **begun, after_year=2025)

    assert [one.year for one in years] == [2026, 2027, 2028, 2029, 2030, 2031]
    assert sum(one.amortization for one in years) == five_years.asset
    assert sum(one.interest for one in years) == five_years.total_interest
    assert (years[-1].asset, years[-1].liability) == (0, 0)
    assert sum(one.principal for one in due) == five_years.liability
    assert sum(one.interest for one in due) == five_years.total_interest


def test_maturities_beyond_five_years_come_in_blocks():
    payments = level_payments(Decimal(1000), count=12, per_year=1, is_advance=False)
    measured = measure(payments, annual_percent=Decimal(3), per_year=1, months=144)

    found = maturities(measured, start_year=2026, start_month=1, first_fiscal_month=1, after_year=2026)

    assert [(one.first_year, one.last_year) for one in found] == [
        (2027, 2027), (2028, 2028), (2029, 2029), (2030, 2030), (2031, 2031), (2032, 2036), (2037, 2041),
    ]  # fmt: skip
    assert sum(one.total for one in found) == Decimal(12_000)


def test_a_schedule_ends_at_nothing():
    payments = level_payments(Decimal("333.33"), count=37, per_year=12, is_advance=False)

    periods = liability_schedule(payments, annual_percent=Decimal("4.375"), per_year=12)

    assert periods[-1].closing == 0
    assert all(one.opening - one.payment + one.interest == one.closing for one in periods)
