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
from milepost.engine.simulation.outcome import Outcome
from milepost.engine.simulation.running import simulate

__all__ = [
    "BetaPert",
    "Discrete",
    "Distribution",
    "Driver",
    "Group",
    "ImpossibleEstimate",
    "Inputs",
    "Lognormal",
    "Outcome",
    "Percentiles",
    "Sampling",
    "Triangular",
    "Uncertain",
    "Uniform",
    "simulate",
]
