"""From a project's rows to the engine and back: the network, the schedule, the derived rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, Expression, OuterRef, Q

from milepost.domain.common.fields import minutes_in
from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.calculations.clocks import clock_of, pauses_of, worked_within
from milepost.domain.projects.calculations.people_calendars import PeopleCalendars, people_calendars_of
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.calendar.pattern import AnyCalendar
from milepost.engine.instants import MINUTES_PER_DAY, datetime_of, minutes_of
from milepost.engine.network.model import Constraint, LagUnit, LinkType, Network
from milepost.engine.network.model import Link as EngineLink
from milepost.engine.network.model import Task as EngineTask
from milepost.engine.schedule import schedule


@dataclass(frozen=True, slots=True)
class ProjectNetwork:
    """The engine's network with the rows' ids in the same order; external tasks stand last and have none here."""

    network: Network
    task_ids: list[int]
    link_ids: list[int]
    calendar_places: dict[int, int]
    """Index of each calendar in the network, by its key."""
    people: PeopleCalendars | None = None
    """When those work who are assigned, where the tasks follow that."""


class Span(NamedTuple):
    """When a task starts and finishes, in minutes."""

    start: int
    finish: int


def network_of(
    project: Project,
    *,
    named: Collection[int] | None = None,
    dates: Mapping[int, Span] | None = None,
) -> ProjectNetwork:
    """Read what was decided of a project's schedule, in a constant number of queries.

    Tasks of other projects that it waits for come as external tasks with their stored dates, or with those that `dates`
    gives by task. `named` holds the projects that may be named, by default all.
    """
    tasks = list(Task.objects.filter(project=project).order_by("position").values_list("pk", *_TASK_FIELDS))
    within = Link.objects.filter(project=project, is_external=False).order_by("pk")
    links = list(within.values_list("pk", *_LINK_FIELDS))
    waits = [wait for wait in externals_of(project, dates=dates or {}) if wait.span is not None]
    rows = _calendars(project)
    index = {calendar.pk: position for position, calendar in enumerate(rows)}
    calendars: list[AnyCalendar] = [engine_calendar(row, years=years_of(project)) for row in rows]
    own = [_engine_task(row, index) for _, *row in tasks]
    people = people_calendars_of(project)
    if people is not None:
        places = people.in_network(
            {pk: task.calendar for (pk, *_), task in zip(tasks, own, strict=True)}, calendars
        )
        own = [
            task._replace(people_calendar=places.get(pk)) for (pk, *_), task in zip(tasks, own, strict=True)
        ]
    network = Network(
        start=minutes_of(project.start),
        finish=None if project.required_finish is None else minutes_of(project.required_finish),
        tasks=[*own, *{wait.predecessor_id: wait.task(named) for wait in waits}.values()],
        links=[*(_engine_link(row) for _, *row in links), *(wait.link for wait in waits)],
        calendars=calendars,
        project_calendar=index[project.calendar_id],
        status=None if project.status_date is None else minutes_of(project.status_date),
        critical_slack=project.critical_slack_minutes,
    )
    link_ids = [*(pk for pk, *_ in links), *(wait.link_id for wait in waits)]
    return ProjectNetwork(network, [pk for pk, *_ in tasks], link_ids, index, people)


class External(NamedTuple):
    """A link from a task of another project, with that task as the schedule takes it."""

    link_id: int
    link: EngineLink
    predecessor_id: int
    name: str
    duration: int
    is_elapsed: bool
    is_active: bool
    project_id: int
    project_number: str
    span: Span | None

    def task(self, named: Collection[int] | None = None) -> EngineTask:
        """Give the external task; of a project that is not to be named it bears no name."""
        is_named = named is None or self.project_id in named
        start, finish = self.span or (None, None)
        return EngineTask(
            self.link.predecessor,
            duration=self.duration,
            elapsed=self.is_elapsed,
            pinned_start=start,
            pinned_finish=finish,
            active=self.is_active,
            name=self.name if is_named else "",
            of=self.project_number if is_named else ANOTHER_PROJECT,
        )


ANOTHER_PROJECT = "another project"


def externals_of(project: Project, *, dates: Mapping[int, Span]) -> list[External]:
    """Give the links that a project's tasks have from other projects, in a constant number of queries."""
    links = Link.objects.filter(project=project, is_external=True).order_by("pk")
    found = []
    for pk, key, successor, kind, lag, unit, name, duration, duration_unit, *rest in links.values_list(
        *_EXTERNAL_FIELDS
    ):
        is_active, project_id, number, start, finish = rest
        stored = None if start is None else Span(start, finish)
        # External tasks count below zero, where no task of the project itself does.
        link = _engine_link([-key, successor, kind, lag, unit])
        facts = (key, name, duration, duration_unit.startswith("e"), is_active, project_id, number)
        found.append(External(pk, link, *facts, span=dates.get(key, stored)))
    idle = _below_inactive({wait.project_id for wait in found})
    return [wait._replace(is_active=wait.is_active and wait.predecessor_id not in idle) for wait in found]


