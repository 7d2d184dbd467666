"""Who works on a project, in which role."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Id
from milepost.api.problems import PROBLEMS
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.roles import give_role, take_role
from milepost.domain.projects.models import ProjectRole

router = Router()


class ProjectRoleIn(Schema):
    """A role to give; a new sponsor or manager takes the place of the one before."""

    person_id: Id
    role: Role


class ProjectRoleOut(Schema):
    """A role that a person holds on a project."""

    id: int
    project_id: int
    person_id: int
    role: Role


@router.get("/projects/{project_id}/roles", response={200: list[ProjectRoleOut], **PROBLEMS})
def list_project_roles(request: Call, project_id: Id) -> QuerySet[ProjectRole]:
    """List who holds which role on a project."""
    return ProjectRole.objects.filter(project=project_for(request, project_id)).order_by("role", "id")


@router.post("/projects/{project_id}/roles", response={201: ProjectRoleOut, **PROBLEMS})
def post_project_role(request: Call, project_id: Id, given: ProjectRoleIn) -> Status[ProjectRole]:
    """Give somebody a role on a project."""
    project = project_for(request, project_id)
    person = get_object_or_404(Person, pk=given.person_id)
    return Status(201, give_role(project, person, given.role, by=request.auth, at=now()))


@router.delete("/projects/{project_id}/roles/{role_id}", response={204: None, **PROBLEMS})
def delete_project_role(request: Call, project_id: Id, role_id: Id) -> Status[None]:
    """Take a role on a project from the person who holds it."""
    held = ProjectRole.objects.filter(project=project_for(request, project_id))
    role = get_object_or_404(held.select_related("project", "person"), pk=role_id)
    take_role(role, by=request.auth, at=now())
    return Status(204, None)
