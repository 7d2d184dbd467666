"""The rows of a schedule edit under way: tasks by reference, their outline, and what may be set."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.applying_commands.commands import TaskRef
from milepost.domain.projects.actions.editing import CannotEdit, Edit
from milepost.domain.projects.actions.progressing import put_report, reported
from milepost.domain.projects.calculations.outline import Outline
from milepost.domain.projects.calculations.scheduling import finish_after, planned_dates
from milepost.domain.projects.calculations.typed_fields import TypedFields
from milepost.domain.projects.models import BaselineTask, Task, TaskDates

RELATED = ("dates", "calendar", "responsible")
OUTLINED = (
    "project", "uid", "position", "parent", "name", "actual_start", "percent_complete", "constraint",
)  # fmt: skip
"""What the outline asks of every task; whole rows are read only of those that a command names."""


class UnknownTask(CannotEdit):
    """A command names a task that this project does not hold."""

    def __init__(self) -> None:
        super().__init__("This task is not part of the project any more.", field="task")


class RefusedBefore(CannotEdit):
    """A command names a task whose insertion is refused already."""

    def __init__(self) -> None:
        super().__init__("The task this names could not be inserted.", field="task")


class Sheet:
    """Every command of an edit sees the rows as the commands before it left them."""

    def __init__(self, edit: Edit, *, by: Person, as_of: date, named: Iterable[int]) -> None:
        self.edit, self.record = edit, edit.record
        self.by = by
        self.project = edit.project
        self.typed = TypedFields(edit.project, by=by, as_of=as_of)
        self.keys: dict[str, Task] = {}
        self.refused: set[TaskRef] = set()
        self._rows = self._read(named)
        self._outline: Outline | None = None
        self._summaries: set[int] | None = None
        self._numbers: dict[int, Task] = {}
        self._reports: list[tuple[Task, Mapping[str, Any]]] = []

    def task(self, ref: TaskRef) -> Task:
        """Give a task by its id or key; raises `UnknownTask`."""
        if ref in self.refused:
            raise RefusedBefore
        found = self.keys.get(ref) if isinstance(ref, str) else self._rows.get(ref)
        if found is None:
            raise UnknownTask
        return found

    def tasks(self, refs: Iterable[TaskRef]) -> list[Task]:
        """Give tasks by id or key."""
        return [self.task(ref) for ref in refs]

    def whole(self, tasks: Iterable[Task]) -> list[Task]:
        """Give the rows of tasks with all their fields."""
        keys = [task.pk for task in tasks]
        if missing := {pk for pk in keys if self._rows[pk].get_deferred_fields()}:
            self.reshape((self._rows | self._read(missing)).values())
        return [self._rows[pk] for pk in keys]

    def is_summary(self, task: Task) -> bool:
        """Tell whether a task holds others."""
        if self._summaries is None:
            holding = Task.objects.filter(project=self.project, parent__isnull=False).order_by()
            self._summaries = set(holding.values_list("parent_id", flat=True).distinct())
        return task.pk in self._summaries

    @property
    def outline(self) -> Outline:
        """Give all tasks in order."""
        if self._outline is None:
            standing = Task.objects.filter(project=self.project).only(*OUTLINED)
            return self.reshape(self._rows.get(task.pk, task) for task in standing)
        return self._outline

    def reshape(self, tasks: Iterable[Task]) -> Outline:
        """Take the tasks in their new order."""
        ordered = sorted(tasks, key=lambda task: task.position)
        self._rows = {task.pk: task for task in ordered}
        self._outline = Outline(ordered)
        self._summaries = {task.parent_id for task in ordered if task.parent_id}
        return self._outline

    def add(self, *tasks: Task) -> None:
        """Take in new tasks."""
        self._numbers = {}
        self.reshape([*self.outline.tasks, *tasks])

    @property
    def next_uid(self) -> int:
        """Give a number that neither a task bears nor a baseline keeps."""
        kept = BaselineTask.objects.filter(baseline__project=self.project).aggregate(Max("uid"))["uid__max"]
        return max(self.outline.next_uid, (kept or 0) + 1)

    def parent_of(self, task: Task) -> Task | None:
        """Give the summary above a task."""
        return None if task.parent_id is None else self._rows[task.parent_id]

    def dates(self, task: Task) -> tuple[datetime, datetime]:
        """Give when a task runs; one not scheduled yet runs from its constraint, or from the project's start."""
        if hasattr(task, "dates"):
            return task.dates.start, task.dates.finish
        start = task.constraint_at or self.project.start
        return start, finish_after(task, start, task.duration_minutes)

    def report(self, task: Task, changed: Mapping[str, Any]) -> None:
        """Record progress, of a new task once it has its dates."""
        if hasattr(task, "dates"):
            put_report(self.edit, task, reported(task, changed))
        else:
            self._reports.append((task, changed))

    def settle(self) -> None:
        """Record the progress of new tasks, where the schedule puts them now."""
        if not self._reports:
            return
        planned = planned_dates(self.project)
        for task, changed in self._reports:
            start, finish = planned[task.pk]
            TaskDates(task=task, start=start, finish=finish)
            put_report(self.edit, task, reported(task, changed))

    def by_number(self, uid: int) -> Task | None:
        """Give the task that bears a number."""
        if uid not in self._numbers:
            self._numbers = {task.uid: task for task in self.outline.tasks}
        return self._numbers.get(uid)

    def _read(self, named: Iterable[int]) -> dict[int, Task]:
        standing = Task.objects.filter(project=self.project).select_related(*RELATED)
        return standing.in_bulk(list(named))
