"""What a simulation found."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 1.96
"""Standard deviations of a two-sided 95 % interval."""

Instants = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The finishes of all iterations in minutes, with what drove them; tasks are known by uid."""

    finishes: Instants
    planned: int
    """The finish that the plan gives without any spread."""
    ends: Mapping[int, Instants]
    """The finishes of the watched tasks."""
    criticality: Mapping[int, float]
    """The share of iterations in which a task is on the chain that drives the finish."""
    cruciality: Mapping[int, float | None]
    """The correlation of a task's duration with the finish; `None` where either never varies."""
    sensitivity: Mapping[int, float | None]
    """SSI, the criticality times the task's deviation over that of the finish, both in working time."""
    driver_effects: Mapping[str, float | None]
    """How many working minutes later the finish is on average when a risk strikes than when not."""

    def percentile(self, share: float) -> int:
        """Give the earliest finish by which this share of the iterations ends."""
        return _at_share(self.finishes, share)

    def chance_by(self, instant: int) -> float:
        """Give the share of iterations that finish at or before an instant."""
        return float(np.mean(self.finishes <= instant))

    def within(self, share: float) -> tuple[int, int]:
        """Give the finishes between which the true percentile lies with 95 % confidence (binomial error)."""
        error = CONFIDENCE * math.sqrt(share * (1 - share) / len(self.finishes))
        return self.percentile(max(0.0, share - error)), self.percentile(min(1.0, share + error))

    def end_by(self, uid: int, share: float) -> int:
        """Give the earliest instant by which this share of the iterations ends a watched task."""
        return _at_share(self.ends[uid], share)


def _at_share(instants: Instants, share: float) -> int:
    ordered = np.sort(instants)
    return int(ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))])
