"""Baselines and variance."""

from datetime import datetime

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Id, Instant, Words
from milepost.api.problems import PROBLEMS
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.models import Baseline

router = Router()


class BaselineOut(Schema):
    """A plan as it was agreed."""

    id: int
    number: int
    name: str
    reason: str
    at: datetime
    by_id: int
    start: Instant
    finish: Instant


class BaselineIn(Schema):
    """A baseline to keep; from the second on a reason is required."""

    name: Words = Field(min_length=1, max_length=120)
    reason: Words = ""


@router.get("/projects/{project_id}/baselines", response={200: list[BaselineOut], **PROBLEMS})
def list_baselines(request: Call, project_id: Id) -> QuerySet[Baseline]:
    """List a project's baselines, the first first."""
    return Baseline.objects.filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/baselines", response={201: BaselineOut, **PROBLEMS})
def post_baseline(request: Call, project_id: Id, given: BaselineIn) -> Status[Baseline]:
    """Keep the schedule as it stands."""
    project = project_for(request, project_id)
    return Status(201, set_baseline(project, name=given.name, reason=given.reason, by=request.auth, at=now()))
