"""Who does what, between a file's resources and assignments and the rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from milepost.domain.people.models import Equipment, Person
from milepost.domain.projects.calculations.teams import FULL_TIME, NO_WORK, Terms, Who, joined, terms_of
from milepost.domain.projects.models import Assignment, Project
from milepost.engine.calendar.pattern import DayShifts
from milepost.exchange.calendars import flattened
from milepost.exchange.plan import Plan, PlanAssignment, PlanCalendar, PlanResource, PlanTask

WORK = "work"
"""The kind of resource that spends time; material and cost stay with the file, but for what the catalog knows."""
MATERIAL = "material"
Team = dict[Who, Terms]
Catalog = Mapping[str, Equipment]
"""Equipment by its name, folded for comparison."""


def teams_in(plan: Plan, persons: Mapping[str, Person], catalog: Catalog) -> dict[int, Team]:
    """Give who works on each task of a plan (uid), and what it books.

    `persons` are those of the directory by name and address. Equipment of the catalog is booked by its name, be it
    work or material in the file.
    """
    resources = {
        one.uid: one for one in plan.resources if is_assigned(one, catalog) and (one.name or one.email)
    }
    tasks = {task.uid: task for task in plan.tasks}
    lines: dict[int, dict[Who, list[Terms]]] = defaultdict(lambda: defaultdict(list))
    for assignment in plan.assignments:
        resource = resources.get(assignment.resource_uid)
        if resource is not None and assignment.task_uid in tasks:
            terms = _terms(assignment, resource, tasks[assignment.task_uid], persons, catalog)
            lines[assignment.task_uid][terms.who].append(terms)
    return {uid: {who: joined(terms) for who, terms in team.items()} for uid, team in lines.items()}


def is_assigned(resource: PlanResource, catalog: Catalog) -> bool:
    """Tell whether a resource of a file becomes part of a task's team."""
    return resource.kind == WORK or (resource.kind == MATERIAL and resource.name.casefold() in catalog)


def resource_calendars(plan: Plan) -> dict[str, int]:
    """Give the calendars (uid) of assigned resources by name, where they work at other hours than the project does."""
    hours = {one.uid: (one.week, _spans_of(one)) for one in flattened(plan.calendars)}
    usual = hours.get(plan.calendar_uid) if plan.calendar_uid is not None else None
    assigned = {assignment.resource_uid for assignment in plan.assignments}
    return {
        _name(one): one.calendar_uid
        for one in plan.resources
        if one.uid in assigned and one.kind == WORK and one.calendar_uid in hours
        if one.calendar_uid is not None and hours[one.calendar_uid] != usual
    }


def _spans_of(calendar: PlanCalendar) -> list[tuple[date, date, DayShifts]]:
    return [(one.first, one.last, one.shifts) for one in calendar.exceptions]


def _terms(
    assignment: PlanAssignment,
    resource: PlanResource,
    task: PlanTask,
    persons: Mapping[str, Person],
    catalog: Catalog,
) -> Terms:
    booked = catalog.get(resource.name.casefold())
    if booked is not None:
        return Terms(None, booked.name, assignment.units * FULL_TIME, NO_WORK)
    person = persons.get(resource.email.lower()) or persons.get(resource.name.lower())
    units = assignment.units * FULL_TIME
    follows = _follows(task, units)
    work = None if assignment.work_minutes == follows else assignment.work_minutes
    return Terms(person.pk if person else None, "" if person else _name(resource), units, work)


def _name(resource: PlanResource) -> str:
    return (resource.name or resource.email)[:200]


def _follows(task: PlanTask, units_percent: float) -> int:
    """Give the work that follows from units and duration."""
    return round(task.duration_minutes * units_percent / FULL_TIME)


def with_people(
    plan: Plan, project: Project, kept: Plan | None, persons: Mapping[str, Person], catalog: Catalog
) -> None:
    """Write the teams of a project's tasks; lines of the file it came from stay while they say the same.

    A task that nobody is assigned to names its responsible person.
    """
    plan.resources = list(kept.resources) if kept else []
    known = teams_in(kept, persons, catalog) if kept else {}
    lines = _lines(kept)
    people = _Resources(plan.resources, catalog)
    teams = _teams(project)
    for task in plan.tasks:
        standing = lines.get(task.uid, [])
        rows = teams.get(task.uid, [])
        if rows and {terms_of(row).who: terms_of(row).typed for row in rows} == known.get(task.uid):
            plan.assignments += standing
            continue
        plan.assignments += [line for line in standing if not people.is_assigned(line.resource_uid)]
        plan.assignments += [_line(task, row, people) for row in rows]
        if not rows and task.responsible:
            plan.assignments.append(PlanAssignment(task.uid, people.uid([task.responsible])))


def _line(task: PlanTask, row: Assignment, people: "_Resources") -> PlanAssignment:
    names = [row.person.email, row.person.name] if row.person else [row.resource]
    work = row.own_work_minutes
    work = round(terms_of(row).work_in(task.duration_minutes)) if work is None else work
    uid = people.uid(names, email=row.person.email if row.person else "")
    return PlanAssignment(task.uid, uid, row.units_percent / FULL_TIME, work)


class _Resources:
    """The plan's resources by name and address; who is not among them is added."""

    def __init__(self, resources: list[PlanResource], catalog: Catalog) -> None:
        self._resources = resources
        self._aside = {one.uid for one in resources if not is_assigned(one, catalog)}
        self._uids = {
            name.lower(): one.uid
            for one in reversed(resources)
            for name in (one.name, one.email)
            if name and one.uid not in self._aside
        }

    def is_assigned(self, uid: int) -> bool:
        """Tell whether a line of this resource is of a team; what the file does not name spends time."""
        return uid not in self._aside

    def uid(self, names: Iterable[str], *, email: str = "") -> int:
        wanted = [name for name in names if name]
        for name in wanted:
            if name.lower() in self._uids:
                return self._uids[name.lower()]
        uid = max((one.uid for one in self._resources), default=0) + 1
        self._resources.append(PlanResource(uid, wanted[-1], email=email))
        self._uids |= {name.lower(): uid for name in wanted}
        return uid


def _teams(project: Project) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(task__project=project).select_related("person", "task")
    for row in rows.order_by("pk"):
        found[row.task.uid].append(row)
    return found


def _lines(kept: Plan | None) -> dict[int, list[PlanAssignment]]:
    found: dict[int, list[PlanAssignment]] = defaultdict(list)
    for assignment in kept.assignments if kept else ():
        found[assignment.task_uid].append(assignment)
    return found
