"""What the tasks of a plan cost by its own file: spent, fixed, and paid by time."""

from collections import defaultdict

from milepost.engine.simulation import BetaPert, TaskCost
from milepost.exchange.plan import Kind, Plan, PlanTask

MINUTES_PER_HOUR = 60
CENT = 0.005


def costs_in(plan: Plan, percents: tuple[float, float, float]) -> list[TaskCost]:
    """Give the costs that a file holds, so that they add up to the file's own; none where it holds none.

    Paid by time are the rates of people times their remaining work, spread evenly over the remaining duration; all
    else that is left of a task's cost is fixed: its fixed cost, material, cost resources and costs per use. `percents`
    are low, likely and high of what is left to pay.
    """
    by_time = _paid_by_time(plan)
    return [cost for task in plan.tasks if (cost := _cost(task, by_time[task.uid], percents))]


def _paid_by_time(plan: Plan) -> dict[int, float]:
    """Give the rates times the remaining work of each task."""
    rates = {one.uid: one.rate_per_hour for one in plan.resources if one.kind == "work"}
    paid: dict[int, float] = defaultdict(float)
    for one in plan.assignments:
        rate = rates.get(one.resource_uid)
        minutes = one.work_minutes if one.remaining_minutes is None else one.remaining_minutes
        if rate and minutes:
            paid[one.task_uid] += rate * minutes / MINUTES_PER_HOUR
    return paid


def _cost(task: PlanTask, paid_by_time: float, percents: tuple[float, float, float]) -> TaskCost | None:
    """Give a task's cost; a summary has only its own fixed cost, as that of the tasks below counts with them."""
    if not task.active:
        return None
    spent = 0.0 if task.kind is Kind.SUMMARY else task.actual_cost or 0.0
    whole = task.fixed_cost if task.kind is Kind.SUMMARY else task.cost
    if whole is None:
        whole = spent + paid_by_time + (task.fixed_cost or 0.0)
    left = max(0.0, whole - spent)
    minutes = _remaining_minutes(task)
    running = min(paid_by_time, left) if minutes else 0.0
    fixed = left - running
    if max(spent, left) < CENT:
        return None
    per_minute = running / minutes if minutes else 0.0
    return TaskCost(task.uid, _spread(fixed, percents), _spread(per_minute, percents), spent)


def _spread(amount: float, percents: tuple[float, float, float]) -> float | BetaPert:
    low, likely, high = (amount * percent / 100 for percent in percents)
    return low if low == high else BetaPert(low, likely, high)


def _remaining_minutes(task: PlanTask) -> float:
    if task.kind is Kind.SUMMARY or task.actual_finish is not None or task.percent_complete >= 100:
        return 0.0
    if task.remaining_minutes is not None:
        return task.remaining_minutes
    return round(task.duration_minutes * (1 - task.percent_complete / 100))
