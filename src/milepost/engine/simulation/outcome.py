"""What a simulation found."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 1.96
"""Standard deviations of a two-sided 95 % interval."""

Instants = NDArray[np.int64]
Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DriverResult:
    """A risk's mark on the outcome; what never varies is `None`."""

    name: str
    struck: float
    """The share of iterations in which it strikes."""
    later_minutes: float | None
    """How many working minutes later the finish is on average when it strikes than when not."""
    dearer: float | None
    """How much more the project costs on average when it strikes than when not."""


@dataclass(frozen=True, slots=True)
class Swing:
    """A bar of a tornado: the finish (working minutes) or cost, less its mean, with one input low and with it high.

    Of a task, at the 10th and 90th percentile of its duration or cost by linear regression; of a risk, without and
    with it.
    """

    uid: int | None
    name: str
    low: float
    high: float

    @property
    def width(self) -> float:
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class DeadlineChance:
    """How likely a task (uid) meets its deadline."""

    uid: int
    deadline: int
    chance: float


@dataclass(frozen=True, slots=True)
class Joint:
    """How likely a finish and a cost are met, apart and together (joint confidence level)."""

    finish: int
    cost: float
    finish_chance: float
    cost_chance: float
    both: float


@dataclass(frozen=True, slots=True)
class Convergence:
    """How well a percentile of the finish is known: half of its 95 % interval, in minutes."""

    share: float
    half_width: float
    iterations: int


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The finishes, and costs where there are any, of all iterations: of a project or of several together."""

    finishes: Instants
    planned: int
    """The finish that the plan gives without any spread."""
    costs: Amounts | None
    planned_cost: float | None

    def percentile(self, share: float) -> int:
        """Give the earliest finish by which this share of the iterations ends."""
        return int(_at_share(self.finishes, share))

    def chance_by(self, instant: int) -> float:
        """Give the share of iterations that finish at or before an instant."""
        return float(np.mean(self.finishes <= instant))

    def within(self, share: float) -> tuple[int, int]:
        """Give the finishes between which the true percentile lies with 95 % confidence (binomial error)."""
        low, high = _interval(share, len(self.finishes))
        return self.percentile(low), self.percentile(high)

    def convergence(self, share: float) -> Convergence:
        """Tell how well a percentile of the finish is known."""
        low, high = self.within(share)
        return Convergence(share, (high - low) / 2, len(self.finishes))

    def cost_percentile(self, share: float) -> float | None:
        """Give the least cost that this share of the iterations stays within."""
        return None if self.costs is None else float(_at_share(self.costs, share))

    def chance_within(self, budget: float) -> float | None:
        """Give the share of iterations that cost no more than a budget."""
        return None if self.costs is None else float(np.mean(self.costs <= budget))

    def cost_within(self, share: float) -> tuple[float, float] | None:
        """Give the costs between which the true percentile lies with 95 % confidence (binomial error)."""
        if self.costs is None:
            return None
        low, high = _interval(share, len(self.costs))
        return float(_at_share(self.costs, low)), float(_at_share(self.costs, high))

    def joint(self, finish: int, cost: float) -> Joint | None:
        """Tell how likely a finish and a cost are met, apart and together."""
        if self.costs is None:
            return None
        in_time, in_budget = self.finishes <= finish, self.costs <= cost
        both = float(np.mean(in_time & in_budget))
        return Joint(finish, cost, float(np.mean(in_time)), float(np.mean(in_budget)), both)

    def frontier(self, share: float, *, points: int = 40) -> list[Joint]:
        """Give pairs of finish and cost that this share of the iterations meets together, from the earliest finish.

        Empty where there are no costs; the cost of each pair is the least that reaches the share at its finish.
        """
        if self.costs is None:
            return []
        wanted = math.ceil(share * len(self.finishes))
        finishes = np.sort(self.finishes)[max(0, wanted - 1) :]
        chosen = np.unique(finishes[np.linspace(0, len(finishes) - 1, points).astype(np.int64)])
        pairs = ((int(one), np.sort(self.costs[self.finishes <= one])[wanted - 1]) for one in chosen)
        return [joint for finish, cost in pairs if (joint := self.joint(finish, float(cost)))]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome(Spread):
    """The finishes of all iterations in minutes, with what drove them; tasks are known by uid."""

    ends: Mapping[int, Instants]
    """The finishes of the watched tasks, and of those with a deadline."""
    criticality: Mapping[int, float]
    """The share of iterations in which a task is on the chain that drives the finish."""
    cruciality: Mapping[int, float | None]
    """The correlation of a task's duration with the finish; `None` where either never varies."""
    sensitivity: Mapping[int, float | None]
    """SSI, the criticality times the task's deviation over that of the finish, both in working time."""
    drivers: tuple[DriverResult, ...]
    finish_swings: tuple[Swing, ...]
    """The tornado of the finish, widest first: every task and risk that moves it."""
    cost_swings: tuple[Swing, ...]
    """The tornado of the cost, widest first."""
    deadlines: tuple[DeadlineChance, ...]
    work: Amounts
    """The working minutes from the project's start to each finish."""
    planned_work: float
    """The same of the planned finish."""
    notices: tuple[str, ...] = ()
    """What was mended in the inputs, in sentences."""

    @property
    def driver_effects(self) -> Mapping[str, float | None]:
        """Give how many working minutes later the finish is on average when a risk strikes than when not."""
        return {driver.name: driver.later_minutes for driver in self.drivers}

    def work_percentile(self, share: float) -> float:
        """Give the working minutes from the project's start that this share of the iterations needs at most."""
        return float(_at_share(self.work, share))

    def end_by(self, uid: int, share: float) -> int:
        """Give the earliest instant by which this share of the iterations ends a watched task."""
        return int(_at_share(self.ends[uid], share))


@dataclass(frozen=True, slots=True, eq=False)
class PortfolioOutcome(Spread):
    """Several projects simulated together: the last finish and the sum of costs of each iteration."""

    members: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Part:
    """What one source adds to a contingency: a risk, the spread of estimates, lead times or costs."""

    name: str
    minutes: float
    cost: float | None


@dataclass(frozen=True, slots=True)
class Contingency:
    """What a plan needs beyond itself for a chosen confidence, in working minutes and money; its parts add up to it."""

    share: float
    minutes: float
    cost: float | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bought:
    """What the response to one risk buys at a chosen confidence, by itself, for its price.

    `minutes` of working time earlier, `saved` less to pay after the price.
    """

    name: str
    price: float
    minutes: float
    saved: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """The same iterations before and after all responses, and what each response buys."""

    share: float
    before: Outcome
    after: Outcome
    bought: tuple[Bought, ...]


def _interval(share: float, count: int) -> tuple[float, float]:
    error = CONFIDENCE * math.sqrt(share * (1 - share) / count)
    return max(0.0, share - error), min(1.0, share + error)


def _at_share(values: Instants | Amounts, share: float) -> float:
    at = min(len(values) - 1, max(0, math.ceil(share * len(values)) - 1))
    return float(np.partition(values, at)[at])
