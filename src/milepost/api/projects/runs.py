"""Runs of long computations: how sure a finish is, and what a version of a schedule changed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for, today
from milepost.api.kinds import Id
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.common.models import Run
from milepost.domain.common.runs import changed_since, run_kind, subject_of
from milepost.domain.projects.actions.analyzing_risk import KIND as RISK_ANALYSIS
from milepost.domain.projects.actions.analyzing_risk import analyze
from milepost.domain.projects.actions.comparing import KIND as COMPARISON
from milepost.domain.projects.actions.comparing import compare
from milepost.domain.projects.calculations.risk_analysis.settings import settings_by_rule

router = Router()


class RiskAnalysisIn(Schema):
    """A simulation to make, by the city's rule for all that is left out."""

    seed: int = Field(default=1, ge=1, le=2**31 - 1)


class ComparisonIn(Schema):
    """Two versions by their keys: `now`, `submission-3`, `import-4`, or as the earlier one `baseline-0`."""

    before: str = Field(max_length=40)
    after: str = Field(max_length=40)


class RunOut(Schema):
    """One run, with its result once it is made."""

    id: int
    kind: str
    at: datetime
    made_at: datetime | None
    seed: int | None
    engine_version: str
    parameters: dict[str, Any]
    digest: str
    job_id: int | None
    result: Any = None


class RunNow(RunOut):
    """One run, with what is otherwise now than when it was made."""

    changed_since: list[str]


@router.get("/projects/{project_id}/risk-analyses", response={200: list[RunOut], **PROBLEMS})
@paginate(Pages)
def list_risk_analyses(request: Call, project_id: Id) -> QuerySet[Run]:
    """List the simulations of a project's schedule, the latest first."""
    return _runs(request, project_id, RISK_ANALYSIS)


@router.post("/projects/{project_id}/risk-analyses", response={202: RunOut, **PROBLEMS})
def post_risk_analysis(request: Call, project_id: Id, given: RiskAnalysisIn) -> Status[Run]:
    """Have a project's schedule simulated; its job tells how far that is."""
    project = project_for(request, project_id)
    settings = settings_by_rule(on=today())
    return Status(202, analyze(project, settings, estimates={}, seed=given.seed, by=request.auth, at=now()))


@router.get("/projects/{project_id}/comparisons", response={200: list[RunOut], **PROBLEMS})
@paginate(Pages)
def list_comparisons(request: Call, project_id: Id) -> QuerySet[Run]:
    """List the comparisons of versions of a project's schedule, the latest first."""
    return _runs(request, project_id, COMPARISON)


@router.post("/projects/{project_id}/comparisons", response={202: RunOut, **PROBLEMS})
def post_comparison(request: Call, project_id: Id, given: ComparisonIn) -> Status[Run]:
    """Have two versions of a project's schedule compared."""
    project = project_for(request, project_id)
    return Status(202, compare(project, before=given.before, after=given.after, by=request.auth, at=now()))


@router.get("/runs/{run_id}", response={200: RunNow, **PROBLEMS})
def get_run(request: Call, run_id: Id) -> Run:
    """Give a run, with what changed since it was made."""
    run = get_object_or_404(Run, pk=run_id)
    try:
        subject = subject_of(run)
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
    if not run_kind(run.kind).may_see(request.auth.account, run, subject):
        raise Http404
    run.changed_since = changed_since(run) if run.is_made else []  # type: ignore[attr-defined]
    return run


def _runs(request: Call, project_id: int, kind: str) -> QuerySet[Run]:
    project = project_for(request, project_id)
    allowed(request, "projects.view_analyses", project)
    return Run.objects.about(kind, project)
