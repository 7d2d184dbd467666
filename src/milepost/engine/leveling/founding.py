"""Keys of the first schedules of a population: what follows an activity, and how much it asks of what is short.

Where many projects want the same few resources, packing those well matters more than any path, and each problem has its
own mixture that packs best; so the weights are drawn anew for each schedule.

Sources: Ulusoy and Özdamar 1989, "Heuristic performance and network/resource characteristics in resource-constrained
project scheduling" (WRUP, the weighted resource utilization and precedence rule); Kolisch and Hartmann 1999 (sampling).
"""

from typing import Any

import numpy as np

from milepost.engine.leveling.gridding import Gridded

SHAPE = 0.5
"""Of the gamma distribution of weights: below one, a few resources count and the others hardly do."""
NOISE = 0.02
"""How far chance may bring together activities that are nearly alike."""
SCALE = 1_000_000
"""Keys are whole numbers."""


class Founding:
    """Draws keys for one grid, the least first."""

    def __init__(self, gridded: Gridded, tail: Any, *, seed: tuple[int, int]) -> None:
        """Prepare; the tail is the time that has to follow each activity."""
        self.random = np.random.default_rng(seed)
        self.tail = tail / max(1, int(tail.max(initial=1)))
        self.shares = _shares(gridded)
        load = gridded.grid.duration @ self.shares
        self.scarcity = load / max(1.0, float(load.max(initial=0)))

    def keys(self, rows: int) -> Any:
        """Draw so many rows of keys, one row after the other in one column."""
        draw, count = self.random, len(self.tail)
        weights = draw.gamma(SHAPE, size=(rows, len(self.scarcity))) * self.scarcity
        weights /= np.maximum(1e-9, weights.sum(axis=1, keepdims=True))
        of_tail = 2 * draw.random((rows, 1)) ** 2
        worth = weights @ self.shares.T + of_tail * self.tail + NOISE * draw.random((rows, count))
        return (-SCALE * worth).astype(np.int64).ravel()


def _shares(gridded: Gridded) -> Any:
    """Give the share of each resource that each activity needs."""
    shares = np.zeros((len(gridded.needs), len(gridded.capacity)))
    for job, needs in enumerate(gridded.needs):
        for resource, units in needs:
            shares[job, resource] = units / gridded.capacity[resource]
    return shares
