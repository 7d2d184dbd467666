"""Earned value of a project: its budget over the agreed dates, what was done of it, and what was spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from milepost.domain.money.models import Allocation, Budget, State, WorkPackage
from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Baseline, BaselineTask, Project, Task
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.earned_value import (
    EarnedSchedule,
    Measures,
    Method,
    Package,
    earned_schedule,
    earned_share,
    measures_of,
    planned_by_month,
    planned_by_week,
    rolled_up,
    weeks_passed,
)
from milepost.engine.instants import datetime_of, minutes_of

CENTS = 100
RECENT_MONTHS = 3
MOST_MONTHS = 240


class Month(NamedTuple):
    """The end of a month, or the status date, with what was planned, earned and spent until then, in dollars."""

    until: date
    planned: float
    earned: float | None
    actual: float | None

    @property
    def cost_performance(self) -> float | None:
        return self.earned / self.actual if self.earned and self.actual else None

    @property
    def schedule_performance(self) -> float | None:
        return self.earned / self.planned if self.earned is not None and self.planned else None


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows that earned value rests on."""

    project: Project
    baseline: Baseline
    budget: Budget
    agreed: Mapping[int, BaselineTask]
    tasks: Mapping[int, Task]
    parents: Mapping[int, int | None]
    packages: Mapping[int, WorkPackage]
    spent: Sequence[tuple[date, int | None, int]]
    """Day, task and cents of each expenditure."""
    at: datetime


@dataclass(frozen=True)
class EarnedValue:
    """Earned value of a project at its status date; amounts are in dollars."""

    facts: Facts

    @property
    def at(self) -> datetime:
        """The status date: up to it progress is known."""
        return self.facts.at

    @cached_property
    def whole(self) -> Measures:
        return _in_dollars(measures_of(self._packages(self.at), at=minutes_of(self.at)))

    @cached_property
    def by_uid(self) -> dict[int, Measures]:
        """The measures of each budgeted task and of each summary above, by uid."""
        found = rolled_up(self._packages(self.at), self.facts.parents, at=minutes_of(self.at))
        return {uid: _in_dollars(measures) for uid, measures in found.items() if uid > 0}

    @cached_property
    def months(self) -> list[Month]:
        """Give month by month what was planned, and up to the status date what was earned and spent."""
        planned = planned_by_month(self._budgeted)[:MOST_MONTHS]
        ends = [datetime_of(end) for end, _ in planned]
        known = dict(zip(ends, (value for _, value in planned), strict=True))
        last = max([*ends, self.at])
        while ends and ends[-1] < last:
            ends.append(_month_after(ends[-1]))
        moments = sorted({*(end for end in ends if end <= self.at), self.at}) + [
            end for end in ends if end > self.at
        ]
        whole = planned[-1][1] if planned else 0.0
        return [self._month(moment, known.get(moment), whole) for moment in moments]

    @property
    def months_until_now(self) -> list[Month]:
        """The months up to the status date, which is the last."""
        return [month for month in self.months if month.earned is not None]

    @cached_property
    def in_time(self) -> EarnedSchedule:
        """Earned schedule in weeks of the plan."""
        planned = [value for _, value in planned_by_week(self._budgeted)]
        earned = self.whole.earned * CENTS
        return earned_schedule(planned, earned, at=weeks_passed(self._budgeted, at=minutes_of(self.at)))

    @property
    def recent_cost_performance(self) -> float | None:
        """CPI of the last three months."""
        past = [month for month in self.months if month.actual is not None and month.earned is not None]
        if len(past) <= RECENT_MONTHS:
            return None
        now, before = past[-1], past[-1 - RECENT_MONTHS]
        spent = (now.actual or 0) - (before.actual or 0)
        earned = (now.earned or 0) - (before.earned or 0)
        return earned / spent if spent > 0 and earned > 0 else None

    @property
    def finish(self) -> datetime:
        """The agreed finish."""
        finish: datetime = self.facts.baseline.finish
        return finish

    @property
    def left_out(self) -> int:
        """How many budget items the baseline does not hold, which count for nothing."""
        return sum(item.uid not in self.facts.agreed for item in self.facts.budget.items.all())

    @cached_property
    def _budgeted(self) -> list[Package]:
        return [one for one in self._packages(self.at) if one.budget]

    def _month(self, moment: datetime, planned: float | None, whole: float) -> Month:
        at = minutes_of(moment)
        if planned is None:
            planned = min(whole, sum(one.budget * one.planned_share(at) for one in self._budgeted))
        if moment > self.at:
            return Month(_day_before(moment), planned / CENTS, None, None)
        found = measures_of(self._packages(moment), at=at)
        actual = None if found.actual is None else found.actual / CENTS
        return Month(_day_before(moment), planned / CENTS, found.earned / CENTS, actual)

    def _packages(self, at: datetime) -> list[Package]:
        """Give the work as it stood at a moment, with what was spent until then; in cents."""
        facts = self.facts
        spent = _spent_until(facts, at)
        packages = []
        for item in facts.budget.items.all():
            agreed = facts.agreed.get(item.uid)
            if agreed is not None:
                package = Package(
                    uid=item.uid,
                    budget=float(item.amount * CENTS),
                    start=minutes_of(agreed.start),
                    finish=minutes_of(agreed.finish),
                    time=self._time,
                    actual=spent.pop(item.uid, None if not facts.spent else 0.0),
                )
                packages.append(_earned(package, self._share(item.uid, package, at)))
        packages += [_only_spent(uid, cents, self._time) for uid, cents in spent.items()]
        return packages

    @cached_property
    def _time(self) -> WorkTime:
        project = self.facts.project
        return WorkTime(engine_calendar(project.calendar, years=years_of(project)))

    def _share(self, uid: int, package: Package, at: datetime) -> float:
        measured = self.facts.packages.get(uid)
        return earned_share(
            Method(measured.method) if measured else Method.PERCENT_COMPLETE,
            percent=self._percent(uid, at),
            physical_percent=measured.physical_percent if measured and at == self.at else None,
            milestones=self._milestones(uid, at),
            planned_share=package.planned_share(minutes_of(at)),
        )

    def _percent(self, uid: int, at: datetime) -> float:
        """Give percent complete at a moment; before the status date by the actual dates."""
        below = self._below.get(uid)
        if below:
            whole = sum(task.duration_minutes for task in below)
            done = sum(task.duration_minutes * _percent_of(task, at, self.at) for task in below)
            return done / whole if whole else 0.0
        task = self.facts.tasks.get(uid)
        return _percent_of(task, at, self.at) if task else 0.0

    def _milestones(self, uid: int, at: datetime) -> list[tuple[float, bool]]:
        return [
            (1.0, _percent_of(task, at, self.at) >= 100)
            for task in self._below.get(uid, ())
            if task.is_milestone
        ]

    @cached_property
    def _below(self) -> dict[int, list[Task]]:
        """Give the tasks, not the summaries, below each summary."""
        summaries = set(self.facts.parents.values())
        found: dict[int, list[Task]] = {}
        for uid, task in self.facts.tasks.items():
            above = self.facts.parents.get(uid)
            while above is not None and uid not in summaries:
                found.setdefault(above, []).append(task)
                above = self.facts.parents.get(above)
        return found


