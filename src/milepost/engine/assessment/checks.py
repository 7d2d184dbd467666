"""All checks in their order."""

from collections.abc import Callable

from milepost.engine.assessment import dates, execution, logic
from milepost.engine.assessment.result import Check
from milepost.engine.assessment.subject import Subject

CHECKS: tuple[Callable[[Subject], Check], ...] = (
    logic.missing_logic,
    logic.dangling,
    logic.leads,
    logic.lags,
    logic.relationship_types,
    dates.hard_constraints,
    dates.high_float,
    dates.negative_float,
    dates.high_duration,
    dates.past_forecasts,
    dates.future_actuals,
    execution.resources,
    execution.missed,
    execution.critical_path_test,
    execution.critical_path_length_index,
    execution.baseline_execution_index,
)


def assess(subject: Subject) -> list[Check]:
    """Run the fourteen checks of DCMA-EA PAM 200.1 (Oct 2012), section 4; 1b reports what it asks for beside them."""
    return [check(subject) for check in CHECKS]
