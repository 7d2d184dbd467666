"""Schedules on whole time units: where all share one clock and capacities are constant, time is a row of cells.

A cell holds what is left of up to four resources in one number, a guard bit above each, so that one subtraction tells
whether all of them suffice. All functions over a `Grid` are kernels (see `milepost.engine.kernel`).
"""

from typing import Any, NamedTuple

LANE_BITS = 15
"""Bits of a resource in a cell, its guard included; four lanes stay within 63 bits."""
LANES = 4
MOST_UNITS = (1 << (LANE_BITS - 1)) - 1
DIGIT_BITS = 8
DIGITS = 1 << DIGIT_BITS
GUARDS = sum(1 << (LANE_BITS * lane + LANE_BITS - 1) for lane in range(LANES))


class Grid(NamedTuple):
    """Activities numbered so that each stands after all it waits for; durations and lags in time units."""

    duration: Any
    release: Any
    need_offset: Any
    row: Any
    """Row of cells that a need is taken from."""
    units: Any
    into_offset: Any
    predecessor: Any
    into_lag: Any
    """Start of the successor, at least so long after the start of the predecessor."""
    out_offset: Any
    successor: Any
    out_lag: Any
    full: Any
    """What a cell of each row holds at first."""
    width: int
    """Cells of a row: more than any schedule can be long."""
    weight: Any
    """Shares of all capacities that an activity needs in a unit of time, in thousandths."""


class Room(NamedTuple):
    """What kernels write into while they make one schedule."""

    cells: Any
    touched: Any
    """First and last cell that may be less than full."""
    start: Any
    order: Any
    listed: Any
    placed: Any
    stack: Any
    key: Any
    spare: Any
    counts: Any
    """Room to sort in: a number for each activity, and for each value of a digit."""
    load: Any
    """Room for the weight that is worked on in each unit of time."""


def clear(grid: Grid, room: Room) -> None:
    """Fill the cells that the last schedule took from; kernel."""
    for row in range(len(grid.full)):
        first = row * grid.width
        for cell in range(first + room.touched[0], first + room.touched[1] + 1):
            room.cells[cell] = grid.full[row]


def first_fit(grid: Grid, room: Room, job: int, at: int) -> int:
    """Give the earliest finish of an activity that starts at a time or later; kernel.

    A place is looked at from its end, so that one cell without room rules out all places over it; no cell twice.
    """
    duration = grid.duration[job]
    need, last = grid.need_offset[job], grid.need_offset[job + 1]
    if need == last:
        return at + duration
    # Most activities take from one row only; the inner loop is kept free of all but that.
    units, known = grid.units[need], grid.row[need] * grid.width + at
    to_time = at - known
    end = known + duration
    cell = end - 1
    while cell >= known:
        if ((room.cells[cell] | GUARDS) - units) & GUARDS == GUARDS and (
            need + 1 == last or rest_fits(grid, room, job, cell + to_time)
        ):
            cell -= 1
        else:
            known, end = end, cell + 1 + duration
            cell = end - 1
    return int(end + to_time)


def last_fit(grid: Grid, room: Room, job: int, at: int) -> int:
    """Give the latest start of an activity that finishes at a time or earlier, as `first_fit` mirrored; kernel."""
    duration = grid.duration[job]
    need, last = grid.need_offset[job], grid.need_offset[job + 1]
    if need == last:
        return at - duration
    units, known = grid.units[need], grid.row[need] * grid.width + at
    to_time = at - known
    start = known - duration
    cell = start
    while cell < known:
        if ((room.cells[cell] | GUARDS) - units) & GUARDS == GUARDS and (
            need + 1 == last or rest_fits(grid, room, job, cell + to_time)
        ):
            cell += 1
        else:
            known, start = start, cell - duration
            cell = start
    return int(start + to_time)


def rest_fits(grid: Grid, room: Room, job: int, at: int) -> bool:
    """Tell whether a unit of time has what an activity needs of all rows but its first; kernel."""
    for need in range(grid.need_offset[job] + 1, grid.need_offset[job + 1]):
        left = (room.cells[grid.row[need] * grid.width + at] | GUARDS) - grid.units[need]
        if left & GUARDS != GUARDS:
            return False
    return True


