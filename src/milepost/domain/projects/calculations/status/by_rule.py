"""The status of projects by rule: schedule, scope, budget, and overall the worst of them."""

from collections.abc import Iterable, Sequence
from datetime import date

from milepost.domain.common.rules import rule_value
from milepost.domain.projects.calculations.status import budget, schedule, scope
from milepost.domain.projects.calculations.status.facts import Facts, facts_of
from milepost.domain.projects.calculations.status.figures import SEVERITY, RuleStatus
from milepost.domain.projects.models import Project, Status, StatusRating
from milepost.domain.projects.wording import day_text

Dimension = StatusRating.Dimension
ByDimension = dict[Dimension, RuleStatus]
NOT_BEGUN = {Project.State.PROPOSED, Project.State.APPROVED}


def statuses_of(projects: Sequence[Project], *, as_of: date) -> dict[int, ByDimension]:
    """Rate projects by rule on a day, in a constant number of queries; by project id."""
    return statuses_by(facts_of(projects, as_of=as_of), as_of=as_of)


def statuses_by(known: Iterable[Facts], *, as_of: date) -> dict[int, ByDimension]:
    """Rate projects by rule on a day from facts that are known; by project id."""
    for_schedule, for_scope = rule_value(schedule.RULE, on=as_of), rule_value(scope.RULE, on=as_of)
    for_budget = rule_value(budget.RULE, on=as_of)
    statuses = {}
    for facts in known:
        unrated = _unrated(facts.project)
        by_schedule = unrated or schedule.schedule_status(facts, for_schedule)
        by_scope = unrated or scope.scope_status(facts, for_scope)
        by_budget = unrated or budget.budget_status(facts.project, facts.cost, for_budget)
        statuses[facts.project.pk] = {
            Dimension.SCHEDULE: by_schedule,
            Dimension.SCOPE: by_scope,
            Dimension.BUDGET: by_budget,
            Dimension.OVERALL: unrated or overall_of(by_schedule, by_scope, by_budget),
        }
    return statuses


def status_of(project: Project, *, as_of: date) -> ByDimension:
    """Rate one project by rule."""
    return statuses_of([project], as_of=as_of)[project.pk]


def overall_of(*dimensions: RuleStatus) -> RuleStatus:
    """Give the worst of the dimensions, and of equals the first that is rated."""
    rated = [one for one in dimensions if one.status != Status.NOT_RATED]
    return max(rated or dimensions[:1], key=lambda one: SEVERITY[one.status])


def _unrated(project: Project) -> RuleStatus | None:
    """Give the status of a project that no rule can rate as it stands."""
    if project.is_on_hold:
        return RuleStatus(Status.ON_HOLD, _hold_sentence(project))
    if project.is_over:
        return RuleStatus(Status.NOT_RATED, f"The project is {project.get_state_display().lower()}.")
    if project.state in NOT_BEGUN:
        return RuleStatus(Status.NOT_RATED, "Planning has not begun.")
    return None


def _hold_sentence(project: Project) -> str:
    review = f" To be reviewed {day_text(project.hold_review_on)}." if project.hold_review_on else ""
    return f"{project.hold_reason.rstrip('.')}.{review}"
