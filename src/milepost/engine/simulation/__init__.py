"""Monte Carlo over the real network and its real calendars: how likely each finish is, and what drives it."""

from milepost.engine.simulation.distributions import (
    BetaPert,
    Discrete,
    Distribution,
    ImpossibleEstimate,
    Lognormal,
    Percentiles,
    Triangular,
    Uniform,
)
from milepost.engine.simulation.inputs import Driver, Group, Inputs, Sampling, Uncertain
from milepost.engine.simulation.outcome import (
    Bought,
    Contingency,
    Convergence,
    DeadlineChance,
    DriverResult,
    Joint,
    Outcome,
    Part,
    PortfolioOutcome,
    Responses,
    Spread,
    Swing,
)
from milepost.engine.simulation.running import simulate

__all__ = [
    "BetaPert",
    "Bought",
    "Contingency",
    "Convergence",
    "DeadlineChance",
    "Discrete",
    "Distribution",
    "Driver",
    "DriverResult",
    "Group",
    "ImpossibleEstimate",
    "Inputs",
    "Joint",
    "Lognormal",
    "Outcome",
    "Part",
    "Percentiles",
    "PortfolioOutcome",
    "Responses",
    "Sampling",
    "Spread",
    "Swing",
    "Triangular",
    "Uncertain",
    "Uniform",
    "simulate",
]
