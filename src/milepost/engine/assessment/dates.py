"""Checks 5 to 9: constraints, float, durations and dates."""

from milepost.engine.assessment.result import Check, Verdict, not_assessable, share
from milepost.engine.assessment.subject import Subject, is_done
from milepost.engine.network.model import Constraint

HARD = {
    Constraint.MUST_START_ON,
    Constraint.MUST_FINISH_ON,
    Constraint.START_NO_LATER_THAN,
    Constraint.FINISH_NO_LATER_THAN,
}


def hard_constraints(subject: Subject) -> Check:
    """Find dates that hold work against what its links say."""
    found = [task.uid for _, task in subject.incomplete if task.constraint in HARD]
    return share(
        "5", "Hard constraints", "Incomplete tasks that must start or finish on a date, or no later than one",
        found, of=len(subject.incomplete), at_most=subject.settings.hard_constraints,
    )  # fmt: skip


def high_float(subject: Subject) -> Check:
    """Find work with so much float that a link is probably missing."""
    limit = subject.settings.high_float_days
    slack = subject.schedule.total_slack
    found = [task.uid for at, task in subject.incomplete if subject.days(float(slack[at])) > limit]
    return share(
        "6", "High float", f"Incomplete tasks with more than {limit:g} working days of total float",
        found, of=len(subject.incomplete), at_most=subject.settings.high_float,
    )  # fmt: skip


def negative_float(subject: Subject) -> Check:
    """Find work that is too late already for a date it must meet."""
    slack = subject.schedule.total_slack
    found = [task.uid for at, task in subject.incomplete if slack[at] < 0]
    return share(
        "7", "Negative float", "Incomplete tasks with negative total float",
        found, of=len(subject.incomplete), at_most=0,
    )  # fmt: skip


def high_duration(subject: Subject) -> Check:
    """Find work too long to be watched; the baseline's duration counts where there is one."""
    limit = subject.settings.high_duration_days
    found = [task.uid for _, task in subject.incomplete if subject.days(subject.duration_of(task)) > limit]
    return share(
        "8", "High duration", f"Incomplete tasks longer than {limit:g} working days",
        found, of=len(subject.incomplete), at_most=subject.settings.high_duration,
    )  # fmt: skip


def past_forecasts(subject: Subject) -> Check:
    """Find work that is still expected before the status date."""
    title, measures = "Invalid forecast dates", "Tasks that are yet to start or finish before the status date"
    status = subject.network.status
    if status is None:
        return not_assessable("9a", title, measures, "The plan has no status date.")
    starts, finishes = subject.schedule.start, subject.schedule.finish
    found = [
        task.uid
        for at, task in subject.leaves
        if not is_done(task)
        and (
            finishes[at] < status
            or (task.actual_start is None and not task.percent_complete and starts[at] < status)
        )
    ]
    return _none_wanted("9a", title, measures, found, len(subject.leaves))


def future_actuals(subject: Subject) -> Check:
    """Find work that is said to have happened after the status date."""
    title, measures = "Invalid actual dates", "Tasks with an actual start or finish after the status date"
    status = subject.network.status
    if status is None:
        return not_assessable("9b", title, measures, "The plan has no status date.")
    found = [
        task.uid
        for _, task in subject.leaves
        if any(at is not None and at > status for at in (task.actual_start, task.actual_finish))
    ]
    return _none_wanted("9b", title, measures, found, len(subject.leaves))


def _none_wanted(number: str, title: str, measures: str, found: list[int], of: int) -> Check:
    verdict = Verdict.FAIL if found else Verdict.PASS
    value = len(found) / of if of else None
    return Check(
        number,
        title,
        verdict,
        measures,
        value,
        threshold="none",
        counted=len(found),
        of=of,
        tasks=tuple(found),
    )
