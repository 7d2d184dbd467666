"""Which search a problem gets, how long it goes on, and what ends it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from milepost.engine.leveling.bounds import bound_of
from milepost.engine.leveling.effort import Effort
from milepost.engine.leveling.evaluation import Found, Judge
from milepost.engine.leveling.generation import Generator
from milepost.engine.leveling.grid_search import GridSearch
from milepost.engine.leveling.gridding import Gridded, gridded
from milepost.engine.leveling.model import EARLY, Objective
from milepost.engine.leveling.neighborhood import chains, worth_of
from milepost.engine.leveling.result import Stopped


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
    bound = bound_of(on_grid)
    if judge.makespan_minutes(found) <= bound * on_grid.unit:
        return Searched(found, bound * on_grid.unit, 0, Stopped.OPTIMAL, "priority rules")
    stopped = effort.end(0)
    if stopped is not None:
        return Searched(found, bound * on_grid.unit, 0, stopped, "priority rules")
    on = GridSearch(on_grid, found.start[on_grid.jobs] // on_grid.unit, bound, effort)
    stopped = on.run()
    bred = generator.in_order(on_grid.jobs[np.lexsort((np.arange(len(on.starts)), on.starts))])
    best = min((found, bred), key=judge.makespan_minutes)
    return Searched(best, on.bound * on_grid.unit, on.islands.schedules, stopped, on.method)


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
