"""A person's week in hours: what the plan expects, what was entered, and what is posted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q, Sum

from milepost.domain.common.rules import rule_in_force, rule_value
from milepost.domain.people.local_time import day_begins
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.domain.staffing.calculations.capacity import cells_of_time
from milepost.domain.staffing.calculations.demand import demands_of, spread
from milepost.domain.staffing.calculations.own_work import UNDER_WAY, own_work, week_of
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.models import HoursLock, PostedHours, TimeCode, Timesheet, TimesheetEntry

RULE = "timesheets"
WEEK, DAY = timedelta(days=7), timedelta(days=1)
WEEKS_BACK = 4
QUARTER = 15
"""What the plan expects is shown in quarters of an hour."""


class Line(NamedTuple):
    """What hours go to: a task by project and number, a project as a whole, or a time code."""

    project: int | None = None
    task_uid: int | None = None
    code: str = ""


Hours = Mapping[tuple[Line, date], int]
"""Minutes by line and day."""


def timesheets_are_on(on: date) -> bool:
    """Tell whether the city has people submit timesheets."""
    return bool(rule_value(RULE, on=on)["is_on"])


def hours_feed_progress(on: date) -> bool:
    """Tell whether approved and imported hours become progress."""
    return bool(rule_value(RULE, on=on)["feeds_progress"])


def days_of(week: date) -> list[date]:
    """Give the seven days of a week from its Monday."""
    return [week + timedelta(days=number) for number in range(7)]


def length_of(day: date) -> int:
    """Give the minutes that a day has in the city: 23, 24 or 25 hours."""
    # Moments of one zone are subtracted by its clocks; in UTC they are as far apart as they are.
    begin, end = (day_begins(one).astimezone(UTC) for one in (day, day + DAY))
    return round((end - begin).total_seconds() / 60)


def locked_until() -> date | None:
    """Give the last day whose hours are closed; the latest word counts."""
    return HoursLock.objects.order_by("-pk").values_list("until", flat=True).first()


def is_locked(day: date) -> bool:
    until = locked_until()
    return until is not None and day <= until


def line_of(row: PostedHours | TimesheetEntry) -> Line:
    """Give what a posted or entered row goes to."""
    return Line(row.project_id, row.task_uid, row.code)


def entered_in(sheet: Timesheet) -> dict[tuple[Line, date], int]:
    """Give what a timesheet says."""
    return {(line_of(row), row.day): row.minutes for row in sheet.entries.all()}


def posted_in(person: Person, week: date) -> dict[tuple[Line, date], int]:
    """Give what counts of a person's week, adjustments added up."""
    rows = PostedHours.objects.filter(person=person, day__gte=week, day__lt=week + WEEK).order_by()
    keys = ("project_id", "task_uid", "code", "day")
    sums = rows.values_list(*keys).annotate(minutes=Sum("minutes"))
    return {(Line(project, uid, code), day): minutes for project, uid, code, day, minutes in sums if minutes}


def planned_in(person: Person, week: date) -> dict[tuple[Line, date], int]:
    """Give what the plan expects of a person's week: the work of each task on its days, and operations beside."""
    days = [Period(day, day + DAY) for day in days_of(week)]
    begin, end = datetime.combine(week, time()), datetime.combine(week + WEEK, time())
    mine = Assignment.objects.filter(
        person=person,
        task__is_active=True,
        task__children=None,
        task__project__state__in=UNDER_WAY,
        task__dates__start__lt=end,
        task__dates__finish__gt=begin,
    ).distinct()
    demands = [one._replace(percent_complete=0, remaining_minutes=None) for one in demands_of(mine)]
    uids = dict(Task.objects.filter(pk__in={one.task_id for one in demands}).values_list("pk", "uid"))
    found: dict[tuple[Line, date], int] = defaultdict(int)
    earliest = min((_day(one.start) for one in demands), default=week)
    minutes = spread(demands, days, as_of=earliest).minutes
    for demand, row in zip(demands, minutes, strict=True):
        for period, asked in zip(days, row, strict=True):
            found[Line(demand.project_id, uids[demand.task_id]), period.first] += _quarters(asked)
    ((_, operations),) = cells_of_time([person], days)
    for period, asked in zip(days, operations, strict=True):
        found[Line(code=TimeCode.OPERATIONS), period.first] += _quarters(asked)
    return {key: asked for key, asked in found.items() if asked}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the grid with its minutes by day; `name` says the task within `project`, or the time code."""

    line: Line
    name: str
    project: str
    minutes: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.minutes)


@dataclass(frozen=True, slots=True)
class Week:
    """A person's week as a grid."""

    person: Person
    week: date
    sheet: Timesheet | None
    lines: Sequence[SheetLine]
    is_planned: bool
    """Nothing was entered yet: the figures are what the plan expects."""

    @property
    def days(self) -> list[date]:
        return days_of(self.week)

    @property
    def totals(self) -> list[int]:
        return [sum(line.minutes[place] for line in self.lines) for place in range(7)]

    @property
    def total(self) -> int:
        return sum(self.totals)


