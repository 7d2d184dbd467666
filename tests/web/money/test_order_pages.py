from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from milepost.domain.money.actions.entering import open_year
from milepost.domain.money.actions.importing_ledger import keep_source
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.calculations.standings import standing_of
from milepost.domain.money.models import (
    BudgetReport,
    CarryForward,
    ChangeOrder,
    Invoice,
    LedgerEntry,
    LedgerSource,
    PurchaseOrder,
)
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project, signed_in
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def manager():
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def project(manager, analyst):
    for year in (2026, 2027):
        open_year(year, by=analyst, at=AT)
    return make_project("Radios", manager=manager)


@pytest.fixture
def order(client, project, analyst):
    ceiling = set_limit(
        project, LimitTerms("council", "Radios", Decimal(1000), "Resolution 31"), by=analyst, at=AT
    )
    said = {
        "title": "Consoles", "number": "PO-1", "vendor": "ACME", "on": "2027-03-01", "ceiling": ceiling.pk,
        "retainage_percent": "5", "year-0": 2027, "fund-0": make_fund().pk, "account-0": make_account().pk,
        "amount-0": "1000",
    }  # fmt: skip
    signed_in(client, analyst).post(reverse("money:orders", args=[project.pk]), said)
    return PurchaseOrder.objects.get()


def ask(client, person, name, *args, **said):
    return signed_in(client, person).post(reverse(name, args=args), said)


def test_a_change_order_beyond_the_ceiling_is_told_and_waits_for_council(
    client, order, project, manager, analyst
):
    line = order.lines.get()
    given = {f"change-line-{line.pk}": "50", "change-reason": "Two more"}

    ask(client, manager, "money:order-changes", project.pk, order.pk, **given)
    ask(client, analyst, "money:change-order", project.pk, order.pk, 1, decide="approve")

    shown = (
        signed_in(client, analyst).get(reverse("money:order", args=[project.pk, order.pk])).content.decode()
    )
    assert ChangeOrder.objects.get().state == ChangeOrder.State.COUNCIL
    assert "Council decides first" in shown
    listed = client.get(reverse("ledger:commitments")).content.decode()
    assert "Needs council" in listed


def test_an_invoice_is_entered_reviewed_and_disputed_with_a_reason(client, order, project, manager, analyst):
    line = order.lines.get()
    given = {f"invoice-line-{line.pk}": "100", "invoice-number": "A-1", "invoice-on": "2027-03-02"}
    ask(client, analyst, "money:order-invoices", project.pk, order.pk, **given)
    invoice = Invoice.objects.get()
    address = ("money:invoice", project.pk, invoice.pk)

    refused = ask(client, manager, *address, decide="dispute", reason="")
    kept = ask(client, manager, *address, decide="approve", reason="Seen at the site")

    assert refused.status_code == 422
    assert "Say what is disputed" in refused.content.decode()
    assert kept.status_code == 302
    invoice.refresh_from_db()
    assert (invoice.state, invoice.payable) == (Invoice.State.APPROVED, Decimal(95))
    again = ask(client, analyst, "money:order-invoices", project.pk, order.pk, **given)
    assert "an invoice of that number already" in again.content.decode()
    assert 'value="A-1"' in again.content.decode()


def test_what_arrived_is_recorded_by_the_team_and_not_by_a_stranger(client, order, project, manager):
    given = {
        "receipt-line": order.lines.get().pk, "receipt-amount": "10", "receipt-on": "2027-03-02",
    }  # fmt: skip
    address = ("money:order-receipts", project.pk, order.pk)

    stranger = ask(client, make_person("Tia Team", Role.BUYER), *address, **given)
    ask(client, manager, *address, **given)

    assert stranger.status_code == 422
    assert order.lines.get().receipts.count() == 1


