"""Working calendars as the engine takes them."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from milepost.domain.people.models import CalendarException, WorkingCalendar
from milepost.engine.calendar.pattern import Calendar, DatedException, DayShifts, Shift
from milepost.engine.instants import day_of

Span = tuple[date, date]
Recurrence = CalendarException.Recurrence


def engine_calendar(calendar: WorkingCalendar, *, years: range) -> Calendar:
    """Give a calendar with its yearly exceptions unrolled over the years; a single date overrides a recurring one."""
    recurring: list[DatedException] = []
    single: list[DatedException] = []
    for exception in calendar.exceptions.all():
        kept = single if exception.recurrence == Recurrence.ONCE else recurring
        kept += _dated(*_rule(exception), _shifts(exception.shifts), years)
    return Calendar(
        week=tuple(_shifts(day) for day in calendar.week),
        exceptions=(*recurring, *single),
        name=calendar.name,
    )


def spans_of(exception: CalendarException, *, years: range) -> Iterator[Span]:
    """Give each span of days, both ends inclusive, on which an exception falls."""
    return _spans(*_rule(exception), years)


def _rule(exception: CalendarException) -> tuple[str, date, date, date | None]:
    return exception.recurrence, exception.first, exception.last, exception.until


@lru_cache(maxsize=8192)
def _dated(
    recurrence: str, first: date, last: date, until: date | None, shifts: DayShifts, years: range
) -> tuple[DatedException, ...]:
    """The same few holidays are unrolled for every schedule that is computed."""
    spans = _spans(recurrence, first, last, until, years)
    return tuple(DatedException(day_of(start), day_of(finish), shifts) for start, finish in spans)


def _spans(recurrence: str, first: date, last: date, until: date | None, years: range) -> Iterator[Span]:
    if recurrence == Recurrence.ONCE:
        yield first, last
        return
    same_day = _same_date if recurrence == Recurrence.YEARLY_DATE else _same_weekday_of_month
    for year in years:
        start = same_day(first, year)
        if start is None or start < first or (until and start > until):
            continue
        yield start, start + (last - first)


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
