"""One block of iterations: what is drawn for every task, and when it then starts and finishes.

All functions are kernels (see `milepost.engine.kernel`). Tasks run in working minutes of their own calendar as far as
they can, where a link is a sum and a start the largest of sums; instants are looked up only between calendars. The
dates are those of `milepost.engine.schedule.forward`, to the minute.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from milepost.engine.calendar.table import Tables, add_work, finish_after, next_work, start_after, worked
from milepost.engine.network.columns import NONE
from milepost.engine.schedule.work import (
    MUST_START_ON,
    START_NO_EARLIER_THAN,
    START_TO_FINISH,
    after_lag,
    dated,
    drives_from_start,
    drives_start,
    may_precede,
    resumes_at,
)
from milepost.engine.simulation.program import WALL, Program

CAP = 2**30
"""No task ends later in 32 bits; far beyond every calendar's horizon."""
BEFORE_ALL = -CAP


class Scratch(NamedTuple):
    """What a thread fills in for a block, by task and iteration."""

    duration: Any
    finish: Any
    start: Any
    """Starts of tasks outside any frame, and holds of summaries, by the program's rows."""
    via: Any
    """The task whose date decides such a start, or -1, by the same rows."""
    lead: Any
    """The instants at which ordered goods arrive, by lead time."""
    reach: Any
    """The latest instant met, to tell whether the calendars sufficed."""


def follow_links(plan: Program, laid: Tables, scratch: Scratch, task: int, lead: int) -> None:
    """Give a task that runs in a frame its starts by project, summary, links and dates, and so its finishes; kernel."""
    starts, lasts = scratch.finish[task], scratch.duration[task]
    floor = np.int32(max(plan.floor[task], plan.not_before[task]))
    for at in range(len(starts)):
        starts[at] = floor
    if plan.above[task] >= 0:
        inherit_hold(plan, laid, scratch, task)
    for arc in range(plan.into[task], plan.into[task + 1]):
        if plan.is_sum[arc]:
            add_link(plan, scratch, task, arc)
        else:
            convert_link(plan, laid, scratch, task, arc)
    if lead >= 0:
        for at in range(len(starts)):
            starts[at] = max(starts[at], np.int32(worked(laid, plan.frame[task], scratch.lead[lead][at])))
    latest = np.int32(0)
    for at in range(len(starts)):
        starts[at] = np.int32(min(starts[at] + lasts[at], CAP))
        latest = max(latest, starts[at])
    if latest >= plan.capacity[task]:
        scratch.reach[0] = laid.limit


def add_link(plan: Program, scratch: Scratch, task: int, arc: int) -> None:
    """Hold the starts of a task by a link within its frame; kernel."""
    source, kind, lag = plan.source[arc], plan.kind[arc], lag_in_frame(plan, arc)
    starts, lasts = scratch.finish[task], scratch.duration[task]
    ends, lasted = scratch.finish[source], scratch.duration[source]
    from_start, to_start = drives_from_start(kind), drives_start(kind)
    for at in range(len(starts)):
        bound = np.int32(ends[at] + lag)
        if from_start:
            bound = np.int32(bound - lasted[at])
        if not to_start:
            bound = np.int32(bound - lasts[at])
        starts[at] = max(starts[at], bound)


def lag_in_frame(plan: Program, arc: int) -> Any:
    """Give the whole minutes that a link within a frame adds; kernel."""
    return np.int32(math.floor(plan.lag[arc] + 0.5))


def convert_link(plan: Program, laid: Tables, scratch: Scratch, task: int, arc: int) -> None:
    """Hold the starts of a task by a link from another frame, or whose lag runs on another calendar; kernel."""
    starts, lasts = scratch.finish[task], scratch.duration[task]
    is_to_start = drives_start(plan.kind[arc])
    latest = 0
    for at in range(len(starts)):
        instant = driven(plan, laid, scratch, arc, at)
        latest = max(latest, instant)
        bound = worked(laid, plan.frame[task], instant)
        if not is_to_start:
            bound = max(0, bound - lasts[at])
        starts[at] = max(starts[at], np.int32(bound))
    met(scratch, latest)


def inherit_hold(plan: Program, laid: Tables, scratch: Scratch, task: int) -> None:
    """Hold the starts of a task by the summary above it; kernel."""
    starts, holds = scratch.finish[task], scratch.start[plan.row[plan.above[task]] + 1]
    for at in range(len(starts)):
        if holds[at] > BEFORE_ALL:
            starts[at] = max(starts[at], np.int32(worked(laid, plan.frame[task], holds[at])))


