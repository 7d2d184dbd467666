"""The milestones of a project: when they were agreed, when they are forecast, and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef

from milepost.domain.projects.calculations.working_time import working_time_of
from milepost.domain.projects.models import Baseline, BaselineTask, Project, Task
from milepost.domain.projects.queries import baselines_of


class Standing(StrEnum):
    """How a milestone stands, in the word that is shown."""

    DONE = "Done"
    OVERDUE = "Overdue"
    LATE = "Late"
    ON_TIME = "On time"
    ADDED = "Added"
    DROPPED = "Dropped"
    PLANNED = "Planned"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone; days are working days later than agreed, negative earlier, and `None` without a baseline."""

    uid: int
    name: str
    first_agreed: datetime | None
    agreed: datetime | None
    forecast: datetime | None
    """The actual date once it is done; `None` for a milestone that was dropped."""
    days_from_first: float | None
    days: float | None
    standing: Standing


def milestones_of(project: Project, *, as_of: date) -> list[Milestone]:
    """Give the milestones by date, those that were dropped with the date they were agreed for."""
    time = working_time_of(project)
    baselines = baselines_of([project]).get(project.pk)
    first = _agreed(baselines.first) if baselines else {}
    current = _agreed(baselines.current) if baselines else {}
    found = []
    for task in _open_and_done(project):
        agreed_first, agreed = first.get(task.uid), current.pop(task.uid, None)
        days = time.days(agreed.finish, task.dates.finish) if agreed else None
        found.append(
            Milestone(
                uid=task.uid,
                name=task.name,
                first_agreed=agreed_first.finish if agreed_first else None,
                agreed=agreed.finish if agreed else None,
                forecast=task.dates.finish,
                days_from_first=time.days(agreed_first.finish, task.dates.finish) if agreed_first else None,
                days=days,
                standing=_standing(task, days, as_of=as_of, has_baseline=baselines is not None),
            )
        )
    return sorted([*found, *_dropped(current.values(), first)], key=_date)


def _agreed(baseline: Baseline) -> dict[int, BaselineTask]:
    return {task.uid: task for task in BaselineTask.objects.filter(baseline=baseline, is_milestone=True)}


def _open_and_done(project: Project) -> Iterable[Task]:
    is_summary = Exists(Task.objects.filter(parent=OuterRef("pk")))
    milestones = Task.objects.filter(~is_summary, project=project, is_active=True, is_milestone=True)
    return milestones.filter(dates__isnull=False).select_related("dates").order_by("position")


def _standing(task: Task, days: float | None, *, as_of: date, has_baseline: bool) -> Standing:
    if task.is_done:
        return Standing.DONE
    if task.dates.finish.date() < as_of:
        return Standing.OVERDUE
    if days is None:
        return Standing.ADDED if has_baseline else Standing.PLANNED
    return Standing.LATE if days > 0 else Standing.ON_TIME


def _dropped(tasks: Iterable[BaselineTask], first: dict[int, BaselineTask]) -> Iterable[Milestone]:
    for task in tasks:
        before = first.get(task.uid)
        yield Milestone(
            uid=task.uid,
            name=task.name,
            first_agreed=before.finish if before else None,
            agreed=task.finish,
            forecast=None,
            days_from_first=None,
            days=None,
            standing=Standing.DROPPED,
        )


def _date(milestone: Milestone) -> tuple[datetime, int]:
    return milestone.forecast or milestone.agreed or datetime.max, milestone.uid
