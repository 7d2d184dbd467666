"""Which days are working days on a calendar."""

from datetime import date, datetime, time, timedelta

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import minutes_of


def working_days(calendar: WorkingCalendar, *, until: date) -> WorkTime:
    """Prepare a calendar for asking about the days of two years up to the one of a day."""
    return WorkTime(engine_calendar(calendar, years=range(until.year - 1, until.year + 1)))


def is_working_day(time_of: WorkTime, day: date) -> bool:
    """Tell whether any work is done on a day."""
    morning = datetime.combine(day, time())
    return time_of.between(minutes_of(morning), minutes_of(morning + timedelta(days=1))) > 0
