"""How the plan differs from what was agreed, task by task and as a whole, in working days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from milepost.domain.projects.calculations.working_time import WorkingTime, working_time_of
from milepost.domain.projects.models import Baseline, BaselineTask, Project, ProjectDates, Task
from milepost.domain.projects.queries import baselines_of
from milepost.engine.instants import MINUTES_PER_DAY


class Span(NamedTuple):
    """When something starts and finishes, and how long it takes."""

    start: datetime
    finish: datetime
    duration_minutes: int


class Difference(NamedTuple):
    """How much later something starts and finishes, and how much longer it takes; negative is earlier and shorter."""

    start_days: float
    finish_days: float
    duration_days: float


class TaskVariance(NamedTuple):
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
    agreed = _agreed(baseline)
    tasks = list(_planned(project, agreed, time))
    standing = {task.uid for task in tasks}
    tasks += [task for uid, task in agreed.items() if uid not in standing]
    return Variance(baseline, _whole(project, baseline, time), tasks)


def _agreed(baseline: Baseline) -> dict[int, TaskVariance]:
    """Give the tasks of a baseline by uid, as if each had been dropped since."""
    kept = BaselineTask.objects.filter(baseline=baseline).order_by("id")
    rows = kept.values_list(
        "uid", "name", "is_summary", "is_milestone", "start", "finish", "duration_minutes"
    )
    return {
        row[0]: TaskVariance(*row[:4], agreed=Span(*row[4:]), planned=None, difference=None) for row in rows
    }


def _planned(project: Project, agreed: dict[int, TaskVariance], time: WorkingTime) -> Iterator[TaskVariance]:
    """Give the tasks of the plan in order, each compared with what was agreed of it."""
    planned = Task.objects.filter(project=project, is_active=True, dates__isnull=False).order_by("position")
    columns = ("pk", "uid", "name", "parent", "is_milestone", "duration_minutes", "duration_unit")
    rows = list(planned.values_list(*columns, "dates__start", "dates__finish"))
    summaries = {row[3] for row in rows}
    for pk, uid, name, _, is_milestone, minutes, unit, start, finish in rows:
        is_summary = pk in summaries
        span = Span(start, finish, time.minutes(start, finish) if is_summary else minutes)
        is_elapsed = unit.startswith("e") and not is_summary
        day = MINUTES_PER_DAY if is_elapsed else time.minutes_per_day
        before = agreed[uid].agreed if uid in agreed else None
        difference = _difference(before, span, time, day) if before else None
        yield TaskVariance(uid, name, is_summary, is_milestone and not is_summary, before, span, difference)


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
