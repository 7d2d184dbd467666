"""The registers of all projects that the reader may see, and the agreement to a dependency's date."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.projects.actions.dependencies import agree_to_date
from milepost.domain.projects.models import Dependency, DependencyAgreement
from milepost.domain.projects.models.restriction import cleared_for
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.forms.registers import AgreementForm
from milepost.web.projects.registers.entries import DEPENDENCY_REGISTER
from milepost.web.projects.risk_matrix import matrix_of
from milepost.web.projects.tables.entries import ASSUMPTIONS, DEPENDENCIES, LESSONS
from milepost.web.projects.tables.issues import ISSUES
from milepost.web.projects.tables.risks import RISKS
from milepost.web.refusals import shown_in
from milepost.web.registers.register import Segment
from milepost.web.registers.views import entry_for, entry_page
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView
from milepost.web.tables.table import Table


@for_persons
@require_http_methods(["GET", "POST"])
def all_risks(request: AskedBy) -> HttpResponseBase:
    """List the risks of all projects that the reader may see."""
    return _all(request, RISKS)


@for_persons
@require_http_methods(["GET", "POST"])
def all_issues(request: AskedBy) -> HttpResponseBase:
    """List the issues of all projects that the reader may see."""
    return _all(request, ISSUES)


@for_persons
@require_http_methods(["GET", "POST"])
def all_assumptions(request: AskedBy) -> HttpResponseBase:
    """List the assumptions of all projects that the reader may see."""
    return _all(request, ASSUMPTIONS)


@for_persons
@require_http_methods(["GET", "POST"])
def all_dependencies(request: AskedBy) -> HttpResponseBase:
    """List the dependencies of all projects that the reader may see."""
    return _all(request, DEPENDENCIES)


@for_persons
@require_http_methods(["GET", "POST"])
def all_lessons(request: AskedBy) -> HttpResponseBase:
    """List the lessons of all projects that the reader may see."""
    return _all(request, LESSONS)


@for_persons
@require_POST
def agreements(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Agree to the date of a dependency for one side; who speaks for the other side may do so from My work."""
    side = DependencyAgreement.Side
    if request.POST.get("back") == "my-work":
        asked = Dependency.objects.filter(cleared_for(request.person), counterpart=request.person)
        own = get_object_or_404(asked.select_related("project"), project=project_id, number=number)
        agree_to_date(own, side.THEY, by=request.person, at=now())
        messages.success(request, gettext("Both sides see that you agreed."))
        return redirect("my-work:my-work")
    project, dependency = entry_for(request, project_id, number, DEPENDENCY_REGISTER)
    form = AgreementForm(request.POST)
    if form.is_valid():
        wanted = side.THEY if request.POST.get("side") == side.THEY else side.WE
        said_by = form.cleaned_data["said_by"] if wanted == side.THEY else ""
        with shown_in(form, Refusal):
            agree_to_date(dependency, wanted, said_by=said_by, by=request.person, at=now())
            messages.success(request, gettext("The agreement is recorded."))
            return redirect("projects:dependency", project.pk, number)
    return entry_page(request, DEPENDENCY_REGISTER, project, dependency, agreement_form=form)


def _all(request: AskedBy, described: Table) -> HttpResponseBase:
    table = TableView(request, described)
    if answer := answer_to(table):
        return answer
    shown: dict[str, Any] = {
        "table": table,
        "segments": _segments(),
        "current": described.name,
        "empty": f"projects/parts/no_{described.name}.html",
        "matrix": matrix_of(table) if described is RISKS else None,
    }
    return render(request, "projects/all_of_register.html", shown)


def _segments() -> list[Segment]:
    tables = (RISKS, ISSUES, ASSUMPTIONS, DEPENDENCIES, LESSONS)
    return [Segment(table.label, reverse(f"projects:all-{table.name}"), table.name) for table in tables]
