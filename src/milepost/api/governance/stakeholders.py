"""Stakeholders, impacted groups and the communication plan of a project."""

from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.governance.actions.stakeholders import (
    add_impacted_group,
    add_stakeholder,
    edit_communication,
    edit_impacted_group,
    edit_stakeholder,
    plan_communication,
    record_sent,
)
from milepost.domain.governance.models import Communication, CommunicationSent, ImpactedGroup, Stakeholder
from milepost.domain.people.models import Department, Person

router = Router()
VIEW = "governance.view_stakeholders"
Engagement = Literal["unaware", "resistant", "neutral", "supportive", "leading"]
Readiness = Literal["unknown", "unaware", "informed", "preparing", "ready"]
Cadence = Literal["once", "weekly", "fortnightly", "monthly", "quarterly"]
Channel = Literal["email", "meeting", "briefing", "intranet", "phone", "notice", "website"]


class StakeholderOut(Schema):
    """A stakeholder; interest and influence go from 1 to 5, `gap` counts the steps of engagement that are missing."""

    id: int
    number: int
    name: str
    person_id: int | None
    stake: str
    interest: int
    influence: int
    current: str
    desired: str
    gap: int
    approach: str
    owner_id: int | None
    state: str


class StakeholderFields(Schema):
    """What is known of a stakeholder; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=200)
    person_id: Id | None = None
    stake: Words | None = Field(None, max_length=300)
    interest: int | None = Field(None, ge=1, le=5)
    influence: int | None = Field(None, ge=1, le=5)
    current: Engagement | None = None
    desired: Engagement | None = None
    approach: Words | None = None
    owner_id: Id | None = None


class StakeholderIn(StakeholderFields):
    """A stakeholder to add."""

    name: Words = Field(min_length=1, max_length=200)
    interest: int = Field(ge=1, le=5)
    influence: int = Field(ge=1, le=5)
    current: Engagement
    desired: Engagement


class GroupOut(Schema):
    """A group whose work the project changes; impact goes from 1 to 5."""

    id: int
    number: int
    name: str
    department_id: int | None
    headcount: int | None
    changes: str
    impact: int
    readiness: str
    owner_id: int | None
    state: str


class GroupFields(Schema):
    """What is known of an impacted group; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=200)
    department_id: Id | None = None
    headcount: int | None = Field(None, ge=0, le=1_000_000)
    changes: Words | None = Field(None, min_length=1)
    impact: int | None = Field(None, ge=1, le=5)
    readiness: Readiness | None = None
    owner_id: Id | None = None


class GroupIn(GroupFields):
    """An impacted group to add."""

    name: Words = Field(min_length=1, max_length=200)
    changes: Words = Field(min_length=1)
    impact: int = Field(ge=1, le=5)


class CommunicationOut(Schema):
    """A planned message; `next_on` is empty once nothing more is to be sent."""

    id: int
    number: int
    audience: str
    message: str
    cadence: str
    channel: str
    next_on: date | None
    until: date | None
    owner_id: int | None
    state: str


class CommunicationFields(Schema):
    """What is known of a planned message; what is left out stays."""

    audience: Words | None = Field(None, min_length=1, max_length=200)
    message: Words | None = Field(None, min_length=1, max_length=500)
    cadence: Cadence | None = None
    channel: Channel | None = None
    next_on: Day | None = None
    until: Day | None = None
    owner_id: Id | None = None


class CommunicationIn(CommunicationFields):
    """A message to plan."""

    audience: Words = Field(min_length=1, max_length=200)
    message: Words = Field(min_length=1, max_length=500)
    cadence: Cadence
    channel: Channel
    next_on: Day


class Sending(Schema):
    """That a due message went out, or was left out with a reason."""

    is_sent: bool = True
    note: Words = Field("", max_length=500)


class SentOut(Schema):
    """One time that a message was due; `sent_on` is empty where it was left out."""

    id: int
    due_on: date
    sent_on: date | None
    by_id: int
    note: str


@router.get("/projects/{project_id}/stakeholders", response={200: list[StakeholderOut], **PROBLEMS})
@paginate(Pages)
def list_stakeholders(request: Call, project_id: Id) -> QuerySet[Stakeholder]:
    """List a project's stakeholders."""
    return _of(request, Stakeholder, project_id)


