"""Working calendars of the city, and the days that differ from their weeks."""

from datetime import date
from typing import Annotated

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.people.actions.keeping_calendars import (
    add_calendar,
    add_exceptions,
    edit_calendar,
    edit_exception,
    remove_exception,
)
from milepost.domain.people.models import CalendarException, WorkingCalendar
from milepost.domain.people.permissions import require

router = Router()
Minute = Annotated[int, Field(ge=0, le=1440)]
Shift = Annotated[list[Minute], Field(min_length=2, max_length=2)]
Shifts = Annotated[list[Shift], Field(max_length=48)]
Week = Annotated[list[Shifts], Field(min_length=7, max_length=7)]
Recurrence = CalendarException.Recurrence


class CalendarOut(Schema):
    """A working calendar of the city; shifts in minutes of the day, Monday first."""

    id: int
    name: str
    week: list[list[list[int]]]


class CalendarFields(Schema):
    """What a calendar says; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=200)
    week: Week | None = Field(None, description="Shifts from Monday to Sunday, in minutes of the day.")


class CalendarIn(CalendarFields):
    """A calendar to add, of the standard week unless another is given."""

    name: Words = Field(min_length=1, max_length=200)


class ExceptionFields(Schema):
    """Days that differ from the week; without shifts they are days off. What is left out stays."""

    name: Words | None = Field(None, max_length=120)
    first: Day | None = None
    last: Day | None = Field(None, description="The last of the days, itself included.")
    shifts: Shifts | None = None
    recurrence: Recurrence | None = None
    until: Day | None = Field(None, description="The day up to which a recurring exception starts anew.")


class ExceptionIn(ExceptionFields):
    """Days to add."""

    first: Day
    last: Day


class ExceptionOut(Schema):
    """Days that differ from a calendar's week."""

    id: int
    calendar_id: int
    name: str
    first: date
    last: date
    shifts: list[list[int]]
    recurrence: Recurrence
    until: date | None


@router.get("/calendars", response={200: list[CalendarOut], **PROBLEMS})
@paginate(Pages)
def list_calendars(request: Call) -> QuerySet[WorkingCalendar]:
    """List the city's working calendars."""
    require(request.auth, "people.view_directory")
    return WorkingCalendar.objects.filter(is_city_wide=True)


@router.post("/calendars", response={201: CalendarOut, **PROBLEMS})
def post_calendar(request: Call, given: CalendarIn) -> Status[WorkingCalendar]:
    """Add a calendar."""
    return Status(201, add_calendar(by=request.auth, at=now(), **sent(given)))


@router.get("/calendars/{calendar_id}", response={200: CalendarOut, **PROBLEMS})
def get_calendar(request: Call, calendar_id: Id) -> WorkingCalendar:
    """Give a calendar of the city."""
    require(request.auth, "people.view_directory")
    return _calendar(calendar_id)


@router.patch("/calendars/{calendar_id}", response={200: CalendarOut, **PROBLEMS})
def patch_calendar(request: Call, calendar_id: Id, given: CalendarFields) -> WorkingCalendar:
    """Change a calendar; schedules that follow it are recalculated in the background."""
    calendar = _calendar(calendar_id)
    edit_calendar(calendar, by=request.auth, at=now(), **sent(given))
    return calendar


@router.get("/calendars/{calendar_id}/exceptions", response={200: list[ExceptionOut], **PROBLEMS})
@paginate(Pages)
def list_exceptions(request: Call, calendar_id: Id) -> QuerySet[CalendarException]:
    """List the days that differ from a calendar's week."""
    require(request.auth, "people.view_directory")
    return CalendarException.objects.filter(calendar=_calendar(calendar_id))


@router.post("/calendars/{calendar_id}/exceptions", response={201: ExceptionOut, **PROBLEMS})
def post_exception(request: Call, calendar_id: Id, given: ExceptionIn) -> Status[CalendarException]:
    """Add days that differ from the week."""
    exception = CalendarException(**sent(given))
    add_exceptions(_calendar(calendar_id), [exception], by=request.auth, at=now())
    return Status(201, exception)


@router.patch("/calendar-exceptions/{exception_id}", response={200: ExceptionOut, **PROBLEMS})
def patch_exception(request: Call, exception_id: Id, given: ExceptionFields) -> CalendarException:
    """Change days that differ from the week."""
    exception = _exception(exception_id)
    edit_exception(exception, by=request.auth, at=now(), **sent(given, may_be_empty={"until"}))
    return exception


@router.delete("/calendar-exceptions/{exception_id}", response={204: None, **PROBLEMS})
def delete_exception(request: Call, exception_id: Id) -> Status[None]:
    """Let the week count again on these days."""
    remove_exception(_exception(exception_id), by=request.auth, at=now())
    return Status(204, None)


def _calendar(calendar_id: Id) -> WorkingCalendar:
    return get_object_or_404(WorkingCalendar, pk=calendar_id, is_city_wide=True)


def _exception(exception_id: Id) -> CalendarException:
    of_the_city = CalendarException.objects.filter(calendar__is_city_wide=True)
    return get_object_or_404(of_the_city.select_related("calendar"), pk=exception_id)
