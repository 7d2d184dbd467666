"""A project's rows as the plan that files are written from."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.calculations.openings import equipment_named
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.people.queries import persons_by_name
from milepost.domain.projects.calculations.clocks import split_parts
from milepost.domain.projects.calculations.plan_people import with_people
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Baseline, BaselineTask, Link, Project, ProjectCalendar, Task
from milepost.engine.calendar.pattern import Calendar, DayShifts
from milepost.engine.effort import TaskType
from milepost.engine.instants import MINUTES_PER_DAY, datetime_of
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.calendars import flattened
from milepost.exchange.outline import settle_outline
from milepost.exchange.plan import (
    Kind,
    Plan,
    PlanBaseline,
    PlanCalendar,
    PlanException,
    PlanLink,
    PlanTask,
)

MOST_BASELINES = 11
"""Microsoft Project keeps the current baseline as number 0 and ten earlier ones."""


def plan_of(project: Project, *, kept: Plan | None = None) -> Plan:
    """Lay a project out as a plan; `kept` is the file it came from, whose resources stay where nobody else is named."""
    tasks = list(Task.objects.filter(project=project).select_related("responsible").order_by("position"))
    calendars = _calendars(project, tasks, kept)
    plan = Plan(
        name=project.name,
        start=project.start,
        finish=project.required_finish,
        from_finish=project.required_finish is not None,
        guid=project.guid,
        status_date=project.status_date,
        minutes_per_day=project.minutes_per_day,
        minutes_per_week=project.minutes_per_week,
        days_per_month=project.days_per_month,
        critical_slack_minutes=project.critical_slack_minutes,
        calendars=_with_kept([_calendar(row, uid, years_of(project)) for row, uid in calendars], kept),
        calendar_uid=next(uid for row, uid in calendars if row.pk == project.calendar_id),
        tasks=_tasks(project, tasks, {row.pk: uid for row, uid in calendars}),
        links=_links(project),
    )
    catalog = equipment_named(one.name for one in kept.resources) if kept else {}
    with_people(plan, project, kept, persons_by_name(), catalog)
    return plan


def _calendars(
    project: Project, tasks: Iterable[Task], kept: Plan | None
) -> list[tuple[WorkingCalendar, int]]:
    """Give the calendars in use, each with its number in the file it came from, or else the next free one."""
    wanted = {project.calendar_id, *(task.calendar_id for task in tasks if task.calendar_id)}
    own = dict(ProjectCalendar.objects.filter(project=project).values_list("calendar", "uid"))
    taken = [*own.values(), *(calendar.uid for calendar in (kept.calendars if kept else ()))]
    following = max(taken, default=0) + 1
    found = []
    for row in WorkingCalendar.objects.filter(pk__in=wanted).prefetch_related("exceptions").order_by("pk"):
        if row.pk not in own:
            own[row.pk], following = following, following + 1
        found.append((row, own[row.pk]))
    return found


def _calendar(row: WorkingCalendar, uid: int, years: range) -> PlanCalendar:
    calendar: Calendar = engine_calendar(row, years=years)
    exceptions = [
        PlanException(_date(found.first), _date(found.last), found.shifts) for found in calendar.exceptions
    ]
    return PlanCalendar(uid, row.name, calendar.week, exceptions)


def _with_kept(calendars: list[PlanCalendar], kept: Plan | None) -> list[PlanCalendar]:
    """Take a calendar as its file has it where it says the same, and keep those that only the file's resources use."""
    if kept is None:
        return calendars
    in_file = {calendar.uid: calendar for calendar in kept.calendars}
    complete = {calendar.uid: calendar for calendar in flattened(kept.calendars)}
    chosen = [
        in_file[own.uid] if own.uid in complete and _same(own, complete[own.uid]) else own
        for own in calendars
    ]
    ours = {calendar.uid for calendar in calendars}
    return chosen + [calendar for calendar in kept.calendars if calendar.uid not in ours]


def _same(own: PlanCalendar, other: PlanCalendar) -> bool:
    return own.week == other.week and _spans(own) == _spans(other)


def _spans(calendar: PlanCalendar) -> list[tuple[date, date, DayShifts]]:
    return [(found.first, found.last, found.shifts) for found in calendar.exceptions]


def _date(day: int) -> date:
    return datetime_of(day * MINUTES_PER_DAY).date()


def _tasks(project: Project, rows: list[Task], calendars: dict[int, int]) -> list[PlanTask]:
    baselines, parts = _baselines(project), split_parts(project)
    levels: dict[int | None, int] = {None: 0}
    tasks = []
    for row in rows:
        levels[row.pk] = levels[row.parent_id] + 1
        task = _task(row, levels[row.pk], calendars, baselines.get(row.uid, []))
        task.worked = [(datetime_of(start), datetime_of(finish)) for start, finish in parts.get(row.pk, ())]
        tasks.append(task)
    settle_outline(tasks)
    return tasks


def _task(row: Task, level: int, calendars: dict[int, int], baselines: list[PlanBaseline]) -> PlanTask:
    return PlanTask(
        uid=row.uid,
        name=row.name,
        outline_level=level,
        kind=Kind.MILESTONE if row.is_milestone else Kind.TASK,
        guid=row.guid,
        duration_minutes=row.duration_minutes,
        duration_unit=row.duration_unit,
        estimated=row.is_estimated,
        type=TaskType(row.type),
        effort_driven=row.is_effort_driven,
        ignores_people=row.ignores_people,
        calendar_uid=calendars[row.calendar_id] if row.calendar_id else None,
        constraint=Constraint(row.constraint),
        constraint_at=row.constraint_at,
        deadline=row.deadline,
        percent_complete=row.percent_complete,
        actual_start=row.actual_start,
        actual_finish=row.actual_finish,
        remaining_minutes=row.remaining_minutes,
        manual_start=row.manual_start,
        manual_finish=row.manual_finish,
        leveling_delay_minutes=row.leveling_delay_minutes,
        active=row.is_active,
        priority=row.priority,
        notes=row.notes,
        responsible=row.responsible.name if row.responsible else row.responsible_name,
        baselines=baselines,
    )


def _baselines(project: Project) -> dict[int, list[PlanBaseline]]:
    """Give each task's baselines by uid, the current one as number 0."""
    latest = Baseline.objects.filter(project=project).order_by("-number")[:MOST_BASELINES]
    found: dict[int, list[PlanBaseline]] = defaultdict(list)
    for number, baseline in enumerate(latest):
        for kept in BaselineTask.objects.filter(baseline=baseline):
            found[kept.uid].append(PlanBaseline(number, kept.start, kept.finish, kept.duration_minutes))
    return found


def _links(project: Project) -> list[PlanLink]:
    links = (
        Link.objects.filter(project=project, is_external=False)
        .select_related("predecessor", "successor")
        .order_by("pk")
    )
    return [
        PlanLink(
            link.predecessor.uid,
            link.successor.uid,
            LinkType(link.type),
            link.lag,
            LagUnit(link.lag_unit),
            link.lag_shown_in,
        )
        for link in links
    ]
