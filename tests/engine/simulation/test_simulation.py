import math

import numpy as np
import pytest

from milepost.engine.calendar.pattern import STANDARD
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.network.model import Link, Network, Task
from milepost.engine.simulation import (
    BetaPert,
    Distribution,
    Driver,
    Group,
    Inputs,
    Outcome,
    Response,
    Sampling,
    StopRule,
    Triangular,
    Uncertain,
    Uniform,
    simulate,
)
from milepost.engine.simulation.inputs import ImpossibleInputs
from tests.engine.drawing import MONDAY, at, network

DAY = 480
START = MONDAY + DAY
WORK = WorkTime(STANDARD)
ITERATIONS = 20_000

# GAO-16-89G, Table 2: seven tasks of a house one after another, low, likely and high in days.
HOUSE = [(3, 4, 6), (1, 1, 2), (3, 5, 6), (1, 1, 2), (2, 3, 4), (2, 3, 4), (2, 3, 5)]


def in_days(*estimate: float) -> Triangular:
    low, likely, high = (value * DAY for value in estimate)
    return Triangular(low, likely, high)


def days(outcome: Outcome) -> np.ndarray:
    return np.array([WORK.between(START, int(finish)) / DAY for finish in outcome.finishes])


def chain(estimates: list[tuple[int, int, int]]) -> tuple[Network, list[Uncertain]]:
    tasks = [Task(uid, duration=likely * DAY) for uid, (_, likely, _) in enumerate(estimates, 1)]
    links = [Link(uid, uid + 1) for uid in range(1, len(tasks))]
    uncertain = [Uncertain(uid, in_days(*estimate)) for uid, estimate in enumerate(estimates, 1)]
    return Network(START, tasks, links, [STANDARD]), uncertain


def side_by_side(count: int, spread: Distribution) -> tuple[Network, list[Uncertain]]:
    tasks = [Task(uid, duration=10 * DAY) for uid in range(1, count + 1)]
    return Network(START, tasks, (), [STANDARD]), [Uncertain(task.uid, spread) for task in tasks]


def test_the_house_of_gao_has_its_published_mean_and_deviation():
    planned, uncertain = chain(HOUSE)

    found = simulate(planned, Inputs(uncertain, iterations=ITERATIONS))

    assert WORK.between(START, found.planned) == 20 * DAY
    assert days(found).mean() == pytest.approx(21.0, abs=4 * 1.2693 / ITERATIONS**0.5)
    assert days(found).std() == pytest.approx(1.2693, abs=0.03)
    assert WORK.between(START, found.percentile(0.8)) / DAY == pytest.approx(22.08, abs=0.06)


def test_four_parallel_tasks_are_seldom_all_in_time():
    """Each ends within its likely ten days half the time, so all four do in one of sixteen."""
    planned, uncertain = side_by_side(4, in_days(5, 10, 15))

    found = simulate(planned, Inputs(uncertain, iterations=ITERATIONS))

    chance = found.chance_by(WORK.add(START, 10 * DAY))
    assert chance == pytest.approx(0.5**4, abs=4 * (0.0625 * 0.9375 / ITERATIONS) ** 0.5)


def test_a_beta_pert_has_the_mean_and_deviation_of_its_formula():
    planned, uncertain = side_by_side(1, BetaPert(10 * DAY, 15 * DAY, 30 * DAY))

    found = days(simulate(planned, Inputs(uncertain, iterations=ITERATIONS)))

    assert (found.mean(), found.std()) == (pytest.approx(16.667, abs=0.1), pytest.approx(3.563, abs=0.08))


def test_a_risk_that_may_strike_moves_the_mean_by_its_share():
    """100 days, and in three of ten cases times Tri(1, 1.1, 1.3), whose mean is 1.1333."""
    planned = Network(START, [Task(1, duration=100 * DAY)], (), [STANDARD])
    driver = Driver("Late parts", 0.3, Triangular(1, 1.1, 1.3), (1,))

    found = simulate(planned, Inputs(drivers=[driver], iterations=ITERATIONS))

    assert days(found).mean() == pytest.approx(104.0, abs=0.25)
    assert (found.driver_effects["Late parts"] or 0) / DAY == pytest.approx(13.33, abs=0.4)


