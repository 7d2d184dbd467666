"""How many minutes persons are there to work, day by day: their calendars less their absences."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import Absence, City, Person, WorkingCalendar
from milepost.engine.calendar.daily import daily_minutes
from milepost.engine.calendar.pattern import Calendar
from milepost.engine.calendar.table import Horizon
from milepost.engine.instants import day_of

Days = NDArray[np.float64]
"""Minutes by person and day."""


def days_between(first: date, last: date) -> Horizon:
    """Give the days from the first on and before the last."""
    return Horizon(day_of(first), day_of(last))


def attendance(persons: Sequence[Person], first: date, last: date, *, with_absences: bool = True) -> Days:
    """Give the minutes each person is there on each day from the first on and before the last, in three queries."""
    horizon = days_between(first, last)
    calendars = person_calendars(persons, years=range(first.year - 1, last.year + 2))
    days = np.array([daily_minutes(calendars[person.pk], horizon) for person in persons], dtype=np.float64)
    days = days.reshape(len(persons), horizon.last - horizon.first)
    return days * (1 - _away(persons, first, last, horizon)) if with_absences else days


def person_calendars(persons: Iterable[Person], *, years: range) -> dict[int, Calendar]:
    """Give the calendar each person works on: the own one, or else the city's."""
    persons = list(persons)
    city = City.objects.values_list("calendar_id", flat=True).first()
    wanted = {person.pk: person.calendar_id or city for person in persons}
    rows = WorkingCalendar.objects.filter(pk__in=set(wanted.values())).prefetch_related("exceptions")
    calendars = {row.pk: engine_calendar(row, years=years) for row in rows}
    return {pk: calendars[calendar] for pk, calendar in wanted.items() if calendar is not None}


def _away(persons: Sequence[Person], first: date, last: date, horizon: Horizon) -> Days:
    """Give the share of each day that each person is away; absences that overlap add up to at most the whole."""
    places = {person.pk: place for place, person in enumerate(persons)}
    shares = np.zeros((len(persons), horizon.last - horizon.first))
    absences = Absence.objects.filter(Q(last=None) | Q(last__gte=first), person__in=places, first__lt=last)
    for person, begins, ends, percent in absences.values_list("person_id", "first", "last", "share_percent"):
        start = max(day_of(begins) - horizon.first, 0)
        finish = len(shares[0]) if ends is None else day_of(ends) + 1 - horizon.first
        shares[places[person], start:finish] += percent / 100
    return np.minimum(shares, 1)
