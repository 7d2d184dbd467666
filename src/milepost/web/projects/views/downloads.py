"""A project's schedule as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from milepost.domain.projects.actions.exporting import prepare_schedule_file
from milepost.domain.projects.calculations.schedule_file import file_name
from milepost.domain.projects.calculations.schedule_file import schedule_file as content_of
from milepost.web.access import AskedBy, for_persons
from milepost.web.files import TYPES, file_response
from milepost.web.projects.access import project_for


@for_persons
@require_GET
def schedule_file(request: AskedBy, project_id: int, ending: str) -> HttpResponse:
    """Give a project's schedule as a file, a large one after it was written in the background."""
    project = project_for(request, project_id)
    if ending not in TYPES:
        raise Http404
    if run := prepare_schedule_file(project, ending, by=request.person):
        return redirect("tables:export", run.pk)
    return file_response(content_of(project, f".{ending}"), file_name(project, f".{ending}"))
