"""The quality plan of a project: what is checked, and what came of it."""

from datetime import date, datetime
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
from milepost.domain.governance.actions.checking import edit_check, plan_check, record_result
from milepost.domain.governance.models import CheckResult, QualityCheck
from milepost.domain.governance.models.of_project import VIEW
from milepost.domain.people.models import Person

router = Router()
Kind = Literal["test", "inspection", "review", "checklist"]


class CheckOut(Schema):
    """A check with the outcome of its latest result."""

    id: int
    number: int
    title: str
    kind: str
    criterion: str
    outcome: str
    owner_id: int | None
    due_on: date | None


class CheckFields(Schema):
    """What is known of a check; what is left out stays."""

    title: Words | None = Field(None, min_length=1, max_length=200)
    kind: Kind | None = None
    criterion: Words | None = Field(None, min_length=1)
    owner_id: Id | None = None
    due_on: Day | None = None


class CheckIn(CheckFields):
    """A check to put into the quality plan."""

    title: Words = Field(min_length=1, max_length=200)
    criterion: Words = Field(min_length=1)


class ResultIn(Schema):
    """What came of a check; with `defect`, the title of one, what failed becomes a defect."""

    outcome: Literal["passed", "failed", "blocked"]
    words: Words = ""
    defect: Words = Field("", max_length=200)


class ResultOut(Schema):
    """What came of a check, one time."""

    id: int
    outcome: str
    words: str
    at: datetime
    by_id: int


@router.get("/projects/{project_id}/checks", response={200: list[CheckOut], **PROBLEMS})
@paginate(Pages)
def list_checks(request: Call, project_id: Id) -> QuerySet[QualityCheck]:
    """List a project's quality plan."""
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    return QualityCheck.objects.filter(project=project)


@router.post("/projects/{project_id}/checks", response={201: CheckOut, **PROBLEMS})
def post_check(request: Call, project_id: Id, given: CheckIn) -> Status[QualityCheck]:
    """Put a check into the quality plan."""
    project = project_for(request, project_id)
    return Status(201, plan_check(project, _sent(given), by=request.auth, at=now()))


@router.patch("/checks/{check_id}", response={200: CheckOut, **PROBLEMS})
def patch_check(request: Call, check_id: Id, given: CheckFields) -> QualityCheck:
    """Change a check."""
    check = _check(request, check_id)
    edit_check(check, _sent(given), by=request.auth, at=now())
    return check


@router.get("/checks/{check_id}/results", response={200: list[ResultOut], **PROBLEMS})
@paginate(Pages)
def list_results(request: Call, check_id: Id) -> QuerySet[CheckResult]:
    """List what came of a check, the latest first."""
    return CheckResult.objects.filter(check_of=_check(request, check_id))


@router.post("/checks/{check_id}/results", response={201: ResultOut, **PROBLEMS})
def post_result(request: Call, check_id: Id, given: ResultIn) -> Status[CheckResult]:
    """Record what came of a check."""
    check = _check(request, check_id)
    made = record_result(
        check, given.outcome, words=given.words, defect=given.defect, by=request.auth, at=now()
    )
    return Status(201, made)


def _check(request: Call, check_id: int) -> QualityCheck:
    rows = QualityCheck.objects.visible_to(request.auth).select_related("project")
    found: QualityCheck = get_object_or_404(rows, pk=check_id)
    return found


def _sent(given: CheckFields) -> Any:
    return sent(given, {"owner": Person}, may_be_empty={"owner", "due_on"})
