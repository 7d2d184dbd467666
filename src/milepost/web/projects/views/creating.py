"""A new project: blank, from a template in a second step, or from a file."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import Refused, may_anywhere
from milepost.domain.projects.actions.creating import START_OF_DAY, create_project
from milepost.domain.projects.actions.from_template import create_from_template
from milepost.domain.projects.calculations.template_schedule import template_schedule
from milepost.domain.projects.models import Project
from milepost.domain.projects.plan_templates import Template, shipped_template, shipped_templates
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.forms.creating import BeginningForm, DatesForm, PeopleForm, ProjectForm
from milepost.web.refusals import shown_in

CARRIED = ("name", "department", "start", "template")


@for_persons
@require_http_methods(["GET", "POST"])
def new_project(request: AskedBy) -> HttpResponse:
    """Offer the ways to begin, and begin; a template asks for people and dates first."""
    _check(request)
    form = ProjectForm(request.POST or None, person=request.person, today=today())
    if form.is_bound and form.is_valid():
        if form.cleaned_data["template"]:
            return redirect(_second_step(request))
        with shown_in(form, Refusal):
            given = {name: value for name, value in form.cleaned_data.items() if name != "template"}
            return _stands(request, create_project(**given, by=request.person, at=now()))
    form.initial = {**form.initial, **{name: request.GET[name] for name in CARRIED if name in request.GET}}
    shown = {"form": form, "templates": shipped_templates()}
    return render(request, "projects/new.html", shown, status=422 if form.is_bound else 200)


@for_persons
@require_http_methods(["GET", "POST"])
def new_project_from_template(request: AskedBy) -> HttpResponse:
    """Ask for a template's people and for the dates of outsiders, show what follows, and begin."""
    _check(request)
    first = BeginningForm(request.GET, person=request.person, today=today())
    back = f"{reverse('projects:new')}?{request.GET.urlencode()}"
    if not first.is_valid() or not first.cleaned_data["template"]:
        return redirect(back)
    given = first.cleaned_data
    template, start = shipped_template(given["template"]), datetime.combine(given["start"], START_OF_DAY)
    people = PeopleForm(request.POST or None, template=template, person=request.person)
    dates = DatesForm(request.POST or None, template=template, start=start)
    is_valid = people.is_valid() and dates.is_valid()
    if is_valid and "preview" not in request.POST:
        with shown_in(people, Refusal):
            return _stands(request, _from_template(request, template, first, people, dates))
    known = dates.dates if dates.is_bound and dates.is_valid() else {}
    shown = {
        "first": given,
        "template": template,
        "people": people,
        "dates": dates,
        "back": back,
        "preview": template_schedule(template, start=start, dates=known),
    }
    is_refused = bool(people.errors or dates.errors)
    return render(request, "projects/new_from_template.html", shown, status=422 if is_refused else 200)


def _check(request: AskedBy) -> None:
    if not may_anywhere(request.person, "projects.create"):
        raise Refused(gettext("Your roles do not allow new projects. Ask a portfolio manager."))


def _second_step(request: AskedBy) -> str:
    carried = urlencode({name: request.POST.get(name, "") for name in CARRIED})
    return f"{reverse('projects:new-from-template')}?{carried}"


def _from_template(
    request: AskedBy, template: Template, first: BeginningForm, people: PeopleForm, dates: DatesForm
) -> Project:
    return create_from_template(
        template,
        name=first.cleaned_data["name"],
        department=first.cleaned_data["department"],
        start=first.cleaned_data["start"],
        manager=people.people["pm"],
        people=people.people,
        dates=dates.dates,
        by=request.person,
        at=now(),
    )


def _stands(request: AskedBy, project: Project) -> HttpResponse:
    messages.success(
        request, gettext("{number} {name} stands.").format(number=project.number, name=project.name)
    )
    return redirect("projects:overview", project.pk)
