"""The register of risks."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, project_for, today
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.projects.issues import IssueEnding, IssueFields, IssueOut, issue_sent
from milepost.api.sending import sent
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.responding import add_response_action, finish_response_action
from milepost.domain.projects.actions.risks import (
    close_risk,
    create_risk,
    edit_risk,
    escalate_risk,
    reopen_risk,
    turn_into_issue,
)
from milepost.domain.projects.calculations.risk_exposure import ExposurePoint, exposure_over_time
from milepost.domain.projects.models import Issue, ResponseAction, Risk, RiskScore

router = Router()

Strategy = Literal["", "avoid", "transfer", "mitigate", "exploit", "share", "enhance", "accept", "escalate"]
Dollars = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
MAY_BE_EMPTY = {
    "owner", "proximity_on", "schedule_impact", "cost_impact", "scope_impact", "cost_if_happens",
    "residual_probability", "residual_impact",
}  # fmt: skip


class RiskOut(Schema):
    """A risk; the score is probability times impact."""

    id: int
    number: int
    kind: str
    category: str
    event: str
    cause: str
    effect: str
    trigger: str
    proximity_on: date | None
    probability: int
    impact: int
    schedule_impact: int | None
    cost_impact: int | None
    scope_impact: int | None
    score: int
    cost_if_happens: Decimal | None
    strategy: str
    response: str
    residual_probability: int | None
    residual_impact: int | None
    residual_score: int | None
    owner_id: int | None
    state: str
    escalated_to_id: int | None
    escalated_on: date | None
    is_shared: bool
    reviewed_on: date | None


class RiskFields(Schema):
    """What is known of a risk; what is left out stays. Where a dimension is rated, the highest is the impact."""

    kind: Literal["threat", "opportunity"] | None = None
    category: Words | None = Field(None, max_length=80)
    event: Words | None = Field(None, min_length=1, max_length=300)
    cause: Words | None = Field(None, max_length=300)
    effect: Words | None = Field(None, max_length=300)
    trigger: Words | None = Field(None, max_length=300)
    proximity_on: Day | None = None
    probability: int | None = Field(None, ge=1, le=5)
    impact: int | None = Field(None, ge=1, le=5)
    schedule_impact: int | None = Field(None, ge=1, le=5)
    cost_impact: int | None = Field(None, ge=1, le=5)
    scope_impact: int | None = Field(None, ge=1, le=5)
    cost_if_happens: Dollars | None = None
    strategy: Strategy | None = None
    response: Words | None = None
    residual_probability: int | None = Field(None, ge=1, le=5)
    residual_impact: int | None = Field(None, ge=1, le=5)
    owner_id: Id | None = None
    is_shared: bool | None = None


class RiskIn(RiskFields):
    """A risk to raise."""

    event: Words = Field(min_length=1, max_length=300)
    probability: int = Field(ge=1, le=5)
    impact: int = Field(ge=1, le=5)


class ScoreOut(Schema):
    """How a risk was rated since a day."""

    on: date
    by_id: int
    state: str
    probability: int
    impact: int
    score: int
    cost_if_happens: Decimal | None


class ResponseActionOut(Schema):
    """Something to do about a risk."""

    id: int
    text: str
    owner_id: int | None
    due_on: date | None
    cost: Decimal | None
    done_on: date | None


class ResponseActionIn(Schema):
    """Something to do about a risk, to add."""

    text: Words = Field(min_length=1, max_length=300)
    owner_id: Id | None = None
    due_on: Day | None = None
    cost: Dollars | None = None


class EscalationIn(Schema):
    """To whom a risk is escalated, and what is needed."""

    to_id: Id
    reason: Words = Field(min_length=1, max_length=2000)


class ExposurePointOut(Schema):
    """The expected cost of a project's open threats at the end of a day; null while none says what it would cost."""

    on: date
    amount: Decimal | None
    count: int


@router.get("/projects/{project_id}/risks", response={200: list[RiskOut], **PROBLEMS})
@paginate(Pages)
def list_risks(request: Call, project_id: Id) -> QuerySet[Risk]:
    """List a project's risks."""
    return Risk.objects.visible_to(request.auth).filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/risks", response={201: RiskOut, **PROBLEMS})
def post_risk(request: Call, project_id: Id, given: RiskIn) -> Status[Risk]:
    """Raise a risk."""
    return Status(201, create_risk(project_for(request, project_id), _sent(given), by=request.auth, at=now()))


