from datetime import datetime

import pytest

from milepost.engine.simulation import BetaPert, TaskCost
from milepost.exchange.costs import costs_in
from milepost.exchange.plan import Kind, Plan, PlanAssignment, PlanResource, PlanTask

CERTAIN = (100, 100, 100)
START = datetime(2027, 3, 1, 8)
ANN, CABLE = (
    PlanResource(7, "Ann", rate_per_hour=60),
    PlanResource(8, "Cable", kind="material", rate_per_hour=5),
)


def plan_with(*tasks: PlanTask, work: list[PlanAssignment] | None = None) -> Plan:
    return Plan("Tower", START, list(tasks), resources=[ANN, CABLE], assignments=work or [])


def test_what_is_spent_fixed_and_paid_by_time_add_up_to_the_files_cost() -> None:
    begun = PlanTask(
        1, "Dig", duration_minutes=960, percent_complete=50, cost=2000, fixed_cost=400, actual_cost=700
    )
    ann = PlanAssignment(1, 7, work_minutes=960, remaining_minutes=480)

    # Eight hours of Ann are left over eight hours of the task; of 1,300 that leaves 820 fixed.
    assert costs_in(plan_with(begun, work=[ann]), CERTAIN) == [TaskCost(1, 820.0, 1.0, 700)]


def test_without_a_stated_cost_it_follows_from_rates_and_fixed_cost() -> None:
    task = PlanTask(1, "Dig", duration_minutes=480, fixed_cost=100)
    work = [PlanAssignment(1, 7, work_minutes=480), PlanAssignment(1, 8, units=20, work_minutes=480)]

    assert costs_in(plan_with(task, work=work), CERTAIN) == [TaskCost(1, 100.0, 1.0, 0.0)]


def test_a_done_task_is_spent_and_a_summary_costs_only_what_is_its_own() -> None:
    summary = PlanTask(1, "Phase", kind=Kind.SUMMARY, cost=900, fixed_cost=200, actual_cost=700)
    done = PlanTask(2, "Dig", duration_minutes=480, percent_complete=100, cost=700, actual_cost=700)

    assert costs_in(plan_with(summary, done), CERTAIN) == [TaskCost(1, 200.0), TaskCost(2, 0.0, 0.0, 700)]


@pytest.mark.parametrize("cost", [None, 0.0])
def test_a_plan_without_costs_has_none(cost: float | None) -> None:
    assert costs_in(plan_with(PlanTask(1, "Dig", duration_minutes=480, cost=cost)), CERTAIN) == []


def test_what_is_left_may_be_spread() -> None:
    task = PlanTask(1, "Permit", duration_minutes=480, cost=100)

    (found,) = costs_in(plan_with(task), (80, 100, 150))

    assert (found.fixed, found.per_minute) == (BetaPert(80, 100, 150), 0.0)
