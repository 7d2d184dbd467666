"""Where projects stand: all with status and variance, what needs attention, and each plan against its baselines."""

from typing import Any, Literal

from django.http import Http404
from ninja import Query, Router, Schema
from ninja.pagination import paginate

from milepost.api.access import Call, project_for, today
from milepost.api.kinds import Id, Instant
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ProjectBrief, StatusOut
from milepost.domain.projects.calculations.attention import Attention, attention_list
from milepost.domain.projects.calculations.milestones import Milestone, Standing, milestones_of
from milepost.domain.projects.calculations.project_rows import project_rows
from milepost.domain.projects.calculations.status import Dimension
from milepost.domain.projects.calculations.variance import TaskVariance, Variance, variances_of
from milepost.domain.projects.models import Project, Status
from milepost.domain.reports.calculations.overdue import overdue_reports
from milepost.domain.reports.queries import recently_reported

router = Router()
Against = Literal["current", "first"]


class StandingOut(Schema):
    """A project with its statuses, and how many working days later than agreed it finishes."""

    project: ProjectBrief
    statuses: dict[Dimension, StatusOut]
    finish_days: float | None
    is_revised: bool


class Standings(Schema):
    """A page of projects, with the count of all."""

    items: list[StandingOut]
    count: int


class ConcernOut(Schema):
    """One reason why a project needs attention."""

    urgency: str
    sentence: str
    days: float

    @staticmethod
    def resolve_urgency(concern: Any) -> str:
        return str(concern.urgency.name).lower()


class AttentionOut(Schema):
    """A project that needs attention, and why, the most urgent first."""

    project: ProjectBrief
    concerns: list[ConcernOut]


class DifferenceOut(Schema):
    """Working days later and longer than agreed; negative is earlier and shorter."""

    start_days: float
    finish_days: float
    duration_days: float


class SpanOut(Schema):
    """When something starts and finishes."""

    start: Instant
    finish: Instant
    duration_minutes: int


class VarianceOut(Schema):
    """The plan as a whole against a baseline."""

    baseline_id: int
    name: str
    whole: DifferenceOut
    added_count: int
    dropped_count: int


class TaskVarianceOut(Schema):
    """A task as it was agreed and as it is planned; one of the two is missing where it was added or dropped."""

    uid: int
    name: str
    is_summary: bool
    is_milestone: bool
    agreed: SpanOut | None
    planned: SpanOut | None
    difference: DifferenceOut | None


class MilestoneOut(Schema):
    """A milestone as agreed and as forecast; days are working days later than agreed."""

    uid: int
    name: str
    first_agreed: Instant | None
    agreed: Instant | None
    forecast: Instant | None
    days_from_first: float | None
    days: float | None
    standing: Standing


@router.get("/portfolio", response={200: Standings, **PROBLEMS})
def get_portfolio(request: Call, page: Query[Pages.Input], status: Status | None = None) -> dict[str, Any]:
    """List the open projects the caller may see, with their statuses; with `status` those that stand so overall."""
    rows = project_rows(Project.objects.visible_to(request.auth).open(), as_of=today(), seen_by=request.auth)
    found = [row for row in rows if status is None or row.overall.status == status]
    return {"items": found[page.offset : page.offset + page.limit], "count": len(found)}


@router.get("/attention", response={200: list[AttentionOut], **PROBLEMS})
@paginate(Pages)
def list_attention(request: Call) -> list[Attention]:
    """List the open projects that need attention, the most urgent first."""
    rows = project_rows(Project.objects.visible_to(request.auth).open(), as_of=today(), seen_by=request.auth)
    found = [row.project for row in rows]
    statuses = {row.project.pk: row.statuses for row in rows}
    overdue = overdue_reports(found, recently_reported(found), as_of=today())
    return attention_list(found, statuses, as_of=today(), further=overdue)


@router.get("/projects/{project_id}/milestones", response={200: list[MilestoneOut], **PROBLEMS})
@paginate(Pages)
def list_milestones(request: Call, project_id: Id) -> list[Milestone]:
    """List a project's milestones against its baselines, by date."""
    return milestones_of(project_for(request, project_id), as_of=today())


@router.get("/projects/{project_id}/variance", response={200: VarianceOut, **PROBLEMS})
def get_variance(request: Call, project_id: Id, against: Against = "current") -> dict[str, Any]:
    """Compare a plan as a whole with its current or first baseline."""
    variance = _variance(project_for(request, project_id), against)
    return {
        "baseline_id": variance.baseline.pk,
        "name": variance.baseline.name,
        "whole": variance.whole,
        "added_count": len(variance.added),
        "dropped_count": len(variance.dropped),
    }


@router.get("/projects/{project_id}/variance/tasks", response={200: list[TaskVarianceOut], **PROBLEMS})
@paginate(Pages)
def list_task_variances(request: Call, project_id: Id, against: Against = "current") -> list[TaskVariance]:
    """Compare a plan with its current or first baseline task by task, in the plan's order."""
    return list(_variance(project_for(request, project_id), against).tasks)


def _variance(project: Project, against: Against) -> Variance:
    variances = variances_of(project)
    if variances is None:
        raise Http404
    return variances.first if against == "first" else variances.current