def _below_inactive(projects: Collection[int]) -> set[int]:
    """Give the tasks below inactive summaries of projects, which are inactive with them."""
    tasks = Task.objects.filter(project__in=projects).order_by("project", "position")
    if not projects or not tasks.filter(is_active=False).exists():
        return set()
    idle: set[int] = set()
    for pk, parent, is_active in tasks.values_list("pk", "parent_id", "is_active"):
        if not is_active or parent in idle:
            idle.add(pk)
    return idle


def planned_dates(project: Project) -> dict[int, tuple[datetime, datetime]]:
    """Give each task's start and finish as they follow from the rows now; raises `ScheduleError`."""
    plan = network_of(project)
    result = schedule(plan.network)
    # External tasks stand behind the project's own, and have no place here.
    dates = zip(plan.task_ids, result.start.tolist(), result.finish.tolist(), strict=False)
    return {pk: (datetime_of(start), datetime_of(finish)) for pk, start, finish in dates}


def minutes_between(task: Task, start: datetime, finish: datetime) -> int:
    """Count the minutes a task works between two moments, its splits left out; all when its duration is elapsed."""
    return worked_within(
        pauses_of(task.pauses), clock_of(task).between(minutes_of(start), minutes_of(finish))
    )


def finish_after(task: Task, start: datetime, minutes: int) -> datetime:
    """Give the moment a task ends that starts at a moment and works that long, with its splits between."""
    paused = sum(pause.minutes for pause in pauses_of(task.pauses) if pause.after < minutes)
    return datetime_of(clock_of(task).add(minutes_of(start), minutes + paused))


def worked_days_from(task: Task, day: date, days: int) -> date:
    """Give the day so many days on which the task is worked later, or earlier."""
    calendar = clock_of(task)
    step = 1 if days > 0 else -1
    left = abs(days)
    while left:
        day += timedelta(days=step)
        begins = minutes_of(datetime.combine(day, time()))
        left -= calendar.between(begins, begins + MINUTES_PER_DAY) > 0
    return day


def _calendars(project: Project) -> list[WorkingCalendar]:
    """Give the calendars of the project and of its tasks."""
    in_use = Q(pk=project.calendar_id) | Exists(Task.objects.filter(project=project, calendar=OuterRef("pk")))
    return list(WorkingCalendar.objects.filter(in_use).prefetch_related("exceptions").order_by("pk"))


# In the order of the engine's fields, so that thousands are read without a row object each.
_TASK_FIELDS: tuple[str | Expression, ...] = (
    "uid",
    "parent__uid",
    "duration_minutes",
    "duration_unit",
    "calendar_id",
    "constraint",
    minutes_in("constraint_at"),
    minutes_in("deadline"),
    "percent_complete",
    minutes_in("actual_start"),
    minutes_in("actual_finish"),
    "remaining_minutes",
    minutes_in("manual_start"),
    minutes_in("manual_finish"),
    "leveling_delay_minutes",
    "pauses",
    "is_active",
    "name",
)
_LINK_FIELDS = ("predecessor__uid", "successor__uid", "type", "lag", "lag_unit")
_EXTERNAL_FIELDS: tuple[str | Expression, ...] = (
    "pk",
    "predecessor_id",
    "successor__uid",
    "type",
    "lag",
    "lag_unit",
    "predecessor__name",
    "predecessor__duration_minutes",
    "predecessor__duration_unit",
    "predecessor__is_active",
    "predecessor__project_id",
    "predecessor__project__number",
    minutes_in("predecessor__dates__start"),
    minutes_in("predecessor__dates__finish"),
)
_CONSTRAINTS = {constraint.value: constraint for constraint in Constraint}
_LINK_TYPES = {kind.value: kind for kind in LinkType}
_LAG_UNITS = {unit.value: unit for unit in LagUnit}


def _engine_task(row: list[Any], calendar_index: dict[int, int]) -> EngineTask:
    uid, parent, duration, unit, calendar, constraint, *dates, leveling_delay, pauses, active, name = row
    constraint_at, deadline, percent_complete, began, ended, remaining, pinned_start, pinned_finish = dates
    return EngineTask(
        uid,
        parent,
        duration,
        unit.startswith("e"),
        None if calendar is None else calendar_index[calendar],
        _CONSTRAINTS[constraint],
        constraint_at,
        deadline=deadline,
        percent_complete=percent_complete,
        actual_start=began,
        actual_finish=ended,
        remaining=remaining,
        pinned_start=pinned_start,
        pinned_finish=pinned_finish,
        pauses=pauses_of(pauses),
        leveling_delay=leveling_delay,
        active=active,
        name=name,
    )


def _engine_link(row: list[Any]) -> EngineLink:
    predecessor, successor, kind, lag, unit = row
    return EngineLink(predecessor, successor, _LINK_TYPES[kind], lag, _LAG_UNITS[unit])
