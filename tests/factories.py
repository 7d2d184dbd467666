"""Small functions that make rows for tests; each gives what its arguments leave open a sensible value."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db.models import Max
from django.test import Client
from django.utils import timezone

from milepost.domain.common.models import User
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import (
    City,
    Department,
    Organization,
    Person,
    RoleAssignment,
    WorkingCalendar,
)
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Link, Project, ProjectRole, Task
from milepost.domain.projects.models.task import POSITION_STEP

AT = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)
"""A moment for actions: 9:00 on Monday, Mar 1, 2027 in Denver."""
START = datetime(2027, 3, 1, 8, 0)
"""When made projects start: the same morning, in local minutes."""

_numbers = count(1)


def today() -> date:
    """Give the city's date, as pages and programs are shown it; for hours each day the date of UTC is another."""
    return local_day(timezone.now())


def make_calendar(name: str = "", **fields: Any) -> WorkingCalendar:
    """Make a calendar of the standard week."""
    return WorkingCalendar.objects.create(name=name or f"Calendar {next(_numbers)}", **fields)


def make_city(name: str = "Vista Ridge", **fields: Any) -> City:
    """Give the one city; it is made, with its calendar, where it does not stand yet."""
    if city := City.objects.select_related("calendar").first():
        return city
    fields["calendar"] = fields.get("calendar") or make_calendar("City hall")
    return City.objects.create(id=1, name=name, **fields)


def make_department(name: str = "", parent: Department | None = None, **fields: Any) -> Department:
    """Make a department, or with a parent a division."""
    number = next(_numbers)
    fields.setdefault("code", f"D{number}")
    return Department.objects.create(name=name or f"Department {number}", parent=parent, **fields)


def make_organization(name: str = "", **fields: Any) -> Organization:
    """Make a vendor, or what `kind` says."""
    fields.setdefault("kind", Organization.Kind.VENDOR)
    return Organization.objects.create(name=name or f"Vendor {next(_numbers)}", **fields)


def make_person(
    name: str = "", *roles: Role, over: Department | None = None, account: bool = True, **fields: Any
) -> Person:
    """Make a person with an account and roles over the city, or over a department."""
    number = next(_numbers)
    name = name or f"Person {number}"
    fields.setdefault("email", f"person{number}@vistaridge.example")
    if account:
        fields["user"] = User.objects.create(email=fields["email"], name=name)
    person = Person.objects.create(name=name, **fields)
    for role in roles:
        give_role(person, role, over=over)
    return person


def give_role(person: Person, role: Role, *, over: Department | Project | None = None) -> None:
    """Give a role over the city, a department or a project."""
    if isinstance(over, Project):
        ProjectRole.objects.create(project=over, person=person, role=role)
        over.__dict__.pop("roles_by_person", None)
    else:
        RoleAssignment.objects.create(person=person, role=role, department=over)
        person.__dict__.pop("grants", None)


def make_administrator(name: str = "Ada Lovato", **fields: Any) -> Person:
    """Make a person who administers the city."""
    return make_person(name, Role.ADMINISTRATOR, **fields)


def make_project(name: str = "", *, manager: Person | None = None, **fields: Any) -> Project:
    """Make a project without tasks in a city that stands; its manager holds the role on it."""
    number = next(_numbers)
    fields = {"start": START, "number": f"P-2027-{number:03}", **fields}
    fields["calendar"] = fields.get("calendar") or make_city().calendar
    fields["department"] = fields.get("department") or make_department()
    project = Project.objects.create(name=name or f"Project {number}", manager=manager, **fields)
    if manager:
        give_role(manager, Role.PROJECT_MANAGER, over=project)
    return project


def make_task(project: Project, name: str = "", *, days: float = 1, **fields: Any) -> Task:
    """Make a task at the end of a project's list; `days` are working days of eight hours."""
    last = Task.objects.filter(project=project).aggregate(uid=Max("uid"), position=Max("position"))
    fields.setdefault("uid", (last["uid"] or 0) + 1)
    fields.setdefault("position", (last["position"] or 0) + POSITION_STEP)
    fields.setdefault("duration_minutes", round(days * 480))
    return Task.objects.create(project=project, name=name or f"Task {fields['uid']}", **fields)


def link(predecessor: Task, successor: Task, **fields: Any) -> Link:
    """Let a task follow another: finish to start, unless fields say otherwise."""
    return Link.objects.create(
        project=successor.project,
        predecessor=predecessor,
        successor=successor,
        is_external=predecessor.project_id != successor.project_id,
        **fields,
    )


def signed_in(client: Client, person: Person) -> Client:
    """Give the client with a person signed in."""
    client.force_login(person.account)
    return client
