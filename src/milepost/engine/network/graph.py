"""The order in which tasks can be computed, and the loop that prevents one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from milepost.engine.errors import ScheduleError
from milepost.engine.kernel import Speed
from milepost.engine.network.columns import WHOLE, Numbers
from milepost.engine.network.layout import Layout
from milepost.engine.network.loop import find_loop
from milepost.engine.network.model import Task

MOST_NAMED = 20
"""Of a longer circle the message names both ends."""


class CycleFound(ScheduleError):
    """Tasks wait for each other in a circle; `uids` names them in order."""

    def __init__(self, loop: Sequence[Task]) -> None:
        names = [task.words if task.of else f"{task.uid} “{task.name}”" for task in loop]
        if len(names) > MOST_NAMED:
            kept = MOST_NAMED // 2
            names = [*names[:kept], f"{len(names) - 2 * kept:,} more tasks", *names[-kept:]]
        super().__init__(
            f"Tasks wait for each other in a circle: {' → '.join([*names, names[0]])}. Remove one of these links."
        )
        self.uids = [task.uid for task in loop]


class Graph(NamedTuple):
    """Children and arcs grouped by task: each task's stand from its offset to the next one's.

    The arcs into a task need no list of their own, as they are sorted by it.
    """

    child: Any
    child_offset: Any
    into_offset: Any
    out: Any
    out_offset: Any


def graph_of(layout: Layout, speed: Speed) -> Graph:
    """Group the tasks by summary and the links by both ends."""
    count = len(layout.tasks)
    parent = layout.tasks["parent"]
    return Graph(
        *_grouped(np.where(parent < 0, count, parent), count + 1, speed),
        _grouped(layout.arcs["successor"], count, speed)[1],
        *_grouped(layout.arcs["predecessor"], count, speed),
    )


def order_of(layout: Layout, graph: Graph, tasks: Sequence[Task], speed: Speed) -> Numbers:
    """Give the nodes in an order in which each stands after all it waits for; raises CycleFound.

    Node `n` is task `n`; a summary is that node where it opens and a second, `n + count`, where it closes.
    """
    rows = layout.tasks
    waits = np.concatenate(
        (np.diff(graph.into_offset) + (rows["parent"] >= 0), np.diff(graph.child_offset)[: len(rows)])
    )
    order = speed.column(np.full(len(rows) + int(rows["summary"].sum()), -1, dtype=np.int64))
    placed = speed.run(place)(speed.columns(layout), speed.columns(graph), speed.column(waits), order)
    if placed < len(order):
        raise CycleFound([tasks[task] for task in find_loop(layout, graph, order[:placed])])
    return speed.array(order, WHOLE)


def group(keys: Any, offset: Any, members: Any) -> None:
    """Write the indexes of equal keys side by side into `members`, and where each begins into `offset`; kernel."""
    for key in keys:
        offset[key + 1] += 1
    for key in range(len(offset) - 1):
        offset[key + 1] += offset[key]
    for index in range(len(keys)):
        members[offset[keys[index]]] = index
        offset[keys[index]] += 1
    for key in range(len(offset) - 1, 0, -1):
        offset[key] = offset[key - 1]
    offset[0] = 0


def place(layout: Layout, graph: Graph, waits: Any, order: Any) -> int:
    """Write nodes into `order`, each after all it waits for, and return how many could be placed; kernel.

    Tasks stay in outline order as far as their links allow, so that the passes walk through memory in order.
    """
    tasks, count = layout.tasks, len(layout.tasks)
    placed = done = 0
    for scanned in range(count):
        if waits[scanned] == 0:
            order[placed] = scanned
            placed += 1
        while done < placed:
            node = order[done]
            done += 1
            task = node if node < count else node - count
            if node < count and tasks[task].summary:
                for at in range(graph.child_offset[task], graph.child_offset[task + 1]):
                    placed = release(graph.child[at], scanned, count, waits, order, placed)
                continue
            for at in range(graph.out_offset[task], graph.out_offset[task + 1]):
                placed = release(layout.arcs[graph.out[at]].successor, scanned, count, waits, order, placed)
            if tasks[task].parent >= 0:
                placed = release(count + tasks[task].parent, scanned, count, waits, order, placed)
    return placed


def release(node: int, scanned: int, count: int, waits: Any, order: Any, placed: int) -> int:
    """Count one wait of a node as over, and place it after its last unless the scan is still to come to it; kernel."""
    waits[node] -= 1
    if waits[node] == 0 and (node < scanned or node >= count):
        order[placed] = node
        return placed + 1
    return placed


def _grouped(keys: Numbers, count: int, speed: Speed) -> tuple[Numbers, Numbers]:
    offset = speed.column(np.zeros(count + 1, dtype=np.int64))
    members = speed.column(np.zeros(len(keys), dtype=np.int64))
    speed.run(group)(speed.column(keys), offset, members)
    return speed.array(members, WHOLE), speed.array(offset, WHOLE)
