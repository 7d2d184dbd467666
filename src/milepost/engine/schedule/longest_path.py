"""The longest path: all tasks on chains of driving links to the last finish.

Functions over `Work` are kernels (see `milepost.engine.kernel`).
"""

from typing import Any

from milepost.engine.calendar.table import add_work, work_between
from milepost.engine.network.columns import NONE
from milepost.engine.schedule.work import (
    BY_ACTUAL,
    BY_LINK,
    BY_PARENT,
    BY_PROJECT_START,
    RETAINED_LOGIC,
    Work,
    driven_to,
    drives_from_start,
    drives_start,
)

# What is asked of a task on the way back: that it stands on the path, and of a summary which of its dates counts.
ON_PATH, BY_FINISH, BY_START, BY_HOLD = 1, 2, 4, 8


def mark_longest_path(work: Work) -> None:
    """Mark the tasks on the longest path, and the summaries above them; kernel."""
    count = len(work.tasks)
    mark_last(work)
    for at in range(len(work.order) - 1, -1, -1):
        node = work.order[at]
        task = node if node < count else node - count
        asked = work.dates[task].path
        if node >= count:
            ask_below(work, task)
        elif (work.tasks[task].summary and asked & BY_HOLD) or (asked & ON_PATH and follows(work, task)):
            ask_before(work, task)
    for task in range(count - 1, -1, -1):
        above = work.tasks[task].parent
        if above >= 0 and work.dates[task].path & ON_PATH:
            work.dates[above].path |= ON_PATH


def mark_last(work: Work) -> None:
    """Mark the project's own tasks that finish last; kernel."""
    last = NONE
    for task in range(len(work.tasks)):
        work.dates[task].path = 0
        if counts(work.tasks[task]):
            last = max(last, work.dates[task].finish)
    for task in range(len(work.tasks)):
        if counts(work.tasks[task]) and work.dates[task].finish == last:
            work.dates[task].path = ON_PATH


def counts(plan: Any) -> bool:
    """Tell whether a task may end the project; kernel."""
    return bool(plan.active and not plan.external and not plan.summary)


def ask_below(work: Work, task: int) -> None:
    """Pass on to the tasks directly below a summary what is asked of its dates; kernel."""
    own = work.dates[task]
    for at in range(work.graph.child_offset[task], work.graph.child_offset[task + 1]):
        child = work.graph.child[at]
        dates = work.dates[child]
        if not work.tasks[child].rolls_up:
            continue
        if own.path & BY_FINISH and dates.finish == own.finish:
            ask(work, child, BY_FINISH)
        if own.path & BY_START and dates.start == own.start:
            ask(work, child, BY_START)


def ask_before(work: Work, task: int) -> None:
    """Ask the predecessors whose links drive a task, or the summary whose hold does; kernel."""
    above = work.tasks[task].parent
    if above >= 0 and work.dates[above].hold != NONE and decides(work, task, work.dates[above].hold):
        work.dates[above].path |= BY_HOLD
    for at in range(work.graph.into_offset[task], work.graph.into_offset[task + 1]):
        arc = work.arcs[at]
        if drives(work, arc):
            ask(work, arc.predecessor, BY_START if drives_from_start(arc.type) else BY_FINISH)


def ask(work: Work, task: int, end: int) -> None:
    """Put a task on the path, or ask for those below a summary that give it a date; kernel."""
    work.dates[task].path |= end if work.tasks[task].summary else ON_PATH


def follows(work: Work, task: int) -> bool:
    """Tell whether links decide when a task, or what remains of it, is done; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    if plan.complete or plan.summary:
        return False
    if dates.reason == BY_ACTUAL:
        waits = work.ends[2] != NONE and work.settings.progress == RETAINED_LOGIC
        return bool(waits and dates.hold > work.ends[2])
    return dates.reason in (BY_PROJECT_START, BY_LINK, BY_PARENT)


def drives(work: Work, arc: Any) -> bool:
    """Tell whether a link decides the date of its successor; kernel."""
    plan = work.tasks[arc.successor]
    bound = driven_to(work, arc)
    if not drives_start(arc.type):
        bound = add_work(work.tables, plan.clock, bound, -plan.duration)
    return decides(work, arc.successor, bound)


def decides(work: Work, task: int, bound: int) -> bool:
    """Tell whether no working time lies between what is demanded of a task and where it begins, or goes on; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    begins = dates.hold if plan.summary or dates.reason == BY_ACTUAL else dates.early_start
    return work_between(work.tables, plan.clock, bound, begins) <= 0