def week_in_hours(person: Person, week: date) -> Week:
    """Give a week: once approved what counts, before that what was entered, and before that what the plan expects.

    Every task of the week, every other task under way and every time code has a line, in a constant number of queries.
    """
    sheet = Timesheet.objects.filter(person=person, week=week).select_related("decided_by").first()
    planned = planned_in(person, week)
    if sheet is not None and sheet.state == Timesheet.State.APPROVED:
        hours: Hours = posted_in(person, week)
        offered: Iterable[Line] = ()
    else:
        hours = planned if sheet is None else entered_in(sheet)
        own = own_work(person, since=week, until=week + WEEK)
        offered = [
            *(line for line, _ in planned),
            *(Line(one.task.project_id, one.task.uid) for one in own if one.whole_minutes is not None),
            *(Line(code=code) for code in TimeCode.values),
        ]
    return Week(person, week, sheet, lines_of(hours, offered, days_of(week)), sheet is None)


def lines_of(hours: Hours, offered: Iterable[Line], days: Sequence[date]) -> list[SheetLine]:
    """Name the lines of hours and those offered beside them, tasks first, in two queries."""
    wanted = dict.fromkeys([*(line for line, _ in hours), *offered])
    projects = Project.objects.in_bulk({line.project for line in wanted if line.project})
    tasks = {
        (project, uid): name
        for project, uid, name in Task.objects.filter(
            Q(project__in=projects), uid__in={line.task_uid for line in wanted if line.task_uid}
        ).values_list("project_id", "uid", "name")
    }
    found = [
        SheetLine(line, *_names(line, projects, tasks), [hours.get((line, day), 0) for day in days])
        for line in wanted
    ]
    order = list(TimeCode.values)
    return sorted(
        found, key=lambda one: (order.index(one.line.code) + 1 if one.line.code else 0, one.project, one.name)
    )


def _names(
    line: Line, projects: Mapping[int, Project], tasks: Mapping[tuple[int, int], str]
) -> tuple[str, str]:
    if line.project is None:
        return str(TimeCode(line.code).label), ""
    project = projects[line.project].name
    name = tasks.get((line.project, line.task_uid or 0), "")
    return (name, project) if name else (project, "")


def _quarters(minutes: float) -> int:
    return round(float(minutes) / QUARTER) * QUARTER


def _day(minutes: int) -> date:
    return (datetime(1970, 1, 1) + timedelta(minutes=minutes)).date()


def weeks_to_submit(person: Person, *, as_of: date) -> list[date]:
    """Give the Mondays of the weeks that are over, of the last few, whose hours a person has not handed in yet."""
    begun = rule_in_force(RULE, on=as_of).effective_on
    weeks = [week_of(as_of) - WEEK * number for number in range(1, WEEKS_BACK + 1)]
    weeks = [week for week in weeks if week + WEEK > begun]
    settled = Timesheet.objects.filter(person=person, week__in=weeks).exclude(
        state__in=[Timesheet.State.OPEN, Timesheet.State.RETURNED]
    )
    done = set(settled.values_list("week", flat=True))
    return sorted(week for week in weeks if week not in done)
