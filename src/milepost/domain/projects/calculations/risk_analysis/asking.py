"""Which tasks are worth a question: those that drive the finish or nearly do, the longest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from milepost.domain.projects.calculations.risk_analysis.settings import Range
from milepost.domain.projects.models import DurationEstimate, Project, Task

NEAR_CRITICAL_DAYS = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A task with its three points in minutes: what was decided, or what the rule proposes."""

    task: Task
    remaining: int
    low: int
    likely: int
    high: int
    is_decided: bool


def open_tasks(project: Project) -> list[Task]:
    """Give the tasks of which something is left and whose dates the schedule calculates, with their dates."""
    is_summary = Exists(Task.objects.filter(parent=OuterRef("pk")))
    found = Task.objects.filter(
        ~is_summary, project=project, is_active=True, is_milestone=False, manual_start=None,
        percent_complete__lt=100, dates__isnull=False,
    )  # fmt: skip
    return [task for task in found.select_related("dates").order_by("position") if remaining_of(task) > 0]


def remaining_of(task: Task) -> int:
    """Give the minutes of work left of a task."""
    if task.remaining_minutes is not None:
        return task.remaining_minutes
    return round(task.duration_minutes * (1 - task.percent_complete / 100))


def questions_for(project: Project, spread: Range, *, most: int) -> list[Question]:
    """Ask about at most so many tasks, those that already have an estimate of their own first."""
    estimates = {one.uid: one for one in DurationEstimate.objects.filter(project=project)}
    chosen = _chosen(project, open_tasks(project), estimates.keys(), most)
    return [_question(task, estimates.get(task.uid), spread) for task in chosen]


def _chosen(project: Project, tasks: Sequence[Task], known: Collection[int], most: int) -> list[Task]:
    limit = project.critical_slack_minutes + NEAR_CRITICAL_DAYS * project.minutes_per_day
    near = [task for task in tasks if task.uid in known or task.dates.total_slack <= limit]
    near.sort(key=lambda task: (task.uid not in known, -remaining_of(task), task.position))
    return sorted(near[:most], key=lambda task: (task.dates.start, task.position))


def _question(task: Task, estimate: DurationEstimate | None, spread: Range) -> Question:
    remaining = remaining_of(task)
    if estimate is not None:
        points = (estimate.low_minutes, estimate.likely_minutes, estimate.high_minutes)
        return Question(task, remaining, *points, is_decided=True)
    parts = (spread.low_percent, spread.likely_percent, spread.high_percent)
    low, likely, high = (round(remaining * part / 100) for part in parts)
    return Question(task, remaining, low, likely, high, is_decided=False)