def take_cells(grid: Grid, room: Room, job: int, start: int) -> None:
    """Take what an activity needs; kernel."""
    for need in range(grid.need_offset[job], grid.need_offset[job + 1]):
        first = grid.row[need] * grid.width + start
        for cell in range(first, first + grid.duration[job]):
            room.cells[cell] -= grid.units[need]


def forward_pass(grid: Grid, room: Room) -> int:
    """Place the activities of `room.listed` each as early as it fits, and give the makespan; kernel."""
    clear(grid, room)
    makespan = 0
    for job in room.listed:
        at = grid.release[job]
        for link in range(grid.into_offset[job], grid.into_offset[job + 1]):
            at = max(at, room.start[grid.predecessor[link]] + grid.into_lag[link])
        duration = grid.duration[job]
        finish = first_fit(grid, room, job, at)
        room.start[job] = finish - duration
        take_cells(grid, room, job, finish - duration)
        makespan = max(makespan, finish)
    room.touched[0], room.touched[1] = 0, makespan
    return makespan


def parallel_pass(grid: Grid, room: Room) -> int:
    """Start at each moment what fits of what could start, least key first, and give the makespan; kernel.

    `room.order` holds what waits for resources alone, by key; `room.spare` what waits for a moment that is known;
    `room.listed` the finishes of what is under way; `room.placed` how many predecessors each still waits for.
    """
    clear(grid, room)
    waiting = eligible = running = now = makespan = 0
    for job in range(len(grid.duration)):
        room.start[job] = grid.release[job]
        room.placed[job] = grid.into_offset[job + 1] - grid.into_offset[job]
    for job in range(len(grid.duration)):
        if grid.into_offset[job] == grid.into_offset[job + 1]:
            waiting = wait(grid, room, waiting, job)
    while waiting + eligible > 0:
        later, left = grid.width, 0
        for at in range(waiting):
            job = room.spare[at]
            if room.start[job] <= now:
                eligible = insert_by_key(room, eligible, job)
            else:
                later = min(later, room.start[job])
                room.spare[left] = job
                left += 1
        waiting, candidates, eligible = left, eligible, 0
        for at in range(candidates):
            job = room.order[at]
            if fits(grid, room, job, now):
                take_cells(grid, room, job, now)
                room.start[job] = now
                room.listed[running] = now + grid.duration[job]
                running += 1
                waiting = wait_behind(grid, room, waiting, job)
            else:
                room.order[eligible] = job
                eligible += 1
        for at in range(left, waiting):
            later = min(later, room.start[room.spare[at]])
        kept = 0
        for one in range(running):
            if room.listed[one] > now:
                later = min(later, room.listed[one])
                room.listed[kept] = room.listed[one]
                kept += 1
        running, now = kept, later
    for job in range(len(grid.duration)):
        makespan = max(makespan, room.start[job] + grid.duration[job])
    room.touched[0], room.touched[1] = 0, makespan
    return makespan


def wait(grid: Grid, room: Room, waiting: int, job: int) -> int:
    """Note an activity whose predecessors all have their places, a milestone as placed; give how many wait; kernel."""
    if grid.duration[job] == 0:
        return wait_behind(grid, room, waiting, job)
    room.spare[waiting] = job
    return waiting + 1


def wait_behind(grid: Grid, room: Room, waiting: int, job: int) -> int:
    """Note those that waited for an activity alone, and for milestones behind it; give how many wait; kernel."""
    depth, stack = 1, room.stack
    stack[0] = job
    while depth > 0:
        depth -= 1
        placed = stack[depth]
        for link in range(grid.out_offset[placed], grid.out_offset[placed + 1]):
            other = grid.successor[link]
            room.start[other] = max(room.start[other], room.start[placed] + grid.out_lag[link])
            room.placed[other] -= 1
            if room.placed[other] > 0:
                continue
            if grid.duration[other] == 0:
                stack[depth] = other
                depth += 1
            else:
                room.spare[waiting] = other
                waiting += 1
    return waiting


