"""What a simulation takes beside the network: uncertain tasks, risks that drive them, and what moves together."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.engine.errors import ScheduleError
from milepost.engine.simulation.distributions import Distribution

MOST_ITERATIONS = 1_000_000


class Sampling(StrEnum):
    RANDOM = "random"
    LATIN_HYPERCUBE = "latin hypercube"


class ImpossibleInputs(ScheduleError):
    """Says what a simulation cannot take."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The spread of what is left of a task, by uid, in working minutes."""

    uid: int
    remaining: Distribution


@dataclass(frozen=True, slots=True)
class Driver:
    """A risk that, when it occurs, multiplies the remaining duration of tasks (uid) by a factor.

    Drivers in series multiply one another; of those in parallel on a task the largest counts (Hulett 2010).
    """

    name: str
    probability: float
    factor: Distribution
    uids: tuple[int, ...]
    is_parallel: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise ImpossibleInputs(f"“{self.name}” is as likely as {self.probability:g}: give 0 to 1.")


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks (uid) whose durations move together: every two of them correlate so much (Gaussian copula)."""

    uids: tuple[int, ...]
    correlation: float

    def __post_init__(self) -> None:
        if not 0 <= self.correlation <= 1:
            raise ImpossibleInputs(
                f"Tasks of a group correlate between 0 and 1, not by {self.correlation:g}."
            )


@dataclass(frozen=True, slots=True)
class Inputs:
    """One simulation; the same inputs give the same outcome, on any number of threads."""

    uncertain: Sequence[Uncertain] = ()
    drivers: Sequence[Driver] = ()
    groups: Sequence[Group] = ()
    iterations: int = 10_000
    seed: int = 1
    sampling: Sampling = Sampling.RANDOM

    def __post_init__(self) -> None:
        if not 1 <= self.iterations <= MOST_ITERATIONS:
            raise ImpossibleInputs(
                f"A simulation has 1 to {MOST_ITERATIONS:,} iterations, not {self.iterations:,}."
            )
