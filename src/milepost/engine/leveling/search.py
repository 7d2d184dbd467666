"""Which search a problem gets, how long it goes on, and what ends it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from milepost.engine.kernel import COMPILED, PLAIN, Speed
from milepost.engine.leveling import solver
from milepost.engine.leveling.bounds import bound_of
from milepost.engine.leveling.evaluation import Found, Judge
from milepost.engine.leveling.generation import Generator
from milepost.engine.leveling.gridding import Gridded, gridded
from milepost.engine.leveling.islands import ACTIVITY_SECONDS, Islands
from milepost.engine.leveling.model import EARLY, Objective
from milepost.engine.leveling.neighborhood import chains, worth_of
from milepost.engine.leveling.result import Stopped

Progress = Callable[[float], None]
Canceled = Callable[[], bool]


@dataclass(slots=True)
class Effort:
    """How long a search may go on."""

    seconds: float
    schedules: int | None
    threads: int
    seed: int
    begun: float
    use_solver: bool = True
    progress: Progress | None = None
    canceled: Canceled | None = None

    @property
    def left(self) -> float:
        return self.seconds - (perf_counter() - self.begun)

    def end(self, made: int) -> Stopped | None:
        """Tell why to stop now, if at all, and tell how far the search is."""
        if self.canceled is not None and self.canceled():
            return Stopped.CANCELED
        if self.progress is not None:
            of_seconds = 1 - self.left / self.seconds if self.seconds > 0 else 1.0
            of_schedules = made / self.schedules if self.schedules else 0.0
            self.progress(min(1.0, max(of_seconds, of_schedules)))
        if self.left <= 0:
            return Stopped.SECONDS
        return Stopped.SCHEDULES if self.schedules is not None and made >= self.schedules else None


@dataclass(frozen=True, slots=True)
class Searched:
    """The best schedule of a search, and how it was come by."""

    found: Found
    bound: int | None
    """Of the makespan, in working minutes, where the search knows one."""
    schedules: int
    stopped: Stopped
    method: str


def search(generator: Generator, judge: Judge, found: Found, least: int, effort: Effort) -> Searched:
    """Look for a better schedule than the one found by rules; none can be shorter than the least makespan given."""
    if is_makespan_alone(judge.objective) and not len(judge.hard):
        if judge.makespan_minutes(found) <= least:
            return Searched(found, least, 0, Stopped.OPTIMAL, "priority rules")
        on_grid = gridded(generator.layout)
        if on_grid is not None:
            return _on_grid(generator, judge, found, on_grid, effort)
    return _on_calendars(generator, judge, found, effort)


def is_makespan_alone(objective: Objective) -> bool:
    """Tell whether nothing but the last finish counts."""
    return objective == Objective(makespan=objective.makespan) and objective.makespan > EARLY.finishes


def _on_grid(generator: Generator, judge: Judge, found: Found, on_grid: Gridded, effort: Effort) -> Searched:
    bound, made = bound_of(on_grid), 0
    best, method, stopped = found, "priority rules", effort.end(0)
    length = -(-judge.makespan_minutes(found) // on_grid.unit)
    if length <= bound:
        stopped = Stopped.OPTIMAL
    if stopped is None:
        starts, bound, made, stopped, method = _bred(on_grid, found, bound, effort)
        bred = generator.in_order(on_grid.jobs[np.lexsort((np.arange(len(starts)), starts))])
        best = min((found, bred), key=judge.makespan_minutes)
    return Searched(best, bound * on_grid.unit, made, stopped, method)


def _bred(on_grid: Gridded, found: Found, bound: int, effort: Effort) -> tuple[Any, int, int, Stopped, str]:
    speed = _speed(len(on_grid.jobs) * (effort.schedules or 10_000))
    rows = max(1, len(on_grid.grid.full))
    seconds = solver.breeding_seconds(effort.left) if effort.use_solver else effort.left
    expected = seconds * effort.threads / (ACTIVITY_SECONDS * len(on_grid.jobs) * rows)
    islands = Islands(
        on_grid,
        seed=effort.seed,
        threads=effort.threads,
        schedules=min(expected, effort.schedules or expected),
        speed=speed,
    )
    islands.begin(found.start[on_grid.jobs] // on_grid.unit)
    begun, stopped = perf_counter(), None
    while stopped is None and islands.best > bound and perf_counter() - begun < seconds:
        islands.go_on(bound)
        stopped = effort.end(islands.schedules)
    starts, method = islands.starts, "population search"
    if stopped is None and islands.best > bound and effort.use_solver and solver.is_there():
        starts, bound = solver.polished(on_grid, starts, bound, effort)
        method = "population search, then CP-SAT"
    length = int((starts + on_grid.grid.duration).max(initial=0))
    if length <= bound:
        stopped = Stopped.OPTIMAL
    return (
        starts,
        bound,
        islands.schedules,
        stopped or effort.end(islands.schedules) or Stopped.SECONDS,
        method,
    )


def _on_calendars(generator: Generator, judge: Judge, found: Found, effort: Effort) -> Searched:
    layout, best, made = generator.layout, found, 0
    stopped = effort.end(0)
    if stopped is None:
        each = chains(
            lambda: Generator(layout, generator.speed),
            judge,
            found,
            seed=effort.seed,
            count=effort.threads,
        )
        steps = max(1, 2000 // max(1, len(layout.order)))
        with ThreadPoolExecutor(len(each)) as threads:
            while stopped is None:
                list(threads.map(lambda chain: chain.go_on(steps), each))
                made = sum(chain.schedules for chain in each)
                stopped = effort.end(made) or (Stopped.OPTIMAL if not each[0].movable else None)
        best = min([found, *(chain.best for chain in each)], key=lambda one: worth_of(judge, one))
    return Searched(best, None, made, stopped, "search on calendars" if made else "priority rules")


def _speed(work: int) -> Speed:
    return COMPILED if work > 40_000 else PLAIN