@router.post("/projects/{project_id}/stakeholders", response={201: StakeholderOut, **PROBLEMS})
def post_stakeholder(request: Call, project_id: Id, given: StakeholderIn) -> Status[Stakeholder]:
    """Add a stakeholder."""
    project = project_for(request, project_id)
    return Status(201, add_stakeholder(project, _stakeholder(given), by=request.auth, at=now()))


@router.patch("/stakeholders/{stakeholder_id}", response={200: StakeholderOut, **PROBLEMS})
def patch_stakeholder(request: Call, stakeholder_id: Id, given: StakeholderFields) -> Stakeholder:
    """Change a stakeholder."""
    found: Stakeholder = _one(request, Stakeholder, stakeholder_id)
    edit_stakeholder(found, _stakeholder(given), by=request.auth, at=now())
    return found


@router.get("/projects/{project_id}/impacted-groups", response={200: list[GroupOut], **PROBLEMS})
@paginate(Pages)
def list_impacted_groups(request: Call, project_id: Id) -> QuerySet[ImpactedGroup]:
    """List the groups whose work a project changes."""
    return _of(request, ImpactedGroup, project_id)


@router.post("/projects/{project_id}/impacted-groups", response={201: GroupOut, **PROBLEMS})
def post_impacted_group(request: Call, project_id: Id, given: GroupIn) -> Status[ImpactedGroup]:
    """Add an impacted group."""
    project = project_for(request, project_id)
    return Status(201, add_impacted_group(project, _group(given), by=request.auth, at=now()))


@router.patch("/impacted-groups/{group_id}", response={200: GroupOut, **PROBLEMS})
def patch_impacted_group(request: Call, group_id: Id, given: GroupFields) -> ImpactedGroup:
    """Change an impacted group."""
    found: ImpactedGroup = _one(request, ImpactedGroup, group_id)
    edit_impacted_group(found, _group(given), by=request.auth, at=now())
    return found


@router.get("/projects/{project_id}/communications", response={200: list[CommunicationOut], **PROBLEMS})
@paginate(Pages)
def list_planned_communications(request: Call, project_id: Id) -> QuerySet[Communication]:
    """List a project's communication plan."""
    return _of(request, Communication, project_id)


@router.post("/projects/{project_id}/communications", response={201: CommunicationOut, **PROBLEMS})
def post_planned_communication(
    request: Call, project_id: Id, given: CommunicationIn
) -> Status[Communication]:
    """Plan a message."""
    project = project_for(request, project_id)
    return Status(201, plan_communication(project, _communication(given), by=request.auth, at=now()))


@router.patch("/communications/{communication_id}", response={200: CommunicationOut, **PROBLEMS})
def patch_planned_communication(
    request: Call, communication_id: Id, given: CommunicationFields
) -> Communication:
    """Change a planned message."""
    found: Communication = _one(request, Communication, communication_id)
    edit_communication(found, _communication(given), by=request.auth, at=now())
    return found


@router.get("/communications/{communication_id}/sent", response={200: list[SentOut], **PROBLEMS})
@paginate(Pages)
def list_sent(request: Call, communication_id: Id) -> QuerySet[CommunicationSent]:
    """List when a message went out or was left out."""
    found: Communication = _one(request, Communication, communication_id)
    return CommunicationSent.objects.filter(communication=found)


@router.post("/communications/{communication_id}/sent", response={201: SentOut, **PROBLEMS})
def post_sent(request: Call, communication_id: Id, given: Sending) -> Status[CommunicationSent]:
    """Record that a due message went out, or was left out."""
    found: Communication = _one(request, Communication, communication_id)
    return Status(201, record_sent(found, is_sent=given.is_sent, note=given.note, by=request.auth, at=now()))


def _of(request: Call, model: Any, project_id: int) -> QuerySet[Any]:
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    rows: QuerySet[Any] = model.objects.filter(project=project)
    return rows


def _one(request: Call, model: Any, pk: int) -> Any:
    return get_object_or_404(model.objects.visible_to(request.auth).select_related("project"), pk=pk)


def _stakeholder(given: StakeholderFields) -> Any:
    return sent(given, {"owner": Person, "person": Person}, may_be_empty={"owner", "person"})


def _group(given: GroupFields) -> Any:
    rows = {"owner": Person, "department": Department}
    return sent(given, rows, may_be_empty={"owner", "department", "headcount"})


def _communication(given: CommunicationFields) -> Any:
    return sent(given, {"owner": Person}, may_be_empty={"owner", "until"})
