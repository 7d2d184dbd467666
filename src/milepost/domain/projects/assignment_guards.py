"""What may speak against a person working on a task; areas above register theirs when the application starts."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Task


class Objection(NamedTuple):
    """Why a person may not join a task."""

    person: Person
    sentence: str


AssignmentGuard = Callable[[Task, Sequence[Person], date], Iterable[Objection]]

_GUARDS: list[AssignmentGuard] = []


def guards_assignments(guard: AssignmentGuard) -> AssignmentGuard:
    """Register a guard: of people who join a task on a day it gives what speaks against each."""
    _GUARDS.append(guard)
    return guard


def objections_to_team(task: Task, joining: Sequence[Person], *, on: date) -> list[Objection]:
    """Ask every guard about people who join a task; an empty list lets them."""
    return [one for guard in _GUARDS for one in guard(task, joining, on)] if joining else []
