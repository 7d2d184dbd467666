"""Projects on one time line: their phases, milestones and baselines, and where one waits for another."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from milepost.domain.projects.calculations.project_rows import ProjectRow, project_rows
from milepost.domain.projects.models import Baseline, Link, Task
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.domain.projects.queries import baselines_of


class Phase(NamedTuple):
    """A summary task of the first level, or a milestone, as the time line shows it."""

    task_id: int
    name: str
    start: datetime
    finish: datetime
    percent: float


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """One project of the time line."""

    facts: ProjectRow
    baseline: Baseline | None
    phases: Sequence[Phase] = field(default_factory=list)
    milestones: Sequence[Phase] = field(default_factory=list)


class ProjectLink(NamedTuple):
    """A task of one project that waits for a task of another."""

    source_id: int
    target_id: int
    predecessor_id: int
    predecessor: str
    successor_id: int
    successor: str
    leaves: datetime
    arrives: datetime
    is_driving: bool


def roadmap_rows(projects: ProjectQuerySet, *, as_of: date) -> list[RoadmapRow]:
    """Give the rows of projects in their order, in a constant number of queries."""
    rows = project_rows(projects.select_related("sponsor"), as_of=as_of)
    found = [row.project for row in rows]
    baselines = baselines_of(found)
    tasks = Task.objects.filter(project__in=found, is_active=True, dates__isnull=False)
    holds_others = Exists(Task.objects.filter(parent=OuterRef("pk")))
    phases = _by_project(tasks.filter(holds_others, parent=None))
    milestones = _by_project(tasks.filter(~holds_others, is_milestone=True))
    return [
        RoadmapRow(
            row,
            baselines[row.project.pk].current if row.project.pk in baselines else None,
            phases[row.project.pk],
            milestones[row.project.pk],
        )
        for row in rows
    ]


def links_between(projects: Collection[int]) -> list[ProjectLink]:
    """Give the links among projects, in one query."""
    links = Link.objects.filter(
        is_external=True,
        project__in=projects,
        predecessor__project__in=projects,
        predecessor__dates__isnull=False,
        successor__dates__isnull=False,
    ).order_by("pk")
    rows = links.values_list(
        "predecessor__project_id",
        "project_id",
        "predecessor_id",
        "predecessor__name",
        "successor_id",
        "successor__name",
        "predecessor__dates__finish",
        "successor__dates__start",
        "pk",
        "successor__dates__driver_id",
    )
    return [ProjectLink(*row[:8], is_driving=row[8] == row[9]) for row in rows]


def _by_project(tasks: QuerySet[Task]) -> dict[int, list[Phase]]:
    found: dict[int, list[Phase]] = defaultdict(list)
    rows = tasks.order_by("position").values_list(
        "project_id", "pk", "name", "dates__start", "dates__finish", "dates__percent_complete"
    )
    for project_id, pk, name, start, finish, percent in rows:
        found[project_id].append(Phase(pk, name, start, finish, percent))
    return found
