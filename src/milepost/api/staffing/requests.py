"""Staff requests: asked, answered, and what each answer would do; skills and staffing roles."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for, today
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.answering_requests import (
    Counter,
    confirm_request,
    counter_request,
    decline_request,
    hold_tentatively,
    reopen_request,
)
from milepost.domain.staffing.actions.minding_requests import escalate_request, wait_longer
from milepost.domain.staffing.actions.requesting_staff import (
    RequestFields,
    accept_counter,
    ask_for_staff,
    draft_request,
    send_request,
    withdraw_request,
)
from milepost.domain.staffing.calculations.answers import Answers
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.calculations.trial_teams import ProjectEffect
from milepost.domain.staffing.models import Skill, StaffingRole, StaffOffer, StaffRequest
from milepost.engine.instants import datetime_of

router = Router()
VIEW = "staffing.view_requests"
STEPS: dict[str, Any] = {
    "send": send_request,
    "accept": accept_counter,
    "withdraw": withdraw_request,
    "escalate": escalate_request,
    "hold": hold_tentatively,
    "decline": decline_request,
    "reopen": reopen_request,
}


class OfferOut(Schema):
    """One version of the terms."""

    version: int
    person_id: int | None
    first: date
    last: date
    share_percent: float
    hours: float | None
    makes_room: bool
    by_id: int


class StaffRequestOut(Schema):
    """A staff request with its last offer; `revision` is sent back with a step, so that nobody answers unseen."""

    id: int
    project_id: int
    number: int
    state: str
    person_id: int | None
    role_id: int | None
    skill_id: int | None
    level: int | None
    reason: str
    needed_by: date
    asked_by_id: int
    supervisor_id: int
    revision: int
    offer: OfferOut | None


class StaffRequestIn(Schema):
    """What to ask for: a share of the time or hours, a person or a role."""

    tasks: list[int] = Field(max_length=100)
    first: Day
    last: Day
    needed_by: Day
    reason: Words = Field(min_length=1, max_length=1000)
    person_id: Id | None = None
    role_id: Id | None = None
    supervisor_id: Id | None = None
    share_percent: float | None = Field(None, ge=0, le=1000)
    hours: float | None = Field(None, ge=0, le=100_000)
    skill_id: Id | None = None
    level: int | None = Field(None, ge=1, le=4)
    comment: Words = Field("", max_length=1000)
    is_draft: bool = False


class OfferIn(Schema):
    """What a supervisor offers or confirms."""

    person_id: Id
    first: Day
    last: Day
    share_percent: float = Field(ge=0, le=1000)
    makes_room: bool = False
    comment: Words = Field("", max_length=1000)
    revision: int | None = Field(None, ge=0)


class StepIn(Schema):
    """A step with the words to it."""

    comment: Words = Field("", max_length=1000)
    revision: int | None = Field(None, ge=0)


class ProjectEffectOut(Schema):
    """A project's finish now and then; of one the caller may not see only by how many days it moves."""

    project_id: int | None
    finish_before: datetime | None
    finish_after: datetime | None
    days_later: int


class EffectOut(Schema):
    """What an answer would do; `over_hours` is what the person has too much by it.

    `cost` is that of the hours at loaded rates; null where a rate is missing, or the caller may not see it.
    """

    own: ProjectEffectOut | None
    others: list[ProjectEffectOut]
    hours: float
    cost: Decimal | None
    over_hours: float
    refusal: str


class NamedOut(Schema):
    """A skill, or a staffing role."""

    id: int
    name: str
    description: str


@router.get("/skills", response={200: list[NamedOut], **PROBLEMS})
def list_skills(request: Call) -> list[Skill]:
    """List the skills of the catalog."""
    require(request.auth, "people.view_directory")
    return list(Skill.objects.all())


@router.get("/staffing-roles", response={200: list[NamedOut], **PROBLEMS})
def list_staffing_roles(request: Call) -> list[StaffingRole]:
    """List the staffing roles of the catalog."""
    require(request.auth, "people.view_directory")
    return list(StaffingRole.objects.all())


@router.get("/staff-requests", response={200: list[StaffRequestOut], **PROBLEMS})
@paginate(Pages)
def list_staff_requests(request: Call, state: str | None = None) -> QuerySet[StaffRequest]:
    """List the staff requests the caller may see."""
    rows = StaffRequest.objects.visible_to(request.auth).distinct().order_by("pk")
    return rows if state is None else rows.filter(state=state)


@router.get("/projects/{project_id}/staff-requests", response={200: list[StaffRequestOut], **PROBLEMS})
@paginate(Pages)
def list_staff_requests_of_project(request: Call, project_id: Id) -> QuerySet[StaffRequest]:
    """List what a project asks of supervisors."""
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    return StaffRequest.objects.filter(project=project).order_by("number")


