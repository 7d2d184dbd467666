"""Defects, punch items and operational changes of a project."""

from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Day, Id, Instant, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.governance.actions.defects import edit_defect, fix_defect, report_defect, retest_defect
from milepost.domain.governance.actions.operational_changes import propose_operational_change
from milepost.domain.governance.actions.punch_list import add_punch_item, close_punch_item
from milepost.domain.governance.models import Defect, OperationalChange, PunchItem, QualityCheck
from milepost.domain.governance.models.of_project import VIEW
from milepost.domain.people.models import Organization, Person

router = Router()


class DefectOut(Schema):
    """A defect; severity 1 low to 4 critical."""

    id: int
    number: int
    title: str
    description: str
    severity: int
    state: str
    owner_id: int | None
    due_on: date | None
    found_on: date
    outcome: str
    retests: int


class DefectFields(Schema):
    """What is known of a defect; what is left out stays."""

    title: Words | None = Field(None, min_length=1, max_length=200)
    description: Words | None = None
    severity: int | None = Field(None, ge=1, le=4)
    owner_id: Id | None = None
    due_on: Day | None = None
    check_of_id: Id | None = None


class DefectIn(DefectFields):
    """A defect to report."""

    title: Words = Field(min_length=1, max_length=200)


class Outcome(Schema):
    """How it was fixed, or what was seen."""

    outcome: Words = Field("", max_length=500)


class Retest(Outcome):
    """What a retest showed."""

    has_passed: bool


class PunchItemOut(Schema):
    """Something left in a room."""

    id: int
    number: int
    room: str
    title: str
    state: str
    organization_id: int | None
    owner_id: int | None
    due_on: date | None
    found_on: date
    outcome: str


class PunchItemIn(Schema):
    """Something to put on the punch list."""

    room: Words = Field(min_length=1, max_length=80)
    title: Words = Field(min_length=1, max_length=300)
    organization_id: Id | None = None
    owner_id: Id | None = None
    due_on: Day | None = None


class OperationalChangeOut(Schema):
    """A change to systems in service; its window is in the city's time."""

    id: int
    number: int
    title: str
    systems: str
    starts: Instant
    ends: Instant
    level: str
    risk: str
    back_out: str
    ticket: str
    state: str
    owner_id: int | None


class OperationalChangeIn(Schema):
    """An operational change to propose."""

    title: Words = Field(min_length=1, max_length=200)
    systems: Words = Field(min_length=1, max_length=300)
    starts: Instant
    ends: Instant
    level: Literal["low", "medium", "high"] = "medium"
    risk: Words = ""
    back_out: Words = Field(min_length=1)
    ticket: Words = Field("", max_length=40)
    owner_id: Id | None = None


@router.get("/projects/{project_id}/defects", response={200: list[DefectOut], **PROBLEMS})
@paginate(Pages)
def list_defects(request: Call, project_id: Id) -> QuerySet[Defect]:
    """List a project's defects."""
    return _of(request, Defect, project_id)


@router.post("/projects/{project_id}/defects", response={201: DefectOut, **PROBLEMS})
def post_defect(request: Call, project_id: Id, given: DefectIn) -> Status[Defect]:
    """Report a defect."""
    project = project_for(request, project_id)
    return Status(201, report_defect(project, _defect_sent(given), by=request.auth, at=now()))


@router.patch("/defects/{defect_id}", response={200: DefectOut, **PROBLEMS})
def patch_defect(request: Call, defect_id: Id, given: DefectFields) -> Defect:
    """Change a defect."""
    defect = _defect(request, defect_id)
    edit_defect(defect, _defect_sent(given), by=request.auth, at=now())
    return defect


@router.post("/defects/{defect_id}/fix", response={200: DefectOut, **PROBLEMS})
def post_fix(request: Call, defect_id: Id, given: Outcome) -> Defect:
    """Say how a defect was fixed."""
    defect = _defect(request, defect_id)
    fix_defect(defect, outcome=given.outcome, by=request.auth, at=now())
    return defect


@router.post("/defects/{defect_id}/retest", response={200: DefectOut, **PROBLEMS})
def post_retest(request: Call, defect_id: Id, given: Retest) -> Defect:
    """Record a retest."""
    defect = _defect(request, defect_id)
    retest_defect(defect, has_passed=given.has_passed, outcome=given.outcome, by=request.auth, at=now())
    return defect


@router.get("/projects/{project_id}/punch-items", response={200: list[PunchItemOut], **PROBLEMS})
@paginate(Pages)
def list_punch_items(request: Call, project_id: Id) -> QuerySet[PunchItem]:
    """List what is left in the rooms of a project."""
    return _of(request, PunchItem, project_id)


@router.post("/projects/{project_id}/punch-items", response={201: PunchItemOut, **PROBLEMS})
def post_punch_item(request: Call, project_id: Id, given: PunchItemIn) -> Status[PunchItem]:
    """Put something on the punch list."""
    project = project_for(request, project_id)
    fields: Any = sent(
        given,
        {"owner": Person, "organization": Organization},
        may_be_empty={"owner", "organization", "due_on"},
    )
    return Status(201, add_punch_item(project, fields, by=request.auth, at=now()))


@router.post("/punch-items/{item_id}/closing", response={200: PunchItemOut, **PROBLEMS})
def post_punch_closing(request: Call, item_id: Id, given: Outcome) -> PunchItem:
    """Close an item that was seen to be done."""
    item: PunchItem = get_object_or_404(
        PunchItem.objects.visible_to(request.auth).select_related("project"), pk=item_id
    )
    close_punch_item(item, outcome=given.outcome, by=request.auth, at=now())
    return item


@router.get(
    "/projects/{project_id}/operational-changes", response={200: list[OperationalChangeOut], **PROBLEMS}
)
@paginate(Pages)
def list_operational_changes(request: Call, project_id: Id) -> QuerySet[OperationalChange]:
    """List a project's operational changes."""
    return _of(request, OperationalChange, project_id)


@router.post("/projects/{project_id}/operational-changes", response={201: OperationalChangeOut, **PROBLEMS})
def post_operational_change(
    request: Call, project_id: Id, given: OperationalChangeIn
) -> Status[OperationalChange]:
    """Propose an operational change."""
    project = project_for(request, project_id)
    fields: Any = sent(given, {"owner": Person}, may_be_empty={"owner"})
    return Status(201, propose_operational_change(project, fields, by=request.auth, at=now()))


def _of(request: Call, model: Any, project_id: int) -> QuerySet[Any]:
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    rows: QuerySet[Any] = model.objects.filter(project=project)
    return rows


def _defect(request: Call, defect_id: int) -> Defect:
    rows = Defect.objects.visible_to(request.auth).select_related("project", "owner")
    found: Defect = get_object_or_404(rows, pk=defect_id)
    return found


def _defect_sent(given: DefectFields) -> Any:
    return sent(
        given, {"owner": Person, "check_of": QualityCheck}, may_be_empty={"owner", "due_on", "check_of"}
    )
