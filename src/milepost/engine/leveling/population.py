"""Two populations that breed each other: schedules pushed to the left make ones pushed to the right, and back.

Sources: Debels and Vanhoucke 2007, "A decomposition-based genetic algorithm for the resource-constrained
project-scheduling problem" (its two populations); Valls, Ballestín and Quintanilla 2008, "A hybrid genetic algorithm
for the resource-constrained project scheduling problem" (a child inherits the peaks of use); the same 2005,
"Justification and RCPSP".
The functions are kernels.
"""

from typing import Any, NamedTuple

from milepost.engine.leveling.grid import (
    Grid,
    Room,
    backward_pass,
    draw,
    forward_pass,
    list_by_key,
    parallel_pass,
)

LEFT, RIGHT = 0, 1
BEST, SCHEDULES, SIDE, AGE = 0, 1, 2, 3
"""Places in `Population.state`: the least makespan, schedules made, the side bred next, generations without gain."""


class Population(NamedTuple):
    """Schedules pushed to the left, then as many pushed to the right; row after row of starts."""

    size: int
    listed: int
    """How many places are founded by lists."""
    at_peaks: int
    """Of a hundred spans that a child takes from its father so many are the busiest of their length."""
    starts: Any
    makespan: Any
    child: Any
    keys: Any
    """Of the schedules it is founded by, a row for each place."""
    made: Any
    """Makespans of the schedules made of the keys."""
    best: Any
    """Starts of the best schedule pushed to the left."""
    state: Any
    random: Any


def found(grid: Grid, room: Room, population: Population, is_first: bool) -> None:  # noqa: FBT001
    """Make a schedule of each row of keys, push it to the right, and keep the better ones there; kernel.

    The first places, `population.listed`, take schedules made by lists, of the first rows only; the others such as are
    made without idling.
    """
    count, size = len(grid.duration), population.size
    for row in range(0 if is_first else population.listed, size):
        for job in range(count):
            room.key[job] = population.keys[row * count + job]
        if row < population.listed:
            list_by_key(grid, room, False)
            note(grid, room, population, LEFT, forward_pass(grid, room))
        else:
            note(grid, room, population, LEFT, parallel_pass(grid, room))
        for job in range(count):
            room.key[job] = -(room.start[job] + grid.duration[job])
        list_by_key(grid, room, True)
        makespan = backward_pass(grid, room)
        population.made[row] = makespan
        if makespan < population.makespan[size + row]:
            keep(population, RIGHT, row, room.start, makespan)
        note(grid, room, population, RIGHT, makespan)
    population.state[SIDE] = RIGHT


def breed(grid: Grid, room: Room, population: Population, limit: int, bound: int, mutation: int) -> None:
    """Breed one side from the other in turn, until so many schedules are made or the bound is reached; kernel."""
    state = population.state
    while state[SCHEDULES] < limit and state[BEST] > bound:
        side, before = state[SIDE], state[BEST]
        for one in range(population.size):
            other = draw(population.random, population.size)
            rival = draw(population.random, population.size)
            base = side * population.size
            if population.makespan[base + rival] < population.makespan[base + other]:
                other = rival
            if other == one:
                other = (one + 1) % population.size
            first = cross(grid, room, population, side, one, other, mutation)
            for job in range(len(grid.duration)):
                population.child[job] = room.start[job]
            second = cross(grid, room, population, side, other, one, mutation)
            succeed(population, 1 - side, one, room.start, first, second)
        state[SIDE] = 1 - side
        state[AGE] = 0 if state[BEST] < before else state[AGE] + 1


def cross(
    grid: Grid, room: Room, population: Population, side: int, father: int, mother: int, mutation: int
) -> int:
    """Make a schedule pushed the other way: a span of time as the father's, the rest as the mother's; kernel."""
    count, size = len(grid.duration), population.size
    length = population.makespan[side * size + father]
    of_father, of_mother = (side * size + father) * count, (side * size + mother) * count
    since, until = draw(population.random, length + 1), draw(population.random, length + 1)
    if since > until:
        since, until = until, since
    if draw(population.random, 100) < population.at_peaks:
        span = length // 4 + draw(population.random, length // 2 + 1)
        since = busiest(grid, room, population, of_father, length, span)
        until = since + span
    for job in range(count):
        # Schedules pushed to the right order by start, those pushed to the left by finish.
        shift = 0 if side == RIGHT else grid.duration[job]
        key = population.starts[of_father + job] + shift
        if since <= key <= until:
            key += grid.width
        else:
            key = population.starts[of_mother + job] + shift
            if key >= since:
                key += 2 * grid.width
        if mutation > 0 and draw(population.random, 1000) < mutation:
            key += draw(population.random, 21) - 10
        room.key[job] = key if side == RIGHT else -key
    list_by_key(grid, room, side == LEFT)
    makespan = forward_pass(grid, room) if side == RIGHT else backward_pass(grid, room)
    note(grid, room, population, 1 - side, makespan)
    return makespan


def busiest(grid: Grid, room: Room, population: Population, row: int, length: int, span: int) -> int:
    """Give the beginning of the span of a schedule in which most is used of all resources; kernel."""
    load = room.load
    for at in range(length + 1):
        load[at] = 0
    for job in range(len(grid.duration)):
        start = population.starts[row + job]
        load[start] += grid.weight[job]
        load[start + grid.duration[job]] -= grid.weight[job]
    for at in range(1, length):
        load[at] += load[at - 1]
    within = 0
    for at in range(span):
        within += load[at]
    most, since = within, 0
    for at in range(span, length):
        within += load[at] - load[at - span]
        if within > most:
            most, since = within, at - span + 1
    return since


def succeed(population: Population, side: int, one: int, second_start: Any, first: int, second: int) -> None:
    """Let the better of two children take its place, unless the best there is would go; kernel."""
    at = side * population.size + one
    better = min(first, second)
    if 0 < population.makespan[at] == population.state[BEST] < better:
        return
    if second < first:
        keep(population, side, one, second_start, second)
    else:
        keep(population, side, one, population.child, first)


def keep(population: Population, side: int, one: int, start: Any, makespan: int) -> None:
    """Put a schedule in its place; kernel."""
    at = side * population.size + one
    population.makespan[at] = makespan
    for job in range(len(start)):
        population.starts[at * len(start) + job] = start[job]


def note(grid: Grid, room: Room, population: Population, side: int, makespan: int) -> None:
    """Count a schedule, and remember the best one; kernel."""
    population.state[SCHEDULES] += 1
    if makespan < population.state[BEST]:
        population.state[BEST] = makespan
        for job in range(len(grid.duration)):
            population.best[job] = room.start[job]
