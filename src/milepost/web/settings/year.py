"""A year of a working calendar as it is drawn: months of weeks of days."""

from calendar import Calendar as Months
from calendar import month_name
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.domain.people.calculations.calendars import spans_of
from milepost.domain.people.models import CalendarException, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month; `kind` is work, rest, off or differs."""

    day: date
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: list[list[Day | None]]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An exception in one year."""

    first: date
    last: date
    exception: CalendarException


def occurrences(calendar: WorkingCalendar, year: int) -> list[Occurrence]:
    """Give the exceptions that fall into a year, in order."""
    found = [
        Occurrence(first, last, exception)
        for exception in calendar.exceptions.all()
        for first, last in spans_of(exception, years=range(year - 1, year + 1))
        if first.year <= year <= last.year
    ]
    return sorted(
        found, key=lambda one: (one.first, one.exception.recurrence == CalendarException.Recurrence.ONCE)
    )


def months_of(calendar: WorkingCalendar, year: int, found: list[Occurrence]) -> list[Month]:
    """Draw a year: every day with what it is, and why where it differs from the week."""
    exceptions = {day: one.exception for one in found for day in _days(one)}
    return [
        Month(
            month_name[month],
            [
                [_day(calendar, day, exceptions.get(day)) if day.month == month else None for day in week]
                for week in Months().monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _day(calendar: WorkingCalendar, day: date, exception: CalendarException | None) -> Day:
    if exception:
        return Day(day, "differs" if exception.shifts else "off", str(exception))
    return Day(day, "work" if calendar.week[day.weekday()] else "rest")


def _days(one: Occurrence) -> list[date]:
    return [one.first + timedelta(days=offset) for offset in range((one.last - one.first).days + 1)]
