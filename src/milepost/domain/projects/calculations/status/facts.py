"""The facts a status is judged by, read for many projects in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from milepost.domain.projects.calculations.status.budget import CostFacts, cost_facts_of
from milepost.domain.projects.calculations.working_time import WorkingTime, working_times
from milepost.domain.projects.models import BaselineTask, Project, ProjectDates, Task
from milepost.domain.projects.queries import Baselines, baselines_of


@dataclass(frozen=True, slots=True)
class Late:
    """A task or milestone that is behind, by working days."""

    name: str
    days: float


MOST_READ_ANEW = 5_000
"""The tasks of larger projects are read once for each revision and day."""
KEPT_SECONDS = 3_600


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
    overdue: Late | None = None
    """The open task that should have finished the longest ago."""
    overdue_count: int = 0
    """How many open tasks should have finished by now."""
    scope: ScopeChange = field(default_factory=ScopeChange)
    cost: CostFacts | None = None

    @property
    def is_revised(self) -> bool:
        return self.baselines is not None and self.baselines.is_revised


@dataclass(slots=True)
class _Read:
    """What the tasks of one project say on a day, before anything is counted in working days."""

    milestones: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    """Open milestones forecast after the agreed moment: name, agreed, forecast."""
    overdue: tuple[str, datetime] | None = None
    overdue_count: int = 0
    scope: ScopeChange = field(default_factory=ScopeChange)


def facts_of(projects: Sequence[Project], *, as_of: date) -> list[Facts]:
    """Read the facts of projects, in their order."""
    times, baselines = working_times(projects), baselines_of(projects)
    dates = ProjectDates.objects.in_bulk([project.pk for project in projects])
    read = _read_all(projects, baselines, dates, as_of=as_of)
    costs = cost_facts_of(projects)
    return [
        _facts(
            project,
            times[project.pk],
            dates.get(project.pk),
            baselines.get(project.pk),
            read[project.pk],
            costs.get(project.pk),
            as_of,
        )
        for project in projects
    ]


def _facts(
    project: Project,
    count: WorkingTime,
    dates: ProjectDates | None,
    baselines: Baselines | None,
    read: _Read,
    cost: CostFacts | None,
    as_of: date,
) -> Facts:
    late = [Late(name, count.days(agreed, forecast)) for name, agreed, forecast in read.milestones]
    morning = datetime.combine(as_of, time())
    return Facts(
        project=project,
        time=count,
        dates=dates,
        baselines=baselines,
        late_milestones=sorted((one for one in late if one.days > 0), key=lambda one: -one.days),
        overdue=Late(read.overdue[0], count.days(read.overdue[1], morning)) if read.overdue else None,
        overdue_count=read.overdue_count,
        scope=read.scope,
        cost=cost,
    )


def _read_all(
    projects: Sequence[Project],
    baselines: dict[int, Baselines],
    dates: dict[int, ProjectDates],
    *,
    as_of: date,
) -> dict[int, _Read]:
    """Read the tasks of projects; of large ones once for each revision and day."""
    large = [one for one in projects if one.pk in dates and dates[one.pk].task_count > MOST_READ_ANEW]
    read = _read([one for one in projects if one not in large], baselines, as_of=as_of)
    for project in large:
        agreed = baselines[project.pk].current.pk if project.pk in baselines else None
        key = f"facts:{project.pk}:{project.revision}:{dates[project.pk].revision}:{agreed}:{as_of}"
        kept: _Read | None = cache.get(key)
        if kept is None:
            kept = _read([project], baselines, as_of=as_of)[project.pk]
            cache.set(key, kept, KEPT_SECONDS)
        read[project.pk] = kept
    return read


def _read(projects: Sequence[Project], baselines: dict[int, Baselines], *, as_of: date) -> dict[int, _Read]:
    known = {project.pk: baselines[project.pk] for project in projects if project.pk in baselines}
    scope = _scope_changes(projects, known)
    read = {project.pk: _Read(scope=scope[project.pk]) for project in projects}
    _read_behind(projects, known, read, as_of=as_of)
    return read


def _planned(projects: Sequence[Project]) -> QuerySet[Task]:
    """Give the tasks that are part of the plan and no summaries."""
    return Task.objects.filter(
        ~Exists(Task.objects.filter(parent=OuterRef("pk"))), project__in=projects, is_active=True
    )


def _read_behind(
    projects: Sequence[Project], baselines: dict[int, Baselines], read: dict[int, _Read], *, as_of: date
) -> None:
    """Find the milestones that are later than agreed, and the tasks that are overdue."""
    morning = datetime.combine(as_of, time())
    agreed = _agreed_milestones(baselines)
    tasks = _planned(projects).filter(
        Q(is_milestone=True) | Q(dates__finish__lt=morning), percent_complete__lt=100, dates__isnull=False
    )
    for pk, uid, name, finish in tasks.values_list("project", "uid", "name", "dates__finish"):
        project = read[pk]
        if finish > (before := agreed.get((pk, uid), finish)):
            project.milestones.append((name, before, finish))
        if finish < morning:
            project.overdue_count += 1
            if project.overdue is None or finish < project.overdue[1]:
                project.overdue = name, finish


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
