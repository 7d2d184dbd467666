"""A run of iterations, block by block: draw, schedule, pay, and sum up.

All functions are kernels (see `milepost.engine.kernel`). A block is small enough for its dates to stay in the cache.
"""

from typing import Any, NamedTuple

import numpy as np

from milepost.engine.calendar.table import Tables, finish_after, worked
from milepost.engine.simulation.draws import bits_of, draw_normals
from milepost.engine.simulation.program import WALL, Program
from milepost.engine.simulation.shapes import CONSTANT, Quantities, draw_values, give_values
from milepost.engine.simulation.trials import (
    CAP,
    Scratch,
    close_summary,
    decider,
    finish_of,
    follow_links,
    met,
    open_summary,
    place_by_instants,
    roll_up,
)

ALONE = -1


class Draws(NamedTuple):
    """What is random, and whom it touches; tasks, drivers and groups by index."""

    durations: Quantities
    remaining_of: Any
    """The quantity of a task's remaining duration, or -1."""
    done: Any
    left: Any
    """What remains of a task that has no spread."""
    group_of: Any
    """The group of a task, or -1; a member of a matrix has none."""
    common_key: Any
    own_weight: Any
    common_weight: Any
    matrix_row: Any
    """A task's row among the correlated deviates, or -1."""
    matrix_first: Any
    """The first row of the matrix in which a row stands."""
    matrix: Any
    """The lower triangle of each row, from the first row of its matrix on."""
    matrix_quantity: Any
    leads: Quantities
    ordered: Any
    lead_of: Any
    strike_key: Any
    probability: Any
    """Of each driver, in 32 bits."""
    factors: Quantities
    cost_factors: Quantities
    driver_costs: Quantities
    is_parallel: Any
    driver_first: Any
    """Where the drivers of each task begin in `driver`."""
    driver: Any
    fixed: Quantities
    rates: Quantities
    cost_of: Any
    """The row of a task's cost, or -1."""
    spent: Any
    price: float


class Buffers(NamedTuple):
    """Rows of one block's numbers that are used again for every task."""

    common: Any
    matrix: Any
    strike: Any
    factor: Any
    cost_factor: Any
    deviations: Any
    value: Any
    other: Any
    product: Any
    parallel: Any
    task_cost: Any
    best: Any
    """The latest finish so far of each frame and of instants, and then the tasks that have it."""
    best_task: Any
    work: Any


class Found(NamedTuple):
    """What a run of iterations fills in."""

    finishes: Any
    ends: Any
    costs: Any
    struck: Any
    work: Any
    critical: Any
    sums: Any
    """By task: of durations less the plan's, their squares, and their products with the finish less the plan's."""
    cost_sums: Any
    """The same by row of cost, with the project's cost."""


class Aim(NamedTuple):
    """What is wanted of a run."""

    watched: Any
    drawn: Any
    """The tasks whose durations vary."""
    planned: Any
    """Their planned durations, the plan's working minutes, and the plan's cost."""
    planned_work: int
    planned_cost: float
    planned_costs: Any
    clock: int
    """The project's calendar."""
    start_work: int
    size: int


def run(
    plan: Program,
    laid: Tables,
    draws: Draws,
    aim: Aim,
    scratch: Scratch,
    buffers: Buffers,
    found: Found,
    first: int,
) -> None:
    """Run iterations from the first on; kernel."""
    count = len(found.finishes)
    for begin in range(0, count, aim.size):
        size = min(aim.size, count - begin)
        part = Scratch(
            scratch.duration[:, :size],
            scratch.finish[:, :size],
            scratch.start[:, :size],
            scratch.via[:, :size],
            scratch.lead[:, :size],
            scratch.reach,
        )
        rows = Buffers(
            buffers.common[:, :size],
            buffers.matrix[:, :size],
            buffers.strike[:, :size],
            buffers.factor[:, :size],
            buffers.cost_factor[:, :size],
            buffers.deviations[:size],
            buffers.value[:size],
            buffers.other[:size],
            buffers.product[:size],
            buffers.parallel[:size],
            buffers.task_cost[:, :size],
            buffers.best[:, :size],
            buffers.best_task[:, :size],
            buffers.work[:size],
        )
        costs = found.costs[begin : begin + size]
        draw_common(draws, rows, part, costs, found.struck[:, begin : begin + size], first + begin)
        place_all(plan, laid, draws, rows, part, costs, first + begin)
        settle(plan, laid, aim, rows, part, found, begin)
        sum_up(draws, aim, rows, part, found, costs)


