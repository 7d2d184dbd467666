"""A finance analyst and a manager: a budget, an extract, an invoice, a change order, a year's end."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.importing_ledger import read_ledger_file
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.actions.ordering import Ordered, OrderTerms, expect_order, record_receipt
from milepost.domain.money.calculations.carry_forward import worksheet
from milepost.domain.money.calculations.standings import standing_of
from milepost.domain.money.models import (
    Account,
    BudgetVersion,
    ChangeOrder,
    Fund,
    Invoice,
    LedgerImport,
    LedgerSource,
    PurchaseOrder,
)
from milepost.domain.projects.models import Project
from tests.factories import today
from tests.journeys.conftest import SignIn, holder_of
from tests.journeys.fitness import AXE, violations

pytestmark = pytest.mark.journey


def managed() -> Project:
    """Give a project with an adopted budget that somebody manages."""
    adopted = Project.objects.filter(budget_versions__stage__in=BudgetVersion.IN_FORCE)
    return adopted.exclude(manager=None).order_by("pk")[0]


def line_of(page: Page, year: int) -> int:
    """Give the first line of a budget that is of a year, or of a later one where the project begins later."""
    years = page.get_by_role("combobox", name="Fiscal year, line").all()
    return next(number for number, one in enumerate(years, 1) if int(one.input_value() or 0) >= year)


def broken_rules(page: Page) -> list[Any]:
    page.evaluate(AXE)
    return violations(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def order_under_a_ceiling(project: Project) -> PurchaseOrder:
    """Order for 1,000 dollars, 400 of them received, under an award of 1,200."""
    finance, manager, now = holder_of("finance"), project.manager, timezone.now()
    assert manager is not None
    terms = LimitTerms("council", "Radio award", Decimal(1_200), "Resolution 2026-118")
    award = set_limit(project, terms, by=finance, at=now)
    coding = Coding(fund=Fund.objects.all()[0], account=Account.objects.all()[0], fiscal_year=today().year)
    order = expect_order(
        project, OrderTerms(title="Radios", vendor="Mesa Radio", on=today(), ceiling=award),
        [Ordered(coding=coding, amount=Decimal(1_000), description="Radios")], by=manager, at=now,
    )  # fmt: skip
    record_receipt(order.lines.get(), Decimal(400), on=today(), note="Crate one", by=manager, at=now)
    return order


def extract(tmp_path: Path) -> Path:
    """Write a register of payments with one line that names no project."""
    columns = LedgerSource.objects.get(profile=LedgerSource.Profile.PAYMENTS).columns
    line = dict.fromkeys(columns.values(), "") | {
        columns["date"]: f"{today():%Y-%m-%d}", columns["amount"]: "77.07",
        columns["document"]: "V-990077", columns["vendor"]: "Aspen Cable Works",
    }  # fmt: skip
    file = tmp_path / "register.csv"
    file.write_text(",".join(line) + "\n" + ",".join(line.values()) + "\n")
    return file


def carry_forward(city: str, signed_in: SignIn, year: int) -> None:
    """Let a manager ask for what is unspent, and finance let it roll."""
    [line, *_] = [one for one in worksheet(Project.objects.exclude(manager=None), year) if one.unspent > 0]
    assert line.project.manager is not None
    page = signed_in(line.project.manager)
    page.goto(f"{city}{reverse('money:carry-forward', args=[line.project.pk])}?year={year}")
    press(page, "Ask")
    expect(page.get_by_text(f"The request for FY {year} is kept.")).to_be_visible()
    page = signed_in(holder_of("finance"))
    page.goto(f"{city}{reverse('ledger:year-end')}?year={year}")
    page.get_by_label("Ordinance or resolution").fill("Ordinance 3790")
    assert broken_rules(page) == []
    press(page, "Carry forward")
    expect(page.get_by_text(f"What rolls stands in FY {year + 1} now.")).to_be_visible()


def test_finance_adopts_a_budget_imports_an_extract_and_carries_a_year_forward(
    city: str, signed_in: SignIn, console: list[str], tmp_path: Path
) -> None:
    page, project, year = signed_in(holder_of("finance")), managed(), today().year
    before = standing_of(project).appropriated

    page.goto(city + reverse("money:funding", args=[project.pk]))
    page.get_by_label("Stage").select_option("amended")
    page.get_by_label("Ordinance or resolution").fill("Ordinance 3801")
    amount = page.get_by_label(f"Amount, line {line_of(page, year)}")
    amount.fill(str(Decimal(amount.input_value()) + Decimal("1500.50")))
    page.get_by_label("Why", exact=True).fill("A second antenna")
    press(page, "Keep")
    expect(page.get_by_text("is kept").first).to_be_visible()
    assert standing_of(project).appropriated - before == Decimal("1500.50")
    assert broken_rules(page) == []

    page.goto(city + reverse("ledger:imports"))
    page.get_by_label("Source").select_option(
        label=LedgerSource.objects.get(profile=LedgerSource.Profile.PAYMENTS).name
    )
    page.locator("input[type=file]").set_input_files(extract(tmp_path))
    page.get_by_label("Control total").fill("77.07")
    press(page, "Read it")
    page.wait_for_url("**/imports/*/")
    read_ledger_file(LedgerImport.objects.latest("pk"), as_of=today())
    page.reload()
    assert broken_rules(page) == []
    press(page, "Post it")
    expect(page.get_by_text("is posted").first).to_be_visible()

    page.goto(city + reverse("ledger:unmatched"))
    page.get_by_role("row", name="V-990077").get_by_role("checkbox").check()
    page.get_by_label("Give the chosen lines to").select_option(value=str(project.pk))
    assert broken_rules(page) == []
    press(page, "Give")
    expect(page.get_by_text("1 line is given to")).to_be_visible()
    assert project.allocations.filter(entry__document="V-990077").exists()

    carry_forward(city, signed_in, year)
    assert console == []


def test_a_manager_reviews_an_invoice_and_a_change_order_passes_what_council_authorized(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    order = order_under_a_ceiling(managed())
    address = city + reverse("money:order", args=[order.project_id, order.pk])
    page = signed_in(holder_of("finance"))
    page.goto(address)
    page.get_by_text("Enter an invoice").click()
    form = page.locator("form[action$='/invoices/']")
    form.get_by_label("Number").fill("MR-7")
    form.locator("input[name$='-on']").fill(f"{today():%Y-%m-%d}")
    form.get_by_label("Line 1").fill("400")
    press(page, "Enter it")
    expect(page.get_by_text("It is kept.")).to_be_visible()

    manager = order.project.manager
    assert manager is not None
    page = signed_in(manager)
    invoice = Invoice.objects.get(order=order)
    page.goto(city + reverse("money:invoice", args=[order.project_id, invoice.pk]))
    press(page, "Dispute")
    expect(page.get_by_text("Say what is disputed.")).to_be_visible()
    assert broken_rules(page) == []
    press(page, "Approve")
    expect(page.get_by_text("payment expected").first).to_be_visible()

    page.goto(address)
    page.get_by_text("Raise a change order").click()
    form = page.locator("form[action$='/changes/']")
    form.get_by_label("Line 1").fill("300")
    form.get_by_label("Why the order changes").fill("A second mast")
    assert broken_rules(page) == []
    press(page, "Raise it")
    expect(page.get_by_text("it needs council").first).to_be_visible()
    assert order.changes.get().state == ChangeOrder.State.COUNCIL
    page = signed_in(holder_of("finance"))
    page.goto(city + reverse("ledger:council"))
    expect(page.get_by_role("heading", name="Change order above its authorization")).to_be_visible()
    assert broken_rules(page) == []
    assert [one for one in console if "422" not in one] == []
