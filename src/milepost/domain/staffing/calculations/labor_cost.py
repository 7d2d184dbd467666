"""What hours cost at the loaded rate of their job class; undefined where no rate stands."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import NamedTuple, TypeVar

from django.db.models import Sum

from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.demand import Demand, spread
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.models import JobClass, JobClassification, LaborRate, PostedHours
from milepost.engine.instants import datetime_of

Value = TypeVar("Value")
CENT = Decimal("0.01")
MINUTES_PER_HOUR = 60


class LaborRates:
    """The loaded rates of some people, day by day; read in two queries."""

    def __init__(self, people: Iterable[int]) -> None:
        self._classes: dict[int, list[tuple[date, int]]] = defaultdict(list)
        self._rates: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
        rows = JobClassification.objects.filter(person__in=set(people)).order_by("first")
        for person, job_class, first in rows.values_list("person_id", "job_class_id", "first"):
            self._classes[person].append((first, job_class))
        classes = {job_class for rows in self._classes.values() for _, job_class in rows}
        rates = LaborRate.objects.filter(job_class__in=classes).order_by("first")
        for job_class, first, hourly in rates.values_list("job_class_id", "first", "hourly"):
            self._rates[job_class].append((first, hourly))

    def hourly(self, person: int, on: date) -> Decimal | None:
        """Give what an hour of a person costs on a day; `None` before a rate or without a job class."""
        job_class = _standing(self._classes.get(person, []), on)
        return None if job_class is None else _standing(self._rates.get(job_class, []), on)

    def changes(self, *, first: date, last: date) -> list[date]:
        """Give the days within a span, its first aside, on which some rate or job class begins."""
        starts = {day for rows in self._rates.values() for day, _ in rows}
        starts |= {day for rows in self._classes.values() for day, _ in rows}
        return sorted(day for day in starts if first < day <= last)


def _standing(rows: list[tuple[date, Value]], on: date) -> Value | None:
    place = bisect_right(rows, on, key=lambda row: row[0])
    return rows[place - 1][1] if place else None


class RatedClass(NamedTuple):
    """A job class with its rate of a day, undefined where none has begun, and who is in it then."""

    job_class: JobClass
    rate: LaborRate | None
    people: list[JobClassification]


def rated_classes(*, on: date) -> list[RatedClass]:
    """Give every job class with what counts on a day, in three queries."""
    rates = {rate.job_class_id: rate for rate in LaborRate.objects.filter(first__lte=on).order_by("first")}
    begun = JobClassification.objects.filter(first__lte=on, person__is_active=True).select_related("person")
    standing = {one.person_id: one for one in begun.order_by("first")}
    people: dict[int, list[JobClassification]] = defaultdict(list)
    for one in sorted(standing.values(), key=lambda each: each.person.name):
        people[one.job_class_id].append(one)
    return [RatedClass(one, rates.get(one.pk), people[one.pk]) for one in JobClass.objects.all()]


def cost_of(minutes: float | Decimal, hourly: Decimal) -> Decimal:
    """Give what minutes cost, to the cent."""
    return (Decimal(minutes) * hourly / MINUTES_PER_HOUR).quantize(CENT, rounding=ROUND_HALF_UP)


def costs_of_plans(plans: Iterable[list[Demand]]) -> list[Decimal | None]:
    """Give what each of several people's planned work costs; `None` where some of it has no rate.

    Each demand counts whole, over the working days of its dates, at the rates that stand then.
    """
    lists = [[_whole(one) for one in plan] for plan in plans]
    costs = (one.cost for one in _worked_out([one for plan in lists for one in plan], since=None))
    return [sum_of_costs([next(costs) for _ in plan]) for plan in lists]


class WorkedOut(NamedTuple):
    """Work in minutes, and what it costs; `None` where some of it has no rate."""

    minutes: int
    cost: Decimal | None


def work_and_cost(demands: Sequence[Demand], *, as_of: date) -> tuple[list[WorkedOut], list[WorkedOut]]:
    """Give the work of each demand as it is planned in all, and what is left of it from a day on."""
    return _worked_out([_whole(one) for one in demands], since=None), _worked_out(demands, since=as_of)


def _worked_out(demands: Sequence[Demand], *, since: date | None) -> list[WorkedOut]:
    """Work demands out over the days of their dates, none of them before a day."""
    if not demands:
        return []
    rates = LaborRates({one.person_id for one in demands if one.person_id})
    first = since or min(datetime_of(one.start).date() for one in demands)
    end = max(first, *(datetime_of(one.finish).date() for one in demands)) + timedelta(days=1)
    bounds = [first, *rates.changes(first=first, last=end - timedelta(days=1)), end]
    periods = [Period(*pair) for pair in pairwise(bounds)]
    rows = spread(demands, periods, as_of=first).minutes
    return [
        WorkedOut(round(sum(row)), _cost(one, row, periods, rates))
        for one, row in zip(demands, rows, strict=True)
    ]


def _whole(demand: Demand) -> Demand:
    return demand._replace(percent_complete=0, remaining_minutes=None)


def _cost(
    demand: Demand, minutes: Iterable[float], periods: list[Period], rates: LaborRates
) -> Decimal | None:
    parts = []
    for part, period in zip(minutes, periods, strict=True):
        if part < 0.5:
            continue
        hourly = rates.hourly(demand.person_id or 0, period.first)
        parts.append(None if hourly is None else cost_of(round(part), hourly))
    return sum_of_costs(parts)


def sum_of_costs(parts: Sequence[Decimal | None]) -> Decimal | None:
    """Add costs up; undefined where one of them is."""
    known = [one for one in parts if one is not None]
    return sum(known, Decimal("0.00")) if len(known) == len(parts) else None


@dataclass(frozen=True, slots=True)
class InternalCost:
    """What posted hours come to: those with a rate cost, those without are said apart."""

    minutes: int
    cost: Decimal
    minutes_without_rate: int

    @property
    def hours(self) -> Decimal:
        return _hours(self.minutes)

    @property
    def hours_without_rate(self) -> Decimal:
        return _hours(self.minutes_without_rate)


def internal_cost_of(project: Project, *, as_of: date) -> InternalCost | None:
    """Give what the hours posted on a project until a day cost; `None` where none are posted."""
    days = [one for one in costed_days(project) if one.day <= as_of]
    if not days:
        return None
    return InternalCost(
        sum(one.minutes for one in days),
        sum((one.cost for one in days if one.cost is not None), Decimal("0.00")),
        sum(one.minutes for one in days if one.cost is None),
    )


class CostedDay(NamedTuple):
    """The hours of one person on one task and day, adjustments added up, at the rate of the day."""

    person: int
    task_uid: int | None
    day: date
    minutes: int
    hourly: Decimal | None
    cost: Decimal | None


def costed_days(project: Project) -> list[CostedDay]:
    """Give every day's hours posted on a project, in three queries.

    Hours of a person, task and day are summed before they are costed, so that an adjustment re-adds to the cent.
    """
    posted = PostedHours.objects.filter(project=project).order_by("day", "person", "task_uid")
    sums = posted.values_list("person_id", "task_uid", "day").annotate(minutes=Sum("minutes"))
    rows = [row for row in sums if row[-1]]
    rates = LaborRates({person for person, *_ in rows})
    found = []
    for person, uid, day, minutes in rows:
        hourly = rates.hourly(person, day)
        found.append(
            CostedDay(person, uid, day, minutes, hourly, None if hourly is None else cost_of(minutes, hourly))
        )
    return found


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / MINUTES_PER_HOUR).quantize(Decimal("0.1"))
