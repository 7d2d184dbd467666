"""Several networks simulated together: iteration by iteration they share the risks that carry the same name."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from milepost.engine.network.model import Network
from milepost.engine.simulation.inputs import ImpossibleInputs, Inputs
from milepost.engine.simulation.outcome import PortfolioOutcome
from milepost.engine.simulation.running import simulate


def simulate_together(
    members: Mapping[str, tuple[Network, Inputs]],
    *,
    threads: int = 1,
    on_progress: Callable[[float], None] = lambda share: None,
) -> PortfolioOutcome:
    """Simulate projects by name, and give the last finish and the sum of costs of each iteration.

    Raises ScheduleError. There are costs where every project has some.
    """
    if not members:
        raise ImpossibleInputs("There is no project to simulate.")
    runs = {(one.iterations, one.seed, one.sampling, one.stop) for _, one in members.values()}
    if len(runs) > 1 or any(one.stop for _, one in members.values()):
        raise ImpossibleInputs(
            "Projects simulated together share iterations, seed and sampling, and run to the end."
        )
    outcomes = {}
    for number, (name, (network, inputs)) in enumerate(members.items(), 1):
        outcomes[name] = simulate(network, replace(inputs, member=number), threads=threads)
        on_progress(number / len(members))
    found = list(outcomes.values())
    costs = [one.costs for one in found if one.costs is not None]
    has_costs = len(costs) == len(found)
    return PortfolioOutcome(
        finishes=np.max([one.finishes for one in found], axis=0),
        planned=max(one.planned for one in found),
        costs=np.sum(costs, axis=0) if has_costs else None,
        planned_cost=sum(one.planned_cost or 0.0 for one in found) if has_costs else None,
        members=outcomes,
    )