def draw_common(draws: Draws, rows: Buffers, scratch: Scratch, costs: Any, struck: Any, first: int) -> None:
    """Draw what several tasks share: drivers, groups, correlated deviates and lead times; kernel."""
    size = len(costs)
    for at in range(size):
        costs[at] = draws.price
    for driver in range(len(draws.probability)):
        key, strata = draws.strike_key[driver], draws.factors.strata
        for at in range(size):
            struck[driver, at] = bits_of(key, first + at, strata) < draws.probability[driver]
        strike(draws.factors, driver, first, rows, struck[driver], 1.0, rows.factor[driver])
        strike(draws.cost_factors, driver, first, rows, struck[driver], 1.0, rows.cost_factor[driver])
        strike(draws.driver_costs, driver, first, rows, struck[driver], 0.0, rows.value)
        for at in range(size):
            costs[at] += rows.value[at]
    for group in range(len(draws.common_key)):
        draw_normals(
            draws.durations.normal, draws.common_key[group], first, draws.durations.strata, rows.common[group]
        )
    for row in range(len(draws.matrix_quantity)):
        key = draws.durations.key[draws.matrix_quantity[row]]
        draw_normals(draws.durations.normal, key, first, draws.durations.strata, rows.matrix[row])
    # From the last row up, as each takes the rows above it as they were drawn.
    for row in range(len(draws.matrix_quantity) - 1, -1, -1):
        mix_row(draws, rows.matrix, row)
    for lead in range(len(draws.ordered)):
        draw_values(draws.leads, lead, first, rows.deviations, rows.value)
        for at in range(size):
            scratch.lead[lead][at] = np.int32(min(draws.ordered[lead] + np.rint(rows.value[at]), CAP))


def strike(
    spread: Quantities, driver: int, first: int, rows: Buffers, struck: Any, otherwise: float, out: Any
) -> None:
    """Draw a driver's effect, which is nothing where it does not strike; kernel."""
    draw_values(spread, driver, first, rows.deviations, rows.other)
    for at in range(len(out)):
        out[at] = rows.other[at] if struck[at] else otherwise


def mix_row(draws: Draws, deviates: Any, row: int) -> None:
    """Make a row of deviates correlate with those above it in its matrix; kernel."""
    head = draws.matrix_first[row]
    own = draws.matrix[row][row - head]
    for at in range(deviates.shape[1]):
        deviates[row][at] *= own
    for other in range(head, row):
        weight = draws.matrix[row][other - head]
        for at in range(deviates.shape[1]):
            deviates[row][at] += weight * deviates[other][at]


def place_all(
    plan: Program, laid: Tables, draws: Draws, rows: Buffers, scratch: Scratch, costs: Any, first: int
) -> None:
    """Draw and schedule every task, each after all it waits for, and add up what they cost; kernel."""
    count = len(plan.tasks)
    for at in range(rows.best.shape[0]):
        for trial in range(len(costs)):
            rows.best[at, trial] = -CAP
            rows.best_task[at, trial] = -1
    for node in plan.order:
        task = node if node < count else node - count
        if node >= count:
            close_summary(plan, laid, scratch, task)
        elif plan.tasks[task].summary:
            open_summary(plan, laid, scratch, task)
            continue
        else:
            draw_task(draws, rows, scratch, task, first)
            if plan.frame[task] == WALL:
                place_by_instants(plan, laid, scratch, task, draws.lead_of[task])
            else:
                follow_links(plan, laid, scratch, task, draws.lead_of[task])
            if plan.may_end[task]:
                keep_last(rows, scratch.finish[task], plan.frame[task] + 1, task)
        if plan.within[task] >= 0:
            roll_up(plan, laid, scratch, task)
    for task in range(count):
        if draws.cost_of[task] >= 0:
            pay(draws, rows, scratch, task, costs, first)


def draw_task(draws: Draws, rows: Buffers, scratch: Scratch, task: int, first: int) -> None:
    """Draw a task's duration; kernel."""
    out = scratch.duration[task]
    which = draws.remaining_of[task]
    done = np.int32(draws.done[task])
    heads, stop = draws.driver_first[task], draws.driver_first[task + 1]
    if which < 0 and heads == stop:
        for at in range(len(out)):
            out[at] = done + np.int32(draws.left[task])
        return
    draw_remaining(draws, rows, task, which, first)
    if heads < stop:
        multiply(draws, heads, stop, rows.factor, rows)
        for at in range(len(out)):
            rows.value[at] *= rows.product[at]
    for at in range(len(out)):
        out[at] = done + np.int32(min(max(rows.value[at], 0.0), 3e8) + 0.5)


def draw_remaining(draws: Draws, rows: Buffers, task: int, which: int, first: int) -> None:
    """Draw what remains of a task before risks, into `value`; kernel."""
    size = len(rows.value)
    if which < 0 or draws.durations.shape[which] == CONSTANT:
        left = draws.left[task] if which < 0 else draws.durations.low[which]
        for at in range(size):
            rows.value[at] = left
        return
    if draws.matrix_row[task] >= 0:
        give_values(draws.durations, which, rows.matrix[draws.matrix_row[task]], rows.value)
        return
    group = draws.group_of[task]
    if group < 0:
        draw_values(draws.durations, which, first, rows.deviations, rows.value)
        return
    key = draws.durations.key[which]
    draw_normals(draws.durations.normal, key, first, draws.durations.strata, rows.deviations)
    own, weight, common = draws.own_weight[group], draws.common_weight[group], rows.common[group]
    for at in range(size):
        rows.deviations[at] = own * rows.deviations[at] + weight * common[at]
    give_values(draws.durations, which, rows.deviations, rows.value)


