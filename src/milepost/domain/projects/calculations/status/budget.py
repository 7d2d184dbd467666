"""The budget's status: the cost forecast against the budget in force, and told beside it against the first one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from milepost.domain.projects.calculations.status.figures import Figure, RuleStatus
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.wording import number_text
from milepost.engine.budget_status import Color, Limit, Profile, Variance

RULE = "budget_status"
NO_BUDGET = "No budget is adopted yet to compare the cost with."
STATUS_OF = {Color.GREEN: Status.ON_TRACK, Color.YELLOW: Status.AT_RISK, Color.RED: Status.OFF_TRACK}


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What a project may cost without its contingency, at first and now, and what it is forecast to cost."""

    first: Decimal
    budget: Decimal
    cost: Decimal


CostFactsSource = Callable[[Sequence[Project]], Mapping[int, CostFacts]]
_SOURCES: list[CostFactsSource] = []


def cost_facts_source(source: CostFactsSource) -> CostFactsSource:
    """Register who knows what projects cost; it answers for many in a constant number of queries."""
    _SOURCES.append(source)
    return source


def cost_facts_of(projects: Sequence[Project]) -> dict[int, CostFacts]:
    """Give what is known of the cost of projects, by their id."""
    return {pk: facts for source in _SOURCES for pk, facts in source(projects).items()}


def budget_status(project: Project, cost: CostFacts | None, thresholds: dict[str, Any]) -> RuleStatus:
    """Rate a budget by the profile of its project's tier."""
    if cost is None:
        return RuleStatus(Status.NOT_RATED, NO_BUDGET, rule=RULE)
    figures = tuple(_figures(cost, _profile(thresholds[project.tier])))
    return RuleStatus(figures[0].status, figures[0].sentence, figures, RULE, cost.first != cost.budget)


def _figures(cost: CostFacts, profile: Profile) -> Iterator[Figure]:
    now = Variance(cost.budget, cost.cost)
    color = now.color(profile)
    yield Figure(
        name="Cost forecast",
        value=_value(now),
        threshold=_threshold(profile),
        status=Status.NOT_RATED if color is None else STATUS_OF[color],
        sentence=_sentence(
            now,
            "revised budget" if cost.first != cost.budget else "budget",
            tolerance=profile.yellow if color is Color.GREEN else None,
        ),
    )
    if cost.first != cost.budget:
        first = Variance(cost.first, cost.cost)
        sentence = _sentence(first, "budget that was adopted first")
        yield Figure("Against the first budget", _value(first), "not rated", Status.NOT_RATED, sentence)


def _profile(tier: dict[str, Any]) -> Profile:
    return Profile(
        yellow=_limit(tier["at_risk"]), red=_limit(tier["off_track"]), is_two_sided=tier["both_sides"]
    )


def _limit(given: dict[str, Any]) -> Limit:
    most = given["dollars"]
    return Limit(percent=Decimal(str(given["percent"])), most=None if most is None else Decimal(str(most)))


def _value(variance: Variance) -> str:
    percent = variance.percent
    if percent is None:
        return "No budget"
    return (
        f"{number_text(abs(float(percent)))}% {'above' if percent < 0 else 'below'}"
        if percent
        else "As budgeted"
    )


def _sentence(variance: Variance, against: str, *, tolerance: Limit | None = None) -> str:
    """Say how the forecast compares; above the budget and on track all the same is within a tolerance."""
    percent = variance.percent
    if percent is None:
        return f"There is cost without a {against}." if variance.cost else NO_BUDGET
    if not percent:
        return f"The cost forecast is the {against}."
    side = "above" if percent < 0 else "below"
    within = ""
    if percent < 0 and tolerance is not None:
        within = f", within the tolerance of {number_text(float(tolerance.percent))}%{_or(tolerance)}"
    return f"The cost forecast is {number_text(abs(float(percent)))}% {side} the {against}{within}."


def _threshold(profile: Profile) -> str:
    words = (
        f"{name} from {number_text(float(limit.percent))}%{_or(limit)}"
        for name, limit in (("at risk", profile.yellow), ("off track", profile.red))
    )
    return ", ".join(words) + (" on either side" if profile.is_two_sided else "")


def _or(limit: Limit) -> str:
    return "" if limit.most is None else f" or ${limit.most:,.0f}"
