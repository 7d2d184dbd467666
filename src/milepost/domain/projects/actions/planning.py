"""The work breakdown: add, edit, move and remove tasks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.assigning import follow_duration, hand_over, leave_tasks, put_team
from milepost.domain.projects.actions.editing import CannotEdit, Edit, check_fresh, editing
from milepost.domain.projects.actions.linking import Predecessors, put_predecessors
from milepost.domain.projects.calculations.outline import Outline
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.models.task import POSITION_STEP
from milepost.domain.projects.queries import links_touching
from milepost.engine.network.model import Constraint

MOST_TASKS = 100_000
LONGEST_MINUTES = 20 * 366 * 1440
EDITABLE = frozenset(
    {
        "name",
        "is_milestone",
        "duration_minutes",
        "duration_unit",
        "is_estimated",
        "type",
        "is_effort_driven",
        "ignores_people",
        "may_split",
        "calendar",
        "constraint",
        "constraint_at",
        "deadline",
        "manual_start",
        "manual_finish",
        "is_active",
        "priority",
        "notes",
        "responsible",
        "responsible_name",
    }
)
_OF_LEAVES = {"duration_minutes", "duration_unit", "is_milestone"}
_ON_SUMMARIES = {
    Constraint.AS_SOON_AS_POSSIBLE,
    Constraint.START_NO_EARLIER_THAN,
    Constraint.FINISH_NO_LATER_THAN,
}


def add_task(
    project: Project,
    name: str,
    *,
    by: Person,
    at: datetime,
    after: Task | None = None,
    under: Task | None = None,
    predecessors: Predecessors | None = None,
    team: Sequence[Terms] = (),
    **values: Any,
) -> tuple[Task, Consequence]:
    """Add a task behind another with what it holds, or as the last one under a summary, or at the end."""
    with editing(project, "projects.add_task", by=by, at=at) as edit:
        outline = Outline.of(edit.project)
        if len(outline) >= MOST_TASKS:
            raise CannotEdit(
                gettext("A project holds at most {most_tasks:,} tasks.").format(most_tasks=MOST_TASKS)
            )
        parent = under or (after.parent if after else None)
        anchor = under or after
        behind = outline.last_of(anchor) if anchor else outline.last
        (position,) = make_room(edit, outline, behind, count=1)
        task = Task(project=edit.project, uid=outline.next_uid, position=position, parent=parent, name=name)
        task.constraint = usual_constraint(edit.project)
        check_values(values)
        for field, value in values.items():
            setattr(task, field, value)
        write_checked(lambda: edit.record.create(task))
        put_predecessors(edit, task, predecessors or {})
        put_team(edit, task, team)
    return task, edit.result


def edit_task(
    task: Task, *, by: Person, at: datetime, seen: Mapping[str, Any] | None = None, **values: Any
) -> Consequence:
    """Set decided fields of a task; `seen` holds what the editor had read, and a field changed since is refused."""
    with editing(task.project, "projects.edit_task", by=by, at=at) as edit:
        set_fields(edit, task, values, seen=seen or {})
    return edit.result


def set_fields(edit: Edit, task: Task, values: Mapping[str, Any], *, seen: Mapping[str, Any]) -> None:
    """Set decided fields of a task within an edit under way."""
    current = Task.objects.get(pk=task.pk)
    check_fresh(current, seen, values)
    put_fields(edit, current, values, is_summary=current.children.exists())


def put_fields(edit: Edit, current: Task, values: Mapping[str, Any], *, is_summary: bool) -> None:
    """Set decided fields of a row that was read within the edit under way."""
    check_values(values)
    if is_summary:
        _check_summary(current, values)
    if "responsible" in values:
        hand_over(edit, current, values)
    if values.get("duration_minutes", current.duration_minutes) != current.duration_minutes:
        follow_duration(edit, current, values["duration_minutes"])
    write_checked(lambda: edit.record.update(current, **values))


def remove_task(task: Task, *, by: Person, at: datetime) -> Consequence:
    """Remove a task with everything below it and the links that touch it; baselines keep what they know of it."""
    with editing(task.project, "projects.remove_task", by=by, at=at) as edit:
        subtree = Outline.of(edit.project).subtree(task)
        keys = {member.pk for member in subtree}
        edit.record.delete_many(links_touching(edit.project, keys))
        leave_tasks(edit, keys)
        edit.record.delete_many(subtree[::-1])
    return edit.result


def usual_constraint(project: Project) -> Constraint:
    """Give the constraint of a task that nothing is decided of: as late as possible where the finish is given."""
    is_late = project.required_finish is not None
    return Constraint.AS_LATE_AS_POSSIBLE if is_late else Constraint.AS_SOON_AS_POSSIBLE


def make_room(edit: Edit, outline: Outline, behind: Task | None, *, count: int) -> list[int]:
    """Give positions behind a task, spreading the whole outline anew when the gap is used up."""
    positions = outline.positions_behind(behind, count)
    if positions is not None:
        return positions
    split = 0 if behind is None else outline.index[behind.pk] + 1
    places = [*range(1, split + 1), *range(split + count + 1, len(outline) + count + 1)]
    moved = [
        (task, {"position": place * POSITION_STEP}) for task, place in zip(outline.tasks, places, strict=True)
    ]
    edit.record.update_many(moved)
    return [(split + number + 1) * POSITION_STEP for number in range(count)]


def check_values(values: Mapping[str, Any]) -> None:
    """Refuse decided values that no task may have."""
    unknown = set(values) - EDITABLE
    if unknown:
        raise CannotEdit(gettext("{names} cannot be edited.").format(names=", ".join(sorted(unknown))))
    if values.get("duration_minutes", 0) > LONGEST_MINUTES:
        raise CannotEdit(gettext("A task lasts at most 20 years."), field="duration_minutes")
    if values.get("constraint", 0) > Constraint.AS_LATE_AS_POSSIBLE and not values.get("constraint_at"):
        raise CannotEdit(gettext("This constraint needs a date."), field="constraint_at")
    if (values.get("manual_start") is None) != (values.get("manual_finish") is None):
        raise CannotEdit(
            gettext("A manually scheduled task needs both a start and a finish."), field="manual_finish"
        )


def _check_summary(current: Task, values: Mapping[str, Any]) -> None:
    for field in _OF_LEAVES & set(values):
        if getattr(current, field) != values[field]:
            raise CannotEdit(gettext("A summary takes this from the tasks below it."), field=field)
    if values.get("constraint", current.constraint) not in _ON_SUMMARIES:
        raise CannotEdit(
            gettext(
                "A summary takes only: as soon as possible, start no earlier than, finish no later than."
            ),
            field="constraint",
        )


def write_checked(change: Callable[[], object]) -> None:
    """Turn a field's own refusal into one that names the field."""
    try:
        change()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise CannotEdit(messages[0], field=field) from error
