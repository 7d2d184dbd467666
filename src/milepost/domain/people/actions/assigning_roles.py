"""Roles over the whole city or over a department with its divisions; roles on projects are given there."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Department, Person, RoleAssignment
from milepost.domain.people.permissions import require
from milepost.domain.people.roles import Role


class CannotAssign(Refusal):
    """Says why a role cannot be given or taken."""


def give_role(
    person: Person, role: Role, *, over: Department | None, by: Person, at: datetime
) -> RoleAssignment:
    """Give a role over a department, or without one over the city."""
    require(by, "people.assign_roles")
    if role == Role.GUEST:
        raise CannotAssign(gettext("A guest is given projects one by one, on the project's team."))
    if RoleAssignment.objects.filter(person=person, role=role, department=over).exists():
        raise CannotAssign(gettext("{person} holds this role already.").format(person=person))
    with recording("people.give_role", by=by.account, at=at, subject=person) as record:
        record.summary = f"{role.label} over {over or 'the city'}."
        assignment = record.create(RoleAssignment(person=person, role=role, department=over))
    person.__dict__.pop("grants", None)
    return assignment


def withdraw_role(assignment: RoleAssignment, *, by: Person, at: datetime) -> None:
    """Take a role back; the city keeps at least one administrator who can sign in."""
    require(by, "people.assign_roles")
    person = assignment.person
    with recording("people.withdraw_role", by=by.account, at=at, subject=person) as record:
        administrators = RoleAssignment.objects.select_for_update().filter(
            role=Role.ADMINISTRATOR, department=None, person__is_active=True, person__user__is_active=True
        )
        if [one.pk for one in administrators] == [assignment.pk]:
            raise CannotAssign(
                gettext("{person} is the last administrator. Give the role to somebody else first.").format(
                    person=person
                )
            )
        record.summary = f"{assignment.get_role_display()} over {assignment.department or 'the city'}."
        record.delete(assignment)
    person.__dict__.pop("grants", None)
