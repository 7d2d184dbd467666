"""What of a project's budget is left to spend, told to the analysis of its risks."""

from datetime import date

from milepost.domain.money.calculations.earned_value import earned_value_of
from milepost.domain.projects.calculations.risk_analysis.costs import CostPlan, cost_source
from milepost.domain.projects.models import Project


@cost_source
def cost_left(project: Project, as_of: date) -> CostPlan | None:
    """Give budget, actual cost and the budget of what is not earned yet; nothing without a baseline and a budget."""
    value = earned_value_of(project, as_of=as_of)
    if value is None or not value.whole.budget:
        return None
    items = [item.uid for item in value.facts.budget.items.all()]
    left = {uid: value.by_uid[uid].budget - value.by_uid[uid].earned for uid in items if uid in value.by_uid}
    return CostPlan(
        value.whole.budget, value.whole.actual or 0.0, {uid: max(0.0, one) for uid, one in left.items()}
    )
