"""Write a file's plan into a project's rows, within an action under way."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from milepost.domain.common.recording import Recorder
from milepost.domain.people.calculations.openings import equipment_named
from milepost.domain.people.models import CalendarException, Person, WorkingCalendar
from milepost.domain.people.queries import persons_by_name
from milepost.domain.projects.actions.assigning import amounts, assignments_of, new_assignment
from milepost.domain.projects.calculations.plan_matching import (
    Matched,
    links_by_ends,
    match_tasks,
    responsible_names,
    values_of_link,
    values_of_task,
)
from milepost.domain.projects.calculations.plan_people import resource_calendars, teams_in
from milepost.domain.projects.calculations.teams import Who, terms_of
from milepost.domain.projects.models import (
    Assignment,
    Baseline,
    BaselineTask,
    Link,
    Project,
    ProjectCalendar,
    Task,
)
from milepost.domain.projects.models.task import POSITION_STEP
from milepost.domain.projects.queries import links_touching
from milepost.engine.network.model import Network
from milepost.exchange.calendars import flattened
from milepost.exchange.network import project_network_of
from milepost.exchange.plan import Kind, Plan, PlanCalendar, PlanTask

CalendarRows = dict[int, WorkingCalendar]


def apply_plan(record: Recorder, project: Project, plan: Plan, *, by: Person, at: datetime) -> None:
    """Create, update and remove rows until the project holds what the file holds; its own additions stay."""
    matched, network = match_tasks(plan, project), project_network_of(plan)
    calendars = _calendars(record, project, plan)
    _project(record, project, plan, calendars, by_people=_runs_by_people(network))
    _remove(record, project, matched.gone)
    rows = _tasks(record, project, plan, matched, calendars, network)
    _links(record, project, plan, rows)
    _assignments(record, plan, rows, calendars)
    _baselines(record, project, plan, rows, by=by, at=at)


def _calendars(record: Recorder, project: Project, plan: Plan) -> CalendarRows:
    """Keep the calendars that the plan uses as the project's own."""
    used = {task.calendar_uid for task in plan.tasks} | {
        plan.calendar_uid,
        *resource_calendars(plan).values(),
    }
    standing = {own.uid: own.calendar for own in project.own_calendars.select_related("calendar")}
    rows = {}
    for calendar in flattened(plan.calendars):
        if calendar.uid in used:
            rows[calendar.uid] = _calendar(record, project, calendar, standing.get(calendar.uid))
    return rows


def _calendar(
    record: Recorder, project: Project, calendar: PlanCalendar, row: WorkingCalendar | None
) -> WorkingCalendar:
    week = [[list(shift) for shift in day or ()] for day in calendar.week]
    if row is None:
        row = record.create(WorkingCalendar(name=calendar.name[:200], week=week, is_city_wide=False))
        record.create(ProjectCalendar(project=project, calendar=row, uid=calendar.uid))
    else:
        record.update(row, name=calendar.name[:200], week=week)
        record.delete_many(list(row.exceptions.all()))
    record.create_many(
        [
            CalendarException(
                calendar=row,
                name=exception.name[:120],
                first=exception.first,
                last=exception.last,
                shifts=[list(shift) for shift in exception.shifts],
            )
            for exception in calendar.exceptions
        ]
    )
    return row


def _runs_by_people(network: Network) -> bool:
    return any(task.people_calendar is not None for task in network.tasks)


def _project(
    record: Recorder, project: Project, plan: Plan, calendars: CalendarRows, *, by_people: bool
) -> None:
    values: dict[str, Any] = {
        "start": plan.start,
        "required_finish": plan.finish if plan.from_finish else None,
        "follows_people": by_people or project.follows_people,
        "status_date": plan.status_date,
        "minutes_per_day": plan.minutes_per_day,
        "minutes_per_week": plan.minutes_per_week,
        "days_per_month": plan.days_per_month,
        "critical_slack_minutes": plan.critical_slack_minutes,
        "guid": plan.guid,
    }
    if plan.calendar_uid in calendars:
        values["calendar"] = calendars[plan.calendar_uid]
    record.update(project, **values)


def _remove(record: Recorder, project: Project, gone: list[Task]) -> None:
    """Remove what the file no longer holds; a task added here below a removed summary moves up a level."""
    keys = {task.pk for task in gone}
    if not keys:
        return
    record.delete_many(links_touching(project, keys))
    record.delete_many(assignments_of(keys))
    orphans = Task.objects.filter(project=project, parent__in=keys).exclude(pk__in=keys)
    record.update_many([(task, {"parent": None}) for task in orphans])
    record.delete_many(gone[::-1])


def _tasks(
    record: Recorder,
    project: Project,
    plan: Plan,
    matched: Matched,
    calendars: CalendarRows,
    network: Network,
) -> dict[int, Task]:
    """Write the tasks level by level, so that each finds its summary; gives the rows by the plan's uid."""
    names, persons = (
        responsible_names(plan, equipment_named(one.name for one in plan.resources)),
        persons_by_name(),
    )
    rows = dict(matched.rows)
    uids = _free_uids(project, plan, matched)
    places = {task.uid: place for place, task in enumerate(plan.tasks)}
    for level in sorted({task.outline_level for task in plan.tasks}):
        created: list[tuple[PlanTask, Task]] = []
        for task in (task for task in plan.tasks if task.outline_level == level):
            place = places[task.uid]
            values = values_of_task(task, place, network.tasks[place].pauses)
            values |= _person(names.get(task.uid, ""), persons)
            values["calendar"] = calendars.get(task.calendar_uid) if task.calendar_uid is not None else None
            values["parent"] = rows[task.parent_uid] if task.parent_uid is not None else None
            if task.uid in rows:
                record.update(rows[task.uid], **values)
            else:
                created.append((task, Task(project=project, uid=uids[task.uid], **values)))
        record.create_many([row for _, row in created])
        rows |= {task.uid: row for task, row in created}
    _put_own_last(record, project, rows)
    return rows


