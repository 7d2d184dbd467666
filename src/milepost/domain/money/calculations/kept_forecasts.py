"""Forecasts as they are kept for lists and sums over many projects: made anew where plan, ledger or day moved on."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import Count, Max, Sum

from milepost.domain.money.calculations.forecast import Forecast, forecast_of
from milepost.domain.money.calculations.forecast_facts import expected_of
from milepost.domain.money.models import (
    Allocation,
    Budget,
    BudgetVersion,
    CostForecast,
    ForecastCell,
    ForecastOverride,
    PlannedPurchase,
    SpendingLimit,
)
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.projects.models import Project, ProjectDates

FACTS = ("as_of", "mark", "first_budget", "budget", "expended", "encumbered", "to_complete")


def keep_forecasts(projects: Sequence[Project], *, as_of: date) -> int:
    """Make the forecasts of projects anew that are not of this day and these facts; gives how many."""
    kept = CostForecast.objects.in_bulk([project.pk for project in projects])
    made = 0
    for project in projects:
        mark = _mark(project, as_of)
        if project.pk not in kept or kept[project.pk].mark != mark:
            _keep(forecast_of(project, as_of=as_of), mark)
            made += 1
    return made


def open_projects() -> Iterable[Project]:
    """Give the projects whose cost is not settled yet."""
    over = (Project.State.CLOSED, Project.State.CANCELED)
    return Project.objects.exclude(state__in=over).order_by("pk")


@transaction.atomic
def _keep(forecast: Forecast, mark: str) -> None:
    project, standing = forecast.facts.project, forecast.standing
    kept = CostForecast(
        project=project, as_of=forecast.as_of, mark=mark, first_budget=forecast.facts.first_budget,
        budget=forecast.budget, expended=standing.expended, encumbered=standing.encumbered,
        to_complete=forecast.to_complete,
    )  # fmt: skip
    CostForecast.objects.bulk_create(
        [kept], update_conflicts=True, unique_fields=["project"], update_fields=FACTS
    )
    ForecastCell.objects.filter(forecast=project.pk).delete()
    start = forecast.facts.start_month
    ForecastCell.objects.bulk_create(
        [
            ForecastCell(
                forecast_id=project.pk, fund=line.fund, account=line.account, month=month, amount=amount,
                fiscal_year=fiscal_year_of(month, start_month=start),
            )
            for line in forecast.lines
            for month, amount in line.months.items()
        ]
    )  # fmt: skip


def _mark(project: Project, as_of: date) -> str:
    """Give a digest of what the forecast is made of."""
    dates = ProjectDates.objects.filter(project=project).values_list("revision", "finish").first()
    allocations = Allocation.posted().filter(project=project)
    purchases = PlannedPurchase.objects.filter(project=project).order_by("pk")
    seen = (
        as_of,
        project.revision,
        dates,
        allocations.aggregate(Count("pk"), Max("pk"), Sum("amount")),
        *(
            model.objects.filter(project=project).aggregate(Max("pk"))
            for model in (BudgetVersion, Budget, ForecastOverride)
        ),
        list(purchases.values_list("pk", "state", "amount", "uid", "on", "fund", "account")),
        expected_of(project),
        list(SpendingLimit.objects.filter(project=project).values_list("pk", "used")),
    )
    return sha256(repr(seen).encode()).hexdigest()
