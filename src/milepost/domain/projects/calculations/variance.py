"""How the plan differs from what was agreed, task by task and as a whole, in working days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from milepost.domain.projects.calculations.working_time import WorkingTime, working_time_of
from milepost.domain.projects.models import Baseline, BaselineTask, Project, ProjectDates, Task
from milepost.domain.projects.queries import baselines_of
from milepost.engine.instants import MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Span:
    """When something starts and finishes, and how long it takes."""

    start: datetime
    finish: datetime
    duration_minutes: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How much later something starts and finishes, and how much longer it takes; negative is earlier and shorter."""

    start_days: float
    finish_days: float
    duration_days: float


@dataclass(frozen=True, slots=True)
class TaskVariance:
    """A task as it was agreed and as it is planned now; one of the two is missing where it was added or dropped."""

    uid: int
    name: str
    is_summary: bool
    is_milestone: bool
    agreed: Span | None
    planned: Span | None
    difference: Difference | None

    @property
    def is_added(self) -> bool:
        return self.agreed is None

    @property
    def is_dropped(self) -> bool:
        return self.planned is None


@dataclass(frozen=True, slots=True)
class Variance:
    """The plan against one baseline; tasks stand in the plan's order, those that were dropped behind them."""

    baseline: Baseline
    whole: Difference
    tasks: Sequence[TaskVariance]

    @property
    def added(self) -> list[TaskVariance]:
        return [task for task in self.tasks if task.is_added]

    @property
    def dropped(self) -> list[TaskVariance]:
        return [task for task in self.tasks if task.is_dropped]


@dataclass(frozen=True, slots=True)
class Variances:
    """The plan against the first and the current baseline; one and the same until the plan is agreed anew."""

    first: Variance
    current: Variance

    @property
    def is_revised(self) -> bool:
        return self.first is not self.current


def variances_of(project: Project) -> Variances | None:
    """Compare a project with its first and its current baseline; `None` where nothing was agreed yet."""
    baselines = baselines_of([project]).get(project.pk)
    if baselines is None:
        return None
    current = variance_from(project, baselines.current)
    first = variance_from(project, baselines.first) if baselines.is_revised else current
    return Variances(first, current)


def variance_from(project: Project, baseline: Baseline) -> Variance:
    """Compare a project with one of its baselines, in a constant number of queries."""
    time = working_time_of(project)
    agreed = {task.uid: task for task in BaselineTask.objects.filter(baseline=baseline).order_by("id")}
    planned = list(_planned(project, time))
    standing = {task.uid for task in planned}
    tasks = [_variance(task, agreed.get(task.uid), time) for task in planned]
    tasks += [_dropped(task) for uid, task in agreed.items() if uid not in standing]
    return Variance(baseline, _whole(project, baseline, time), tasks)


@dataclass(frozen=True, slots=True)
class _Planned:
    uid: int
    name: str
    is_summary: bool
    is_milestone: bool
    span: Span
    minutes_per_day: int


def _planned(project: Project, time: WorkingTime) -> Iterable[_Planned]:
    rows = list(
        Task.objects.filter(project=project, is_active=True, dates__isnull=False)
        .order_by("position")
        .values_list(
            "pk",
            "uid",
            "name",
            "parent",
            "is_milestone",
            "duration_minutes",
            "duration_unit",
            "dates__start",
            "dates__finish",
        )
    )
    summaries = {row[3] for row in rows}
    for pk, uid, name, _, is_milestone, minutes, unit, start, finish in rows:
        is_summary = pk in summaries
        span = Span(start, finish, time.minutes(start, finish) if is_summary else minutes)
        is_elapsed = unit.startswith("e") and not is_summary
        day = MINUTES_PER_DAY if is_elapsed else time.minutes_per_day
        yield _Planned(uid, name, is_summary, is_milestone and not is_summary, span, day)


def _variance(task: _Planned, agreed: BaselineTask | None, time: WorkingTime) -> TaskVariance:
    before = Span(agreed.start, agreed.finish, agreed.duration_minutes) if agreed else None
    return TaskVariance(
        uid=task.uid,
        name=task.name,
        is_summary=task.is_summary,
        is_milestone=task.is_milestone,
        agreed=before,
        planned=task.span,
        difference=_difference(before, task.span, time, task.minutes_per_day) if before else None,
    )


def _dropped(task: BaselineTask) -> TaskVariance:
    return TaskVariance(
        uid=task.uid,
        name=task.name,
        is_summary=task.is_summary,
        is_milestone=task.is_milestone,
        agreed=Span(task.start, task.finish, task.duration_minutes),
        planned=None,
        difference=None,
    )


def _whole(project: Project, baseline: Baseline, time: WorkingTime) -> Difference:
    dates = ProjectDates.objects.get(project=project)
    before, now = (
        Span(start, finish, time.minutes(start, finish))
        for start, finish in ((baseline.start, baseline.finish), (dates.start, dates.finish))
    )
    return _difference(before, now, time, time.minutes_per_day)


def _difference(before: Span, now: Span, time: WorkingTime, minutes_per_day: int) -> Difference:
    return Difference(
        start_days=time.days(before.start, now.start),
        finish_days=time.days(before.finish, now.finish),
        duration_days=(now.duration_minutes - before.duration_minutes) / minutes_per_day,
    )
