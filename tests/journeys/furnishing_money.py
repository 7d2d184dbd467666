"""What the pages about money need in the small demo city."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from milepost.domain.money.actions.entering import open_year
from milepost.domain.money.actions.importing_ledger import bring_ledger, read_ledger_file
from milepost.domain.money.models import (
    Account,
    Budget,
    BudgetReport,
    BudgetVersion,
    CapitalItem,
    FiscalYear,
    Fund,
    Invoice,
    InvoiceLine,
    LedgerEntry,
    LedgerSource,
    OrderLine,
    PlannedPurchase,
    PurchaseOrder,
    SubscriptionContract,
)
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


def _running() -> Project:
    running = Project.objects.filter(state=Project.State.IN_PROGRESS, tier=Project.Tier.MEDIUM)
    return running.order_by("pk")[0]


def _ledger_import(by: Person, at: datetime) -> int:
    """Give a file of payments that waits, one line rejected and not tied to its total."""
    register = LedgerSource.objects.get(profile=LedgerSource.Profile.PAYMENTS)
    fields = (
        "date", "amount", "document", "line", "vendor", "fund", "cost_center", "account", "project", "description"
    )  # fmt: skip
    heads = ",".join(register.columns[field] for field in fields)
    rows = "2027-02-03,10.50,V-1,1,ACME,610,6100,52190,,Cables\n2027-02-03,ten,V-2,1,ACME,999,6100,52190,,Cables\n"
    content = BytesIO(f"{heads}\n{rows}".encode())
    brought = bring_ledger(register, content, "march.csv", control_total=Decimal(11), by=by, at=at)
    read_ledger_file(brought, as_of=at.date())
    return brought.pk


def _purchase(by: Person, at: datetime) -> int:
    """Give a purchase that the project under way plans."""
    fund, account = Fund.objects.all()[0], Account.objects.all()[0]
    return PlannedPurchase.objects.create(
        project=_running(), name="Masts", fund=fund, account=account, amount=Decimal(5), on=at.date()
    ).pk


def _order(by: Person, at: datetime) -> PurchaseOrder:
    """Give an order of the project under way, with a line."""
    order, is_new = PurchaseOrder.objects.get_or_create(
        number="PO-270001",
        project=_running(),
        defaults={"title": "Masts", "on": at.date(), "by": by, "at": at},
    )
    if is_new:
        OrderLine.objects.create(order=order, fiscal_year=at.year, amount=Decimal(500), description="Masts")
    return order


def _version() -> BudgetVersion:
    return BudgetVersion.objects.filter(stage__in=BudgetVersion.IN_FORCE).earliest("pk")


def _invoice(by: Person, at: datetime) -> Invoice:
    """Give an invoice of that order that waits for review."""
    invoice, is_new = Invoice.objects.get_or_create(
        order=_order(by, at), number="A-1", defaults={"on": at.date(), "by": by, "at": at}
    )
    if is_new:
        InvoiceLine.objects.create(invoice=invoice, line=invoice.order.lines.get(), amount=Decimal(40))
    return invoice


MONEY_THINGS: dict[str, Callable[[Person, datetime], Any]] = {
    "capital item": lambda by, at: CapitalItem.objects.earliest("pk").pk,
    "agreed budget": lambda by, at: Budget.objects.latest("pk").number,
    "budget version": lambda by, at: _version().number,
    "project with a version": lambda by, at: _version().project_id,
    "closing year": lambda by, at: open_year(at.year - 3, by=by, at=at).year,
    "fiscal year": lambda by, at: FiscalYear.objects.latest("year").year,
    "fund": lambda by, at: Fund.objects.all()[0].pk,
    "ledger entry": lambda by, at: LedgerEntry.posted().filter(allocations=None)[0].pk,
    "ledger import": _ledger_import,
    "ledger source": lambda by, at: LedgerSource.objects.all()[0].pk,
    "purchase": _purchase,
    "subscribed project": lambda by, at: SubscriptionContract.objects.earliest("pk").project_id,
    "subscription": lambda by, at: SubscriptionContract.objects.earliest("pk").pk,
    "order": lambda by, at: _order(by, at).pk,
    "invoice": lambda by, at: _invoice(by, at).pk,
    "budget report": lambda by, at: BudgetReport.objects.all()[0].pk,
}
