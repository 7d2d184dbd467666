"""Projects as rows of a list: their dates, their status with its reason, and what moved since the baseline."""

from dataclasses import dataclass
from datetime import date, datetime

from milepost.domain.projects.calculations.status import CurrentStatus, Dimension, current_statuses
from milepost.domain.projects.calculations.working_time import working_times
from milepost.domain.projects.models import Project, ProjectDates
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.domain.projects.queries import baselines_of

RELATED = ("department", "manager")


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