@router.patch("/risks/{risk_id}", response={200: RiskOut, **PROBLEMS})
def patch_risk(request: Call, risk_id: Id, given: RiskFields) -> Risk:
    """Change a risk."""
    risk = risk_for(request, risk_id)
    edit_risk(risk, _sent(given), by=request.auth, at=now())
    return risk


@router.post("/risks/{risk_id}/closing", response={200: RiskOut, **PROBLEMS})
def post_risk_closing(request: Call, risk_id: Id, given: IssueEnding) -> Risk:
    """Close a risk."""
    risk = risk_for(request, risk_id)
    close_risk(risk, reason=given.reason, by=request.auth, at=now())
    return risk


@router.post("/risks/{risk_id}/reopening", response={200: RiskOut, **PROBLEMS})
def post_risk_reopening(request: Call, risk_id: Id, given: IssueEnding) -> Risk:
    """Open a closed risk again."""
    risk = risk_for(request, risk_id)
    reopen_risk(risk, reason=given.reason, by=request.auth, at=now())
    return risk


@router.post("/risks/{risk_id}/issue", response={201: IssueOut, **PROBLEMS})
def post_risk_issue(request: Call, risk_id: Id, given: IssueFields) -> Status[Issue]:
    """Turn a risk that happened into an issue, which takes its words and owner unless others are given."""
    return Status(
        201, turn_into_issue(risk_for(request, risk_id), issue_sent(given), by=request.auth, at=now())
    )


@router.get("/risks/{risk_id}/scores", response={200: list[ScoreOut], **PROBLEMS})
def list_scores(request: Call, risk_id: Id) -> list[RiskScore]:
    """List how a risk was rated over time."""
    return list(risk_for(request, risk_id).scores.all())


@router.get("/risks/{risk_id}/actions", response={200: list[ResponseActionOut], **PROBLEMS})
def list_response_actions(request: Call, risk_id: Id) -> list[ResponseAction]:
    """List what is to be done about a risk."""
    return list(risk_for(request, risk_id).response_actions.all())


@router.post("/risks/{risk_id}/actions", response={201: ResponseActionOut, **PROBLEMS})
def post_response_action(request: Call, risk_id: Id, given: ResponseActionIn) -> Status[ResponseAction]:
    """Add something to do about a risk."""
    fields: Any = sent(given, {"owner": Person}, may_be_empty={"owner", "due_on", "cost"})
    risk = risk_for(request, risk_id)
    return Status(201, add_response_action(risk, fields, by=request.auth, at=now()))


@router.post("/risks/{risk_id}/actions/{action_id}/completion", response={200: ResponseActionOut, **PROBLEMS})
def post_response_completion(request: Call, risk_id: Id, action_id: Id) -> ResponseAction:
    """Mark something to do about a risk as done."""
    risk = risk_for(request, risk_id)
    action = get_object_or_404(risk.response_actions, pk=action_id)
    action.risk = risk
    finish_response_action(action, is_done=True, by=request.auth, at=now())
    return action


@router.post("/risks/{risk_id}/escalation", response={200: RiskOut, **PROBLEMS})
def post_escalation(request: Call, risk_id: Id, given: EscalationIn) -> Risk:
    """Escalate a risk to a person."""
    risk = risk_for(request, risk_id)
    to = get_object_or_404(Person, pk=given.to_id)
    escalate_risk(risk, to, reason=given.reason, by=request.auth, at=now())
    return risk


@router.get("/projects/{project_id}/risk-exposure", response={200: list[ExposurePointOut], **PROBLEMS})
def list_exposure(request: Call, project_id: Id) -> list[ExposurePoint]:
    """List what the open threats that the caller has clearance for would cost by their chances, at each month's end."""
    project = project_for(request, project_id)
    require(request.auth, "projects.view_registers", project)
    return exposure_over_time(project, seen_by=request.auth, as_of=today())


def _sent(given: RiskFields) -> Any:
    return sent(given, {"owner": Person}, may_be_empty=MAY_BE_EMPTY)


def risk_for(request: Call, risk_id: int) -> Risk:
    """Give a risk the caller may see, or raise `Http404`."""
    risks = Risk.objects.visible_to(request.auth)
    return get_object_or_404(risks.select_related("project"), pk=risk_id)
