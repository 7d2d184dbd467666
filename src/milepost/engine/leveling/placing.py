"""Schedule generation on real time: each activity where its links, its clock and what is left of resources allow.

Source: Kolisch 1996, "Serial and parallel resource-constrained project scheduling methods revisited".
All functions over a `Bench` are kernels (see `milepost.engine.kernel`).
"""

from typing import Any, NamedTuple

from milepost.engine.calendar.table import (
    BUCKET_BITS,
    Tables,
    add_work,
    next_work,
    previous_work,
    work_between,
)
from milepost.engine.leveling.layout import Jobs, Links, Modes
from milepost.engine.network.columns import NONE
from milepost.engine.schedule.work import drives_from_start, drives_start

OVERFLOW = 0
"""Set in `Bench.state` when a table was too short; the same with larger ones succeeds."""
PARTS = 1
"""How many parts of split activities are noted."""


class Bench(NamedTuple):
    """A layout with what is left of each resource, and the dates found so far."""

    jobs: Jobs
    modes: Modes
    links: Links
    tables: Tables
    run_of: Any
    run_start: Any
    run_finish: Any
    room: int
    """Steps that the profile of one resource has room for; it begins at its index times this."""
    step_at: Any
    step_units: Any
    steps: Any
    start: Any
    finish: Any
    mode: Any
    part_of: Any
    part_start: Any
    part_finish: Any
    state: Any


def place_in_order(bench: Bench, order: Any, hold: Any) -> None:
    """Place activities one after the other, each as early as it fits and not before its hold; kernel."""
    place_fixed(bench)
    for job in order:
        if bench.state[OVERFLOW]:
            return
        if bench.jobs.fixed_start[job] == NONE:
            place(bench, job, hold[job])


def place_without_idling(bench: Bench, key: Any, hold: Any, waits: Any, fit: Any, eligible: Any) -> None:
    """Place always what can start first, the least key among equals: the parallel scheme; kernel.

    `waits`, `fit` and `eligible` are room for one number of each activity. What an activity fits at only grows while
    others are placed, so it is looked up anew only when it comes to the front.
    """
    place_fixed(bench)
    count = 0
    for job in range(len(waits)):
        waits[job] = bench.links.into_offset[job + 1] - bench.links.into_offset[job]
        if waits[job] == 0:
            eligible[count] = job
            fit[job] = NONE
            count += 1
    while count > 0 and not bench.state[OVERFLOW]:
        best = 0
        for at in range(1, count):
            job, first = eligible[at], eligible[best]
            if fit[job] < fit[first] or (fit[job] == fit[first] and key[job] < key[first]):
                best = at
        job = eligible[best]
        if bench.jobs.fixed_start[job] == NONE:
            start = find(bench, job, hold[job])
            if start > fit[job]:
                fit[job] = start
                continue
            place(bench, job, hold[job])
        count -= 1
        eligible[best] = eligible[count]
        for at in range(bench.links.out_offset[job], bench.links.out_offset[job + 1]):
            following = bench.links.successor[at]
            waits[following] -= 1
            if waits[following] == 0:
                eligible[count] = following
                fit[following] = NONE
                count += 1


def place_fixed(bench: Bench) -> None:
    """Give fixed activities their dates and their resources, whatever is left then; kernel."""
    for job in range(len(bench.jobs.duration)):
        start, finish = bench.jobs.fixed_start[job], bench.jobs.fixed_finish[job]
        if start == NONE:
            continue
        mode = bench.jobs.mode_offset[job]
        if finish == NONE:
            finish = add_work(bench.tables, bench.modes.clock[mode], start, bench.jobs.duration[job])
        bench.start[job], bench.finish[job], bench.mode[job] = start, finish, mode
        occupy(bench, mode, next_work(bench.tables, bench.modes.clock[mode], start), finish)


def place(bench: Bench, job: int, hold: int) -> None:
    """Place one activity by the mode that finishes first, of equals by the first; kernel."""
    earliest = earliest_of(bench, job, hold)
    best_start, best_finish, best = NONE, -NONE, bench.jobs.mode_offset[job]
    for mode in range(bench.jobs.mode_offset[job], bench.jobs.mode_offset[job + 1]):
        start = earliest_start(bench, job, mode, earliest)
        finish = finish_from(bench, job, mode, start)
        if finish < best_finish:
            best_start, best_finish, best = start, finish, mode
    bench.start[job], bench.finish[job], bench.mode[job] = best_start, best_finish, best
    if bench.jobs.shortest_part[job] > 0 and bench.jobs.duration[job] > 0:
        work_in_parts(bench, job, best, best_start, True)
    else:
        occupy(bench, best, best_start, best_finish)


