"""Invoices are entered, approved or disputed; approval expects a payment, which the ledger's extract brings."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import MOST_AMOUNT
from milepost.domain.money.calculations.commitments import commitment
from milepost.domain.money.calculations.invoice_review import retainage_of, review_of
from milepost.domain.money.models import (
    Invoice,
    InvoiceLine,
    LedgerEntry,
    LedgerImport,
    OrderLine,
    PurchaseOrder,
    State,
)
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require


class CannotInvoice(Refusal):
    """Says why an invoice cannot be kept or decided so; may name its `field`."""


def enter_invoice(
    order: PurchaseOrder,
    number: str,
    amounts: Mapping[OrderLine, Decimal],
    *,
    on: date,
    due_on: date | None = None,
    retained: Decimal | None = None,
    by: Person,
    at: datetime,
) -> Invoice:
    """Enter what a vendor bills by line; without another word the order's retainage is held back."""
    amounts = {line: amount for line, amount in amounts.items() if amount}
    _check_entering(order, number, by)
    if not amounts:
        raise CannotInvoice(gettext("Give at least one line an amount."))
    if any(line.order_id != order.pk for line in amounts):
        raise CannotInvoice(gettext("Choose lines of this order."))
    if any(abs(amount) > MOST_AMOUNT for amount in amounts.values()):
        raise CannotInvoice(gettext("This amount is too large."))
    billed = sum(amounts.values(), Decimal())
    held = retainage_of(order, billed) if retained is None else retained
    if not 0 <= held <= max(billed, Decimal()):
        raise CannotInvoice(gettext("Hold back no more than is billed."), field="retained")
    with recording("money.enter_invoice", by=by.account, at=at, subject=order.project) as record:
        invoice = record.create(
            Invoice(order=order, number=number.strip(), on=on, due_on=due_on, retained=held, by=by, at=at)
        )
        record.create_many(
            [InvoiceLine(invoice=invoice, line=line, amount=amount) for line, amount in amounts.items()]
        )
        record.summary = gettext("{invoice} of {order} bills {amount:,.2f} dollars.").format(
            invoice=invoice, order=order, amount=billed
        )
    return invoice


def release_retainage(
    order: PurchaseOrder, number: str, amount: Decimal, *, on: date, by: Person, at: datetime
) -> Invoice:
    """Ask that what is held back of an order be paid; it is reviewed as every invoice is."""
    _check_entering(order, number, by)
    held = commitment(order).retained
    if not 0 < amount <= held:
        raise CannotInvoice(
            gettext("Release between nothing and the {held:,.2f} held back.").format(held=held),
            field="amount",
        )
    with recording("money.release_retainage", by=by.account, at=at, subject=order.project) as record:
        invoice = record.create(
            Invoice(
                order=order,
                kind=Invoice.Kind.RETAINAGE,
                number=number.strip(),
                on=on,
                retained=-amount,
                by=by,
                at=at,
            )
        )
        record.summary = gettext("{amount:,.2f} dollars held back of {order} are to be released.").format(
            amount=amount, order=order
        )
    return invoice


def approve_invoice(invoice: Invoice, *, reason: str = "", by: Person, at: datetime) -> None:
    """Agree that an invoice be paid; what does not hold stops it or wants a reason. Nothing is posted."""
    _check_reviewer(invoice, by)
    with recording(
        "money.approve_invoice", by=by.account, at=at, subject=invoice.order.project, reason=reason
    ) as record:
        held = _held(invoice)
        review = review_of(held)
        if stop := next((one for one in review.findings if one.stops and not one.holds), None):
            raise CannotInvoice(f"{stop.question} {stop.words}")
        if review.wants_reason and not reason.strip():
            raise CannotInvoice(gettext("Not everything holds; say why it is approved."), field="reason")
        record.update(held, state=Invoice.State.APPROVED, reason=reason.strip(), decided_by=by, decided_at=at)
        record.summary = gettext(
            "{invoice} of {order} was approved: {payable:,.2f} dollars are expected."
        ).format(invoice=held, order=held.order, payable=held.payable)
        match_payments(record, LedgerEntry.posted(), [held])
    invoice.refresh_from_db()


