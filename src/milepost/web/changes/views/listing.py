"""The change requests of a project, and of all projects."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from milepost.domain.people.permissions import may
from milepost.web.access import AskedBy, for_persons
from milepost.web.changes.access import changes_project
from milepost.web.changes.tables import CHANGES, PROJECT_CHANGES
from milepost.web.projects.workspace import show
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
@require_GET
def changes(request: AskedBy) -> HttpResponseBase:
    """List the change requests of all projects that the person may see."""
    table = TableView(request, CHANGES)
    return answer_to(table) or render(request, "changes/all.html", {"table": table})


@for_persons
@require_GET
def of_project(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List a project's change requests, the latest first."""
    project = changes_project(request, project_id)
    table = TableView(request, PROJECT_CHANGES, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    may_request = may(request.person, "governance.request_change", project) and not project.is_over
    return show(
        request,
        project,
        "changes/of_project.html",
        tab="changes",
        table=table,
        part="changes",
        may_request=may_request,
    )
