"""Projects as rows of a list: their dates, their status with its reason, and what moved since the baseline."""

from dataclasses import dataclass
from datetime import date, datetime

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.status import (
    CurrentStatus,
    Dimension,
    Facts,
    current_statuses_by,
    facts_of,
    without_money,
)
from milepost.domain.projects.calculations.working_time import WorkingTime
from milepost.domain.projects.models import Project, ProjectDates
from milepost.domain.projects.models.project import ProjectQuerySet

ByDimension = dict[Dimension, CurrentStatus]
RELATED = ("department", "manager")


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project of a list; `finish_days` counts working days later than the current baseline."""

    project: Project
    time: WorkingTime
    dates: ProjectDates | None
    statuses: dict[Dimension, CurrentStatus]
    finish_days: float | None
    is_revised: bool

    @property
    def schedule(self) -> CurrentStatus:
        return self.statuses[Dimension.SCHEDULE]

    @property
    def budget(self) -> CurrentStatus:
        return self.statuses[Dimension.BUDGET]

    @property
    def overall(self) -> CurrentStatus:
        return self.statuses[Dimension.OVERALL]

    @property
    def finish(self) -> datetime | None:
        return self.dates.finish if self.dates and self.dates.task_count else None

    @property
    def percent(self) -> float | None:
        return self.dates.percent_complete if self.dates and self.dates.task_count else None


def project_rows(
    projects: ProjectQuerySet, *, as_of: date, seen_by: Person | None = None
) -> list[ProjectRow]:
    """Give the rows of projects in their order, in a constant number of queries.

    Why a budget stands as it does is withheld from a reader who does not see the project's money.
    """
    related = projects.select_related(*RELATED)
    found = list(related if seen_by is None else related.prefetch_related("roles"))
    known = facts_of(found, as_of=as_of)
    statuses = current_statuses_by(known, as_of=as_of)
    return [_row(facts, _seen(facts.project, statuses[facts.project.pk], seen_by)) for facts in known]


def _seen(project: Project, statuses: ByDimension, seen_by: Person | None) -> ByDimension:
    return statuses if seen_by is None or may(seen_by, "money.view", project) else without_money(statuses)


def _row(facts: Facts, statuses: dict[Dimension, CurrentStatus]) -> ProjectRow:
    dates, baselines = facts.dates, facts.baselines
    return ProjectRow(
        project=facts.project,
        time=facts.time,
        dates=dates,
        statuses=statuses,
        finish_days=facts.time.days(baselines.current.finish, dates.finish) if baselines and dates else None,
        is_revised=facts.is_revised,
    )
