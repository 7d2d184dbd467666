"""What a simulation takes beside the network: what is uncertain, the risks that drive it, and what moves together."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
class TaskCost:
    """What a task costs: spent so far, still to pay whatever its duration, and by each remaining working minute.

    A number is certain; a distribution spreads the amount. Risks multiply what is still to pay, never what is spent.
    """

    uid: int
    fixed: float | Distribution = 0.0
    per_minute: float | Distribution = 0.0
    spent: float = 0.0

    def __post_init__(self) -> None:
        amounts = (self.fixed, self.per_minute, self.spent)
        if not all(math.isfinite(amount) for amount in amounts if isinstance(amount, int | float)):
            raise ImpossibleInputs(f"A cost of task {self.uid} is not a number.")


@dataclass(frozen=True, slots=True)
class LeadTime:
    """A task (uid) that starts no earlier than a spread of elapsed minutes after an instant, as goods on order do."""

    uid: int
    ordered: int
    minutes: Distribution


@dataclass(frozen=True, slots=True)
class Response:
    """What a risk becomes once it is answered; what is `None` stays as before.

    `price` is paid whether it strikes or not.
    """

    probability: float | None = None
    factor: Distribution | None = None
    cost_factor: Distribution | None = None
    cost: Distribution | None = None
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Driver:
    """A risk that, when it strikes, multiplies what remains of tasks (uid) and their costs, and adds its own cost.

    Drivers in series multiply one another; of those in parallel on a task the largest counts (Hulett 2010). Networks
    that are simulated together share the draws of drivers of the same name.
    """

    name: str
    probability: float
    factor: Distribution | None = None
    uids: tuple[int, ...] = ()
    is_parallel: bool = False
    cost_factor: Distribution | None = None
    """Multiplies the fixed and the time-dependent cost that is left of its tasks."""
    cost: Distribution | None = None
    """Added to the project's cost once."""
    response: Response | None = None

    def __post_init__(self) -> None:
        answered = self.response.probability if self.response else None
        for probability in (self.probability, answered):
            if probability is not None and not 0 <= probability <= 1:
                raise ImpossibleInputs(f"“{self.name}” is as likely as {probability:g}: give 0 to 1.")
        if self.response and not math.isfinite(self.response.price):
            raise ImpossibleInputs(f"The price of the response to “{self.name}” is not a number.")

    @property
    def answered(self) -> "Driver":
        """Give the risk as it is after its response, without the response's price."""
        if self.response is None:
            return self
        fields = ("probability", "factor", "cost_factor", "cost")
        changed = {field: value for field in fields if (value := getattr(self.response, field)) is not None}
        return replace(self, response=None, **changed)


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
class Correlation:
    """How far the durations of tasks (uid) move together, pair by pair (Gaussian copula)."""

    uids: tuple[int, ...]
    matrix: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        size = len(self.uids)
        if len(self.matrix) != size or any(len(row) != size for row in self.matrix):
            raise ImpossibleInputs(f"The correlations of {size} tasks need {size} rows of {size} numbers.")
        for at, uid in enumerate(self.uids):
            for other_at, other in enumerate(self.uids[: at + 1]):
                value = self.matrix[at][other_at]
                if not -1 <= value <= 1:
                    raise ImpossibleInputs(
                        f"Tasks {other} and {uid} correlate between -1 and 1, not by {value:g}."
                    )
                if value != self.matrix[other_at][at]:
                    raise ImpossibleInputs(f"Tasks {other} and {uid} correlate by two different numbers.")
            if self.matrix[at][at] != 1:
                raise ImpossibleInputs(f"Task {uid} correlates with itself by 1.")


@dataclass(frozen=True, slots=True)
class StopRule:
    """Stop before all iterations once the 95 % interval of a percentile of the finish is so narrow.

    `half_width` is in working minutes of the project's calendar.
    """

    share: float
    half_width: float

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ImpossibleInputs(f"A percentile lies between 0 and 1, not at {self.share:g}.")
        if not self.half_width > 0:
            raise ImpossibleInputs(f"An interval is wider than {self.half_width:g} minutes.")


@dataclass(frozen=True, slots=True)
class Inputs:
    """One simulation; the same inputs give the same outcome, on any number of threads."""

    uncertain: Sequence[Uncertain] = ()
    drivers: Sequence[Driver] = ()
    groups: Sequence[Group] = ()
    iterations: int = 10_000
    seed: int = 1
    sampling: Sampling = Sampling.RANDOM
    costs: Sequence[TaskCost] = ()
    lead_times: Sequence[LeadTime] = ()
    correlations: Sequence[Correlation] = ()
    price: float = 0.0
    """Paid in every iteration beside the tasks, as for responses to risks."""
    member: int = 0
    """The number of the network among those simulated together, which keeps the draws of their tasks apart."""
    stop: StopRule | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.iterations <= MOST_ITERATIONS:
            raise ImpossibleInputs(
                f"A simulation has 1 to {MOST_ITERATIONS:,} iterations, not {self.iterations:,}."
            )
        _refuse_twice((one.uid for one in self.uncertain), "Task {} has two estimates.")
        _refuse_twice((one.uid for one in self.costs), "Task {} has two costs.")
        _refuse_twice((one.uid for one in self.lead_times), "Task {} has two lead times.")
        _refuse_twice((one.name for one in self.drivers), "Two risks are called “{}”.")
        bound = [one.uids for one in self.groups] + [one.uids for one in self.correlations]
        together = [uid for uids in bound for uid in uids]
        _refuse_twice(together, "Task {} stands in two groups of tasks that move together.")
        if self.stop and self.sampling is Sampling.LATIN_HYPERCUBE:
            raise ImpossibleInputs("A Latin hypercube is drawn as a whole and cannot stop early.")

    @property
    def has_costs(self) -> bool:
        return bool(self.costs or self.price or any(driver.cost for driver in self.drivers))


def _refuse_twice(names: Iterable[object], sentence: str) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ImpossibleInputs(sentence.format(twice[0]))
