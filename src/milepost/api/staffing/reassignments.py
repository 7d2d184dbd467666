"""Ways out of too much work: what each would do, taking one, and taking it back."""

from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from milepost.api.access import Call, now, today
from milepost.api.kinds import Id
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schedule import task_for
from milepost.api.staffing.requests import ProjectEffectOut, project_effect
from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.actions.reassigning import REASSIGN, reassign, undo_reassignment
from milepost.domain.staffing.calculations.reassignments import (
    Reassigned,
    Reassignment,
    Reassignments,
    Way,
)
from milepost.domain.staffing.queries import people_whose_time_is_seen_by

router = Router()


class ReassignmentWanted(Schema):
    """A way out for one person's work on a task; `taker_id` names who takes over, except where it is moved."""

    way: Way
    giver_id: Id
    taker_id: Id | None = None
    share_percent: float = Field(50, ge=1, le=99, description="Of a shared task: the part that passes on.")
    in_return_id: Id | None = Field(None, description="Of a swap: the task of the other person.")


class ReassignmentIn(ReassignmentWanted):
    """A way out to be taken; `revision` is that of the task's project when it was looked at."""

    revision: int | None = Field(None, ge=0)


class LoadOut(Schema):
    """Hours that one person has too much over 18 months, before and after."""

    person_id: int
    over_hours_before: float
    over_hours_after: float


class ReassignmentOut(Schema):
    """What a way out does; `change_set_id` takes it back, and is null where it was only looked at."""

    change_set_id: int | None
    own: ProjectEffectOut | None
    others: list[ProjectEffectOut]
    loads: list[LoadOut]
    hours: float = Field(description="The giver's work left on the task as things are.")
    cost_difference: Decimal | None = Field(description="Null where a rate is missing or may not be seen.")
    refusal: str


@router.get("/tasks/{task_id}/reassignments/consequences", response={200: ReassignmentOut, **PROBLEMS})
def get_reassignment_consequences(
    request: Call, task_id: Id, given: Query[ReassignmentWanted]
) -> dict[str, Any]:
    """Say what a way out would do, without doing it."""
    task = task_for(request, task_id)
    (effect,) = Reassignments(as_of=today()).effects([_wanted(request, task, given)])
    return _shown(request, task, effect, None)


@router.post("/tasks/{task_id}/reassignments", response={201: ReassignmentOut, **PROBLEMS})
def post_reassignment(request: Call, task_id: Id, given: ReassignmentIn) -> Status[dict[str, Any]]:
    """Give, share, swap or move work in one step."""
    task = task_for(request, task_id)
    require(request.auth, "projects.edit_schedule", task.project)
    made = reassign(_wanted(request, task, given), seen=given.revision, by=request.auth, at=now())
    return Status(201, _shown(request, task, made.effect, made.change_set))


@router.delete("/reassignments/{change_set_id}", response={204: None, **PROBLEMS})
def delete_reassignment(request: Call, change_set_id: Id) -> Status[None]:
    """Take an own reassignment back, from all its projects or from none."""
    made = get_object_or_404(ChangeSet, pk=change_set_id, action=REASSIGN, by=request.auth.account)
    undo_reassignment(made, by=request.auth, at=now())
    return Status(204, None)


def _wanted(request: Call, task: Task, given: ReassignmentWanted) -> Reassignment:
    """Give what is wanted, of people whose time and of tasks that the caller may see."""
    people = people_whose_time_is_seen_by(request.auth).filter(is_active=True)
    giver = get_object_or_404(people.filter(assignments__task=task), pk=given.giver_id)
    taker = None if given.taker_id is None else get_object_or_404(people, pk=given.taker_id)
    in_return = None if given.in_return_id is None else task_for(request, given.in_return_id)
    return Reassignment(
        way=given.way,
        task=task.pk,
        giver=giver.pk,
        taker=None if given.way is Way.MOVE or taker is None else taker.pk,
        share_percent=given.share_percent,
        in_return=in_return.pk if given.way is Way.SWAP and in_return is not None else None,
    )


def _shown(request: Call, task: Task, effect: Reassigned, change_set: ChangeSet | None) -> dict[str, Any]:
    """Give an effect within what the caller may see."""
    touched = [one.project for one in [*filter(None, [effect.own]), *effect.others]]
    seen = set(Project.objects.visible_to(request.auth).filter(pk__in=touched).values_list("pk", flat=True))
    sees_cost = may(request.auth, "staffing.view_rates", task.project)
    return {
        "change_set_id": change_set.pk if change_set else None,
        "own": effect.own and project_effect(effect.own, seen),
        "others": [project_effect(one, seen) for one in effect.others],
        "loads": [
            {
                "person_id": one.person,
                "over_hours_before": round(one.over_before, 2),
                "over_hours_after": round(one.over_after, 2),
            }
            for one in effect.loads
        ],
        "hours": round(effect.hours, 2),
        "cost_difference": effect.cost_difference if sees_cost else None,
        "refusal": effect.refusal,
    }