def earned_value_of(project: Project, *, as_of: date) -> EarnedValue | None:
    """Measure a project at its status date, else at the end of a day; nothing without a baseline and a budget."""
    baseline = project.baselines.order_by("-number").first()
    budget = Budget.objects.filter(project=project).prefetch_related("items").last()
    if baseline is None or budget is None:
        return None
    tasks = list(Task.objects.filter(project=project, is_active=True).order_by("position"))
    uids = {task.pk: task.uid for task in tasks}
    spent = expended_on(project).order_by().values_list("entry__on", "uid").annotate(cents=Sum("amount"))
    return EarnedValue(
        Facts(
            project=project,
            baseline=baseline,
            budget=budget,
            agreed={one.uid: one for one in BaselineTask.objects.filter(baseline=baseline)},
            tasks={task.uid: task for task in tasks},
            parents={task.uid: uids.get(task.parent_id) if task.parent_id else None for task in tasks},
            packages={one.uid: one for one in WorkPackage.objects.filter(project=project)},
            spent=[(on, uid, int(amount * CENTS)) for on, uid, amount in spent],
            at=_status_of(project, as_of),
        )
    )


def expended_on(project: Project) -> QuerySet[Allocation]:
    """Give a project's shares of what the ledger has as expended."""
    return Allocation.posted().filter(project=project, entry__state=State.EXPENDED)


def spent_on(project: Project) -> Decimal:
    """Give all that was spent on a project, to the cent."""
    return expended_on(project).aggregate(sum=Sum("amount"))["sum"] or Decimal()


NOBODY = -1
"""The uid under which what belongs to no task is counted."""


def _status_of(project: Project, as_of: date) -> datetime:
    return project.status_date or datetime.combine(as_of, time()) + timedelta(days=1)


def _spent_until(facts: Facts, at: datetime) -> dict[int, float]:
    found: dict[int, float] = {}
    for on, uid, cents in facts.spent:
        if datetime.combine(on, time()) < at:
            known = uid if uid is not None and uid in facts.tasks else NOBODY
            found[known] = found.get(known, 0.0) + cents
    return found


def _earned(package: Package, share: float) -> Package:
    return Package(
        package.uid, package.budget, package.start, package.finish, package.time, share, package.actual
    )


def _only_spent(uid: int, cents: float, time: WorkTime) -> Package:
    """Give what was spent where no budget is."""
    return Package(uid=uid, budget=0.0, start=0, finish=0, time=time, actual=cents)


def _percent_of(task: Task, at: datetime, status: datetime) -> float:
    """Give percent complete at a moment: what is recorded at the status date, before it by the actual dates."""
    if at >= status:
        return task.percent_complete
    if task.actual_finish is not None:
        if at >= task.actual_finish:
            return 100.0
        end, percent = task.actual_finish, 100.0
    else:
        end, percent = status, task.percent_complete
    if task.actual_start is None or at <= task.actual_start or end <= task.actual_start:
        return 0.0
    share: float = (at - task.actual_start) / (end - task.actual_start)
    return percent * share


def _in_dollars(found: Measures) -> Measures:
    actual = None if found.actual is None else found.actual / CENTS
    return Measures(found.budget / CENTS, found.planned / CENTS, found.earned / CENTS, actual)


def _month_after(moment: datetime) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month, 12)
    return datetime(year, month + 1, 1)


def _day_before(moment: datetime) -> date:
    """Name a midnight by the day that ends there."""
    return (moment - timedelta(minutes=1)).date()
