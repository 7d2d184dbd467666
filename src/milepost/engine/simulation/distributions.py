"""Estimates with a spread: each gives the value that a share of all outcomes stays below."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from milepost.engine.errors import ScheduleError

Values = NDArray[np.float64]
BETA_STEPS = 4096
LEAST_RATIOS = 10
"""So many finished tasks tell at least the middle of a spread; the tails take more."""


class ImpossibleEstimate(ScheduleError):
    """Says what is wrong with an estimate."""


class Distribution(Protocol):
    """Anything that knows its quantiles."""

    def quantiles(self, shares: Values) -> Values:
        """Give the value below which each share (0 to 1) of the outcomes lies."""
        ...


@dataclass(frozen=True, slots=True)
class Triangular:
    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        _check_order(self.low, self.likely, self.high)

    def quantiles(self, shares: Values) -> Values:
        width = self.high - self.low
        if width == 0:
            return np.full_like(shares, self.low)
        turn = (self.likely - self.low) / width
        rising = self.low + np.sqrt(shares * width * (self.likely - self.low))
        falling = self.high - np.sqrt((1 - shares) * width * (self.high - self.likely))
        return np.where(shares < turn, rising, falling)


@dataclass(frozen=True, slots=True)
class BetaPert:
    """A beta distribution with mean (low + 4 likely + high) / 6; `weight` is the 4."""

    low: float
    likely: float
    high: float
    weight: float = 4.0

    def __post_init__(self) -> None:
        _check_order(self.low, self.likely, self.high)

    def quantiles(self, shares: Values) -> Values:
        width = self.high - self.low
        if width == 0:
            return np.full_like(shares, self.low)
        alpha = 1 + self.weight * (self.likely - self.low) / width
        beta = 1 + self.weight * (self.high - self.likely) / width
        middles = (np.arange(BETA_STEPS) + 0.5) / BETA_STEPS
        density = middles ** (alpha - 1) * (1 - middles) ** (beta - 1)
        below = np.concatenate([[0.0], np.cumsum(density)])
        return self.low + width * np.interp(shares, below / below[-1], np.linspace(0, 1, BETA_STEPS + 1))


@dataclass(frozen=True, slots=True)
class Uniform:
    low: float
    high: float

    def __post_init__(self) -> None:
        _check_order(self.low, self.low, self.high)

    def quantiles(self, shares: Values) -> Values:
        return self.low + shares * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """Given by its mean and standard deviation."""

    mean: float
    deviation: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.mean) and math.isfinite(self.deviation)):
            raise ImpossibleEstimate("An estimate is not a number.")
        if self.mean <= 0 or self.deviation < 0:
            raise ImpossibleEstimate(
                "A lognormal estimate needs a mean above zero and a deviation not below it."
            )

    def quantiles(self, shares: Values) -> Values:
        variance = math.log(1 + (self.deviation / self.mean) ** 2)
        centre = math.log(self.mean) - variance / 2
        normal = NormalDist()
        inside = np.clip(shares, 1e-12, 1 - 1e-12)
        return np.exp(
            centre + math.sqrt(variance) * np.array([normal.inv_cdf(share) for share in inside.ravel()])
        ).reshape(shares.shape)


@dataclass(frozen=True, slots=True)
class Discrete:
    """Values with their weights, which need not add up to 1."""

    values: Sequence[float]
    weights: Sequence[float]

    def __post_init__(self) -> None:
        if not self.values or len(self.values) != len(self.weights):
            raise ImpossibleEstimate("A discrete estimate needs a weight for each of its values.")
        if not all(map(math.isfinite, [*self.values, *self.weights])):
            raise ImpossibleEstimate("An estimate is not a number.")
        if min(self.weights) < 0 or sum(self.weights) <= 0:
            raise ImpossibleEstimate("The weights of a discrete estimate are not negative and not all zero.")

    def quantiles(self, shares: Values) -> Values:
        order = np.argsort(self.values)
        below = np.cumsum(np.asarray(self.weights, dtype=float)[order])
        at = np.searchsorted(below / below[-1], shares, side="left")
        return np.asarray(self.values, dtype=float)[order][np.minimum(at, len(order) - 1)]


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Values by the share of outcomes below them, straight lines between; the ends are the outermost given."""

    shares: Sequence[float]
    values: Sequence[float]

    def __post_init__(self) -> None:
        if len(self.shares) < 2 or len(self.shares) != len(self.values):
            raise ImpossibleEstimate("Percentiles need at least two shares, each with its value.")
        if list(self.shares) != sorted(self.shares) or list(self.values) != sorted(self.values):
            raise ImpossibleEstimate("Percentiles rise, and so do their values.")
        if not (self.shares[0] >= 0 and self.shares[-1] <= 1):
            raise ImpossibleEstimate("Shares lie between 0 and 1.")

    def quantiles(self, shares: Values) -> Values:
        return np.interp(shares, self.shares, self.values)


@dataclass(frozen=True, slots=True)
class History:
    """A planned amount times how comparable work went before: the ratios of actual to planned.

    Between the ratios in order lie straight lines (a smoothed bootstrap), the i-th of n at the share (i - 1/2) / n
    (Hazen); the outermost are the ends, so that nothing goes worse than it ever did. Few ratios have not seen the worst
    case: fewer than `LEAST_RATIOS` are refused.
    """

    ratios: Sequence[float]
    planned: float = 1.0

    def __post_init__(self) -> None:
        if len(self.ratios) < LEAST_RATIOS:
            raise ImpossibleEstimate(
                f"A history needs at least {LEAST_RATIOS} finished tasks, and has {len(self.ratios)}."
            )
        if not all(math.isfinite(ratio) and ratio > 0 for ratio in self.ratios):
            raise ImpossibleEstimate("The ratios of a history are numbers above zero.")
        if not (math.isfinite(self.planned) and self.planned >= 0):
            raise ImpossibleEstimate("An estimate is not a number.")

    def quantiles(self, shares: Values) -> Values:
        ratios = np.sort(np.asarray(self.ratios, dtype=float))
        at = (np.arange(len(ratios)) + 0.5) / len(ratios)
        return np.asarray(self.planned * np.interp(shares, at, ratios))


def _check_order(low: float, likely: float, high: float) -> None:
    if not all(map(math.isfinite, (low, likely, high))):
        raise ImpossibleEstimate("An estimate is not a number.")
    if not 0 <= low <= likely <= high:
        raise ImpossibleEstimate(
            f"Low ({low:g}), likely ({likely:g}) and high ({high:g}) do not rise from zero."
        )
