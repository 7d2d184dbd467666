from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.actions.deciding_budget import Line, keep_version
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.forecasting import override_forecast
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.calculations.council_list import Need, council_list
from milepost.domain.money.calculations.kept_forecasts import keep_forecasts
from milepost.domain.money.models import BudgetVersion, FiscalYear, State, SubscriptionContract
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project
from tests.money_factories import ON, make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 10)
Stage = BudgetVersion.Stage


@pytest.fixture
def project():
    FiscalYear.objects.create(year=2027)
    return make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))


def listed(*projects):
    keep_forecasts(projects, as_of=DAY)
    found = council_list(projects, as_of=DAY, start_month=1)
    return [(one.need, one.amount) for one in found]


def budget(project, stage, dollars, by, **fields):
    coding = Coding(fund=make_fund(), account=make_account(), fiscal_year=2027)
    return keep_version(
        project, stage, [Line(coding=coding, amount=Decimal(dollars))], on=ON, by=by, at=AT, **fields
    )


def test_a_request_waits_until_it_is_adopted(project):
    budget(project, Stage.REQUESTED, 500, project.manager)
    assert listed(project) == [(Need.ADOPTION, 500)]

    budget(project, Stage.ADOPTED, 500, make_person("Lee", Role.FINANCE_ANALYST), authority="Ord. 1")
    assert listed(project) == []


def test_a_forecast_beyond_ceiling_and_appropriation_needs_council(project):
    budget(project, Stage.ADOPTED, 500, make_person("Lee", Role.FINANCE_ANALYST), authority="Ord. 1")
    set_limit(project, LimitTerms("council", "Award", Decimal(550), "Res. 7"), by=project.manager, at=AT)
    override_forecast(
        project, make_fund(), make_account(), Decimal(600), reason="Dearer", by=project.manager, at=AT
    )

    assert listed(project) == [(Need.CEILING, 50), (Need.SUPPLEMENTAL, 100)]


def test_a_contract_that_is_overdrawn_needs_council(project):
    terms = LimitTerms("contract", "Towers", Decimal(100), "Contract 12", Decimal(130))
    set_limit(project, terms, by=project.manager, at=AT)

    assert listed(project) == [(Need.CONTRACT, 30)]


def test_what_is_encumbered_in_a_lapsing_fund_is_appropriated_again(project):
    rolls = make_fund("301", name="Capital", lapses=False)
    make_entry("40", project, fund=make_fund(), state=State.ENCUMBERED, document="PO-1")
    make_entry("70", project, fund=rolls, state=State.ENCUMBERED, document="PO-2")

    assert listed(project) == [(Need.REAPPROPRIATION, 40)]


@pytest.mark.parametrize(("months", "needs"), [(10, []), (11, [(Need.MULTI_YEAR, 1_200)])])
def test_a_contract_that_goes_on_after_the_year_is_subject_to_appropriation(project, months, needs):
    SubscriptionContract.objects.create(
        project=project, name="Suite", vendor="V", fund=make_fund(), starts_on=date(2027, 3, 1),
        noncancelable_months=months, payment=Decimal(100), payments_per_year=12,
    )  # fmt: skip

    assert listed(project) == needs