@router.post("/projects/{project_id}/staff-requests", response={201: StaffRequestOut, **PROBLEMS})
def post_staff_request(request: Call, project_id: Id, given: StaffRequestIn) -> Status[StaffRequest]:
    """Ask for staff, or write a draft."""
    project = project_for(request, project_id)
    require(request.auth, "staffing.request_staff", project)
    fields = RequestFields(
        tasks=given.tasks,
        first=given.first,
        last=given.last,
        needed_by=given.needed_by,
        reason=given.reason,
        person=_found(Person, given.person_id),
        role=_found(StaffingRole, given.role_id),
        supervisor=_found(Person, given.supervisor_id),
        share_percent=given.share_percent,
        hours=given.hours,
        skill=_found(Skill, given.skill_id),
        level=given.level,
        comment=given.comment,
    )
    act = draft_request if given.is_draft else ask_for_staff
    return Status(201, act(project, fields, by=request.auth, at=now()))


@router.get("/staff-requests/{request_id}", response={200: StaffRequestOut, **PROBLEMS})
def get_staff_request(request: Call, request_id: Id) -> StaffRequest:
    """Give one staff request."""
    return _request_for(request, request_id)


@router.get("/staff-requests/{request_id}/offers", response={200: list[OfferOut], **PROBLEMS})
def list_staff_offers(request: Call, request_id: Id) -> list[StaffOffer]:
    """List the versions of the terms, the first asked for first."""
    return list(_request_for(request, request_id).offers.all())


@router.get("/staff-requests/{request_id}/consequences", response={200: EffectOut, **PROBLEMS})
def get_consequences(
    request: Call,
    request_id: Id,
    share_percent: float = 100,
    first: Day | None = None,
    person_id: Id | None = None,
    *,
    makes_room: bool = False,
) -> dict[str, Any]:
    """Say what an answer would do to projects and to the person; without a person, what declining does."""
    asked = _request_for(request, request_id)
    if not 0 < share_percent <= 100:
        raise Http404
    person = _found(Person, person_id)
    if person is not None and not may(request.auth, "staffing.answer_requests", asked):
        require(request.auth, "staffing.view_capacity", person)
    terms = OfferedTerms(
        None if person is None else person.pk, share_percent, first or asked.offer.first, makes_room
    )
    (effect,) = Answers(asked, as_of=today()).effects([terms])
    sees_cost = any(may(request.auth, "staffing.view_rates", one) for one in (asked, asked.project))
    touched = [one.project for one in effect.others] + [asked.project_id]
    seen = set(Project.objects.visible_to(request.auth).filter(pk__in=touched).values_list("pk", flat=True))
    return {
        "own": effect.own and project_effect(effect.own, seen | {asked.project_id}),
        "others": [project_effect(one, seen) for one in effect.others],
        "hours": round(effect.hours, 2),
        "cost": effect.cost if sees_cost else None,
        "over_hours": round(effect.over_hours, 2),
        "refusal": effect.refusal,
    }


@router.post("/staff-requests/{request_id}/offers", response={201: StaffRequestOut, **PROBLEMS})
def post_staff_offer(request: Call, request_id: Id, given: OfferIn) -> Status[StaffRequest]:
    """Offer something else than was asked for."""
    asked = _request_for(request, request_id)
    return Status(201, counter_request(asked, _counter(given), **_step(request, given)))


@router.put("/staff-requests/{request_id}/confirmation", response={200: StaffRequestOut, **PROBLEMS})
def put_confirmation(request: Call, request_id: Id, given: OfferIn) -> StaffRequest:
    """Confirm; the tasks are assigned in the same step."""
    asked = _request_for(request, request_id)
    return confirm_request(asked, counter=_counter(given), **_step(request, given))


@router.post("/staff-requests/{request_id}/steps/{step}", response={200: StaffRequestOut, **PROBLEMS})
def post_staff_step(
    request: Call,
    request_id: Id,
    step: Literal["send", "accept", "withdraw", "escalate", "wait", "hold", "decline", "reopen"],
    given: StepIn,
) -> StaffRequest:
    """Take a step of the project (send, accept, withdraw, escalate, wait) or supervisor (hold, decline, reopen)."""
    asked = _request_for(request, request_id)
    if step == "wait":
        return wait_longer(asked, seen=given.revision, by=request.auth, at=now())
    done: StaffRequest = STEPS[step](asked, **_step(request, given))
    return done


def _request_for(request: Call, request_id: int) -> StaffRequest:
    rows = StaffRequest.objects.visible_to(request.auth).select_related("project", "person", "role")
    found: StaffRequest = get_object_or_404(rows.distinct(), pk=request_id)
    return found


def _found(model: Any, pk: int | None) -> Any:
    return None if pk is None else get_object_or_404(model, pk=pk)


def _counter(given: OfferIn) -> Counter:
    return Counter(
        person=_found(Person, given.person_id),
        first=given.first,
        last=given.last,
        share_percent=given.share_percent,
        makes_room=given.makes_room,
    )


def _step(request: Call, given: OfferIn | StepIn) -> dict[str, Any]:
    return {"comment": given.comment, "seen": given.revision, "by": request.auth, "at": now()}


def project_effect(one: ProjectEffect, seen: set[int]) -> dict[str, Any]:
    """Give a project's finish now and then; of one that is not seen only by how many days it moves."""
    is_seen = one.project in seen
    return {
        "project_id": one.project if is_seen else None,
        "finish_before": datetime_of(one.before) if is_seen and one.before is not None else None,
        "finish_after": datetime_of(one.after) if is_seen and one.after is not None else None,
        "days_later": one.days_later,
    }
