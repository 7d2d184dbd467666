"""What a change request asks for, edit by edit, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from milepost.domain.governance.models import ChangeRequest
from milepost.domain.projects.models import Task

FIELDS = {
    "name": "name",
    "duration": "duration",
    "start": "start",
    "finish": "finish",
    "deadline": "deadline",
    "predecessors": "predecessors",
    "successors": "successors",
    "assigned": "people",
    "constraint": "constraint",
    "calendar": "calendar",
    "active": "part of the plan",
}


def asked_words(change: ChangeRequest) -> list[str]:
    """Give a sentence for each edit; a task that is gone since is named by its id."""
    commands = [one for one in change.commands if isinstance(one, dict)]
    ids = {ref for one in commands for ref in _refs(one) if isinstance(ref, int)}
    names: dict[Any, str] = dict(
        Task.objects.filter(project=change.project_id, pk__in=ids).values_list("pk", "name")
    )
    names |= {
        one.get("key"): one.get("values", {}).get("name", "") for one in commands if one.get("do") == "insert"
    }
    return [_words(one, names) for one in commands]


def _refs(command: Mapping[str, Any]) -> list[Any]:
    return [command.get(name) for name in ("task", "predecessor", "successor")] + list(
        command.get("tasks") or ()
    )


def _words(command: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    said = _SAID.get(str(command.get("do")))
    return said(command, names) if said else gettext("Another edit of the schedule")


def _name(ref: Any, names: Mapping[Any, str]) -> str:
    return f"“{names.get(ref) or ref}”"


def _values(command: Mapping[str, Any], *, but: str = "") -> str:
    values = command.get("values") or {}
    told = [
        f"{FIELDS.get(name, name)} {text or gettext('none')}" for name, text in values.items() if name != but
    ]
    return ", ".join(told)


def _several(command: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    refs: Sequence[Any] = command.get("tasks") or ()
    return ", ".join(_name(ref, names) for ref in refs)


_SAID: dict[str, Any] = {
    "set": lambda one, names: f"{_name(one.get('task'), names)}: {_values(one)}",
    "insert": lambda one, names: gettext("New task {name}: {values}").format(
        name=_name(one.get("key"), names), values=_values(one, but="name")
    ),
    "remove": lambda one, names: gettext("Remove {names}").format(names=_several(one, names)),
    "move": lambda one, names: gettext("Move {names} in the outline").format(names=_several(one, names)),
    "shift": lambda one, names: gettext("Move {names} by {days} working days").format(
        names=_several(one, names), days=one.get("days")
    ),
    "link": lambda one, names: gettext("{successor} waits for {predecessor}").format(
        successor=_name(one.get("successor"), names), predecessor=_name(one.get("predecessor"), names)
    ),
    "unlink": lambda one, names: gettext("{successor} no longer waits for {predecessor}").format(
        successor=_name(one.get("successor"), names), predecessor=_name(one.get("predecessor"), names)
    ),
}
