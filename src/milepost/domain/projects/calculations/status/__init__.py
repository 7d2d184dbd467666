"""Where projects stand, and why: by rule, and with the ratings people gave."""

from milepost.domain.projects.calculations.status.by_rule import Dimension, status_of, statuses_of
from milepost.domain.projects.calculations.status.current import (
    CurrentStatus,
    current_status,
    current_statuses,
    current_statuses_by,
    without_money,
)
from milepost.domain.projects.calculations.status.facts import Facts, facts_of
from milepost.domain.projects.calculations.status.figures import SEVERITY, Figure, RuleStatus, is_worse

__all__ = [
    "SEVERITY",
    "CurrentStatus",
    "Dimension",
    "Facts",
    "Figure",
    "RuleStatus",
    "current_status",
    "current_statuses",
    "current_statuses_by",
    "facts_of",
    "is_worse",
    "status_of",
    "statuses_of",
    "without_money",
]
