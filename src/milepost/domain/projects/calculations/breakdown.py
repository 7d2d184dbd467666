"""The deliverables of a project in their breakdown, each with its tasks and when the last of them ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from milepost.domain.projects.models import Deliverable, Project, Task

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A deliverable at its depth; `finish` is when the last of its tasks ends."""

    deliverable: Deliverable
    depth: int
    tasks: Sequence[Task]
    finish: datetime | None


def breakdown_of(project: Project) -> list[Part]:
    """Give the deliverables, each below what it is part of, in a constant number of queries."""
    found = list(project.deliverables.select_related("acceptor").prefetch_related("tasks__dates"))
    below: dict[int | None, list[Deliverable]] = {}
    for one in found:
        below.setdefault(one.parent_id, []).append(one)
    return list(_parts(below, None, 0))


def _parts(below: Mapping[int | None, list[Deliverable]], parent: int | None, depth: int) -> Iterator[Part]:
    for one in below.get(parent, []):
        tasks = list(one.tasks.all())
        finishes = [task.dates.finish for task in tasks if hasattr(task, "dates")]
        yield Part(one, min(depth, DEEPEST), tasks, max(finishes, default=None))
        yield from _parts(below, one.pk, depth + 1)