def dispute_invoice(invoice: Invoice, *, reason: str, by: Person, at: datetime) -> None:
    """Refuse to pay an invoice as it is, with a reason that the vendor can act on."""
    _check_reviewer(invoice, by)
    if not reason.strip():
        raise CannotInvoice(gettext("Say what is disputed."), field="reason")
    with recording(
        "money.dispute_invoice", by=by.account, at=at, subject=invoice.order.project, reason=reason
    ) as record:
        held = _held(invoice)
        record.update(held, state=Invoice.State.DISPUTED, reason=reason.strip(), decided_by=by, decided_at=at)
        record.summary = gettext("{invoice} of {order} is disputed.").format(invoice=held, order=held.order)
    invoice.refresh_from_db()


def pay_invoice(invoice: Invoice, entry: LedgerEntry, *, by: Person, at: datetime) -> None:
    """Say by hand which line of the ledger paid an approved invoice."""
    require(by, "money.enter_invoice", invoice.order.project)
    with recording("money.pay_invoice", by=by.account, at=at, subject=invoice.order.project) as record:
        held = Invoice.objects.select_for_update(of=("self",)).select_related("order").get(pk=invoice.pk)
        if held.state != Invoice.State.APPROVED:
            raise CannotInvoice(gettext("Only an approved invoice that no payment is known of is matched."))
        if entry.state != State.EXPENDED or Invoice.objects.filter(payment=entry).exists():
            raise CannotInvoice(gettext("Choose a payment that pays no other invoice."), field="payment")
        record.update(held, state=Invoice.State.PAID, payment=entry)
        record.summary = gettext("{invoice} was paid by {entry}.").format(invoice=held, entry=entry)
    invoice.refresh_from_db()


def match_expected(record: Recorder, brought: LedgerImport) -> None:
    """Find the payments of a posted file that approved invoices expect, within a record under way."""
    expected = list(Invoice.objects.filter(state=Invoice.State.APPROVED).select_related("order"))
    if expected:
        match_payments(record, LedgerEntry.posted().filter(brought_by=brought), expected)


def candidates(invoice: Invoice) -> list[LedgerEntry]:
    """Give payments of the expected amount that pay no invoice yet and belong to the project or to none so far."""
    project = Q(allocations__project=invoice.order.project) | Q(allocations=None)
    rows = LedgerEntry.posted().filter(
        project, state=State.EXPENDED, amount=invoice.payable, pays=None, on__gte=invoice.on
    )
    return list(rows.distinct()[:20])


def match_payments(record: Recorder, entries: QuerySet[LedgerEntry], invoices: Sequence[Invoice]) -> None:
    """Match what is certain: the amount is right, nothing else pays it, and the line names the invoice or its order."""
    payables = {invoice.payable for invoice in invoices}
    rows = list(entries.filter(state=State.EXPENDED, amount__in=payables, pays=None))
    for invoice in invoices:
        named = [
            row
            for row in rows
            if row.amount == invoice.payable and row.on >= invoice.on and _names(row, invoice)
        ]
        if len(named) == 1:
            record.update(invoice, state=Invoice.State.PAID, payment=named[0])
            rows.remove(named[0])


def _names(entry: LedgerEntry, invoice: Invoice) -> bool:
    """Whether a payment says which invoice it pays, as a word of its own."""
    words = set(re.findall(r"[\w-]+", f"{entry.document} {entry.description}".lower()))
    said = {invoice.number.lower(), invoice.order.number.lower()} - {""}
    return bool(words & said)


def _check_entering(order: PurchaseOrder, number: str, by: Person) -> None:
    require(by, "money.enter_invoice", order.project)
    if not number.strip():
        raise CannotInvoice(gettext("Give the vendor's number of the invoice."), field="number")
    if order.invoices.filter(number__iexact=number.strip()).exists():
        raise CannotInvoice(gettext("This order has an invoice of that number already."), field="number")


def _check_reviewer(invoice: Invoice, by: Person) -> None:
    require(by, "money.approve_invoice", invoice.order.project)
    if invoice.by_id == by.pk:
        raise CannotInvoice(gettext("Somebody else reviews an invoice that you have entered."))


def _held(invoice: Invoice) -> Invoice:
    # All invoices of an order draw on one ceiling, so that they are decided one after the other.
    PurchaseOrder.objects.select_for_update(of=("self",)).get(pk=invoice.order_id)
    held = (
        Invoice.objects.select_for_update(of=("self",))
        .select_related("order__project", "order__ceiling")
        .get(pk=invoice.pk)
    )
    if not held.is_waiting:
        raise CannotInvoice(gettext("This invoice is decided already."))
    return held
