"""Ledger entries: the list, one of them with what it is allocated to, and what takes it back."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.money.actions.allocating import CannotAllocate, allocate
from milepost.domain.money.actions.entering import CannotEnter
from milepost.domain.money.actions.entering import reverse as take_back
from milepost.domain.money.models import LedgerEntry, State
from milepost.domain.people.permissions import Refused, may, may_anywhere
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.money.ledger_forms import AllocationForm, ReversalForm
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.tables.entries import ENTRIES
from milepost.web.refusals import shown_in
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

FLAG_WORDS = {
    "closed_year": "Its fiscal year is closed.",
    "other_year": "Its date lies outside its fiscal year.",
    "new_code": "It names a code that the chart of accounts did not have.",
    "corrected": "It corrects what an earlier extract said.",
    "closed": "It takes back what the latest extract does not name any more.",
}


@for_persons
@require_http_methods(["GET", "POST"])
def entries(request: AskedBy) -> HttpResponseBase:
    """List the lines of the ledger."""
    require_ledger(request)
    table = TableView(request, ENTRIES)
    return answer_to(table) or show(request, "ledger/entries.html", tab="ledger:entries", table=table)


@for_persons
@require_http_methods(["GET", "POST"])
def entry(request: AskedBy, entry_id: int) -> HttpResponse:
    """Show an entry, and give it to projects."""
    found = _entry(request, entry_id)
    seen = set(Project.objects.visible_to(request.person).values_list("pk", flat=True))
    shares = list(found.allocations.select_related("project"))
    form = AllocationForm(request.POST or None, person=request.person, shares=shares)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotAllocate, Refused):
            allocate([found], form.shares, reason=form.cleaned_data["reason"], by=request.person, at=now())
            messages.success(request, gettext("{entry} is allocated.").format(entry=found))
            return redirect("ledger:entry", found.pk)
    shown = {
        "entry": found,
        "shares": [(share, share.project_id is None or share.project_id in seen) for share in shares],
        "flags": [FLAG_WORDS[flag] for flag in found.flags if flag in FLAG_WORDS],
        "versions": _of_the_line(found),
        "form": form,
        "may_allocate": may_anywhere(request.person, "money.allocate"),
        "may_reverse": may(request.person, "money.adopt_budget") and not (found.source_id or found.brought_by_id)
        and found.state != State.ENCUMBERED,
        "reversal": ReversalForm(),
        "reversed_by": LedgerEntry.objects.filter(reverses=found).first(),
        "trail": [
            {"label": gettext("Money"), "url": reverse("ledger:funds")},
            {"label": gettext("Ledger"), "url": reverse("ledger:entries")},
        ],
    }  # fmt: skip
    return render(request, "ledger/entry.html", shown, status=422 if form.errors else 200)


@for_persons
@require_POST
def reversal(request: AskedBy, entry_id: int) -> HttpResponse:
    """Take an entry of Milepost's own back."""
    found = _entry(request, entry_id)
    try:
        opposite = take_back(
            found, reason=request.POST.get("reason", ""), on=today(), by=request.person, at=now()
        )
    except CannotEnter as refusal:
        messages.error(request, str(refusal))
        return redirect("ledger:entry", found.pk)
    messages.success(request, gettext("{entry} takes it back.").format(entry=opposite))
    return redirect("ledger:entry", opposite.pk)


def _of_the_line(entry: LedgerEntry) -> QuerySet[LedgerEntry]:
    """Give what its source says of a line, or of an order's line also what rolled it from year to year."""
    rows = LedgerEntry.posted().filter(document=entry.document, line=entry.line, state=entry.state)
    if entry.state != State.ENCUMBERED:
        rows = rows.filter(source=entry.source)
    return rows.order_by("fiscal_year", "on", "pk")


def _entry(request: AskedBy, entry_id: int) -> LedgerEntry:
    require_ledger(request)
    related = ("fund", "cost_center", "account", "source", "brought_by__attachment", "by", "reverses")
    return get_object_or_404(LedgerEntry.posted().select_related(*related), pk=entry_id)
