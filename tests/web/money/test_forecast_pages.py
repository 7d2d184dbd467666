from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from milepost.domain.money.actions.deciding_budget import Line, keep_version
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.calculations.kept_forecasts import keep_forecasts
from milepost.domain.money.models import BudgetVersion, FiscalYear, ForecastOverride, PlannedPurchase
from milepost.domain.people.roles import Role
from tests.factories import AT, make_city, make_person, make_project, signed_in, today
from tests.money_factories import make_account, make_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def project(analyst):
    make_city()
    year = today().year
    FiscalYear.objects.create(year=year)
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    coding = Coding(fund=make_fund(), account=make_account(), fiscal_year=year)
    lines = [Line(coding=coding, amount=Decimal(4_000))]
    keep_version(
        made, BudgetVersion.Stage.ADOPTED, lines, on=date(year, 1, 4), authority="Ord. 1", by=analyst, at=AT
    )
    return made


def test_a_manager_reads_the_forecast_and_says_it_otherwise(client, project):
    page, address = signed_in(client, project.manager), reverse("money:forecast", args=[project.pk])
    line = f"{make_fund().pk}-{make_account().pk}"

    first = page.get(address)
    refused = page.post(address, {"line": line, "amount": "5000", "reason": ""})
    said = page.post(address, {"line": line, "amount": "5000", "reason": "Dearer masts"}, follow=True)

    assert "$4,000 at completion" in first.content.decode()
    assert refused.status_code == 422
    assert "$1,000 above the budget of $4,000" in said.content.decode()
    assert "Dearer masts" in said.content.decode()
    assert ForecastOverride.objects.get().amount == Decimal(5_000)


def test_a_purchase_is_planned_and_changed(client, project):
    page = signed_in(client, project.manager)
    terms = {
        "name": "Masts", "fund": make_fund().pk, "account": make_account().pk, "amount": "500",
        "on": f"{today().year}-12-01", "state": "planned",
    }  # fmt: skip

    page.post(reverse("money:new-purchase", args=[project.pk]), terms)
    kept = PlannedPurchase.objects.get()
    shown = page.get(reverse("money:forecast", args=[project.pk])).content.decode()
    page.post(reverse("money:purchase", args=[project.pk, kept.pk]), {**terms, "state": "dropped"})

    assert "Masts" in shown
    kept.refresh_from_db()
    assert kept.state == PlannedPurchase.State.DROPPED


def test_the_workbook_recomputes_the_estimate_at_completion(client, project):
    answer = signed_in(client, project.manager).get(reverse("money:forecast-file", args=[project.pk]))

    sheet = load_workbook(BytesIO(answer.content))["By month"]
    heads = [cell.value for cell in sheet[4]]
    place = heads.index("At completion") + 1

    assert sheet.cell(5, place).value.startswith("=C5+")


def test_finance_sees_what_funds_will_have_spent(client, project, analyst):
    keep_forecasts([project], as_of=today())
    page = signed_in(client, analyst)

    shown = page.get(reverse("ledger:forecast"))
    narrowed = page.get(reverse("ledger:forecast"), {"fund": make_fund().pk})
    answer = page.get(reverse("ledger:forecast-file"))

    assert "Radios" in shown.content.decode()
    assert narrowed.context["total"]["by_year_end"] + narrowed.context["total"]["later"] == Decimal(4_000)
    assert load_workbook(BytesIO(answer.content)).sheetnames == ["Funds", "Projects"]


def test_a_manager_does_not_read_the_forecasts_of_the_city(client, project):
    page = signed_in(client, project.manager)

    for name in ("forecast", "forecast-file", "council", "capital-plan", "capital-test"):
        expected = 200 if name == "capital-test" else 403
        assert page.get(reverse(f"ledger:{name}")).status_code == expected
