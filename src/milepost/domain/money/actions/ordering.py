"""Purchase orders are expected by a project, found in the ledger's extracts, and received line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import MOST_AMOUNT, Coding
from milepost.domain.money.models import (
    Allocation,
    Kind,
    LedgerEntry,
    OrderLine,
    PurchaseOrder,
    Receipt,
    SpendingLimit,
    State,
)
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Deliverable, Project

MOST_LINES = 100


class CannotOrder(Refusal):
    """Says why an order cannot be kept so; may name its `field`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What one line orders."""

    coding: Coding
    amount: Decimal
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """What an order says of itself; the number is blank until the ledger gives it."""

    title: str
    on: date
    number: str = ""
    vendor: str = ""
    ceiling: SpendingLimit | None = None
    retainage_percent: Decimal = Decimal()


def expect_order(
    project: Project, terms: OrderTerms, lines: Sequence[Ordered], *, by: Person, at: datetime
) -> PurchaseOrder:
    """Keep an order that the ledger will have; its extract is matched by the number."""
    require(by, "money.enter_order", project)
    _check_terms(project, terms)
    _check_lines(lines)
    with recording("money.expect_order", by=by.account, at=at, subject=project) as record:
        order = PurchaseOrder(
            project=project, number=terms.number.strip(), vendor=terms.vendor.strip(), title=terms.title.strip(),
            on=terms.on, ceiling=terms.ceiling, retainage_percent=terms.retainage_percent, by=by, at=at,
        )  # fmt: skip
        check_row(order)
        record.create(order)
        record.create_many([_line(order, number, one) for number, one in enumerate(lines, 1)])
        if order.number and LedgerEntry.posted().filter(kind=Kind.ORDER, document=order.number).exists():
            record.update(order, state=PurchaseOrder.State.OPEN)
        record.summary = gettext("{order} of {amount:,.2f} dollars is expected.").format(
            order=order, amount=sum(line.amount for line in lines)
        )
    return order


def set_terms(order: PurchaseOrder, terms: OrderTerms, *, by: Person, at: datetime) -> None:
    """Change what an order says of itself: its number once the ledger gave it, its ceiling, its retainage."""
    require(by, "money.enter_order", order.project)
    _check_terms(order.project, terms)
    values = {
        "number": terms.number.strip(), "vendor": terms.vendor.strip(), "title": terms.title.strip(), "on": terms.on,
        "ceiling": terms.ceiling, "retainage_percent": terms.retainage_percent,
    }  # fmt: skip
    with recording("money.set_order_terms", by=by.account, at=at, subject=order.project) as record:
        check_row(order, **values)
        known = LedgerEntry.posted().filter(kind=Kind.ORDER, document=terms.number.strip() or None).exists()
        if known and order.state == PurchaseOrder.State.EXPECTED:
            values["state"] = PurchaseOrder.State.OPEN
        record.update(order, **values)
        record.summary = gettext("The terms of {order} were kept.").format(order=order)


def learn_orders(record: Recorder, entries: Iterable[LedgerEntry], *, by: Person, at: datetime) -> None:
    """Keep an order for each document of posted order lines that a project has a share of, within a record under way.

    One that was expected under the number is found in the ledger now; its own lines stay as they were entered.
    """
    documents = {one.document for one in entries if one.kind == Kind.ORDER}
    standing = {one.number: one for one in PurchaseOrder.objects.filter(number__in=documents)}
    for order in standing.values():
        if order.state == PurchaseOrder.State.EXPECTED:
            record.update(order, state=PurchaseOrder.State.OPEN)
    shares = Allocation.posted().filter(
        entry__document__in=documents - set(standing), entry__kind=Kind.ORDER, entry__version=0,
        entry__state=State.ENCUMBERED, project__isnull=False,
    )  # fmt: skip
    made: dict[str, PurchaseOrder] = {}
    for share in shares.select_related("entry", "project").order_by("entry__document", "entry__line"):
        entry = share.entry
        if entry.document not in made and share.project is not None:
            title = entry.description or entry.vendor or entry.document
            order = PurchaseOrder(
                project=share.project, number=entry.document, vendor=entry.vendor, title=title, on=entry.on,
                state=PurchaseOrder.State.OPEN, by=by, at=at,
            )  # fmt: skip
            made[entry.document] = record.create(order)
        order = made[entry.document]
        if share.project_id != order.project_id or order.lines.filter(number=entry.line).exists():
            continue
        record.create(
            OrderLine(
                order=order, number=entry.line, description=entry.description, fiscal_year=entry.fiscal_year,
                fund_id=entry.fund_id, account_id=entry.account_id, cost_center_id=entry.cost_center_id,
                amount=share.amount,
            )
        )  # fmt: skip


def record_receipt(
    line: OrderLine,
    amount: Decimal,
    *,
    on: date,
    note: str = "",
    deliverable: Deliverable | None = None,
    by: Person,
    at: datetime,
) -> Receipt:
    """Say that something under a line has arrived and is good, by its price; negative where it goes back."""
    project = line.order.project
    require(by, "money.record_receipt", project)
    if line.order.is_closed:
        raise CannotOrder(gettext("This order is closed."))
    if not amount or abs(amount) > MOST_AMOUNT:
        raise CannotOrder(gettext("Give the price of what was received."), field="amount")
    if deliverable is not None and deliverable.project_id != project.pk:
        raise CannotOrder(gettext("Choose a deliverable of this project."), field="deliverable")
    with recording("money.record_receipt", by=by.account, at=at, subject=project) as record:
        receipt = record.create(
            Receipt(line=line, deliverable=deliverable, on=on, amount=amount, note=note.strip(), by=by, at=at)
        )
        record.summary = gettext("{amount:,.2f} dollars of {order}, {line}, were received.").format(
            amount=amount, order=line.order, line=line
        )
    return receipt


def _check_terms(project: Project, terms: OrderTerms) -> None:
    if project.is_over:
        raise CannotOrder(gettext("This project is over; nothing is ordered for it any more."))
    if not terms.title.strip():
        raise CannotOrder(gettext("Say what is ordered."), field="title")
    if terms.ceiling is not None and terms.ceiling.project_id != project.pk:
        raise CannotOrder(gettext("Choose a ceiling of this project."), field="ceiling")


def _check_lines(lines: Sequence[Ordered]) -> None:
    if not lines:
        raise CannotOrder(gettext("Give at least one line an amount."))
    if len(lines) > MOST_LINES:
        raise CannotOrder(gettext("An order holds at most {most} lines.").format(most=MOST_LINES))
    if any(not 0 < line.amount <= MOST_AMOUNT for line in lines):
        raise CannotOrder(gettext("A line orders an amount above zero."))


def _line(order: PurchaseOrder, number: int, one: Ordered) -> OrderLine:
    coding = one.coding
    return OrderLine(
        order=order, number=number, description=one.description.strip(), fiscal_year=coding.fiscal_year,
        fund=coding.fund, account=coding.account, cost_center=coding.cost_center, amount=one.amount,
    )  # fmt: skip
