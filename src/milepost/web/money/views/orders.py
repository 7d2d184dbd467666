"""A project's purchase orders: the list, one of them with all that hangs on it, and what is done there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.changing_orders import (
    approve_change_order,
    raise_change_order,
    refuse_change_order,
)
from milepost.domain.money.actions.invoicing import enter_invoice, release_retainage
from milepost.domain.money.actions.ordering import expect_order, record_receipt, set_terms
from milepost.domain.money.calculations.commitments import (
    OrderStanding,
    commitment,
    commitments,
    moves_of,
    ordered_under,
)
from milepost.domain.money.models import ChangeOrder, Invoice, PurchaseOrder, Receipt, SpendingLimit
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.money.access import money_project
from milepost.web.money.order_forms import (
    ChangeOrderForm,
    InvoiceForm,
    OrderForm,
    ReceiptForm,
    ReleaseForm,
    TermsForm,
)
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def orders(request: AskedBy, project_id: int) -> HttpResponse:
    """List the project's orders, and expect another."""
    project = money_project(request, project_id)
    form = OrderForm(request.POST or None, project=project, today=today())
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            order = expect_order(project, form.terms, form.lines, by=request.person, at=now())
            messages.success(request, gettext("{order} is kept.").format(order=order))
            return redirect("money:order", project.pk, order.pk)
    waiting = Invoice.objects.filter(order__project=project, state__in=Invoice.WAITING)
    rows = PurchaseOrder.objects.filter(project=project).select_related("ceiling")
    asked = request.GET.get("under", "")
    under = get_object_or_404(SpendingLimit, project=project, pk=asked) if asked.isdecimal() else None
    return show(
        request, project, "money/orders.html", tab="money", status=422 if form.errors else 200, part="orders",
        orders=commitments(rows.filter(ceiling=under) if under else rows), under=under,
        waiting=waiting.select_related("order").prefetch_related("lines"),
        form=form, can_order=may(request.person, "money.enter_order", project) and not project.is_over,
    )  # fmt: skip


@for_persons
@require_GET
def order(request: AskedBy, project_id: int, order_id: int) -> HttpResponse:
    """Show an order with its lines, changes, receipts and invoices."""
    return _page(request, *_order(request, project_id, order_id))


@for_persons
@require_POST
def terms(request: AskedBy, project_id: int, order_id: int) -> HttpResponse:
    """Change what an order says of itself."""
    project, found = _order(request, project_id, order_id)
    form = TermsForm(request.POST, project=project, order=found, today=today())
    return _done(
        request, found, form, "terms", lambda: set_terms(found, form.terms, by=request.person, at=now())
    )


@for_persons
@require_POST
def changes(request: AskedBy, project_id: int, order_id: int) -> HttpResponse:
    """Raise a change order."""
    _project, found = _order(request, project_id, order_id)
    form = ChangeOrderForm(request.POST, lines=list(found.lines.all()), prefix="change")

    def act() -> None:
        reason = form.cleaned_data["reason"]
        change = raise_change_order(found, form.amounts, reason=reason, by=request.person, at=now())
        if change.state == ChangeOrder.State.COUNCIL:
            messages.warning(
                request,
                gettext("{change} passes what council authorized; it needs council.").format(change=change),
            )

    return _done(request, found, form, "change", act)


@for_persons
@require_POST
def change_decision(request: AskedBy, project_id: int, order_id: int, number: int) -> HttpResponse:
    """Approve or refuse a change order."""
    project, found = _order(request, project_id, order_id)
    change = get_object_or_404(
        ChangeOrder.objects.select_related("order__project"), order=found, number=number
    )
    act = approve_change_order if request.POST.get("decide") == "approve" else refuse_change_order
    try:
        act(change, decision=request.POST.get("decision", ""), by=request.person, at=now())
        messages.success(request, f"{change}: {change.get_state_display()}")
    except (Refusal, Refused) as refusal:
        messages.error(request, str(refusal))
    return redirect("money:order", project.pk, found.pk)


