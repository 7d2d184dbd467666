"""Total and free slack, from the dates of both passes."""

from milepost.engine.calendar.table import work_between
from milepost.engine.network.columns import NONE
from milepost.engine.schedule.work import (
    LATE_BY_FREE_SLACK,
    SLACK_OF_FINISH,
    SLACK_OF_START,
    Work,
    driven_to,
    drives_start,
    is_as_late,
)


def measure_slack(work: Work) -> None:
    """Fill in both slacks, in working minutes of each task's calendar; kernel."""
    for task in range(len(work.tasks)):
        if not work.tasks[task].complete:
            work.dates[task].total_slack = total_slack(work, task)
            work.dates[task].free_slack = free_slack(work, task)


def total_slack(work: Work, task: int) -> int:
    """Give how far a task can slip without moving the project's finish or breaking a date; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    takes_all = work.ends[1] == NONE and work.settings.late != LATE_BY_FREE_SLACK
    if takes_all and is_as_late(work, plan):
        return 0
    at_finish = work_between(work.tables, plan.clock, dates.early_finish, dates.late_finish)
    if plan.actual_start != NONE or work.settings.slack_of == SLACK_OF_FINISH:
        return at_finish
    at_start = work_between(work.tables, plan.clock, dates.early_start, dates.late_start)
    return at_start if work.settings.slack_of == SLACK_OF_START else min(at_finish, at_start)


def free_slack(work: Work, task: int) -> int:
    """Give how far a task can slip without moving another, which is never more than its total slack; kernel."""
    graph = work.graph
    least = work.dates[task].total_slack
    for at in range(graph.out_offset[task], graph.out_offset[task + 1]):
        arc = work.arcs[graph.out[at]]
        if work.tasks[arc.successor].complete or not work.tasks[arc.successor].active:
            continue
        after = work.dates[arc.successor]
        # What slips pushes a leveled task's early start, and the delay comes on top.
        is_leveled = work.tasks[arc.successor].leveling_delay > 0
        begins = after.early_start if is_leveled else after.start
        reached = begins if drives_start(arc.type) else after.finish
        least = min(least, work_between(work.tables, work.tasks[task].clock, driven_to(work, arc), reached))
    return max(0, least)
