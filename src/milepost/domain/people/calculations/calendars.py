"""Working calendars as the engine takes them."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.domain.people.models import CalendarException, WorkingCalendar
from milepost.engine.calendar.pattern import Calendar, DatedException, DayShifts, Shift
from milepost.engine.instants import day_of

Span = tuple[date, date]


def engine_calendar(calendar: WorkingCalendar, *, years: range) -> Calendar:
    """Give a calendar with its yearly exceptions unrolled over the years; a single date overrides a recurring one."""
    recurring: list[DatedException] = []
    single: list[DatedException] = []
    for exception in calendar.exceptions.all():
        kept = single if exception.recurrence == CalendarException.Recurrence.ONCE else recurring
        shifts = _shifts(exception.shifts)
        kept += [
            DatedException(day_of(first), day_of(last), shifts)
            for first, last in spans_of(exception, years=years)
        ]
    return Calendar(
        week=tuple(_shifts(day) for day in calendar.week),
        exceptions=(*recurring, *single),
        name=calendar.name,
    )


def spans_of(exception: CalendarException, *, years: range) -> Iterator[Span]:
    """Give each span of days, both ends inclusive, on which an exception falls."""
    length = exception.last - exception.first
    if exception.recurrence == CalendarException.Recurrence.ONCE:
        yield exception.first, exception.last
        return
    same_day = (
        _same_date
        if exception.recurrence == CalendarException.Recurrence.YEARLY_DATE
        else _same_weekday_of_month
    )
    for year in years:
        first = same_day(exception.first, year)
        if first is None or first < exception.first or (exception.until and first > exception.until):
            continue
        yield first, first + length


def _same_date(day: date, year: int) -> date | None:
    is_leap_day = (day.month, day.day) == (2, 29)
    if is_leap_day and not _is_leap(year):
        return None
    return day.replace(year=year)


def _same_weekday_of_month(day: date, year: int) -> date | None:
    """The third Monday of January stays the third Monday; the fifth of a month is its last."""
    nth = (day.day - 1) // 7
    first = date(year, day.month, 1)
    found = first + timedelta(days=(day.weekday() - first.weekday()) % 7 + 7 * nth)
    return found if found.month == day.month else found - timedelta(days=7)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _shifts(day: list[list[int]]) -> DayShifts:
    return tuple(Shift(start, finish) for start, finish in day)
