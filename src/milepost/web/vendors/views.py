"""Vendors, the running log of one ready for the weekly call, and its entries."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.vendor_log import (
    add_vendor_entry,
    edit_vendor_entry,
    reopen_vendor_entry,
    settle_vendor_entry,
)
from milepost.domain.governance.calculations.vendor_log import vendor_log
from milepost.domain.governance.models import VendorEntry
from milepost.domain.people.models import Organization
from milepost.domain.people.permissions import Refused, may, may_anywhere
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView
from milepost.web.vendors.forms import SettlementForm, VendorEntryForm
from milepost.web.vendors.tables import VENDOR_ENTRIES, VENDORS, may_enter


@for_persons
@require_http_methods(["GET", "POST"])
def vendors(request: AskedBy) -> HttpResponseBase:
    """List vendors and partners with what is open with each."""
    _require_entry(request)
    table = TableView(request, VENDORS)
    shown = {"table": table, "may_see_units": may(request.person, "people.view_settings")}
    return answer_to(table) or render(request, "vendors/vendors.html", shown)


@for_persons
@require_GET
def log(request: AskedBy, organization_id: int) -> HttpResponse:
    """Show all that is open with a vendor over all projects, ready for the call and for print."""
    organization = _organization(request, organization_id)
    day = today()
    found = vendor_log(organization, seen_by=request.person, as_of=day)
    shown = {
        "organization": organization,
        "log": found,
        "late": found.late_count(day),
        "day": day,
        "trail": _trail(),
        "may_write": _may_write(request),
    }
    return render(request, "vendors/log.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def entries(request: AskedBy, organization_id: int) -> HttpResponseBase:
    """List every entry of a vendor's log."""
    organization = _organization(request, organization_id)
    table = TableView(request, VENDOR_ENTRIES, organization_id=organization.pk)
    shown = {"table": table, "organization": organization, "trail": _trail(organization)}
    return answer_to(table) or render(request, "vendors/entries.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def new_entry(request: AskedBy, organization_id: int) -> HttpResponse:
    """Write a line into a vendor's log."""
    organization = _organization(request, organization_id)
    form = VendorEntryForm(request.POST or None, person=request.person)
    if form.is_bound and form.is_valid():
        with shown_in(form, Refusal, Refused):
            add_vendor_entry(organization, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The log has the entry."))
            return redirect("vendors:log", organization.pk)
    return _page(request, organization, form, entry=None)


@for_persons
@require_http_methods(["GET", "POST"])
def entry(request: AskedBy, organization_id: int, number: int) -> HttpResponse:
    """Show an entry and take its changes, its settlement, or that it is open again."""
    organization = _organization(request, organization_id)
    found = get_object_or_404(
        VendorEntry.objects.visible_to(request.person).select_related("owner", "project", "by"),
        organization=organization,
        number=number,
    )
    word = request.POST.get("word", "")
    settling = SettlementForm(request.POST if word == "settled" else None)
    form = VendorEntryForm(
        request.POST if request.method == "POST" and not word else None, person=request.person, entry=found
    )
    acted = settling if word == "settled" else form
    if word == "reopened":
        reopen_vendor_entry(found, by=request.person, at=now())
        return redirect("vendors:entry", organization.pk, number)
    if acted.is_bound and acted.is_valid():
        with shown_in(acted, Refusal, Refused):
            if word == "settled":
                settle_vendor_entry(found, **acted.cleaned_data, by=request.person, at=now())
            else:
                edit_vendor_entry(found, acted.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The entry is saved."))
            return redirect("vendors:log", organization.pk)
    return _page(request, organization, form, entry=found, settling=settling)


def _page(
    request: AskedBy,
    organization: Organization,
    form: VendorEntryForm,
    *,
    entry: VendorEntry | None,
    settling: SettlementForm | None = None,
) -> HttpResponse:
    is_refused = bool(form.errors) or bool(settling and settling.errors)
    may_edit = may(request.person, "governance.edit_vendor_log", entry.project) if entry else True
    shown: dict[str, Any] = {
        "organization": organization,
        "form": form,
        "entry": entry,
        "settling": settling or SettlementForm(None),
        "is_editable": may_edit or _may_write(request),
        "trail": _trail(organization),
    }
    return render(request, "vendors/entry.html", shown, status=422 if is_refused else 200)


def _organization(request: AskedBy, pk: int) -> Organization:
    _require_entry(request)
    return get_object_or_404(Organization, pk=pk)


def _require_entry(request: AskedBy) -> None:
    if not may_enter(request.person):
        raise Refused(gettext("The logs of vendors are read by those who work for the city."))


def _may_write(request: AskedBy) -> bool:
    return may_anywhere(request.person, "governance.edit_vendor_log") or request.person.project_roles.exists()


def _trail(organization: Organization | None = None) -> list[dict[str, str]]:
    first = {"label": gettext("Vendors"), "url": reverse("vendors:vendors")}
    if organization is None:
        return [first]
    return [first, {"label": organization.name, "url": reverse("vendors:log", args=[organization.pk])}]
