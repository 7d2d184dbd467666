"""The tasks one person works on or answers for, and how much of that person's work on each is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.progress_words import Word, progress_by
from milepost.domain.projects.calculations.teams import terms_of
from milepost.domain.projects.calculations.working_time import WorkingTime
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.domain.staffing.models import CheckInLine
from milepost.domain.staffing.queries import open_tasks

State = Project.State
UNDER_WAY = (State.PLANNING, State.PROCUREMENT, State.IN_PROGRESS, State.CLOSING)
LATELY = timedelta(days=14)
"""For how long what somebody else said of a shared task counts before the plan does again."""


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task of a person, with the minutes that it asks of the person as a whole; `None` where hours mean nothing."""

    task: Task
    whole_minutes: float | None
    said: CheckInLine | None = None
    """What the person said of it this week already."""
    others: int = 0
    """How many other people work on it."""
    lasts_minutes: int = 0
    """How much of the task's duration is theirs, who may have joined when some of it was done."""

    @property
    def left_minutes(self) -> int | None:
        """Give the person's work that is left: as said this week, else as the plan has it."""
        if self.said is not None and self.said.left_minutes is not None and not self.task.is_done:
            return self.said.left_minutes
        return self.planned_left

    @property
    def planned_left(self) -> int | None:
        """Give the person's work that is left by the plan."""
        if self.whole_minutes is None:
            return None
        return 0 if self.task.is_done else self.work_over(_left(self.task))

    def work_over(self, minutes: float) -> int:
        """Give the person's work over that much of the task's duration."""
        return round((self.whole_minutes or 0) * minutes / self.lasts_minutes) if self.lasts_minutes else 0


def week_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def own_work(person: Person, *, since: date, until: date) -> list[OwnTask]:
    """Give a person's open tasks that are planned to start before a day, in a constant number of queries.

    What should have been done stands first; `since` is the Monday whose check-in counts as said already.
    """
    mine = Q(responsible=person) | Q(pk__in=Assignment.objects.filter(person=person).values("task"))
    found = (
        open_tasks()
        .filter(mine, project__state__in=UNDER_WAY, dates__start__lt=datetime.combine(until, time()))
        .select_related("dates", "project__calendar")
        .prefetch_related("assignments", "project__roles")
        .order_by("dates__finish", "project__number", "position")
    )
    tasks = list(found)
    said = _said(person, tasks, since)
    return [_own(task, person, said.get(task.pk)) for task in tasks]


def whole_of(assignment: Assignment, task: Task) -> float:
    """Give the minutes that a task asks of one assignment from first to last."""
    return terms_of(assignment).work_in(task.duration_minutes)


def changes_of(
    own: OwnTask,
    *,
    percent: float | Word | None,
    left_minutes: int | None,
    others_left: Iterable[int],
    clock: WorkingTime,
    now: datetime,
) -> dict[str, Any]:
    """Give the fields of a task that follow from what was changed: percent or a word, the hours left, or both.

    Of hours alone the percentage follows, and of a percentage alone the rest. Who has most left decides how long a
    shared task still takes; `others_left` are remaining durations.
    """
    task = own.task
    if isinstance(percent, Word):
        return progress_by(percent, task, time=clock, now=now)
    if percent == 100 or left_minutes == 0:
        return progress_by(Word.DONE, task, time=clock, now=now)
    values: dict[str, Any] = {}
    if percent is not None:
        values["percent_complete"] = percent
    if left_minutes is not None and own.whole_minutes:
        remaining = remaining_of(left_minutes, own.whole_minutes, own.lasts_minutes)
        values["remaining_minutes"] = max([remaining, *others_left])
        if percent is None:
            values["percent_complete"] = _percent(task, values["remaining_minutes"])
    if values and task.actual_start is None and (values.get("percent_complete") or left_minutes is not None):
        values["actual_start"] = min(task.dates.start, now)
    return values


def remaining_of(left_minutes: int, whole_minutes: float, lasts_minutes: int) -> int:
    """Give the duration in which a person does the work that is left, at the pace the plan gives the whole of it."""
    return round(left_minutes * lasts_minutes / whole_minutes) if whole_minutes else 0


def others_left(person: Person, tasks: Iterable[Task], *, at: datetime) -> dict[int, list[int]]:
    """Give, by task, the remaining durations of the others who work on it: as said lately, else as planned."""
    shared = {task.pk: task for task in tasks}
    lines = CheckInLine.objects.filter(
        task__in=shared, check_in__at__gte=at - LATELY, left_minutes__isnull=False
    ).exclude(check_in__person=person)
    said = {
        (line.task_id, line.check_in.person_id): line
        for line in lines.select_related("check_in").order_by("pk")
    }
    found: dict[int, list[int]] = {}
    for task in shared.values():
        others = [one for one in task.assignments.all() if one.person_id not in {None, person.pk}]
        found[task.pk] = [_others_left(task, one, said.get((task.pk, one.person_id or 0))) for one in others]
    return found


def _others_left(task: Task, assignment: Assignment, line: CheckInLine | None) -> int:
    if line is None or line.left_minutes is None:
        return round(_left(task))
    lasts = terms_of(assignment).lasts(task.duration_minutes)
    return remaining_of(line.left_minutes, whole_of(assignment, task), lasts)


def _left(task: Task) -> float:
    """Give the duration that is left of a task, which may be more than was planned."""
    if task.remaining_minutes is not None and task.actual_start is not None:
        return task.remaining_minutes
    return task.duration_minutes * (1 - task.percent_complete / 100)


def _percent(task: Task, remaining: int) -> float:
    """Give the share that is done where the remaining duration was judged anew, at most 99."""
    done = task.duration_minutes - _left(task)
    whole = max(done, 0) + remaining
    return min(99.0, float(round(100 * max(done, 0) / whole))) if whole else task.percent_complete


def _said(person: Person, tasks: Iterable[Task], since: date) -> dict[int, CheckInLine]:
    lines = CheckInLine.objects.filter(check_in__person=person, check_in__week=since, task__in=list(tasks))
    return {line.task_id: line for line in lines.order_by("pk")}


def _own(task: Task, person: Person, said: CheckInLine | None) -> OwnTask:
    assignments = [one for one in task.assignments.all() if one.person_id is not None]
    mine = next((one for one in assignments if one.person_id == person.pk), None)
    others = len(assignments) - (mine is not None)
    if task.is_milestone or task.is_elapsed or not task.duration_minutes:
        return OwnTask(task, None, said, others)
    whole = whole_of(mine, task) if mine else float(task.duration_minutes)
    lasts = terms_of(mine).lasts(task.duration_minutes) if mine else task.duration_minutes
    return OwnTask(task, whole, said, others, lasts)
