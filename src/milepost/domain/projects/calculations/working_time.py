"""Working time between two moments, counted on a project's calendar."""

from collections.abc import Sequence
from datetime import datetime

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.calculations.years import YEARS_AHEAD, YEARS_BACK
from milepost.domain.projects.models import Project
from milepost.engine.calendar.pattern import Calendar
from milepost.engine.calendar.table import Horizon, Tables, work_between
from milepost.engine.calendar.worktime import one_table, widened
from milepost.engine.instants import MINUTES_PER_DAY, minutes_of


class WorkingTime:
    """Counts on one calendar and keeps its table, so that thousands of tasks are counted at once."""

    def __init__(self, calendar: Calendar, *, minutes_per_day: int) -> None:
        self.minutes_per_day = minutes_per_day
        self._calendar = calendar
        self._tables: Tables | None = None

    def minutes(self, first: datetime, second: datetime) -> int:
        """Count working minutes from the first moment to the second; negative when the second comes earlier."""
        start, finish = minutes_of(first), minutes_of(second)
        return work_between(self._table_over(min(start, finish), max(start, finish)), 0, start, finish)

    def days(self, first: datetime, second: datetime) -> float:
        """Count working days, of the length the project gives them."""
        return self.minutes(first, second) / self.minutes_per_day

    def _table_over(self, first: int, last: int) -> Tables:
        if self._tables is None or first < self._tables.origin or last >= self._tables.limit:
            horizon = widened(Horizon(first // MINUTES_PER_DAY, last // MINUTES_PER_DAY + 1))
            self._tables = one_table(self._calendar, horizon)
        return self._tables


def working_times(projects: Sequence[Project]) -> dict[int, WorkingTime]:
    """Give each project the count on its calendar, one for all that count alike, in two queries."""
    rows = WorkingCalendar.objects.filter(pk__in={project.calendar_id for project in projects})
    starts = [project.start.year for project in projects]
    years = range(min(starts, default=0) - YEARS_BACK, max(starts, default=0) + YEARS_AHEAD)
    calendars = {row.pk: engine_calendar(row, years=years) for row in rows.prefetch_related("exceptions")}
    shared = {
        (calendar_id, minutes): WorkingTime(calendars[calendar_id], minutes_per_day=minutes)
        for calendar_id, minutes in {(project.calendar_id, project.minutes_per_day) for project in projects}
    }
    return {project.pk: shared[project.calendar_id, project.minutes_per_day] for project in projects}


def working_time_of(project: Project) -> WorkingTime:
    """Give the count on one project's calendar."""
    return working_times([project])[project.pk]