def test_a_year_ends_by_request_and_decision(client, project, manager, analyst):
    fields = {
        "fund": make_fund("301", lapses=False),
        "account": make_account(),
        "fiscal_year": 2026,
        "on": date(2026, 5, 1),
    }
    make_entry("500", project, document="B", state="appropriated", kind="adopted", **fields)
    make_entry("120", project, document="P", **fields)
    address = reverse("money:carry-forward", args=[project.pk]) + "?year=2026"

    too_much = signed_in(client, manager).post(address, {"amount-0": "381", "reason-0": ""})
    client.post(address, {"amount-0": "380", "reason-0": "Continuing"})
    asked = CarryForward.objects.get()
    finance = signed_in(client, analyst)
    finance.post(f"{reverse('ledger:year-end')}?year=2026", {"asked": asked.pk, "authority": "Ordinance 1"})

    assert "380.00 unspent" in too_much.content.decode()
    asked.refresh_from_db()
    assert asked.state == CarryForward.State.APPROVED
    assert standing_of(project).available == 380
    book = load_workbook(BytesIO(finance.get(f"{reverse('ledger:year-end-file')}?year=2026").content))
    assert book.active["G5"].value.startswith("=E5-F5")


def test_a_budget_report_is_reconciled_and_given_as_a_workbook(client, project, analyst):
    make_entry("12.50", project, fund=make_fund(), account=make_account(), on=date(2027, 3, 2))
    columns = {"fund": "FUND", "account": "OBJ", "expended": "YTD EXPENDED"}
    source = keep_source(
        LedgerSource(), {"name": "YTD", "profile": "budget", "columns": columns}, by=analyst, at=AT
    )
    file = SimpleUploadedFile("ytd.csv", b"FUND,OBJ,YTD EXPENDED\n100,52350,12.50\n301,52350,1\n")
    said = {"source": source.pk, "file": file, "fiscal_year": 2027, "through": "2027-03-31"}

    brought = signed_in(client, analyst).post(reverse("ledger:reports"), said)
    report = BudgetReport.objects.get()
    shown = client.get(brought.url).content.decode()
    book = load_workbook(BytesIO(client.get(reverse("ledger:reconciliation-file", args=[report.pk])).content))

    assert "1 of 2 accounts" in shown
    assert "Milepost has no line of this account" in shown
    assert any(str(cell.value).startswith("=") for row in book.active.rows for cell in row)


def test_workbooks_of_funds_and_commitments_hold_formulas(client, order, project, analyst):
    make_entry("12.50", project, fund=make_fund(), account=make_account())
    finance = signed_in(client, analyst)
    for name in ("funds-file", "commitments-file"):
        book = load_workbook(BytesIO(finance.get(f"{reverse(f'ledger:{name}')}?year=2027").content))
        assert any(str(cell.value).startswith("=") for row in book.active.rows for cell in row)


def test_finance_sees_what_is_written_of_open_orders_before_it_is_and_takes_it_back(
    client, project, manager, analyst
):
    fields = {"fund": make_fund("301", lapses=False), "account": make_account(), "fiscal_year": 2026}
    make_entry(
        "379.75", project, document="PO-7", state="encumbered", kind="order", on=date(2026, 5, 1), **fields
    )
    address = f"{reverse('ledger:open-orders')}?year=2026"
    shown = signed_in(client, analyst).get(address).content.decode()
    assert "2 entries are written; by 1 of them" in shown
    assert "−$379.75" in shown

    stale = client.post(address, {"count": 1, "amount": "379"}, follow=True).content.decode()
    written = client.post(address, {"count": 1, "amount": "379.75"}, follow=True).content.decode()

    assert "has changed since you looked" in stale
    assert "2 entries are written." in written
    assert standing_of(project).encumbered == Decimal("379.75")
    leaving = LedgerEntry.objects.get(kind="carry_forward", fiscal_year=2026)
    assert (
        "by an opposite entry" not in client.get(reverse("ledger:entry", args=[leaving.pk])).content.decode()
    )
    back = f"{reverse('ledger:open-orders-back')}?year=2026"
    client.post(back, {"rolled": leaving.pk, "reason": "Canceled"})
    assert "2 entries are written; by 1 of them" in client.get(address).content.decode()
    assert "Write the entries" not in signed_in(client, manager).get(address).content.decode()
