"""Who is what to each deliverable and phase of a project, and what the people said to it."""

from datetime import datetime
from typing import Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Id, Words
from milepost.api.problems import PROBLEMS
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.accepting_responsibilities import answer_duty
from milepost.domain.staffing.actions.assigning_responsibilities import (
    CannotAssignDuty,
    ask_for_acceptance,
    set_responsibilities,
)
from milepost.domain.staffing.calculations.responsibility_matrix import RowKey
from milepost.domain.staffing.models import Responsibility
from milepost.domain.staffing.models.responsibility import Duty

router = Router()
VIEW = "staffing.view_responsibilities"


class ResponsibilityOut(Schema):
    """What one person is to one deliverable or phase."""

    id: int
    deliverable_id: int | None
    phase_id: int | None = Field(description="A summary task at the top of the outline.")
    person_id: int
    duty: Duty = Field(description="R, A, C, I of RACI; AR is both responsible and accountable.")
    state: str
    words: str = Field(description="The condition, or why it is declined.")
    asked_at: datetime | None
    answered_at: datetime | None
    delegated_by_id: int | None


class DutyIn(Schema):
    """A person with a letter."""

    person_id: Id
    duty: Duty


class MatrixRowIn(Schema):
    """One row of the matrix as it is to stand: name a deliverable or a phase; exactly one person is accountable."""

    deliverable_id: Id | None = None
    phase_id: Id | None = None
    people: list[DutyIn] = Field(max_length=100)


class MatrixIn(Schema):
    """Rows to write; rows that are not named stay."""

    rows: list[MatrixRowIn] = Field(max_length=1000)
    asks: bool = Field(False, description="Ask everybody named who was not asked yet.")


class DutyAnswerIn(Schema):
    """What somebody says to a duty."""

    answer: Literal["accepted", "condition", "declined"]
    words: Words = ""


@router.get("/projects/{project_id}/responsibilities", response={200: list[ResponsibilityOut], **PROBLEMS})
def list_responsibilities(request: Call, project_id: Id) -> QuerySet[Responsibility]:
    """List who is what to the deliverables and phases of a project."""
    return _held(_project(request, project_id))


@router.put("/projects/{project_id}/responsibilities", response={200: list[ResponsibilityOut], **PROBLEMS})
def put_responsibilities(request: Call, project_id: Id, matrix: MatrixIn) -> QuerySet[Responsibility]:
    """Write rows of the matrix, all or none; a duty that changes is to be accepted anew."""
    project = _project(request, project_id)
    rows: dict[RowKey, dict[int, str]] = {}
    for row in matrix.rows:
        key = _key(row)
        rows[key] = {one.person_id: str(one.duty) for one in row.people}
        for held in _held(project).filter(**{f"{key.kind}_id": key.pk}):
            rows[key].setdefault(held.person_id, "")
    set_responsibilities(project, rows, by=request.auth, at=now())
    if matrix.asks:
        ask_for_acceptance(project, by=request.auth, at=now())
    return _held(project)


@router.put(
    "/projects/{project_id}/responsibilities/{responsibility_id}/answer",
    response={200: ResponsibilityOut, **PROBLEMS},
)
def put_duty_answer(
    request: Call, project_id: Id, responsibility_id: Id, said: DutyAnswerIn
) -> Responsibility:
    """Say whether the caller takes on a duty; whoever assigns duties may write down what a person said."""
    held = _held(_project(request, project_id)).select_related("person", "project", "deliverable", "phase")
    one = get_object_or_404(held, pk=responsibility_id)
    answer_duty(one, Responsibility.State(said.answer), words=said.words, by=request.auth, at=now())
    return one


def _project(request: Call, project_id: int) -> Project:
    project = project_for(request, project_id)
    require(request.auth, VIEW, project)
    return project


def _held(project: Project) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(project=project).order_by("pk")


def _key(row: MatrixRowIn) -> RowKey:
    if row.deliverable_id is not None and row.phase_id is None:
        return RowKey("deliverable", row.deliverable_id)
    if row.phase_id is not None and row.deliverable_id is None:
        return RowKey("phase", row.phase_id)
    raise CannotAssignDuty("Name a deliverable or a phase in each row, not both.")
