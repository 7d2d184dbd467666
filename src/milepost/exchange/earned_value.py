"""A plan's first baseline as packages of work with budgets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.earned_value import Method, Package, earned_share
from milepost.engine.instants import minutes_of
from milepost.exchange.errors import Damaged
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan, PlanBaseline, PlanTask

FIRST_BASELINE = 0
MINUTES_PER_HOUR = 60


class Unit(StrEnum):
    """What budgets are counted in."""

    COST = "cost"
    WORK = "hours of work"
    DURATION = "hours of duration"


@dataclass(frozen=True, slots=True)
class Budgeted:
    """The packages of a plan at its status date; `left_out` counts the tasks that the baseline does not hold."""

    unit: Unit
    packages: list[Package]
    parents: dict[int, int | None]
    at: int
    left_out: int


class NothingBudgeted(Damaged):
    """The plan lacks what earned value is measured against."""


def budgeted(plan: Plan, *, status: datetime | None = None) -> Budgeted:
    """Give the plan's packages in money where its baseline has any, else in work, else in duration.

    Raises `NothingBudgeted` without a baseline or a status date.
    """
    at = status or plan.status_date
    if at is None:
        raise NothingBudgeted("The plan has no status date. Set one in the file, or give it with --status.")
    summaries = {task.parent_uid for task in plan.tasks}
    leaves = [task for task in plan.tasks if task.uid not in summaries and task.active]
    kept = {task.uid: baseline for task in leaves if (baseline := _baseline(task)) is not None}
    if not kept:
        raise NothingBudgeted(
            "The plan has no baseline. Set one in the file; earned value is measured by it."
        )
    unit = _unit(list(kept.values()))
    times = _times(plan)
    packages = [_package(task, kept[task.uid], unit, times(task)) for task in leaves if task.uid in kept]
    parents = {task.uid: task.parent_uid for task in plan.tasks}
    return Budgeted(unit, packages, parents, minutes_of(at), len(leaves) - len(packages))


def _unit(baselines: list[PlanBaseline]) -> Unit:
    if any(one.cost for one in baselines):
        return Unit.COST
    return Unit.WORK if any(one.work_minutes for one in baselines) else Unit.DURATION


def _baseline(task: PlanTask) -> PlanBaseline | None:
    found = (one for one in task.baselines if one.number == FIRST_BASELINE and one.start and one.finish)
    return next(found, None)


def _times(plan: Plan) -> Callable[[PlanTask], WorkTime]:
    network = network_of(plan)
    compiled = [WorkTime(calendar) for calendar in network.calendars]
    places = {task.uid: task.calendar for task in network.tasks}

    def time_of(task: PlanTask) -> WorkTime:
        place = places[task.uid]
        return compiled[network.project_calendar if place is None else place]

    return time_of


def _package(task: PlanTask, kept: PlanBaseline, unit: Unit, time: WorkTime) -> Package:
    if kept.start is None or kept.finish is None:
        raise NothingBudgeted(f"The baseline of task {task.uid} has no dates.")
    method = Method.PERCENT_COMPLETE if task.physical_percent is None else Method.PHYSICAL_PERCENT
    return Package(
        uid=task.uid,
        budget=_budget(kept, unit, time),
        start=minutes_of(kept.start),
        finish=minutes_of(kept.finish),
        time=time,
        earned_share=earned_share(
            method, percent=task.percent_complete, physical_percent=task.physical_percent
        ),
        actual=_actual(task, unit),
        parent=task.parent_uid,
    )


def _budget(kept: PlanBaseline, unit: Unit, time: WorkTime) -> float:
    match unit:
        case Unit.COST:
            return kept.cost or 0.0
        case Unit.WORK:
            return (kept.work_minutes or 0) / MINUTES_PER_HOUR
    if kept.duration_minutes is not None:
        return kept.duration_minutes / MINUTES_PER_HOUR
    if kept.start is None or kept.finish is None:
        return 0.0
    return time.between(minutes_of(kept.start), minutes_of(kept.finish)) / MINUTES_PER_HOUR


def _actual(task: PlanTask, unit: Unit) -> float | None:
    match unit:
        case Unit.COST:
            return task.actual_cost
        case Unit.WORK:
            return None if task.actual_work_minutes is None else task.actual_work_minutes / MINUTES_PER_HOUR
    return None
