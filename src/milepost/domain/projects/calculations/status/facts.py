"""The facts a status is judged by, read for many projects in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from milepost.domain.projects.calculations.working_time import WorkingTime, working_times
from milepost.domain.projects.models import BaselineTask, Project, ProjectDates, Task
from milepost.domain.projects.queries import Baselines, baselines_of


@dataclass(frozen=True, slots=True)
class Late:
    """A task or milestone that is behind, by working days."""

    name: str
    days: float


LateByProject = dict[int, list[Late]]


@dataclass(slots=True)
class ScopeChange:
    """How many tasks and milestones came and went since the current baseline, summaries aside."""

    kept: int = 0
    added: int = 0
    dropped: int = 0
    milestones_added: int = 0
    milestones_dropped: int = 0


@dataclass(slots=True)
class Facts:
    """What is known of one project on a day."""

    project: Project
    time: WorkingTime
    dates: ProjectDates | None
    baselines: Baselines | None
    late_milestones: list[Late] = field(default_factory=list)
    """Open milestones forecast later than the current baseline has them, the latest first."""
    overdue: list[Late] = field(default_factory=list)
    """Open tasks that should have finished by now, the longest overdue first."""
    scope: ScopeChange = field(default_factory=ScopeChange)

    @property
    def is_revised(self) -> bool:
        return self.baselines is not None and self.baselines.is_revised


def facts_of(projects: Sequence[Project], *, as_of: date) -> list[Facts]:
    """Read the facts of projects, in their order."""
    times, baselines = working_times(projects), baselines_of(projects)
    dates = ProjectDates.objects.in_bulk([project.pk for project in projects])
    late, overdue = _behind(projects, baselines, times, as_of=as_of)
    scope = _scope_changes(projects, baselines)
    return [
        Facts(
            project=project,
            time=times[project.pk],
            dates=dates.get(project.pk),
            baselines=baselines.get(project.pk),
            late_milestones=late[project.pk],
            overdue=overdue[project.pk],
            scope=scope[project.pk],
        )
        for project in projects
    ]


def _planned(projects: Sequence[Project]) -> QuerySet[Task]:
    """Give the tasks that are part of the plan and no summaries."""
    return Task.objects.filter(
        ~Exists(Task.objects.filter(parent=OuterRef("pk"))), project__in=projects, is_active=True
    )


def _behind(
    projects: Sequence[Project],
    baselines: dict[int, Baselines],
    times: dict[int, WorkingTime],
    *,
    as_of: date,
) -> tuple[LateByProject, LateByProject]:
    """Give the milestones that are later than agreed, and the tasks that are overdue."""
    morning = datetime.combine(as_of, time())
    agreed = _agreed_milestones(baselines)
    tasks = _planned(projects).filter(
        Q(is_milestone=True) | Q(dates__finish__lt=morning), percent_complete__lt=100, dates__isnull=False
    )
    late: LateByProject = defaultdict(list)
    overdue: LateByProject = defaultdict(list)
    for project, uid, name, finish in tasks.values_list("project", "uid", "name", "dates__finish"):
        before = agreed.get((project, uid), finish)
        if finish > before and (days := times[project].days(before, finish)) > 0:
            late[project].append(Late(name, days))
        if finish < morning:
            overdue[project].append(Late(name, times[project].days(finish, morning)))
    return _most_first(late), _most_first(overdue)


def _agreed_milestones(baselines: dict[int, Baselines]) -> dict[tuple[int, int], datetime]:
    """Give when the current baselines have their milestones, by project and uid."""
    kept = BaselineTask.objects.filter(baseline__in=_current(baselines), is_milestone=True)
    rows = kept.values_list("baseline__project", "uid", "finish")
    return {(project, uid): finish for project, uid, finish in rows}


def _scope_changes(projects: Sequence[Project], baselines: dict[int, Baselines]) -> dict[int, ScopeChange]:
    """Compare tasks with the current baselines by uid; a task that was divided still stands as their summary."""
    changes: dict[int, ScopeChange] = defaultdict(ScopeChange)
    current = _current(baselines)
    standing = Task.objects.filter(project=OuterRef("baseline__project"), uid=OuterRef("uid"), is_active=True)
    agreed = BaselineTask.objects.filter(baseline__in=current, is_summary=False).values("baseline__project")
    for row in agreed.annotate(
        kept=Count("pk"),
        dropped=Count("pk", filter=~Exists(standing)),
        milestones=Count("pk", filter=~Exists(standing) & Q(is_milestone=True)),
    ):
        change = changes[row["baseline__project"]]
        change.kept, change.dropped = row["kept"], row["dropped"]
        change.milestones_dropped = row["milestones"]
    before = BaselineTask.objects.filter(
        baseline__in=current, baseline__project=OuterRef("project"), uid=OuterRef("uid")
    )
    new = _planned(projects).filter(~Exists(before), project__in=list(baselines)).values("project")
    for count in new.annotate(added=Count("pk"), milestones=Count("pk", filter=Q(is_milestone=True))):
        change = changes[count["project"]]
        change.added, change.milestones_added = count["added"], count["milestones"]
    return changes


def _current(baselines: dict[int, Baselines]) -> list[int]:
    return [baseline.current.pk for baseline in baselines.values()]


def _most_first(late: LateByProject) -> LateByProject:
    for found in late.values():
        found.sort(key=lambda one: -one.days)
    return late
