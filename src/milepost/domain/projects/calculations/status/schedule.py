"""The schedule's status: the finish, the milestones, the float and what is overdue, against the rule's thresholds."""

from collections.abc import Iterator
from typing import Any

from milepost.domain.projects.calculations.status.facts import Facts, Late
from milepost.domain.projects.calculations.status.figures import Figure, RuleStatus, gravest, status_at
from milepost.domain.projects.calculations.working_time import WorkingTime
from milepost.domain.projects.models import Baseline, ProjectDates, Status
from milepost.domain.projects.queries import Baselines
from milepost.domain.projects.wording import counted, number_text, working_days_text

RULE = "schedule_status"
NO_BASELINE = "There is no baseline yet to compare the schedule with."


def schedule_status(facts: Facts, thresholds: dict[str, Any]) -> RuleStatus:
    """Rate the schedule by its gravest figure; without a baseline only what is wrong in itself is rated."""
    if facts.dates is None or not facts.dates.task_count:
        return RuleStatus(Status.NOT_RATED, "There is no schedule yet.", rule=RULE)
    figures = (
        *_against_baseline(facts, facts.dates, thresholds),
        _float(facts, facts.dates, thresholds["negative_float_days"]),
        _overdue(facts.overdue, facts.overdue_count, thresholds["overdue_days"]),
    )
    decisive = gravest(figures)
    return RuleStatus(decisive.status, decisive.sentence, figures, RULE, facts.is_revised)


def _against_baseline(facts: Facts, dates: ProjectDates, thresholds: dict[str, Any]) -> Iterator[Figure]:
    if facts.baselines is None:
        yield Figure("Finish", "Not assessable", "", Status.NOT_RATED, NO_BASELINE)
    else:
        yield _finish(facts.time, dates, facts.baselines, thresholds["finish_late"])
        yield _milestones(facts.late_milestones, thresholds["milestone_late_days"])
        if facts.is_revised:
            yield _finish_from_first(facts.time, dates, facts.baselines.first)


def _finish(
    time: WorkingTime, dates: ProjectDates, baselines: Baselines, threshold: dict[str, Any]
) -> Figure:
    agreed = baselines.current
    late = time.days(agreed.finish, dates.finish)
    percent = 100 * late / max(1.0, time.days(agreed.start, agreed.finish))
    return Figure(
        name="Finish",
        value=f"{_late_text(late)} ({number_text(abs(percent))}%)" if late else "As agreed",
        threshold=_both(threshold),
        status=_finish_status(late, percent, threshold),
        sentence=_finish_sentence(baselines, late, percent),
        days=late,
    )


def _finish_from_first(time: WorkingTime, dates: ProjectDates, first: Baseline) -> Figure:
    """Show what a revised baseline hides; it is told and not rated."""
    late = time.days(first.finish, dates.finish)
    value = _late_text(late) if late else "As agreed at first"
    sentence = f"Against the first baseline “{first.name}” the finish is {value[:1].lower()}{value[1:]}."
    return Figure("Finish from the first baseline", value, "not rated", Status.NOT_RATED, sentence)


def _finish_status(late: float, percent: float, threshold: dict[str, Any]) -> Status:
    """Only a delay that is long enough in days and in its share of the project counts."""
    for status in (Status.OFF_TRACK, Status.AT_RISK):
        at = threshold[status.value]
        if late >= at["days"] and percent >= at["percent"]:
            return status
    return Status.ON_TRACK


def _finish_sentence(baselines: Baselines, late: float, percent: float) -> str:
    against = f"the {'revised ' if baselines.is_revised else ''}baseline “{baselines.current.name}”"
    if not late:
        return f"The finish is as agreed in {against}."
    share = f" ({number_text(abs(percent))}% of the project's length)"
    return f"The finish is {_late_text(late)} than in {against}{share}."


def _milestones(late: list[Late], threshold: dict[str, float]) -> Figure:
    days = late[0].days if late else 0.0
    return Figure(
        name="Milestones",
        value=f"{counted(len(late), 'late milestone')}, by up to {working_days_text(days)}"
        if late
        else "None late",
        threshold=_from_days(threshold),
        status=status_at(days, threshold["at_risk"], threshold["off_track"]),
        sentence=_milestone_sentence(late),
        days=days,
    )


def _milestone_sentence(late: list[Late]) -> str:
    if not late:
        return "No milestone is later than agreed."
    first, others = (
        f"The milestone “{late[0].name}” is {working_days_text(late[0].days)} later than agreed",
        late[1:],
    )
    if not others:
        return f"{first}."
    return (
        f"{first}; {counted(len(others), 'other milestone')} {'is' if len(others) == 1 else 'are'} late too."
    )


def _float(facts: Facts, dates: ProjectDates, threshold: dict[str, float]) -> Figure:
    behind = max(0.0, -(dates.least_slack or 0) / facts.time.minutes_per_day)
    return Figure(
        name="Float",
        value=f"{working_days_text(behind)} negative" if behind else "None negative",
        threshold=_from_days(threshold),
        status=status_at(behind, threshold["at_risk"], threshold["off_track"]),
        sentence=f"The plan misses a date it must keep by {working_days_text(behind)}."
        if behind
        else "The plan keeps every date it must keep.",
        days=behind,
    )


def _overdue(longest: Late | None, count: int, threshold: dict[str, float]) -> Figure:
    days = longest.days if longest else 0.0
    return Figure(
        name="Overdue",
        value=f"{counted(count, 'task')}, by up to {working_days_text(days)}" if longest else "None",
        threshold=_from_days(threshold),
        status=status_at(days, threshold["at_risk"], threshold["off_track"]),
        sentence=_overdue_sentence(longest, count),
        days=days,
    )


def _overdue_sentence(longest: Late | None, count: int) -> str:
    if longest is None:
        return "No task is overdue."
    others = f", as should {counted(count - 1, 'other task')}" if count > 1 else ""
    return f"“{longest.name}” should have finished {working_days_text(longest.days)} ago{others}."


def _late_text(days: float) -> str:
    return f"{working_days_text(abs(days))} {'later' if days > 0 else 'earlier'}"


def _from_days(threshold: dict[str, float]) -> str:
    at_risk, off_track = working_days_text(threshold["at_risk"]), working_days_text(threshold["off_track"])
    return f"at risk from {at_risk}, off track from {off_track}"


def _both(threshold: dict[str, Any]) -> str:
    at_risk, off_track = (
        f"{number_text(at['percent'])}% and {working_days_text(at['days'])}"
        for at in (threshold["at_risk"], threshold["off_track"])
    )
    return f"at risk from {at_risk}, off track from {off_track}"