@pytest.mark.parametrize(("is_parallel", "mean"), [(False, 100 * 1.2 * 1.5), (True, 100 * 1.5)])
def test_risks_in_series_multiply_and_of_those_in_parallel_the_largest_counts(is_parallel: bool, mean: float):
    planned = Network(START, [Task(1, duration=100 * DAY)], (), [STANDARD])
    drivers = [
        Driver(name, 1.0, Uniform(factor, factor), (1,), is_parallel=is_parallel)
        for name, factor in (("One", 1.2), ("Two", 1.5))
    ]

    assert days(simulate(planned, Inputs(drivers=drivers, iterations=10))).mean() == pytest.approx(mean)


def test_what_moves_together_spreads_the_finish():
    """Three equal tasks in a row: the deviation is sigma times the square root of 3 + 6 rho."""
    planned, uncertain = chain([(8, 10, 12)] * 3)
    sigma = (6 * 2 * 2 / 36) ** 0.5

    apart = days(simulate(planned, Inputs(uncertain, iterations=ITERATIONS)))
    together = days(
        simulate(planned, Inputs(uncertain, groups=[Group((1, 2, 3), 0.5)], iterations=ITERATIONS))
    )

    assert apart.std() == pytest.approx(sigma * 3**0.5, rel=0.03)
    assert together.std() == pytest.approx(sigma * 6**0.5, rel=0.04)


def test_the_same_seed_gives_the_same_outcome_on_any_number_of_threads():
    planned, uncertain = chain(HOUSE)

    one, two = (simulate(planned, Inputs(uncertain, iterations=1000), threads=threads) for threads in (1, 3))
    other = simulate(planned, Inputs(uncertain, iterations=1000, seed=2))

    assert one.finishes.tolist() == two.finishes.tolist()
    assert one.criticality == two.criticality
    assert one.finishes.tolist() != other.finishes.tolist()


@pytest.mark.parametrize("sampling", Sampling)
def test_threads_change_nothing_where_tasks_move_together_and_risks_strike(sampling: Sampling):
    planned, uncertain = chain(HOUSE)
    risks = [Driver("Rain", 0.4, Triangular(1, 1.2, 1.5), (2, 5)), Driver("Parts", 0.2, Uniform(1, 2), (3,))]
    inputs = Inputs(uncertain, risks, [Group((1, 2, 4), 0.6)], iterations=1300, sampling=sampling, seed=9)

    one, three = (simulate(planned, inputs, threads=threads) for threads in (1, 3))

    assert one.finishes.tolist() == three.finishes.tolist()
    assert (one.criticality, one.cruciality, one.sensitivity) == (
        three.criticality,
        three.cruciality,
        three.sensitivity,
    )
    assert one.driver_effects == three.driver_effects


def test_one_more_uncertain_task_leaves_the_draws_of_the_others_alone():
    planned, uncertain = side_by_side(2, in_days(5, 10, 15))

    alone = simulate(planned, Inputs(uncertain[:1], iterations=500), watched=[1])
    beside = simulate(planned, Inputs(uncertain, iterations=500), watched=[1])

    assert alone.ends[1].tolist() == beside.ends[1].tolist()


def test_a_latin_hypercube_meets_every_stratum_once_and_so_hits_the_mean_closely():
    planned, uncertain = side_by_side(1, Uniform(0, 1000 * DAY))

    found = days(simulate(planned, Inputs(uncertain, iterations=1000, sampling=Sampling.LATIN_HYPERCUBE)))

    assert np.abs(np.sort(found) - (np.arange(1000) + 0.5)).max() < 0.55


