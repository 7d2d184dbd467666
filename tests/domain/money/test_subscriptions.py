from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.actions.subscribing import (
    CannotSubscribe,
    CostTerms,
    NewTerms,
    OptionTerms,
    accept_measurement,
    keep_subscription,
    measure_anew,
    return_to_manager,
    send_to_finance,
)
from milepost.domain.money.calculations.subscriptions import city_years, measurement_of
from milepost.domain.money.models import SubscriptionContract
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project
from tests.money_factories import make_fund

pytestmark = pytest.mark.django_db

COSTS = [
    CostTerms("preliminary", "Request for proposals", Decimal("18000.00")),
    CostTerms("implementation", "Configuration and conversion", Decimal("120000.00")),
    CostTerms("training", "Training", Decimal("9500.00")),
]


@pytest.fixture
def project():
    return make_project("Permits", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


def values(**fields):
    return {
        "name": "Permit suite", "vendor": "Cottonwood", "fund": make_fund(), "account": None,
        "starts_on": date(2026, 1, 1), "noncancelable_months": 60, "payment": Decimal("85000.00"),
        "payments_per_year": 1, "is_advance": True, "escalator_percent": Decimal(3), **fields,
    }  # fmt: skip


def describe(project, options=(), costs=(), **fields):
    contract = SubscriptionContract(project=project)
    return keep_subscription(
        contract, values(**fields), options=options, costs=costs, by=project.manager, at=AT
    )


def found(contract):
    return measurement_of(SubscriptionContract.objects.get(pk=contract.pk), first_fiscal_month=1)


def measured(project, analyst, **fields):
    contract = describe(project, **fields)
    send_to_finance(contract, by=project.manager, at=AT)
    accept_measurement(contract, by=analyst, at=AT)
    return contract


def test_a_subscription_is_measured_by_the_citys_rate_with_its_implementation(project):
    measurement = found(describe(project, costs=COSTS))

    assert (measurement.rate.percent, measurement.is_recognized) == (Decimal("4.0"), True)
    # The published vector, whose fourth payment is a cent less (92,881.79).
    assert measurement.segments[0].measured.liability == Decimal("416905.14")
    assert measurement.segments[0].measured.asset == Decimal("536905.14")
    assert [row.year for row in measurement.years] == [2026, 2027, 2028, 2029, 2030]


def test_a_year_with_an_option_to_renew_is_not_short_term_and_one_without_is(project):
    short = describe(project, noncancelable_months=12)
    renewable = describe(project, [OptionTerms(12, "city", False)], name="Other", noncancelable_months=12)

    assert found(short).term.is_short
    assert not found(short).is_recognized
    assert (found(renewable).term.months, found(renewable).term.is_short) == (12, False)


def test_below_the_citys_threshold_nothing_is_recorded(project):
    contract = describe(project, payment=Decimal("4000.00"), escalator_percent=Decimal(0))

    assert found(contract).segments[0].measured.liability < 25_000
    assert not found(contract).is_recognized


def test_a_term_holds_whole_payments(project):
    with pytest.raises(CannotSubscribe, match="does not hold whole payments of 12 months"):
        describe(project, noncancelable_months=30)

    assert not SubscriptionContract.objects.exists()


def test_what_finance_has_measured_is_not_described_anew(project, analyst):
    contract = measured(project, analyst)

    with pytest.raises(CannotSubscribe, match="Measure it anew"):
        keep_subscription(contract, values(), options=[], costs=[], by=project.manager, at=AT)
    with pytest.raises(CannotSubscribe, match="is measured already"):
        return_to_manager(contract, by=analyst, at=AT)


def test_a_manager_does_not_measure(project):
    contract = describe(project)
    send_to_finance(contract, by=project.manager, at=AT)

    with pytest.raises(Refused):
        accept_measurement(contract, by=project.manager, at=AT)


def test_years_roll_forward_over_a_change_of_the_contract(project, analyst):
    contract = measured(project, analyst, costs=COSTS)
    terms = NewTerms(
        date(2028, 1, 1),
        48,
        Decimal("95000.00"),
        Decimal(0),
        Decimal("4.5"),
        "A year longer, at a flat price.",
    )

    measure_anew(contract, terms, by=analyst, at=AT)

    measurement = found(contract)
    for row in measurement.years:
        assert row.opening + row.gained + row.sums.interest - row.sums.payments == row.sums.liability
    last = measurement.years[-1]
    assert (last.year, last.sums.liability, last.sums.asset) == (2031, 0, 0)
    [_, after] = measurement.segments
    assert after.measured.asset == after.change.asset_before + after.change.change
    assert city_years([measurement, measurement])[0].sums.payments == 2 * measurement.years[0].sums.payments


@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2027, 2, 1), date(2027, 1, 2), date(2031, 1, 1)])
def test_a_change_begins_with_a_payment_of_the_term(project, analyst, on):
    contract = measured(project, analyst)
    terms = NewTerms(on, 36, Decimal(1), Decimal(0), Decimal(4), "More users.")

    with pytest.raises(CannotSubscribe) as refusal:
        measure_anew(contract, terms, by=analyst, at=AT)

    assert refusal.value.field == "on"
