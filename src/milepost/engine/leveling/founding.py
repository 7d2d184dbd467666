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
NEAR = 0.3
"""Spread of the logarithm by which weights that did well are changed."""
CHANGED, FAR = 0.1, 0.1
"""The share of activities whose own key is changed where weights stay, and how far."""
LEARNED_FROM = 4
SCALE = 1_000_000
"""Keys are whole numbers."""


class Founding:
    """Draws keys for one grid, the least first, and learns from the schedules made of them."""

    def __init__(self, gridded: Gridded, tail: Any, *, listed: int, seed: tuple[int, int]) -> None:
        """Prepare; the tail is the time that has to follow each activity, the first rows are left to chance."""
        self.random = np.random.default_rng(seed)
        self.listed = listed
        self.tail = tail / max(1, int(tail.max(initial=1)))
        self.shares = _shares(gridded)
        load = gridded.grid.duration @ self.shares
        self.scarcity = load / max(1.0, float(load.max(initial=0)))
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was learned."""
        self.drawn = self.best = np.zeros((0, len(self.scarcity) + 1 + len(self.tail)))
        self.lengths = np.zeros(0, dtype=np.int64)

    def keys(self, rows: int) -> Any:
        """Draw so many rows of keys, one row after the other in one column."""
        draw, resources = self.random, len(self.scarcity)
        near = len(self.best) and rows - rows // 4
        self.drawn = np.concatenate((self._by_chance(rows - near), self._near_the_best(near)))
        self.drawn = self.drawn[draw.permutation(rows)]
        worth = (
            self.drawn[:, :resources] @ self.shares.T + self.drawn[:, resources : resources + 1] * self.tail
        )
        worth += self.drawn[:, resources + 1 :]
        worth[: self.listed] = draw.random((min(rows, self.listed), len(self.tail)))
        return (-SCALE * worth).astype(np.int64).ravel()

    def learn(self, lengths: Any) -> None:
        """Take in how long the schedules became that were made of the rows drawn last."""
        drawn, made = self.drawn[self.listed :], np.asarray(lengths)[self.listed :]
        known, lengths = np.concatenate((drawn, self.best)), np.concatenate((made, self.lengths))
        first = np.argsort(lengths, kind="stable")[: max(LEARNED_FROM, len(made) // 10)]
        self.best, self.lengths = known[first], lengths[first]

    def _by_chance(self, rows: int) -> Any:
        draw, count = self.random, len(self.tail)
        weights = draw.gamma(SHAPE, size=(rows, len(self.scarcity))) * self.scarcity
        weights /= np.maximum(1e-9, weights.sum(axis=1, keepdims=True))
        return np.concatenate(
            (weights, 2 * draw.random((rows, 1)) ** 2, NOISE * draw.random((rows, count))), axis=1
        )

    def _near_the_best(self, rows: int) -> Any:
        """Change what did well: every second row its weights, the others what stands for single activities."""
        if not rows:
            return self.best[:0]
        draw, own = self.random, len(self.scarcity) + 1
        chosen = self.best[draw.integers(len(self.best), size=rows)]
        chosen[::2, :own] *= np.exp(NEAR * draw.standard_normal(chosen[::2, :own].shape))
        some = draw.random(chosen[1::2, own:].shape) < CHANGED
        chosen[1::2, own:] += some * FAR * draw.standard_normal(some.shape)
        return chosen


def _shares(gridded: Gridded) -> Any:
    """Give the share of each resource that each activity needs."""
    shares = np.zeros((len(gridded.needs), len(gridded.capacity)))
    for job, needs in enumerate(gridded.needs):
        for resource, units in needs:
            shares[job, resource] = units / gridded.capacity[resource]
    return shares
