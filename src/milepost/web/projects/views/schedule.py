"""A project's schedule: the Gantt with its document, and its tasks as a table."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.projects.models import Baseline, Project
from milepost.web.access import AskedBy, for_persons
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import pending
from milepost.web.projects.schedule_document import is_open_to_edits, schedule_response
from milepost.web.projects.tables.tasks import TASKS
from milepost.web.projects.workspace import show
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
@require_GET
def schedule(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the schedule as a chart."""
    project = project_for(request, project_id)
    baseline = _chosen_baseline(request, project)
    return show(
        request,
        project,
        "projects/schedule.html",
        tab="schedule",
        baselines=project.baselines.all(),
        baseline=baseline,
        is_editable=is_open_to_edits(request, project),
        has_tasks=project.tasks.exists(),
        consequence=pending(request, project),
    )


@for_persons
@require_http_methods(["GET", "POST"])
def tasks(request: AskedBy, project_id: int) -> HttpResponseBase:
    """Show the schedule as a table of its tasks."""
    project = project_for(request, project_id)
    table = TableView(request, TASKS, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    return show(
        request,
        project,
        "projects/tasks.html",
        tab="schedule",
        table=table,
        is_editable=is_open_to_edits(request, project),
        has_tasks=project.tasks.exists(),
        consequence=pending(request, project),
    )


@for_persons
@require_GET
def document(request: AskedBy, project_id: int) -> HttpResponse:
    """Give the Gantt its document; the answer is empty while the reader's is still the latest."""
    project = project_for(request, project_id)
    return schedule_response(request, project, _chosen_baseline(request, project))


def _chosen_baseline(request: AskedBy, project: Project) -> Baseline | None:
    """Give the baseline that the address names, or else the last one."""
    baselines: QuerySet[Baseline] = project.baselines.order_by("-number")
    number = request.GET.get("baseline", "")
    return (baselines.filter(number=number) if number.isdecimal() else baselines).first()
