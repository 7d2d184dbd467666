"""The register of issues."""

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
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.actions.issues import create_issue, edit_issue, reopen_issue, resolve_issue
from milepost.domain.projects.models import Issue

router = Router()


class IssueEnding(Schema):
    """Why something is closed or open again, or how it was settled."""

    reason: Words


class IssueOut(Schema):
    """An issue; severity 1 low to 4 critical."""

    id: int
    number: int
    risk_id: int | None
    title: str
    description: str
    severity: int
    organization_id: int | None
    owner_id: int | None
    is_shared: bool
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
    organization_id: Id | None = None
    owner_id: Id | None = None
    is_shared: bool | None = None
    due_on: Day | None = None


class IssueIn(IssueFields):
    """An issue to open."""

    title: Words = Field(min_length=1, max_length=300)


@router.get("/projects/{project_id}/issues", response={200: list[IssueOut], **PROBLEMS})
@paginate(Pages)
def list_issues(request: Call, project_id: Id) -> QuerySet[Issue]:
    """List a project's issues."""
    return Issue.objects.visible_to(request.auth).filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/issues", response={201: IssueOut, **PROBLEMS})
def post_issue(request: Call, project_id: Id, given: IssueIn) -> Status[Issue]:
    """Open an issue."""
    return Status(
        201, create_issue(project_for(request, project_id), issue_sent(given), by=request.auth, at=now())
    )


@router.patch("/issues/{issue_id}", response={200: IssueOut, **PROBLEMS})
def patch_issue(request: Call, issue_id: Id, given: IssueFields) -> Issue:
    """Change an issue."""
    issue = _issue(request, issue_id)
    edit_issue(issue, issue_sent(given), by=request.auth, at=now())
    return issue


@router.post("/issues/{issue_id}/resolution", response={200: IssueOut, **PROBLEMS})
def post_resolution(request: Call, issue_id: Id, given: IssueEnding) -> Issue:
    """Resolve an issue."""
    issue = _issue(request, issue_id)
    resolve_issue(issue, resolution=given.reason, by=request.auth, at=now())
    return issue


@router.post("/issues/{issue_id}/reopening", response={200: IssueOut, **PROBLEMS})
def post_issue_reopening(request: Call, issue_id: Id, given: IssueEnding) -> Issue:
    """Open a resolved issue again."""
    issue = _issue(request, issue_id)
    reopen_issue(issue, reason=given.reason, by=request.auth, at=now())
    return issue


def issue_sent(given: IssueFields) -> Any:
    """Give the fields of an issue as its actions take them."""
    rows = {"owner": Person, "organization": Organization}
    return sent(given, rows, may_be_empty={"owner", "due_on", "organization"})


def _issue(request: Call, issue_id: Id) -> Issue:
    issues = Issue.objects.visible_to(request.auth)
    return get_object_or_404(issues.select_related("project"), pk=issue_id)