def find(bench: Bench, job: int, hold: int) -> int:
    """Give the earliest start of an activity by any of its modes; kernel."""
    earliest = earliest_of(bench, job, hold)
    first = -NONE
    for mode in range(bench.jobs.mode_offset[job], bench.jobs.mode_offset[job + 1]):
        first = min(first, earliest_start(bench, job, mode, earliest))
    return first


def earliest_of(bench: Bench, job: int, hold: int) -> int:
    """Give the earliest start that release, hold and links allow; kernel."""
    links, earliest = bench.links, max(hold, bench.jobs.release[job])
    for at in range(links.into_offset[job], links.into_offset[job + 1]):
        earliest = max(earliest, held_until(bench, job, at))
    return earliest


def held_until(bench: Bench, job: int, at: int) -> int:
    """Give the earliest start that one link allows its successor; kernel."""
    links, tables, calendar = bench.links, bench.tables, bench.jobs.calendar[job]
    before, kind = links.predecessor[at], links.type[at]
    instant = bench.start[before] if drives_from_start(kind) else bench.finish[before]
    if links.lag[at] != 0:
        instant = (
            instant + links.lag[at]
            if links.is_elapsed[at]
            else add_work(tables, calendar, instant, links.lag[at])
        )
    if not drives_start(kind):
        instant = add_work(tables, calendar, instant, -bench.jobs.duration[job])
    return int(instant)


def earliest_start(bench: Bench, job: int, mode: int, earliest: int) -> int:
    """Give the first start from an instant on at which resources suffice; kernel."""
    duration = bench.jobs.duration[job]
    if duration == 0:
        return earliest
    tables, clock = bench.tables, bench.modes.clock[mode]
    shortest = bench.jobs.shortest_part[job]
    needed = min(duration, shortest) if shortest > 0 else duration
    start = next_work(tables, clock, earliest)
    while start < tables.limit:
        blocked = short_of(bench, mode, start, add_work(tables, clock, start, needed), True)
        if blocked == NONE:
            return start
        start = next_work(tables, clock, blocked)
    return tables.limit


def finish_from(bench: Bench, job: int, mode: int, start: int) -> int:
    """Give the finish of an activity that starts where it fits; kernel."""
    if bench.jobs.duration[job] == 0 or start >= bench.tables.limit:
        return start
    if bench.jobs.shortest_part[job] > 0:
        return work_in_parts(bench, job, mode, start, False)
    return add_work(bench.tables, bench.modes.clock[mode], start, bench.jobs.duration[job])


def work_in_parts(bench: Bench, job: int, mode: int, start: int, keep: bool) -> int:  # noqa: FBT001
    """Work on an activity whenever resources suffice for a part worth starting; kernel."""
    tables, clock, left = bench.tables, bench.modes.clock[mode], bench.jobs.duration[job]
    finish = start
    while left > 0 and start < tables.limit:
        needed = min(left, bench.jobs.shortest_part[job])
        blocked = short_of(bench, mode, start, add_work(tables, clock, start, needed), True)
        if blocked != NONE:
            start = next_work(tables, clock, blocked)
            continue
        finish = add_work(tables, clock, start, left)
        first = short_of(bench, mode, start, finish, False)
        if first != NONE:
            finish = previous_work(tables, clock, first)
        left -= work_between(tables, clock, start, finish)
        if keep:
            keep_part(bench, job, mode, start, finish)
        start = next_work(tables, clock, finish)
    return tables.limit if left > 0 else finish


def keep_part(bench: Bench, job: int, mode: int, start: int, finish: int) -> None:
    """Note a part of a split activity and take its resources; kernel."""
    part = bench.state[PARTS]
    if part >= len(bench.part_of):
        bench.state[OVERFLOW] = 1
        return
    bench.part_of[part], bench.part_start[part], bench.part_finish[part] = job, start, finish
    bench.state[PARTS] = part + 1
    occupy(bench, mode, start, finish)