def decider(plan: Program, laid: Tables, scratch: Scratch, task: int, at: int) -> int:
    """Give the task whose date decides a start in one iteration, or -1; kernel.

    In a frame it is found from the dates that stand, which takes less than to note it for every task on the way: only
    those on the chain to the finish are asked for.
    """
    if plan.frame[task] == WALL:
        return int(scratch.via[plan.row[task]][at])
    start, above = scratch.finish[task][at] - scratch.duration[task][at], plan.above[task]
    if above >= 0 and scratch.start[plan.row[above] + 1][at] > BEFORE_ALL:
        hold = worked(laid, plan.frame[task], scratch.start[plan.row[above] + 1][at])
        if hold == start and hold > plan.floor[task]:
            return int(scratch.via[plan.row[above]][at])
    for arc in range(plan.into[task], plan.into[task + 1]):
        if bound_of(plan, laid, scratch, task, arc, at) == start:
            return int(plan.source[arc])
    return -1


def bound_of(plan: Program, laid: Tables, scratch: Scratch, task: int, arc: int, at: int) -> int:
    """Give the start, in working minutes of its frame, to which a link holds a task in one iteration; kernel."""
    source, kind, lasts = plan.source[arc], plan.kind[arc], int(scratch.duration[task][at])
    if not plan.is_sum[arc]:
        bound = worked(laid, plan.frame[task], driven(plan, laid, scratch, arc, at))
        return int(bound if drives_start(kind) else max(0, bound - lasts))
    bound = int(scratch.finish[source][at]) + lag_in_frame(plan, arc)
    if drives_from_start(kind):
        bound -= scratch.duration[source][at]
    return int(bound if drives_start(kind) else bound - lasts)


def driven(plan: Program, laid: Tables, scratch: Scratch, arc: int, at: int) -> int:
    """Give the instant that a link carries from its predecessor to its successor; its reach is not noted; kernel."""
    source = plan.source[arc]
    if drives_from_start(plan.kind[arc]):
        instant = start_of(plan, laid, scratch, source, at)
    else:
        instant = finish_of(plan, laid, scratch, source, at)
    if plan.lag[arc] == 0:
        return int(instant)
    lasted = int(scratch.duration[source][at])
    return int(after_lag(laid, plan.calendar[arc], instant, plan.lag[arc], plan.unit[arc], lasted))


def start_of(plan: Program, laid: Tables, scratch: Scratch, task: int, at: int) -> int:
    """Give the instant at which a task starts; kernel."""
    if plan.frame[task] == WALL:
        return int(scratch.start[plan.row[task]][at])
    work = int(scratch.finish[task][at]) - scratch.duration[task][at]
    return int(start_after(laid, plan.frame[task], work))


def finish_of(plan: Program, laid: Tables, scratch: Scratch, task: int, at: int) -> int:
    """Give the instant at which a task finishes; kernel."""
    if plan.frame[task] == WALL:
        return int(scratch.finish[task][at])
    return int(finish_after(laid, plan.frame[task], int(scratch.finish[task][at])))


def met(scratch: Scratch, instant: int) -> int:
    """Note an instant on the way; kernel."""
    scratch.reach[0] = max(scratch.reach[0], instant)
    return instant


def place_by_instants(plan: Program, laid: Tables, scratch: Scratch, task: int, lead: int) -> None:
    """Give a task outside any frame its starts and finishes, as the schedule's own forward pass does; kernel."""
    row = plan.tasks[task]
    starts, finishes = scratch.start[plan.row[task]], scratch.finish[task]
    via = scratch.via[plan.row[task]]
    is_begun = row.actual_start != NONE or row.actual_finish != NONE
    floor = NONE if may_precede(plan.may_precede_start, plan.into, task, row.constraint) else plan.start
    if not is_begun and not row.complete:
        floor = max(floor, plan.status)
    is_waiting = plan.status != NONE and row.actual_start != NONE and not row.complete
    for at in range(len(starts)):
        hold, by, driven_finish = held(plan, laid, scratch, task, at, floor)
        if lead >= 0 and not is_begun and scratch.lead[lead][at] > hold:
            hold, by = int(scratch.lead[lead][at]), -1
        lasts = int(scratch.duration[task][at])
        start, finish = row.actual_start, row.actual_finish
        if is_waiting:
            finish, by = resumed(plan, laid, row, lasts, hold, by)
        elif is_begun:
            by = -1
        elif row.pinned_start != NONE or row.pinned_finish != NONE:
            start, finish, by = row.pinned_start, row.pinned_finish, -1
        else:
            works = lasts > 0 or row.waits_for_work
            base = next_work(laid, row.clock, hold) if works else hold
            start = dated(laid, row, lasts, base)
            by = by if start == base else -1
            start = next_work(laid, row.clock, start) if works else start
            if row.leveling_delay > 0:
                start = dated(laid, row, lasts, met(scratch, start + row.leveling_delay))
                start = next_work(laid, row.clock, start) if works else start
        if start == NONE:
            start = add_work(laid, row.clock, finish, -lasts)
        if finish == NONE:
            finish = add_work(laid, row.clock, start, lasts)
            is_beyond = by >= 0 and driven_finish > finish
            if is_beyond and next_work(laid, row.clock, finish) == driven_finish:
                finish = driven_finish
        starts[at], finishes[at], via[at] = start, met(scratch, finish), by


