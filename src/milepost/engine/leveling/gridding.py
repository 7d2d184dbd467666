"""Tells whether a problem fits on a grid of whole time units, lays it out there, and brings the answer back."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd
from typing import Any

import numpy as np

from milepost.engine.calendar.table import next_work, worked
from milepost.engine.leveling.grid import LANE_BITS, LANES, MOST_UNITS, Grid
from milepost.engine.leveling.layout import Layout
from milepost.engine.network.columns import NONE
from milepost.engine.network.model import LinkType

WIDEST = 400_000
"""More cells than this in all would no longer lie in a cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Gridded:
    """A layout on a grid: its activity `jobs[n]` is number `n` there."""

    grid: Grid
    jobs: Any
    unit: int
    """Working minutes of a cell."""
    capacity: tuple[int, ...]
    """Units of each resource that is used."""
    needs: tuple[tuple[tuple[int, int], ...], ...]
    """Of each activity, the resources (counted among those used) and units that it needs."""

    def length_of(self, starts: Any) -> int:
        """Give the length of a schedule, in time units."""
        return int((starts + self.grid.duration).max(initial=0))


def gridded(layout: Layout) -> Gridded | None:
    """Lay a problem out on a grid; `None` where it needs real calendars, choices, splits or fixed dates."""
    clock = _one_clock(layout)
    if clock is None or not _is_plain(layout):
        return None
    problem, jobs = layout.problem, np.array(layout.order, dtype=np.int64)
    duration, release = layout.jobs.duration[jobs], _releases(layout, clock)[jobs]
    lags = layout.links.lag
    unit = gcd(*duration.tolist(), *release.tolist(), *lags.tolist()) or 1
    needs, capacity = _needs(layout)
    width = int((duration.sum() + release.max(initial=0) + lags.sum()) // unit) + 2
    rows = -(-len(capacity) // LANES)
    if width * rows > WIDEST or max(capacity, default=0) > MOST_UNITS:
        return None
    own_needs = tuple(needs[job] for job in jobs.tolist())
    offset, row, units = _packed(own_needs, rows)
    into, out = _links(layout, unit)
    grid = Grid(
        duration // unit,
        release // unit,
        offset,
        row,
        units,
        *into,
        *out,
        np.array([_cell(list(enumerate(capacity)), of) for of in range(rows)], dtype=np.int64),
        width,
        np.array([sum(1000 * units // capacity[one] for one, units in own) for own in own_needs]),
    )
    return Gridded(grid, jobs, unit, capacity, own_needs) if problem.activities else None


def _one_clock(layout: Layout) -> int | None:
    """Give the clock by which everything is worked on, if there is only one."""
    works = layout.jobs.duration > 0
    clocks = set(layout.modes.clock[layout.jobs.mode_offset[:-1][works]].tolist())
    calendars = set(layout.jobs.calendar.tolist())
    return clocks.pop() if len(clocks) == 1 and clocks == calendars else None


def _is_plain(layout: Layout) -> bool:
    jobs, links = layout.jobs, layout.links
    is_kept = (links.type == LinkType.FINISH_TO_START) & (links.lag >= 0)
    is_kept &= (links.lag == 0) | (links.is_elapsed == 0)
    return bool(
        len(layout.modes.clock) == len(layout.order)
        and (jobs.fixed_start == NONE).all()
        and (jobs.shortest_part == 0).all()
        and is_kept.all()
        and all(len(at) == 1 for at, _ in layout.profiles)
    )


def _releases(layout: Layout, clock: int) -> Any:
    tables, start = layout.tables, layout.problem.start
    before = worked(tables, clock, start)
    return np.array(
        [
            worked(tables, clock, next_work(tables, clock, at)) - before if at > start else 0
            for at in layout.jobs.release.tolist()
        ],
        dtype=np.int64,
    )


def _needs(layout: Layout) -> tuple[list[tuple[tuple[int, int], ...]], tuple[int, ...]]:
    """Give needs and capacities in the largest units that divide all of a resource's demands."""
    modes = layout.modes
    used = sorted(set(modes.resource.tolist()))
    number = {resource: at for at, resource in enumerate(used)}
    share = [gcd(*modes.units[modes.resource == resource].tolist()) for resource in used]
    needs = []
    for first, last in pairwise(modes.need_offset.tolist()):
        own = zip(modes.resource[first:last].tolist(), modes.units[first:last].tolist(), strict=True)
        needs.append(tuple((number[one], units // share[number[one]]) for one, units in own))
    capacity = tuple(int(layout.profiles[resource][1][0]) // share[at] for at, resource in enumerate(used))
    return needs, capacity


def _packed(needs: Sequence[Sequence[tuple[int, int]]], rows: int) -> tuple[Any, Any, Any]:
    offset, row, units = [0], [], []
    for own in needs:
        cells = [(of, _cell(own, of)) for of in range(rows)]
        row += [of for of, cell in cells if cell]
        units += [cell for _, cell in cells if cell]
        offset.append(len(row))
    return tuple(np.array(column, dtype=np.int64) for column in (offset, row, units))  # type: ignore[return-value]


def _cell(needs: Sequence[tuple[int, int]], row: int) -> int:
    """Give the units of the resources of a row, each in its lane."""
    return sum(units << (one % LANES * LANE_BITS) for one, units in needs if one // LANES == row)


def _links(layout: Layout, unit: int) -> tuple[tuple[Any, Any, Any], tuple[Any, Any, Any]]:
    links, number = layout.links, np.argsort(np.array(layout.order))
    ends = np.repeat(np.arange(len(layout.order)), np.diff(links.into_offset))
    successor, predecessor = number[ends], number[links.predecessor]
    lag = (links.lag + layout.jobs.duration[links.predecessor]) // unit
    return _grouped(successor, predecessor, lag, len(number)), _grouped(
        predecessor, successor, lag, len(number)
    )


def _grouped(by: Any, other: Any, lag: Any, count: int) -> tuple[Any, Any, Any]:
    order = np.argsort(by, kind="stable")
    return np.searchsorted(by[order], np.arange(count + 1)), other[order], lag[order]
