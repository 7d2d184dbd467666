"""A file's plan laid beside a project's rows: which task is which, and what would differ."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from milepost.domain.projects.calculations.plan_people import WORK
from milepost.domain.projects.models import Link, Project, Task
from milepost.domain.projects.models.task import POSITION_STEP
from milepost.engine.network.model import Pause
from milepost.exchange.plan import Kind, Plan, PlanLink, PlanTask

LinkValues = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Matched:
    """Tasks of a plan with the rows they update, and the rows the file no longer holds."""

    rows: dict[int, Task]
    """Existing row by the plan's task uid."""
    gone: list[Task]


def match_tasks(plan: Plan, project: Project | None) -> Matched:
    """Find each task's row by GUID, else by uid among the rows that came from a file.

    A row that was added here, not by a file, is never touched.
    """
    rows = list(Task.objects.filter(project=project).order_by("position")) if project else []
    by_guid = {row.guid: row for row in rows if row.guid}
    by_uid = {row.uid: row for row in rows if row.is_from_file}
    found: dict[int, Task] = {}
    taken: set[int] = set()
    for task in plan.tasks:
        row = by_guid.get(task.guid) or by_uid.get(task.uid)
        if row is not None and row.pk not in taken:
            found[task.uid] = row
            taken.add(row.pk)
    return Matched(found, [row for row in rows if row.is_from_file and row.pk not in taken])


def values_of_task(task: PlanTask, position: int, pauses: Sequence[Pause] = ()) -> dict[str, Any]:
    """Give a task's decided values as the row's fields; calendar, parent and person are resolved by the caller."""
    return {
        "guid": task.guid,
        "position": (position + 1) * POSITION_STEP,
        "name": task.name[:255] or "(no name)",
        "is_milestone": task.kind is Kind.MILESTONE,
        "duration_minutes": task.duration_minutes,
        "duration_unit": task.duration_unit,
        "is_estimated": task.estimated,
        "type": int(task.type),
        "is_effort_driven": task.effort_driven,
        "ignores_people": task.ignores_people and task.calendar_uid is not None,
        "pauses": [list(pause) for pause in pauses] or None,
        "constraint": int(task.constraint),
        "constraint_at": task.constraint_at,
        "deadline": task.deadline,
        "percent_complete": task.percent_complete,
        "actual_start": task.actual_start,
        "actual_finish": task.actual_finish,
        "remaining_minutes": task.remaining_minutes,
        "manual_start": task.manual_start,
        "manual_finish": task.manual_finish,
        "leveling_delay_minutes": task.leveling_delay_minutes,
        "is_active": task.active,
        "priority": task.priority,
        "notes": task.notes,
        "is_from_file": True,
    }


def values_of_link(link: PlanLink) -> LinkValues:
    """Give a link's terms as the row's fields."""
    return {
        "type": int(link.type),
        "lag": link.lag,
        "lag_unit": int(link.lag_unit),
        "lag_shown_in": link.lag_shown_in,
    }


Ends = tuple[int, int, int]
"""Keys of predecessor and successor, and the link's type."""


def links_by_ends(project: Project | None) -> dict[Ends, Link]:
    """Give a project's links by the tasks they tie and their type."""
    links = Link.objects.filter(project=project, is_external=False) if project else Link.objects.none()
    return {(link.predecessor_id, link.successor_id, link.type): link for link in links}


def responsible_names(plan: Plan, booked: Collection[str]) -> dict[int, str]:
    """Give for each task (uid) the resource it names first, or the responsible person its file states.

    Equipment, of the names in `booked` folded for comparison, answers for nothing.
    """
    resources = {
        resource.uid: resource
        for resource in plan.resources
        if resource.kind == WORK and resource.name.casefold() not in booked
    }
    names = {task.uid: task.responsible for task in plan.tasks if task.responsible}
    for assignment in plan.assignments:
        if resource := resources.get(assignment.resource_uid):
            names.setdefault(assignment.task_uid, resource.email or resource.name)
    return names
