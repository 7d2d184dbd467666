"""Least makespans that no schedule on a grid can beat: by the longest path, and by the energy resources can give.

Source: Klein and Scholl 1999, "Computing lower bounds by destructive improvement": the longest path, and the
capacity bound with heads and tails.
"""

from typing import Any

import numpy as np

from milepost.engine.leveling.gridding import Gridded

MOST_PAIRS = 4_000_000


def bound_of(gridded: Gridded) -> int:
    """Give the larger of both bounds, in time units."""
    heads, tails = heads_and_tails(gridded)
    duration = gridded.grid.duration
    longest = int((heads + duration + tails).max(initial=0))
    return max([longest, *(_energy(gridded, one, heads, tails) for one in range(len(gridded.capacity)))])


def heads_and_tails(gridded: Gridded) -> tuple[Any, Any]:
    """Give the least time before each activity's start and after its finish."""
    grid = gridded.grid
    heads = grid.release.tolist()
    tails = [0] * len(heads)
    into, before, lag = grid.into_offset.tolist(), grid.predecessor.tolist(), grid.into_lag.tolist()
    duration = grid.duration.tolist()
    for job in range(len(heads)):
        for at in range(into[job], into[job + 1]):
            heads[job] = max(heads[job], heads[before[at]] + lag[at])
    for job in reversed(range(len(heads))):
        for at in range(into[job], into[job + 1]):
            tail = tails[job] + duration[job] + lag[at] - duration[before[at]]
            tails[before[at]] = max(tails[before[at]], tail)
    return np.array(heads, dtype=np.int64), np.array(tails, dtype=np.int64)


def _energy(gridded: Gridded, resource: int, heads: Any, tails: Any) -> int:
    """Give the best of: least head, then all the work of those with such heads and tails, then least tail."""
    units = np.array([dict(needs).get(resource, 0) for needs in gridded.needs], dtype=np.int64)
    uses = units > 0
    work, head, tail = (units * gridded.grid.duration)[uses], heads[uses], tails[uses]
    capacity = gridded.capacity[resource]
    if not len(work) or not capacity:
        return 0
    levels = np.unique(head)
    if len(levels) * len(work) > MOST_PAIRS:
        levels = levels[:: len(levels) * len(work) // MOST_PAIRS + 1]
    order = np.argsort(-tail, kind="stable")
    work, head, tail = work[order], head[order], tail[order]
    inside = head[None, :] >= levels[:, None]
    energy = np.cumsum(np.where(inside, work[None, :], 0), axis=1)
    lengths = levels[:, None] + -(-energy // capacity) + tail[None, :]
    return int(np.where(inside, lengths, 0).max())
