"""Background work a caller has asked for."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from milepost.api.access import Call
from milepost.api.kinds import Id
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
