import numpy as np
import pytest

from milepost.engine.simulation import Convergence, Joint, Spread

HAND = Spread(np.array([10, 20, 30, 40]), 25, np.array([4.0, 1.0, 2.0, 3.0]), 2.0)
DATES_ALONE = Spread(np.array([10, 20, 30, 40]), 25, None, None)


def test_percentiles_are_the_least_values_that_reach_their_share():
    assert [HAND.percentile(share) for share in (0.0, 0.25, 0.5, 0.51, 1.0)] == [10, 10, 20, 30, 40]
    assert [HAND.cost_percentile(share) for share in (0.25, 0.5, 1.0)] == [1, 2, 4]


def test_chances_count_the_iterations_that_meet_a_date_or_a_budget():
    assert (HAND.chance_by(29), HAND.chance_by(30)) == (0.5, 0.75)
    assert (HAND.chance_within(1.99), HAND.chance_within(2)) == (0.25, 0.5)


def test_the_joint_chance_is_below_both():
    assert HAND.joint(30, 3.0) == Joint(30, 3.0, finish_chance=0.75, cost_chance=0.75, both=0.5)


def test_the_frontier_pairs_each_finish_with_the_least_cost_that_reaches_the_share():
    pairs = [(joint.finish, joint.cost, joint.both) for joint in HAND.frontier(0.5)]

    assert pairs == [(20, 4.0, 0.5), (30, 2.0, 0.5), (40, 2.0, 0.5)]


def test_convergence_is_half_of_the_interval_that_a_binomial_error_leaves():
    many = Spread(np.arange(10_000), 0, None, None)

    assert many.convergence(0.8) == Convergence(0.8, pytest.approx(78.5, abs=0.5), 10_000)


def test_without_costs_nothing_is_said_of_them():
    found = DATES_ALONE

    assert (found.cost_percentile(0.8), found.chance_within(1), found.cost_within(0.8)) == (None,) * 3
    assert (found.joint(10, 1), found.frontier(0.5)) == (None, [])
