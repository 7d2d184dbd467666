"""Calendars of Primavera P6, whose shifts stand as nested text in one field."""

import re
from datetime import date, timedelta
from itertools import pairwise

from milepost.engine.calendar.pattern import DayShifts, Shift
from milepost.exchange import limits
from milepost.exchange.fields import BadValue, Fields, within_limits
from milepost.exchange.plan import PlanCalendar, PlanException
from milepost.exchange.xer.tables import Row

DAY_ZERO = date(1899, 12, 30)
END_OF_DAY = 1440
_MARK = re.compile(
    r"\(0\|\|(?P<section>[A-Z]\w*)\("
    r"|\(0\|\|(?P<weekday>[1-7])\(\)"
    r"|\bd\|(?P<day>\d{1,6})"
    r"|\bs\|(?P<start>\d\d?:\d\d)\|f\|(?P<finish>\d\d?:\d\d)"
    r"|\bf\|(?P<until>\d\d?:\d\d)\|s\|(?P<from>\d\d?:\d\d)"
)
"""Some versions write the finish of a shift before its start."""


def read_calendar(row: Row) -> PlanCalendar:
    """Read one calendar; a file without shifts gives the standard week."""
    fields = Fields(row, f"Calendar “{row.get('clndr_name', '')}”")
    base = fields.whole("base_clndr_id", -1)
    week: list[list[Shift]] = [[] for _ in range(7)]
    exceptions: dict[date, list[Shift]] = {}
    shifts: list[Shift] | None = None
    section = ""
    for mark in _MARK.finditer(row.get("clndr_data", "")):
        if mark["section"]:
            section, shifts = mark["section"], None
        elif mark["weekday"] and section == "DaysOfWeek":
            shifts = week[(int(mark["weekday"]) - 2) % 7]
        elif mark["day"] and section == "Exceptions":
            shifts = exceptions.setdefault(_day(mark["day"], fields), [])
        elif mark["start"] and shifts is not None:
            shifts.append(_shift(mark["start"], mark["finish"], fields))
        elif mark["until"] and shifts is not None:
            shifts.append(_shift(mark["from"], mark["until"], fields))
    limits.hold(len(exceptions), limits.EXCEPTIONS, "exceptions in one calendar")
    return PlanCalendar(
        uid=fields.whole("clndr_id"),
        name=fields.text("clndr_name"),
        week=tuple(_in_order(day, fields) for day in week) if any(week) else (None,) * 7,
        exceptions=[
            PlanException(day, day, _in_order(own, fields)) for day, own in sorted(exceptions.items())
        ],
        base_uid=None if base < 0 else base,
    )


def _day(serial: str, fields: Fields) -> date:
    try:
        return within_limits(DAY_ZERO + timedelta(days=int(serial)))
    except BadValue as error:
        raise fields.damaged("clndr_data", f"holds the day number {serial}, which {error}") from error


def _shift(start: str, finish: str, fields: Fields) -> Shift:
    shift = Shift(_minute(start), _minute(finish) or END_OF_DAY)
    if not shift.start < shift.finish <= END_OF_DAY:
        raise fields.damaged("clndr_data", f"works from {start} to {finish}, which runs backward")
    return shift


def _minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _in_order(shifts: list[Shift], fields: Fields) -> DayShifts:
    ordered = tuple(sorted(shifts))
    if any(later.start < earlier.finish for earlier, later in pairwise(ordered)):
        raise fields.damaged("clndr_data", "holds working times that overlap")
    return ordered
