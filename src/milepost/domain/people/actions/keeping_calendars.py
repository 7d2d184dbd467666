"""Working calendars of the city: the week's shifts, and the days that differ from them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import CalendarException, Person, WorkingCalendar
from milepost.domain.people.permissions import require
from milepost.domain.people.signals import calendar_changed

Week = list[list[list[int]]]


class CannotKeep(Refusal):
    """Says why a calendar cannot be changed so."""


def add_calendar(name: str, *, by: Person, at: datetime, week: Week | None = None) -> WorkingCalendar:
    """Add a calendar, of the standard week unless another is given."""
    require(by, "people.edit_calendars")
    calendar = WorkingCalendar(name=name, **({} if week is None else {"week": week}))
    check_row(calendar)
    _check_some_work(calendar.week)
    with recording("people.add_calendar", by=by.account, at=at) as record:
        record.subject = record.create(calendar)
    return calendar


def edit_calendar(calendar: WorkingCalendar, *, by: Person, at: datetime, **values: Any) -> None:
    """Change a calendar's name or week."""
    with _keeping("people.edit_calendar", calendar, by=by, at=at) as record:
        check_row(calendar, **values)
        _check_some_work(values.get("week", calendar.week))
        record.update(calendar, **values)


def add_exceptions(
    calendar: WorkingCalendar, exceptions: Sequence[CalendarException], *, by: Person, at: datetime
) -> None:
    """Add days that differ from the week, given as rows not yet written: one the city enters, or holidays it chose."""
    with _keeping("people.add_exceptions", calendar, by=by, at=at) as record:
        for exception in exceptions:
            exception.calendar = calendar
            check_row(exception)
        record.create_many(exceptions)


def edit_exception(exception: CalendarException, *, by: Person, at: datetime, **values: Any) -> None:
    """Change days that differ from the week."""
    with _keeping("people.edit_exception", exception.calendar, by=by, at=at) as record:
        check_row(exception, **values)
        record.update(exception, **values)


def remove_exception(exception: CalendarException, *, by: Person, at: datetime) -> None:
    """Let the week count again on these days."""
    with _keeping("people.remove_exception", exception.calendar, by=by, at=at) as record:
        record.delete(exception)


def _check_some_work(week: Week) -> None:
    if not any(week):
        raise CannotKeep(gettext("A week needs at least one working day."), field="week")


@contextmanager
def _keeping(action: str, calendar: WorkingCalendar, *, by: Person, at: datetime) -> Iterator[Recorder]:
    """Record a change of a city calendar, then tell those whose schedules follow it."""
    require(by, "people.edit_calendars")
    if not calendar.is_city_wide:
        raise CannotKeep(gettext("This calendar came with a project's schedule and is changed there."))
    with recording(action, by=by.account, at=at, subject=calendar) as record:
        yield record
        if record.changes:
            transaction.on_commit(
                lambda: calendar_changed.send(WorkingCalendar, calendar_id=calendar.pk, by=by.account)
            )
