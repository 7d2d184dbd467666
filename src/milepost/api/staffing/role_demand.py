"""What a project plans to need of roles month by month, before its tasks say so."""

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.problems import PROBLEMS
from milepost.domain.people.permissions import require
from milepost.domain.staffing.actions.planning_demand import DemandFields, drop_demand, plan_demand
from milepost.domain.staffing.models import RoleDemand, Skill, StaffingRole
from milepost.domain.staffing.models.role_demand import MOST_HOURS

router = Router()
VIEW, ASK = "staffing.view_responsibilities", "staffing.request_staff"


class RoleDemandOut(Schema):
    """Hours of a role in each month of a period; months are named by their first days."""

    id: int
    project_id: int
    role_id: int
    skill_id: int | None = Field(description="A skill that it takes beyond what the role needs.")
    first: date
    last: date
    hours: float
    note: str


class RoleDemandIn(Schema):
    """What is needed of a role; any day names its month."""

    role_id: Id
    skill_id: Id | None = None
    first: Day
    last: Day
    hours: float = Field(ge=1, le=MOST_HOURS, description="Hours in each month.")
    note: Words = Field("", max_length=300)


@router.get("/projects/{project_id}/role-demand", response={200: list[RoleDemandOut], **PROBLEMS})
def list_role_demand(request: Call, project_id: Id) -> QuerySet[RoleDemand]:
    """List what a project plans to need of roles."""
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    return RoleDemand.objects.filter(project=project).order_by("first", "pk")


@router.post("/projects/{project_id}/role-demand", response={201: RoleDemandOut, **PROBLEMS})
def post_role_demand(request: Call, project_id: Id, given: RoleDemandIn) -> Status[RoleDemand]:
    """Plan to need hours of a role; tasks and requests of the same role and month take from them."""
    project = project_for(request, project_id)
    require(request.auth, ASK, project)
    fields = DemandFields(
        role=get_object_or_404(StaffingRole, pk=given.role_id),
        skill=None if given.skill_id is None else get_object_or_404(Skill, pk=given.skill_id),
        first=given.first,
        last=given.last,
        hours=given.hours,
        note=given.note,
    )
    return Status(201, plan_demand(project, fields, by=request.auth, at=now()))


@router.delete("/projects/{project_id}/role-demand/{demand_id}", response={204: None, **PROBLEMS})
def delete_role_demand(request: Call, project_id: Id, demand_id: Id) -> Status[None]:
    """Need it no more."""
    rows = RoleDemand.objects.filter(project=project_for(request, project_id)).select_related("project")
    drop_demand(get_object_or_404(rows, pk=demand_id), by=request.auth, at=now())
    return Status(204, None)