@for_persons
@require_POST
def receipts(request: AskedBy, project_id: int, order_id: int) -> HttpResponse:
    """Record a receipt."""
    _project, found = _order(request, project_id, order_id)
    form = ReceiptForm(request.POST, order=found, prefix="receipt")
    return _done(
        request,
        found,
        form,
        "receipt",
        lambda: record_receipt(**form.cleaned_data, by=request.person, at=now()),
    )


@for_persons
@require_POST
def invoices(request: AskedBy, project_id: int, order_id: int) -> HttpResponse:
    """Enter an invoice."""
    _project, found = _order(request, project_id, order_id)
    form = InvoiceForm(request.POST, lines=list(found.lines.all()), prefix="invoice")

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("on", "due_on", "retained")}
        enter_invoice(found, form.cleaned_data["number"], form.amounts, **said, by=request.person, at=now())

    return _done(request, found, form, "invoice", act)


@for_persons
@require_POST
def release(request: AskedBy, project_id: int, order_id: int) -> HttpResponse:
    """Ask that retainage be released."""
    _project, found = _order(request, project_id, order_id)
    form = ReleaseForm(request.POST, prefix="release")
    return _done(
        request, found, form, "release",
        lambda: release_retainage(found, **form.cleaned_data, by=request.person, at=now()),
    )  # fmt: skip


def _order(request: AskedBy, project_id: int, order_id: int) -> tuple[Project, PurchaseOrder]:
    project = money_project(request, project_id)
    rows = PurchaseOrder.objects.select_related("project", "ceiling", "by")
    return project, get_object_or_404(rows, project=project, pk=order_id)


def _done(
    request: AskedBy, found: PurchaseOrder, form: Form, name: str, act: Callable[[], object]
) -> HttpResponse:
    """Act on a form that is valid; what is refused is shown on the order's page with what was typed."""
    if form.is_valid():
        with shown_in(form, Refusal, Refused):
            act()
            messages.success(request, gettext("It is kept."))
            return redirect("money:order", found.project_id, found.pk)
    return _page(request, found.project, found, **{name: form})


def _page(request: AskedBy, project: Project, found: PurchaseOrder, **bound: Form) -> HttpResponse:
    standing = commitment(found)
    lines = [one.line for one in standing.lines]
    forms: dict[str, Any] = {
        "terms": TermsForm(None, project=project, order=found, today=today()),
        "change": ChangeOrderForm(None, lines=lines, prefix="change"),
        "receipt": ReceiptForm(None, order=found, prefix="receipt"),
        "invoice": InvoiceForm(None, lines=lines, prefix="invoice"),
        "release": ReleaseForm(None, prefix="release"),
        **bound,
    }
    person = request.person
    bills = list(found.invoices.select_related("payment", "by").prefetch_related("lines"))
    return show(
        request, project, "money/order.html", tab="money", status=422 if bound else 200, part="orders",
        order=found, standing=standing, **_ceiling(standing), forms=forms, failed=next(iter(bound), ""),
        changes=found.changes.select_related("by", "decided_by").prefetch_related("lines__line"),
        receipts=Receipt.objects.filter(line__order=found).select_related("line", "deliverable", "by"),
        invoices=[one for one in bills if not one.is_waiting], waiting=[one for one in bills if one.is_waiting],
        moves=moves_of(standing),
        can_enter=may(person, "money.enter_order", project) and not project.is_over,
        can_decide=may(person, "money.approve_change_order", project),
        can_receive=may(person, "money.record_receipt", project),
    )  # fmt: skip


def _ceiling(standing: OrderStanding) -> dict[str, Any]:
    """Give what is ordered under the order's ceiling, and what is left of it."""
    ceiling = standing.order.ceiling
    if ceiling is None:
        return {}
    used = ordered_under([ceiling])[ceiling.pk]
    return {"ceiling_used": used, "ceiling_left": ceiling.amount - used}
