"""How much of a package counts as done."""

from collections.abc import Sequence
from enum import StrEnum


class Method(StrEnum):
    """The measurement methods of PMI's standard (ANSI/PMI 19-006-2019)."""

    ZERO_HUNDRED = "0/100"
    FIFTY_FIFTY = "50/50"
    WEIGHTED_MILESTONES = "weighted milestones"
    PERCENT_COMPLETE = "percent complete"
    PHYSICAL_PERCENT = "physical percent"
    LEVEL_OF_EFFORT = "level of effort"


def earned_share(
    method: Method,
    *,
    percent: float = 0,
    physical_percent: float | None = None,
    milestones: Sequence[tuple[float, bool]] = (),
    planned_share: float = 0,
) -> float:
    """Give the share of its budget that a package has earned, 0 to 1.

    `milestones` are weights with whether each was reached; weights need not add up to 1. `planned_share` is what the
    baseline wanted by now, which level of effort earns by definition. Without a physical percentage, percent complete
    counts.
    """
    match method:
        case Method.ZERO_HUNDRED:
            return 1.0 if percent >= 100 else 0.0
        case Method.FIFTY_FIFTY:
            return 1.0 if percent >= 100 else 0.5 if percent > 0 else 0.0
        case Method.WEIGHTED_MILESTONES:
            whole = sum(weight for weight, _ in milestones)
            return sum(weight for weight, is_reached in milestones if is_reached) / whole if whole else 0.0
        case Method.PHYSICAL_PERCENT if physical_percent is not None:
            return physical_percent / 100
        case Method.LEVEL_OF_EFFORT:
            return planned_share
    return percent / 100
