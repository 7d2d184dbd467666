"""The city's own scales of probability and impact, its categories, and the zones of the matrix."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from milepost.domain.common.rules import rule_value

STEPS = range(1, 6)


class ProbabilityStep(NamedTuple):
    """A step of probability: its word, and from above what to what percent it reaches."""

    number: int
    word: str
    least_percent: int
    most_percent: int

    @property
    def chance(self) -> float:
        """The middle of the range as a share of one."""
        return (self.least_percent + self.most_percent) / 200

    @property
    def label(self) -> str:
        return f"{self.number}: {self.word}, up to {self.most_percent}%"


class ImpactStep(NamedTuple):
    """A step of impact: its word, and what it means in each dimension; the last step is open at its end."""

    number: int
    word: str
    days: str
    percent: str
    scope: str

    @property
    def label(self) -> str:
        return f"{self.number}: {self.word}"


@dataclass(frozen=True, slots=True)
class RiskScales:
    """What 1 to 5 mean, and from which scores on the matrix calls a risk medium or high."""

    probability: tuple[ProbabilityStep, ...]
    impact: tuple[ImpactStep, ...]
    medium_score: int
    high_score: int

    def chance(self, probability: int) -> float:
        """Give the chance that a rating stands for, as a share of one."""
        return self.probability[probability - 1].chance

    def zone(self, score: int) -> str:
        """Name the zone of the matrix a score lies in: low, medium or high."""
        if score >= self.high_score:
            return "high"
        return "medium" if score >= self.medium_score else "low"


def risk_scales(*, on: date) -> RiskScales:
    """Give the scales in force on a day."""
    rule = rule_value("risk_scales", on=on)
    probability = rule["probability"]
    reaches = [0, *(int(probability[str(n)]["most_percent"]) for n in STEPS)]
    return RiskScales(
        tuple(ProbabilityStep(n, probability[str(n)]["word"], reaches[n - 1], reaches[n]) for n in STEPS),
        tuple(_impact(n, rule["impact"]) for n in STEPS),
        rule["zones"]["medium"],
        rule["zones"]["high"],
    )


def risk_categories(*, on: date) -> list[str]:
    """Give the city's categories of risks, in its order."""
    names = rule_value("risk_categories", on=on)["names"].split(";")
    return [name.strip() for name in names if name.strip()]


def _impact(number: int, rule: dict[str, Any]) -> ImpactStep:
    step = rule[str(number)]
    if number == STEPS[-1]:
        before = rule[str(number - 1)]
        days, percent = f"over {before['most_days']} days", f"over {before['most_percent']:g}%"
    else:
        days, percent = f"up to {step['most_days']} days", f"up to {step['most_percent']:g}%"
    return ImpactStep(number, step["word"], days, f"{percent} of the budget", step["scope"])
