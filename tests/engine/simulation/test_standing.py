from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.calendar.pattern import STANDARD, Calendar, Shift
from milepost.engine.network.model import Constraint, LagUnit, Link, Network, Task
from milepost.engine.schedule import schedule
from milepost.engine.simulation import Discrete, Inputs, Uncertain, simulate
from milepost.engine.simulation.standing import standing_late
from tests.engine.drawing import MONDAY
from tests.engine.schedule.networks import networks

DAY, HOUR = 1440, 60


def test_a_plan_from_its_finish_is_late_by_what_takes_longer_and_never_early():
    network = Network(
        MONDAY + 8 * HOUR,
        [Task(1, duration=480), Task(2, duration=480), Task(3, duration=120)],
        [Link(1, 2)],
        finish=MONDAY + 4 * DAY + 17 * HOUR,
    )
    inputs = Inputs([Uncertain(1, Discrete([240, 480, 960], [1, 1, 1]))], iterations=300)

    outcome = simulate(network, inputs)

    finishes = np.unique(outcome.finishes)
    assert finishes.tolist() == [MONDAY + 4 * DAY + 17 * HOUR, MONDAY + 7 * DAY + 17 * HOUR]


def test_a_task_as_late_as_possible_has_no_time_to_spare():
    late = Task(2, duration=480, constraint=Constraint.AS_LATE_AS_POSSIBLE)
    network = Network(
        MONDAY + 8 * HOUR, [Task(1, duration=1440), late, Task(3, duration=480)], [Link(1, 3), Link(2, 3)]
    )
    inputs = Inputs([Uncertain(2, Discrete([960], [1]))], iterations=10)

    outcome = simulate(network, inputs)

    assert set(outcome.finishes) == {schedule(network).finish_of_project + DAY}


def test_a_lead_to_elapsed_work_within_a_break_is_kept_from_both_sides():
    late = Constraint.AS_LATE_AS_POSSIBLE
    network = Network(
        MONDAY + 8 * HOUR,
        [
            Task(1, constraint=late),
            Task(2, duration=26, elapsed=True, constraint=late),
            Task(3, duration=265),
        ],
        [Link(1, 2, lag=-25)],
    )

    planned = schedule(network)

    assert schedule(standing_late(network)).start.tolist() == planned.start.tolist()
    assert planned.start.tolist() == [MONDAY + 13 * HOUR + 24, MONDAY + 12 * HOUR + 59, MONDAY + 8 * HOUR]


def test_a_share_of_a_milestones_duration_holds_nothing_from_either_side():
    late = Constraint.AS_LATE_AS_POSSIBLE
    night = Calendar(((Shift(0, 360), Shift(1320, 1440)),) * 7)
    network = Network(
        MONDAY + 8 * HOUR,
        [Task(1, constraint=late), Task(2, duration=1, elapsed=True, calendar=1, constraint=late)],
        [Link(1, 2, lag=50, lag_unit=LagUnit.PERCENT)],
        [STANDARD, night],
    )

    planned = schedule(network)

    assert planned.start.tolist() == [MONDAY + 8 * HOUR] * 2
    assert schedule(standing_late(network)).start.tolist() == planned.start.tolist()


# Drawn alike each time: of some thousand networks one meets a limit of late dates (docs/engine/scheduling.md).
@settings(max_examples=100, deadline=None, derandomize=True)
@given(networks(decided=False), st.sampled_from([None, MONDAY + 60 * DAY]))
def test_what_is_simulated_has_the_plans_own_dates(network: Network, finish: int | None):
    tasks = [
        task._replace(constraint=Constraint.AS_LATE_AS_POSSIBLE) if task.uid % 3 == 0 else task
        for task in network.tasks
    ]
    network = replace(network, tasks=tasks, finish=finish)
    planned, simulated = schedule(network), schedule(standing_late(network))

    assert simulated.start.tolist() == planned.start.tolist()
    assert simulated.finish.tolist() == planned.finish.tolist()
