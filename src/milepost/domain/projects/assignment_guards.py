"""What may speak against a person working on a task; areas above register theirs when the application starts."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task


class Objection(NamedTuple):
    """Why a person may not join a task."""

    person: Person
    sentence: str
    beyond: date | None = None
    """It holds only where the task ends after this day; `None` holds always."""

    def holds(self, finish: date | None) -> bool:
        """Tell whether it speaks against a task that ends on a day, `None` where no dates are known."""
        return self.beyond is None or (finish is not None and finish > self.beyond)


AssignmentGuard = Callable[[Task, Sequence[Person], date], Iterable[Objection]]

MoveWatch = Callable[[Project, Collection[int]], Iterable[str]]

_GUARDS: list[AssignmentGuard] = []
_WATCHES: list[MoveWatch] = []


def guards_assignments(guard: AssignmentGuard) -> AssignmentGuard:
    """Register a guard: of people who join a task on a day it gives what speaks against each."""
    _GUARDS.append(guard)
    return guard


def objections_to_team(task: Task, joining: Sequence[Person], *, on: date) -> list[Objection]:
    """Ask every guard about people who join a task; whether each objection holds follows from the task's finish."""
    return [one for guard in _GUARDS for one in guard(task, joining, on)] if joining else []


def watches_moves(watch: MoveWatch) -> MoveWatch:
    """Register a watch: of tasks that have moved it gives sentences on what their teams may not do any more."""
    _WATCHES.append(watch)
    return watch


def words_on_moves(project: Project, tasks: Collection[int]) -> list[str]:
    """Ask every watch about tasks that have moved."""
    return [words for watch in _WATCHES for words in watch(project, tasks)] if tasks else []
