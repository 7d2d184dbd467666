"""Capacity of people month by month: what they are there for, and what operations and projects take of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from milepost.domain.people.calculations.availability import attendance
from milepost.domain.people.models import Department, Person
from milepost.domain.staffing.calculations.demand import Demand, demands_of, spread
from milepost.domain.staffing.calculations.operations import operations_share
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.calculations.requested_demand import HELD, requested_demands
from milepost.domain.staffing.calculations.role_demand import PlannedDemand, planned_demands
from milepost.domain.staffing.models import StaffRequest
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.instants import day_of

OVER_MINUTES = 30
"""Less than half an hour too much in a period is rounding, and nobody's overload."""


class Cell(NamedTuple):
    """What a person, a team or a role has and owes in one period, in minutes."""

    capacity: float
    operations: float
    assigned: float
    tentative: float

    @property
    def free(self) -> float:
        """What is left for projects; negative is too much."""
        return self.capacity - self.operations - self.assigned

    @property
    def is_over(self) -> bool:
        return self.capacity - self.operations - self.assigned < -OVER_MINUTES

    @property
    def load_percent(self) -> float | None:
        """Give what operations and projects take of the capacity; `None` where nobody is there."""
        if self.capacity <= 0:
            return None
        return (self.operations + self.assigned) / self.capacity * 100


@dataclass(frozen=True, slots=True)
class Row:
    """The periods of a person, a team or a role."""

    name: str
    cells: Sequence[Cell]
    person: Person | None = None

    @property
    def over_count(self) -> int:
        return sum(cell.is_over for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Team:
    """A department or division, its people and their sum; or everybody who works for other organizations."""

    department: Department | None
    whole: Row
    people: Sequence[Row]
    is_of_vendors: bool = False

    @property
    def over_counts(self) -> list[int]:
        """Count in each period the people who have too much, whom the sum may hide."""
        return [
            sum(row.cells[place].is_over for row in self.people) for place in range(len(self.whole.cells))
        ]


@dataclass(frozen=True, slots=True)
class Picture:
    """The capacity of teams over periods."""

    periods: Sequence[Period]
    teams: Sequence[Team]
    roles: Sequence[Row]
    """What roles and resources that nobody fills yet are asked for."""

    @property
    def people_count(self) -> int:
        return sum(len(team.people) for team in self.teams)

    @property
    def over_people(self) -> list[Row]:
        """Give the city's people who have too much in some period, the most periods first."""
        teams = [team for team in self.teams if not team.is_of_vendors]
        people = [row for team in teams for row in team.people if row.over_count]
        return sorted(people, key=lambda row: -row.over_count)


def picture_of(
    people: Sequence[Person], periods: Sequence[Period], *, as_of: date, has_roles: bool = True
) -> Picture:
    """Lay out the capacity of people over periods, in a constant number of queries."""
    wanted = Q(person__in=people) | (Q(person=None) if has_roles else Q(pk=None))
    held = StaffRequest.objects.filter(state__in=HELD, person__in=people)
    demands = demands_of(open_assignments().filter(wanted))
    demands += [one.demand for one in requested_demands(held) if one.demand.person_id is not None]
    asked = spread(demands, periods, as_of=as_of)
    there = cells_of_time(people, periods)
    places = {person.pk: place for place, person in enumerate(people)}
    assigned, tentative = np.zeros((2, len(people), len(periods)))
    for demand, minutes in zip(demands, asked.minutes, strict=True):
        if demand.person_id is not None:
            (tentative if demand.is_tentative else assigned)[places[demand.person_id]] += minutes
    rows = [
        Row(person.name, _cells(*there[place], assigned[place], tentative[place]), person)
        for place, person in enumerate(people)
    ]
    planned = planned_demands(periods, as_of=as_of) if has_roles else []
    return Picture(periods, _teams(rows), _roles(demands, asked.minutes, planned))


def cells_of_time(
    people: Sequence[Person], periods: Sequence[Period]
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Give the minutes each person is there in each period, and those that operations take of them."""
    first, end = periods[0].first, periods[-1].end
    there = attendance(people, first, end)
    operations = there * operations_share(people, first, end)
    starts = [day_of(period.first) - day_of(first) for period in periods]
    return list(
        zip(np.add.reduceat(there, starts, axis=1), np.add.reduceat(operations, starts, axis=1), strict=True)
    )


def _cells(*columns: NDArray[np.float64]) -> list[Cell]:
    return list(map(Cell._make, zip(*(column.tolist() for column in columns), strict=True)))


def _teams(rows: Sequence[Row]) -> list[Team]:
    """Group people by their department or division; those of none stand last, and behind them vendors' staff."""
    grouped: dict[int | None, list[Row]] = {}
    departments: dict[int | None, Department | None] = {}
    of_vendors = [row for row in rows if row.person and not row.person.is_of_the_city]
    for row in (row for row in rows if not row.person or row.person.is_of_the_city):
        department = row.person.department if row.person else None
        key = department.pk if department else None
        departments[key] = department
        grouped.setdefault(key, []).append(row)
    order = sorted(grouped, key=lambda key: (key is None, str(departments[key])))
    teams = [
        Team(departments[key], _sum(str(departments[key] or "No department"), grouped[key]), grouped[key])
        for key in order
    ]
    if of_vendors:
        teams.append(Team(None, _sum("Vendors’ staff", of_vendors), of_vendors, is_of_vendors=True))
    return teams


def _sum(name: str, rows: Sequence[Row]) -> Row:
    sums = np.array([row.cells for row in rows]).sum(axis=0)
    return Row(name, list(map(Cell._make, sums.tolist())))


def _roles(
    demands: Sequence[Demand], minutes: NDArray[np.float64], planned: Sequence[PlannedDemand]
) -> list[Row]:
    """Sum what is asked of roles and resources by name; nobody fills them, so they have no capacity."""
    found: dict[str, NDArray[np.float64]] = {}
    for demand, row in zip(demands, minutes, strict=True):
        if demand.person_id is None:
            found[demand.resource] = found.get(demand.resource, 0) + row
    for one in planned:
        name = one.demand.role.name
        found[name] = found.get(name, 0) + one.left
    none = np.zeros(minutes.shape[1])
    return [Row(name, _cells(none, none, row, none)) for name, row in sorted(found.items()) if row.any()]
