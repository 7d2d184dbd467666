import numpy as np
import pytest

from milepost.engine.calendar.pattern import STANDARD
from milepost.engine.network.model import Link, Network, Task
from milepost.engine.simulation import (
    Correlation,
    Discrete,
    Driver,
    Inputs,
    LeadTime,
    Response,
    Sampling,
    StopRule,
    TaskCost,
    Uncertain,
    Uniform,
    contingency,
    respond,
    simulate,
    simulate_together,
)
from milepost.engine.simulation.correlating import nearest
from milepost.engine.simulation.inputs import ImpossibleInputs
from tests.engine.drawing import MONDAY, at

DAY = 480
START = MONDAY + DAY
FIVE_OR_TEN = Discrete((5 * DAY, 10 * DAY), (1, 1))


def one_task(days: int = 5, **decided: object) -> Network:
    return Network(START, [Task(1, duration=days * DAY)._replace(**decided)], (), [STANDARD])


def certain(value: float) -> Uniform:
    return Uniform(value, value)


def test_time_dependent_cost_follows_the_duration_and_fixed_cost_does_not():
    costs = [TaskCost(1, fixed=1000.0, per_minute=100 / DAY, spent=50.0)]

    found = simulate(one_task(), Inputs([Uncertain(1, FIVE_OR_TEN)], costs=costs, iterations=400))

    assert found.planned_cost == pytest.approx(1550)
    assert set(np.round(found.costs)) == {1550.0, 2050.0}
    assert found.chance_within(1600) == found.chance_by(at("Fri Mar 5 17:00")) == pytest.approx(0.5, abs=0.1)
    assert found.cost_swings[0].uid == 1


def test_joint_confidence_of_a_small_case_is_exact():
    """Late or not and dear or not, apart: both are met by a quarter when each is by a half."""
    costs = [TaskCost(1, fixed=Discrete((10, 20), (1, 1)))]

    found = simulate(
        one_task(),
        Inputs([Uncertain(1, FIVE_OR_TEN)], costs=costs, iterations=4096, sampling=Sampling.LATIN_HYPERCUBE),
    )
    joint = found.joint(at("Fri Mar 5 17:00"), 10.0)

    assert joint is not None
    assert (joint.finish_chance, joint.cost_chance) == (pytest.approx(0.5, abs=1e-3),) * 2
    assert joint.both == pytest.approx(0.25, abs=0.03)


def test_a_risk_that_always_strikes_multiplies_what_is_left_of_cost_and_adds_its_own():
    driver = Driver("Steel", 1.0, None, (1,), cost_factor=certain(2.0), cost=certain(7.0))
    costs = [TaskCost(1, fixed=100.0, spent=10.0)]

    found = simulate(one_task(), Inputs(drivers=[driver], costs=costs, iterations=20))

    assert set(found.costs) == {217.0}
    assert found.drivers[0].struck == 1
    assert found.drivers[0].dearer is None


def test_goods_on_order_hold_a_task_back_in_elapsed_time():
    lead = LeadTime(1, START, certain(6 * 1440))

    found = simulate(one_task(1), Inputs(lead_times=[lead], iterations=5))

    assert set(found.finishes.tolist()) == {at("Mon Mar 8 17:00")}


def test_a_matrix_of_correlations_gives_the_second_moment_of_the_sum():
    """Variances 4, 9, 16 and correlations .5, .3, .4: sd = sqrt(29 + 2 (3 + 2.4 + 4.8)) (Damnjanovic & Reinschmidt)."""
    half_width = [3**0.5 * sd for sd in (2, 3, 4)]
    tasks = [Task(uid, duration=mean * DAY) for uid, mean in ((1, 10), (2, 15), (3, 20))]
    network = Network(START, tasks, [Link(1, 2), Link(2, 3)], [STANDARD])
    uncertain = [
        Uncertain(task.uid, Uniform(task.duration - half * DAY, task.duration + half * DAY))
        for task, half in zip(tasks, half_width, strict=True)
    ]
    # A uniform pair that correlates by r has normal deviates that correlate by 2 sin(pi r / 6).
    one, two, three = (2 * np.sin(np.pi * r / 6) for r in (0.5, 0.3, 0.4))
    matrix = ((1.0, one, two), (one, 1.0, three), (two, three, 1.0))

    found = simulate(
        network, Inputs(uncertain, correlations=[Correlation((1, 2, 3), matrix)], iterations=40_000)
    )

    assert found.work.mean() / DAY == pytest.approx(45, abs=0.15)
    assert found.work.std() / DAY == pytest.approx(7.0285, abs=0.1)


