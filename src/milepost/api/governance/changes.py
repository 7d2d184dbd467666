"""Change requests: asked for, assessed, decided and applied."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.governance.actions.applying_change import apply_approved
from milepost.domain.governance.actions.assessing_change import assess_change
from milepost.domain.governance.actions.deciding_change import (
    Said,
    send_for_decision,
    sign_change,
    waiting_step,
)
from milepost.domain.governance.actions.requesting_change import (
    CannotChange,
    CostLine,
    Wanted,
    edit_change,
    request_change,
    submit_change,
    withdraw_change,
)
from milepost.domain.governance.models import ChangeImpact, ChangeRequest
from milepost.domain.money.models import SpendingLimit
from milepost.domain.projects.models import Issue, Project, Risk

router = Router()
MOST_COSTS = 200


class CostOut(Schema):
    """Dollars that are added to a task by its number, or taken from it."""

    uid: int
    amount: Decimal
    limit_id: int | None


class SignOffOut(Schema):
    """A sign-off that is asked for, with the threshold that asks for it."""

    level: str
    person_id: int | None
    because: str
    state: str
    conditions: str


class ChangeRequestOut(Schema):
    """A change request; `commands` are edits as the schedule takes them."""

    id: int
    number: int
    project_id: int
    title: str
    type: str
    reason: str
    options: str
    state: str
    draws_on: str
    requester_id: int
    raised_on: date
    decide_by: date | None
    risk_id: int | None
    issue_id: int | None
    commands: list[dict[str, Any]]
    costs: list[CostOut]
    steps: list[SignOffOut]
    outcome: str
    ended_on: date | None

    @staticmethod
    def resolve_costs(obj: ChangeRequest) -> list[Any]:
        return list(obj.costs.all())

    @staticmethod
    def resolve_steps(obj: ChangeRequest) -> list[Any]:
        return list(obj.steps.all())


class ImpactOut(Schema):
    """What a change would do, computed on a copy of the schedule of a revision."""

    id: int
    at: datetime
    by_id: int
    revision: int
    days_later: int
    cost: Decimal
    finish_before: str | None
    finish_after: str | None
    milestones: list[dict[str, Any]]
    fiscal_years: list[dict[str, Any]]
    meetings: list[dict[str, Any]]
    blackouts: list[dict[str, Any]]
    limits: list[dict[str, Any]]

    @staticmethod
    def of(impact: ChangeImpact) -> "ImpactOut":
        """Give an impact, less other projects, which not every caller may see."""
        told = {name: impact.result[name] for name in ImpactOut.model_fields if name in impact.result}
        return ImpactOut(
            id=impact.pk, at=impact.at, by_id=impact.by_id, revision=impact.revision,
            days_later=impact.days_later, cost=impact.cost, **told,
        )  # fmt: skip


class CostIn(Schema):
    """Dollars on a task by its number; `limit_id` names the contract."""

    uid: Id
    amount: Decimal = Field(max_digits=14, decimal_places=2)
    limit_id: Id | None = None


class ChangeFields(Schema):
    """What is known of a change request; what is left out stays."""

    title: Words | None = Field(None, min_length=1, max_length=300)
    type: Literal["scope", "schedule", "cost", "quality", "contract"] | None = None
    reason: Words | None = Field(None, min_length=1)
    options: Words | None = None
    decide_by: Day | None = None
    risk_id: Id | None = None
    issue_id: Id | None = None
    commands: list[dict[str, Any]] | None = Field(None, max_length=1000)
    costs: list[CostIn] | None = Field(None, max_length=MOST_COSTS)


class ChangeIn(ChangeFields):
    """A change to request."""

    title: Words = Field(min_length=1, max_length=300)
    reason: Words = Field(min_length=1)


class Routing(Schema):
    """What the change draws on when it is applied."""

    draws_on: Literal["float", "contingency", "baseline"]


class SignOffIn(Schema):
    """What the caller says, whose turn it is."""

    verdict: Literal["approved", "conditions", "rejected"]
    words: Words = ""


class ChangeReason(Schema):
    """Why."""

    reason: Words


@router.get("/projects/{project_id}/changes", response={200: list[ChangeRequestOut], **PROBLEMS})
@paginate(Pages)
def list_changes(request: Call, project_id: Id) -> QuerySet[ChangeRequest]:
    """List a project's change requests."""
    project = project_for(request, project_id)
    allowed(request, "governance.view_changes", project)
    return ChangeRequest.objects.filter(project=project).prefetch_related("costs", "steps")


@router.post("/projects/{project_id}/changes", response={201: ChangeRequestOut, **PROBLEMS})
def post_change(request: Call, project_id: Id, given: ChangeIn) -> Status[ChangeRequest]:
    """Draft a change request."""
    project = project_for(request, project_id)
    fields, wanted = _asked(request, project, given)
    made = request_change(project, fields, wanted or Wanted(), by=request.auth, at=now())
    return Status(201, made)


