"""Roles over the city and over departments."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from milepost.api.access import Call, now
from milepost.api.kinds import Id
from milepost.api.problems import PROBLEMS
from milepost.domain.people.actions.assigning_roles import give_role, withdraw_role
from milepost.domain.people.models import Department, Person, RoleAssignment
from milepost.domain.people.permissions import require
from milepost.domain.people.roles import Role

router = Router()


class RoleIn(Schema):
    """A role to give: over a department with its divisions, or without one over the city."""

    role: Role
    department_id: Id | None = None


class RoleOut(Schema):
    """A role that a person holds."""

    id: int
    person_id: int
    role: Role
    department_id: int | None


@router.get("/people/{person_id}/roles", response={200: list[RoleOut], **PROBLEMS})
def list_roles(request: Call, person_id: Id) -> QuerySet[RoleAssignment]:
    """List a person's roles over the city and its departments."""
    require(request.auth, "people.view_directory")
    return RoleAssignment.objects.filter(person=get_object_or_404(Person, pk=person_id))


@router.post("/people/{person_id}/roles", response={201: RoleOut, **PROBLEMS})
def post_role(request: Call, person_id: Id, given: RoleIn) -> Status[RoleAssignment]:
    """Give a person a role."""
    person = get_object_or_404(Person, pk=person_id)
    over = get_object_or_404(Department, pk=given.department_id) if given.department_id else None
    return Status(201, give_role(person, given.role, over=over, by=request.auth, at=now()))


@router.delete("/people/{person_id}/roles/{role_id}", response={204: None, **PROBLEMS})
def delete_role(request: Call, person_id: Id, role_id: Id) -> Status[None]:
    """Take a role back."""
    held = RoleAssignment.objects.select_related("person", "department")
    withdraw_role(get_object_or_404(held, pk=role_id, person=person_id), by=request.auth, at=now())
    return Status(204, None)
