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
    FINISH_NO_EARLIER_THAN,
    MUST_START_ON,
    START_NO_EARLIER_THAN,
    START_TO_FINISH,
    after_lag,
    dated,
    drives_from_start,
    drives_start,
)
from milepost.engine.simulation.program import WALL, Program

CAP = 2**30
"""No task ends later in 32 bits; far beyond every calendar's horizon."""
BEFORE_ALL = -CAP


class Scratch(NamedTuple):
    """What a thread fills in for a block, by task and iteration."""

    duration: Any
    finish: Any
    via: Any
    """The task whose date decides the start, or -1."""
    start: Any
    """Starts of tasks outside any frame, and holds of summaries, by the program's rows."""
    lead: Any
    """The instants at which ordered goods arrive, by lead time."""
    reach: Any
    """The latest instant met, to tell whether the calendars sufficed."""


def follow_links(plan: Program, laid: Tables, scratch: Scratch, task: int, lead: int) -> None:
    """Give a task that runs in a frame its starts by project, summary, links and dates, and so its finishes; kernel."""
    starts, via, lasts = scratch.finish[task], scratch.via[task], scratch.duration[task]
    floor = np.int32(plan.floor[task])
    # One minute below the floor, so that a link which leads exactly to it is the one that decides.
    for at in range(len(starts)):
        starts[at] = floor - 1
        via[at] = -1
    if plan.above[task] >= 0:
        inherit_hold(plan, laid, scratch, task, floor)
    for arc in range(plan.into[task], plan.into[task + 1]):
        source = plan.source[arc]
        if plan.is_sum[arc]:
            lag = np.int32(math.floor(plan.lag[arc] + 0.5))
            add_link(scratch, task, source, plan.kind[arc], lag)
        else:
            convert_link(plan, laid, scratch, task, arc)
    if lead >= 0:
        for at in range(len(starts)):
            arrived = np.int32(worked(laid, plan.frame[task], scratch.lead[lead][at]))
            if arrived > starts[at]:
                starts[at] = arrived
                via[at] = -1
    not_before = np.int32(max(floor, plan.not_before[task]))
    is_dated = plan.not_before[task] > floor
    latest = np.int32(0)
    for at in range(len(starts)):
        is_held = starts[at] < not_before
        via[at] = np.int32(-1) if is_held and is_dated else via[at]
        start = not_before if is_held else starts[at]
        starts[at] = np.int32(min(start + lasts[at], CAP))
        latest = max(latest, starts[at])
    if latest >= plan.capacity[task]:
        scratch.reach[0] = laid.limit


def add_link(scratch: Scratch, task: int, source: int, kind: int, lag: Any) -> None:
    """Hold the starts of a task by a link within its frame; kernel."""
    starts, via, lasts = scratch.finish[task], scratch.via[task], scratch.duration[task]
    ends, lasted = scratch.finish[source], scratch.duration[source]
    number = np.int32(source)
    from_start, to_start = drives_from_start(kind), drives_start(kind)
    for at in range(len(starts)):
        bound = np.int32(ends[at] + lag)
        if from_start:
            bound = np.int32(bound - lasted[at])
        if not to_start:
            bound = np.int32(bound - lasts[at])
        is_later = bound > starts[at]
        starts[at] = bound if is_later else starts[at]
        via[at] = number if is_later else via[at]


def convert_link(plan: Program, laid: Tables, scratch: Scratch, task: int, arc: int) -> None:
    """Hold the starts of a task by a link from another frame, or whose lag runs on another calendar; kernel."""
    starts, via, lasts = scratch.finish[task], scratch.via[task], scratch.duration[task]
    is_to_start, source = drives_start(plan.kind[arc]), np.int32(plan.source[arc])
    latest = 0
    for at in range(len(starts)):
        instant = driven(plan, laid, scratch, arc, at)
        latest = max(latest, instant)
        bound = worked(laid, plan.frame[task], instant)
        if not is_to_start:
            bound = max(0, bound - lasts[at])
        is_later = bound > starts[at]
        starts[at] = bound if is_later else starts[at]
        via[at] = source if is_later else via[at]
    met(scratch, latest)


def inherit_hold(plan: Program, laid: Tables, scratch: Scratch, task: int, floor: Any) -> None:
    """Hold the starts of a task by the summary above it; kernel."""
    starts, via = scratch.finish[task], scratch.via[task]
    above = plan.above[task]
    holds = scratch.start[plan.row[above] + 1]
    for at in range(len(starts)):
        if holds[at] > BEFORE_ALL:
            bound = worked(laid, plan.frame[task], holds[at])
            if bound > floor:
                starts[at] = bound
                via[at] = scratch.via[above][at]


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
    starts, finishes, via = scratch.start[plan.row[task]], scratch.finish[task], scratch.via[task]
    is_begun = row.actual_start != NONE or row.actual_finish != NONE
    floor = plan.start
    if may_precede(plan, task):
        floor = NONE
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


def may_precede(plan: Program, task: int) -> bool:
    """Tell whether only its own no-earlier-than date holds a task, so that it may start before the project; kernel."""
    is_unlinked = plan.into[task] == plan.into[task + 1]
    is_dated = plan.tasks[task].constraint in (START_NO_EARLIER_THAN, FINISH_NO_EARLIER_THAN)
    return bool(plan.may_precede_start and is_unlinked and is_dated)


def resumed(plan: Program, laid: Tables, row: Any, lasts: int, hold: int, by: int) -> tuple[int, int]:
    """Give when a started task is done whose rest waits for the status date, and which task decides; kernel."""
    resumes = plan.status
    if plan.is_retained and hold > resumes:
        resumes = hold
    else:
        by = -1
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
        by = int(scratch.via[above][at])
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
    for at in range(len(holds)):
        hold, by, _ = held(plan, laid, scratch, task, at, NONE)
        if row.constraint in (START_NO_EARLIER_THAN, MUST_START_ON) and row.constraint_at > hold:
            hold, by = row.constraint_at, -1
        holds[at], scratch.via[task][at] = max(hold, BEFORE_ALL), by
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
