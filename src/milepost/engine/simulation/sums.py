"""Running sums over iterations, from which correlations and effects follow without keeping every draw."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
LEAST_VARIANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of durations and finishes by drawn task, and of finishes by risk; all in working minutes."""

    count: float
    finish: float
    finish_squared: float
    duration: Values
    duration_squared: Values
    product: Values
    struck: Values
    struck_finish: Values

    @classmethod
    def nothing(cls) -> "Sums":
        none = np.zeros(1)
        return cls(0, 0, 0, none, none, none, none, none)

    @classmethod
    def of(cls, durations: NDArray[np.int64], struck: NDArray[np.bool_], finishes: Values) -> "Sums":
        """Sum up iterations: durations by iteration and task, risks that struck, and finishes."""
        drawn = durations.astype(np.float64)
        return cls(
            len(finishes),
            float(finishes.sum()),
            float((finishes**2).sum()),
            drawn.sum(axis=0),
            (drawn**2).sum(axis=0),
            finishes @ drawn,
            struck.sum(axis=0).astype(np.float64),
            finishes @ struck,
        )

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def correlations(self) -> list[float | None]:
        """Give the correlation of each task's duration with the finish."""
        covariance = self.product / self.count - (self.duration / self.count) * (self.finish / self.count)
        scale = np.sqrt(self._duration_variance * self._finish_variance)
        return [
            float(shared / each) if each > LEAST_VARIANCE else None
            for shared, each in zip(covariance, scale, strict=True)
        ]

    def sensitivities(self, criticality: Values) -> list[float | None]:
        """Give each task's criticality times its deviation over that of the finish."""
        if self._finish_variance <= LEAST_VARIANCE:
            return [None] * len(criticality)
        return (criticality * np.sqrt(self._duration_variance / self._finish_variance)).tolist()

    @property
    def effects(self) -> list[float | None]:
        """Give how much later the finish is on average when each risk strikes than when not."""
        return [
            float(finish / struck - (self.finish - finish) / (self.count - struck))
            if 0 < struck < self.count
            else None
            for struck, finish in zip(self.struck, self.struck_finish, strict=False)
        ]

    @property
    def _finish_variance(self) -> float:
        return max(0.0, self.finish_squared / self.count - (self.finish / self.count) ** 2)

    @property
    def _duration_variance(self) -> Values:
        return np.maximum(0.0, self.duration_squared / self.count - (self.duration / self.count) ** 2)
