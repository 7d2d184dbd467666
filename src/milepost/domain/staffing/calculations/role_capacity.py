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
from milepost.domain.staffing.models import PersonSkill, RoleDemand, Skill, StaffingRole
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.fitting import earliest_fit

MINUTES_PER_HOUR = 60
ANY_LEVEL = 1
Hours = NDArray[np.float64]
Kind = tuple[int, int | None]
"""A kind of work: a role, and a skill that it takes beyond what the role needs."""


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
    skill: Skill | None = None
    """What it takes beyond what the role needs."""

    @property
    def kind(self) -> Kind:
        return self.role.pk, self.skill.pk if self.skill else None


class RoleCapacity:
    """The free time of people, who can do what, and what is asked of roles, read once over periods."""

    def __init__(self, people: Sequence[Person], periods: Sequence[Period], *, as_of: date) -> None:
        self.periods = periods
        self.roles = list(StaffingRole.objects.prefetch_related("needs"))
        self.skills = list(Skill.objects.order_by("name"))
        self._by_role = {role.pk: _needs_of(role) for role in self.roles}
        picture = picture_of(people, periods, as_of=as_of, has_roles=False)
        rows = {row.person.pk: row for team in picture.teams for row in team.people if row.person}
        self.people = list(rows)
        self.free: Hours = np.array(
            [[max(cell.free, 0.0) / MINUTES_PER_HOUR for cell in row.cells] for row in rows.values()]
        ).reshape(len(rows), len(periods))
        self._levels = self._held(rows)
        self._planned = planned_demands(periods, as_of=as_of)
        self.kinds = self._read_kinds()
        self._places = {kind: place for place, kind in enumerate(self.kinds)}
        self.able = np.array([self._able(self._needs(kind)) for kind in self.kinds], dtype=bool).reshape(
            len(self.kinds), len(rows), len(periods)
        )
        self.asked, self.pipeline = self._read_demand(as_of)

    def by_role(self) -> list[RoleRow]:
        """Give each role with what its people have free: somebody who can do two is counted in both.

        What is asked of a role with a skill beyond it counts in the role, and stands below it beside those who have
        that skill as well.
        """
        found = []
        for role in self.roles:
            places = [place for place, (key, _) in enumerate(self.kinds) if key == role.pk]
            found.append(self._row(str(role), self.able[places[0]], places))
            found += [
                self._row(f"{role}, {self._skill_name(self.kinds[place])}", self.able[place], [place])
                for place in places[1:]
                if (self.asked[place] + self.pipeline[place]).any()
            ]
        return found

    def by_skill(self) -> list[RoleRow]:
        """Give each skill that somebody has or that is asked for, with the demand of all work that needs it."""
        found = []
        for skill in self.skills:
            needing = [place for place, kind in enumerate(self.kinds) if skill.pk in self._needs(kind)]
            able = self._able({skill.pk: ANY_LEVEL})
            if able.any() or needing:
                found.append(self._row(str(skill), able, needing))
        return found

    def earliest_start(
        self, shape: Sequence[ShapeLine], *, with_pipeline: bool, beside: Hours | None = None
    ) -> Period | None:
        """Give the first month in which a project of a shape could start beside what is asked for already.

        `beside` is taken from what is asked for, such as the demand of the very project that is to start.
        """
        length = max(line.first + line.months for line in shape)
        wanted = np.zeros((len(self.kinds), length))
        for line in shape:
            wanted[self._places[line.kind], line.first : line.first + line.months] += line.hours
        standing = self.asked + (self.pipeline if with_pipeline else 0.0)
        if beside is not None:
            standing = np.maximum(standing - beside, 0.0)
        if length > len(self.periods):
            return None
        concerned = standing.any(axis=1) | wanted.any(axis=1)
        start = earliest_fit(self.free, self.able[concerned], standing[concerned], wanted[concerned])
        return None if start is None else self.periods[start]

    def own_demand(self, project: int) -> Hours:
        """Give what is left of one project's own role demand, by kind of work and period."""
        found = np.zeros((len(self.kinds), len(self.periods)))
        for one in self._planned:
            if one.demand.project_id == project:
                found[self._places[_kind(one.demand)]] += one.left / MINUTES_PER_HOUR
        return found

    def _read_kinds(self) -> list[Kind]:
        """Give every role by itself, followed by itself with each further skill that some project plans to need."""
        further = RoleDemand.objects.exclude(skill=None).values_list("role", "skill").distinct()
        extra: dict[int, list[int | None]] = {}
        for role, skill in further.order_by("skill__name"):
            extra.setdefault(role, []).append(skill)
        return [(role.pk, skill) for role in self.roles for skill in (None, *extra.get(role.pk, ()))]

    def _needs(self, kind: Kind) -> dict[int, int]:
        """Give the skills that a kind of work takes, with the least level of each."""
        role, skill = kind
        needs = self._by_role[role]
        return needs if skill is None or skill in needs else {**needs, skill: ANY_LEVEL}

    def _skill_name(self, kind: Kind) -> str:
        return next(str(skill) for skill in self.skills if skill.pk == kind[1])

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
        """Give what tasks and plans ask of each kind that nobody does yet, of running and of proposed projects."""
        shape = (len(self.kinds), len(self.periods))
        asked, pipeline = np.zeros(shape), np.zeros(shape)
        by_name = {role.name.casefold(): self._places[role.pk, None] for role in self.roles}
        open_roles = demands_of(open_assignments().filter(person=None))
        for one, minutes in zip(
            open_roles, spread(open_roles, self.periods, as_of=as_of).minutes, strict=True
        ):
            if (place := by_name.get(one.resource.casefold())) is not None:
                (pipeline if one.project_state in TENTATIVE else asked)[place] += minutes
        for planned in self._planned:
            place = self._places[_kind(planned.demand)]
            (pipeline if planned.is_tentative else asked)[place] += planned.left
        return asked / MINUTES_PER_HOUR, pipeline / MINUTES_PER_HOUR

    def _row(self, name: str, able: NDArray[np.bool_], places: Sequence[int]) -> RoleRow:
        """Lay what those who are able have free beside what is asked of kinds of work, by their places."""
        free = (self.free * able).sum(axis=0)
        asked, pipeline = self.asked[places].sum(axis=0), self.pipeline[places].sum(axis=0)
        columns = zip(free.tolist(), asked.tolist(), pipeline.tolist(), strict=True)
        people = int(able[:, 0].sum()) if able.size else 0
        return RoleRow(name, people, [RoleCell(*one) for one in columns])


def shape_of(demands: Iterable[RoleDemand]) -> list[ShapeLine]:
    """Give the shape of what a project needs by month, its first month being the first of all."""
    rows = list(demands)
    if not rows:
        return []
    begin = min(one.first for one in rows)
    return [
        ShapeLine(one.role, _months(begin, one.first), _months(one.first, one.last) + 1, one.hours, one.skill)
        for one in rows
    ]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _kind(demand: RoleDemand) -> Kind:
    return demand.role_id, demand.skill_id


def _needs_of(role: StaffingRole) -> dict[int, int]:
    return {need.skill_id: need.level for need in role.needs.all()}
