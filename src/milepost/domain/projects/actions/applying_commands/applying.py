"""Apply commands: all of them, or nothing; one change set, and one recalculation."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.applying_commands import shaping
from milepost.domain.projects.actions.applying_commands.commands import (
    Command,
    Copy,
    Indent,
    Insert,
    Move,
    Outdent,
    Remove,
    Set,
    Shift,
    Stretch,
    Tie,
    Untie,
)
from milepost.domain.projects.actions.applying_commands.copying import copy
from milepost.domain.projects.actions.applying_commands.dragging import shift, stretch
from milepost.domain.projects.actions.applying_commands.problems import (
    CannotApply,
    FieldProblem,
    FieldProblems,
    Problem,
)
from milepost.domain.projects.actions.applying_commands.setting import FIELD_OF_ROW, PROGRESS, set_texts
from milepost.domain.projects.actions.applying_commands.sheet import RefusedBefore, Sheet
from milepost.domain.projects.actions.applying_commands.tying import tie, untie
from milepost.domain.projects.actions.editing import CannotEdit, Edit, editing
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project

Apply = Callable[[Sheet, Any], None]


def apply_commands(
    project: Project, commands: Sequence[Command], *, by: Person, at: datetime, key: str | None = None
) -> Consequence:
    """Apply commands to a schedule in their order; of one key once.

    Raises `Refused`, `AlreadyMade`, and `CannotApply`, which names each command and field at fault.
    """
    permission = "projects.edit_schedule"
    if all(map(_is_progress, commands)):
        permission = "projects.record_progress"
    with editing(project, _action(commands), by=by, at=at, permission=permission, key=key) as edit:
        put_commands(edit, commands, by=by, at=at)
    return edit.result


def put_commands(edit: Edit, commands: Sequence[Command], *, by: Person, at: datetime) -> None:
    """Apply commands within an edit under way; raises `CannotApply`."""
    sheet = Sheet(edit, by=by, as_of=local_day(at), named=set(_named(commands)))
    problems = [problem for run in _runs(commands) for problem in _problems(sheet, *run)]
    if problems:
        raise CannotApply(problems)
    sheet.settle()


Run = tuple[int, Sequence[Command]]
"""Commands that are applied together, with the place of the first."""


def _runs(commands: Sequence[Command]) -> Iterator[Run]:
    """Take insertions at one place together, for each alone would lay the outline anew."""
    place = 0
    for _, run in groupby(enumerate(commands), key=_where):
        together = [command for _, command in run]
        yield place, together
        place += len(together)


def _where(numbered: tuple[int, Command]) -> object:
    place, command = numbered
    return (command.before, command.under) if isinstance(command, Insert) else place


def _problems(sheet: Sheet, place: int, commands: Sequence[Command]) -> Iterator[Problem]:
    try:
        if isinstance(commands[0], Insert):
            insertions = [command for command in commands if isinstance(command, Insert)]
            for number, refusal in shaping.insert(sheet, insertions):
                yield from _named_problems(place + number, refusal)
        else:
            _APPLY[type(commands[0])](sheet, commands[0])
    except RefusedBefore:
        return
    except CannotEdit as refusal:
        yield from _named_problems(place, refusal)


def _named_problems(place: int, refusal: CannotEdit) -> Iterator[Problem]:
    if isinstance(refusal, FieldProblems):
        yield from (Problem(place, problem) for problem in refusal.problems)
    else:
        field = FIELD_OF_ROW.get(refusal.field, refusal.field)
        yield Problem(place, FieldProblem(field, str(refusal)))


def _set(sheet: Sheet, command: Set) -> None:
    set_texts(sheet, sheet.task(command.task), command.values, seen=command.seen)


_APPLY: dict[type[Command], Apply] = {
    Set: _set,
    Remove: shaping.remove,
    Indent: shaping.indent_tasks,
    Outdent: shaping.outdent_tasks,
    Move: shaping.move,
    Shift: shift,
    Stretch: stretch,
    Tie: tie,
    Untie: untie,
    Copy: copy,
}
# The names by which history and undo know an edit of one kind alone.
_ACTIONS: dict[type[Command], str] = {
    Set: "projects.edit_task",
    Insert: "projects.add_task",
    Remove: "projects.remove_task",
    Indent: "projects.indent_task",
    Outdent: "projects.outdent_task",
    Move: "projects.move_tasks",
    Shift: "projects.edit_task",
    Stretch: "projects.edit_task",
    Tie: "projects.link_tasks",
    Untie: "projects.unlink_tasks",
    Copy: "projects.copy_tasks",
}


def _action(commands: Sequence[Command]) -> str:
    if all(map(_is_progress, commands)):
        return "projects.record_progress"
    actions = {_ACTIONS[type(command)] for command in commands}
    return actions.pop() if len(actions) == 1 else "projects.edit_schedule"


def _is_progress(command: Command) -> bool:
    return isinstance(command, Set) and bool(command.values) and command.values.keys() <= PROGRESS.keys()


def _named(commands: Sequence[Command]) -> Iterator[int]:
    """Give the ids of the tasks that commands name, so that they are read together."""
    for command in commands:
        if isinstance(command, Copy):
            continue
        for name in ("task", "before", "under", "predecessor", "successor"):
            ref = getattr(command, name, None)
            if isinstance(ref, int):
                yield ref
        yield from (ref for ref in getattr(command, "tasks", ()) if isinstance(ref, int))
