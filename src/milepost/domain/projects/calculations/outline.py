"""The outline of a project: who stands under whom, in what order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, OuterRef, Subquery

from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.models.task import POSITION_STEP


def outline_numbers(parents: Sequence[int]) -> tuple[list[int], list[str]]:
    """Give the level of each task, from 1, and its number as in 2.1.3, by the place of its parent; -1 is none."""
    levels: list[int] = []
    numbers: list[str] = []
    children: dict[int, int] = {}
    for parent in parents:
        nth = children[parent] = children.get(parent, 0) + 1
        levels.append(1 if parent < 0 else levels[parent] + 1)
        numbers.append(str(nth) if parent < 0 else f"{numbers[parent]}.{nth}")
    return levels, numbers


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task stands in the outline: its number as in 2.1.3, its level from 1, and whether it holds others."""

    number: str
    level: int
    is_summary: bool


def places_of(tasks: Sequence[Task]) -> dict[int, Place]:
    """Give the places of some tasks of one project, in as many queries as their outline is deep."""
    nth = _among_siblings(tasks)
    parents = {task.pk: task.parent_id for task in tasks}
    while missing := {parent for parent in parents.values() if parent is not None and parent not in parents}:
        above = list(Task.objects.filter(pk__in=missing))
        parents |= {task.pk: task.parent_id for task in above}
        nth |= _among_siblings(above)
    summaries = set(
        Task.objects.filter(parent__in=tasks).order_by().values_list("parent", flat=True).distinct()
    )
    places = {}
    for task in tasks:
        numbers = list(_numbers_up(task.pk, nth, parents))
        places[task.pk] = Place(".".join(reversed(numbers)), len(numbers), task.pk in summaries)
    return places


def _among_siblings(tasks: Sequence[Task]) -> dict[int, int]:
    """Give the place of each task among those with the same parent, from 1, counted on an index."""
    before = Task.objects.filter(project=OuterRef("project"), position__lte=OuterRef("position")).order_by()
    found: dict[int, int] = {}
    for is_first_level in (False, True):
        keys = [task.pk for task in tasks if (task.parent_id is None) is is_first_level]
        siblings = before.filter(parent=None) if is_first_level else before.filter(parent=OuterRef("parent"))
        counted = siblings.values("project").annotate(nth=Count("pk")).values("nth")
        if keys:
            found |= dict(Task.objects.filter(pk__in=keys).values_list("pk", Subquery(counted)))
    return found


def _numbers_up(pk: int | None, nth: Mapping[int, int], parents: Mapping[int, int | None]) -> Iterator[str]:
    while pk is not None:
        yield str(nth[pk])
        pk = parents[pk]


@dataclass(frozen=True)
class Outline:
    """All tasks of a project in order."""

    tasks: list[Task]

    @classmethod
    def of(cls, project: Project) -> "Outline":
        return cls(list(Task.objects.filter(project=project).order_by("position")))

    def __len__(self) -> int:
        return len(self.tasks)

    @property
    def last(self) -> Task | None:
        return self.tasks[-1] if self.tasks else None

    @property
    def next_uid(self) -> int:
        return max((task.uid for task in self.tasks), default=0) + 1

    @cached_property
    def index(self) -> dict[int, int]:
        """Place of each task by its key."""
        return {task.pk: place for place, task in enumerate(self.tasks)}

    @cached_property
    def levels(self) -> list[int]:
        """Outline level of each task, from 1."""
        level: dict[int | None, int] = {None: 0}
        for task in self.tasks:
            level[task.pk] = level[task.parent_id] + 1
        return [level[task.pk] for task in self.tasks]

    @cached_property
    def summaries(self) -> frozenset[int]:
        """Keys of the tasks that hold others."""
        return frozenset(task.parent_id for task in self.tasks if task.parent_id)

    def subtree(self, task: Task) -> list[Task]:
        """Give a task with everything below it, in order."""
        first = self.index[task.pk]
        level = self.levels[first]
        place = first + 1
        while place < len(self.tasks) and self.levels[place] > level:
            place += 1
        return self.tasks[first:place]

    def last_of(self, task: Task) -> Task:
        """Give the last task of a subtree, behind which a new sibling stands."""
        return self.subtree(task)[-1]

    def siblings(self, task: Task) -> list[Task]:
        """Give the tasks with the same parent, in order."""
        return [other for other in self.tasks if other.parent_id == task.parent_id]

    def positions_behind(self, behind: Task | None, count: int) -> list[int] | None:
        """Give free positions behind a task (`None`: at the very front), or `None` when the gap is too narrow."""
        place = -1 if behind is None else self.index[behind.pk]
        left = 0 if behind is None else self.tasks[place].position
        if place + 1 == len(self.tasks):
            return [left + POSITION_STEP * (number + 1) for number in range(count)]
        gap = self.tasks[place + 1].position - left
        step = gap // (count + 1)
        return [left + step * (number + 1) for number in range(count)] if step else None
