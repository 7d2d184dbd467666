"""Time Monte Carlo simulations of 10,000 iterations: `python -m bench.simulation`.

The network is that of `bench.recalculation`. The plain case spreads every task; the other adds correlated groups of
twenty tasks, fifty risks on twenty tasks each, and three calendars with all link types.
"""

import random
import time

from bench.recalculation import common_network, mixed_network
from milepost.engine.network.model import Network
from milepost.engine.simulation import Driver, Group, Inputs, Triangular, Uncertain, Uniform, simulate

SIZES = (1_000, 10_000)
RUNS = 3
THREADS = 2


def main() -> None:
    """Print a line for each size."""
    simulate(common_network(1_000), plain(common_network(1_000)))
    print("| tasks | plain | with groups, risks, calendars |\n|---|---|---|")
    for count in SIZES:
        simple, mixed = common_network(count), mixed_network(count)
        times = (seconds(simple, plain(simple)), seconds(mixed, everything(mixed)))
        print(f"| {count:,} | {times[0]:.2f} | {times[1]:.2f} |")


def plain(network: Network) -> Inputs:
    """Spread every task."""
    spread = [(task.uid, task.duration) for task in network.tasks]
    return Inputs([Uncertain(uid, Triangular(0.8 * days, days, 1.5 * days)) for uid, days in spread])


def everything(network: Network) -> Inputs:
    """Add groups that move together, and risks."""
    draw = random.Random(1)
    uids = [task.uid for task in network.tasks]
    groups = [Group(tuple(uids[at : at + 20]), 0.3) for at in range(0, len(uids), 20)]
    risks = [Driver(f"Risk {at}", 0.3, Uniform(1.0, 1.4), tuple(draw.sample(uids, 20))) for at in range(50)]
    return Inputs(plain(network).uncertain, risks, groups)


def seconds(network: Network, inputs: Inputs) -> float:
    """Give the best time of several runs."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        simulate(network, inputs, threads=THREADS)
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
