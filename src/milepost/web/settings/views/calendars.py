"""Working calendars: the week, and a year with the days that differ."""

from datetime import MAXYEAR, MINYEAR
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from milepost.domain.people.actions.keeping_calendars import CannotKeep, add_calendar, edit_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.settings.forms import DAYS, CalendarForm, WeekForm
from milepost.web.settings.page import form_status, show
from milepost.web.settings.year import months_of, occurrences

TAB = "Calendars"
MINUTES_PER_HOUR = 60


@for_persons
def calendars(request: AskedBy) -> HttpResponse:
    """List the city's calendars."""
    listed = (
        WorkingCalendar.objects.filter(is_city_wide=True)
        .annotate(
            exception_count=Count("exceptions", distinct=True), project_count=Count("projects", distinct=True)
        )
        .order_by("name")
    )
    rows = [(calendar, _hours(sum(map(_minutes, calendar.week)))) for calendar in listed]
    return show(request, "settings/calendars.html", tab=TAB, rows=rows, may_edit=_may_edit(request))


@for_persons
def new_calendar(request: AskedBy) -> HttpResponse:
    """Add a calendar."""
    require(request.person, "people.edit_calendars")
    form = CalendarForm(request.POST or None)
    if form.is_valid():
        with shown_in(form):
            added = add_calendar(form.cleaned_data["name"], by=request.person, at=now())
            return redirect("settings:week", added.pk)
    shown = {"form": form, "title": "Add calendar"}
    return show(request, "settings/unit.html", tab=TAB, status=form_status(form), **shown)


@for_persons
def calendar(request: AskedBy, calendar_id: int) -> HttpResponse:
    """Show a calendar's week, and a year with the days that differ from it."""
    shown_calendar = city_calendar(calendar_id)
    year = _year(request)
    found = occurrences(shown_calendar, year)
    return show(
        request,
        "settings/calendar.html",
        tab=TAB,
        calendar=shown_calendar,
        week=week_rows(shown_calendar),
        year=year,
        year_before=year - 1,
        year_after=year + 1,
        months=months_of(shown_calendar, year, found),
        occurrences=found,
        may_edit=_may_edit(request),
    )


@for_persons
def week(request: AskedBy, calendar_id: int) -> HttpResponse:
    """Change a calendar's name and week."""
    require(request.person, "people.edit_calendars")
    edited = city_calendar(calendar_id)
    form = WeekForm(request.POST) if request.method == "POST" else WeekForm.of(edited)
    if form.is_valid():
        with shown_in(form, CannotKeep):
            values = {"name": form.cleaned_data["name"], "week": form.week}
            edit_calendar(edited, by=request.person, at=now(), **values)
            messages.success(
                request,
                gettext("{edited} is saved. Schedules that use it are recalculated.").format(edited=edited),
            )
            return redirect("settings:calendar", edited.pk)
    shown = {"form": form, "calendar": edited, "days": [form[day.lower()] for day in DAYS]}
    return show(request, "settings/week.html", tab=TAB, status=form_status(form), **shown)


def week_rows(shown_calendar: WorkingCalendar) -> list[dict[str, Any]]:
    """Give a calendar's week to a template: each day with its shifts and hours."""
    return [_week_row(name, shifts) for name, shifts in zip(DAYS, shown_calendar.week, strict=True)]


def city_calendar(calendar_id: int) -> WorkingCalendar:
    """Give a calendar of the city with its exceptions; 404 for one that came with a project."""
    with_exceptions = WorkingCalendar.objects.filter(is_city_wide=True).prefetch_related("exceptions")
    return get_object_or_404(with_exceptions, pk=calendar_id)


def _may_edit(request: AskedBy) -> bool:
    return may(request.person, "people.edit_calendars")


def _year(request: AskedBy) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today().year
    return min(max(year, MINYEAR + 1), MAXYEAR - 1)


def _week_row(name: str, shifts: list[list[int]]) -> dict[str, Any]:
    return {
        "name": name,
        "spans": [
            {"start": start, "length": finish - start, "text": _span(start, finish)}
            for start, finish in shifts
        ],
        "hours": _hours(_minutes(shifts)),
    }


def _minutes(shifts: list[list[int]]) -> int:
    return sum(finish - start for start, finish in shifts)


def _hours(minutes: int) -> str:
    return f"{minutes / MINUTES_PER_HOUR:g} h"


def _span(start: int, finish: int) -> str:
    return f"{_clock(start)} – {_clock(finish)}"


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, MINUTES_PER_HOUR)
    return f"{(hour - 1) % 12 + 1}:{minute:02} {'AM' if hour % 24 < 12 else 'PM'}"
