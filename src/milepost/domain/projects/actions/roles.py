"""Roles on a project are given and taken; its sponsor and its manager are each one person."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.locking import lock
from milepost.domain.projects.models import Project, ProjectRole

# What a person may be on one project; the other roles are held over the city or a department.
PROJECT_ROLES = (
    Role.SPONSOR,
    Role.PROJECT_MANAGER,
    Role.TECHNICAL_LEAD,
    Role.BUSINESS_LEAD,
    Role.TEAM_MEMBER,
    Role.SECURITY_REVIEWER,
    Role.FINANCE_ANALYST,
    Role.BUYER,
    Role.GUEST,
)
# Roles that one person holds at a time, with the project's field that names the person.
HELD_BY_ONE = {Role.SPONSOR: "sponsor", Role.PROJECT_MANAGER: "manager"}


class CannotAssignRole(Refusal):
    """Says why a role is not given or taken."""


def give_role(project: Project, person: Person, role: Role, *, by: Person, at: datetime) -> ProjectRole:
    """Give a role on a project; a new sponsor or manager takes the place of the one before."""
    require(by, "projects.assign_roles", project)
    with recording("projects.give_role", by=by.account, at=at, subject=project) as record:
        lock(project)
        check_role(project, person, role, by=by)
        if project.roles.filter(person=person, role=role).exists():
            raise CannotAssignRole(gettext("{person} holds this role already.").format(person=person))
        if role in HELD_BY_ONE:
            record.delete_many(list(project.roles.filter(role=role)))
            record.update(project, **{HELD_BY_ONE[role]: person})
        record.summary = f"{person} is {role.label.lower()}."
        return record.create(ProjectRole(project=project, person=person, role=role))


def take_role(held: ProjectRole, *, by: Person, at: datetime) -> None:
    """Take a role on a project from the person who holds it."""
    project = held.project
    require(by, "projects.assign_roles", project)
    with recording("projects.take_role", by=by.account, at=at, subject=project) as record:
        lock(project)
        if not ProjectRole.objects.filter(pk=held.pk).exists():
            raise CannotAssignRole(
                gettext("{person} does not hold this role any more.").format(person=held.person)
            )
        _leave_field(record, project, held)
        record.summary = f"{held.person} is no longer {held.get_role_display().lower()}."
        record.delete(held)


def check_role(project: Project, person: Person, role: Role, *, by: Person, field: str = "") -> None:
    """Raise `CannotAssignRole`, about a field where one is named, unless a person can hold a role on a project."""
    if objection := _objection(project, person, role, by=by):
        raise CannotAssignRole(objection, field=field)


def _objection(project: Project, person: Person, role: Role, *, by: Person) -> str:
    if role not in PROJECT_ROLES:
        return f"{role.label} is a role over the city or a department, not over a project."
    if not person.is_active:
        return f"{person} is not active any more."
    if role == Role.GUEST and person.is_of_the_city:
        return f"{person} works for the city; guests come from outside it."
    if role == Role.SPONSOR and person in (by, project.manager):
        return "A sponsor approves what others plan: name somebody else than yourself and the manager."
    if role == Role.PROJECT_MANAGER and person == project.sponsor:
        return f"{person} sponsors this project and does not manage it as well."
    return ""


def _leave_field(record: Recorder, project: Project, held: ProjectRole) -> None:
    field = HELD_BY_ONE.get(Role(held.role))
    if field and getattr(project, f"{field}_id") == held.person_id:
        record.update(project, **{field: None})
