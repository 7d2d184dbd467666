from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.invoicing import enter_invoice
from milepost.domain.money.actions.ordering import Ordered, OrderTerms, expect_order
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import AT, make_person, make_project, make_task
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db


def test_earned_value_and_expenditures_are_read(calling):
    project = make_project(manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    make_task(project, "Dig", days=5)
    recalculate(project)
    caller = calling(project.manager)
    assert caller("GET", f"/projects/{project.pk}/earned-value").status_code == 404
    set_baseline(project, name="Agreed", by=project.manager, at=AT)
    agree_budget(project, {1: Decimal(1000)}, measures={}, by=project.manager, at=AT)
    make_entry("12.34", project)

    found = caller("GET", f"/projects/{project.pk}/earned-value").json()
    lines = caller("GET", f"/projects/{project.pk}/expenditures").json()

    assert (found["project"]["budget"], found["project"]["cost_performance"]) == (1000, None)
    assert lines["items"][0]["amount"] == "12.34"


def test_ledger_lines_orders_invoices_and_standings_are_read(calling):
    manager, analyst = (
        make_person("Mara Quint", Role.PROJECT_MANAGER),
        make_person("Lee Ledger", Role.FINANCE_ANALYST),
    )
    project = make_project(manager=manager)
    make_entry("12.34", project, fund=make_fund(), account=make_account())
    coding = Coding(fund=make_fund(), account=make_account(), fiscal_year=2027)
    terms = OrderTerms(title="Consoles", number="PO-1", on=date(2027, 3, 1), retainage_percent=Decimal(5))
    order = expect_order(project, terms, [Ordered(coding=coding, amount=Decimal(1000))], by=manager, at=AT)
    enter_invoice(order, "A-1", {order.lines.get(): Decimal(100)}, on=date(2027, 3, 2), by=analyst, at=AT)
    caller = calling(manager)

    [line] = caller("GET", f"/projects/{project.pk}/ledger").json()["items"]
    [found] = caller("GET", f"/projects/{project.pk}/orders").json()
    [invoice] = caller("GET", f"/projects/{project.pk}/invoices").json()["items"]

    assert (line["state"], line["amount"], line["fund"]) == ("expended", "12.34", "100")
    assert (found["ordered"], found["in_ledger"], found["lines"][0]["account"]) == ("1000.00", None, "52350")
    assert (invoice["order"], invoice["payable"]) == ("PO-1", "95.00")
    assert caller("GET", "/money/fiscal-years/2027").status_code == 403
    assert calling(analyst)("GET", "/money/fiscal-years/2027").json()[0]["available"] == "-12.34"
