from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from milepost.domain.money.models import CapitalItem
from milepost.domain.people.roles import Role
from tests.factories import make_city, make_department, make_person, signed_in, today
from tests.money_factories import make_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    make_city()
    return signed_in(client, make_person("Lee Ledger", Role.FINANCE_ANALYST))


def filled(**fields):
    year = today().year + 1
    return {
        "name": "Fiber ring", "department": make_department("IT").pk, "need": "The ring is full.",
        "state": "requested", "year-0": year, "fund-0": make_fund().pk, "amount-0": "1000",
        "year-1": year + 1, "amount-1": "250", "run-year-0": year + 1, "run-kind-0": "licenses",
        "run-amount-0": "40", **fields,
    }  # fmt: skip


def test_an_item_is_asked_for_and_stands_in_plan_workbook_and_pdf(page):
    page.post(reverse("ledger:new-capital-item"), filled())

    shown = page.get(reverse("ledger:capital-plan"))
    book = load_workbook(BytesIO(page.get(reverse("ledger:capital-plan-file", args=["xlsx"])).content))
    query = f"?department={make_department('IT').pk}"
    pdf = page.get(reverse("ledger:capital-plan-file", args=["pdf"]) + query)

    assert shown.context["plan"].total.within == Decimal(1_250)
    assert "Unfunded" in shown.content.decode()
    assert book.sheetnames == ["Items", "Funds", "Sources", "Unfunded", "Operating impact"]
    assert book["Items"]["K5"].value == "=SUM(D5:J5)"
    assert pdf.content.startswith(b"%PDF")
    assert "budget-request-" in pdf["Content-Disposition"]


def test_an_amount_without_a_year_is_asked_for_it(page):
    answer = page.post(reverse("ledger:new-capital-item"), filled(**{"year-0": ""}))

    assert answer.status_code == 422
    assert "Say in which year." in answer.content.decode()
    assert not CapitalItem.objects.exists()


def test_a_hundred_computers_are_capital_together(page):
    asked = {"thing": "equipment", "unit": "1500", "quantity": "100", "life_years": "5"}

    shown = page.get(reverse("ledger:capital-test"), asked).content.decode()

    assert "<strong>Capital</strong>" in shown
    assert "together they are significant" in shown


def test_the_list_of_what_needs_council_says_when_nothing_does(page):
    assert "Nothing needs council" in page.get(reverse("ledger:council")).content.decode()
