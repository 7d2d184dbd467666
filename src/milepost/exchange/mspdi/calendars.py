"""Calendars of Microsoft Project's XML, their exceptions and work weeks unrolled."""

from calendar import day_name
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from milepost.engine.calendar.pattern import DayShifts, Shift
from milepost.exchange import limits
from milepost.exchange.errors import Damaged
from milepost.exchange.fields import BadValue, Fields
from milepost.exchange.mspdi.records import Record
from milepost.exchange.mspdi.recurrence import Pattern, Recurrence
from milepost.exchange.mspdi.values import END_OF_DAY, minute_of_day
from milepost.exchange.plan import PlanCalendar, PlanException

EXCEPTION_DAY = 0
NO_UIDS = (-1, 0)


def read_calendar(record: Record) -> PlanCalendar:
    """Read one calendar; newer exceptions stand before the copies kept for Project 2003."""
    fields = Fields(record.fields, _where(record))
    base = fields.whole("BaseCalendarUID", -1)
    calendar = PlanCalendar(
        uid=fields.whole("UID"),
        name=fields.text("Name"),
        week=_week(record, _where(record)),
        base_uid=None if fields.flag("IsBaseCalendar") or base in NO_UIDS else base,
    )
    calendar.exceptions.extend(_work_weeks(record, calendar.week))
    calendar.exceptions.extend(
        _exceptions(record) if "Exceptions" in record.children else _old_exceptions(record)
    )
    limits.hold(len(calendar.exceptions), limits.EXCEPTIONS, "exceptions in one calendar")
    return calendar


def _where(record: Record) -> str:
    return f"Calendar “{record.fields.get('Name', '')}”"


def _week(record: Record, where: str) -> tuple[DayShifts | None, ...]:
    week: list[DayShifts | None] = [None] * 7
    for day in record.each("WeekDays", "WeekDay"):
        day_type = Fields(day.fields, "A week day").whole("DayType")
        if 1 <= day_type <= 7:
            number = _weekday(day_type)
            week[number] = _shifts(day, f"{where}, {day_name[number]}")
    return tuple(week)


def _weekday(day_type: int) -> int:
    return (day_type - 2) % 7


def _shifts(day: Record, where: str) -> DayShifts | None:
    if not Fields(day.fields, where).flag("DayWorking"):
        return ()
    shifts = tuple(sorted(_shift(times, where) for times in day.each("WorkingTimes", "WorkingTime")))
    for earlier, later in pairwise(shifts):
        if later.start < earlier.finish:
            raise Damaged(f"{where}: working times overlap. Correct them and import again.")
    return shifts or None


def _shift(times: Record, where: str) -> Shift:
    start, finish = times.fields.get("FromTime", ""), times.fields.get("ToTime", "")
    try:
        shift = Shift(minute_of_day(start), minute_of_day(finish) or END_OF_DAY)
    except BadValue as error:
        raise Damaged(
            f"{where}: working time {start} to {finish} {error}. Correct it and import again."
        ) from error
    if not shift.start < shift.finish <= END_OF_DAY:
        raise Damaged(f"{where}: work from {start} to {finish} runs backward. Correct it and import again.")
    return shift


def _period(record: Record, where: str) -> tuple[date, date] | None:
    period = next(record.each("TimePeriod"), None)
    if period is None:
        return None
    fields = Fields(period.fields, where)
    first, last = fields.instant("FromDate"), fields.instant("ToDate")
    if first is None:
        return None
    return first.date(), max(first, last or first).date()


def _old_exceptions(record: Record) -> Iterator[PlanException]:
    for day in record.each("WeekDays", "WeekDay"):
        if Fields(day.fields, "A week day").whole("DayType") != EXCEPTION_DAY:
            continue
        where = f"{_where(record)}, an exception"
        if period := _period(day, where):
            yield PlanException(*period, shifts=_shifts(day, where) or ())


def _exceptions(record: Record) -> Iterator[PlanException]:
    for exception in record.each("Exceptions", "Exception"):
        name = exception.fields.get("Name", "").strip()
        where = f"{_where(record)}, exception “{name}”"
        if period := _period(exception, where):
            shifts = _shifts(exception, where) or ()
            for first, last in _spans(exception, *period):
                yield PlanException(first, last, shifts, name)


def _spans(exception: Record, first: date, last: date) -> Iterator[tuple[date, date]]:
    fields = Fields(exception.fields, f"Calendar exception “{exception.fields.get('Name', '')}”")
    pattern = fields.whole("Type", Pattern.SPAN)
    if pattern not in Pattern.__members__.values() or pattern == Pattern.SPAN:
        yield first, last
        return
    for day in _recurrence(fields, Pattern(pattern), first, last).dates():
        yield day, day


def _recurrence(fields: Fields, pattern: Pattern, first: date, last: date) -> Recurrence:
    mask = fields.whole("DaysOfWeek")
    return Recurrence(
        pattern=pattern,
        first=first,
        last=last,
        occurrences=fields.whole("Occurrences") or None if fields.flag("EnteredByOccurrences") else None,
        period=max(1, fields.whole("Period", 1)),
        weekdays=frozenset(_weekday(bit + 1) for bit in range(7) if mask >> bit & 1),
        month=min(max(fields.whole("Month"), 0), 11) + 1,
        month_day=max(1, fields.whole("MonthDay", 1)),
        item=fields.whole("MonthItem"),
        position=min(max(fields.whole("MonthPosition"), 0), 4),
    )


def _work_weeks(record: Record, usual: tuple[DayShifts | None, ...]) -> Iterator[PlanException]:
    for work_week in record.each("WorkWeeks", "WorkWeek"):
        name = work_week.fields.get("Name", "").strip()
        where = f"{_where(record)}, work week “{name}”"
        period = _period(work_week, where)
        if period is None:
            continue
        own = _week(work_week, where)
        days = (period[1] - period[0]).days + 1
        limits.hold(days, limits.EXCEPTIONS, "days in a work week")
        yield from _changed_days(period[0], days, own, usual, name)


def _changed_days(
    first: date, days: int, own: tuple[DayShifts | None, ...], usual: tuple[DayShifts | None, ...], name: str
) -> Iterator[PlanException]:
    current: PlanException | None = None
    for day in (first + timedelta(days=count) for count in range(days)):
        shifts = own[day.weekday()]
        if shifts is None or shifts == usual[day.weekday()]:
            continue
        if current and current.shifts == shifts and current.last == day - timedelta(days=1):
            current.last = day
            continue
        if current:
            yield current
        current = PlanException(day, day, shifts, name)
    if current:
        yield current
