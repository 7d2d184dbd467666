"""What was changed on a project, by whom and why; and the way to take it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.projects.actions.undoing import can_undo, undo_change
from milepost.domain.projects.calculations.history import entries_of
from milepost.domain.projects.queries import change_sets_of
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered
from milepost.web.projects.workspace import show

PAGE = 50


@for_persons
@require_GET
def history(request: AskedBy, project_id: int) -> HttpResponse:
    """List the changes, the latest first."""
    project = project_for(request, project_id)
    page = Paginator(change_sets_of(project), PAGE).get_page(request.GET.get("page"))
    entries = [
        (entry, can_undo(request.person, entry.change_set, project))
        for entry in entries_of(project, list(page), seen_by=request.person)
    ]
    return show(request, project, "projects/history.html", tab="history", page=page, entries=entries)


@for_persons
@require_POST
def reversal(request: AskedBy, project_id: int, change_set_id: int) -> HttpResponse:
    """Take a change back, and say what that does."""
    project = project_for(request, project_id)
    change_set = get_object_or_404(change_sets_of(project), pk=change_set_id)
    try:
        consequence = undo_change(change_set, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:history", project.pk)
    if consequence is None:
        messages.success(
            request,
            gettext("{name} was removed with everything the file had brought.").format(name=project.name),
        )
        return redirect("projects:projects")
    return answered(request, project, consequence, to="projects:schedule")
