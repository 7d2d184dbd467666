"""Writes calendars; one that is as it was read stays as it stands, recurrences and all."""

from collections.abc import Iterable
from datetime import datetime, time
from xml.etree.ElementTree import Element, SubElement

from milepost.engine.calendar.pattern import STANDARD, DayShifts
from milepost.exchange.mspdi.document import number_in, put, replace
from milepost.exchange.plan import Plan, PlanCalendar, PlanException

NO_BASE = "-1"
ONE_DAY_AT_A_TIME = "1"
LAST_MINUTE = time(23, 59)


def write_calendars(section: Element, plan: Plan, before: Plan | None) -> None:
    """Bring the calendars of the document to those of the plan."""
    known = {calendar.uid: calendar for calendar in before.calendars} if before else {}
    elements = {number_in(element, "UID"): element for element in section.findall("Calendar")}
    wanted = {calendar.uid: calendar for calendar in plan.calendars}
    for uid in known.keys() - wanted.keys():
        section.remove(elements[uid])
    for uid, calendar in wanted.items():
        element = elements.get(uid)
        if element is None:
            element = SubElement(section, "Calendar")
        if known.get(uid) != calendar:
            _write(element, calendar)


def _write(element: Element, calendar: PlanCalendar) -> None:
    based = calendar.base_uid is not None
    values = {
        "UID": str(calendar.uid),
        "Name": calendar.name,
        "IsBaseCalendar": "0" if based else "1",
        "BaseCalendarUID": str(calendar.base_uid) if based else NO_BASE,
    }
    put(element, values)
    standard = (None,) * len(STANDARD.week) if based else STANDARD.week
    week = [own if own is not None else day for own, day in zip(calendar.week, standard, strict=True)]
    parts = [_week_days(week)]
    if calendar.exceptions:
        parts.append(_exceptions(calendar.exceptions))
    replace(element, ("WeekDays", "Exceptions", "WorkWeeks"), parts)


def _week_days(week: Iterable[DayShifts | None]) -> Element:
    days = Element("WeekDays")
    for weekday, shifts in enumerate(week):
        if shifts is not None:
            day = SubElement(days, "WeekDay")
            SubElement(day, "DayType").text = str((weekday + 1) % 7 + 1)
            _write_shifts(day, shifts)
    return days


def _write_shifts(day: Element, shifts: DayShifts) -> None:
    SubElement(day, "DayWorking").text = "1" if shifts else "0"
    if shifts:
        times = SubElement(day, "WorkingTimes")
        for shift in shifts:
            span = SubElement(times, "WorkingTime")
            SubElement(span, "FromTime").text = _clock(shift.start)
            SubElement(span, "ToTime").text = _clock(shift.finish)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"


def _exceptions(exceptions: Iterable[PlanException]) -> Element:
    element = Element("Exceptions")
    for exception in exceptions:
        one = SubElement(element, "Exception")
        SubElement(one, "EnteredByOccurrences").text = "0"
        period = SubElement(one, "TimePeriod")
        SubElement(period, "FromDate").text = datetime.combine(exception.first, time()).isoformat()
        SubElement(period, "ToDate").text = datetime.combine(exception.last, LAST_MINUTE).isoformat()
        if exception.name:
            SubElement(one, "Name").text = exception.name
        SubElement(one, "Type").text = ONE_DAY_AT_A_TIME
        _write_shifts(one, exception.shifts)
    return element
