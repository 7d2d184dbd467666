"""From a project's rows to the engine and back: the network, the schedule, the derived rows."""

from dataclasses import dataclass
from datetime import datetime

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import datetime_of, minutes_of
from milepost.engine.network.model import Constraint, LagUnit, LinkType, Network
from milepost.engine.network.model import Link as EngineLink
from milepost.engine.network.model import Task as EngineTask

YEARS_BACK, YEARS_AHEAD = 3, 40


@dataclass(frozen=True, slots=True)
class ProjectNetwork:
    """The engine's network with the rows' ids in the same order."""

    network: Network
    task_ids: list[int]
    link_ids: list[int]


def network_of(project: Project) -> ProjectNetwork:
    """Read what was decided of a project's schedule, in a constant number of queries."""
    tasks = list(Task.objects.filter(project=project).order_by("position"))
    links = list(Link.objects.filter(project=project).order_by("id"))
    calendars = _calendars(project, tasks)
    index = {calendar.pk: position for position, calendar in enumerate(calendars)}
    uid_of = {task.pk: task.uid for task in tasks}
    network = Network(
        start=minutes_of(project.start),
        tasks=[_engine_task(task, uid_of, index) for task in tasks],
        links=[_engine_link(link, uid_of) for link in links],
        calendars=[engine_calendar(calendar, years=_years(project)) for calendar in calendars],
        project_calendar=index[project.calendar_id],
        status=_minutes(project.status_date),
        critical_slack=project.critical_slack_minutes,
    )
    return ProjectNetwork(network, [task.pk for task in tasks], [link.pk for link in links])


def minutes_between(task: Task, start: datetime, finish: datetime) -> int:
    """Count the minutes a task works between two moments; all minutes when its duration is elapsed."""
    return _work_time(task).between(minutes_of(start), minutes_of(finish))


def finish_after(task: Task, start: datetime, minutes: int) -> datetime:
    """Give the moment a task ends that starts at a moment and works that long."""
    return datetime_of(_work_time(task).add(minutes_of(start), minutes))


def _work_time(task: Task) -> WorkTime:
    if task.is_elapsed:
        return WorkTime(ROUND_THE_CLOCK)
    calendar = task.calendar or task.project.calendar
    return WorkTime(engine_calendar(calendar, years=_years(task.project)))


def _years(project: Project) -> range:
    """The years over which yearly exceptions are unrolled."""
    return range(project.start.year - YEARS_BACK, project.start.year + YEARS_AHEAD)


def _calendars(project: Project, tasks: list[Task]) -> list[WorkingCalendar]:
    wanted = {project.calendar_id, *(task.calendar_id for task in tasks if task.calendar_id)}
    return list(WorkingCalendar.objects.filter(pk__in=wanted).prefetch_related("exceptions").order_by("pk"))


def _engine_task(task: Task, uid_of: dict[int, int], calendar_index: dict[int, int]) -> EngineTask:
    return EngineTask(
        uid=task.uid,
        parent=uid_of[task.parent_id] if task.parent_id else None,
        duration=task.duration_minutes,
        elapsed=task.is_elapsed,
        calendar=calendar_index[task.calendar_id] if task.calendar_id else None,
        constraint=Constraint(task.constraint),
        constraint_at=_minutes(task.constraint_at),
        deadline=_minutes(task.deadline),
        percent_complete=task.percent_complete,
        actual_start=_minutes(task.actual_start),
        actual_finish=_minutes(task.actual_finish),
        remaining=task.remaining_minutes,
        pinned_start=_minutes(task.manual_start),
        pinned_finish=_minutes(task.manual_finish),
        active=task.is_active,
        name=task.name,
    )


def _engine_link(link: Link, uid_of: dict[int, int]) -> EngineLink:
    return EngineLink(
        predecessor=uid_of[link.predecessor_id],
        successor=uid_of[link.successor_id],
        type=LinkType(link.type),
        lag=link.lag,
        lag_unit=LagUnit(link.lag_unit),
    )


def _minutes(instant: datetime | None) -> int | None:
    return None if instant is None else minutes_of(instant)
