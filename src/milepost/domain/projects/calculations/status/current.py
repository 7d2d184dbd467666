"""Where projects stand: by rule, unless a manager's rating stands over it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from milepost.domain.common.rules import rule_value
from milepost.domain.people.local_time import day_begins
from milepost.domain.projects.calculations.status.budget import RULE as BUDGET_RULE
from milepost.domain.projects.calculations.status.by_rule import Dimension, overall_of, statuses_by
from milepost.domain.projects.calculations.status.facts import Facts, facts_of
from milepost.domain.projects.calculations.status.figures import RuleStatus, is_worse
from milepost.domain.projects.models import Project, Status, StatusRating

RULE = "status_ratings"
WITHHELD = "Why is told to whoever may see the project's money."
PARTS = (Dimension.SCHEDULE, Dimension.SCOPE, Dimension.BUDGET)


@dataclass(frozen=True, slots=True)
class CurrentStatus:
    """One dimension as it is shown, with what the rule says and the rating that stands over it."""

    rule: RuleStatus
    rating: StatusRating | None = None

    @property
    def status(self) -> Status:
        return Status(self.rating.status) if self.rating else self.rule.status

    @property
    def reason(self) -> str:
        if self.rating is None:
            return self.rule.reason
        return self.rating.reason or f"Rated so by {self.rating.by}. {self.rule.reason}"


ByDimension = dict[Dimension, CurrentStatus]


def current_statuses(projects: Sequence[Project], *, as_of: date) -> dict[int, ByDimension]:
    """Give each project's status in every dimension on a day, in a constant number of queries."""
    return current_statuses_by(facts_of(projects, as_of=as_of), as_of=as_of)


def current_statuses_by(known: Sequence[Facts], *, as_of: date) -> dict[int, ByDimension]:
    """Give each project's status in every dimension on a day from facts that are known."""
    ratings = _latest_ratings([facts.project for facts in known], as_of=as_of)
    statuses = {}
    for pk, by_rule in statuses_by(known, as_of=as_of).items():
        parts = {
            dimension: _with_rating(by_rule[dimension], ratings.get((pk, dimension))) for dimension in PARTS
        }
        overall = overall_of(*map(_as_shown, parts.values()))
        statuses[pk] = {
            **parts,
            Dimension.OVERALL: _with_rating(overall, ratings.get((pk, Dimension.OVERALL))),
        }
    return statuses


def current_status(project: Project, *, as_of: date) -> ByDimension:
    """Give one project's status in every dimension."""
    return current_statuses([project], as_of=as_of)[project.pk]


def without_money(statuses: ByDimension) -> ByDimension:
    """Give statuses to a reader who does not see the project's money: how its budget stands, but not why."""
    budget, overall = statuses[Dimension.BUDGET], statuses[Dimension.OVERALL]
    if budget.rating is None and budget.rule.rule != BUDGET_RULE:
        return statuses
    told = RuleStatus(budget.status, WITHHELD)
    follows = overall.rule == _as_shown(budget)
    return {
        **statuses,
        Dimension.BUDGET: CurrentStatus(told),
        Dimension.OVERALL: replace(overall, rule=told) if follows else overall,
    }


def _latest_ratings(projects: Sequence[Project], *, as_of: date) -> dict[tuple[int, str], StatusRating]:
    """Give the last rating of each dimension that is not too old to stand."""
    days = rule_value(RULE, on=as_of)["days"]
    ratings = StatusRating.objects.filter(
        project__in=projects,
        at__gte=day_begins(as_of - timedelta(days=days)),
        at__lt=day_begins(as_of + timedelta(days=1)),
    )
    return {
        (rating.project_id, rating.dimension): rating
        for rating in ratings.select_related("by").order_by("at", "id")
    }


def _with_rating(rule: RuleStatus, rating: StatusRating | None) -> CurrentStatus:
    """Let a rating stand until the rule finds the project worse than it did when the rating was given."""
    if rating is None or rule.status == Status.ON_HOLD or is_worse(rule.status, than=rating.rule_status):
        return CurrentStatus(rule)
    return CurrentStatus(rule, rating)


def _as_shown(current: CurrentStatus) -> RuleStatus:
    return replace(current.rule, status=current.status, reason=current.reason)
