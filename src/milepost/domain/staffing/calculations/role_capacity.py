"""Capacity by role and by skill: what those who could do it have free, against what is asked for and proposed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.domain.people.models import Person
from milepost.domain.staffing.calculations.capacity import picture_of
from milepost.domain.staffing.calculations.demand import TENTATIVE, demands_of, spread
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.calculations.role_demand import planned_demands
from milepost.domain.staffing.models import PersonSkill, Skill, StaffingRole
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.fitting import earliest_fit

MINUTES_PER_HOUR = 60
Hours = NDArray[np.float64]


class RoleCell(NamedTuple):
    """One period of a role or skill, in hours: free of whoever could do it, asked for, and proposed."""

    free: float
    asked: float
    pipeline: float

    @property
    def left(self) -> float:
        """What is left once everything asked for is done; negative is too little."""
        return self.free - self.asked - self.pipeline

    @property
    def is_short(self) -> bool:
        return self.left < -1

    @property
    def is_short_without_pipeline(self) -> bool:
        return self.free - self.asked < -1


@dataclass(frozen=True, slots=True)
class RoleRow:
    """The periods of a role or skill; `people` counts who could do it in the first."""

    name: str
    people: int
    cells: Sequence[RoleCell]


class ShapeLine(NamedTuple):
    """One kind of work of a shape: hours in each month of a project that lasts so many."""

    role: StaffingRole
    first: int
    """From which month of the project on, the first being 0."""
    months: int
    hours: float


class RoleCapacity:
    """The free time of people, who can do what, and what is asked of roles, read once over periods."""

    def __init__(self, people: Sequence[Person], periods: Sequence[Period], *, as_of: date) -> None:
        self.periods = periods
        self.roles = list(StaffingRole.objects.prefetch_related("needs__skill"))
        self.skills = list(Skill.objects.order_by("name"))
        picture = picture_of(people, periods, as_of=as_of, has_roles=False)
        rows = {row.person.pk: row for team in picture.teams for row in team.people if row.person}
        self.people = list(rows)
        self.free: Hours = np.array(
            [[max(cell.free, 0.0) / MINUTES_PER_HOUR for cell in row.cells] for row in rows.values()]
        ).reshape(len(rows), len(periods))
        self._levels = self._held(rows)
        self.able = np.array([self._able(_needs(role)) for role in self.roles], dtype=bool).reshape(
            len(self.roles), len(rows), len(periods)
        )
        self.asked, self.pipeline = self._read_demand(as_of)

    def by_role(self) -> list[RoleRow]:
        """Give each role with what its people have free: somebody who can do two is counted in both."""
        return [
            self._row(str(role), self.able[place], self.asked[place], self.pipeline[place])
            for place, role in enumerate(self.roles)
        ]

    def by_skill(self) -> list[RoleRow]:
        """Give each skill that somebody has or that is asked for, with the demand of all roles that need it."""
        found = []
        for skill in self.skills:
            needing = [
                place
                for place, role in enumerate(self.roles)
                if any(need.skill_id == skill.pk for need in role.needs.all())
            ]
            able = self._able({skill.pk: 1})
            if able.any() or needing:
                asked, pipeline = self.asked[needing].sum(axis=0), self.pipeline[needing].sum(axis=0)
                found.append(self._row(str(skill), able, asked, pipeline))
        return found

    def earliest_start(
        self, shape: Sequence[ShapeLine], *, with_pipeline: bool, beside: Hours | None = None
    ) -> Period | None:
        """Give the first month in which a project of a shape could start beside what is asked for already.

        `beside` is taken from what is asked for, such as the demand of the very project that is to start.
        """
        length = max(line.first + line.months for line in shape)
        wanted = np.zeros((len(self.roles), length))
        places = {role.pk: place for place, role in enumerate(self.roles)}
        for line in shape:
            wanted[places[line.role.pk], line.first : line.first + line.months] += line.hours
        standing = self.asked + (self.pipeline if with_pipeline else 0.0)
        if beside is not None:
            standing = np.maximum(standing - beside, 0.0)
        if length > len(self.periods):
            return None
        concerned = standing.any(axis=1) | wanted.any(axis=1)
        start = earliest_fit(self.free, self.able[concerned], standing[concerned], wanted[concerned])
        return None if start is None else self.periods[start]

    def own_demand(self, project: int, *, as_of: date) -> Hours:
        """Give what is left of one project's own role demand, by role and period."""
        found = np.zeros((len(self.roles), len(self.periods)))
        places = {role.pk: place for place, role in enumerate(self.roles)}
        for one in planned_demands(self.periods, as_of=as_of):
            if one.demand.project_id == project:
                found[places[one.demand.role_id]] += one.left / MINUTES_PER_HOUR
        return found

    def _held(self, rows: Mapping[int, object]) -> dict[int, list[tuple[int, int, date | None]]]:
        """Give who has each skill, by place, with level and the last day on which it counts."""
        places = {pk: place for place, pk in enumerate(rows)}
        found: dict[int, list[tuple[int, int, date | None]]] = {}
        held = PersonSkill.objects.filter(person__in=places)
        for person, skill, level, expires in held.values_list("person", "skill", "level", "expires_on"):
            found.setdefault(skill, []).append((places[person], level, expires))
        return found

    def _able(self, needs: Mapping[int, int]) -> NDArray[np.bool_]:
        """Tell by person and period who has all skills; where none is needed nobody is known to be able."""
        shape = (len(self.people), len(self.periods))
        able = np.full(shape, bool(needs))
        for skill, level in needs.items():
            has = np.zeros(shape, dtype=bool)
            for place, own, expires in self._levels.get(skill, ()):
                if own >= level:
                    has[place] = [expires is None or expires >= period.last for period in self.periods]
            able &= has
        return able

    def _read_demand(self, as_of: date) -> tuple[Hours, Hours]:
        """Give what tasks and plans ask of each role that nobody fills yet, of running and of proposed projects."""
        shape = (len(self.roles), len(self.periods))
        asked, pipeline = np.zeros(shape), np.zeros(shape)
        by_name = {role.name.casefold(): place for place, role in enumerate(self.roles)}
        by_key = {role.pk: place for place, role in enumerate(self.roles)}
        open_roles = demands_of(open_assignments().filter(person=None))
        for one, minutes in zip(
            open_roles, spread(open_roles, self.periods, as_of=as_of).minutes, strict=True
        ):
            if (place := by_name.get(one.resource.casefold())) is not None:
                (pipeline if one.project_state in TENTATIVE else asked)[place] += minutes
        for planned in planned_demands(self.periods, as_of=as_of):
            (pipeline if planned.is_tentative else asked)[by_key[planned.demand.role_id]] += planned.left
        return asked / MINUTES_PER_HOUR, pipeline / MINUTES_PER_HOUR

    def _row(self, name: str, able: NDArray[np.bool_], asked: Hours, pipeline: Hours) -> RoleRow:
        free = (self.free * able).sum(axis=0)
        columns = zip(free.tolist(), asked.tolist(), pipeline.tolist(), strict=True)
        people = int(able[:, 0].sum()) if able.size else 0
        return RoleRow(name, people, [RoleCell(*one) for one in columns])


def shape_of(demands: Iterable[tuple[StaffingRole, date, date, float]]) -> list[ShapeLine]:
    """Give the shape of what a project needs by month, its first month being the first of all."""
    rows = list(demands)
    if not rows:
        return []
    begin = min(first for _, first, _, _ in rows)
    return [
        ShapeLine(role, _months(begin, first), _months(first, last) + 1, hours)
        for role, first, last, hours in rows
    ]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _needs(role: StaffingRole) -> dict[int, int]:
    return {need.skill_id: need.level for need in role.needs.all()}
