"""Background work a caller has asked for."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from milepost.api.access import Call
from milepost.api.kinds import Id
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.common.jobs import cancel
from milepost.domain.common.models import JobRun

router = Router()


class Job(Schema):
    """A piece of background work."""

    id: int
    job: str
    state: str
    percent: int
    message: str
    created_at: datetime
    ended_at: datetime | None
    result: Any = None


@router.get("/jobs", response={200: list[Job], **PROBLEMS})
@paginate(Pages)
def list_jobs(request: Call) -> QuerySet[JobRun]:
    """List one's own background work, the latest first."""
    return JobRun.objects.filter(by=request.auth.account)


@router.get("/jobs/{job_id}", response={200: Job, **PROBLEMS})
def get_job(request: Call, job_id: Id) -> JobRun:
    """Tell how far one's own background work is."""
    return get_object_or_404(JobRun, pk=job_id, by=request.auth.user)


@router.delete("/jobs/{job_id}", response={200: Job, **PROBLEMS})
def cancel_job(request: Call, job_id: Id) -> JobRun:
    """Ask one's own background work to stop."""
    run = get_object_or_404(JobRun, pk=job_id, by=request.auth.user)
    cancel(run)
    run.refresh_from_db()
    return run
