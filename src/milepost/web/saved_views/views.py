"""Views are saved from any page, and renamed, shared and deleted on their own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.actions.saving_views import (
    delete_view,
    edit_view,
    may_keep,
    open_with,
    save_view,
)
from milepost.domain.people.models import SavedView
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in
from milepost.web.saved_views.addresses import address_of, kept_query, opening, way_back
from milepost.web.saved_views.forms import ViewForm


@for_persons
@require_GET
def index(request: AskedBy) -> HttpResponse:
    """List the views a person sees: one's own and the shared ones."""
    found = SavedView.objects.visible_to(request.person).select_related("owner", "department")
    first = set(request.person.default_views.values_list("view_id", flat=True))
    rows = [
        (one, opening(one), one.pk in first, may_keep(request.person, one))
        for one in found.order_by("page", "name")
    ]
    return render(request, "views/views.html", {"rows": rows})


@for_persons
@require_http_methods(["GET", "POST"])
def new_view(request: AskedBy) -> HttpResponse:
    """Keep the state of the page that sent this form."""
    sent = request.POST or request.GET
    page, query = sent.get("page", ""), kept_query(sent.get("query", ""))
    form = ViewForm(request.POST or None, by=request.person)
    if form.is_valid():
        with shown_in(form, Refusal):
            saved = save_view(page, query=query, by=request.person, at=now(), **form.values)
            messages.success(request, gettext("“{saved}” is saved.").format(saved=saved))
            return _shown(request, saved)
    shown = {"form": form, "page_name": page, "query": query, "back": way_back(request)}
    return render(request, "views/view.html", shown, status=422 if form.errors else 200)


@for_persons
@require_http_methods(["GET", "POST"])
def view(request: AskedBy, view_id: int) -> HttpResponse:
    """Rename or share a view."""
    found = _view(request, view_id)
    form = ViewForm(request.POST or None, by=request.person, view=found)
    if form.is_valid():
        with shown_in(form, Refusal):
            edit_view(found, by=request.person, at=now(), **form.values)
            messages.success(request, gettext("“{found}” is saved.").format(found=found))
            return _shown(request, found)
    shown = {
        "form": form,
        "view": _view(request, view_id),
        "is_kept": may_keep(request.person, found),
        "back": way_back(request),
    }
    return render(request, "views/view.html", shown, status=422 if form.errors else 200)


@for_persons
@require_POST
def query(request: AskedBy, view_id: int) -> HttpResponse:
    """Let a view show what the page shows now."""
    found = _view(request, view_id)
    try:
        edit_view(found, by=request.person, at=now(), query=kept_query(request.POST.get("query", "")))
        messages.success(request, gettext("“{found}” now shows what you see.").format(found=found))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _shown(request, found)


@for_persons
@require_POST
def removal(request: AskedBy, view_id: int) -> HttpResponse:
    """Delete a view."""
    found = _view(request, view_id)
    try:
        delete_view(found, by=request.person, at=now())
        messages.success(request, gettext("“{found}” is deleted.").format(found=found))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request) or "views:index")


@for_persons
@require_POST
def opening_choice(request: AskedBy) -> HttpResponse:
    """Choose the view that a page opens with, or none."""
    chosen = request.POST.get("view", "")
    found = _view(request, int(chosen)) if chosen.isdecimal() else None
    open_with(request.POST.get("page", ""), found, by=request.person, at=now())
    messages.success(
        request,
        gettext("This page opens with “{found}”.").format(found=found)
        if found
        else gettext("This page opens as it comes."),
    )
    return _shown(request, found) if found else redirect(f"{way_back(request) or '/'}?view=")


def _view(request: AskedBy, view_id: int) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.person), pk=view_id)


def _shown(request: AskedBy, view: SavedView) -> HttpResponse:
    """Go back to the page, now showing the view."""
    back = way_back(request)
    return redirect(address_of(view, back) if back else "views:index")
