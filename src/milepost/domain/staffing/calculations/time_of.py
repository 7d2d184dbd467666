"""What one person's time goes to in a period, task by task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.calculations.capacity import Row, picture_of
from milepost.domain.staffing.calculations.demand import Demand, demands_of, spread
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.calculations.requested_demand import HELD, requested_demands
from milepost.domain.staffing.models import StaffRequest
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.instants import datetime_of

LEAST_MINUTES = 1


@dataclass(frozen=True, slots=True)
class Share:
    """The minutes one task asks of a person in a period; of a project beyond the reader's sight the task is unnamed."""

    minutes: float
    units_percent: float
    is_tentative: bool
    start: datetime
    finish: datetime
    task: Task | None

    @property
    def hours(self) -> str:
        return f"{self.minutes / 60:,.1f}"

    @property
    def project(self) -> Project | None:
        return self.task.project if self.task else None


def time_of(person: Person, periods: Sequence[Period], *, as_of: date) -> Row:
    """Give a person's capacity over periods."""
    picture = picture_of([person], periods, as_of=as_of, has_roles=False)
    return picture.teams[0].people[0]


def shares_of(person: Person, period: Period, *, reader: Person, as_of: date) -> list[Share]:
    """Give what tasks ask of a person in a period, the most first."""
    held = StaffRequest.objects.filter(state__in=HELD, person=person)
    demands = demands_of(open_assignments().filter(person=person))
    demands += [one.demand for one in requested_demands(held) if one.demand.person_id == person.pk]
    found = spread(demands, [period], as_of=as_of)
    asking = [
        (demand, float(minutes[0]))
        for demand, minutes in zip(found.demands, found.minutes, strict=True)
        if minutes[0] >= LEAST_MINUTES
    ]
    visible = Task.objects.filter(project__in=Project.objects.visible_to(reader)).select_related("project")
    named = visible.in_bulk([demand.task_id for demand, _ in asking])
    shares = [_share(demand, minutes, named.get(demand.task_id)) for demand, minutes in asking]
    return sorted(shares, key=lambda share: -share.minutes)


def _share(demand: Demand, minutes: float, task: Task | None) -> Share:
    return Share(
        minutes,
        demand.units_percent,
        demand.is_tentative,
        datetime_of(demand.start),
        datetime_of(demand.finish),
        task,
    )
