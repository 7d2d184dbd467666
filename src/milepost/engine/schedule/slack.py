"""Total and free slack, from the dates of both passes."""

from milepost.engine.calendar.table import work_between
from milepost.engine.network.layout import NONE
from milepost.engine.schedule.passes import (
    FINISH_TO_START,
    START_TO_START,
    Work,
    driving_instant,
    is_as_late,
    lagged,
)


def measure(work: Work) -> None:
    """Fill in both slacks, in working minutes of each task's calendar; kernel."""
    for task in range(len(work.plan.parent)):
        total = total_slack(work, task)
        work.dates.total_slack[task] = total
        work.dates.free_slack[task] = free_slack(work, task, total)


def total_slack(work: Work, task: int) -> int:
    """Give how far a task can slip without moving the project's finish or breaking a date."""
    plan, dates = work.plan, work.dates
    if plan.complete[task] or is_as_late(plan, task):
        return 0
    clock = plan.clock[task]
    at_finish = work_between(work.tables, clock, dates.early_finish[task], dates.late_finish[task])
    if plan.actual_start[task] != NONE:
        return at_finish
    return min(at_finish, work_between(work.tables, clock, dates.early_start[task], dates.late_start[task]))


def free_slack(work: Work, task: int, total: int) -> int:
    """Give how far a task can slip without moving any other."""
    plan, graph, dates = work.plan, work.graph, work.dates
    if plan.complete[task]:
        return 0
    clock = plan.clock[task]
    least = NONE
    for at in range(graph.out_offset[task], graph.out_offset[task + 1]):
        arc = graph.out[at]
        successor = plan.successor[arc]
        if plan.complete[successor] or not plan.active[successor]:
            continue
        kind = plan.link_type[arc]
        is_to_start = kind in (FINISH_TO_START, START_TO_START)
        reached = dates.start[successor] if is_to_start else dates.finish[successor]
        bound = lagged(work, arc, driving_instant(work, arc), 1)
        gap = work_between(work.tables, clock, bound, reached)
        least = gap if least == NONE else min(least, gap)
    return max(0, total if least == NONE else least)
