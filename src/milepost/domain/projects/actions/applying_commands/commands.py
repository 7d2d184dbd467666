"""The commands of a schedule edit, as pages and programs send them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from milepost.domain.projects.actions.editing import CannotEdit

MOST_COMMANDS = 5_000
MOST_TASKS_NAMED = 20_000
LONGEST_TEXT = 20_000

TaskRef = int | str
"""A task by its id, or by the key that an insertion of the same edit gave it."""
Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Set:
    """Set fields of a task to texts as typed; `seen` holds the texts that their editor had read."""

    task: TaskRef
    values: Mapping[str, str]
    seen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a new task before another, on its level; or below `under`; at the end it takes the last task's level."""

    key: str
    before: TaskRef | None
    under: TaskRef | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove tasks with what they hold."""

    tasks: Sequence[TaskRef]


@dataclass(frozen=True, slots=True)
class Indent:
    """Put tasks below the one above them."""

    tasks: Sequence[TaskRef]


@dataclass(frozen=True, slots=True)
class Outdent:
    """Put tasks one level up."""

    tasks: Sequence[TaskRef]


@dataclass(frozen=True, slots=True)
class Move:
    """Put tasks with what they hold before another, on its level; or below `under`; or at the end."""

    tasks: Sequence[TaskRef]
    before: TaskRef | None
    under: TaskRef | None


@dataclass(frozen=True, slots=True)
class Shift:
    """Let tasks start so many working days later, or earlier."""

    tasks: Sequence[TaskRef]
    days: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Let a task last until a moment, in minutes since 1970."""

    task: TaskRef
    finish: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Let one task depend on another; the lag is a text as typed."""

    predecessor: TaskRef
    successor: TaskRef
    type: str
    lag: str


@dataclass(frozen=True, slots=True)
class Untie:
    """Take a dependency away."""

    predecessor: TaskRef
    successor: TaskRef
    type: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Put copies of another project's tasks, or of the same one's, before a task or at the end."""

    from_project: int
    tasks: Sequence[int]
    before: TaskRef | None


Command = Set | Insert | Remove | Indent | Outdent | Move | Shift | Stretch | Tie | Untie | Copy


class UnreadableCommand(CannotEdit):
    """Says which part of a command is missing or of the wrong kind."""


def commands_of(raw: object) -> list[Command]:
    """Read commands from plain JSON values; raises `UnreadableCommand`."""
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise UnreadableCommand(gettext("Send a list of commands."))
    if not 0 < len(raw) <= MOST_COMMANDS:
        raise UnreadableCommand(
            gettext("An edit holds 1 to {most_commands:,} commands.").format(most_commands=MOST_COMMANDS)
        )
    return [_command_of(one) for one in raw]


def _command_of(raw: Raw) -> Command:
    read = _READ.get(raw.get("do", "")) if isinstance(raw.get("do"), str) else None
    if read is None:
        raise UnreadableCommand(
            gettext("A command does one of: {names}.").format(names=", ".join(_READ)), field="do"
        )
    return read(raw)


def _task(raw: Raw, name: str) -> TaskRef:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        raise UnreadableCommand(
            gettext("“{name}” is the id of a task, or the key of one inserted before.").format(name=name),
            field=name,
        )
    return value


def _place(raw: Raw, name: str) -> TaskRef | None:
    return None if raw.get(name) is None else _task(raw, name)


def _tasks(raw: Raw) -> list[TaskRef]:
    values = raw.get("tasks")
    if not isinstance(values, list) or not 0 < len(values) <= MOST_TASKS_NAMED:
        raise UnreadableCommand(gettext("“tasks” is a list of the tasks' ids."), field="tasks")
    return list(dict.fromkeys(_task({"tasks": value}, "tasks") for value in values))


def _whole(raw: Raw, name: str, *, most: int) -> int:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > most:
        raise UnreadableCommand(
            gettext("“{name}” is a whole number up to {most:,}.").format(name=name, most=most), field=name
        )
    return value


def _text(raw: Raw, name: str, default: str = "") -> str:
    value = raw.get(name, default)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\0" in value:
        raise UnreadableCommand(gettext("“{name}” is a text.").format(name=name), field=name)
    return value


def _texts(raw: Raw, name: str) -> dict[str, str]:
    values = raw.get(name) or {}
    if not isinstance(values, dict):
        raise UnreadableCommand(gettext("“{name}” holds texts by field.").format(name=name), field=name)
    return {field: _text(values, field) for field in values}


def _copied(raw: Raw) -> Copy:
    tasks = [task for task in _tasks(raw) if isinstance(task, int)]
    return Copy(_whole(raw, "from_project", most=2**31), tasks, _place(raw, "before"))


_READ: dict[str, Callable[[Raw], Command]] = {
    "set": lambda raw: Set(_task(raw, "task"), _texts(raw, "values"), _texts(raw, "seen")),
    "insert": lambda raw: Insert(
        _text(raw, "key"), _place(raw, "before"), _place(raw, "under"), _texts(raw, "values")
    ),
    "remove": lambda raw: Remove(_tasks(raw)),
    "indent": lambda raw: Indent(_tasks(raw)),
    "outdent": lambda raw: Outdent(_tasks(raw)),
    "move": lambda raw: Move(_tasks(raw), _place(raw, "before"), _place(raw, "under")),
    "shift": lambda raw: Shift(_tasks(raw), _whole(raw, "days", most=10_000)),
    "stretch": lambda raw: Stretch(_task(raw, "task"), _whole(raw, "finish", most=2**31)),
    "link": lambda raw: Tie(
        _task(raw, "predecessor"), _task(raw, "successor"), _text(raw, "type", "FS"), _text(raw, "lag")
    ),
    "unlink": lambda raw: Untie(_task(raw, "predecessor"), _task(raw, "successor"), _text(raw, "type", "FS")),
    "copy": _copied,
}
