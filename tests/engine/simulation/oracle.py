"""The schedule's own forward pass, trial by trial: what the compiled blocks must agree with to the minute."""

import numpy as np

from milepost.engine.calendar.table import Horizon, Tables, tables
from milepost.engine.calendar.worktime import widened
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.kernel import PLAIN
from milepost.engine.network.layout import calendars_of
from milepost.engine.network.model import Network
from milepost.engine.schedule.forward import forward
from milepost.engine.schedule.recalculation import prepare
from milepost.engine.schedule.work import DATE_ROW, work_on
from milepost.engine.simulation import Inputs
from milepost.engine.simulation.bench import bench_of
from milepost.engine.simulation.running import BLOCK, run_on


def of_blocks(network: Network, inputs: Inputs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the durations drawn for the first trials, the finish of every task, and of the project."""
    uids = [task.uid for task in network.tasks]
    on = run_on(bench_of(network, inputs, uids), _calendars(network))
    found, _ = on.chunk(range(min(BLOCK, inputs.iterations)))
    scratch, _ = on.spare.get()
    return scratch.duration[:, : len(found.finishes)].T.copy(), found.ends.T, found.finishes


def of_passes(network: Network, durations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the finish of every task, and of the project, for each trial's durations."""
    prepared = prepare(network, PLAIN)
    rows = prepared.layout.tasks
    counts = rows["active"] & ~rows["external"]
    laid = _calendars(network)
    ends = []
    for trial in durations:
        tasks = rows.copy()
        tasks["duration"] = np.where(rows["summary"], rows["duration"], trial)
        tasks["effective"] = tasks["duration"]
        tasks["remaining"] += tasks["duration"] - rows["duration"]
        work = work_on(prepared.layout._replace(tasks=tasks), prepared.graph, prepared.order, laid)
        plain = PLAIN.columns(work)
        forward(plain)
        ends.append(PLAIN.array(plain.dates, DATE_ROW)["finish"])
    finishes = [end[counts & ~rows["summary"]].max(initial=-(2**62)) for end in ends]
    return np.array(ends), np.array(finishes)


def _calendars(network: Network) -> Tables:
    day = network.start // MINUTES_PER_DAY
    return tables(calendars_of(network), widened(Horizon(day - 400, day + 400)))
