"""Moments of the demo city's past, in its own time zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.projects.models import Project, Task
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK
from milepost.engine.calendar.worktime import WorkTime

ZONE = ZoneInfo("America/Denver")
DAYS_PER_MONTH = 30.44
MORNING = 7


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Give an hour of a day as a stamp."""
    return datetime.combine(day, time(hour, minute), ZONE)


def latest_day(now: datetime) -> date:
    """Give the last day whose morning has come in the demo city, which is as far as its story is told."""
    local = now.astimezone(ZONE)
    return local.date() if local.hour >= MORNING else local.date() - timedelta(days=1)


def months_after(day: date, months: float) -> date:
    """Count months of average length; negative ones lie before."""
    return day + timedelta(days=round(months * DAYS_PER_MONTH))


def next_weekday(day: date, weekday: int) -> date:
    """Give the first day of a weekday on or after a day; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


class Clocks:
    """Working time on each of the city's calendars, compiled once."""

    def __init__(self, years: range) -> None:
        self.years = years
        self.around_the_clock = WorkTime(ROUND_THE_CLOCK)
        self.compiled: dict[int, WorkTime] = {}

    def of(self, task: Task, project: Project) -> WorkTime:
        """Give the working time a task is done in."""
        if task.is_elapsed:
            return self.around_the_clock
        calendar = task.calendar or project.calendar
        if calendar.pk not in self.compiled:
            self.compiled[calendar.pk] = WorkTime(engine_calendar(calendar, years=self.years))
        return self.compiled[calendar.pk]
