"""The shape of the outline: indent, outdent, and move a task among its siblings."""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.editing import CannotEdit, Edit, editing
from milepost.domain.projects.calculations.outline import Outline
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Task
from milepost.engine.network.model import Constraint


class Step(StrEnum):
    INDENT = "indent"
    OUTDENT = "outdent"
    UP = "up"
    DOWN = "down"


def shift_task(task: Task, step: Step, *, by: Person, at: datetime) -> Consequence:
    """Take one step in the outline with everything below the task."""
    with editing(task.project, f"projects.{step}_task", by=by, at=at) as edit:
        outline = Outline.of(edit.project)
        current = outline.tasks[outline.index[task.pk]]
        SHIFTS[step](edit, outline, current)
    return edit.result


def indent(edit: Edit, outline: Outline, task: Task) -> None:
    """Put a task below the one above it, within an edit under way."""
    above = _neighbor(outline, task, -1)
    if above is None:
        raise CannotEdit(gettext("There is no task above it on the same level to hold it."))
    check_can_hold(outline, above)
    edit.record.update(task, parent=above)


def outdent(edit: Edit, outline: Outline, task: Task) -> None:
    """Put a task one level up; the siblings below it keep their place and so become its children."""
    if task.parent is None:
        raise CannotEdit(gettext("It stands on the first level already."))
    siblings = outline.siblings(task)
    below = siblings[siblings.index(task) + 1 :]
    edit.record.update_many([(sibling, {"parent": task}) for sibling in below])
    edit.record.update(task, parent=task.parent.parent)


def _up(edit: Edit, outline: Outline, task: Task) -> None:
    above = _neighbor(outline, task, -1)
    if above is None:
        raise CannotEdit(gettext("It is the first of its level."))
    _swap(edit, outline, above, task)


def _down(edit: Edit, outline: Outline, task: Task) -> None:
    below = _neighbor(outline, task, 1)
    if below is None:
        raise CannotEdit(gettext("It is the last of its level."))
    _swap(edit, outline, task, below)


SHIFTS = {Step.INDENT: indent, Step.OUTDENT: outdent, Step.UP: _up, Step.DOWN: _down}


def _neighbor(outline: Outline, task: Task, offset: int) -> Task | None:
    siblings = outline.siblings(task)
    place = siblings.index(task) + offset
    return siblings[place] if 0 <= place < len(siblings) else None


def _swap(edit: Edit, outline: Outline, first: Task, second: Task) -> None:
    """Exchange two neighboring subtrees by dealing their positions out anew."""
    upper, lower = outline.subtree(first), outline.subtree(second)
    positions = [task.position for task in upper + lower]
    edit.record.update_many(
        [(task, {"position": position}) for task, position in zip(lower + upper, positions, strict=True)]
    )


def check_can_hold(outline: Outline, task: Task) -> None:
    """Refuse to put something below a task that has facts of its own which no summary can have."""
    if task.pk in outline.summaries:
        return
    if task.actual_start or task.percent_complete:
        raise CannotEdit(
            gettext("“{name}” has progress of its own and cannot become a summary.").format(name=task.name)
        )
    if task.constraint not in (Constraint.AS_SOON_AS_POSSIBLE, Constraint.START_NO_EARLIER_THAN):
        raise CannotEdit(
            gettext("“{name}” has a date constraint that a summary cannot take.").format(name=task.name)
        )
