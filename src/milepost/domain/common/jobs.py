"""Background jobs: the row is the outbox, dispatched on commit, heart-beating, swept when lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from milepost.domain.common.models import JobRun, User

Work = Callable[..., Any]
WORK: dict[str, Work] = {}
LOST_AFTER = timedelta(minutes=2)


class Canceled(Exception):
    """Raised inside a job at its next report after somebody asked to cancel it."""


class JobFailed(Exception):
    """Ends a job with a sentence for the person who waits."""


class Progress:
    """What a running job reports with; writes outside the job's own transaction go through `report`."""

    def __init__(self, run: JobRun) -> None:
        self.run = run

    def report(self, percent: int, message: str = "") -> None:
        """Show progress and stay alive; raises `Canceled` when asked to stop."""
        JobRun.objects.filter(pk=self.run.pk).update(
            percent=percent, message=message, heartbeat_at=timezone.now()
        )
        if JobRun.objects.filter(pk=self.run.pk, is_cancel_asked=True).exists():
            raise Canceled


def job(name: str) -> Callable[[Work], Work]:
    """Register the work behind a job's name; it must be idempotent and is called as `work(progress, **arguments)`."""

    def register(work: Work) -> Work:
        WORK[name] = work
        return work

    return register


def enqueue(name: str, *, by: User | None, **arguments: Any) -> JobRun:
    """Write the run with the caller's transaction and dispatch it when that commits."""
    run = JobRun.objects.create(job=name, arguments=arguments, by=by)
    transaction.on_commit(lambda: dispatch(run.pk))
    return run


def dispatch(run_id: int) -> None:
    """Hand a run to the queue."""
    from milepost.domain.common.tasks import perform_job  # noqa: PLC0415 - the queue's tasks import this module

    perform_job(run_id)


def perform(run_id: int) -> None:
    """Do the work of a run that is still queued; a run that somebody else took is left alone."""
    now = timezone.now()
    taken = JobRun.objects.filter(pk=run_id, state=JobRun.State.QUEUED, is_cancel_asked=False).update(
        state=JobRun.State.RUNNING, started_at=now, heartbeat_at=now
    )
    if not taken:
        return
    run = JobRun.objects.get(pk=run_id)
    try:
        result = WORK[run.job](Progress(run), **run.arguments)
    except Canceled:
        _end(run, JobRun.State.CANCELED, message="Canceled.")
    except JobFailed as failure:
        _end(run, JobRun.State.FAILED, message=str(failure))
    except Exception:
        _end(
            run,
            JobRun.State.FAILED,
            message="Something went wrong on our side. The administrator finds it in the log.",
        )
        raise
    else:
        _end(run, JobRun.State.DONE, percent=100, result=result)


def sweep(*, at: datetime) -> int:
    """Queue again what a stopped worker left behind; gives how many."""
    lost = JobRun.objects.filter(state=JobRun.State.RUNNING, heartbeat_at__lt=at - LOST_AFTER)
    waiting = JobRun.objects.filter(state=JobRun.State.QUEUED, created_at__lt=at - LOST_AFTER)
    ids = [*lost.values_list("pk", flat=True), *waiting.values_list("pk", flat=True)]
    lost.update(state=JobRun.State.QUEUED)
    for run_id in ids:
        dispatch(run_id)
    return len(ids)


def cancel(run: JobRun) -> None:
    """Ask a run to stop; one still queued ends at once."""
    JobRun.objects.filter(pk=run.pk).update(is_cancel_asked=True)
    JobRun.objects.filter(pk=run.pk, state=JobRun.State.QUEUED).update(
        state=JobRun.State.CANCELED, ended_at=timezone.now(), message="Canceled."
    )


def _end(run: JobRun, state: str, **values: Any) -> None:
    JobRun.objects.filter(pk=run.pk).update(state=state, ended_at=timezone.now(), **values)
