"""The city's rule for simulations, and the choices of one run."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from milepost.domain.common.rules import rule_value
from milepost.engine.simulation import BetaPert, Sampling

RULE = "schedule_risk"


class SpreadBy(StrEnum):
    """What spreads the tasks without an estimate of their own."""

    RANGE = "range"
    HISTORY = "history"
    """How finished tasks of the city went against their first baseline."""


@dataclass(frozen=True, slots=True)
class Range:
    """Low, likely and high in percent of what remains of a task."""

    low_percent: int
    likely_percent: int
    high_percent: int

    def spread(self, remaining_minutes: float) -> BetaPert:
        """Give the distribution of a task's remaining minutes."""
        parts = (self.low_percent, self.likely_percent, self.high_percent)
        return BetaPert(*(remaining_minutes * part / 100 for part in parts))


@dataclass(frozen=True, slots=True)
class RiskSettings:
    """How a run is made; kept with it as its parameters."""

    low_percent: int
    likely_percent: int
    high_percent: int
    correlation_percent: int
    confidence_percent: int
    iterations: int
    sampling: str = Sampling.RANDOM.value
    spread_by: str = SpreadBy.RANGE.value

    @property
    def range(self) -> Range:
        """The spread of every task without an estimate of its own, unless its history counts."""
        return Range(self.low_percent, self.likely_percent, self.high_percent)

    @property
    def confidence(self) -> float:
        return self.confidence_percent / 100

    def as_parameters(self) -> dict[str, Any]:
        return asdict(self)


def settings_by_rule(*, on: date) -> RiskSettings:
    """Give the settings that the city's rule proposes on a day."""
    rule = rule_value(RULE, on=on)
    return RiskSettings(**{name: value for name, value in rule.items() if name != "asked_tasks"})


def asked_count(*, on: date) -> int:
    """Give how many tasks the page asks about."""
    return int(rule_value(RULE, on=on)["asked_tasks"])
