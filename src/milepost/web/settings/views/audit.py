"""The record of changes: its seals, their verification, and every change set."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.common.actions.redacting import CannotRedact
from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import AuditSeal, Change, ChangeSet, JobRun
from milepost.domain.people.actions.keeping_records import erase_change
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.settings.page import show
from milepost.web.settings.tables import AUDIT
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

TAB = "Audit"
JOB = "common.verify_chain"
PER_PAGE = 50


@for_persons
def audit(request: AskedBy) -> HttpResponseBase:
    """Show the chain's state and list the change sets, the latest first."""
    require(request.person, "common.view_audit")
    table = TableView(request, AUDIT)
    if answer := answer_to(table):
        return answer
    return show(
        request,
        "settings/audit.html",
        tab=TAB,
        table=table,
        seal=AuditSeal.objects.order_by("-id").first(),
        unsealed=ChangeSet.objects.filter(seal=None).count(),
        run=JobRun.objects.filter(job=JOB).first(),
    )


@for_persons
@require_POST
def verification(request: AskedBy) -> HttpResponse:
    """Have the whole chain recomputed in the background."""
    require(request.person, "common.view_audit")
    enqueue(JOB, by=request.person.account)
    messages.info(
        request, gettext("The chain is being verified. This page shows the result when it is there.")
    )
    return redirect("settings:audit")


@for_persons
def change_set(request: AskedBy, change_set_id: int) -> HttpResponse:
    """Show one change set: every row and field, before and after."""
    require(request.person, "common.view_audit")
    shown_set = get_object_or_404(ChangeSet.objects.select_related("seal", "undoes"), pk=change_set_id)
    page = Paginator(shown_set.changes.all(), PER_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "settings/change_set.html",
        tab=TAB,
        change_set=shown_set,
        page=page,
        rows=[(change, _fields(change)) for change in page],
        may_redact=may(request.person, "common.redact_change"),
    )


@for_persons
@require_POST
def redaction(request: AskedBy, change_id: int) -> HttpResponse:
    """Erase what a change recorded, where a law or order asks for it."""
    change = get_object_or_404(Change, pk=change_id)
    try:
        erase_change(change, by=request.person, at=now(), reason=request.POST.get("reason", "")[:2000])
        messages.success(request, gettext("The values are erased; the chain still holds."))
    except CannotRedact as refusal:
        messages.error(request, str(refusal))
    return redirect("settings:change-set", change.change_set_id)


def _fields(change: Change) -> list[tuple[str, Any, Any]]:
    return [(name.replace("_", " "), was, became) for name, (was, became) in (change.values or {}).items()]
