"""The ledger as it stands for a project and for the city, purchase orders and invoices."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, project_for
from milepost.api.kinds import Id
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.money.calculations.commitments import LineStanding, OrderStanding, commitments
from milepost.domain.money.calculations.standings import Standing, standings
from milepost.domain.money.models import Allocation, Invoice, PurchaseOrder
from milepost.domain.people.permissions import require

router = Router()


class LedgerLineOut(Schema):
    """A project's share of one line of the ledger, in one state of money."""

    id: int
    state: str = Field(alias="entry.state")
    kind: str = Field(alias="entry.kind")
    on: date = Field(alias="entry.on")
    fiscal_year: int = Field(alias="entry.fiscal_year")
    amount: Decimal
    document: str = Field(alias="entry.document")
    line: int = Field(alias="entry.line")
    fund: str | None = Field(None, alias="entry.fund.code")
    account: str | None = Field(None, alias="entry.account.code")
    vendor: str = Field(alias="entry.vendor")
    authority: str = Field(alias="entry.authority")


class FundStandingOut(Schema):
    """What stands of a fund in a fiscal year, by state; available follows from the others."""

    fund: str | None
    appropriated: Decimal
    pre_encumbered: Decimal
    encumbered: Decimal
    expended: Decimal
    received: Decimal
    available: Decimal


class OrderLineOut(Schema):
    """One line of a purchase order, approved changes included."""

    number: int
    description: str
    fiscal_year: int
    fund: str | None
    account: str | None
    ordered: Decimal
    received: Decimal
    invoiced: Decimal
    left: Decimal


class OrderOut(Schema):
    """A purchase order; what the ledger holds encumbered of it is null where it does not know it."""

    id: int
    number: str
    vendor: str
    title: str
    on: date
    state: str
    ordered: Decimal
    invoiced: Decimal
    left: Decimal
    retained: Decimal
    in_ledger: Decimal | None
    lines: list[OrderLineOut]


class InvoiceOut(Schema):
    """An invoice under a purchase order; retained is negative where retainage is released."""

    id: int
    order: str = Field(alias="order.number")
    number: str
    kind: str
    state: str
    on: date
    due_on: date | None
    billed: Decimal
    retained: Decimal
    payable: Decimal
    reason: str


@router.get("/projects/{project_id}/ledger", response={200: list[LedgerLineOut], **PROBLEMS})
@paginate(Pages)
def list_ledger_lines(request: Call, project_id: Id) -> QuerySet[Allocation]:
    """List what of the ledger belongs to a project, the latest first."""
    project = project_for(request, project_id)
    allowed(request, "money.view", project)
    rows = Allocation.posted().filter(project=project).select_related("entry__fund", "entry__account")
    return rows.order_by("-entry__on", "-pk")


@router.get("/projects/{project_id}/orders", response={200: list[OrderOut], **PROBLEMS})
def list_orders(request: Call, project_id: Id) -> list[OrderOut]:
    """List a project's purchase orders with how each line stands, the latest first."""
    project = project_for(request, project_id)
    allowed(request, "money.view", project)
    return [_order(one) for one in commitments(PurchaseOrder.objects.filter(project=project))]


@router.get("/projects/{project_id}/invoices", response={200: list[InvoiceOut], **PROBLEMS})
@paginate(Pages)
def list_invoices(request: Call, project_id: Id) -> QuerySet[Invoice]:
    """List the invoices under a project's orders, the latest first."""
    project = project_for(request, project_id)
    allowed(request, "money.view", project)
    rows = Invoice.objects.filter(order__project=project).select_related("order").prefetch_related("lines")
    return rows.order_by("-on", "-pk")


@router.get("/money/fiscal-years/{fiscal_year}", response={200: list[FundStandingOut], **PROBLEMS})
def list_fund_standings(request: Call, fiscal_year: Id) -> list[FundStandingOut]:
    """Sum a fiscal year of the city's ledger by fund."""
    require(request.auth, "money.view_ledger")
    found = standings(("fund__code",), fiscal_year=fiscal_year)
    return [_fund(code, one) for (code,), one in sorted(found.items(), key=lambda item: str(item[0][0]))]


def _fund(code: str | None, one: Standing) -> FundStandingOut:
    names = set(FundStandingOut.model_fields) - {"fund"}
    return FundStandingOut(fund=code, **{name: getattr(one, name) for name in names})


def _order(one: OrderStanding) -> OrderOut:
    order = one.order
    return OrderOut(
        id=order.pk, number=order.number, vendor=order.vendor, title=order.title, on=order.on, state=order.state,
        ordered=one.ordered, invoiced=one.invoiced, left=one.left, retained=one.retained, in_ledger=one.in_ledger,
        lines=[_line(line) for line in one.lines],
    )  # fmt: skip


def _line(one: LineStanding) -> OrderLineOut:
    line = one.line
    fund, account = line.fund, line.account
    return OrderLineOut(
        number=line.number, description=line.description, fiscal_year=line.fiscal_year,
        fund=fund.code if fund else None, account=account.code if account else None, ordered=one.ordered,
        received=one.received, invoiced=one.invoiced, left=one.left,
    )  # fmt: skip
