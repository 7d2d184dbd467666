"""The milestones of a small project are dated and marked as done, straight on its card."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.editing import CannotEdit, Edit, editing
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project, Task
from milepost.engine.network.model import Constraint

DAY_ENDS = time(17)


class Mark(NamedTuple):
    """A milestone with the day it is expected, or was reached."""

    task: Task
    name: str
    on: date
    is_done: bool


def mark_milestones(project: Project, marks: Iterable[Mark], *, by: Person, at: datetime) -> Consequence:
    """Set name, day and completion of milestones in one change."""
    with editing(project, "projects.mark_milestones", by=by, at=at) as edit:
        for mark in marks:
            _mark(edit, mark)
    return edit.result


def _mark(edit: Edit, mark: Mark) -> None:
    task = Task.objects.get(pk=mark.task.pk, project=edit.project)
    if not task.is_milestone:
        raise CannotEdit(gettext("“{name}” is no milestone.").format(name=task.name))
    edit.record.update(task, name=mark.name, **_values(mark))


def _values(mark: Mark) -> dict[str, Any]:
    moment = datetime.combine(mark.on, DAY_ENDS)
    if mark.is_done:
        return {
            "percent_complete": 100.0,
            "actual_start": moment,
            "actual_finish": moment,
            "remaining_minutes": 0,
        }
    return {
        "percent_complete": 0.0,
        "actual_start": None,
        "actual_finish": None,
        "remaining_minutes": None,
        "constraint": Constraint.START_NO_EARLIER_THAN,
        "constraint_at": moment,
    }
