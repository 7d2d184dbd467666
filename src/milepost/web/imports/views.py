"""Bring a file, see what it would do, and only then have it written."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common import jobs
from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.importing import (
    CannotImport,
    confirm_import,
    discard_import,
    stage_import,
)
from milepost.domain.projects.actions.undoing import can_undo, undo_change
from milepost.domain.projects.models import ScheduleImport
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.imports.forms import UploadForm
from milepost.web.imports.presenting import presented
from milepost.web.imports.tables import IMPORTS, visible_imports
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

State = ScheduleImport.State


@for_persons
@require_http_methods(["GET", "POST"])
def imports(request: AskedBy) -> HttpResponseBase:
    """Offer the upload and list what was brought."""
    table = TableView(request, IMPORTS)
    if request.method == "GET" and (answer := answer_to(table)):
        return answer
    start = {"project": request.GET.get("project"), "department": request.person.department_id}
    form = UploadForm(request.POST or None, request.FILES or None, person=request.person, initial=start)
    if form.is_bound and form.is_valid():
        staged = stage_import(
            form.cleaned_data["file"].file,
            form.cleaned_data["file"].name,
            project=form.cleaned_data["project"],
            department=form.cleaned_data["department"],
            name=form.cleaned_data["name"],
            by=request.person,
            at=now(),
        )
        return redirect("imports:import", staged.pk)
    shown = {
        "form": form,
        "table": table,
        "may_import_list": may(request.person, "projects.import_list"),
    }
    return render(request, "imports/imports.html", shown, status=422 if form.is_bound else 200)


@for_persons
@require_GET
def one_import(request: AskedBy, import_id: int) -> HttpResponse:
    """Show how an import stands: being read, ready to confirm, done, or refused."""
    staged = import_for(request, import_id)
    is_waiting = (
        staged.run is not None and not staged.run.is_over and staged.state in (State.READING, State.APPLYING)
    )
    if request.headers.get("HX-Request") and is_waiting:
        return render(request, "imports/progress.html", {"staged": staged})
    can_reverse = (
        staged.change_set and staged.project and can_undo(request.person, staged.change_set, staged.project)
    )
    shown = {
        "staged": staged,
        "is_waiting": is_waiting,
        "can_reverse": can_reverse,
        "trail": [{"label": "Import", "url": reverse("imports:imports")}],
        **presented(staged),
    }
    response = render(request, "imports/import.html", shown)
    if request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


@for_persons
@require_POST
def confirmation(request: AskedBy, import_id: int) -> HttpResponse:
    """Have a previewed file written."""
    return _done(request, import_id, confirm_import)


@for_persons
@require_POST
def dismissal(request: AskedBy, import_id: int) -> HttpResponse:
    """Put a previewed file aside."""
    return _done(request, import_id, discard_import)


@for_persons
@require_POST
def cancellation(request: AskedBy, import_id: int) -> HttpResponse:
    """Ask the reading or writing of a file to stop."""
    staged = import_for(request, import_id)
    if staged.run is not None and staged.by == request.person:
        jobs.cancel(staged.run)
    return redirect("imports:import", import_id)


@for_persons
@require_POST
def reversal(request: AskedBy, import_id: int) -> HttpResponse:
    """Take an import back."""
    staged = import_for(request, import_id)
    try:
        if staged.change_set is None:
            raise CannotUndo(gettext("This file has not been imported."))
        undo_change(staged.change_set, by=request.person, at=now())
    except CannotUndo as error:
        messages.error(request, str(error))
    return redirect("imports:import", import_id)


def import_for(request: AskedBy, import_id: int) -> ScheduleImport:
    """Give an import that the person who asks may see, or raise `Http404`."""
    related = visible_imports(request.person).select_related(
        "attachment", "project", "department", "by", "run"
    )
    return get_object_or_404(related, pk=import_id)


def _done(request: AskedBy, import_id: int, act: Callable[..., None]) -> HttpResponse:
    try:
        act(import_for(request, import_id), by=request.person, at=now())
    except CannotImport as error:
        messages.error(request, str(error))
    return redirect("imports:import", import_id)
