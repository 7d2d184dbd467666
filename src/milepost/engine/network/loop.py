"""The circle of tasks that wait for each other, found so that it can be named."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from milepost.engine.network.layout import Layout


def find_loop(layout: Layout, graph: Any, placed: Iterable[int]) -> list[int]:
    """Give the tasks of a shortest circle through one task that no order could place."""
    waiting = _waiting(layout, graph, {int(node) for node in placed})
    start = _on_a_circle(waiting)
    came_from: dict[int, int] = {}
    front = [start]
    while start not in came_from:
        reached = []
        for node in front:
            for following in waiting[node]:
                if following not in came_from:
                    came_from[following] = node
                    reached.append(following)
        front = reached
    nodes = [start]
    while came_from[nodes[-1]] != start:
        nodes.append(came_from[nodes[-1]])
    tasks = [node % len(layout.tasks) for node in reversed(nodes)]
    return [task for at, task in enumerate(tasks) if task != tasks[at - 1] or len(tasks) == 1]


def _waiting(layout: Layout, graph: Any, placed: set[int]) -> dict[int, list[int]]:
    """List what waits for each node that could not be placed."""
    parent, summary = layout.tasks["parent"].tolist(), layout.tasks["summary"].tolist()
    successor, count = layout.arcs["successor"], len(parent)
    waiting: dict[int, list[int]] = {}
    for node in [*range(count), *(count + np.flatnonzero(summary)).tolist()]:
        task = node % count
        if node in placed:
            continue
        if node == task and summary[task]:
            waiting[node] = graph.child[graph.child_offset[task] : graph.child_offset[task + 1]].tolist()
        else:
            links = graph.out[graph.out_offset[task] : graph.out_offset[task + 1]]
            waiting[node] = successor[links].tolist() + ([count + parent[task]] if parent[task] >= 0 else [])
    return waiting


def _on_a_circle(waiting: dict[int, list[int]]) -> int:
    """Walk back along what each node waits for until one comes twice."""
    before = {following: node for node, all_following in waiting.items() for following in all_following}
    node = next(iter(before))
    while node in before:
        node = before.pop(node)
    return node
