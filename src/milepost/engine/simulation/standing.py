"""Tasks that a plan lets stand as late as possible: simulated forward, from where they stand.

Who schedules from the finish, or a task as late as possible, begins no earlier than the plan says; what takes longer
than planned then shows as a later finish, which is what the simulation is asked for.
"""

from dataclasses import replace

from milepost.engine.network.model import Constraint, Network, Task
from milepost.engine.schedule import schedule

UNDATED = (Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE)


def standing_late(network: Network) -> Network:
    """Give a network that is scheduled from its start, whose late tasks start no earlier than planned."""
    if network.finish is None and not any(_is_late(task) for task in network.tasks):
        return network
    planned = schedule(network)
    starts = dict(zip(planned.uid.tolist(), planned.start.tolist(), strict=True))
    parents = {task.parent for task in network.tasks}
    from_finish = network.finish is not None
    tasks = [
        _held(task, starts[task.uid])
        if task.uid not in parents and _may_be_held(task) and (_is_late(task) or from_finish)
        else _without_delay(task, is_late=_is_late(task))
        for task in network.tasks
    ]
    return replace(network, start=planned.start_of_project, finish=None, tasks=tasks)


def _is_late(task: Task) -> bool:
    return task.constraint is Constraint.AS_LATE_AS_POSSIBLE


def _may_be_held(task: Task) -> bool:
    is_open = task.actual_start is None and not task.percent_complete
    return is_open and task.pinned_start is None and task.pinned_finish is None and task.constraint in UNDATED


def _held(task: Task, start: int) -> Task:
    return task._replace(constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=start, leveling_delay=0)


def _without_delay(task: Task, *, is_late: bool) -> Task:
    return task._replace(constraint=Constraint.AS_SOON_AS_POSSIBLE) if is_late else task
