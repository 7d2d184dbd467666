"""The review of an invoice on one page: its order, what was received, what is left, and the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.invoicing import approve_invoice, candidates, dispute_invoice, pay_invoice
from milepost.domain.money.calculations.invoice_review import review_of
from milepost.domain.money.models import Invoice, LedgerEntry
from milepost.domain.people.permissions import Refused, may
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.access import money_project
from milepost.web.projects.workspace import show


@for_persons
@require_http_methods(["GET", "POST"])
def invoice(request: AskedBy, project_id: int, invoice_id: int) -> HttpResponse:
    """Show what speaks for and against an invoice, and approve or dispute it."""
    project = money_project(request, project_id)
    found = _invoice(project.pk, invoice_id)
    problem = ""
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        act = approve_invoice if request.POST.get("decide") == "approve" else dispute_invoice
        try:
            act(found, reason=reason, by=request.person, at=now())
            messages.success(request, f"{found}: {found.get_state_display()}")
            return redirect("money:invoice", project.pk, found.pk)
        except (Refusal, Refused) as refusal:
            problem = str(refusal)
    return show(
        request, project, "money/invoice.html", tab="money", status=422 if problem else 200, part="orders",
        invoice=found, review=review_of(found), problem=problem, reason=reason,
        can_review=may(request.person, "money.approve_invoice", project) and found.by_id != request.person.pk,
        candidates=candidates(found) if found.state == Invoice.State.APPROVED else [],
        can_match=may(request.person, "money.enter_invoice", project),
    )  # fmt: skip


@for_persons
@require_POST
def payment(request: AskedBy, project_id: int, invoice_id: int) -> HttpResponse:
    """Say by hand which line of the ledger paid an invoice."""
    project = money_project(request, project_id)
    found = _invoice(project.pk, invoice_id)
    chosen = request.POST.get("payment", "")
    entry = next((one for one in candidates(found) if str(one.pk) == chosen), None)
    try:
        pay_invoice(found, entry or LedgerEntry(), by=request.person, at=now())
        messages.success(request, gettext("{invoice} is paid.").format(invoice=found))
    except (Refusal, Refused) as refusal:
        messages.error(request, str(refusal))
    return redirect("money:invoice", project.pk, found.pk)


def _invoice(project_id: int, invoice_id: int) -> Invoice:
    rows = Invoice.objects.select_related("order__project", "order__ceiling", "payment", "by", "decided_by")
    return get_object_or_404(rows.prefetch_related("lines__line"), order__project=project_id, pk=invoice_id)
