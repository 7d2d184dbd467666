from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from milepost.domain.common import jobs
from milepost.domain.common.jobs import Canceled, JobFailed, Progress, cancel, enqueue, job, perform, sweep
from milepost.domain.common.models import JobRun
from milepost.domain.common.numbering import next_number
from tests.factories import make_person

pytestmark = pytest.mark.django_db

State = JobRun.State


@pytest.fixture(autouse=True)
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "WORK", {})


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def run_of(name: str = "add", state: str = State.QUEUED, **fields: Any) -> JobRun:
    return JobRun.objects.create(job=name, state=state, **fields)


def test_a_job_runs_after_the_commit_with_its_arguments(committing: Any) -> None:
    by = make_person().account

    @job("add")
    def add(progress: Progress, *, left: int, right: int) -> int:
        return left + right

    with committing():
        run = enqueue("add", by=by, left=2, right=3)
        assert run.state == State.QUEUED

    run.refresh_from_db()
    assert (run.state, run.result, run.percent, run.by, run.attempts) == (State.DONE, 5, 100, by, 1)
    assert run.is_over


def test_a_job_of_an_action_that_fails_never_was(committing: Any) -> None:
    def fail() -> None:
        with transaction.atomic():
            enqueue("add", by=None)
            raise LookupError

    with committing(), pytest.raises(LookupError):
        fail()

    assert not JobRun.objects.exists()


def test_a_queue_that_is_down_does_not_fail_what_was_committed(
    committing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_down(run_id: int) -> None:
        raise ConnectionError("The queue is down.")

    monkeypatch.setattr(jobs, "dispatch", is_down)

    with committing():
        run = enqueue("add", by=None)

    run.refresh_from_db()
    assert run.state == State.QUEUED


def test_what_a_job_reports_is_seen_while_it_runs() -> None:
    seen: list[tuple[int, str, str]] = []

    @job("read")
    def read(progress: Progress) -> None:
        progress.report(40, "Reading tasks")
        seen.append(JobRun.objects.values_list("percent", "message", "state").get())

    perform(run_of("read").pk)

    assert seen == [(40, "Reading tasks", State.RUNNING)]


def test_a_failure_with_a_sentence_shows_the_sentence() -> None:
    @job("read")
    def read(progress: Progress) -> None:
        raise JobFailed("The file is not a project file.")

    run = run_of("read")
    perform(run.pk)

    run.refresh_from_db()
    assert (run.state, run.message) == (State.FAILED, "The file is not a project file.")


def test_any_other_failure_says_where_to_look_and_reaches_the_log() -> None:
    @job("read")
    def read(progress: Progress) -> None:
        raise ZeroDivisionError

    run = run_of("read")
    with pytest.raises(ZeroDivisionError):
        perform(run.pk)

    run.refresh_from_db()
    assert (run.state, run.is_over) == (State.FAILED, True)
    assert run.message == "Something went wrong on our side. The administrator finds it in the log."


def test_a_run_is_taken_once() -> None:
    times: list[int] = []

    @job("count")
    def count(progress: Progress) -> None:
        times.append(1)

    run = run_of("count")
    perform(run.pk)
    perform(run.pk)

    assert times == [1]


def test_canceling_a_waiting_run_ends_it_at_once() -> None:
    run = run_of()

    cancel(run)
    perform(run.pk)

    run.refresh_from_db()
    assert (run.state, run.message) == (State.CANCELED, "Canceled.")


def test_canceling_a_running_job_stops_it_at_its_next_report() -> None:
    @job("long")
    def long(progress: Progress) -> None:
        cancel(progress.run)
        with pytest.raises(Canceled):
            progress.report(50)
        progress.report(60)

    run = run_of("long")
    perform(run.pk)

    run.refresh_from_db()
    assert run.state == State.CANCELED


@pytest.fixture
def dispatched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    found: list[int] = []
    monkeypatch.setattr(jobs, "dispatch", found.append)
    return found


def test_the_sweeper_queues_again_what_a_stopped_worker_left(dispatched: list[int]) -> None:
    now = timezone.now()
    lost = run_of(state=State.RUNNING, heartbeat_at=now - timedelta(minutes=3), attempts=1)
    run_of(state=State.RUNNING, heartbeat_at=now - timedelta(minutes=1), attempts=1)

    swept = sweep(at=now + timedelta(seconds=10))

    lost.refresh_from_db()
    assert (swept, dispatched, lost.state) == (1, [lost.pk], State.QUEUED)


def test_the_sweeper_sends_lost_messages_again_but_not_every_minute(dispatched: list[int]) -> None:
    run = run_of()
    later = timezone.now() + timedelta(minutes=3)

    swept = [sweep(at=later + timedelta(minutes=minutes)) for minutes in (0, 1, 3)]

    assert swept == [1, 0, 1]
    assert dispatched == [run.pk, run.pk]


def test_a_run_that_keeps_stopping_its_worker_is_given_up(dispatched: list[int]) -> None:
    now = timezone.now()
    run = run_of(state=State.RUNNING, heartbeat_at=now - timedelta(minutes=3), attempts=3)

    sweep(at=now)

    run.refresh_from_db()
    assert (run.state, dispatched) == (State.FAILED, [])
    assert run.message == "Given up: the work stopped without an answer 3 times."


def test_numbers_follow_one_another_by_name() -> None:
    assert [next_number("projects-2027"), next_number("projects-2027"), next_number("projects-2028")] == [
        1,
        2,
        1,
    ]


def test_a_number_of_an_action_that_fails_is_given_again() -> None:
    def fail() -> None:
        with transaction.atomic():
            next_number("projects-2027")
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert next_number("projects-2027") == 1
