"""A project's whole record for who asks for public records: asked for, waited for, and handed out."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.made_files import open_file
from milepost.domain.common.models import JobRun
from milepost.domain.people.permissions import require
from milepost.domain.reports.actions.exporting_record import export_record
from milepost.domain.reports.queries import RECORD_JOB
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show


@for_persons
@require_POST
def record(request: AskedBy, project_id: int) -> HttpResponse:
    """Have the archive made."""
    project = project_for(request, project_id)
    run = export_record(project, by=request.person, at=now())
    return redirect("documents:record-run", project.pk, run.pk)


@for_persons
@require_GET
def record_run(request: AskedBy, project_id: int, run_id: int) -> HttpResponse:
    """Show how far an archive of one's own is, and offer it when it is there."""
    project = project_for(request, project_id)
    run = _own(request, project_id, run_id)
    return show(request, project, "documents/record.html", tab="documents", run=run)


@for_persons
@require_GET
def record_file(request: AskedBy, project_id: int, run_id: int) -> HttpResponseBase:
    """Hand an archive of one's own out."""
    project = project_for(request, project_id)
    require(request.person, "reports.export_record", project)
    run = _own(request, project_id, run_id)
    file = open_file(run)
    if file is None or run.result is None:
        raise Http404
    return FileResponse(file, as_attachment=True, filename=run.result["name"])


def _own(request: AskedBy, project_id: int, run_id: int) -> JobRun:
    asked = {"job": RECORD_JOB, "by": request.person.account, "arguments__project_id": project_id}
    return get_object_or_404(JobRun, pk=run_id, **asked)
