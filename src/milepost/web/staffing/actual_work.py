"""Pages of actual work: a project's hours by task and person, and the lines behind each figure."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Assignment, Project
from milepost.domain.staffing.calculations.actual_work import actual_work_of
from milepost.domain.staffing.models import PostedHours
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show
from milepost.web.staffing.roles import segments_of
from milepost.web.staffing.tables.actual_work import ACTUAL_WORK, ACTUAL_WORK_AND_COST, sees_labor_cost
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

VIEW = "staffing.view_requests"


@for_persons
@require_GET
def actual_work(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List the assignments of a project with their hours, and the hours that belong to none."""
    project = _project(request, project_id)
    has_cost = sees_labor_cost(request.person, project)
    table = TableView(request, ACTUAL_WORK_AND_COST if has_cost else ACTUAL_WORK, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    work = actual_work_of(project, as_of=today())
    return show(
        request,
        project,
        "staffing/actual_work.html",
        tab="staffing",
        segments=segments_of(project, "work"),
        table=table,
        work=work,
        has_cost=has_cost,
    )


@for_persons
@require_GET
def work_lines(request: AskedBy, project_id: int, assignment_id: int) -> HttpResponse:
    """Show what one assignment's figures are made of: the plan, the posted hours day by day, and what is left."""
    project = _project(request, project_id)
    rows = Assignment.objects.filter(task__project=project, task__is_active=True)
    assignment = get_object_or_404(rows.select_related("task__dates", "person"), pk=assignment_id)
    posted = PostedHours.objects.filter(
        project=project, task_uid=assignment.task.uid, person__isnull=False, person=assignment.person
    )
    return show(
        request,
        project,
        "staffing/work_lines.html",
        tab="staffing",
        segments=segments_of(project, "work"),
        assignment=assignment,
        work=actual_work_of(project, as_of=today()).assignments.get(assignment.pk),
        lines=posted.select_related("by").order_by("day", "pk"),
        has_cost=sees_labor_cost(request.person, project),
    )


def _project(request: AskedBy, project_id: int) -> Project:
    project = project_for(request, project_id)
    require(request.person, VIEW, project)
    return project
