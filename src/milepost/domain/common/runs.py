"""Runs: an area registers what it computes; here it is started, made by a job, and laid beside how things stand now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from milepost import __version__
from milepost.domain.common.jobs import JobFailed, enqueue
from milepost.domain.common.models import JobRun, Run, User
from milepost.domain.common.models.run import subject_fields
from milepost.domain.common.recording import Recorder, digest_of
from milepost.domain.common.rules import rule_value
from milepost.engine.errors import ScheduleError

JOB = "common.make_run"
RETENTION = "run_retention"

Marks = Mapping[str, Any]
Report = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Computed:
    """What a computation answers: marks of what it read, taken before it read them, and its result as JSON."""

    inputs: Marks
    result: Any


@dataclass(frozen=True, slots=True)
class RunKind:
    """A computation that is kept as runs."""

    key: str
    """Its name with the area's: `projects.risk_analysis`."""
    title: str
    compute: Callable[[Run, Any, Report], Computed]
    """Computes a run about its subject; may raise `ScheduleError` or `JobFailed` with a sentence."""
    marks: Callable[[Run, Any], Marks]
    """Gives the marks of the inputs as they are now, quickly; by them readers learn what changed since."""
    may_see: Callable[[User, Run, Any], bool]
    may_start: Callable[[User, Run, Any], bool]


_KINDS: dict[str, RunKind] = {}


def register_run_kind(kind: RunKind) -> None:
    """Let runs of a kind be started."""
    _KINDS[kind.key] = kind


def run_kind(key: str) -> RunKind:
    """Give the kind behind its name; raises `KeyError`."""
    return _KINDS[key]


def start_run(
    record: Recorder,
    key: str,
    *,
    subject: models.Model | None,
    parameters: dict[str, Any],
    seed: int | None,
    by: User,
    at: datetime,
) -> Run:
    """Ask for a computation inside an action that has checked the permission; a job makes it after the commit.

    While one of this kind about the same subject is asked for in the same way and not made yet, that one is given.
    """
    asked = Run.objects.about(key, subject).filter(made_at=None, parameters=parameters, seed=seed)
    for run in asked.select_related("job"):
        if run.is_under_way:
            return run
    run = record.create(
        Run(
            kind=run_kind(key).key,
            **subject_fields(subject),
            parameters=parameters,
            seed=seed,
            engine_version=__version__,
            by=by,
            at=at,
        )
    )
    run.job = enqueue(JOB, by=by, run_id=run.pk)
    Run.objects.filter(pk=run.pk).update(job=run.job)
    return run


def make_run(run: Run, *, report: Report, at: datetime) -> None:
    """Compute a run and keep its result; one that stands already is left as it is. Raises `JobFailed`."""
    if run.is_made:
        return
    kind = run_kind(run.kind)
    try:
        computed = kind.compute(run, subject_of(run), report)
    except ScheduleError as error:
        raise JobFailed(str(error)) from error
    inputs = dict(computed.inputs)
    digest = digest_of(inputs, run.parameters, run.seed, run.engine_version)
    Run.objects.filter(pk=run.pk, made_at=None).update(
        inputs=inputs, digest=digest, result=computed.result, made_at=at
    )


def changed_since(run: Run) -> list[str]:
    """Name the inputs that are otherwise now than when a run read them."""
    now = run_kind(run.kind).marks(run, subject_of(run))
    return [name for name in {**now, **run.inputs} if run.inputs.get(name) != now.get(name)]


def subject_of(run: Run) -> Any:
    """Give the row a run is about; none when it is about everything."""
    if not run.subject_type:
        return None
    return apps.get_model(run.subject_type)._default_manager.get(pk=run.subject_id)


def in_steps(report: Report, message: str, *, first: int = 0, last: int = 99) -> Callable[[float], None]:
    """Give a listener for the engine's share done, 0 to 1, that reports each percent between two once."""
    told = -1

    def tell(share: float) -> None:
        nonlocal told
        percent = first + int((last - first) * share)
        if percent > told:
            told = percent
            report(percent, message)

    return tell


def forget_old_runs(*, at: datetime) -> int:
    """Remove runs that the city's rule no longer keeps; gives how many.

    The latest of each kind and subject always stay, however old, and so does what is still to be made or is kept.
    """
    rule = rule_value(RETENTION, on=at.date())
    ranked = Run.objects.filter(is_kept=False).annotate(
        place=Window(
            RowNumber(), partition_by=[F("kind"), F("subject_type"), F("subject_id")], order_by=F("id").desc()
        )
    )
    # A condition on the time would be asked before the places are given.
    beyond = ranked.filter(place__gt=rule["kept_runs"]).values_list("pk", "job_id", "at")
    old = [(pk, job_id) for pk, job_id, asked in beyond if asked < at - timedelta(days=rule["kept_days"])]
    Run.objects.filter(pk__in=[pk for pk, _ in old]).delete()
    JobRun.objects.filter(pk__in=[job_id for _, job_id in old if job_id]).delete()
    return len(old)