def _free_uids(project: Project, plan: Plan, matched: Matched) -> dict[int, int]:
    """Keep the file's uids, but give the next free one where a task added here already bears it."""
    taken = set(Task.objects.filter(project=project).values_list("uid", flat=True))
    following = max(taken | {task.uid for task in plan.tasks}, default=0) + 1
    uids = {}
    for task in plan.tasks:
        uids[task.uid] = task.uid
        if task.uid in taken and task.uid not in matched.rows:
            uids[task.uid], following = following, following + 1
    return uids


def _put_own_last(record: Recorder, project: Project, rows: dict[int, Task]) -> None:
    """Place the tasks that were added here behind the subtree they stand in, after the file's order."""
    own = list(Task.objects.filter(project=project, is_from_file=False).order_by("position"))
    if not own:
        return
    children: dict[int | None, list[Task]] = {}
    for task in sorted(rows.values(), key=lambda row: row.position) + own:
        children.setdefault(task.parent_id, []).append(task)
    ordered: list[Task] = []
    stack = children.get(None, [])[::-1]
    while stack:
        task = stack.pop()
        ordered.append(task)
        stack += children.get(task.pk, [])[::-1]
    record.update_many(
        [(task, {"position": (place + 1) * POSITION_STEP}) for place, task in enumerate(ordered)]
    )


def _person(name: str, persons: dict[str, Person]) -> dict[str, Any]:
    person = persons.get(name.lower())
    return {"responsible": person, "responsible_name": "" if person else name[:200]}


def _links(record: Recorder, project: Project, plan: Plan, rows: dict[int, Task]) -> None:
    standing = links_by_ends(project)
    created, updated, wanted = [], [], set()
    for link in plan.links:
        predecessor, successor = rows[link.predecessor_uid], rows[link.successor_uid]
        ends = (predecessor.pk, successor.pk, int(link.type))
        values = values_of_link(link)
        wanted.add(ends)
        if row := standing.get(ends):
            updated.append((row, values))
        else:
            created.append(Link(project=project, predecessor=predecessor, successor=successor, **values))
    from_file = {row.pk for row in rows.values()}
    record.delete_many(
        [row for ends, row in standing.items() if ends not in wanted and from_file.issuperset(ends[:2])]
    )
    record.update_many(updated)
    record.create_many(created)


def _assignments(record: Recorder, plan: Plan, rows: dict[int, Task], calendars: CalendarRows) -> None:
    """Let the people of the file work on its tasks; who was added here to a task of the file goes, as its links do."""
    persons = persons_by_name()
    named = {person.pk: person for person in persons.values()}
    catalog = equipment_named(one.name for one in plan.resources)
    teams = teams_in(plan, persons, catalog)
    standing: dict[int, dict[Who, Assignment]] = {row.pk: {} for row in rows.values()}
    for assignment in assignments_of(standing):
        standing[assignment.task_id][terms_of(assignment).who] = assignment
    created, updated, gone = [], [], []
    hours = {name: calendars[uid] for name, uid in resource_calendars(plan).items()}
    for uid, task in rows.items():
        now, wanted = standing[task.pk], teams.get(uid, {})
        gone += [row for who, row in now.items() if who not in wanted]
        for who, terms in wanted.items():
            booked = catalog.get(terms.resource.casefold())
            own = {"calendar": hours.get(terms.resource), "equipment": booked}
            if who in now:
                standing_terms = terms._replace(joined_minutes=now[who].joined_minutes)
                updated.append((now[who], amounts(standing_terms) | own))
            else:
                created.append(new_assignment(task, terms, equipment=booked))
                created[-1].person = named.get(terms.person or 0)
                created[-1].calendar = hours.get(terms.resource)
    record.delete_many(gone)
    record.update_many(updated)
    record.create_many(created)


def _baselines(
    record: Recorder, project: Project, plan: Plan, rows: dict[int, Task], *, by: Person, at: datetime
) -> None:
    """Keep the file's baselines that are not kept yet.

    Microsoft Project's own current baseline bears number 0, so it is kept last; 1 to 10 come before it.
    """
    if project.baselines.exists():
        return
    numbers = {baseline.number for task in plan.tasks for baseline in task.baselines if baseline.start}
    for order, number in enumerate(sorted(numbers, key=lambda number: (number == 0, number))):
        kept = list(_kept(plan, number, rows))
        if not kept:
            continue
        baseline = record.create(
            Baseline(
                project=project,
                number=order,
                name=f"Baseline {number}" if number else "Baseline",
                reason="From the file.",
                at=at,
                by=by,
                start=min(task.start for task in kept),
                finish=max(task.finish for task in kept),
            )
        )
        for task in kept:
            task.baseline = baseline
        record.create_many(kept)


def _kept(plan: Plan, number: int, rows: dict[int, Task]) -> Iterable[BaselineTask]:
    for task in plan.tasks:
        for baseline in task.baselines:
            if baseline.number == number and baseline.start and baseline.finish:
                yield BaselineTask(
                    uid=rows[task.uid].uid,
                    name=task.name[:255],
                    is_summary=task.kind is Kind.SUMMARY,
                    is_milestone=task.kind is Kind.MILESTONE,
                    start=baseline.start,
                    finish=baseline.finish,
                    duration_minutes=baseline.duration_minutes or 0,
                )
