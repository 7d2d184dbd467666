"""Who works on a task."""

from ninja import Field, Router, Schema

from milepost.api.access import Call, now
from milepost.api.kinds import Id, Minutes, Words
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schedule import task_for
from milepost.api.projects.schemas import ConsequenceOut
from milepost.domain.projects.actions.assigning import assign
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Assignment
from milepost.domain.projects.models.assignment import MOST_UNITS_PERCENT

router = Router()


class AssignmentOut(Schema):
    """A person works on a task, or a role or resource by name; work is null where it follows from units."""

    person_id: int | None
    resource: str
    units_percent: float
    work_minutes: int | None


class AssignmentIn(Schema):
    """One member of a task's team: a person, or else a role or resource by name."""

    person_id: Id | None = None
    resource: Words = Field("", max_length=200)
    units_percent: float = Field(100, ge=0, le=MOST_UNITS_PERCENT)
    work_minutes: Minutes | None = None


@router.get("/tasks/{task_id}/assignments", response={200: list[AssignmentOut], **PROBLEMS})
def list_assignments(request: Call, task_id: Id) -> list[Assignment]:
    """List who works on a task."""
    return list(task_for(request, task_id).assignments.all())


@router.put("/tasks/{task_id}/assignments", response={200: ConsequenceOut, **PROBLEMS})
def put_assignments(request: Call, task_id: Id, given: list[AssignmentIn]) -> Consequence:
    """Let exactly these work on a task."""
    team = [Terms(one.person_id, one.resource, one.units_percent, one.work_minutes) for one in given]
    return assign(task_for(request, task_id), team, by=request.auth, at=now())
