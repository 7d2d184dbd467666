"""The backward pass, with Microsoft Project's conventions: late starts and finishes."""

from milepost.engine.calendar.table import add_work, previous_work
from milepost.engine.network.columns import NONE
from milepost.engine.schedule.work import (
    FINISH_NO_EARLIER_THAN,
    FINISH_NO_LATER_THAN,
    FOREVER,
    MUST_FINISH_ON,
    MUST_START_ON,
    START_NO_EARLIER_THAN,
    START_NO_LATER_THAN,
    Work,
    allowed_by,
    drives_from_start,
    is_pinned,
)


def backward(work: Work) -> None:
    """Compute late dates from the project's finish; kernel."""
    count = len(work.tasks)
    latest = project_finish(work)
    for at in range(len(work.order) - 1, -1, -1):
        node = work.order[at]
        task = node if node < count else node - count
        dates = work.dates[task]
        if node >= count:
            cap(work, task, latest)
            dates.late_start = dates.latest_begin = FOREVER
            dates.late_finish = NONE
        else:
            if not work.tasks[task].summary:
                cap(work, task, latest)
                schedule_late(work, task)
            roll_up_late(work, task)


def start_backward(work: Work) -> None:
    """Let a project that is scheduled from its finish start with its first task's late start; kernel."""
    earliest = FOREVER
    for task in range(len(work.tasks)):
        plan = work.tasks[task]
        if plan.active and not plan.external and not plan.summary:
            earliest = min(earliest, work.dates[task].late_start)
    work.ends[0] = min(earliest, work.ends[1])


def project_finish(work: Work) -> int:
    """Give the finish that was decided, or the latest finish of the project's own active tasks; kernel."""
    if work.ends[1] != NONE:
        return int(work.ends[1])
    latest = NONE
    for task in range(len(work.tasks)):
        if work.tasks[task].active and not work.tasks[task].external:
            latest = max(latest, work.dates[task].finish)
    return latest if latest != NONE else int(work.ends[0])


def cap(work: Work, task: int, latest: int) -> None:
    """Find the latest start and finish that the project, the summary above, links and a deadline allow; kernel."""
    plan, dates, graph = work.tasks[task], work.dates[task], work.graph
    start, finish = FOREVER, latest
    if (
        work.settings.has_many_critical_paths
        and graph.out_offset[task] == graph.out_offset[task + 1]
        and not plan.external
    ):
        finish = min(finish, dates.finish)
    if plan.parent >= 0 and not is_pinned(work.tasks[plan.parent]):
        above = work.dates[plan.parent]
        finish = min(finish, above.cap_finish)
        if above.opener == task:
            start = above.cap_start
    for at in range(graph.out_offset[task], graph.out_offset[task + 1]):
        arc = work.arcs[graph.out[at]]
        if work.tasks[arc.successor].complete or not work.tasks[arc.successor].active:
            continue
        bound = allowed_by(work, arc)
        if not drives_from_start(arc.type):
            finish = min(finish, bound)
        elif plan.actual_start == NONE and not is_pinned(plan):
            start = min(start, bound)
    if plan.constraint == FINISH_NO_LATER_THAN:
        finish = min(finish, plan.constraint_at)
    if plan.deadline != NONE:
        finish = min(finish, plan.deadline)
    dates.cap_start, dates.cap_finish = start, finish


def schedule_late(work: Work, task: int) -> None:
    """Give a task its late dates; kernel."""
    plan, dates, tables = work.tasks[task], work.dates[task], work.tables
    if plan.complete:
        dates.late_start = dates.latest_begin = dates.start
        dates.late_finish = dates.finish
        return
    is_started = plan.actual_start != NONE
    finish = constrained_late(work, task)
    if plan.duration > 0 and not is_pinned(plan):
        finish = previous_work(tables, plan.clock, finish)
    dates.late_finish = finish
    dates.latest_begin = add_work(
        tables, plan.clock, finish, -(plan.remaining if is_started else plan.duration)
    )
    dates.late_start = dates.start if is_started else dates.latest_begin


def constrained_late(work: Work, task: int) -> int:
    """Give the latest finish that a task's caps and its date constraint allow; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    finish = dates.cap_finish
    if dates.cap_start != FOREVER:
        finish = min(finish, add_work(work.tables, plan.clock, dates.cap_start, plan.duration))
    if work.ends[1] != NONE and plan.constraint == FINISH_NO_EARLIER_THAN:
        return max(finish, plan.constraint_at)
    if work.ends[1] != NONE and plan.constraint == START_NO_EARLIER_THAN:
        return max(finish, add_work(work.tables, plan.clock, plan.constraint_at, plan.duration))
    if plan.constraint == START_NO_LATER_THAN:
        return min(finish, add_work(work.tables, plan.clock, plan.constraint_at, plan.duration))
    if plan.constraint not in (MUST_START_ON, MUST_FINISH_ON):
        return finish
    fixed = plan.constraint_at
    if plan.constraint == MUST_START_ON:
        fixed = add_work(work.tables, plan.clock, fixed, plan.duration)
    if not plan.binding:
        return min(finish, fixed)
    return fixed if plan.deadline == NONE else min(fixed, plan.deadline)


def roll_up_late(work: Work, task: int) -> None:
    """Widen the late dates of the summary above to hold a task's; a pinned task counts where it stands; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    if plan.parent < 0 or not plan.rolls_up:
        return
    above = work.dates[plan.parent]
    above.late_start = min(above.late_start, dates.early_start if is_pinned(plan) else dates.late_start)
    above.late_finish = max(above.late_finish, dates.early_finish if is_pinned(plan) else dates.late_finish)
    if not plan.complete:
        above.latest_begin = min(above.latest_begin, dates.latest_begin)
