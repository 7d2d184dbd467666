"""Time the recalculation of whole schedules against networkx and MPXJ: `python -m bench.recalculation`.

The common network has finish-to-start links on the standard calendar. networkx knows no calendars, so it computes the
same passes on plain numbers; MPXJ's MicrosoftScheduler computes calendar dates and late dates, as Milepost does.
The mixed network has all link types, lags, leads and three calendars; only Milepost is timed on it.
"""

import gc
import random
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import networkx as nx

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, Calendar, Shift
from milepost.engine.kernel import COMPILED
from milepost.engine.network.model import Link, LinkType, Network, Task
from milepost.engine.schedule import schedule
from milepost.engine.schedule.recalculation import compute, prepare

SIZES = (1_000, 10_000, 100_000)
START = 30_064_800  # Monday, Mar 1, 2027, 08:00
CALENDARS = (STANDARD, ROUND_THE_CLOCK, Calendar(((Shift(540, 780), Shift(900, 1140)),) * 4 + ((),) * 3))


def common_network(count: int, *, seed: int = 1) -> Network:
    """Draw tasks of up to ten days, each after two of the few hundred before it, 150 deep."""
    draw = random.Random(seed)
    width = count // 150
    tasks = [Task(uid, duration=480 * draw.randint(1, 10)) for uid in range(count)]
    links = [
        Link(predecessor, uid)
        for uid in range(2 * width, count)
        for predecessor in draw.sample(range(uid - 2 * width, uid - width // 2), 2)
    ]
    return Network(START, tasks, links, CALENDARS)


def mixed_network(count: int, *, seed: int = 1) -> Network:
    """Give the common network other calendars, link types, lags and leads."""
    draw = random.Random(seed)
    plain = common_network(count, seed=seed)
    tasks = [task._replace(calendar=draw.choice([None] * 8 + [1, 2])) for task in plain.tasks]
    types = [LinkType.FINISH_TO_START] * 7 + [kind for kind in LinkType if kind != LinkType.FINISH_TO_START]
    links = [
        link._replace(type=draw.choice(types), lag=draw.choice([0] * 5 + [480, -240])) for link in plain.links
    ]
    return Network(START, tasks, links, CALENDARS)


def milliseconds(run: Callable[[], object], *, times: int = 5) -> float:
    """Give the shortest of several runs, after one that is not counted."""
    run()
    best = float("inf")
    for _ in range(times):
        gc.collect()
        began = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - began)
    return best * 1000


def with_networkx(network: Network) -> Callable[[], object]:
    """Give a run of both passes over a graph that stands already."""
    graph = nx.DiGraph()
    graph.add_nodes_from((task.uid, {"duration": task.duration}) for task in network.tasks)
    graph.add_edges_from((link.predecessor, link.successor) for link in network.links)

    def run() -> dict[int, int]:
        order = list(nx.topological_sort(graph))
        finish: dict[int, int] = {}
        for node in order:
            start = max((finish[before] for before in graph.predecessors(node)), default=0)
            finish[node] = start + graph.nodes[node]["duration"]
        last = max(finish.values())
        late: dict[int, int] = {}
        for node in reversed(order):
            latest = min((late[after] for after in graph.successors(node)), default=last)
            late[node] = latest - graph.nodes[node]["duration"]
        return {node: late[node] + graph.nodes[node]["duration"] - finish[node] for node in order}

    return run


def with_mpxj(network: Network) -> Callable[[], object]:
    """Give a run of MPXJ's MicrosoftScheduler over a project that stands already."""
    import jpype
    import mpxj  # noqa: F401

    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx4g")
    java, org = jpype.JPackage("java"), jpype.JPackage("org")
    minutes = org.mpxj.TimeUnit.MINUTES
    project = org.mpxj.ProjectFile()
    project.setDefaultCalendar(project.addDefaultBaseCalendar())
    nothing = org.mpxj.Duration.getInstance(0, minutes)
    tasks: list[Any] = []
    for task in network.tasks:
        row = project.addTask()
        duration = org.mpxj.Duration.getInstance(task.duration, minutes)
        row.setDuration(duration)
        row.setRemainingDuration(duration)
        row.setActualDuration(nothing)
        row.setConstraintType(org.mpxj.ConstraintType.AS_SOON_AS_POSSIBLE)
        tasks.append(row)
    for link in network.links:
        relation = org.mpxj.Relation.Builder().predecessorTask(tasks[link.predecessor])
        tasks[link.successor].addPredecessor(relation)
    start = java.time.LocalDateTime.of(2027, 3, 1, 8, 0)

    def run() -> str:
        org.mpxj.cpm.MicrosoftScheduler().schedule(project, start)
        return str(max(row.getFinish() for row in tasks[-200:]).toString())

    return run


def row_of(count: int, *, has_mpxj: bool) -> str:
    """Time one size and write its row of the table."""
    common, mixed = common_network(count), mixed_network(count)
    ready, ready_mixed = prepare(common, COMPILED), prepare(mixed, COMPILED)
    figures = [
        milliseconds(lambda: compute(ready)),
        milliseconds(lambda: compute(ready_mixed)),
        milliseconds(lambda: schedule(mixed), times=3),
        milliseconds(with_networkx(common), times=3),
    ]
    cells = [f"{figure:,.1f}" for figure in figures]
    cells.append(f"{milliseconds(with_mpxj(common), times=3):,.0f}" if has_mpxj else "not run")
    return f"| {count:,} | {len(common.links):,} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    has_mpxj = find_spec("mpxj") is not None and find_spec("jpype") is not None
    if not has_mpxj:
        print("MPXJ is not installed, so it is not timed: `pip install -e .[mpxj]`, and Java 17.\n")
    print("| tasks | links | Milepost | Milepost, mixed | Milepost, mixed, from records | networkx | MPXJ |")
    print("|---|---|---|---|---|---|---|")
    for count in SIZES:
        print(row_of(count, has_mpxj=has_mpxj), flush=True)


if __name__ == "__main__":
    main()
