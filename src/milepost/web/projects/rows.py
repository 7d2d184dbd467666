"""Projects as rows of a list: their dates, their status with its reason, and what moved since the baseline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from milepost.domain.projects.calculations.status import CurrentStatus, Dimension, current_statuses
from milepost.domain.projects.calculations.working_time import working_times
from milepost.domain.projects.models import Project, ProjectDates, Status
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.domain.projects.queries import baselines_of

RELATED = ("department", "manager")
WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.ON_HOLD, Status.NOT_RATED)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project of a list; `finish_days` counts working days later than the current baseline."""

    project: Project
    dates: ProjectDates | None
    statuses: dict[Dimension, CurrentStatus]
    finish_days: float | None
    is_revised: bool

    @property
    def schedule(self) -> CurrentStatus:
        return self.statuses[Dimension.SCHEDULE]

    @property
    def overall(self) -> CurrentStatus:
        return self.statuses[Dimension.OVERALL]

    @property
    def finish(self) -> datetime | None:
        return self.dates.finish if self.dates and self.dates.task_count else None

    @property
    def percent(self) -> float | None:
        return self.dates.percent_complete if self.dates and self.dates.task_count else None


SORTS: dict[str, Callable[[ProjectRow], Any]] = {
    "number": lambda row: row.project.number,
    "name": lambda row: row.project.name.lower(),
    "department": lambda row: row.project.department.name.lower(),
    "manager": lambda row: row.project.manager.name.lower() if row.project.manager else "",
    "state": lambda row: Project.State.values.index(row.project.state),
    "schedule": lambda row: WORST_FIRST.index(row.schedule.status),
    "status": lambda row: WORST_FIRST.index(row.overall.status),
    "complete": lambda row: row.percent or 0.0,
    "finish": lambda row: row.finish or datetime.max,
    "variance": lambda row: -(row.finish_days if row.finish_days is not None else float("-inf")),
}


def project_rows(projects: ProjectQuerySet, *, as_of: date) -> list[ProjectRow]:
    """Give the rows of projects in their order, in a constant number of queries."""
    found = list(projects.select_related(*RELATED, "dates"))
    statuses, baselines, times = (
        current_statuses(found, as_of=as_of),
        baselines_of(found),
        working_times(found),
    )
    rows = []
    for project in found:
        dates: ProjectDates | None = getattr(project, "dates", None)
        known = baselines.get(project.pk)
        rows.append(
            ProjectRow(
                project=project,
                dates=dates,
                statuses=statuses[project.pk],
                finish_days=times[project.pk].days(known.current.finish, dates.finish)
                if known and dates
                else None,
                is_revised=known is not None and known.is_revised,
            )
        )
    return rows


def sorted_rows(rows: Sequence[ProjectRow], sort: str) -> list[ProjectRow]:
    """Sort rows by a column, falling with a leading minus; what names no column leaves their order."""
    key = SORTS.get(sort.removeprefix("-"))
    return list(rows) if key is None else sorted(rows, key=key, reverse=sort.startswith("-"))
