"""The steps that lead a new city to its first project."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.actions.configuring import edit_city
from milepost.domain.people.actions.keeping_calendars import add_exceptions
from milepost.domain.people.actions.setting_up import (
    DONE,
    SKIPPED,
    CannotSetUp,
    add_departments,
    end_setup,
    mark_step,
)
from milepost.domain.people.calculations.holidays import Proposal, proposed_holidays
from milepost.domain.people.models import City, Department, Person
from milepost.domain.people.permissions import require
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.settings.forms import CityBasicsForm, HolidaysForm
from milepost.web.settings.views.calendars import week_rows
from milepost.web.settings.views.exceptions import YEARS_AHEAD, day_off
from milepost.web.setup.forms import US_CITY_DEPARTMENTS, DepartmentsForm
from milepost.web.setup.progress import STEPS, next_step, progress_of


@for_persons
@require_GET
def setup(request: AskedBy) -> HttpResponse:
    """Show every step with its state, and where to go on."""
    return _show(request, _city(request), "setup/setup.html", "")


@for_persons
@require_http_methods(["GET", "POST"])
def city(request: AskedBy) -> HttpResponse:
    """Ask for the city's name, time zone and fiscal year."""
    edited = _city(request)
    initial = {name: getattr(edited, name) for name in CityBasicsForm.base_fields}
    form = CityBasicsForm(request.POST or None, initial=initial)
    if form.is_valid():
        with shown_in(form):
            edit_city(edited, by=request.person, at=now(), **form.cleaned_data)
            return _done(request, edited, "city")
    return _show(request, edited, "setup/city.html", "city", form=form)


@for_persons
@require_http_methods(["GET", "POST"])
def calendar(request: AskedBy) -> HttpResponse:
    """Show the working week, and ask which of the state's holidays the city keeps."""
    edited = _city(request)
    year = today().year
    proposals = proposed_holidays(edited.calendar, range(year, year + YEARS_AHEAD))
    new = [proposal for proposal in proposals if not proposal.is_kept]
    form = HolidaysForm(new, request.POST or None)
    if request.method == "POST" and not new:
        return _done(request, edited, "calendar")
    if form.is_valid():
        chosen = set(form.cleaned_data["days"])
        _keep(request, edited, [one for one in new if one.day.isoformat() in chosen])
        return _done(request, edited, "calendar")
    week = week_rows(edited.calendar)
    return _show(request, edited, "setup/calendar.html", "calendar", form=form, week=week, new=new)


@for_persons
@require_http_methods(["GET", "POST"])
def departments(request: AskedBy) -> HttpResponse:
    """Take the departments as lines of text."""
    founded = _city(request)
    standing = list(Department.objects.order_by("name"))
    form = DepartmentsForm(
        request.POST or None, initial={"departments": "" if standing else US_CITY_DEPARTMENTS}
    )
    if form.is_valid():
        with shown_in(form, CannotSetUp):
            added = add_departments(form.cleaned_data["departments"], by=request.person, at=now())
            messages.success(request, gettext("{number} departments are added.").format(number=len(added)))
            return _done(request, founded, "departments")
    return _show(request, founded, "setup/departments.html", "departments", form=form, standing=standing)


@for_persons
@require_GET
def people(request: AskedBy) -> HttpResponse:
    """Show the ways people come into the directory."""
    count = Person.objects.filter(is_active=True).count()
    return _show(request, _city(request), "setup/people.html", "people", person_count=count)


@for_persons
@require_GET
def project(request: AskedBy) -> HttpResponse:
    """Show the ways to the first project."""
    return _show(request, _city(request), "setup/project.html", "project")


@for_persons
@require_POST
def skipping(request: AskedBy, step: str) -> HttpResponse:
    """Leave a step for later."""
    if step not in {one.name for one in STEPS}:
        raise Http404
    founded = _city(request)
    mark_step(founded, step, SKIPPED, by=request.person, at=now())
    return _on(founded, after=step)


@for_persons
@require_POST
def end(request: AskedBy) -> HttpResponse:
    """Put the set-up away."""
    end_setup(_city(request), by=request.person, at=now())
    messages.success(
        request, gettext("The set-up is closed. Everything in it stays reachable under Settings.")
    )
    return redirect("portfolio:portfolio")


def _city(request: AskedBy) -> City:
    require(request.person, "people.edit_city")
    return get_object_or_404(City.objects.select_related("calendar"))


def _keep(request: AskedBy, edited: City, proposals: list[Proposal]) -> None:
    days_off = [day_off(proposal) for proposal in proposals]
    add_exceptions(edited.calendar, days_off, by=request.person, at=now())
    messages.success(request, gettext("{number} days off are in the calendar.").format(number=len(days_off)))


def _done(request: AskedBy, founded: City, step: str) -> HttpResponse:
    mark_step(founded, step, DONE, by=request.person, at=now())
    return _on(founded, after=step)


def _on(founded: City, *, after: str) -> HttpResponse:
    step = next_step(founded, after=after)
    return redirect(f"setup:{step.name}" if step else "setup:setup")


def _show(
    request: AskedBy, founded: City, template: str, current: str, form: Form | None = None, **context: Any
) -> HttpResponse:
    states = progress_of(founded)
    shown = {
        "steps": [
            {"step": each.step, "state": each.state, "url": reverse(f"setup:{each.step.name}")}
            for each in states
        ],
        "current": next((step for step in STEPS if step.name == current), None),
        "settled_count": sum(not each.is_open for each in states),
        "next_step": next_step(founded, after=current),
        "city": founded,
        "form": form,
        **context,
    }
    return render(request, template, shown, status=422 if form and form.errors else 200)
