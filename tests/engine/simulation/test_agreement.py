from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.network.conventions import MICROSOFT_PROJECT, PRIMAVERA, Convention, Progress
from milepost.engine.network.model import Network
from milepost.engine.simulation import Discrete, Driver, Inputs, Triangular, Uncertain, Uniform
from milepost.engine.simulation.standing import standing_late
from tests.engine.schedule.networks import INSTANTS, networks
from tests.engine.simulation.oracle import of_blocks, of_passes

CONVENTIONS = [MICROSOFT_PROJECT, PRIMAVERA, replace(PRIMAVERA, progress=Progress.OVERRIDE)]


def spread(network: Network) -> Inputs:
    """Spread every task that lasts, so that some may vanish, and let risks strike some."""
    uncertain = [
        Uncertain(task.uid, Triangular(0.5 * task.duration, task.duration, 3 * task.duration))
        if task.uid % 3
        else Uncertain(task.uid, Discrete([0, 100, 700], [1, 1, 1]))
        for task in network.tasks
    ]
    uids = tuple(task.uid for task in network.tasks)
    risks = [Driver("Rain", 0.5, Uniform(1, 2), uids[::2]), Driver("Ease", 0.5, Uniform(0, 1), uids[::3])]
    return Inputs(uncertain, risks, iterations=8)


@settings(max_examples=200, deadline=None)
@given(networks(), st.sampled_from(CONVENTIONS), st.none() | INSTANTS, st.integers(1, 50))
def test_the_blocks_find_the_same_finishes_to_the_minute_as_the_schedules_own_pass(
    network: Network, convention: Convention, status: int | None, seed: int
):
    network = standing_late(replace(network, convention=convention, status=status))
    inputs = spread(network)

    durations, ends, finishes = of_blocks(
        network, Inputs(inputs.uncertain, inputs.drivers, iterations=8, seed=seed)
    )
    wanted_ends, wanted_finishes = of_passes(network, durations)

    assert np.array_equal(ends, wanted_ends)
    assert np.array_equal(finishes, np.where(wanted_finishes < -(2**60), network.start, wanted_finishes))
