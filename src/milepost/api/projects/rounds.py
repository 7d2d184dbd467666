"""What waits for the caller, reviews of projects and risks, and what changed over all projects."""

from datetime import date, datetime, timedelta
from typing import Annotated

from ninja import Field, Router, Schema, Status

from milepost.api.access import Call, now, project_for, today
from milepost.api.kinds import Id, Words
from milepost.api.problems import PROBLEMS
from milepost.api.projects.risks import RiskOut, risk_for
from milepost.domain.people.waiting import Waiting, waiting_for
from milepost.domain.projects.actions.reviewing import review_project
from milepost.domain.projects.actions.risks import confirm_risk
from milepost.domain.projects.calculations.changes_since import changes_since
from milepost.domain.projects.calculations.project_rows import project_rows
from milepost.domain.projects.models import Project, Risk, RoundReview

router = Router()


class WaitingOut(Schema):
    """One thing that waits for the caller."""

    kind: str
    subject_id: int
    title: str
    detail: str
    project_id: int | None
    due: date | None
    urgency: str
    is_decision: bool


class ReviewIn(Schema):
    """What there was to say."""

    note: Words = ""


class ReviewOut(Schema):
    """A project gone through in the weekly round."""

    id: int
    at: datetime
    note: str


class ChangeOut(Schema):
    """One thing that changed in the portfolio; `days` are working days, positive for the worse."""

    kind: str
    project_id: int
    sentence: str
    days: float


@router.get("/waiting", response={200: list[WaitingOut], **PROBLEMS})
def list_waiting(request: Call) -> list[WaitingOut]:
    """List what waits for the caller, the most urgent first."""
    return [_waiting(one) for one in waiting_for(request.auth, as_of=today())]


@router.post("/projects/{project_id}/reviews", response={201: ReviewOut, **PROBLEMS})
def post_review(request: Call, project_id: Id, given: ReviewIn) -> Status[RoundReview]:
    """Record that a project was gone through in the weekly round."""
    review = review_project(project_for(request, project_id), note=given.note, by=request.auth, at=now())
    return Status(201, review)


@router.post("/risks/{risk_id}/review", response={200: RiskOut, **PROBLEMS})
def post_risk_review(request: Call, risk_id: Id) -> Risk:
    """Record that a risk was reviewed and stands as it is."""
    risk = risk_for(request, risk_id)
    confirm_risk(risk, by=request.auth, at=now())
    return risk


@router.get("/portfolio/changes", response={200: list[ChangeOut], **PROBLEMS})
def list_changes(request: Call, days: Annotated[int, Field(ge=1, le=730)] = 7) -> list[ChangeOut]:
    """List what changed in the portfolio over some days, kind by kind, the gravest first."""
    visible = Project.objects.visible_to(request.auth)
    rows = project_rows(visible.open(), as_of=today(), seen_by=request.auth)
    found = changes_since(rows, visible, today() - timedelta(days=days), as_of=today())
    return [
        ChangeOut(kind=kind.name.lower(), project_id=one.project.pk, sentence=one.sentence, days=one.days)
        for kind, ones in found.items()
        for one in ones
    ]


def _waiting(one: Waiting) -> WaitingOut:
    return WaitingOut(
        kind=one.kind,
        subject_id=one.subject.pk,
        title=one.title,
        detail=one.detail,
        project_id=one.project.pk if one.project is not None else None,
        due=one.due,
        urgency=one.urgency(today()).name.lower(),
        is_decision=one.is_decision,
    )
