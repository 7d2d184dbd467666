"""The leveling delay of each task that brings a schedule to where leveling wants its tasks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from milepost.engine.network.model import Network
from milepost.engine.schedule import Schedule, schedule

MOST_ROUNDS = 400


def delays_to(network: Network, targets: Mapping[int, int]) -> tuple[dict[int, int], Schedule]:
    """Find the delays, by the tasks' uid, by which each starts at its target; gives them with the schedule they make.

    A delay counts from where links and calendars put the task, so tasks are brought there front to back, each round
    those whose predecessors stand. A task that links hold beyond its target stays there.
    """
    delays: dict[int, int] = {}
    before = _predecessors(network)
    places = {task.uid: place for place, task in enumerate(network.tasks)}
    result = schedule(network)
    for _ in range(MOST_ROUNDS):
        early = {uid for uid, target in targets.items() if int(result.start[places[uid]]) < target}
        if not early:
            break
        # A summary has no target of its own; what it holds stands for it.
        ready = [uid for uid in early if not _reaches(uid, early - {uid}, before)]
        for uid in ready or early:
            delays[uid] = delays.get(uid, 0) + targets[uid] - int(result.start[places[uid]])
        result = schedule(_delayed(network, delays))
    return delays, result


def _delayed(network: Network, delays: Mapping[int, int]) -> Network:
    tasks = [task._replace(leveling_delay=delays.get(task.uid, 0)) for task in network.tasks]
    return replace(network, tasks=tasks)


def _predecessors(network: Network) -> dict[int, set[int]]:
    """Give what each task waits for directly, its summaries' predecessors and what summaries hold included."""
    parents = {task.uid: task.parent for task in network.tasks}
    children: dict[int, set[int]] = defaultdict(set)
    for uid, parent in parents.items():
        if parent is not None:
            children[parent].add(uid)
    found: dict[int, set[int]] = {uid: set(children[uid]) for uid in parents}
    direct: dict[int, set[int]] = defaultdict(set)
    for link in network.links:
        direct[link.successor].add(link.predecessor)
    for uid in parents:
        above: int | None = uid
        while above is not None:
            found[uid] |= direct[above]
            above = parents[above]
    return found


def _reaches(uid: int, wanted: set[int], before: Mapping[int, set[int]]) -> bool:
    """Tell whether a task waits for one of these, directly or not."""
    seen, front = {uid}, set(before[uid])
    while front:
        if front & wanted:
            return True
        seen |= front
        front = {further for one in front for further in before[one]} - seen
    return False
