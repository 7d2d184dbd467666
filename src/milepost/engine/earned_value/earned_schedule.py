"""Earned schedule: how far the work has come, counted in time (Lipke and Henderson 2006)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EarnedSchedule:
    """Earned schedule in periods of the plan, at a time in periods from its start."""

    earned: float
    """ES, the time at which the plan wanted what is earned now."""
    at: float
    """AT, the time that has passed."""
    planned_duration: float
    """PD, how long the plan is."""

    @property
    def variance(self) -> float:
        """SV(t) = ES - AT."""
        return self.earned - self.at

    @property
    def performance(self) -> float | None:
        """SPI(t) = ES / AT."""
        return self.earned / self.at if self.at > 0 else None

    @property
    def duration_at_completion(self) -> float | None:
        """IEAC(t) = PD / SPI(t)."""
        performance = self.performance
        return self.planned_duration / performance if performance else None

    @property
    def to_complete_performance(self) -> float | None:
        """TSPI = (PD - ES) / (PD - AT); undefined once the planned time is over."""
        left = self.planned_duration - self.at
        return (self.planned_duration - self.earned) / left if left > 0 else None

    def duration_if(self, performance: float) -> float | None:
        """IEAC(t) = AT + (PD - ES) / PF, with a performance assumed for the rest."""
        return self.at + (self.planned_duration - self.earned) / performance if performance else None


def earned_schedule(planned: Sequence[float], earned: float, *, at: float) -> EarnedSchedule:
    """Find when the plan wanted what is earned: ES = C + (EV - PV_C) / (PV_C+1 - PV_C).

    `planned` is the cumulative planned value at the end of each period. Where the plan stands still, the earliest time
    counts; all earned is the planned duration; past the plan's end it stays there.
    """
    duration = (
        next((period for period, value in enumerate(planned, 1) if value >= planned[-1]), 0) if planned else 0
    )
    before = 0.0
    for period, value in enumerate(planned):
        if earned <= before:
            return EarnedSchedule(float(period), at, duration)
        if earned < value:
            return EarnedSchedule(period + (earned - before) / (value - before), at, duration)
        before = value
    return EarnedSchedule(float(duration), at, duration)
