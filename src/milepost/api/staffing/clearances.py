"""Clearances: the kinds, who holds which until when, and the work that takes them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Task
from milepost.domain.staffing.actions.keeping_clearances import (
    add_clearance,
    drop_need,
    grant_clearance,
    need_clearance,
    withdraw_clearance,
)
from milepost.domain.staffing.calculations.clearance_gaps import gaps_of
from milepost.domain.staffing.models import Clearance, ClearanceNeed, PersonClearance
from milepost.domain.staffing.queries import people_cleared_by

router = Router()
VIEW, SETTINGS = "staffing.view_responsibilities", "projects.edit_settings"


class ClearanceOut(Schema):
    """A check that gates work."""

    id: int
    name: str
    description: str


class ClearanceIn(Schema):
    """A kind of clearance to add to the catalog."""

    name: Words = Field(min_length=1, max_length=120)
    description: Words = Field("", max_length=500)


class HeldClearanceOut(Schema):
    """That a person has passed a check."""

    person_id: int
    clearance_id: int
    granted_on: date
    expires_on: date | None = Field(description="The last day on which it counts.")


class HeldClearanceIn(Schema):
    """Since when and until when a check counts."""

    granted_on: Day
    expires_on: Day | None = None


class ClearanceNeedOut(Schema):
    """That a project's work, or one task with everything below it, takes a clearance."""

    id: int
    project_id: int
    task_id: int | None = Field(description="Null for the whole project.")
    clearance_id: int


class ClearanceNeedIn(Schema):
    """A clearance that a project or one of its tasks takes."""

    clearance_id: Id
    task_id: Id | None = None


class ClearanceGapOut(Schema):
    """One person on one open task without the clearance it takes, or longer than the clearance counts."""

    person_id: int
    task_id: int
    clearance_id: int
    expires_on: date | None


@router.get("/clearances", response={200: list[ClearanceOut], **PROBLEMS})
def list_clearances(request: Call) -> list[Clearance]:
    """List the kinds of clearances."""
    require(request.auth, "people.view_directory")
    return list(Clearance.objects.all())


@router.post("/clearances", response={201: ClearanceOut, **PROBLEMS})
def post_clearance(request: Call, given: ClearanceIn) -> Status[Clearance]:
    """Add a kind of clearance."""
    return Status(201, add_clearance(given.name, description=given.description, by=request.auth, at=now()))


@router.get("/held-clearances", response={200: list[HeldClearanceOut], **PROBLEMS})
@paginate(Pages)
def list_held_clearances(request: Call) -> QuerySet[PersonClearance]:
    """List who holds what, of the people whose clearances the caller keeps."""
    return PersonClearance.objects.filter(person__in=people_cleared_by(request.auth)).order_by("pk")


@router.put("/people/{person_id}/clearances/{clearance_id}", response={200: HeldClearanceOut, **PROBLEMS})
def put_held_clearance(
    request: Call, person_id: Id, clearance_id: Id, given: HeldClearanceIn
) -> PersonClearance:
    """Record that a person has passed a check; one renewed takes the place of the one before."""
    person = get_object_or_404(Person, pk=person_id)
    clearance = get_object_or_404(Clearance, pk=clearance_id)
    return grant_clearance(person, clearance, **given.dict(), by=request.auth, at=now())


@router.delete("/people/{person_id}/clearances/{clearance_id}", response={204: None, **PROBLEMS})
def delete_held_clearance(request: Call, person_id: Id, clearance_id: Id) -> Status[None]:
    """Take a clearance off a person."""
    rows = PersonClearance.objects.filter(person__in=people_cleared_by(request.auth)).select_related("person")
    held = get_object_or_404(rows, person=person_id, clearance=clearance_id)
    withdraw_clearance(held, by=request.auth, at=now())
    return Status(204, None)


@router.get("/projects/{project_id}/clearance-needs", response={200: list[ClearanceNeedOut], **PROBLEMS})
def list_clearance_needs(request: Call, project_id: Id) -> QuerySet[ClearanceNeed]:
    """List the clearances that a project's work takes."""
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    return ClearanceNeed.objects.filter(project=project).order_by("pk")


@router.post("/projects/{project_id}/clearance-needs", response={201: ClearanceNeedOut, **PROBLEMS})
def post_clearance_need(request: Call, project_id: Id, given: ClearanceNeedIn) -> Status[ClearanceNeed]:
    """Say that a project, or one of its tasks, takes a clearance."""
    project = project_for(request, project_id)
    require(request.auth, SETTINGS, project)
    clearance = get_object_or_404(Clearance, pk=given.clearance_id)
    tasks = Task.objects.filter(project=project)
    task = None if given.task_id is None else get_object_or_404(tasks, pk=given.task_id)
    return Status(201, need_clearance(project, clearance, task=task, by=request.auth, at=now()))


@router.delete("/projects/{project_id}/clearance-needs/{need_id}", response={204: None, **PROBLEMS})
def delete_clearance_need(request: Call, project_id: Id, need_id: Id) -> Status[None]:
    """Say that the work does not take the clearance any more."""
    rows = ClearanceNeed.objects.filter(project=project_for(request, project_id)).select_related("project")
    drop_need(get_object_or_404(rows, pk=need_id), by=request.auth, at=now())
    return Status(204, None)


@router.get("/projects/{project_id}/clearance-gaps", response={200: list[ClearanceGapOut], **PROBLEMS})
def list_clearance_gaps(request: Call, project_id: Id) -> list[dict[str, Any]]:
    """List who works on what of a project without the clearance it takes."""
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    return [
        {
            "person_id": gap.person.pk,
            "task_id": gap.task.pk,
            "clearance_id": gap.clearance.pk,
            "expires_on": gap.held and gap.held.expires_on,
        }
        for gap in gaps_of([project.pk])
    ]