def run_at(bench: Bench, clock: int, instant: int) -> int:
    """Give the run of a clock that holds a working instant; kernel."""
    tables = bench.tables
    inside = min(max(instant, tables.origin), tables.limit - 1)
    bucket = tables.time_offset[clock] + ((inside - tables.origin) >> BUCKET_BITS)
    segment = tables.first_segment[clock] + tables.by_time[bucket]
    while tables.finish[segment] <= inside:
        segment += 1
    return bench.run_of[segment]


def step_before(bench: Bench, resource: int, instant: int) -> int:
    """Give the last step of a resource's profile that is not after an instant; kernel."""
    low = resource * bench.room
    high = low + bench.steps[resource] - 1
    while low < high:
        middle = (low + high + 1) >> 1
        if bench.step_at[middle] <= instant:
            low = middle
        else:
            high = middle - 1
    return low


def short_of(bench: Bench, mode: int, start: int, finish: int, last: bool) -> int:  # noqa: FBT001
    """Give until when resources are short within a span, or since when; NONE where they suffice; kernel."""
    answer = NONE
    clock = bench.modes.clock[mode]
    # Work that does not fit before the horizon finishes behind it, where there are no runs.
    finish = min(finish, bench.tables.limit)
    for need in range(bench.modes.need_offset[mode], bench.modes.need_offset[mode + 1]):
        resource, units = bench.modes.resource[need], bench.modes.units[need]
        end = resource * bench.room + bench.steps[resource]
        run, at = run_at(bench, clock, start), start
        step = step_before(bench, resource, start)
        while at < finish:
            until = min(finish, bench.run_finish[run])
            while True:
                upto = bench.step_at[step + 1] if step + 1 < end else bench.tables.limit
                if bench.step_units[step] < units:
                    if last:
                        answer = max(answer, upto)
                    elif answer == NONE or max(at, bench.step_at[step]) < answer:
                        answer = max(at, bench.step_at[step])
                if upto >= until:
                    break
                step += 1
            run += 1
            at = bench.run_start[run]
            if at < finish:
                while step + 1 < end and bench.step_at[step + 1] <= at:
                    step += 1
    return answer


def occupy(bench: Bench, mode: int, start: int, finish: int) -> None:
    """Take a mode's units of its resources over the runs within a span; kernel."""
    clock = bench.modes.clock[mode]
    finish = min(finish, bench.tables.limit)
    for need in range(bench.modes.need_offset[mode], bench.modes.need_offset[mode + 1]):
        resource, units = bench.modes.resource[need], bench.modes.units[need]
        run, at = run_at(bench, clock, start), start
        while at < finish and bench.state[OVERFLOW] == 0:
            take(bench, resource, at, min(finish, bench.run_finish[run]), units)
            run += 1
            at = bench.run_start[run]


def take(bench: Bench, resource: int, start: int, finish: int, units: int) -> None:
    """Take units of one resource over a span; kernel."""
    if bench.steps[resource] + 2 > bench.room:
        bench.state[OVERFLOW] = 1
        return
    first = cut(bench, resource, start)
    last = cut(bench, resource, finish)
    for step in range(first, last):
        bench.step_units[step] -= units
    join(bench, resource, last)
    join(bench, resource, first)


def join(bench: Bench, resource: int, step: int) -> None:
    """Leave out a step at which nothing changes, so that a long queue is looked through at once; kernel."""
    head = resource * bench.room
    end = head + bench.steps[resource]
    if step == head or bench.step_units[step] != bench.step_units[step - 1]:
        return
    for at in range(step, end - 1):
        bench.step_at[at] = bench.step_at[at + 1]
        bench.step_units[at] = bench.step_units[at + 1]
    bench.steps[resource] -= 1


def cut(bench: Bench, resource: int, instant: int) -> int:
    """Begin a step of a resource's profile at an instant, and give its place; kernel."""
    at = step_before(bench, resource, instant)
    if bench.step_at[at] >= instant:
        return at
    end = resource * bench.room + bench.steps[resource]
    for place_ in range(end, at + 1, -1):
        bench.step_at[place_] = bench.step_at[place_ - 1]
        bench.step_units[place_] = bench.step_units[place_ - 1]
    bench.step_at[at + 1] = instant
    bench.step_units[at + 1] = bench.step_units[at]
    bench.steps[resource] += 1
    return at + 1