def test_correlations_that_contradict_one_another_are_mended_and_it_is_said():
    tasks = [Task(uid, duration=10 * DAY) for uid in (1, 2, 3)]
    matrix = ((1.0, 0.9, -0.9), (0.9, 1.0, 0.9), (-0.9, 0.9, 1.0))
    uncertain = [Uncertain(uid, Uniform(DAY, 20 * DAY)) for uid in (1, 2, 3)]

    found = simulate(
        Network(START, tasks, (), [STANDARD]),
        Inputs(uncertain, correlations=[Correlation((1, 2, 3), matrix)], iterations=10),
    )

    assert "The correlations of tasks 1, 2, 3 contradict one another" in found.notices[0]
    assert np.linalg.eigvalsh(nearest(np.array(matrix)))[0] >= 0


def test_a_response_buys_exactly_what_it_takes_away():
    risk = Driver("Permit", 1.0, certain(2.0), (1,), response=Response(factor=certain(1.2), price=30.0))
    costs = [TaskCost(1, per_minute=100 / DAY)]

    found = respond(one_task(), Inputs(drivers=[risk], costs=costs, iterations=50))

    assert found.bought[0].minutes == pytest.approx(4 * DAY)
    assert found.bought[0].saved == pytest.approx(400 - 30)
    assert (found.before.work_percentile(0.8), found.after.work_percentile(0.8)) == (10 * DAY, 6 * DAY)


def test_a_contingency_is_the_sum_of_its_parts():
    risks = [
        Driver("One", 0.5, Uniform(1, 2), (1,), cost=Uniform(5, 50)),
        Driver("Two", 0.3, Uniform(1, 1.5), (1,)),
    ]
    inputs = Inputs([Uncertain(1, FIVE_OR_TEN)], risks, costs=[TaskCost(1, per_minute=1.0)], iterations=600)

    found = contingency(one_task(), inputs)

    assert sum(part.minutes for part in found.parts) == pytest.approx(found.minutes, abs=1e-6)
    assert sum(part.cost or 0 for part in found.parts) == pytest.approx(found.cost, abs=1e-6)
    assert found.minutes == simulate(one_task(), inputs).work_percentile(0.8) - 5 * DAY
    assert [part.name for part in found.parts] == ["Spread of durations", "One", "Two"]


def test_projects_together_share_a_risk_by_name_and_nothing_else():
    rain = Driver("Rain", 0.5, certain(2.0), (1,))
    spread = [Uncertain(1, Uniform(5 * DAY, 6 * DAY))]

    found = simulate_together(
        {name: (one_task(), Inputs(spread, [rain], iterations=300)) for name in ("North", "South")}
    )
    north, south = (found.members[name].finishes for name in ("North", "South"))
    late = at("Thu Mar 11 00:00")

    assert ((north > late) == (south > late)).all()
    assert (north != south).any()
    assert found.finishes.tolist() == np.maximum(north, south).tolist()


def test_a_stop_rule_ends_a_run_once_the_percentile_is_known_well_enough():
    inputs = Inputs([Uncertain(1, Uniform(5 * DAY, 6 * DAY))], iterations=50_000, stop=StopRule(0.8, 12.0))

    found = simulate(one_task(), inputs)

    assert len(found.finishes) < 5000
    assert found.convergence(0.8).half_width <= 12 * 3


def test_a_deadline_has_its_chance():
    found = simulate(
        one_task(deadline=at("Mon Mar 8 17:00")), Inputs([Uncertain(1, FIVE_OR_TEN)], iterations=1000)
    )

    assert [(one.uid, one.chance) for one in found.deadlines] == [(1, pytest.approx(0.5, abs=0.07))]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Correlation((1, 2), ((1.0, 0.5), (0.4, 1.0))), "Tasks 1 and 2 correlate by two different"),
        (lambda: Correlation((1, 2), ((1.0, 2.0), (2.0, 1.0))), "Tasks 1 and 2 correlate between -1 and 1"),
        (lambda: Inputs(costs=[TaskCost(4), TaskCost(4)]), "Task 4 has two costs"),
        (lambda: TaskCost(4, fixed=float("nan")), "A cost of task 4 is not a number"),
        (lambda: Inputs(drivers=[Driver("A", 0.1), Driver("A", 0.2)]), "Two risks are called “A”"),
        (lambda: simulate_together({}), "no project"),
    ],
)
def test_bad_input_names_task_and_field(make, sentence):
    with pytest.raises(ImpossibleInputs, match=sentence):
        make()
