"""The forward and backward pass of the critical path method, with Microsoft Project's conventions.

Every function over `Work` is a kernel (see `milepost.engine.kernel`). A task with no duration stays where it is put;
any other starts where work can start and finishes where work can finish.
"""

from typing import Any, NamedTuple

from milepost.engine.calendar.table import Tables, add_work, next_work, previous_work, work_between
from milepost.engine.network.graph import Graph
from milepost.engine.network.layout import NONE, Layout

FOREVER = -NONE

# Codes of the enumerations in `network.model` and of `Reason`: plain numbers, because kernels are compiled.
FINISH_TO_FINISH, FINISH_TO_START, START_TO_FINISH, START_TO_START = 0, 1, 2, 3
ELAPSED, PERCENT, ELAPSED_PERCENT = 1, 2, 3
AS_LATE_AS_POSSIBLE, MUST_START_ON, MUST_FINISH_ON, START_NO_EARLIER_THAN = 1, 2, 3, 4
START_NO_LATER_THAN, FINISH_NO_EARLIER_THAN, FINISH_NO_LATER_THAN = 5, 6, 7
BY_PROJECT_START, BY_LINK, BY_CONSTRAINT, BY_ACTUAL, BY_PINNED, BY_CHILDREN, BY_PARENT = 0, 1, 2, 3, 4, 5, 6


class Dates(NamedTuple):
    """What the passes fill in, by task; a summary's columns gather its tasks' as they are computed."""

    start: Any
    finish: Any
    early_start: Any
    early_finish: Any
    late_start: Any
    late_finish: Any
    total_slack: Any
    free_slack: Any
    driver: Any
    reason: Any
    hold: Any
    """The earliest start that links and summaries allow."""
    opener: Any
    """The task below a summary that starts it."""
    latest_begin: Any
    """The latest instant at which what remains of the task may begin."""
    cap_start: Any
    cap_finish: Any
    """The latest instants that links and summaries allow."""
    reach: Any
    """The earliest and the latest instant met, to tell whether the tables sufficed."""


class Work(NamedTuple):
    """All that a pass reads and writes."""

    plan: Layout
    graph: Graph
    tables: Tables
    dates: Dates
    order: Any


def forward(work: Work, as_late: bool) -> None:
    """Compute starts and finishes; the second time, tasks that are to be as late as possible stand at their late dates."""
    plan, dates = work.plan, work.dates
    count = len(plan.parent)
    for node in work.order:
        task = node % count
        if node >= count:
            close_summary(work, task)
        elif plan.summary[task]:
            open_summary(work, task)
            continue
        elif as_late and is_as_late(plan, task):
            dates.start[task] = dates.late_start[task]
            dates.finish[task] = dates.late_finish[task]
        else:
            hold_back(work, task, NONE if is_free_to_precede(work, task) else plan.start)
            settle(work, task)
            dates.early_start[task] = dates.start[task]
            dates.early_finish[task] = dates.finish[task]
        roll_up(plan, dates, task)


def is_as_late(plan: Layout, task: int) -> bool:
    """Tell whether an unstarted task is to be as late as possible."""
    return (
        plan.constraint[task] == AS_LATE_AS_POSSIBLE
        and plan.actual_start[task] == NONE
        and not plan.complete[task]
    )


def is_free_to_precede(work: Work, task: int) -> bool:
    """Tell whether a task may start before the project: its own no-earlier-than date is all that holds it."""
    constraint = work.plan.constraint[task]
    unlinked = work.graph.into_offset[task] == work.graph.into_offset[task + 1]
    return unlinked and (constraint in (START_NO_EARLIER_THAN, FINISH_NO_EARLIER_THAN))


def open_summary(work: Work, task: int) -> None:
    """Hold all below a summary by its own links and constraint, and those above it."""
    plan, dates = work.plan, work.dates
    hold_back(work, task, NONE)
    constraint = plan.constraint[task]
    if constraint in (START_NO_EARLIER_THAN, MUST_START_ON) and plan.constraint_at[task] > dates.hold[task]:
        dates.hold[task] = plan.constraint_at[task]
        dates.driver[task] = -1
    dates.start[task] = FOREVER
    dates.finish[task] = NONE


def close_summary(work: Work, task: int) -> None:
    """Settle a summary once all below it have dates."""
    plan, dates = work.plan, work.dates
    dates.reason[task] = BY_CHILDREN
    if plan.pinned_start[task] != NONE:
        dates.start[task] = plan.pinned_start[task]
        dates.reason[task] = BY_PINNED
    if plan.pinned_finish[task] != NONE:
        dates.finish[task] = plan.pinned_finish[task]
        dates.reason[task] = BY_PINNED
    dates.early_start[task] = dates.start[task]
    dates.early_finish[task] = dates.finish[task]
    plan.duration[task] = work_between(work.tables, plan.clock[task], dates.start[task], dates.finish[task])


