"""How purchase orders stand: ordered, received, invoiced, held back, paid, and what the ledger says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Sum
from django.utils.timezone import localtime

from milepost.domain.money.models import (
    Allocation,
    ChangeOrder,
    ChangeOrderLine,
    Invoice,
    InvoiceLine,
    OrderLine,
    PurchaseOrder,
    Receipt,
    SpendingLimit,
    State,
)

ZERO = Decimal("0.00")


@dataclass(slots=True)
class LineStanding:
    """How one line of an order stands, in dollars."""

    line: OrderLine
    changed: Decimal = ZERO
    received: Decimal = ZERO
    invoiced: Decimal = ZERO
    """Of approved invoices; these liquidate the line."""
    waiting: Decimal = ZERO
    """Of invoices that wait for review or are disputed."""

    @property
    def ordered(self) -> Decimal:
        return self.line.amount + self.changed

    @property
    def left(self) -> Decimal:
        """What is still encumbered by Milepost's reckoning: ordered less invoiced."""
        return self.ordered - self.invoiced


class Move(NamedTuple):
    """One thing that made a line what it is."""

    what: models.Model
    on: date
    ordered: Decimal | None = None
    received: Decimal | None = None
    invoiced: Decimal | None = None


@dataclass(slots=True)
class OrderStanding:
    """How an order stands; sums of its lines, what is held back, and what the ledger says."""

    order: PurchaseOrder
    lines: list[LineStanding] = field(default_factory=list)
    retained: Decimal = ZERO
    paid: Decimal = ZERO
    in_ledger: Decimal | None = None
    """What the ledger holds encumbered of the order for its project; `None` where it does not know it."""

    @property
    def original(self) -> Decimal:
        return sum((one.line.amount for one in self.lines), ZERO)

    @property
    def ordered(self) -> Decimal:
        return sum((one.ordered for one in self.lines), ZERO)

    @property
    def received(self) -> Decimal:
        return sum((one.received for one in self.lines), ZERO)

    @property
    def invoiced(self) -> Decimal:
        return sum((one.invoiced for one in self.lines), ZERO)

    @property
    def waiting(self) -> Decimal:
        return sum((one.waiting for one in self.lines), ZERO)

    @property
    def left(self) -> Decimal:
        return self.ordered - self.invoiced

    @property
    def difference(self) -> Decimal | None:
        """How far the ledger's encumbrance is from what is left here."""
        return None if self.in_ledger is None else self.in_ledger - self.left


def commitments(orders: Iterable[PurchaseOrder]) -> list[OrderStanding]:
    """Tell how orders stand, in seven queries whatever their number."""
    found = {order.pk: OrderStanding(order) for order in orders}
    lines: dict[int, LineStanding] = {}
    related = OrderLine.objects.filter(order__in=found).select_related("fund", "account", "cost_center")
    for line in related:
        lines[line.pk] = LineStanding(line)
        found[line.order_id].lines.append(lines[line.pk])
    for name, rows in _sums_of_lines(list(found)).items():
        for line_id, amount in rows:
            setattr(lines[line_id], name, amount)
    _add_invoices(found)
    _add_ledger(found)
    return list(found.values())


def moves_of(standing: OrderStanding) -> list[tuple[LineStanding, list[Move]]]:
    """Give what makes each line of an order what it is: as ordered, approved changes, receipts, approved invoices."""
    moves = {
        one.line.pk: [Move(standing.order, standing.order.on, ordered=one.line.amount)]
        for one in standing.lines
    }
    changes = _approved_changes([standing.order.pk]).select_related("change")
    for row in changes.order_by("change__number"):
        moves[row.line_id].append(Move(row.change, localtime(row.change.at).date(), ordered=row.amount))
    for receipt in Receipt.objects.filter(line__order=standing.order).order_by("on", "pk"):
        moves[receipt.line_id].append(Move(receipt, receipt.on, received=receipt.amount))
    billed = InvoiceLine.objects.filter(line__order=standing.order, invoice__state__in=Invoice.AGREED)
    for part in billed.select_related("invoice").order_by("invoice__on", "pk"):
        moves[part.line_id].append(Move(part.invoice, part.invoice.on, invoiced=part.amount))
    return [(one, moves[one.line.pk]) for one in standing.lines]


def commitment(order: PurchaseOrder) -> OrderStanding:
    """Tell how one order stands."""
    return commitments([order])[0]


def ordered_under(limits: Sequence[SpendingLimit]) -> dict[int, Decimal]:
    """Give what is ordered under each of some limits, approved changes included."""
    orders = PurchaseOrder.objects.filter(ceiling__in=limits).values_list("pk", "ceiling")
    of_order: dict[int, int] = {pk: limit for pk, limit in orders if limit is not None}
    found: dict[int, Decimal] = {limit.pk: ZERO for limit in limits}
    sums = [
        OrderLine.objects.filter(order__in=of_order).values_list("order"),
        _approved_changes(list(of_order)).values_list("line__order"),
    ]
    for rows in sums:
        for order, amount in rows.order_by().annotate(sum=Sum("amount")):
            found[of_order[order]] += amount
    return found


def _approved_changes(orders: Sequence[int]) -> Any:
    return ChangeOrderLine.objects.filter(line__order__in=orders, change__state=ChangeOrder.State.APPROVED)


def _sums_of_lines(orders: Sequence[int]) -> dict[str, Any]:
    def summed(rows: Any) -> Any:
        return rows.order_by().values_list("line").annotate(sum=Sum("amount"))

    billed = InvoiceLine.objects.filter(line__order__in=orders)
    return {
        "changed": summed(_approved_changes(orders)),
        "received": summed(Receipt.objects.filter(line__order__in=orders)),
        "invoiced": summed(billed.filter(invoice__state__in=Invoice.AGREED)),
        "waiting": summed(billed.filter(invoice__state__in=Invoice.WAITING)),
    }


def _add_invoices(found: dict[int, OrderStanding]) -> None:
    rows = Invoice.objects.filter(order__in=found, state__in=Invoice.AGREED)
    for invoice in rows.select_related("payment"):
        standing = found[invoice.order_id]
        standing.retained += invoice.retained
        if invoice.payment is not None:
            standing.paid += invoice.payment.amount


def _add_ledger(found: dict[int, OrderStanding]) -> None:
    by_number = {
        (standing.order.number, standing.order.project_id): standing
        for standing in found.values()
        if standing.order.number
    }
    rows = Allocation.posted().filter(
        entry__state=State.ENCUMBERED, entry__document__in={number for number, _ in by_number}
    )
    sums = rows.order_by().values_list("entry__document", "project").annotate(sum=Sum("amount"))
    for document, project, amount in sums:
        if standing := by_number.get((document, project)):
            standing.in_ledger = amount
