"""A project begins from a template: its charter, people, tasks and links in one change set."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.people.models import Department, Person, WorkingCalendar
from milepost.domain.people.permissions import require
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.creating import add_project
from milepost.domain.projects.actions.roles import check_role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Link, Project, ProjectRole, Task
from milepost.domain.projects.models.task import POSITION_STEP
from milepost.domain.projects.plan_templates import Template, TemplateTask
from milepost.engine.network.model import Constraint


def create_from_template(
    template: Template,
    *,
    name: str,
    department: Department,
    start: date,
    by: Person,
    at: datetime,
    people: Mapping[str, Person] | None = None,
    dates: Mapping[str, date] | None = None,
    **fields: Any,
) -> Project:
    """Create a project with a template's plan; `people` fill its roles, and `dates` are those that outsiders gave.

    The role `pm` falls to the manager; another role without a person stands on its tasks by name. Further fields
    are the project's own. Raises `CannotAssignRole`, whose field is the role's key.
    """
    require(by, "projects.create", department)
    people = {"pm": fields.get("manager", by), **(people or {})}
    fields = {
        "type": template.type,
        "tier": template.tier,
        "manager": people["pm"],
        "sponsor": people.get("sponsor"),
        **template.charter,
        **fields,
    }
    with recording("projects.create_from_template", by=by.account, at=at) as record:
        project = add_project(record, name, department=department, start=start, by=by, at=at, **fields)
        _give_roles(record, project, template, people, by=by)
        tasks = _add_tasks(record, project, template, people, dates or {})
        record.create_many(
            [
                Link(
                    project=project,
                    predecessor=tasks[link.predecessor_uid],
                    successor=tasks[link.successor_uid],
                    type=link.type,
                    lag=link.lag,
                    lag_unit=link.lag_unit,
                    lag_shown_in=link.lag_shown_in,
                )
                for link in template.links
            ]
        )
        record.create_many(list(_assignments(template, tasks, people)))
        record.summary = f"Created from the template “{template.name}” with {len(tasks)} tasks."
        recalculate(project)
    return project


def _give_roles(
    record: Recorder, project: Project, template: Template, people: Mapping[str, Person], *, by: Person
) -> None:
    standing = set(project.roles.values_list("person", "role"))
    wanted = set()
    for key, role in template.roles.items():
        if key in people and role.role:
            check_role(project, people[key], Role(role.role), by=by, field=key)
            wanted.add((people[key].pk, role.role))
    record.create_many(
        [
            ProjectRole(project=project, person_id=person, role=role)
            for person, role in sorted(wanted - standing)
        ]
    )


def _add_tasks(
    record: Recorder,
    project: Project,
    template: Template,
    people: Mapping[str, Person],
    dates: Mapping[str, date],
) -> dict[int, Task]:
    """Write the tasks level by level, so that each finds its summary; gives the rows by uid."""
    calendars = {calendar.name: calendar for calendar in WorkingCalendar.objects.filter(is_city_wide=True)}
    rows: dict[int, Task] = {}
    for level in sorted({task.level for task in template.tasks}):
        for task in (task for task in template.tasks if task.level == level):
            person = people.get(task.role)
            rows[task.uid] = Task(
                project=project,
                uid=task.uid,
                position=task.uid * POSITION_STEP,
                parent=rows[task.parent_uid] if task.parent_uid else None,
                name=task.name,
                is_milestone=task.is_milestone,
                duration_minutes=task.duration_minutes,
                duration_unit=task.duration_unit,
                calendar=calendars.get(task.calendar),
                notes=task.notes,
                responsible=person,
                responsible_name=template.roles[task.role].name if task.role and not person else "",
                **_external_date(task, project, dates),
            )
        record.create_many([rows[task.uid] for task in template.tasks if task.level == level])
    return rows


def _assignments(
    template: Template, rows: Mapping[int, Task], people: Mapping[str, Person]
) -> Iterator[Assignment]:
    """Let whoever plays a role work on its tasks, or the role itself while nobody plays it."""
    for task in template.tasks:
        if task.role and task.is_worked:
            role, person = template.roles[task.role], people.get(task.role)
            yield Assignment(
                task=rows[task.uid],
                person=person,
                resource="" if person else role.name,
                units_percent=role.units,
            )


def _external_date(task: TemplateTask, project: Project, dates: Mapping[str, date]) -> dict[str, Any]:
    at = task.external_at(project.start, dates)
    return {} if at is None else {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at}
