"""OR-Tools' CP-SAT on top of the best schedule bred: a proof of the least makespan, then large-neighborhood search.

Sources: Pritsker 1969 and Laborie et al. 2018 for the model; Palpant, Artigues and Michelon 2004 (LSSPER) for solving a
block of a schedule anew while the rest keeps its place. Absent OR-Tools nothing here runs.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from random import Random
from threading import Event, Thread
from typing import Any

import numpy as np

from milepost.engine.leveling.bounds import heads_and_tails
from milepost.engine.leveling.effort import Effort
from milepost.engine.leveling.gridding import Gridded

BLOCK_WORK = 0.6
"""Deterministic seconds of CP-SAT that one block may take; the same on every machine."""
WATCH_SECONDS = 0.1


def is_there() -> bool:
    """Tell whether OR-Tools is installed."""
    return find_spec("ortools") is not None


class Solver:
    """CP-SAT at work on one grid."""

    def __init__(self, on_grid: Gridded, effort: Effort) -> None:
        self.on_grid = on_grid
        self.effort = effort
        self.random = Random(effort.seed)
        self.turn = 0

    def prove(self, starts: Any, bound: int, seconds: float) -> tuple[Any, int]:
        """Look at the whole for some seconds; give a schedule no longer, and a bound no lower."""
        return _proved(self.on_grid, starts, bound, self.effort, seconds)

    def shorten(self, starts: Any) -> Any:
        """Place a block of a schedule anew on each thread; give a shorter schedule, or the same."""
        blocks = [
            (_block(self.on_grid, starts, self.random, self.turn + at), self.random.randrange(1 << 30))
            for at in range(self.effort.threads)
        ]
        self.turn += 1
        run = partial(_shortened, self.on_grid, starts, self.effort)
        with ThreadPoolExecutor(len(blocks)) as threads:
            tried = list(threads.map(run, *zip(*blocks, strict=True)))
        return next((one for one in tried if one is not None), starts)


def _proved(on_grid: Gridded, starts: Any, bound: int, effort: Effort, seconds: float) -> tuple[Any, int]:
    """Let CP-SAT look at the whole for a while: it may prove the schedule, better it, or raise the bound."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - takes part of a second to import

    model, start = _whole_model(on_grid, bound, on_grid.length_of(starts))
    for variable, value in zip(start, starts.tolist(), strict=True):
        model.add_hint(variable, value)
    solver = _solver(seconds, effort.threads, effort.seed)
    status = _solve(solver, model, effort)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = np.array([solver.value(variable) for variable in start], dtype=np.int64)
        starts = found if on_grid.length_of(found) < on_grid.length_of(starts) else starts
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
        bound = max(bound, round(solver.best_objective_bound))
    return starts, min(bound, on_grid.length_of(starts))


def _whole_model(on_grid: Gridded, bound: int, longest: int) -> tuple[Any, list[Any]]:
    from ortools.sat.python import cp_model  # noqa: PLC0415

    grid, model = on_grid.grid, cp_model.CpModel()
    heads, tails = heads_and_tails(on_grid)
    duration = grid.duration.tolist()
    start = [
        model.new_int_var(int(head), int(longest - tail - length), "")
        for head, tail, length in zip(heads, tails, duration, strict=True)
    ]
    makespan = model.new_int_var(bound, longest, "")
    into, before, lag = grid.into_offset.tolist(), grid.predecessor.tolist(), grid.into_lag.tolist()
    for job, variable in enumerate(start):
        model.add(makespan >= variable + duration[job])
        for at in range(into[job], into[job + 1]):
            model.add(variable >= start[before[at]] + lag[at])
    interval = [
        model.new_fixed_size_interval_var(variable, length, "")
        for variable, length in zip(start, duration, strict=True)
    ]
    for resource, capacity in enumerate(on_grid.capacity):
        users = [(job, dict(needs).get(resource, 0)) for job, needs in enumerate(on_grid.needs)]
        used = [(interval[job], units) for job, units in users if units and duration[job]]
        model.add_cumulative([one for one, _ in used], [units for _, units in used], capacity)
    model.minimize(makespan)
    return model, start


