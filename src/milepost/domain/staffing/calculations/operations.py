"""The share of each person's time that operations take, day by day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db.models import Q

from milepost.domain.people.calculations.availability import Days, days_between
from milepost.domain.people.models import Department, Person
from milepost.domain.staffing.models import OperationsLoad
from milepost.engine.instants import day_of


class _Load(NamedTuple):
    first: date
    last: date | None
    percent: int


def operations_share(persons: Sequence[Person], first: date, last: date) -> Days:
    """Give the share of each day that operations take of each person, 0 to 1, in two queries.

    The person's own load counts before the division's, and that before the department's.
    """
    horizon = days_between(first, last)
    loads = OperationsLoad.objects.filter(Q(last=None) | Q(last__gte=first), first__lt=last)
    own: dict[int, list[_Load]] = defaultdict(list)
    teams: dict[int, list[_Load]] = defaultdict(list)
    rows = loads.values_list("person_id", "department_id", "first", "last", "share_percent")
    for person_id, department_id, begins, ends, percent in rows:
        layer = teams[department_id or 0] if person_id is None else own[person_id]
        layer.append(_Load(begins, ends, percent))
    parents: dict[int, int | None] = dict(Department.objects.values_list("pk", "parent_id"))
    shares = np.zeros((len(persons), horizon.last - horizon.first))
    for place, person in enumerate(persons):
        layers = [teams[pk] for pk in _above(person.department_id, parents)]
        for over in [*reversed(layers), own[person.pk]]:
            _lay(shares[place], over, horizon.first)
    return shares


def _above(department: int | None, parents: dict[int, int | None]) -> Iterable[int]:
    """Give a department and those it lies in, the nearest first."""
    while department is not None:
        yield department
        department = parents[department]


def _lay(days: Days, loads: Sequence[_Load], origin: int) -> None:
    """Lay loads over the days, so that of two the one that began later counts."""
    for load in sorted(loads, key=lambda load: load.first):
        start = max(day_of(load.first) - origin, 0)
        finish = len(days) if load.last is None else day_of(load.last) + 1 - origin
        if finish > start:
            days[start:finish] = load.percent / 100
