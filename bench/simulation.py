"""Time Monte Carlo simulations of 10,000 iterations: `python -m bench.simulation`.

The network is that of `bench.recalculation`. The plain case spreads every task; the other adds correlated groups of
twenty tasks, fifty risks on twenty tasks each, three calendars with all link types, and on every task a fixed and a
time-dependent cost, both uncertain. The peer draws and schedules the plain case task by task in NumPy, all iterations
at once, on plain numbers without calendars.
"""

import random
import time
from collections.abc import Callable

import numpy as np

from bench.recalculation import common_network, mixed_network
from milepost.engine.network.model import Network
from milepost.engine.simulation import (
    Driver,
    Group,
    Inputs,
    TaskCost,
    Triangular,
    Uncertain,
    Uniform,
    simulate,
)

SIZES = (1_000, 10_000)
RUNS = 3
THREADS = 2
ITERATIONS = 10_000


def main() -> None:
    """Print a line for each size."""
    for warm in (plain, everything):
        simulate(mixed_network(300), warm(mixed_network(300)))
    print("| tasks | plain | with everything | plain in NumPy |\n|---|---|---|---|")
    for count in SIZES:
        simple, mixed = common_network(count), mixed_network(count)
        inputs, full = plain(simple), everything(mixed)
        times = (
            seconds(lambda: simulate(simple, inputs, threads=THREADS)),  # noqa: B023
            seconds(lambda: simulate(mixed, full, threads=THREADS)),  # noqa: B023
            seconds(lambda: with_numpy(simple)),  # noqa: B023
        )
        print(f"| {count:,} | {times[0]:.2f} | {times[1]:.2f} | {times[2]:.2f} |", flush=True)


def plain(network: Network) -> Inputs:
    """Spread every task."""
    spread = [(task.uid, task.duration) for task in network.tasks]
    return Inputs(
        [Uncertain(uid, Triangular(0.8 * days, days, 1.5 * days)) for uid, days in spread],
        iterations=ITERATIONS,
    )


def everything(network: Network) -> Inputs:
    """Add groups that move together, risks and costs."""
    draw = random.Random(1)
    uids = [task.uid for task in network.tasks]
    groups = [Group(tuple(uids[at : at + 20]), 0.3) for at in range(0, len(uids), 20)]
    risks = [Driver(f"Risk {at}", 0.3, Uniform(1.0, 1.4), tuple(draw.sample(uids, 20))) for at in range(50)]
    costs = [TaskCost(uid, Triangular(800, 1000, 1500), Uniform(1.0, 2.0)) for uid in uids]
    return Inputs(plain(network).uncertain, risks, groups, iterations=ITERATIONS, costs=costs)


def with_numpy(network: Network) -> float:
    """Give the 80 % finish by a vector of all iterations for each task."""
    draw = np.random.default_rng(1)
    before: dict[int, list[int]] = {task.uid: [] for task in network.tasks}
    for link in network.links:
        before[link.successor].append(link.predecessor)
    finish: dict[int, np.ndarray] = {}
    for task in network.tasks:
        lasts = draw.triangular(0.8 * task.duration, task.duration, 1.5 * task.duration, ITERATIONS)
        start = np.zeros(ITERATIONS)
        for predecessor in before[task.uid]:
            np.maximum(start, finish[predecessor], out=start)
        finish[task.uid] = start + lasts
    return float(np.quantile(np.max([finish[task.uid] for task in network.tasks[-200:]], axis=0), 0.8))


def seconds(run: Callable[[], object]) -> float:
    """Give the best time of several runs."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
