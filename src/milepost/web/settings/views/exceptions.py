"""The days that differ from a calendar's week."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.people.actions.keeping_calendars import (
    CannotKeep,
    add_exceptions,
    edit_exception,
    remove_exception,
)
from milepost.domain.people.calculations.holidays import Proposal, proposed_holidays
from milepost.domain.people.models import CalendarException
from milepost.domain.people.permissions import require
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.settings.forms import ExceptionForm, HolidaysForm
from milepost.web.settings.page import form_status, show
from milepost.web.settings.views.calendars import TAB, city_calendar

YEARS_AHEAD = 3


@for_persons
def new_exception(request: AskedBy, calendar_id: int) -> HttpResponse:
    """Add days that differ from the week."""
    require(request.person, "people.edit_calendars")
    calendar = city_calendar(calendar_id)
    form = ExceptionForm(request.POST or None)
    if form.is_valid():
        with shown_in(form, CannotKeep):
            added = CalendarException(**form.cleaned_data)
            add_exceptions(calendar, [added], by=request.person, at=now())
            messages.success(
                request,
                gettext("{added} is added. Schedules that use {calendar} are recalculated.").format(
                    added=added, calendar=calendar
                ),
            )
            return redirect("settings:calendar", calendar.pk)
    shown = {"form": form, "calendar": calendar}
    return show(request, "settings/exception.html", tab=TAB, status=form_status(form), **shown)


@for_persons
def exception(request: AskedBy, exception_id: int) -> HttpResponse:
    """Change days that differ from the week."""
    require(request.person, "people.edit_calendars")
    edited = _exception(exception_id)
    initial = {name: getattr(edited, name) for name in ExceptionForm.base_fields}
    form = ExceptionForm(request.POST) if request.method == "POST" else ExceptionForm(initial=initial)
    if form.is_valid():
        with shown_in(form, CannotKeep):
            edit_exception(edited, by=request.person, at=now(), **form.cleaned_data)
            messages.success(
                request,
                gettext("{edited} is saved. Schedules that use it are recalculated.").format(edited=edited),
            )
            return redirect("settings:calendar", edited.calendar_id)
    shown = {"form": form, "calendar": edited.calendar, "edited": edited}
    return show(request, "settings/exception.html", tab=TAB, status=form_status(form), **shown)


@for_persons
@require_POST
def removal(request: AskedBy, exception_id: int) -> HttpResponse:
    """Let the week count again on these days."""
    removed = _exception(exception_id)
    remove_exception(removed, by=request.person, at=now())
    messages.success(request, gettext("{removed} is removed.").format(removed=removed))
    return redirect("settings:calendar", removed.calendar_id)


@for_persons
def holidays(request: AskedBy, calendar_id: int) -> HttpResponse:
    """Propose Colorado's holidays of the coming years, and add those that are chosen."""
    require(request.person, "people.edit_calendars")
    calendar = city_calendar(calendar_id)
    year = today().year
    proposals = proposed_holidays(calendar, range(year, year + YEARS_AHEAD))
    new = [proposal for proposal in proposals if not proposal.is_kept]
    form = HolidaysForm(new, request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = set(form.cleaned_data["days"])
        days_off = [day_off(proposal) for proposal in new if proposal.day.isoformat() in chosen]
        add_exceptions(calendar, days_off, by=request.person, at=now())
        messages.success(
            request,
            gettext("{number} days off are added to {calendar}.").format(
                number=len(days_off), calendar=calendar
            ),
        )
        return redirect("settings:calendar", calendar.pk)
    shown = {
        "calendar": calendar,
        "form": form,
        "kept": [one for one in proposals if one.is_kept],
        "new": new,
    }
    return show(request, "settings/holidays.html", tab=TAB, status=form_status(form), **shown)


def _exception(exception_id: int) -> CalendarException:
    of_the_city = CalendarException.objects.filter(calendar__is_city_wide=True).select_related("calendar")
    return get_object_or_404(of_the_city, pk=exception_id)


def day_off(proposal: Proposal) -> CalendarException:
    """Make the exception that keeps a proposed holiday, not yet written."""
    return CalendarException(name=proposal.name[:120], first=proposal.day, last=proposal.day)
