"""Projects: lists, charter, state and status."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, project_for, today
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ObjectiveIO, ProjectBrief, ProjectOut, StatusOut
from milepost.api.sending import sent
from milepost.domain.people.models import Department
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.advancing import advance_project
from milepost.domain.projects.actions.chartering import Aim, CharterFields, edit_charter
from milepost.domain.projects.actions.creating import create_project
from milepost.domain.projects.actions.holding import cancel_project, hold_project, resume_project
from milepost.domain.projects.actions.rating import rate_status
from milepost.domain.projects.calculations.status import (
    CurrentStatus,
    Dimension,
    current_status,
    without_money,
)
from milepost.domain.projects.models import Project
from milepost.domain.projects.models import Status as ProjectStatus
from milepost.domain.projects.models.project import ProjectQuerySet

router = Router()


class ProjectIn(Schema):
    """A project to create."""

    name: Words
    department_id: Id
    start: Day
    tier: Project.Tier = Project.Tier.MEDIUM
    type: Project.Type = Project.Type.OTHER


class CharterIn(Schema):
    """What to change in a charter; what is left out stays, lists are replaced as a whole."""

    name: Words | None = None
    type: Project.Type | None = None
    purpose: Words | None = None
    scope_in: Words | None = None
    scope_out: Words | None = None
    assumptions: Words | None = None
    constraints: Words | None = None
    success_criteria: Words | None = None
    systems: Words | None = None
    objectives: list[ObjectiveIO] | None = None
    partner_ids: list[Id] | None = Field(None, description="Departments that work with the project's own.")


class StateIn(Schema):
    """A state to enter; a hold needs a reason and a review date."""

    state: Project.State
    reason: Words = ""
    review_on: Day | None = None


class RatingIn(Schema):
    """A manager's rating of one dimension."""

    dimension: Dimension
    status: ProjectStatus
    reason: Words = ""


@router.get("/projects", response={200: list[ProjectBrief], **PROBLEMS})
@paginate(Pages)
def list_projects(request: Call, search: Words = "", state: Project.State | None = None) -> ProjectQuerySet:
    """List the projects the caller may see."""
    projects = Project.objects.visible_to(request.auth).select_related("dates")
    if state:
        projects = projects.filter(state=state)
    return projects.filter(Q(name__icontains=search) | Q(number__icontains=search))


@router.post("/projects", response={201: ProjectOut, **PROBLEMS})
def post_project(request: Call, given: ProjectIn) -> Status[Project]:
    """Create a project without a schedule."""
    values = given.dict()
    department = get_object_or_404(Department, pk=values.pop("department_id"))
    project = create_project(**values, department=department, by=request.auth, at=now())
    return Status(201, project_for(request, project.pk))


@router.get("/projects/{project_id}", response={200: ProjectOut, **PROBLEMS})
def get_project(request: Call, project_id: Id) -> Project:
    """Give a project with its charter."""
    return project_for(request, project_id)


@router.patch("/projects/{project_id}", response={200: ProjectOut, **PROBLEMS})
def patch_project(request: Call, project_id: Id, given: CharterIn) -> Project:
    """Change the charter."""
    project = project_for(request, project_id)
    words = sent(given)
    objectives, partner_ids = words.pop("objectives", None), words.pop("partner_ids", None)
    edit_charter(
        project,
        CharterFields(**words),  # type: ignore[typeddict-item]
        objectives=None if objectives is None else [Aim(**one) for one in objectives],
        partners=None
        if partner_ids is None
        else [get_object_or_404(Department, pk=pk) for pk in partner_ids],
        by=request.auth,
        at=now(),
    )
    return project_for(request, project_id)


@router.put("/projects/{project_id}/state", response={200: ProjectOut, **PROBLEMS})
def put_state(request: Call, project_id: Id, given: StateIn) -> Project:
    """Take a project to another state."""
    project = project_for(request, project_id)
    _enter(project, given, request)
    return project_for(request, project_id)


@router.get("/projects/{project_id}/status", response={200: dict[Dimension, StatusOut], **PROBLEMS})
def get_status(request: Call, project_id: Id) -> dict[Dimension, CurrentStatus]:
    """Tell how a project stands by rule and rating, and why."""
    project = project_for(request, project_id)
    statuses = current_status(project, as_of=today())
    return statuses if may(request.auth, "money.view", project) else without_money(statuses)


@router.post("/projects/{project_id}/ratings", response={200: dict[Dimension, StatusOut], **PROBLEMS})
def post_rating(request: Call, project_id: Id, given: RatingIn) -> dict[Dimension, CurrentStatus]:
    """Rate a dimension: worse than the rule freely, better only with a reason."""
    project = project_for(request, project_id)
    rate_status(project, given.dimension, given.status, by=request.auth, at=now(), reason=given.reason)
    return get_status(request, project_id)


def _enter(project: Project, given: StateIn, request: Call) -> None:
    by, at, reason = request.auth, now(), given.reason
    if given.state == Project.State.ON_HOLD:
        hold_project(project, reason=reason, review_on=given.review_on or today(), by=by, at=at)
    elif given.state == Project.State.CANCELED:
        cancel_project(project, reason=reason, by=by, at=at)
    elif project.is_on_hold:
        resume_project(project, by=by, at=at, reason=reason)
    else:
        advance_project(project, given.state, by=by, at=at, reason=reason)
