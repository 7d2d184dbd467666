"""Requirements and deliverables."""

from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.governance.calculations.tested import checks_by_requirement
from milepost.domain.projects.actions.accepting import accept_deliverable, hand_over_deliverable
from milepost.domain.projects.actions.scoping import add_requirement, drop_requirement, edit_requirement
from milepost.domain.projects.calculations.traceability import matrix_of
from milepost.domain.projects.models import Deliverable, Requirement

router = Router()


class RequirementOut(Schema):
    """A requirement."""

    id: int
    number: int
    text: str
    source: str
    priority: str
    acceptance_criteria: str
    state: str
    outcome: str
    raised_on: date


class RequirementFields(Schema):
    """What is known of a requirement; what is left out stays."""

    text: Words | None = Field(None, min_length=1, max_length=500)
    source: Words | None = Field(None, max_length=300)
    priority: Literal["must", "should", "could", "wont"] | None = None
    acceptance_criteria: Words | None = None


class RequirementIn(RequirementFields):
    """A requirement to add."""

    text: Words = Field(min_length=1, max_length=500)


class DeliverableOut(Schema):
    """A deliverable, with the tasks that make it and the requirements it meets."""

    id: int
    number: int
    name: str
    description: str
    parent_id: int | None
    acceptor_id: int | None
    state: str
    submitted_on: date | None
    task_ids: list[int]
    requirement_ids: list[int]

    @staticmethod
    def resolve_task_ids(obj: Deliverable) -> list[int]:
        return [task.pk for task in obj.tasks.all()]

    @staticmethod
    def resolve_requirement_ids(obj: Deliverable) -> list[int]:
        return [requirement.pk for requirement in obj.requirements.all()]


class TraceOut(Schema):
    """A requirement with its deliverables, whether all are accepted, and what is missing on the way."""

    requirement_id: int
    deliverable_ids: list[int]
    is_accepted: bool
    gaps: list[str]


class AcceptanceIn(Schema):
    """What the person named says."""

    verdict: Literal["accepted", "conditions", "rejected"]
    words: Words = ""


class AcceptanceReason(Schema):
    """Why."""

    reason: Words


@router.get("/projects/{project_id}/requirements", response={200: list[RequirementOut], **PROBLEMS})
@paginate(Pages)
def list_requirements(request: Call, project_id: Id) -> QuerySet[Requirement]:
    """List a project's requirements."""
    project = project_for(request, project_id)
    allowed(request, "projects.view_scope", project)
    return Requirement.objects.filter(project=project)


@router.post("/projects/{project_id}/requirements", response={201: RequirementOut, **PROBLEMS})
def post_requirement(request: Call, project_id: Id, given: RequirementIn) -> Status[Requirement]:
    """Add a requirement."""
    fields: Any = sent(given)
    return Status(201, add_requirement(project_for(request, project_id), fields, by=request.auth, at=now()))


@router.patch("/requirements/{requirement_id}", response={200: RequirementOut, **PROBLEMS})
def patch_requirement(request: Call, requirement_id: Id, given: RequirementFields) -> Requirement:
    """Change a requirement."""
    requirement = _requirement(request, requirement_id)
    fields: Any = sent(given)
    edit_requirement(requirement, fields, by=request.auth, at=now())
    return requirement


@router.post("/requirements/{requirement_id}/drop", response={200: RequirementOut, **PROBLEMS})
def post_drop(request: Call, requirement_id: Id, given: AcceptanceReason) -> Requirement:
    """Take a requirement out of the scope."""
    requirement = _requirement(request, requirement_id)
    drop_requirement(requirement, reason=given.reason, by=request.auth, at=now())
    return requirement


@router.get("/projects/{project_id}/deliverables", response={200: list[DeliverableOut], **PROBLEMS})
@paginate(Pages)
def list_deliverables(request: Call, project_id: Id) -> QuerySet[Deliverable]:
    """List a project's deliverables."""
    project = project_for(request, project_id)
    allowed(request, "projects.view_scope", project)
    return Deliverable.objects.filter(project=project).prefetch_related("tasks", "requirements")


@router.get("/projects/{project_id}/traceability", response={200: list[TraceOut], **PROBLEMS})
def get_traceability(request: Call, project_id: Id) -> list[TraceOut]:
    """Follow each requirement to its acceptance."""
    project = project_for(request, project_id)
    allowed(request, "projects.view_scope", project)
    return [
        TraceOut(
            requirement_id=row.requirement.pk, deliverable_ids=[one.deliverable.pk for one in row.traces],
            is_accepted=row.is_accepted, gaps=row.gaps,
        )
        for row in matrix_of(project, checks_by_requirement(project)).rows
    ]  # fmt: skip


@router.post("/deliverables/{deliverable_id}/handover", response={200: DeliverableOut, **PROBLEMS})
def post_handover(request: Call, deliverable_id: Id) -> Deliverable:
    """Hand a deliverable over to who accepts it."""
    deliverable = _deliverable(request, deliverable_id)
    hand_over_deliverable(deliverable, by=request.auth, at=now())
    return deliverable


@router.post("/deliverables/{deliverable_id}/acceptance", response={200: DeliverableOut, **PROBLEMS})
def post_acceptance(request: Call, deliverable_id: Id, given: AcceptanceIn) -> Deliverable:
    """Accept a deliverable, with conditions or not, or reject it, as the person named."""
    deliverable = _deliverable(request, deliverable_id)
    accept_deliverable(deliverable, given.verdict, words=given.words, by=request.auth, at=now())
    return deliverable


def _requirement(request: Call, requirement_id: int) -> Requirement:
    visible = Requirement.objects.visible_to(request.auth).select_related("project")
    found: Requirement = get_object_or_404(visible, pk=requirement_id)
    return found


def _deliverable(request: Call, deliverable_id: int) -> Deliverable:
    visible = Deliverable.objects.visible_to(request.auth).select_related("project", "acceptor")
    found: Deliverable = get_object_or_404(visible, pk=deliverable_id)
    return found
