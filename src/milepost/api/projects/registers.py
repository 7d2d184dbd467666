"""The registers of risks and issues."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.issues import create_issue, edit_issue, reopen_issue, resolve_issue
from milepost.domain.projects.actions.risks import (
    close_risk,
    create_risk,
    edit_risk,
    reopen_risk,
    turn_into_issue,
)
from milepost.domain.projects.models import Issue, Project, Risk

router = Router()


class RiskOut(Schema):
    """A risk; the score is probability times impact."""

    id: int
    number: int
    event: str
    cause: str
    effect: str
    probability: int
    impact: int
    score: int
    response: str
    owner_id: int | None
    state: str
    reviewed_on: date | None


class RiskFields(Schema):
    """What is known of a risk; what is left out stays."""

    event: Words | None = Field(None, min_length=1, max_length=300)
    cause: Words | None = None
    effect: Words | None = None
    probability: int | None = Field(None, ge=1, le=5)
    impact: int | None = Field(None, ge=1, le=5)
    response: Words | None = None
    owner_id: Id | None = None


class RiskIn(RiskFields):
    """A risk to raise."""

    event: Words = Field(min_length=1, max_length=300)
    probability: int = Field(ge=1, le=5)
    impact: int = Field(ge=1, le=5)


class IssueOut(Schema):
    """An issue; severity 1 low to 4 critical."""

    id: int
    number: int
    risk_id: int | None
    title: str
    description: str
    severity: int
    owner_id: int | None
    due_on: date | None
    opened_on: date
    resolved_on: date | None
    resolution: str
    state: str


class IssueFields(Schema):
    """What is known of an issue; what is left out stays."""

    title: Words | None = Field(None, min_length=1, max_length=300)
    description: Words | None = None
    severity: int | None = Field(None, ge=1, le=4)
    owner_id: Id | None = None
    due_on: Day | None = None


class IssueIn(IssueFields):
    """An issue to open."""

    title: Words = Field(min_length=1, max_length=300)


class Ending(Schema):
    """Why something is closed or open again, or how it was settled."""

    reason: Words


@router.get("/projects/{project_id}/risks", response={200: list[RiskOut], **PROBLEMS})
@paginate(Pages)
def list_risks(request: Call, project_id: Id) -> QuerySet[Risk]:
    """List a project's risks."""
    return Risk.objects.filter(project=project_for(request, project_id))


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
def post_risk_closing(request: Call, risk_id: Id, given: Ending) -> Risk:
    """Close a risk."""
    risk = risk_for(request, risk_id)
    close_risk(risk, reason=given.reason, by=request.auth, at=now())
    return risk


@router.post("/risks/{risk_id}/reopening", response={200: RiskOut, **PROBLEMS})
def post_risk_reopening(request: Call, risk_id: Id, given: Ending) -> Risk:
    """Open a closed risk again."""
    risk = risk_for(request, risk_id)
    reopen_risk(risk, reason=given.reason, by=request.auth, at=now())
    return risk


@router.post("/risks/{risk_id}/issue", response={201: IssueOut, **PROBLEMS})
def post_risk_issue(request: Call, risk_id: Id, given: IssueFields) -> Status[Issue]:
    """Turn a risk that happened into an issue, which takes its words and owner unless others are given."""
    return Status(201, turn_into_issue(risk_for(request, risk_id), _sent(given), by=request.auth, at=now()))


@router.get("/projects/{project_id}/issues", response={200: list[IssueOut], **PROBLEMS})
@paginate(Pages)
def list_issues(request: Call, project_id: Id) -> QuerySet[Issue]:
    """List a project's issues."""
    return Issue.objects.filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/issues", response={201: IssueOut, **PROBLEMS})
def post_issue(request: Call, project_id: Id, given: IssueIn) -> Status[Issue]:
    """Open an issue."""
    return Status(
        201, create_issue(project_for(request, project_id), _sent(given), by=request.auth, at=now())
    )


@router.patch("/issues/{issue_id}", response={200: IssueOut, **PROBLEMS})
def patch_issue(request: Call, issue_id: Id, given: IssueFields) -> Issue:
    """Change an issue."""
    issue = _issue(request, issue_id)
    edit_issue(issue, _sent(given), by=request.auth, at=now())
    return issue


@router.post("/issues/{issue_id}/resolution", response={200: IssueOut, **PROBLEMS})
def post_resolution(request: Call, issue_id: Id, given: Ending) -> Issue:
    """Resolve an issue."""
    issue = _issue(request, issue_id)
    resolve_issue(issue, resolution=given.reason, by=request.auth, at=now())
    return issue


@router.post("/issues/{issue_id}/reopening", response={200: IssueOut, **PROBLEMS})
def post_issue_reopening(request: Call, issue_id: Id, given: Ending) -> Issue:
    """Open a resolved issue again."""
    issue = _issue(request, issue_id)
    reopen_issue(issue, reason=given.reason, by=request.auth, at=now())
    return issue


def _sent(given: RiskFields | IssueFields) -> Any:
    return sent(given, {"owner": Person}, may_be_empty={"owner", "due_on"})


def risk_for(request: Call, risk_id: int) -> Risk:
    """Give a risk of a project the caller may see, or raise `Http404`."""
    risks = Risk.objects.filter(project__in=Project.objects.visible_to(request.auth))
    return get_object_or_404(risks.select_related("project"), pk=risk_id)


def _issue(request: Call, issue_id: Id) -> Issue:
    issues = Issue.objects.filter(project__in=Project.objects.visible_to(request.auth))
    return get_object_or_404(issues.select_related("project"), pk=issue_id)
