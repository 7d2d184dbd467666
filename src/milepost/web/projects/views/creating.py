"""A new project: blank, from a template, or from a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import Refused, may_anywhere
from milepost.domain.projects.actions.creating import create_project
from milepost.domain.projects.actions.from_template import create_from_template
from milepost.domain.projects.models import Project
from milepost.domain.projects.plan_templates import shipped_template, shipped_templates
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.forms.creating import ProjectForm
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def new_project(request: AskedBy) -> HttpResponse:
    """Offer the ways to begin, and begin."""
    if not may_anywhere(request.person, "projects.create"):
        raise Refused("Your roles do not allow new projects. Ask a portfolio manager.")
    form = ProjectForm(request.POST or None, person=request.person, today=today())
    if form.is_bound and form.is_valid():
        with shown_in(form, Refusal):
            project = _created(request, form)
            messages.success(request, f"{project.number} {project.name} stands.")
            return redirect("projects:overview", project.pk)
    shown = {"form": form, "templates": shipped_templates()}
    return render(request, "projects/new.html", shown, status=422 if form.is_bound else 200)


def _created(request: AskedBy, form: ProjectForm) -> Project:
    given = form.cleaned_data
    common = {"name": given["name"], "department": given["department"], "start": given["start"]}
    if given["template"]:
        template = shipped_template(given["template"])
        return create_from_template(template, by=request.person, at=now(), **common)
    return create_project(tier=given["tier"], type=given["type"], by=request.person, at=now(), **common)
