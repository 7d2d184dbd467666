"""What projects may cost and are forecast to, told to their status."""

from collections.abc import Sequence

from milepost.domain.money.models import CostForecast
from milepost.domain.projects.calculations.status.budget import CostFacts, cost_facts_source
from milepost.domain.projects.models import Project


@cost_facts_source
def cost_facts(projects: Sequence[Project]) -> dict[int, CostFacts]:
    """Give budget and forecast of the projects that have a budget in force."""
    kept = CostForecast.objects.filter(project__in=[project.pk for project in projects], budget__isnull=False)
    return {
        one.pk: CostFacts(one.first_budget or one.budget, one.budget, one.at_completion)
        for one in kept
        if one.budget is not None
    }
