"""The forward pass, with Microsoft Project's conventions: starts and finishes, and what decides them.

A task with no duration stays where it is put; any other starts where work can start and finishes where it can finish.
"""

from typing import Any

from milepost.engine.calendar.table import add_work, next_work, work_between
from milepost.engine.network.columns import NONE
from milepost.engine.schedule.work import (
    BY_ACTUAL,
    BY_CHILDREN,
    BY_CONSTRAINT,
    BY_LINK,
    BY_PARENT,
    BY_PINNED,
    BY_PROJECT_START,
    FOREVER,
    MUST_START_ON,
    RETAINED_LOGIC,
    START_NO_EARLIER_THAN,
    START_TO_FINISH,
    Work,
    dated,
    driven_to,
    drives_start,
    is_pinned,
    may_precede,
    met,
    resumes_at,
)


def forward(work: Work) -> None:
    """Compute early dates, and schedule each task at them; kernel."""
    count = len(work.tasks)
    for node in work.order:
        task = node if node < count else node - count
        if node >= count:
            close_summary(work, task)
        elif work.tasks[task].summary:
            open_summary(work, task)
        else:
            schedule_task(work, task)
            roll_up(work, task)


def open_summary(work: Work, task: int) -> None:
    """Hold all below a summary by its links and its constraint, and those above it; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    hold_back(work, task, NONE)
    if plan.constraint in (START_NO_EARLIER_THAN, MUST_START_ON) and plan.constraint_at > dates.hold:
        dates.hold = plan.constraint_at
        dates.driver = -1
    dates.start = FOREVER
    dates.finish = NONE


def close_summary(work: Work, task: int) -> None:
    """Settle a summary once all below it have dates; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    if plan.pinned_start != NONE:
        dates.start = plan.pinned_start
    if plan.pinned_finish != NONE:
        dates.finish = plan.pinned_finish
    dates.reason = BY_PINNED if is_pinned(plan) else BY_CHILDREN
    dates.early_start, dates.early_finish = dates.start, dates.finish
    dates.span = work_between(work.tables, plan.clock, dates.start, dates.finish)
    roll_up(work, task)


def roll_up(work: Work, task: int) -> None:
    """Widen the summary above to hold a task; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    if plan.parent < 0 or not plan.rolls_up:
        return
    above = work.dates[plan.parent]
    if dates.start < above.start:
        above.start = dates.start
        above.opener = task
    above.finish = max(above.finish, dates.finish)


def schedule_task(work: Work, task: int) -> None:
    """Give a task its start and finish; kernel."""
    plan, dates, tables = work.tasks[task], work.dates[task], work.tables
    may = bool(work.settings.may_precede_start)
    is_free = may_precede(may, work.graph.into_offset, task, plan.constraint)
    hold_back(work, task, NONE if is_free else work.ends[0])
    start, finish = plan.actual_start, plan.actual_finish
    if start != NONE or finish != NONE:
        decide(dates, BY_ACTUAL)
    elif is_pinned(plan):
        start, finish = plan.pinned_start, plan.pinned_finish
        decide(dates, BY_PINNED)
    elif works(plan):
        start = constrained(work, task, next_work(tables, plan.clock, dates.hold))
        start = next_work(tables, plan.clock, start)
    else:
        start = constrained(work, task, dates.hold)
    dates.early_start = start
    if work.ends[2] != NONE and plan.actual_start != NONE and not plan.complete:
        finish = resumed_finish(work, task)
    if plan.leveling_delay > 0 and dates.reason not in (BY_ACTUAL, BY_PINNED):
        start = delayed(work, task, start)
    if start == NONE:
        start = dates.early_start = add_work(tables, plan.clock, finish, -plan.duration)
    if finish == NONE:
        finish = finish_of(work, task, start)
    dates.start = start
    dates.finish = dates.early_finish = finish


def works(plan: Any) -> bool:
    """Tell whether a task starts only where its calendar works; kernel."""
    return bool(plan.duration > 0 or plan.waits_for_work)


def delayed(work: Work, task: int, start: int) -> int:
    """Give the start that leveling delays a task to, as far as its own date allows; kernel.

    Microsoft's reference of the XML: the delay counts from the early start, and the early finish includes it.
    """
    plan = work.tasks[task]
    reason, driver = work.dates[task].reason, work.dates[task].driver
    start = constrained(work, task, met(work, start + plan.leveling_delay))
    work.dates[task].reason, work.dates[task].driver = reason, driver
    return next_work(work.tables, plan.clock, start) if works(plan) else start


def resumed_finish(work: Work, task: int) -> int:
    """Give when a started task is done whose rest waits for the status date, and if told so for its links; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    resumes = resumes_at(work.ends[2], dates.hold, work.settings.progress == RETAINED_LOGIC)
    return add_work(work.tables, plan.clock, resumes, plan.remaining)


def finish_of(work: Work, task: int, start: int) -> int:
    """Give the finish after a start; a start-to-finish link puts it where its predecessor starts; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    finish = add_work(work.tables, plan.clock, start, plan.duration)
    driven = dates.driven_finish
    if dates.reason == BY_LINK and driven > finish and next_work(work.tables, plan.clock, finish) == driven:
        return driven
    return finish


def hold_back(work: Work, task: int, floor: int) -> None:
    """Find the earliest start that the project, the summary above and links allow, and which decides; kernel."""
    plan, dates, graph = work.tasks[task], work.dates[task], work.graph
    is_open = plan.actual_start == NONE and plan.actual_finish == NONE and not plan.summary
    dates.hold = max(floor, work.ends[2]) if is_open and not plan.complete else floor
    dates.driven_finish = NONE
    dates.driver = -1
    dates.reason = BY_PROJECT_START
    is_held = plan.parent >= 0 and not is_pinned(work.tasks[plan.parent])
    if is_held and work.dates[plan.parent].hold > dates.hold:
        dates.hold = work.dates[plan.parent].hold
        dates.driver = work.dates[plan.parent].driver
        dates.reason = BY_PARENT
    for at in range(graph.into_offset[task], graph.into_offset[task + 1]):
        arc = work.arcs[at]
        bound = driven = driven_to(work, arc)
        if not drives_start(arc.type):
            bound = add_work(work.tables, plan.clock, bound, -plan.duration)
        if bound > dates.hold or (bound == dates.hold and dates.reason == BY_PROJECT_START):
            dates.hold = bound
            dates.driver = arc.link
            dates.reason = BY_LINK
            dates.driven_finish = driven if arc.type == START_TO_FINISH else NONE


def decide(dates: Any, reason: int) -> None:
    """Note that something other than a link decides the start; kernel."""
    dates.reason = reason
    dates.driver = -1


def constrained(work: Work, task: int, start: int) -> int:
    """Apply a task's date constraint to the start that links allow, and note where it decides; kernel."""
    plan = work.tasks[task]
    at = dated(work.tables, plan, plan.duration, start)
    if at != start:
        decide(work.dates[task], BY_CONSTRAINT)
    return at
