"""Every figure of every Money page leads to the lines behind it, or follows from figures beside it, exactly."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone

from milepost.domain.money.models import (
    BudgetReport,
    FiscalYear,
    Fund,
    Invoice,
    LedgerImport,
    PurchaseOrder,
    SubscriptionContract,
)
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.web.money import ledger_urls, urls
from tests.factories import give_role, signed_in
from tests.journeys.furnishing import THINGS
from tests.money_figures import Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tiny_city):
    """The small demo city with an order, an invoice and a file of payments besides."""
    person, at = Person.objects.get(user__email="finance@demo.example"), timezone.now()
    for name in ("budgeted project", "invoice", "ledger import"):
        THINGS[name](person, at)
    return tiny_city


FORM = "a form, which shows what is being entered"
FILE = "a file; its sums are formulas, opened by the tests of workbooks"
LIST = "a list of the lines themselves, which others lead to"
POST = "takes what is sent and shows nothing"
NO_SUMS = "shows no money"
MEASURED = "measures in whole dollars; the budget and the actual cost among them lead to their lines"
WITHOUT_FIGURES = {
    "ledger:entries": LIST, "ledger:entry": LIST, "ledger:reversal": POST, "ledger:unmatched": LIST,
    "ledger:imports": NO_SUMS, "ledger:decision": POST, "ledger:open-orders-back": POST,
    "ledger:new-source": FORM, "ledger:source": FORM,
    "ledger:forecast-lines": LIST, "ledger:project-forecast-lines": LIST, "ledger:forecast-file": FILE,
    "ledger:capital-plan-lines": LIST, "ledger:new-capital-item": FORM, "ledger:capital-item": FORM,
    "ledger:capital-plan-file": FILE, "ledger:capital-test": FORM, "ledger:disclosure": FILE,
    "ledger:commitments-file": FILE, "ledger:reports": NO_SUMS, "ledger:reconciliation-file": FILE,
    "ledger:year-end-file": FILE, "ledger:funds-file": FILE, "ledger:chart": NO_SUMS, "ledger:new-part": FORM,
    "ledger:part": FORM, "ledger:years": NO_SUMS, "ledger:periods": NO_SUMS,
    "money:lines": LIST, "money:indexes": MEASURED,
    "money:forecast-parts": LIST,
    "money:order-terms": POST, "money:order-changes": POST, "money:change-order": POST,
    "money:order-receipts": POST, "money:order-invoices": POST, "money:order-release": POST,
    "money:payment": POST, "money:forecast-file": FILE, "money:new-purchase": FORM, "money:purchase": FORM,
    "money:new-subscription": FORM, "money:subscription-description": FORM, "money:subscription-state": POST,
    "money:template": FILE, "money:posting": POST, "money:expenditure-import": LIST,
}  # fmt: skip
"""Addresses of money whose figures are not followed, and why."""
CARRIED = {
    "To roll": "what is asked for, else what the rule of the fund lets roll",
    "Unspent": "as it was when the request was decided",
    "Encumbered": "as it was when the request was decided",
}
LINES = {
    "ledger:import": {"Amount": "a row of the file", "Before": "what stood", "Now": "what the file says"},
    "ledger:reconciliation": {
        f"{state}: {what}": why
        for state in ("Budget", "Expended", "Encumbered", "Available")
        for what, why in {"report": "said by the report", "difference": "the books less the report"}.items()
    },
    "ledger:year-end": CARRIED,
    "ledger:open-orders": {
        "Leaves the year": "an entry that will be written", "Enters the next": "an entry that will be written",
        "Open": "the balance of a line; its document leads to the entries", "Left the year": "an entry",
    },
    "money:carry-forward": CARRIED,
    "money:agreed-budget": {"Amount": "what the version gives a task"},
    "money:budget-version": {"Amount": "a line of the version"},
    "money:expenditures": {"Amount": "a line of the ledger"},
    "money:invoice": {"Held back": "said by the invoice", "Amount": "a line of the invoice"},
    "money:limits": {"Amount": "said by its source", "Used": "counted up by the changes that draw from it"},
    "money:order": {
        "Ordered": "a step that made the line", "Received": "a step that made the line",
        "Invoiced": "a step that made the line", "Price": "said by the receipt", "Line": "of a change order",
        "Held back": "said by the invoice", "Paid": "the payment",
    },
    "money:subscription": {
        "Before": "what the schedule before leaves on that day",
        "Payments": "said by the contract", "A year": "payments of a year", "Amount": "said by the contract",
        "Opening": "a period of the schedule", "Payment": "a period of the schedule",
        "Interest": "a period or month of the schedule", "Paid": "a month of the schedule",
        "Liability": "a month of the schedule", "Amortized": "a month of the schedule",
        "Asset": "a month of the schedule", "Principal": "a payment of the schedule",
        "Total": "a payment of the schedule",
    },
}  # fmt: skip
"""Figures that are a line of their own, by page and heading, and what says them."""


def addresses(as_of) -> Iterator[tuple[str, str]]:
    """Give every page with figures about money of the city, by name and address."""
    years = [year.year for year in FiscalYear.objects.order_by("year")]
    for way in ("cost_center", "account"):
        yield "ledger:funds", f"{reverse('ledger:funds')}?year={as_of.year}&by={way}"
    for year in years:
        yield "ledger:funds", f"{reverse('ledger:funds')}?year={year}&by=fund"
        for name in ("ledger:year-end", "ledger:open-orders"):
            yield name, f"{reverse(name)}?year={min(year, as_of.year)}"
        yield "ledger:forecast", f"{reverse('ledger:forecast')}?year={year}"
        yield "ledger:subscription-year", reverse("ledger:subscription-year", args=[year])
    for fund in Fund.objects.all():
        yield "ledger:forecast", f"{reverse('ledger:forecast')}?year={as_of.year}&fund={fund.pk}"
    for span in (5, 10):
        yield "ledger:capital-plan", f"{reverse('ledger:capital-plan')}?years={span}"
    for name in ("ledger:commitments", "ledger:council", "ledger:subscriptions"):
        yield name, reverse(name)
    for report in BudgetReport.objects.all():
        yield "ledger:reconciliation", reverse("ledger:reconciliation", args=[report.pk])
    for brought in LedgerImport.objects.filter(project=None):
        yield "ledger:import", reverse("ledger:import", args=[brought.pk])
    yield from addresses_of_projects()


def addresses_of_projects() -> Iterator[tuple[str, str]]:
    """Give the pages of each project's money."""
    tabs = (
        "earned-value", "funding", "orders", "carry-forward", "budget", "limits", "forecast",
        "subscriptions", "expenditures",
    )  # fmt: skip
    for project in Project.objects.all():
        yield from ((f"money:{name}", reverse(f"money:{name}", args=[project.pk])) for name in tabs)
        for name, rows in (("budget-version", project.budget_versions), ("agreed-budget", project.budgets)):
            for one in rows.all():
                yield f"money:{name}", reverse(f"money:{name}", args=[project.pk, one.number])
    for order in PurchaseOrder.objects.all():
        yield "money:order", reverse("money:order", args=[order.project_id, order.pk])
    for invoice in Invoice.objects.select_related("order"):
        yield "money:invoice", reverse("money:invoice", args=[invoice.order.project_id, invoice.pk])
    for contract in SubscriptionContract.objects.all():
        yield "money:subscription", reverse("money:subscription", args=[contract.project_id, contract.pk])


def test_no_page_about_money_is_forgotten(city):
    every = {f"money:{one.name}" for one in urls.urlpatterns}
    every |= {f"ledger:{one.name}" for one in ledger_urls.urlpatterns}

    walked = {name for name, _ in addresses(city.as_of)}

    assert walked | set(WITHOUT_FIGURES) == every
    assert not walked & set(WITHOUT_FIGURES)


def test_every_figure_of_money_leads_to_lines_that_add_up_to_it(client, city):
    person = Person.objects.get(user__email="finance@demo.example")
    give_role(person, Role.PORTFOLIO_MANAGER)
    years = list(FiscalYear.objects.order_by("year"))
    assert [year.is_closed for year in years[-8:]] == [True, True, *[False] * 6]
    walk = Walk(signed_in(client, person), LINES)

    for name, address in dict.fromkeys(addresses(city.as_of)):
        walk.check(name, address)

    assert not walk.problems, "\n".join(map(str, walk.problems))
    # Some 500, a few more or less with the day as of which the city is built.
    assert walk.followed > 400