def multiply(draws: Draws, heads: int, stop: int, factors: Any, rows: Buffers) -> None:
    """Multiply the factors of a task's drivers: all in series, of those in parallel the largest; kernel."""
    size = len(rows.product)
    for at in range(size):
        rows.product[at] = 1.0
        rows.parallel[at] = 1.0
    for place in range(heads, stop):
        driver = draws.driver[place]
        factor = factors[driver]
        if draws.is_parallel[driver]:
            for at in range(size):
                rows.parallel[at] = max(rows.parallel[at], factor[at])
        else:
            for at in range(size):
                rows.product[at] *= factor[at]
    for at in range(size):
        rows.product[at] *= rows.parallel[at]


def pay(draws: Draws, rows: Buffers, scratch: Scratch, task: int, costs: Any, first: int) -> None:
    """Add what a task costs; kernel."""
    row = draws.cost_of[task]
    lasts, done = scratch.duration[task], np.int32(draws.done[task])
    cost = rows.task_cost[row]
    draw_values(draws.fixed, row, first, rows.deviations, rows.value)
    draw_values(draws.rates, row, first, rows.deviations, rows.other)
    for at in range(len(costs)):
        cost[at] = rows.value[at] + rows.other[at] * (lasts[at] - done)
    heads, stop = draws.driver_first[task], draws.driver_first[task + 1]
    if heads < stop:
        multiply(draws, heads, stop, rows.cost_factor, rows)
        for at in range(len(costs)):
            cost[at] *= rows.product[at]
    for at in range(len(costs)):
        cost[at] += draws.spent[row]
        costs[at] += cost[at]


def keep_last(rows: Buffers, finishes: Any, frame: int, task: int) -> None:
    """Keep the latest finish of a frame, and the first task that has it; kernel."""
    best, best_task, number = rows.best[frame], rows.best_task[frame], np.int32(task)
    for at in range(len(finishes)):
        is_later = finishes[at] > best[at]
        best[at] = finishes[at] if is_later else best[at]
        best_task[at] = number if is_later else best_task[at]


def settle(
    plan: Program, laid: Tables, aim: Aim, rows: Buffers, scratch: Scratch, found: Found, begin: int
) -> None:
    """Find when the project and the watched tasks finish, and the chain that decides it; kernel."""
    for at in range(len(rows.work)):
        finish, last = -CAP, -1
        for row in range(rows.best.shape[0]):
            if rows.best_task[row, at] < 0:
                continue
            instant = int(rows.best[row, at])
            if row > 0:
                instant = finish_after(laid, row - 1, instant)
            if instant > finish:
                finish, last = instant, rows.best_task[row, at]
        if last < 0:
            finish = plan.start
        found.finishes[begin + at] = met(scratch, finish)
        rows.work[at] = worked(laid, aim.clock, finish) - aim.start_work
        found.work[begin + at] = rows.work[at]
        steps = 0
        while last >= 0 and steps <= len(plan.tasks):
            found.critical[last] += 1
            last = decider(plan, laid, scratch, last, at)
            steps += 1
        for which in range(len(aim.watched)):
            found.ends[which, begin + at] = finish_of(plan, laid, scratch, aim.watched[which], at)


def sum_up(draws: Draws, aim: Aim, rows: Buffers, scratch: Scratch, found: Found, costs: Any) -> None:
    """Add up durations, costs, and their products with the project's; kernel."""
    for which in range(len(aim.drawn)):
        lasts, planned = scratch.duration[aim.drawn[which]], np.int32(aim.planned[which])
        own = square = product = 0
        for at in range(len(lasts)):
            off = int(np.int32(lasts[at] - planned))
            own += off
            square += off * off
            product += off * (rows.work[at] - aim.planned_work)
        found.sums[which, 0] += own
        found.sums[which, 1] += square
        found.sums[which, 2] += product
    for row in range(rows.task_cost.shape[0]):
        own_cost = square_cost = product_cost = 0.0
        for at in range(len(costs)):
            off_cost = rows.task_cost[row, at] - aim.planned_costs[row]
            own_cost += off_cost
            square_cost += off_cost * off_cost
            product_cost += off_cost * (costs[at] - aim.planned_cost)
        found.cost_sums[row, 0] += own_cost
        found.cost_sums[row, 1] += square_cost
        found.cost_sums[row, 2] += product_cost
