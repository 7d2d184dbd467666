"""A project's schedule: the Gantt with its document, and the same as a table."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from milepost.domain.projects.models import Baseline, Project
from milepost.web.access import AskedBy, for_persons
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import pending
from milepost.web.projects.schedule_document import (
    document_for,
    is_open_to_edits,
    schedule_response,
    sources_of,
)
from milepost.web.projects.task_rows import TaskRow, TaskRows
from milepost.web.projects.workspace import show

PAGE = 50


@for_persons
@require_GET
def schedule(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the schedule as a chart, or page by page as a table."""
    project = project_for(request, project_id)
    baseline = _chosen_baseline(request, project)
    is_table = request.GET.get("view") == "table"
    return show(
        request,
        project,
        "projects/schedule_table.html" if is_table else "projects/schedule.html",
        tab="schedule",
        baselines=project.baselines.all(),
        baseline=baseline,
        is_editable=is_open_to_edits(request, project),
        has_tasks=project.tasks.exists(),
        consequence=pending(request, project),
        page=_page(request, project, baseline) if is_table else None,
    )


@for_persons
@require_GET
def document(request: AskedBy, project_id: int) -> HttpResponse:
    """Give the Gantt its document; the answer is empty while the reader's is still the latest."""
    project = project_for(request, project_id)
    return schedule_response(request, project, _chosen_baseline(request, project))


def _page(request: AskedBy, project: Project, baseline: Baseline | None) -> Page[TaskRow]:
    rows = TaskRows(document_for(project, baseline, is_editable=False, named=sources_of(request, project)))
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def _chosen_baseline(request: AskedBy, project: Project) -> Baseline | None:
    """Give the baseline that the address names, or else the last one."""
    baselines: QuerySet[Baseline] = project.baselines.order_by("-number")
    number = request.GET.get("baseline", "")
    return (baselines.filter(number=number) if number.isdecimal() else baselines).first()
