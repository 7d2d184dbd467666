"""All that the iterations of one simulation share, but for the calendars."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.kernel import COMPILED
from milepost.engine.network.layout import calendars_of
from milepost.engine.network.model import Network
from milepost.engine.schedule import Schedule
from milepost.engine.schedule.recalculation import Prepared, compute, prepare
from milepost.engine.simulation.blocks import Draws
from milepost.engine.simulation.inputs import Inputs
from milepost.engine.simulation.sampling import Sampler
from milepost.engine.simulation.shapes import middle
from milepost.engine.simulation.standing import standing_late


@dataclass(frozen=True, slots=True)
class Bench:
    """The network laid out and scheduled by plan, what is drawn, and where the tasks are that are watched or vary."""

    prepared: Prepared
    planned: Schedule
    sampler: Sampler
    draws: Draws
    notices: tuple[str, ...]
    watched_uids: list[int]
    watched: NDArray[np.int64]
    varies: NDArray[np.int64]
    planned_work: int
    """The working minutes of the project's calendar from its start to its planned finish."""
    planned_costs: NDArray[np.float64]
    """What each costed task costs by the plan."""

    @property
    def network(self) -> Network:
        return self.prepared.network

    @property
    def planned_cost(self) -> float:
        return float(self.planned_costs.sum())


def bench_of(network: Network, inputs: Inputs, watched: Sequence[int]) -> Bench:
    """Check and lay out a simulation; raises ScheduleError."""
    network = standing_late(network)
    prepared = prepare(network, COMPILED)
    planned = compute(prepared)
    sampler = Sampler(inputs, prepared.layout.tasks, {uid: at for at, uid in enumerate(planned.uid.tolist())})
    deadlines = [task.uid for task in network.tasks if task.deadline is not None]
    uids = list(dict.fromkeys([*watched, *deadlines]))
    draws, notices = sampler.draws()
    time = WorkTime(calendars_of(network)[network.project_calendar])
    return Bench(
        prepared,
        planned,
        sampler,
        draws,
        notices,
        uids,
        np.array([sampler.at(uid) for uid in uids], dtype=np.int64),
        sampler.varies(),
        time.between(network.start, planned.finish_of_project),
        _planned_costs(sampler),
    )


def _planned_costs(sampler: Sampler) -> NDArray[np.float64]:
    left = sampler.tasks["remaining"]
    return np.array(
        [
            one.spent + middle(one.fixed) + middle(one.per_minute) * int(left[sampler.at(one.uid)])
            for one in sampler.inputs.costs
        ],
        dtype=np.float64,
    )
