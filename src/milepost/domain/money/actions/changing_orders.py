"""Change orders are raised, held against what council authorized, and approved or refused by somebody else."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import MOST_AMOUNT
from milepost.domain.money.calculations.commitments import commitment, ordered_under
from milepost.domain.money.models import ChangeOrder, ChangeOrderLine, OrderLine, PurchaseOrder, SpendingLimit
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require

State = ChangeOrder.State


class CannotChangeOrder(Refusal):
    """Says why a change order cannot be raised or decided so; may name its `field`."""


def raise_change_order(
    order: PurchaseOrder, amounts: Mapping[OrderLine, Decimal], *, reason: str, by: Person, at: datetime
) -> ChangeOrder:
    """Propose what is added to lines, or taken from them; beyond its ceiling it is routed to council."""
    require(by, "money.enter_order", order.project)
    amounts = {line: amount for line, amount in amounts.items() if amount}
    _check_amounts(order, amounts)
    if not reason.strip():
        raise CannotChangeOrder(gettext("Say why the order changes."), field="reason")
    with recording(
        "money.raise_change_order", by=by.account, at=at, subject=order.project, reason=reason
    ) as record:
        held = PurchaseOrder.objects.select_for_update().get(pk=order.pk)
        total = sum(amounts.values(), Decimal())
        over = excess(order, total)
        change = record.create(
            ChangeOrder(
                order=held, number=held.changes.count() + 1, reason=reason.strip(), by=by, at=at,
                state=State.COUNCIL if over else State.PROPOSED,
            )
        )  # fmt: skip
        record.create_many(
            [ChangeOrderLine(change=change, line=line, amount=amount) for line, amount in amounts.items()]
        )
        record.summary = (
            gettext(
                "{change} of {order}: {total:+,.2f} dollars, {over:,.2f} beyond {ceiling}; it needs council."
            )
            if over
            else gettext("{change} of {order}: {total:+,.2f} dollars.")
        ).format(change=change, order=order, total=total, over=over, ceiling=order.ceiling)
    return change


def approve_change_order(change: ChangeOrder, *, decision: str = "", by: Person, at: datetime) -> None:
    """Let a change order count; one that needs council only once its ceiling was raised far enough."""
    _check_decider(change, by)
    with recording(
        "money.approve_change_order", by=by.account, at=at, subject=change.order.project, reason=decision
    ) as record:
        held = _held(change)
        if held.order.ceiling_id is not None:
            SpendingLimit.objects.select_for_update().get(pk=held.order.ceiling_id)
        total = sum((line.amount for line in held.lines.all()), Decimal())
        over = excess(held.order, total)
        if over:
            raise CannotChangeOrder(
                gettext(
                    "It passes {ceiling} by {over:,.2f}. Council decides first: set the limit under its resolution."
                ).format(ceiling=held.order.ceiling, over=over)
            )
        record.update(held, state=State.APPROVED, decided_by=by, decided_at=at, decision=decision.strip())
        record.summary = gettext("{change} of {order} was approved: {total:+,.2f} dollars.").format(
            change=held, order=held.order, total=total
        )
    change.refresh_from_db()


def refuse_change_order(change: ChangeOrder, *, decision: str, by: Person, at: datetime) -> None:
    """Refuse a change order with a reason."""
    _check_decider(change, by)
    if not decision.strip():
        raise CannotChangeOrder(gettext("Say why it is refused."), field="decision")
    with recording(
        "money.refuse_change_order", by=by.account, at=at, subject=change.order.project, reason=decision
    ) as record:
        held = _held(change)
        record.update(held, state=State.REFUSED, decided_by=by, decided_at=at, decision=decision.strip())
        record.summary = gettext("{change} of {order} was refused.").format(change=held, order=held.order)
    change.refresh_from_db()


def excess(order: PurchaseOrder, amount: Decimal) -> Decimal:
    """Give by how much the ceiling of an order would be passed with an amount more; zero within it or without one."""
    if order.ceiling is None or amount <= 0:
        return Decimal()
    under = ordered_under([order.ceiling])[order.ceiling.pk]
    return max(Decimal(), under + amount - order.ceiling.amount)


def _check_amounts(order: PurchaseOrder, amounts: Mapping[OrderLine, Decimal]) -> None:
    if order.is_closed:
        raise CannotChangeOrder(gettext("This order is closed."))
    if not amounts:
        raise CannotChangeOrder(gettext("Give at least one line an amount."))
    if any(line.order_id != order.pk for line in amounts):
        raise CannotChangeOrder(gettext("Choose lines of this order."))
    if any(abs(amount) > MOST_AMOUNT for amount in amounts.values()):
        raise CannotChangeOrder(gettext("This amount is too large."))
    for one in commitment(order).lines:
        if one.left - one.waiting + amounts.get(one.line, 0) < 0:
            raise CannotChangeOrder(
                gettext("Line {number} would order less than is invoiced.").format(number=one.line.number)
            )


def _check_decider(change: ChangeOrder, by: Person) -> None:
    require(by, "money.approve_change_order", change.order.project)
    if change.by_id == by.pk:
        raise CannotChangeOrder(gettext("Somebody else decides what you have raised."))


def _held(change: ChangeOrder) -> ChangeOrder:
    held = (
        ChangeOrder.objects.select_for_update(of=("self",)).select_related("order__ceiling").get(pk=change.pk)
    )
    if not held.is_waiting:
        raise CannotChangeOrder(gettext("This change order is decided already."))
    return held