def fits(grid: Grid, room: Room, job: int, at: int) -> bool:
    """Tell whether a unit of time has what an activity needs; kernel."""
    need = grid.need_offset[job]
    if need == grid.need_offset[job + 1]:
        return True
    left = (room.cells[grid.row[need] * grid.width + at] | GUARDS) - grid.units[need]
    return left & GUARDS == GUARDS and rest_fits(grid, room, job, at)


def insert_by_key(room: Room, count: int, job: int) -> int:
    """Put an activity into the first places of `room.order` by its key, and give how many there are then; kernel."""
    order, key, to = room.order, room.key, count
    while to > 0 and key[order[to - 1]] > key[job]:
        order[to] = order[to - 1]
        to -= 1
    order[to] = job
    return count + 1


def backward_pass(grid: Grid, room: Room) -> int:
    """Place the activities of `room.listed` each as late as it fits, the last at the end; give the makespan; kernel.

    Starts are then counted from the beginning of the schedule.
    """
    clear(grid, room)
    end = grid.width - 1
    first = low = end
    for job in room.listed:
        duration = grid.duration[job]
        at = end
        for link in range(grid.out_offset[job], grid.out_offset[job + 1]):
            at = min(at, room.start[grid.successor[link]] - grid.out_lag[link] + duration)
        start = last_fit(grid, room, job, at)
        room.start[job] = start
        take_cells(grid, room, job, start)
        low = min(low, start)
        first = min(first, start - grid.release[job])
    room.touched[0], room.touched[1] = low, end
    for job in range(len(grid.duration)):
        room.start[job] -= first
    return end - first


def list_by_key(grid: Grid, room: Room, is_backward: bool) -> None:  # noqa: FBT001 - kernels are called by position
    """List activities by least key, those they wait for drawn before them; kernel."""
    sort_by_key(room)
    count, stack = 0, room.stack
    for job in range(len(room.placed)):
        room.placed[job] = 0
    for wanted in room.order:
        depth = 1
        stack[0] = wanted
        while depth > 0:
            job = stack[depth - 1]
            if room.placed[job] == 1:
                depth -= 1
                continue
            missing = missing_one(grid, room, job, is_backward)
            if missing >= 0:
                stack[depth] = missing
                depth += 1
                continue
            room.placed[job] = 1
            room.listed[count] = job
            count += 1
            depth -= 1


def missing_one(grid: Grid, room: Room, job: int, is_backward: bool) -> int:  # noqa: FBT001
    """Give an activity that has to be listed before this one and is not, or -1; kernel."""
    if is_backward:
        for link in range(grid.out_offset[job], grid.out_offset[job + 1]):
            if room.placed[grid.successor[link]] == 0:
                return grid.successor[link]
        return -1
    for link in range(grid.into_offset[job], grid.into_offset[job + 1]):
        if room.placed[grid.predecessor[link]] == 0:
            return grid.predecessor[link]
    return -1


def sort_by_key(room: Room) -> None:
    """Sort activities by key, equal ones by number: counting sort digit after digit; kernel."""
    key, order, spare, counts = room.key, room.order, room.spare, room.counts
    least = most = key[0]
    for job in range(len(order)):
        order[job] = job
        least, most = min(least, key[job]), max(most, key[job])
    shift = 0
    while (most - least) >> shift > 0:
        for digit in range(DIGITS):
            counts[digit] = 0
        for job in order:
            counts[((key[job] - least) >> shift) & (DIGITS - 1)] += 1
        before = 0
        for digit in range(DIGITS):
            before, counts[digit] = before + counts[digit], before
        for job in order:
            digit = ((key[job] - least) >> shift) & (DIGITS - 1)
            spare[counts[digit]] = job
            counts[digit] += 1
        for at in range(len(order)):
            order[at] = spare[at]
        shift += DIGIT_BITS


def draw(random: Any, below: int) -> int:
    """Draw a whole number below a limit (Marsaglia 2003, xorshift with 32 bits); kernel."""
    bits = random[0]
    bits ^= (bits << 13) & 0xFFFFFFFF
    bits ^= bits >> 17
    bits ^= (bits << 5) & 0xFFFFFFFF
    random[0] = bits
    return int((bits >> 4) % below)
