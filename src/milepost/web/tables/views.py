"""Exports that are made in the background: how far they are, and the file."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common import jobs
from milepost.domain.common.made_files import open_file
from milepost.domain.common.models import JobRun
from milepost.web.access import AskedBy, for_persons
from milepost.web.tables.answering import EXPORT_JOBS


@for_persons
@require_GET
def export(request: AskedBy, run_id: int) -> HttpResponse:
    """Show how far an export of one's own is, and offer its file when it is there."""
    run = _own(request, run_id)
    is_waiting = not run.is_over
    if request.headers.get("HX-Request") and is_waiting:
        return render(request, "tables/export_progress.html", {"run": run})
    response = render(request, "tables/export.html", {"run": run, "is_waiting": is_waiting})
    if request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


@for_persons
@require_GET
def export_file(request: AskedBy, run_id: int) -> HttpResponseBase:
    """Give the file of an export of one's own."""
    run = _own(request, run_id)
    file = open_file(run)
    if file is None or run.result is None:
        return render(request, "tables/export.html", {"run": run, "is_waiting": False}, status=404)
    return FileResponse(file, as_attachment=True, filename=run.result["name"])


@for_persons
@require_POST
def cancellation(request: AskedBy, run_id: int) -> HttpResponse:
    """Ask an export of one's own to stop."""
    jobs.cancel(_own(request, run_id))
    return redirect("tables:export", run_id)


def _own(request: AskedBy, run_id: int) -> JobRun:
    return get_object_or_404(JobRun, pk=run_id, job__in=EXPORT_JOBS, by=request.person.account)
