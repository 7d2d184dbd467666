"""What speaks for and against an invoice: each question with its answer in words."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.money.calculations.commitments import OrderStanding, commitment, ordered_under
from milepost.domain.money.models import Invoice, PurchaseOrder
from milepost.domain.projects.models import Deliverable

CENT = Decimal("0.01")
ACCEPTED = (Deliverable.State.ACCEPTED, Deliverable.State.CONDITIONS)


class Finding(NamedTuple):
    """One question of the review; what does not hold either stops approval or wants a reason."""

    question: str
    holds: bool
    words: str
    stops: bool = False


class Review(NamedTuple):
    """An invoice beside its order, and what was found."""

    invoice: Invoice
    standing: OrderStanding
    ceiling_left: Decimal | None
    """What the ceiling leaves beyond all that is ordered under it; `None` without a ceiling."""
    findings: list[Finding]

    @property
    def is_stopped(self) -> bool:
        return any(one.stops and not one.holds for one in self.findings)

    @property
    def wants_reason(self) -> bool:
        return any(not one.holds for one in self.findings)


def retainage_of(order: PurchaseOrder, billed: Decimal) -> Decimal:
    """Give what is held back of an amount, to the cent, half a cent up."""
    return (billed * order.retainage_percent / 100).quantize(CENT, ROUND_HALF_UP)


def review_of(invoice: Invoice) -> Review:
    """Ask of an invoice what a careful reader would."""
    standing = commitment(invoice.order)
    ceiling = invoice.order.ceiling
    left = None if ceiling is None else ceiling.amount - ordered_under([ceiling])[ceiling.pk]
    if invoice.kind == Invoice.Kind.RETAINAGE:
        findings = [*_release(invoice, standing)]
    else:
        findings = [*_lines(invoice, standing), *_receipts(invoice, standing), *_retainage(invoice)]
    return Review(invoice, standing, left, [*findings, *_ceiling(left), *_twice(invoice)])


def _lines(invoice: Invoice, standing: OrderStanding) -> Iterator[Finding]:
    by_line = {one.line.pk: one for one in standing.lines}
    for line in invoice.lines.all():
        found = by_line[line.line_id]
        # What is approved already stands among what is invoiced.
        left = found.left if invoice.is_waiting else found.left + line.amount
        yield Finding(
            gettext("Line {number}: within what is ordered?").format(number=found.line.number),
            line.amount <= left,
            gettext("{amount:,.2f} billed, {left:,.2f} of {ordered:,.2f} not invoiced yet.").format(
                amount=line.amount, left=left, ordered=found.ordered
            ),
            stops=True,
        )


def _receipts(invoice: Invoice, standing: OrderStanding) -> Iterator[Finding]:
    by_line = {one.line.pk: one for one in standing.lines}
    for line in invoice.lines.all():
        found = by_line[line.line_id]
        before = found.invoiced if invoice.is_waiting else found.invoiced - line.amount
        good = found.received - before
        yield Finding(
            gettext("Line {number}: received and found good?").format(number=found.line.number),
            line.amount <= good,
            gettext("{good:,.2f} received and not invoiced before.").format(good=good),
        )
    under = list(Deliverable.objects.filter(receipts__line__invoiced__invoice=invoice).distinct())
    if under:
        names = ", ".join(f"{one.name} ({one.get_state_display().lower()})" for one in under)
        holds = all(one.state in ACCEPTED for one in under)
        yield Finding(gettext("Deliverables accepted?"), holds, names)


def _retainage(invoice: Invoice) -> Iterator[Finding]:
    wanted = retainage_of(invoice.order, invoice.billed)
    yield Finding(
        gettext("Retainage held as agreed?"),
        invoice.retained == wanted,
        gettext("{held:,.2f} held back; {percent} % is {wanted:,.2f}.").format(
            held=invoice.retained, percent=invoice.order.retainage_percent.normalize(), wanted=wanted
        ),
    )


def _release(invoice: Invoice, standing: OrderStanding) -> Iterator[Finding]:
    held = standing.retained - (0 if invoice.is_waiting else invoice.retained)
    yield Finding(
        gettext("Within what is held back?"),
        -invoice.retained <= held,
        gettext("{amount:,.2f} released of {held:,.2f} held.").format(amount=-invoice.retained, held=held),
        stops=True,
    )
    yield Finding(
        gettext("Order received in full?"),
        standing.received >= standing.ordered,
        gettext("{received:,.2f} received of {ordered:,.2f} ordered.").format(
            received=standing.received, ordered=standing.ordered
        ),
    )


def _ceiling(left: Decimal | None) -> Iterator[Finding]:
    if left is not None:
        yield Finding(
            gettext("Within the not-to-exceed?"),
            left >= 0,
            gettext("{left:,.2f} left beyond all that is ordered under it.").format(left=left),
            stops=True,
        )


def _twice(invoice: Invoice) -> Iterator[Finding]:
    others = Invoice.objects.filter(number__iexact=invoice.number, order__vendor=invoice.order.vendor)
    other = others.exclude(pk=invoice.pk).select_related("order").first()
    yield Finding(
        gettext("Billed once only?"),
        other is None,
        gettext("No other invoice of this vendor has the number.")
        if other is None
        else gettext("{order} has an invoice of the same number.").format(
            order=other.order.number or other.order
        ),
    )
