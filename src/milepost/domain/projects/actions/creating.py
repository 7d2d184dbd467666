"""A project begins: as a card, from a template, or from a file."""

from datetime import date, datetime, time
from typing import Any

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.people.models import City, Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.roles import HELD_BY_ONE
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, ProjectRole

START_OF_DAY = time(8)


def create_project(
    name: str, *, department: Department, start: date, by: Person, at: datetime, **fields: Any
) -> Project:
    """Create a project without a schedule; its creator becomes its manager unless another is named."""
    require(by, "projects.create", department)
    with recording("projects.create", by=by.account, at=at) as record:
        project = add_project(record, name, department=department, start=start, by=by, at=at, **fields)
        recalculate(project)
    return project


def add_project(
    record: Recorder,
    name: str,
    *,
    department: Department,
    start: date,
    by: Person,
    at: datetime,
    number: str = "",
    **fields: Any,
) -> Project:
    """Write a project's row, and the roles of its sponsor and manager, within an action under way."""
    fields.setdefault("calendar", City.objects.select_related("calendar").get().calendar)
    fields.setdefault("manager", by)
    project = record.create(
        Project(
            number=number or _number(at.year),
            name=name,
            department=department,
            start=datetime.combine(start, START_OF_DAY),
            **fields,
        )
    )
    record.subject = project
    for role, field in HELD_BY_ONE.items():
        if person := getattr(project, field):
            record.create(ProjectRole(project=project, person=person, role=role))
    return project


def _number(year: int) -> str:
    """Give the next number of a year, past those that a list brought with it."""
    while Project.objects.filter(
        number=(number := f"P-{year}-{next_number(f'projects-{year}'):03}")
    ).exists():
        continue
    return number
