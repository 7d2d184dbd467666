from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from milepost.domain.money.models import SubscriptionContract
from milepost.domain.people.roles import Role
from tests.factories import make_person, make_project, signed_in
from tests.money_factories import make_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project("Permits", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


def filled(**fields):
    return {
        "name": "Permit suite", "vendor": "Cottonwood", "fund": make_fund().pk, "starts_on": "2026-03-01",
        "noncancelable_months": "36", "payment": "40000", "payments_per_year": "1", "is_advance": "on",
        "option-months-0": "24", "option-holder-0": "city", "option-certain-0": "on",
        "cost-stage-0": "implementation", "cost-name-0": "Set-up", "cost-amount-0": "5000", **fields,
    }  # fmt: skip


def test_a_manager_describes_and_finance_measures_and_discloses(client, project, analyst):
    page = signed_in(client, project.manager)
    described = page.post(reverse("money:new-subscription", args=[project.pk]), filled(), follow=True)
    contract = SubscriptionContract.objects.get()
    state = reverse("money:subscription-state", args=[project.pk, contract.pk])
    page.post(state, {"move": "send"})
    page = signed_in(client, analyst)
    page.post(state, {"move": "measure"})

    shown = page.get(reverse("ledger:subscriptions"))
    answer = page.get(reverse("ledger:disclosure"))
    book = load_workbook(BytesIO(answer.content))

    assert "60 months, of which 36 cannot be canceled" in described.content.decode()
    assert "Permit suite" in shown.content.decode()
    assert shown.context["years"][0].year.gained == Decimal("185195.81")
    assert book.sheetnames == ["Contracts", "Fiscal years", "Maturities", "1 Permit suite"]
    assert book["1 Permit suite"]["E5"].value == "=ROUND(D5*4/100/1,2)"
    assert book["Contracts"]["J6"].value == "=SUM(J5:J5)"


def test_what_is_wrong_is_said_beside_the_field_and_kept(client, project):
    page = signed_in(client, project.manager)

    answer = page.post(
        reverse("money:new-subscription", args=[project.pk]),
        filled(**{"noncancelable_months": "30", "option-months-0": ""}),
    )

    assert answer.status_code == 422
    assert "does not hold whole payments" in str(answer.context["form"].errors["noncancelable_months"])
    assert 'value="Permit suite"' in answer.content.decode()


def test_a_changed_contract_is_measured_anew_on_its_page(client, project, analyst):
    SubscriptionContract.objects.create(
        project=project, name="Suite", vendor="V", fund=make_fund(), starts_on=date(2026, 1, 1), state="measured",
        noncancelable_months=36, payment=Decimal("40000.00"),
    )  # fmt: skip
    contract = SubscriptionContract.objects.get()
    terms = {
        "on": "2027-01-01", "months": "36", "payment": "45000", "escalator_percent": "0", "rate_percent": "4",
        "reason": "More users.",
    }  # fmt: skip

    answer = signed_in(client, analyst).post(
        reverse("money:subscription", args=[project.pk, contract.pk]), terms, follow=True
    )

    assert "Measured anew from" in answer.content.decode()
    assert contract.remeasurements.count() == 1


def test_nobody_but_finance_reads_the_citys_subscriptions(client, project):
    page = signed_in(client, project.manager)

    assert page.get(reverse("ledger:subscriptions")).status_code == 403
    assert page.get(reverse("ledger:disclosure")).status_code == 403
