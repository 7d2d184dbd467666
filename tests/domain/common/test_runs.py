from datetime import timedelta
from typing import Any

import pytest

from milepost.domain.common import runs
from milepost.domain.common.jobs import Canceled, cancel, perform
from milepost.domain.common.models import JobRun, Run
from milepost.domain.common.recording import recording
from milepost.domain.common.runs import Computed, RunKind, changed_since, forget_old_runs, in_steps, make_run
from milepost.engine.errors import ScheduleError
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db

KIND = "tests.doubling"


class Doubling:
    """A computation over one number that a test may change."""

    def __init__(self) -> None:
        self.number = 2
        self.computed = 0
        self.problem = ""

    def marks(self, run: Run, subject: Any) -> dict[str, int]:
        return {"the number": self.number, "the weather": 1}

    def compute(self, run: Run, subject: Any, report: runs.Report) -> Computed:
        if self.problem:
            raise ScheduleError(self.problem)
        self.computed += 1
        report(50, "Doubling")
        return Computed(self.marks(run, subject), {"doubled": self.number * run.parameters["times"]})


@pytest.fixture
def doubling(monkeypatch: pytest.MonkeyPatch) -> Doubling:
    made = Doubling()
    monkeypatch.setattr(runs, "_KINDS", {})
    runs.register_run_kind(
        RunKind(
            KIND, "Doubling", made.compute, made.marks,
            may_see=lambda user, run, subject: True, may_start=lambda user, run, subject: True,
        )
    )  # fmt: skip
    return made


def start(times: int = 2, **fields: Any) -> Run:
    asked = {"subject": None, "seed": 7, "by": make_person().account, "at": AT, **fields}
    with recording("tests.double", by=asked["by"], at=asked["at"]) as record:
        return runs.start_run(record, KIND, parameters={"times": times}, **asked)


def test_a_run_is_made_by_its_job_and_keeps_what_it_read(doubling: Doubling) -> None:
    run = start()
    assert run.is_under_way

    assert run.job
    perform(run.job.pk)

    run.refresh_from_db()
    assert run.result == {"doubled": 4}
    assert run.inputs == {"the number": 2, "the weather": 1}
    assert len(run.digest) == 64
    assert run.job.state == JobRun.State.DONE


def test_a_result_is_never_overwritten(doubling: Doubling) -> None:
    run = start()
    make_run(run, report=lambda *_: None, at=AT)
    doubling.number = 5
    stale = Run.objects.get(pk=run.pk)
    stale.made_at = None

    make_run(stale, report=lambda *_: None, at=AT)

    assert Run.objects.get(pk=run.pk).result == {"doubled": 4}


def test_what_changed_since_is_named(doubling: Doubling) -> None:
    run = start()
    make_run(run, report=lambda *_: None, at=AT)
    run.refresh_from_db()
    assert changed_since(run) == []

    doubling.number = 3

    assert changed_since(run) == ["the number"]


def test_the_same_inputs_have_the_same_digest_and_others_another(doubling: Doubling) -> None:
    made = [start(), start(), start(times=3)]
    for run in made:
        make_run(run, report=lambda *_: None, at=AT)

    digests = [Run.objects.get(pk=run.pk).digest for run in made]

    assert digests[0] == digests[1] != digests[2]


def test_what_is_under_way_is_not_started_twice(doubling: Doubling) -> None:
    assert start() == start()
    assert start(times=9) != start()


def test_a_refusal_of_the_engine_is_the_sentence_of_the_job(doubling: Doubling) -> None:
    doubling.problem = "Task 3 has two estimates."
    run = start()

    assert run.job
    perform(run.job.pk)

    run.job.refresh_from_db()
    assert (run.job.state, run.job.message) == (JobRun.State.FAILED, "Task 3 has two estimates.")
    assert not Run.objects.get(pk=run.pk).is_under_way


def test_a_canceled_run_has_no_result(doubling: Doubling) -> None:
    run = start()

    assert run.job
    cancel(run.job)
    perform(run.job.pk)

    assert Run.objects.get(pk=run.pk).result is None
    assert doubling.computed == 0


def test_old_runs_are_forgotten_by_the_rule_but_never_the_latest(doubling: Doubling) -> None:
    old = [start(times=times, at=AT - timedelta(days=500)) for times in range(12)]
    new = start(times=99)

    assert forget_old_runs(at=AT) == 3

    kept = set(Run.objects.values_list("pk", flat=True))
    assert kept == {new.pk, *(run.pk for run in old[3:])}
    assert not JobRun.objects.filter(arguments__run_id=old[0].pk).exists()


def test_a_listener_reports_each_percent_once_and_lets_a_cancellation_through() -> None:
    told: list[int] = []
    tell = in_steps(lambda percent, message: told.append(percent), "Simulating")

    for share in (0.001, 0.5, 0.501, 1.0):
        tell(share)

    def canceled(percent: int, message: str) -> None:
        raise Canceled

    assert told == [0, 49, 99]
    with pytest.raises(Canceled):
        in_steps(canceled, "")(0.5)