def hold_back(work: Work, task: int, floor: int) -> None:
    """Find the earliest start that the project, the summary above and the links into a task allow, and which decides."""
    plan, graph, dates = work.plan, work.graph, work.dates
    dates.hold[task] = floor
    dates.driver[task] = -1
    dates.reason[task] = BY_PROJECT_START
    parent = plan.parent[task]
    if parent >= 0 and dates.hold[parent] > floor and not is_pinned(plan, parent):
        dates.hold[task] = dates.hold[parent]
        dates.driver[task] = dates.driver[parent]
        dates.reason[task] = BY_PARENT
    for at in range(graph.into_offset[task], graph.into_offset[task + 1]):
        arc = graph.into[at]
        bound = start_bound(work, arc)
        if bound > dates.hold[task] or (bound == dates.hold[task] and dates.reason[task] == BY_PROJECT_START):
            dates.hold[task] = bound
            dates.driver[task] = plan.link[arc]
            dates.reason[task] = BY_LINK


def is_pinned(plan: Layout, task: int) -> bool:
    """Tell whether a person fixed a date of the task."""
    return plan.pinned_start[task] != NONE or plan.pinned_finish[task] != NONE


def start_bound(work: Work, arc: int) -> int:
    """Give the earliest start that one link allows its successor."""
    plan = work.plan
    bound = lagged(work, arc, driving_instant(work, arc), 1)
    kind = plan.link_type[arc]
    if kind in (FINISH_TO_FINISH, START_TO_FINISH):
        successor = plan.successor[arc]
        return add_work(work.tables, plan.clock[successor], bound, -plan.duration[successor])
    return bound


def driving_instant(work: Work, arc: int) -> int:
    """Give the end of the predecessor that a link starts from."""
    kind = work.plan.link_type[arc]
    predecessor = work.plan.predecessor[arc]
    if kind in (START_TO_START, START_TO_FINISH):
        return work.dates.start[predecessor]
    return work.dates.finish[predecessor]


def lagged(work: Work, arc: int, instant: int, direction: int) -> int:
    """Move an instant along a link's lag, or against it."""
    plan, reach = work.plan, work.dates.reach
    unit = plan.lag_unit[arc]
    lag = plan.lag[arc]
    if unit in (PERCENT, ELAPSED_PERCENT):
        lag = lag * plan.duration[plan.predecessor[arc]] / 100
    minutes = direction * round(lag)
    if unit in (ELAPSED, ELAPSED_PERCENT):
        moved = instant + minutes
    else:
        moved = add_work(work.tables, plan.lag_calendar[arc], instant, minutes)
    reach[0] = min(reach[0], moved)
    reach[1] = max(reach[1], moved)
    return moved


def settle(work: Work, task: int) -> None:
    """Give a task its start and finish."""
    plan, tables, dates = work.plan, work.tables, work.dates
    clock, duration = plan.clock[task], plan.duration[task]
    start, finish = plan.actual_start[task], plan.actual_finish[task]
    if start != NONE or finish != NONE:
        decide(dates, task, BY_ACTUAL)
    elif is_pinned(plan, task):
        start, finish = plan.pinned_start[task], plan.pinned_finish[task]
        decide(dates, task, BY_PINNED)
    elif duration > 0:
        start = next_work(tables, clock, constrained(work, task, next_work(tables, clock, dates.hold[task])))
    else:
        start = constrained(work, task, dates.hold[task])
    if start == NONE:
        start = add_work(tables, clock, finish, -duration)
    if finish == NONE:
        finish = add_work(tables, clock, start, duration)
    dates.start[task] = start
    dates.finish[task] = finish


def decide(dates: Dates, task: int, reason: int) -> None:
    """Note that something other than a link decides the start."""
    dates.reason[task] = reason
    dates.driver[task] = -1


def constrained(work: Work, task: int, start: int) -> int:
    """Apply a task's date constraint to the start that links allow; the constraint wins."""
    plan = work.plan
    constraint = plan.constraint[task]
    if constraint < MUST_START_ON:
        return start
    at = plan.constraint_at[task]
    if constraint in (MUST_FINISH_ON, FINISH_NO_EARLIER_THAN, FINISH_NO_LATER_THAN):
        at = add_work(work.tables, plan.clock[task], at, -plan.duration[task])
    if constraint in (START_NO_EARLIER_THAN, FINISH_NO_EARLIER_THAN):
        at = max(at, start)
    elif constraint in (START_NO_LATER_THAN, FINISH_NO_LATER_THAN):
        at = min(at, start)
    if at != start:
        decide(work.dates, task, BY_CONSTRAINT)
    return at