def resumed(plan: Program, laid: Tables, row: Any, lasts: int, hold: int, by: int) -> tuple[int, int]:
    """Give when a started task is done whose rest waits for the status date, and which task decides; kernel."""
    resumes = resumes_at(plan.status, hold, plan.is_retained)
    by = by if resumes > plan.status else -1
    return add_work(laid, row.clock, resumes, lasts - row.duration + row.remaining), by


def held(
    plan: Program, laid: Tables, scratch: Scratch, task: int, at: int, floor: int
) -> tuple[int, int, int]:
    """Find the earliest start that project, summary and links allow, which decides it, and a finish it is driven to.

    Kernel.
    """
    hold, by, driven_finish = floor, -1, NONE
    is_by_project = True
    above = plan.above[task]
    if above >= 0 and scratch.start[plan.row[above] + 1][at] > max(floor, BEFORE_ALL):
        hold = int(scratch.start[plan.row[above] + 1][at])
        by = int(scratch.via[plan.row[above]][at])
        is_by_project = False
    for arc in range(plan.into[task], plan.into[task + 1]):
        bound = instant = met(scratch, driven(plan, laid, scratch, arc, at))
        if not drives_start(plan.kind[arc]):
            clock = plan.tasks[task].clock
            bound = add_work(laid, clock, bound, -int(scratch.duration[task][at]))
        if bound > hold or (bound == hold and is_by_project):
            hold, by = bound, plan.source[arc]
            is_by_project = False
            driven_finish = instant if plan.kind[arc] == START_TO_FINISH else NONE
    return hold, by, driven_finish


def open_summary(plan: Program, laid: Tables, scratch: Scratch, task: int) -> None:
    """Hold all below a summary by its links and its constraint, and those above it; kernel."""
    row = plan.tasks[task]
    starts, holds = scratch.start[plan.row[task]], scratch.start[plan.row[task] + 1]
    via = scratch.via[plan.row[task]]
    for at in range(len(holds)):
        hold, by, _ = held(plan, laid, scratch, task, at, NONE)
        if row.constraint in (START_NO_EARLIER_THAN, MUST_START_ON) and row.constraint_at > hold:
            hold, by = row.constraint_at, -1
        holds[at], via[at] = max(hold, BEFORE_ALL), by
        starts[at], scratch.finish[task][at] = CAP, BEFORE_ALL


def close_summary(plan: Program, laid: Tables, scratch: Scratch, task: int) -> None:
    """Settle a summary once all below it have dates; kernel."""
    row = plan.tasks[task]
    starts, finishes = scratch.start[plan.row[task]], scratch.finish[task]
    for at in range(len(starts)):
        if row.pinned_start != NONE:
            starts[at] = row.pinned_start
        if row.pinned_finish != NONE:
            finishes[at] = row.pinned_finish
        first, last = worked(laid, row.clock, starts[at]), worked(laid, row.clock, finishes[at])
        scratch.duration[task][at] = last - first


def roll_up(plan: Program, laid: Tables, scratch: Scratch, task: int) -> None:
    """Widen the summary above to hold a task; kernel."""
    above = plan.within[task]
    starts, finishes = scratch.start[plan.row[above]], scratch.finish[above]
    for at in range(len(starts)):
        starts[at] = min(starts[at], start_of(plan, laid, scratch, task, at))
        finishes[at] = max(finishes[at], finish_of(plan, laid, scratch, task, at))
