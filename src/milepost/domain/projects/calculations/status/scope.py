"""The scope's status: what came and went since the current baseline, against the rule's thresholds."""

from typing import Any

from milepost.domain.projects.calculations.status.facts import Facts, ScopeChange
from milepost.domain.projects.calculations.status.figures import Figure, RuleStatus, gravest, status_at
from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import counted, number_text

RULE = "scope_status"
NO_BASELINE = "There is no baseline yet to compare the scope with."


def scope_status(facts: Facts, thresholds: dict[str, Any]) -> RuleStatus:
    """Rate the scope by its gravest figure."""
    if facts.baselines is None:
        return RuleStatus(Status.NOT_RATED, NO_BASELINE, rule=RULE)
    figures = (
        _tasks(facts.scope, thresholds["tasks_percent"]),
        _milestones(facts.scope, thresholds["milestones"]),
    )
    decisive = gravest(figures)
    return RuleStatus(decisive.status, decisive.sentence, figures, RULE, facts.is_revised)


def _tasks(change: ScopeChange, threshold: dict[str, float]) -> Figure:
    percent = 100 * (change.added + change.dropped) / change.kept if change.kept else 0.0
    at_risk, off_track = number_text(threshold["at_risk"]), number_text(threshold["off_track"])
    return Figure(
        name="Tasks",
        value=f"{change.added} added, {change.dropped} dropped ({number_text(percent)}%)",
        threshold=f"at risk from {at_risk}%, off track from {off_track}%",
        status=status_at(percent, threshold["at_risk"], threshold["off_track"]),
        sentence=_sentence(
            change.added, change.dropped, "task", f" ({number_text(percent)}% of {change.kept})"
        ),
    )


def _milestones(change: ScopeChange, threshold: dict[str, float]) -> Figure:
    number = change.milestones_added + change.milestones_dropped
    at_risk, off_track = number_text(threshold["at_risk"]), number_text(threshold["off_track"])
    return Figure(
        name="Milestones",
        value=f"{change.milestones_added} added, {change.milestones_dropped} dropped",
        threshold=f"at risk from {at_risk}, off track from {off_track}",
        status=status_at(number, threshold["at_risk"], threshold["off_track"]),
        sentence=_sentence(change.milestones_added, change.milestones_dropped, "milestone", ""),
    )


def _sentence(added: int, dropped: int, noun: str, share: str) -> str:
    if not added and not dropped:
        return f"No {noun} was added or dropped since the baseline."
    parts = [f"{counted(added, noun)} added"] * bool(added) + [f"{counted(dropped, noun)} dropped"] * bool(
        dropped
    )
    return f"{' and '.join(parts)} since the baseline{share}."
