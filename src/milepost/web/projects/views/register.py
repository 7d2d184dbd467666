"""The registers of all projects that the reader may see."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from milepost.web.access import AskedBy, for_persons
from milepost.web.projects.risk_matrix import matrix_of
from milepost.web.projects.tables.issues import ISSUES
from milepost.web.projects.tables.risks import RISKS
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
@require_http_methods(["GET", "POST"])
def all_risks(request: AskedBy) -> HttpResponseBase:
    """List the risks of all projects that the reader may see."""
    table = TableView(request, RISKS)
    if answer := answer_to(table):
        return answer
    return render(request, "projects/all_risks.html", {"table": table, "matrix": matrix_of(table)})


@for_persons
@require_http_methods(["GET", "POST"])
def all_issues(request: AskedBy) -> HttpResponseBase:
    """List the issues of all projects that the reader may see."""
    table = TableView(request, ISSUES)
    return answer_to(table) or render(request, "projects/all_issues.html", {"table": table})
