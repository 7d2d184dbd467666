"""The forward pass, once for each iteration, with the chain that drives each finish counted."""

from typing import Any

from milepost.engine.network.columns import NONE
from milepost.engine.schedule.forward import forward
from milepost.engine.schedule.work import Work


def iterate(
    work: Work, trials: Any, watched: Any, drives: Any, finishes: Any, ends: Any, critical: Any
) -> None:
    """Schedule every trial; kernel.

    `trials` holds the place of each drawn task, what is done of it, and by iteration what remains; `watched` the tasks
    whose finishes are wanted; `drives` the predecessor of each link. Fills in the project's finishes, the watched
    finishes, and how often each task is on the chain that drives the project's finish.
    """
    places, done, remaining = trials
    for trial in range(len(remaining)):
        for at in range(len(places)):
            task = work.tasks[places[at]]
            task.remaining = remaining[trial][at]
            task.duration = done[at] + task.remaining
            work.dates[places[at]].span = task.duration
        forward(work)
        last = last_task(work)
        finishes[trial] = work.dates[last].finish
        for at in range(len(watched)):
            ends[trial][at] = work.dates[watched[at]].finish
        count_chain(work, last, drives, critical)


def last_task(work: Work) -> int:
    """Give the task that finishes last, the first of several; kernel."""
    last, finish = 0, NONE
    for at in range(len(work.tasks)):
        task = work.tasks[at]
        if task.active and not task.external and not task.summary and work.dates[at].finish > finish:
            last, finish = at, work.dates[at].finish
    return last


def count_chain(work: Work, last: int, drives: Any, critical: Any) -> None:
    """Count the tasks from the last back to where its date comes from; kernel."""
    task, steps = last, 0
    while task >= 0 and steps <= len(work.tasks):
        critical[task] += 1
        driver = work.dates[task].driver
        task = drives[driver] if driver >= 0 else -1
        steps += 1
