"""Background jobs: the row is the outbox, dispatched on commit, heart-beating, swept when lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from milepost.domain.common.models import JobRun, User
from milepost.domain.common.signals import job_failed

Work = Callable[..., Any]
WORK: dict[str, Work] = {}
_QUEUES: list[Callable[[int], object]] = []
BEAT_SECONDS = 30
LOST_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
GIVEN_UP = f"Given up: the work stopped without an answer {MOST_ATTEMPTS} times."

State = JobRun.State


class Canceled(Exception):
    """Raised inside a job at its next report after somebody asked to cancel it."""


class JobFailed(Exception):
    """Ends a job with a sentence for the person who waits."""


class Progress:
    """What a running job reports with; report outside transactions, or nobody sees it before the commit."""

    def __init__(self, run: JobRun) -> None:
        self.run = run

    def report(self, percent: int, message: str = "") -> None:
        """Show progress; raises `Canceled` when asked to stop."""
        row = JobRun.objects.filter(pk=self.run.pk)
        row.update(percent=percent, message=message, heartbeat_at=timezone.now())
        if row.filter(is_cancel_asked=True).exists():
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
    # A queue that is down does not fail what was committed: the sweeper dispatches the run later.
    transaction.on_commit(lambda: dispatch(run.pk), robust=True)
    return run


def dispatch(run_id: int) -> None:
    """Hand a run to the queue."""
    for hand_over in _QUEUES:
        hand_over(run_id)


def queue_with(hand_over: Callable[[int], object]) -> None:
    """Name what puts a run's id on the queue, which in the end calls `perform`."""
    _QUEUES.append(hand_over)


def perform(run_id: int) -> None:
    """Do the work of a run that is still queued; a run that somebody else took is left alone."""
    now = timezone.now()
    taken = JobRun.objects.filter(pk=run_id, state=State.QUEUED, is_cancel_asked=False).update(
        state=State.RUNNING, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1
    )
    if not taken:
        return
    run = JobRun.objects.get(pk=run_id)
    try:
        with _beating(run):
            result = WORK[run.job](Progress(run), **run.arguments)
    except Canceled:
        _end(run, State.CANCELED, message="Canceled.")
    except JobFailed as failure:
        _end(run, State.FAILED, message=str(failure)[:300])
    except Exception:
        _end(
            run,
            State.FAILED,
            message="Something went wrong on our side. The administrator finds it in the log.",
        )
        raise
    else:
        _end(run, State.DONE, percent=100, result=result)


def sweep(*, at: datetime) -> int:
    """Queue again what a stopped worker or a lost message left behind; gives how many.

    A run that has stopped its worker several times is given up.
    """
    silent_since = at - LOST_AFTER
    lost = JobRun.objects.filter(state=State.RUNNING, heartbeat_at__lt=silent_since)
    lost.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, ended_at=at, message=GIVEN_UP)
    waiting = JobRun.objects.filter(state=State.QUEUED).filter(
        Q(heartbeat_at=None, created_at__lt=silent_since) | Q(heartbeat_at__lt=silent_since)
    )
    lost.update(state=State.QUEUED)
    ids = list(waiting.values_list("pk", flat=True))
    JobRun.objects.filter(pk__in=ids).update(heartbeat_at=at)
    for run_id in ids:
        dispatch(run_id)
    return len(ids)


def cancel(run: JobRun) -> None:
    """Ask a run to stop; one still queued ends at once."""
    JobRun.objects.filter(pk=run.pk).update(is_cancel_asked=True)
    JobRun.objects.filter(pk=run.pk, state=State.QUEUED).update(
        state=State.CANCELED, ended_at=timezone.now(), message="Canceled."
    )


@contextmanager
def _beating(run: JobRun) -> Iterator[None]:
    """Show from a thread of its own that the worker lives while the work has nothing to report."""
    is_over = Event()

    def beat() -> None:
        while not is_over.wait(BEAT_SECONDS):
            with suppress(
                DatabaseError
            ):  # the work holds the database's only write lock; the next beat counts
                JobRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now())
        connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _end(run: JobRun, state: str, **values: Any) -> None:
    JobRun.objects.filter(pk=run.pk).update(state=state, ended_at=timezone.now(), **values)
    if state == State.FAILED:
        run.refresh_from_db()
        job_failed.send(sender=JobRun, run=run)
