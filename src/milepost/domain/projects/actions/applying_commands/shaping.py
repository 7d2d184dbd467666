"""The outline within an edit under way: insert, remove, indent, outdent and move tasks with what they hold."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext

from milepost.domain.projects.actions.applying_commands.commands import (
    Indent,
    Insert,
    Move,
    Outdent,
    Remove,
    TaskRef,
)
from milepost.domain.projects.actions.applying_commands.setting import put_typed, read_texts, row_values
from milepost.domain.projects.actions.applying_commands.sheet import Sheet
from milepost.domain.projects.actions.assigning import leave_tasks
from milepost.domain.projects.actions.editing import CannotEdit, Edit
from milepost.domain.projects.actions.outlining import check_can_hold, indent, outdent
from milepost.domain.projects.actions.planning import (
    MOST_TASKS,
    check_values,
    make_room,
    usual_constraint,
    write_checked,
)
from milepost.domain.projects.calculations.outline import Outline
from milepost.domain.projects.models import Task
from milepost.domain.projects.queries import links_touching

NEW_NAME = "New task"


class Place(NamedTuple):
    """Where tasks come to stand: behind a row (`None`: at the front), below a summary (`None`: on the first level)."""

    behind: Task | None
    parent: Task | None


def insert(sheet: Sheet, commands: Sequence[Insert]) -> Iterator[tuple[int, CannotEdit]]:
    """Put new tasks into the outline at one place, with the fields typed; gives the refusals with their commands."""
    outline = sheet.outline
    if len(outline) + len(commands) > MOST_TASKS:
        raise CannotEdit(
            gettext("A project holds at most {most_tasks:,} tasks.").format(most_tasks=MOST_TASKS)
        )
    place = place_for(sheet, outline, before=commands[0].before, under=commands[0].under)
    positions = make_room(sheet.edit, outline, place.behind, count=len(commands))
    made: list[tuple[int, Task, dict[str, Any]]] = []
    uid = sheet.next_uid
    for number, (command, position) in enumerate(zip(commands, positions, strict=True)):
        task = Task(project=sheet.project, uid=uid + number, name=NEW_NAME)
        task.parent, task.position = place.parent, position
        task.constraint = usual_constraint(sheet.project)
        try:
            made.append((number, task, _typed_into(sheet, task, command.values)))
            sheet.keys[command.key] = task
        except CannotEdit as refusal:
            sheet.refused.add(command.key)
            yield number, refusal
    write_checked(lambda: sheet.record.create_many([task for _, task, _ in made]))
    sheet.add(*(task for _, task, _ in made))
    for number, task, typed in made:
        try:
            put_typed(sheet, task, typed)
        except CannotEdit as refusal:
            yield number, refusal


def _typed_into(sheet: Sheet, task: Task, texts: Mapping[str, str]) -> dict[str, Any]:
    """Set the fields of a task that is not written yet; gives all that was typed."""
    typed = read_texts(sheet, task, texts, seen={})
    row = row_values(sheet, task, typed)
    check_values(row)
    for field, value in row.items():
        setattr(task, field, value)
    return typed


def remove(sheet: Sheet, command: Remove) -> None:
    """Remove tasks with everything below them and the links that touch them."""
    outline = sheet.outline
    gone = _with_what_they_hold(outline, sheet.tasks(command.tasks))
    keys = {task.pk for task in gone}
    whole = sheet.whole(gone)
    sheet.record.delete_many(links_touching(sheet.project, keys))
    leave_tasks(sheet.edit, keys)
    sheet.reshape([task for task in sheet.outline.tasks if task.pk not in keys])
    sheet.record.delete_many(whole[::-1])


def indent_tasks(sheet: Sheet, command: Indent) -> None:
    """Put each task below the one above it on its level."""
    _step(sheet, command.tasks, indent)


def outdent_tasks(sheet: Sheet, command: Outdent) -> None:
    """Put each task one level up."""
    _step(sheet, command.tasks, outdent)


def move(sheet: Sheet, command: Move) -> None:
    """Put tasks with what they hold to another place, in the order they have."""
    outline = sheet.outline
    roots = roots_of(outline, sheet.tasks(command.tasks))
    moved = _with_what_they_hold(outline, roots)
    keys = {task.pk for task in moved}
    if {ref for ref in (command.before, command.under) if isinstance(ref, int)} & keys:
        raise CannotEdit(gettext("A task cannot be moved into itself."), field="before")
    rest = Outline([task for task in outline.tasks if task.pk not in keys])
    place = place_for(sheet, rest, before=command.before, under=command.under)
    positions = make_room(sheet.edit, rest, place.behind, count=len(moved))
    sheet.record.update_many([(root, {"parent": place.parent}) for root in roots])
    sheet.record.update_many(
        [(task, {"position": position}) for task, position in zip(moved, positions, strict=True)]
    )
    sheet.reshape(outline.tasks)


def place_for(sheet: Sheet, outline: Outline, *, before: TaskRef | None, under: TaskRef | None) -> Place:
    """Find the place before a task on its level, or as the last below a summary, or at the end on the last level."""
    if under is not None:
        summary = sheet.task(under)
        check_can_hold(outline, summary)
        return Place(outline.last_of(summary), summary)
    if before is not None:
        anchor = sheet.task(before)
        place = outline.index[anchor.pk]
        return Place(outline.tasks[place - 1] if place else None, sheet.parent_of(anchor))
    last = outline.last
    return Place(last, sheet.parent_of(last) if last else None)


def roots_of(outline: Outline, tasks: Sequence[Task]) -> list[Task]:
    """Give the tasks in order, less those that a task among them holds."""
    keys = {task.pk for task in tasks}
    parents = {task.pk: task.parent_id for task in outline.tasks}

    def is_held(task: Task) -> bool:
        above = parents[task.pk]
        while above is not None and above not in keys:
            above = parents[above]
        return above is not None

    return sorted((task for task in tasks if not is_held(task)), key=lambda task: task.position)


def _with_what_they_hold(outline: Outline, tasks: Sequence[Task]) -> list[Task]:
    return [held for root in roots_of(outline, tasks) for held in outline.subtree(root)]


def _step(sheet: Sheet, refs: Sequence[TaskRef], step: Callable[[Edit, Outline, Task], None]) -> None:
    outline = sheet.outline
    for task in roots_of(outline, sheet.tasks(refs)):
        step(sheet.edit, outline, task)
    sheet.reshape(outline.tasks)