@router.get("/changes/{change_id}", response={200: ChangeRequestOut, **PROBLEMS})
def get_change(request: Call, change_id: Id) -> ChangeRequest:
    """Give a change request."""
    return change_of(request, change_id)


@router.patch("/changes/{change_id}", response={200: ChangeRequestOut, **PROBLEMS})
def patch_change(request: Call, change_id: Id, given: ChangeFields) -> ChangeRequest:
    """Change a request while nobody decides on it; commands and costs that are sent take the place of all."""
    change = change_of(request, change_id)
    fields, wanted = _asked(request, change.project, given, standing=change)
    edit_change(change, fields, wanted, by=request.auth, at=now())
    return change


@router.post("/changes/{change_id}/submission", response={200: ChangeRequestOut, **PROBLEMS})
def post_change_submission(request: Call, change_id: Id) -> ChangeRequest:
    """Hand a draft in."""
    change = change_of(request, change_id)
    submit_change(change, by=request.auth, at=now())
    return change


@router.get("/changes/{change_id}/impacts", response={200: list[ImpactOut], **PROBLEMS})
def list_impacts(request: Call, change_id: Id) -> list[ImpactOut]:
    """List the impacts that were computed, the latest last."""
    return [ImpactOut.of(impact) for impact in change_of(request, change_id).impacts.all()]


@router.post("/changes/{change_id}/impacts", response={201: ImpactOut, **PROBLEMS})
def post_impact(request: Call, change_id: Id) -> Status[ImpactOut]:
    """Compute what the change would do; nothing of it is kept but the figures."""
    return Status(201, ImpactOut.of(assess_change(change_of(request, change_id), by=request.auth, at=now())))


@router.post("/changes/{change_id}/routing", response={200: ChangeRequestOut, **PROBLEMS})
def post_routing(request: Call, change_id: Id, given: Routing) -> ChangeRequest:
    """Send an assessed change to those who decide."""
    change = change_of(request, change_id)
    send_for_decision(change, draws_on=given.draws_on, by=request.auth, at=now())
    return change


@router.post("/changes/{change_id}/sign-offs", response={200: ChangeRequestOut, **PROBLEMS})
def post_sign_off(request: Call, change_id: Id, given: SignOffIn) -> ChangeRequest:
    """Sign as the person whose turn it is; the last yes applies the change."""
    change = change_of(request, change_id)
    step = waiting_step(change)
    if step is None:
        raise CannotChange("This change waits for nobody.")
    step.change_request = change
    sign_change(step, Said(given.verdict, given.words), by=request.auth, at=now())
    change.refresh_from_db()
    return change


@router.post("/changes/{change_id}/application", response={200: ChangeRequestOut, **PROBLEMS})
def post_application(request: Call, change_id: Id) -> ChangeRequest:
    """Apply an approved change."""
    change = change_of(request, change_id)
    apply_approved(change, by=request.auth, at=now())
    return change


@router.post("/changes/{change_id}/withdrawal", response={200: ChangeRequestOut, **PROBLEMS})
def post_change_withdrawal(request: Call, change_id: Id, given: ChangeReason) -> ChangeRequest:
    """Take a request back."""
    change = change_of(request, change_id)
    withdraw_change(change, reason=given.reason, by=request.auth, at=now())
    return change


def change_of(request: Call, change_id: int) -> ChangeRequest:
    """Give a change request that the caller may see, or raise `Http404`."""
    visible = ChangeRequest.objects.visible_to(request.auth).select_related("project")
    return get_object_or_404(visible, pk=change_id)


def _asked(
    request: Call, project: Project, given: ChangeFields, *, standing: ChangeRequest | None = None
) -> tuple[Any, Wanted | None]:
    """Take words and wishes apart; of commands and costs those that are not sent stay."""
    rows = {
        "issue": Issue.objects.visible_to(request.auth).filter(project=project),
        "risk": Risk.objects.visible_to(request.auth).filter(project=project),
    }
    fields = sent(given, rows, may_be_empty={"decide_by", "issue", "risk"})
    commands, costs = fields.pop("commands", None), fields.pop("costs", None)
    if commands is None and costs is None:
        return fields, None
    lines = _lines(project, costs or ())
    if standing is not None and costs is None:
        lines = [CostLine(one.uid, one.amount, one.limit) for one in standing.costs.select_related("limit")]
    if commands is None:
        commands = standing.commands if standing else []
    return fields, Wanted(commands, lines)


def _lines(project: Project, costs: Sequence[dict[str, Any]]) -> list[CostLine]:
    """Give costs as the action takes them; raises `Http404` for a limit that is none of the project's."""
    limits = SpendingLimit.objects.filter(project=project).in_bulk()
    if any(pk is not None and pk not in limits for pk in (one.get("limit_id") for one in costs)):
        raise Http404
    return [CostLine(one["uid"], one["amount"], limits.get(one.get("limit_id") or 0)) for one in costs]
