"""The measures of earned value at a status date; what cannot be computed yet is `None`, never zero."""

from dataclasses import dataclass
from typing import NamedTuple

COST_WEIGHT, SCHEDULE_WEIGHT = 0.8, 0.2


class EstimateAtCompletion(NamedTuple):
    """An estimate of the whole, with what it takes for granted."""

    name: str
    assumption: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Measures:
    """Budget, planned, earned and actual value in one unit; the names and formulas are PMI's (ANSI/PMI 19-006-2019)."""

    budget: float
    """BAC, the budget at completion."""
    planned: float
    """PV, what the baseline wanted done by the status date."""
    earned: float
    """EV, what was done of it, at its budget."""
    actual: float | None = None
    """AC, what it cost; `None` where nobody knows."""

    @property
    def schedule_variance(self) -> float:
        return self.earned - self.planned

    @property
    def cost_variance(self) -> float | None:
        return None if self.actual is None else self.earned - self.actual

    @property
    def schedule_performance(self) -> float | None:
        """SPI = EV / PV."""
        return _quotient(self.earned, self.planned)

    @property
    def cost_performance(self) -> float | None:
        """CPI = EV / AC; not yet while nothing was earned or spent."""
        return _quotient(self.earned, self.actual) if self.earned else None

    @property
    def complete(self) -> float | None:
        return _quotient(self.earned, self.budget)

    @property
    def spent(self) -> float | None:
        return None if self.actual is None else _quotient(self.actual, self.budget)

    @property
    def at_completion(self) -> tuple[EstimateAtCompletion, ...]:
        """Give every estimate at completion, the usual one first."""
        cost, schedule = self.cost_performance, self.schedule_performance
        both = None if cost is None or schedule is None else cost * schedule
        weighted = (
            None if cost is None or schedule is None else COST_WEIGHT * cost + SCHEDULE_WEIGHT * schedule
        )
        return (
            EstimateAtCompletion(
                "BAC / CPI", "The rest costs as what is done did.", _quotient(self.budget, cost)
            ),
            EstimateAtCompletion(
                "AC + (BAC - EV)", "The rest costs what it was budgeted.", self._with_rest(1)
            ),
            EstimateAtCompletion(
                "AC + (BAC - EV) / (CPI x SPI)",
                "The rest costs as what is done did, and catching up costs too.",
                self._with_rest(both),
            ),
            EstimateAtCompletion(
                "AC + (BAC - EV) / (0.8 CPI + 0.2 SPI)",
                "Cost counts for four fifths, the schedule for one.",
                self._with_rest(weighted),
            ),
        )

    @property
    def estimate_at_completion(self) -> float | None:
        """EAC = BAC / CPI."""
        return self.at_completion[0].value

    @property
    def estimate_to_complete(self) -> float | None:
        """ETC = EAC - AC."""
        estimate = self.estimate_at_completion
        return None if estimate is None or self.actual is None else estimate - self.actual

    @property
    def variance_at_completion(self) -> float | None:
        """VAC = BAC - EAC."""
        estimate = self.estimate_at_completion
        return None if estimate is None else self.budget - estimate

    @property
    def to_complete_performance(self) -> float | None:
        """TCPI to the budget = (BAC - EV) / (BAC - AC); undefined once the budget is spent."""
        return None if self.actual is None else _needed(self.budget - self.earned, self.budget - self.actual)

    @property
    def to_complete_performance_to_estimate(self) -> float | None:
        """TCPI to the estimate = (BAC - EV) / (EAC - AC)."""
        rest = self.estimate_to_complete
        return None if rest is None else _needed(self.budget - self.earned, rest)

    def with_bottom_up(self, rest: float) -> EstimateAtCompletion:
        """Give the estimate whose rest was estimated anew: AC + ETC."""
        value = None if self.actual is None else self.actual + rest
        return EstimateAtCompletion("AC + ETC", "The rest was estimated anew.", value)

    def with_recent(self, cost_performance: float | None) -> EstimateAtCompletion:
        """Give the estimate in which the rest costs as the last three periods did."""
        return EstimateAtCompletion(
            "AC + (BAC - EV) / CPI of three periods",
            "The rest costs as the last three periods did.",
            self._with_rest(cost_performance),
        )

    def _with_rest(self, performance: float | None) -> float | None:
        rest = _quotient(self.budget - self.earned, performance)
        return None if rest is None or self.actual is None else self.actual + rest


def _quotient(dividend: float, divisor: float | None) -> float | None:
    return dividend / divisor if divisor else None


def _needed(work: float, money: float) -> float | None:
    """Work left over money left; nothing to say without money, nothing to need without work."""
    return work / money if money > 0 else None
