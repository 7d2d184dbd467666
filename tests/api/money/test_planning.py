from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.models import CapitalAmount, CapitalItem, SubscriptionContract
from milepost.domain.people.roles import Role
from tests.factories import make_city, make_department, make_person, make_project, today
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    make_city()
    return make_project(manager=make_person("Mara Quint", Role.PROJECT_MANAGER))


def test_the_forecast_and_the_subscriptions_of_a_project_are_read(calling, project):
    make_entry("12.34", project, fund=make_fund(), account=make_account())
    SubscriptionContract.objects.create(
        project=project, name="Suite", vendor="V", fund=make_fund(), starts_on=date(2026, 1, 1),
        noncancelable_months=36, payment=Decimal(40_000),
    )  # fmt: skip
    caller = calling(project.manager)

    forecast = caller("GET", f"/projects/{project.pk}/cost-forecast").json()
    [subscription] = caller("GET", f"/projects/{project.pk}/subscriptions").json()

    assert (forecast["at_completion"], forecast["budget"]) == ("12.34", None)
    assert forecast["lines"][0]["fund"] == "100"
    assert (subscription["term_months"], subscription["is_recognized"]) == (36, True)
    assert subscription["liability"] == "115443.79"
    assert len(subscription["years"]) == 3


def test_finance_reads_the_capital_plan_and_what_needs_council(calling, project):
    item = CapitalItem.objects.create(name="Ring", department=make_department("IT"), need="Full.")
    CapitalAmount.objects.create(item=item, fiscal_year=today().year + 1, amount=Decimal(50))
    caller = calling(make_person("Lee", Role.FINANCE_ANALYST))

    [row] = caller("GET", "/money/capital-plan").json()

    assert (row["name"], row["unfunded"]) == ("Ring", "50.00")
    assert caller("GET", "/money/council").json() == []
    assert calling(project.manager)("GET", "/money/council").status_code == 403
