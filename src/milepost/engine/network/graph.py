"""The order in which tasks can be computed, and the loop that prevents one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from milepost.engine.errors import ScheduleError
from milepost.engine.kernel import Speed
from milepost.engine.network.layout import Layout, Numbers
from milepost.engine.network.model import Task


class CycleFound(ScheduleError):
    """Tasks wait for each other in a circle; `uids` names them in order."""

    def __init__(self, loop: Sequence[Task]) -> None:
        names = " → ".join(f"{task.uid} “{task.name}”" for task in [*loop, loop[0]])
        super().__init__(f"Tasks wait for each other in a circle: {names}. Remove one of these links.")
        self.uids = [task.uid for task in loop]


class Graph(NamedTuple):
    """Links and children grouped by task.

    Node `n` is task `n`; a summary is that node where it opens and a second, `n + count`, where it closes.
    """

    parent: Any
    summary: Any
    successor: Any
    child: Any
    child_offset: Any
    into: Any
    into_offset: Any
    out: Any
    out_offset: Any


def graph_of(layout: Layout, speed: Speed) -> Graph:
    """Group the links of a layout by both ends, and the tasks by summary."""
    count = len(layout.parent)
    top = np.where(layout.parent < 0, count, layout.parent)
    child, child_offset = _grouped(top, count + 1, speed)
    into, into_offset = _grouped(layout.successor, count, speed)
    out, out_offset = _grouped(layout.predecessor, count, speed)
    return Graph(
        layout.parent,
        layout.summary,
        layout.successor,
        child,
        child_offset,
        into,
        into_offset,
        out,
        out_offset,
    )


def order_of(graph: Graph, tasks: Sequence[Task], speed: Speed) -> Numbers:
    """Give the nodes in an order in which each stands after all it waits for; raises CycleFound."""
    count = len(tasks)
    linked = np.diff(graph.into_offset) + (graph.parent >= 0)
    waits = np.concatenate((linked, np.diff(graph.child_offset)[:count]))
    order = speed.column(np.full(count + int(graph.summary.sum()), -1, dtype=np.int64))
    placed = speed.run(place)(speed.columns(graph), speed.column(waits), order)
    if placed < len(order):
        raise CycleFound([tasks[task] for task in _loop(graph, set(order[:placed]))])
    return np.asarray(order, dtype=np.int64)


def group(keys: Any, offset: Any, members: Any) -> None:
    """Write the indexes of equal keys side by side into `members`, and where each key begins into `offset`."""
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


def place(graph: Graph, waits: Any, order: Any) -> int:
    """Write nodes into `order`, each after all it waits for, and return how many could be placed."""
    count = len(graph.parent)
    placed = 0
    for node in range(count):
        if waits[node] == 0:
            order[placed] = node
            placed += 1
    done = 0
    while done < placed:
        node = order[done]
        done += 1
        task = node % count
        if node == task and graph.summary[task]:
            for at in range(graph.child_offset[task], graph.child_offset[task + 1]):
                placed = release(graph.child[at], waits, order, placed)
        else:
            for at in range(graph.out_offset[task], graph.out_offset[task + 1]):
                placed = release(graph.successor[graph.out[at]], waits, order, placed)
            if graph.parent[task] >= 0:
                placed = release(count + graph.parent[task], waits, order, placed)
    return placed


def release(node: int, waits: Any, order: Any, placed: int) -> int:
    """Count one wait of a node as over, and place the node when that was the last."""
    waits[node] -= 1
    if waits[node] > 0:
        return placed
    order[placed] = node
    return placed + 1


def _grouped(keys: Numbers, count: int, speed: Speed) -> tuple[Numbers, Numbers]:
    offset = speed.column(np.zeros(count + 1, dtype=np.int64))
    members = speed.column(np.zeros(len(keys), dtype=np.int64))
    speed.run(group)(speed.column(keys), offset, members)
    return np.asarray(members, dtype=np.int64), np.asarray(offset, dtype=np.int64)


def _loop(graph: Graph, placed: set[int]) -> list[int]:
    """Find a shortest circle through one task that waits in a circle."""
    start = _waiting_node(graph, placed)
    came_from: dict[int, int] = {}
    front = [start]
    while start not in came_from:
        reached = []
        for node in front:
            for following in _after(graph, node):
                if following not in placed and following not in came_from:
                    came_from[following] = node
                    reached.append(following)
        front = reached
    nodes = [start]
    while came_from[nodes[-1]] != start:
        nodes.append(came_from[nodes[-1]])
    tasks = [node % len(graph.parent) for node in reversed(nodes)]
    return [task for at, task in enumerate(tasks) if task != tasks[at - 1] or len(tasks) == 1]


def _waiting_node(graph: Graph, placed: set[int]) -> int:
    """Walk back from an unplaced node along what it waits for until one comes twice: it lies on a circle."""
    count = len(graph.parent)
    every = [*range(count), *(count + np.flatnonzero(graph.summary)).tolist()]
    before: dict[int, int] = {}
    for node in every:
        if node not in placed:
            for following in _after(graph, node):
                before.setdefault(following, node)
    node = next(iter(before))
    while node in before:
        node = before.pop(node)
    return node


def _after(graph: Graph, node: int) -> list[int]:
    count = len(graph.parent)
    task = node % count
    if node == task and graph.summary[task]:
        return [int(child) for child in graph.child[graph.child_offset[task] : graph.child_offset[task + 1]]]
    links = graph.out[graph.out_offset[task] : graph.out_offset[task + 1]]
    above = [] if graph.parent[task] < 0 else [count + int(graph.parent[task])]
    return [int(end) for end in graph.successor[links]] + above