def roll_up(plan: Layout, dates: Dates, task: int) -> None:
    """Widen the summary above to hold a task."""
    parent = plan.parent[task]
    if parent < 0 or not plan.rolls_up[task]:
        return
    if dates.start[task] < dates.start[parent]:
        dates.start[parent] = dates.start[task]
        dates.opener[parent] = task
    dates.finish[parent] = max(dates.finish[parent], dates.finish[task])


def project_finish(work: Work) -> int:
    """Give the latest finish of the active tasks."""
    latest = NONE
    for task in range(len(work.plan.parent)):
        if work.plan.active[task]:
            latest = max(latest, work.dates.finish[task])
    return latest


def backward(work: Work) -> None:
    """Compute late dates from the project's finish."""
    plan, dates = work.plan, work.dates
    count = len(plan.parent)
    latest = project_finish(work)
    for at in range(len(work.order) - 1, -1, -1):
        node = work.order[at]
        task = node % count
        if node >= count or not plan.summary[task]:
            cap(work, task, latest)
        if node >= count:
            dates.late_start[task] = dates.latest_begin[task] = FOREVER
            dates.late_finish[task] = NONE
            continue
        if not plan.summary[task]:
            settle_late(work, task)
        roll_up_late(plan, dates, task)


def cap(work: Work, task: int, latest: int) -> None:
    """Find the latest start and finish that the project, the summary above, links, a constraint and a deadline allow."""
    plan, graph, dates = work.plan, work.graph, work.dates
    start, finish = FOREVER, latest
    parent = plan.parent[task]
    if parent >= 0 and not is_pinned(plan, parent):
        finish = min(finish, dates.cap_finish[parent])
        if dates.opener[parent] == task:
            start = dates.cap_start[parent]
    for at in range(graph.out_offset[task], graph.out_offset[task + 1]):
        arc = graph.out[at]
        successor = plan.successor[arc]
        if plan.complete[successor] or not plan.active[successor]:
            continue
        kind = plan.link_type[arc]
        if kind in (FINISH_TO_START, START_TO_START):
            bound = lagged(work, arc, dates.latest_begin[successor], -1)
        else:
            bound = lagged(work, arc, dates.late_finish[successor], -1)
        if kind in (FINISH_TO_START, FINISH_TO_FINISH):
            finish = min(finish, bound)
        elif plan.actual_start[task] == NONE:
            start = min(start, bound)
    constraint = plan.constraint[task]
    if constraint == FINISH_NO_LATER_THAN:
        finish = min(finish, plan.constraint_at[task])
    if plan.deadline[task] != NONE:
        finish = min(finish, plan.deadline[task])
    dates.cap_start[task] = start
    dates.cap_finish[task] = finish


def settle_late(work: Work, task: int) -> None:
    """Give a task its late dates."""
    plan, tables, dates = work.plan, work.tables, work.dates
    if plan.complete[task]:
        dates.late_start[task] = dates.latest_begin[task] = dates.start[task]
        dates.late_finish[task] = dates.finish[task]
        return
    clock, duration = plan.clock[task], plan.duration[task]
    is_started = plan.actual_start[task] != NONE
    finish = dates.cap_finish[task]
    if dates.cap_start[task] != FOREVER:
        finish = min(finish, add_work(tables, clock, dates.cap_start[task], duration))
    finish = constrained_late(work, task, finish)
    if duration > 0:
        finish = previous_work(tables, clock, finish)
    dates.late_finish[task] = finish
    begin = add_work(tables, clock, finish, -(plan.remaining[task] if is_started else duration))
    dates.latest_begin[task] = begin
    dates.late_start[task] = dates.start[task] if is_started else begin


def constrained_late(work: Work, task: int, finish: int) -> int:
    """Apply a task's date constraint to its late finish."""
    plan = work.plan
    constraint, at = plan.constraint[task], plan.constraint_at[task]
    if constraint in (MUST_START_ON, START_NO_LATER_THAN):
        at = add_work(work.tables, plan.clock[task], at, plan.duration[task])
    if constraint == START_NO_LATER_THAN:
        at = min(at, finish)
    elif constraint != MUST_START_ON and constraint != MUST_FINISH_ON:
        return finish
    return at if plan.deadline[task] == NONE else min(at, plan.deadline[task])


def roll_up_late(plan: Layout, dates: Dates, task: int) -> None:
    """Widen the late dates of the summary above to hold a task's; a pinned task counts where it stands."""
    parent = plan.parent[task]
    if parent < 0 or not plan.rolls_up[task]:
        return
    is_fixed = is_pinned(plan, task)
    start = dates.early_start[task] if is_fixed else dates.late_start[task]
    finish = dates.early_finish[task] if is_fixed else dates.late_finish[task]
    dates.late_start[parent] = min(dates.late_start[parent], start)
    dates.late_finish[parent] = max(dates.late_finish[parent], finish)
    if not plan.complete[task]:
        dates.latest_begin[parent] = min(dates.latest_begin[parent], dates.latest_begin[task])
