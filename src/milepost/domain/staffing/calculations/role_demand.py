"""What projects need of roles beyond what tasks and requests say already: planned hours less those taken."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from milepost.domain.projects.models import Task
from milepost.domain.staffing.calculations.demand import TENTATIVE, Demand, demands_of, spread
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.calculations.requested_demand import requested_demands
from milepost.domain.staffing.models import RoleDemand, StaffRequest
from milepost.domain.staffing.models.staff_request import OPEN_STATES
from milepost.domain.staffing.queries import IDLE, open_assignments

MINUTES_PER_HOUR = 60
Minutes = NDArray[np.float64]
Key = tuple[int, int]
"""A project and a role."""


class PlannedDemand(NamedTuple):
    """One demand of a project, in minutes by period: as planned, and what is left beside its tasks and requests."""

    demand: RoleDemand
    planned: Minutes
    left: Minutes

    @property
    def is_tentative(self) -> bool:
        return self.demand.project.state in TENTATIVE

    @property
    def planned_hours(self) -> float:
        return float(self.planned.sum()) / MINUTES_PER_HOUR

    @property
    def left_hours(self) -> float:
        return float(self.left.sum()) / MINUTES_PER_HOUR

    @property
    def taken_hours(self) -> float:
        return self.planned_hours - self.left_hours


def planned_demands(
    periods: Sequence[Period], *, as_of: date, projects: Collection[int] | None = None
) -> list[PlannedDemand]:
    """Give what projects that go on plan to need from the day on, with what is left, in a constant number of queries.

    Tasks and requests of a role take from its demand in the same project and period: open tasks on which the role
    stands, requests that ask for it, and the work of whoever was confirmed for it.
    """
    rows = RoleDemand.objects.filter(last__gte=as_of.replace(day=1)).exclude(project__state__in=IDLE)
    if projects is not None:
        rows = rows.filter(project__in=projects)
    found = list(rows.select_related("project", "role", "skill").order_by("project__number", "first", "pk"))
    if not found:
        return []
    taken = _taken({one.project_id for one in found}, _role_names(found), periods, as_of)
    planned = []
    for one in found:
        wanted = _by_period(one, periods, as_of)
        key = (one.project_id, one.role_id)
        used = np.minimum(wanted, taken.get(key, 0.0))
        if key in taken:
            taken[key] = taken[key] - used
        planned.append(PlannedDemand(one, wanted, wanted - used))
    return planned


def _role_names(demands: Iterable[RoleDemand]) -> dict[str, int]:
    return {one.role.name.casefold(): one.role_id for one in demands}


def _by_period(demand: RoleDemand, periods: Sequence[Period], as_of: date) -> Minutes:
    """Spread each month's hours evenly over its days, from the day on."""
    return np.array([sum(_minutes_in(demand, period, as_of)) for period in periods], dtype=np.float64)


def _minutes_in(demand: RoleDemand, period: Period, as_of: date) -> Iterator[float]:
    day = max(period.first, demand.first, as_of)
    length = monthrange(demand.last.year, demand.last.month)[1]
    end = min(period.end, demand.last + timedelta(days=length))
    while day < end:
        days = monthrange(day.year, day.month)[1]
        until = min(end, day.replace(day=1) + timedelta(days=days))
        yield demand.hours * MINUTES_PER_HOUR * (until - day).days / days
        day = until


def _taken(
    projects: Collection[int], roles: Mapping[str, int], periods: Sequence[Period], as_of: date
) -> dict[Key, Minutes]:
    """Give the minutes that tasks and requests ask of roles, by project, role and period."""
    filled = _filled(projects)
    asked: list[tuple[Key, Demand]] = []
    people = {person for _, person in filled}
    concerned = Q(person=None) | Q(person__in=people, task__in={task for task, _ in filled})
    for one in demands_of(open_assignments().filter(concerned, task__project__in=projects)):
        role = (
            roles.get(one.resource.casefold())
            if one.person_id is None
            else filled.get((one.task_id, one.person_id))
        )
        if role is not None:
            asked.append(((one.project_id, role), one))
    requests = StaffRequest.objects.filter(project__in=projects, role__isnull=False, state__in=OPEN_STATES)
    asked += [
        ((one.request.project_id, one.request.role_id), one.demand)
        for one in requested_demands(requests)
        if one.request.role_id is not None and not _stands_on(one.request, one.demand, asked)
    ]
    minutes = spread([one for _, one in asked], periods, as_of=as_of).minutes
    found: dict[Key, Minutes] = defaultdict(lambda: np.zeros(len(periods)))
    for (key, _), row in zip(asked, minutes, strict=True):
        found[key] = found[key] + row
    return dict(found)


def _stands_on(request: StaffRequest, demand: Demand, asked: Sequence[tuple[Key, Demand]]) -> bool:
    """Tell whether the role stands on the task itself, whose work is counted there."""
    key = (request.project_id, request.role_id)
    return any(known == key and one.task_id == demand.task_id for known, one in asked)


def _filled(projects: Collection[int]) -> dict[tuple[int, int], int]:
    """Give the role that a person was confirmed for, by task and person."""
    confirmed = StaffRequest.objects.filter(
        project__in=projects, role__isnull=False, person__isnull=False, state=StaffRequest.State.CONFIRMED
    ).prefetch_related("tasks")
    rows = list(confirmed)
    uids = {row.uid for one in rows for row in one.tasks.all()}
    tasks = Task.objects.filter(project__in=projects, uid__in=uids).values_list("project_id", "uid", "pk")
    by_uid = {(project, uid): pk for project, uid, pk in tasks}
    return {
        (by_uid[one.project_id, row.uid], one.person_id): one.role_id
        for one in rows
        for row in one.tasks.all()
        if (one.project_id, row.uid) in by_uid and one.person_id and one.role_id
    }
