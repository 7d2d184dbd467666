"""The work that assignments still ask for, spread over the working days of their tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from milepost.domain.common.fields import minutes_in
from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.models import Assignment, Project
from milepost.domain.staffing.calculations.periods import Period
from milepost.engine.calendar.daily import daily_minutes
from milepost.engine.calendar.table import Horizon
from milepost.engine.instants import MINUTES_PER_DAY, day_of

State = Project.State
LONGEST_DAYS = 30 * 366
TENTATIVE = frozenset({State.PROPOSED})
"""The states in which a project's demand is asked for and not agreed yet."""


class Demand(NamedTuple):
    """What one assignment still asks for."""

    assignment_id: int
    person_id: int | None
    resource: str
    units_percent: float
    work_minutes: int | None
    task_id: int
    task_name: str
    project_id: int
    project_state: str
    duration_minutes: int
    duration_unit: str
    percent_complete: float
    remaining_minutes: int | None
    """The duration that is left, where it was judged apart from the percentage."""
    joined_minutes: int
    """From where in the duration the work is evenly spread, as of who joined when some of it was done."""
    start: int
    finish: int
    calendar_id: int
    equipment_id: int | None = None
    """What is booked, of which the units count and no work."""
    is_held: bool = False
    """Nobody is assigned: a staff request asks for it."""

    @property
    def is_tentative(self) -> bool:
        return self.is_held or self.project_state in TENTATIVE

    @property
    def is_elapsed(self) -> bool:
        return self.duration_unit.startswith("e")

    @property
    def lasts_minutes(self) -> int:
        """Give how much of the duration is theirs, who may have joined when some of it was done."""
        joined, duration = self.joined_minutes, self.duration_minutes
        return duration - joined if joined < duration else duration


@dataclass(frozen=True, slots=True)
class Spread:
    """Demands with the minutes that each asks for in each period."""

    demands: Sequence[Demand]
    minutes: NDArray[np.float64]


def demands_of(assignments: QuerySet[Assignment]) -> list[Demand]:
    """Read what assignments ask for, in one query."""
    rows = assignments.order_by("task__project__number", "task__position", "pk").values_list(
        "pk",
        "person_id",
        "resource",
        "units_percent",
        "work_minutes",
        "task_id",
        "task__name",
        "task__project_id",
        "task__project__state",
        "task__duration_minutes",
        "task__duration_unit",
        "task__percent_complete",
        "task__remaining_minutes",
        "joined_minutes",
        minutes_in("task__dates__start"),
        minutes_in("task__dates__finish"),
        "task__calendar_id",
        "task__project__calendar_id",
        "equipment_id",
    )
    return [Demand(*facts, own or of_project, booked) for *facts, own, of_project, booked in rows]  # type: ignore[call-arg]


def spread(demands: Sequence[Demand], periods: Sequence[Period], *, as_of: date) -> Spread:
    """Spread what is left of each demand over the days on which its task is worked, from the day on.

    What should be done already counts on the first day. The sum over all days is the work that is left, in two queries.
    """
    if not demands:
        return Spread((), np.zeros((0, len(periods))))
    first, last = _days(demands, as_of)
    origin = min(day_of(periods[0].first), day_of(as_of))
    horizon = Horizon(origin, min(int(last.max()) + 2, origin + LONGEST_DAYS))
    last = np.minimum(last, horizon.last - 1)
    first = np.minimum(first, last)
    sums = _worked_before({demand.calendar_id for demand in demands}, horizon, years=_years(periods, as_of))
    places = {pk: place for place, pk in enumerate(sums)}
    calendar = np.array([places[demand.calendar_id] for demand in demands])
    table = np.stack(list(sums.values()))
    begins, ends = table[calendar, first - origin], table[calendar, last + 1 - origin]
    whole = ends - begins
    bounds = np.array([day_of(period.first) for period in periods] + [day_of(periods[-1].end)])
    days = np.clip(bounds[None, :], first[:, None], last[:, None] + 1)
    worked = table[calendar[:, None], days - origin]
    # A task that its calendar never works within its dates is done on its days all the same.
    even = (days - first[:, None]) / (last - first + 1)[:, None]
    share = np.where(whole[:, None] > 0, (worked - begins[:, None]) / np.maximum(whole, 1)[:, None], even)
    work = np.array(
        [left_minutes(demand, int(minutes)) for demand, minutes in zip(demands, whole, strict=True)]
    )
    return Spread(demands, np.diff(share, axis=1) * work[:, None])


def left_minutes(demand: Demand, worked: int) -> float:
    """Give the work that is left of a demand; `worked` are the working minutes within the dates of its task.

    Work that was not decided is units times duration, of an elapsed duration times the working time in it.
    """
    if demand.work_minutes is None:
        duration = worked if demand.is_elapsed else demand.lasts_minutes
        whole = duration * demand.units_percent / 100
    else:
        whole = demand.work_minutes
    if demand.remaining_minutes is not None and demand.duration_minutes and not demand.is_elapsed:
        return whole * demand.remaining_minutes / demand.lasts_minutes
    left = 1 - demand.percent_complete / 100
    if not demand.joined_minutes or demand.is_elapsed:
        return whole * left
    return whole * min(demand.duration_minutes * left / demand.lasts_minutes, 1)


def _days(demands: Sequence[Demand], as_of: date) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each demand's first and last day, none before the day; what ends at midnight ended the day before."""
    start = np.array([demand.start for demand in demands]) // MINUTES_PER_DAY
    finish = (np.array([demand.finish for demand in demands]) - 1) // MINUTES_PER_DAY
    first = np.maximum(start, day_of(as_of))
    return first, np.maximum(finish, first)


def _worked_before(
    calendars: Iterable[int], horizon: Horizon, *, years: range
) -> Mapping[int, NDArray[np.int64]]:
    """Give the minutes that each calendar works before each day of a horizon."""
    rows = WorkingCalendar.objects.filter(pk__in=set(calendars)).prefetch_related("exceptions")
    return {
        row.pk: np.concatenate(([0], np.cumsum(daily_minutes(engine_calendar(row, years=years), horizon))))
        for row in rows
    }


def _years(periods: Sequence[Period], as_of: date) -> range:
    return range(min(periods[0].first, as_of).year - 1, periods[-1].end.year + 3)
