"""All projects a person may see."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from milepost.domain.people.permissions import may_anywhere
from milepost.web.access import AskedBy, for_persons
from milepost.web.projects.tables.projects import PROJECTS
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
@require_http_methods(["GET", "POST"])
def projects(request: AskedBy) -> HttpResponseBase:
    """List projects; what is over only when its state is asked for."""
    table = TableView(request, PROJECTS)
    if answer := answer_to(table):
        return answer
    shown = {"table": table, "may_create": may_anywhere(request.person, "projects.create")}
    return render(request, "projects/projects.html", shown)
