"""Percent complete of summaries: the share of the duration below them that is done."""

from collections.abc import Sequence

from milepost.engine.network.model import Task


def percent_complete_of(tasks: Sequence[Task]) -> list[float]:
    """Give percent complete for each task, summaries weighted by duration as Microsoft Project does.

    A summary over milestones alone counts them evenly. Tasks stand in outline order.
    """
    index = {task.uid: position for position, task in enumerate(tasks)}
    total, done = [0.0] * len(tasks), [0.0] * len(tasks)
    count, finished = [0] * len(tasks), [0] * len(tasks)
    result = [task.percent_complete for task in tasks]
    for position in range(len(tasks) - 1, -1, -1):
        task = tasks[position]
        if count[position]:
            result[position] = _share(total[position], done[position], count[position], finished[position])
        elif task.active:
            total[position], done[position] = task.duration, task.duration * task.percent_complete / 100
            count[position], finished[position] = 1, int(task.percent_complete >= 100)
        if task.parent is not None:
            above = index[task.parent]
            total[above] += total[position]
            done[above] += done[position]
            count[above] += count[position]
            finished[above] += finished[position]
    return result


def _share(total: float, done: float, count: int, finished: int) -> float:
    if count == finished:
        return 100.0
    return 100 * done / total if total else 100 * finished / count