def test_only_what_is_left_of_a_task_is_uncertain_and_done_work_is_not():
    planned = network(
        "Dig 10d\nPour 5d after Dig",
        Dig={"actual_start": START, "percent_complete": 100.0, "actual_finish": at("Fri Mar 12 17:00")},
        Pour={"actual_start": at("Mon Mar 15 08:00"), "percent_complete": 40.0},
    )
    uncertain = [Uncertain(1, in_days(1, 2, 50)), Uncertain(2, Uniform(4 * DAY, 4 * DAY))]

    found = simulate(planned, Inputs(uncertain, iterations=5))

    assert set(days(found)) == {10 + 2 + 4}


def test_weekends_are_skipped_in_every_iteration():
    planned = network("Dig 1d\nPour 1d after Dig")
    uncertain = [Uncertain(1, Uniform(5 * DAY, 5 * DAY))]

    found = simulate(planned, Inputs(uncertain, iterations=3))

    assert set(found.finishes.tolist()) == {at("Mon Mar 8 17:00")}


def test_criticality_is_the_share_of_iterations_in_which_a_task_drives_the_finish():
    tasks = [Task(1, duration=10 * DAY), Task(2, duration=10 * DAY), Task(3, duration=2 * DAY)]
    planned = Network(START, tasks, [Link(1, 3), Link(2, 3)], [STANDARD])
    uncertain = [Uncertain(1, in_days(5, 10, 15)), Uncertain(2, in_days(5, 10, 15))]

    found = simulate(planned, Inputs(uncertain, iterations=ITERATIONS))

    assert found.criticality[3] == 1
    assert found.criticality[1] == pytest.approx(0.5, abs=0.02)
    assert found.criticality[1] + found.criticality[2] == pytest.approx(1)
    assert found.cruciality[1] == pytest.approx(found.cruciality[2] or 0, abs=0.05)
    assert found.sensitivity[1] is not None


def test_without_any_spread_there_is_one_finish_and_nothing_to_correlate():
    planned = network("Dig 5d")

    found = simulate(planned, Inputs([Uncertain(1, Uniform(5 * DAY, 5 * DAY))], iterations=10))

    assert set(found.finishes.tolist()) == {found.planned}
    assert (found.cruciality[1], found.sensitivity[1]) == (None, None)
    assert found.within(0.8) == (found.planned, found.planned)


def test_a_long_tail_runs_on_calendars_as_wide_as_it_needs():
    planned = network("Dig 5d")

    found = simulate(planned, Inputs([Uncertain(1, Uniform(15_000 * DAY, 15_000 * DAY))], iterations=4))

    assert days(found).tolist() == [15_000] * 4


def test_progress_is_told_and_may_cancel():
    planned, uncertain = chain(HOUSE)
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(planned, Inputs(uncertain, iterations=1000), on_progress=stop)
    assert told == [0.512]


def test_what_cannot_be_simulated_is_refused_by_name():
    planned, uncertain = chain(HOUSE)

    with pytest.raises(ImpossibleInputs, match="There is no task 99"):
        simulate(planned, Inputs([Uncertain(99, in_days(1, 2, 3))], iterations=10))
    with pytest.raises(ImpossibleInputs, match="Task 1 has two estimates"):
        simulate(planned, Inputs([uncertain[0], uncertain[0]], iterations=10))
    with pytest.raises(ImpossibleInputs, match=r"“Parts” is as likely as 1\.5"):
        Driver("Parts", 1.5, Uniform(1, 2), (1,))
    with pytest.raises(ImpossibleInputs, match="price of the response to “Parts”"):
        Driver("Parts", 0.5, Uniform(1, 2), (1,), response=Response(0.1, price=math.nan))
    with pytest.raises(ImpossibleInputs, match="percentile lies between 0 and 1"):
        StopRule(math.nan, 60)
    with pytest.raises(ImpossibleInputs, match="An interval is wider"):
        StopRule(0.8, math.nan)
    with pytest.raises(ImpossibleInputs, match="1 to 1,000,000 iterations"):
        Inputs(iterations=0)
