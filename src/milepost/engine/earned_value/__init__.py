"""Earned value and earned schedule: what was planned, what it earned, what it cost, and where that leads."""

from milepost.engine.earned_value.earned_schedule import EarnedSchedule, earned_schedule
from milepost.engine.earned_value.measures import EstimateAtCompletion, Measures
from milepost.engine.earned_value.methods import Method, earned_share
from milepost.engine.earned_value.packages import (
    Package,
    measures_of,
    planned_by_month,
    planned_by_week,
    rolled_up,
    weeks_passed,
)

__all__ = [
    "EarnedSchedule",
    "EstimateAtCompletion",
    "Measures",
    "Method",
    "Package",
    "earned_schedule",
    "earned_share",
    "measures_of",
    "planned_by_month",
    "planned_by_week",
    "rolled_up",
    "weeks_passed",
]
