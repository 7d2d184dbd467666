"""Files of the ledger: how each source is read, what a file would do, and posting it."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.money.actions.importing_ledger import (
    CannotImportLedger,
    bring_ledger,
    discard_ledger,
    keep_source,
    post_ledger,
)
from milepost.domain.money.calculations.corrections import corrections_of
from milepost.domain.money.models import LedgerImport, LedgerSource
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.ledger_forms import LedgerFileForm, PostingForm, SourceForm
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.source_presets import PRESETS
from milepost.web.refusals import shown_in

LISTED = 30
State = LedgerImport.State


@for_persons
@require_http_methods(["GET", "POST"])
def imports(request: AskedBy) -> HttpResponse:
    """List the sources and the files brought, and take another."""
    require_ledger(request)
    form = LedgerFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with shown_in(form, CannotImportLedger):
            brought = bring_ledger(
                form.cleaned_data["source"],
                file,
                file.name,
                control_total=form.cleaned_data["control_total"],
                by=request.person,
                at=now(),
            )
            return redirect("ledger:import", brought.pk)
    brought_files = LedgerImport.objects.exclude(source=None).select_related("source", "attachment", "by")
    return show(
        request,
        "ledger/imports.html",
        tab="ledger:imports",
        status=422 if form.errors else 200,
        form=form,
        sources=LedgerSource.objects.all(),
        files=brought_files[:LISTED],
        may_import=may(request.person, "money.import_ledger"),
    )


@for_persons
@require_GET
def one_import(request: AskedBy, import_id: int) -> HttpResponse:
    """Show what posting a file would do, or how far reading it is."""
    brought = _brought(request, import_id)
    is_reading = brought.state == State.READING
    if request.headers.get("HX-Request") and is_reading:
        return render(request, "ledger/reading.html", {"brought": brought})
    summary = brought.summary
    sums = ("file_total", "new_total", "corrected_total", "closed_total", "unmatched_total")
    shown = {
        "brought": brought,
        "is_reading": is_reading,
        "source_key": str(brought.source_id),
        "summary": summary,
        "sums": {name: Decimal(summary[name]) for name in sums if name in summary},
        "rejects": [
            {**reject, "amount": None if reject["amount"] is None else Decimal(reject["amount"])}
            for reject in summary.get("rejects", ())
        ],
        "difference": brought.difference,
        "corrected": corrections_of(brought)[:LISTED] if summary.get("corrected") else [],
        "form": PostingForm(),
        "may_import": may(request.person, "money.import_ledger"),
        "trail": _trail(),
    }
    response = render(request, "ledger/import.html", shown)
    if request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


@for_persons
@require_POST
def decision(request: AskedBy, import_id: int) -> HttpResponse:
    """Post a file that was read, or put it aside."""
    brought = _brought(request, import_id)
    try:
        if request.POST.get("decision") == "discard":
            discard_ledger(brought, by=request.person, at=now())
            messages.info(request, gettext("{brought} is put aside.").format(brought=brought))
        else:
            post_ledger(brought, reason=request.POST.get("reason", ""), by=request.person, at=now())
            messages.success(request, gettext("{brought} is posted.").format(brought=brought))
    except CannotImportLedger as refusal:
        messages.error(request, str(refusal))
    return redirect("ledger:import", brought.pk)


@for_persons
@require_http_methods(["GET", "POST"])
def source(request: AskedBy, source_id: int | None = None) -> HttpResponse:
    """Say what an extract holds and which column is what."""
    require(request.person, "money.import_ledger")
    kept = get_object_or_404(LedgerSource, pk=source_id) if source_id else LedgerSource()
    preset = PRESETS.get(request.GET.get("from", "")) if kept.pk is None else None
    form = SourceForm(request.POST or None, source=kept, preset=preset)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotImportLedger):
            keep_source(kept, form.values, by=request.person, at=now())
            messages.success(request, gettext("{source} is kept.").format(source=kept))
            return redirect("ledger:imports")
    title = str(kept) if kept.pk else gettext("New source")
    presets: list[tuple[str, object]] = (
        [(name, one.name) for name, one in PRESETS.items()] if kept.pk is None else []
    )
    shown = {"form": form, "title": title, "trail": _trail(), "presets": presets}
    return render(request, "ledger/source.html", shown, status=422 if form.errors else 200)


def _brought(request: AskedBy, import_id: int) -> LedgerImport:
    require_ledger(request)
    found = LedgerImport.objects.exclude(source=None).select_related("source", "attachment", "by", "job")
    return get_object_or_404(found, pk=import_id)


def _trail() -> list[dict[str, str]]:
    return [
        {"label": gettext("Money"), "url": reverse("ledger:funds")},
        {"label": gettext("Imports"), "url": reverse("ledger:imports")},
    ]