def _block(on_grid: Gridded, starts: Any, random: Random, turn: int) -> tuple[int, int]:
    """Choose the span of time whose activities are placed anew: longer from turn to turn, then short again."""
    length = on_grid.length_of(starts)
    share = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)[turn % 6]
    span = max(4, round(length * share))
    first = random.randint(-span // 2, max(0, length - span // 2))
    return first, first + span


def _shortened(on_grid: Gridded, starts: Any, effort: Effort, block: tuple[int, int], seed: int) -> Any:
    """Place the activities of a block so that all behind it can start one unit earlier; `None` where none was found."""
    from ortools.sat.python import cp_model  # noqa: PLC0415

    grid = on_grid.grid
    finishes = starts + grid.duration
    inside = (finishes > block[0]) & (starts < block[1]) & (grid.duration > 0)
    behind = (starts >= block[1]) | ((grid.duration == 0) & (starts > block[0]))
    fixed = np.where(behind, starts - 1, starts)
    if ((fixed < grid.release) & ~inside).any():
        return None
    model = cp_model.CpModel()
    low, high = _windows(on_grid, fixed, inside, on_grid.length_of(starts) - 1)
    if (low > high).any():
        return None
    start = {
        job: model.new_int_var(int(low[job]), int(high[job]), "") for job in np.flatnonzero(inside).tolist()
    }
    into, before, lag = grid.into_offset, grid.predecessor, grid.into_lag
    for job, variable in start.items():
        for at in range(int(into[job]), int(into[job + 1])):
            if int(before[at]) in start:
                model.add(variable >= start[int(before[at])] + int(lag[at]))
    interval = {
        job: model.new_fixed_size_interval_var(variable, int(grid.duration[job]), "")
        for job, variable in start.items()
    }
    for resource, capacity in enumerate(on_grid.capacity):
        if not _hold_resource(model, on_grid, resource, capacity, interval, fixed, low, high):
            return None
    for job, variable in start.items():
        model.add_hint(variable, int(min(max(starts[job], low[job]), high[job])))
    solver = _solver(max(0.05, effort.left), 1, seed)
    solver.parameters.max_deterministic_time = BLOCK_WORK
    if _solve(solver, model, effort) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    placed = fixed.copy()
    for job, variable in start.items():
        placed[job] = solver.value(variable)
    return placed


def _windows(on_grid: Gridded, fixed: Any, inside: Any, length: int) -> tuple[Any, Any]:
    """Give the earliest and latest start of each activity of a block between those that keep their places."""
    grid = on_grid.grid
    low, high = np.where(inside, grid.release, fixed), np.where(inside, length - grid.duration, fixed)
    into, out = grid.into_offset.tolist(), grid.out_offset.tolist()
    for job in range(len(fixed)):
        for at in range(into[job], into[job + 1]):
            earliest = low[grid.predecessor[at]] + grid.into_lag[at]
            low[job] = max(low[job], earliest)
    for job in reversed(range(len(fixed))):
        for at in range(out[job], out[job + 1]):
            latest = high[grid.successor[at]] - grid.out_lag[at]
            high[job] = min(high[job], latest)
    return low, high


def _hold_resource(
    model: Any,
    on_grid: Gridded,
    resource: int,
    capacity: int,
    interval: dict[int, Any],
    fixed: Any,
    low: Any,
    high: Any,
) -> bool:
    """Let a block use what those that keep their places leave of a resource; tell whether they leave enough."""
    duration = on_grid.grid.duration
    wanted = ((job, dict(needs).get(resource, 0)) for job, needs in enumerate(on_grid.needs))
    units = {job: amount for job, amount in wanted if amount}
    movable = [job for job in units if job in interval]
    if not movable:
        return True
    first = min(int(low[job]) for job in movable)
    last = max(int(high[job] + duration[job]) for job in movable)
    taken = np.zeros(last - first + 1, dtype=np.int64)
    for job, amount in units.items():
        if job not in interval:
            taken[max(0, int(fixed[job]) - first) : max(0, int(fixed[job] + duration[job]) - first)] += amount
    if taken.max(initial=0) > capacity:
        return False
    changes = np.flatnonzero(np.diff(taken[:-1], prepend=0, append=0))
    intervals, amounts = [interval[job] for job in movable], [units[job] for job in movable]
    for begin, end in zip(changes[:-1].tolist(), changes[1:].tolist(), strict=True):
        if taken[begin]:
            intervals.append(model.new_fixed_size_interval_var(first + begin, end - begin, ""))
            amounts.append(int(taken[begin]))
    model.add_cumulative(intervals, amounts, capacity)
    return True


def _solver(seconds: float, threads: int, seed: int) -> Any:
    from ortools.sat.python import cp_model  # noqa: PLC0415

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, seconds)
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed % (1 << 31)
    return solver


def _solve(solver: Any, model: Any, effort: Effort) -> Any:
    """Solve a model, and stop within a moment when the search is canceled."""
    if effort.canceled is None:
        return solver.solve(model)
    canceled, done = effort.canceled, Event()

    def watch() -> None:
        while not done.wait(WATCH_SECONDS):
            if canceled():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return solver.solve(model)
    finally:
        done.set()
        watcher.join()
