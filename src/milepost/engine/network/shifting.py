"""A project begun later or earlier: its start and its decided dates move, what has begun stays where it is."""

from collections.abc import Mapping
from dataclasses import replace

from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Constraint, Link, Network, Task

UNDATED = (Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE)
HELD_BY_START = (*UNDATED, Constraint.START_NO_EARLIER_THAN)


def shifted(network: Network, starts: Mapping[int, int], *, days: int) -> Network:
    """Move a project by days of the calendar, given where each task (uid) starts now; deadlines stay and warn.

    A project that is scheduled from its finish moves with that.
    Before any work the project's start moves, and with it the constraints and fixed dates. Once work has begun, what
    is open is held back instead: the tasks that wait for nothing but started work start that much later than now.
    """
    offset = days * MINUTES_PER_DAY
    begun = begun_tasks(network)
    tasks = [task if task.of or task.uid in begun else _moved(task, offset) for task in network.tasks]
    if network.finish is not None:
        return replace(network, start=network.start + offset, finish=network.finish + offset, tasks=tasks)
    if not begun:
        return replace(network, start=network.start + offset, tasks=tasks)
    front = _front(network, begun)
    held = [_held(task, starts[task.uid] + offset) if task.uid in front else task for task in tasks]
    return replace(network, tasks=held)


def begun_tasks(network: Network) -> set[int]:
    """Give the tasks (uid) that have started, and the summaries with such a task below them."""
    begun: set[int] = set()
    for task in reversed(network.tasks):
        has_started = task.actual_start is not None or task.actual_finish is not None
        if not task.of and (has_started or task.percent_complete > 0 or task.uid in begun):
            begun.add(task.uid)
            if task.parent is not None:
                begun.add(task.parent)
    return begun


def _moved(task: Task, offset: int) -> Task:
    """Move the dates that were decided for a task."""
    return task._replace(
        constraint_at=_later(task.constraint_at, offset),
        pinned_start=_later(task.pinned_start, offset),
        pinned_finish=_later(task.pinned_finish, offset),
    )


def _later(instant: int | None, offset: int) -> int | None:
    return None if instant is None else instant + offset


def _front(network: Network, begun: set[int]) -> set[int]:
    """Give the open tasks without a predecessor that is open itself, neither their own nor their summaries'."""
    own = {task.uid for task in network.tasks if not task.of}
    waiting = {link.successor for link in network.links if _is_open(link, own, begun)}
    parents = {task.parent for task in network.tasks}
    front: set[int] = set()
    for task in network.tasks:
        if task.parent in waiting:
            waiting.add(task.uid)
        elif task.uid in own - begun - waiting - parents:
            front.add(task.uid)
    return front


def _is_open(link: Link, own: set[int], begun: set[int]) -> bool:
    return link.predecessor in own and link.predecessor not in begun


def _held(task: Task, at: int) -> Task:
    """Let a task start no earlier; one with another decided date keeps to that, which has moved already."""
    if task.constraint not in HELD_BY_START or task.pinned_start is not None:
        return task
    return task._replace(constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=at)
