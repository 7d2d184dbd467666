"""What funds will have spent by the end of a fiscal year, over all projects, and what is left to roll or lapse."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from milepost.domain.money.calculations.standings import Standing, allocated, standings
from milepost.domain.money.models import ForecastCell, Fund
from milepost.domain.projects.models import Project

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class FundForecast:
    """A fund at the end of a fiscal year, as the forecasts of its projects have it."""

    fund: Fund | None
    standing: Standing
    to_spend: Decimal
    later: Decimal
    """What the projects will spend after the year's end."""

    @property
    def appropriated(self) -> Decimal:
        return self.standing.appropriated

    @property
    def expended(self) -> Decimal:
        return self.standing.expended

    @property
    def encumbered(self) -> Decimal:
        return self.standing.encumbered

    @property
    def by_year_end(self) -> Decimal:
        return self.expended + self.to_spend

    @property
    def left(self) -> Decimal:
        """What is appropriated and will not be spent: it rolls over or lapses by the rule of its fund."""
        return self.appropriated - self.by_year_end

    @property
    def lapses(self) -> bool:
        return self.fund is not None and self.fund.lapses


class ProjectForecast(NamedTuple):
    """What one project spends of a fund, or of all, in a fiscal year and after it."""

    project: Project
    expended: Decimal
    to_spend: Decimal
    later: Decimal

    @property
    def by_year_end(self) -> Decimal:
        return self.expended + self.to_spend


def funds_at_year_end(year: int) -> list[FundForecast]:
    """Give every fund that has money in a fiscal year, or will spend some; in a constant number of queries."""
    stands = {pk: standing for (pk,), standing in standings(("fund",), fiscal_year=year).items()}
    ahead = dict(_cells(Q(fiscal_year=year)).values_list("fund").annotate(Sum("amount")))
    later = dict(_cells(Q(fiscal_year__gt=year)).values_list("fund").annotate(Sum("amount")))
    funds = Fund.objects.in_bulk()
    order = sorted({*stands, *ahead, *later}, key=lambda pk: funds[pk].code if pk else "~")
    return [
        FundForecast(
            funds[pk] if pk else None, stands.get(pk, Standing()), ahead.get(pk, ZERO), later.get(pk, ZERO)
        )
        for pk in order
    ]


def projects_at_year_end(
    projects: Sequence[Project], *, year: int, fund: Fund | None = None
) -> list[ProjectForecast]:
    """Give the projects that spend of a fund, or at all, in a fiscal year or after it."""
    of_fund = Q() if fund is None else Q(fund=fund)
    narrowed = {} if fund is None else {"entry__fund": fund}
    spent = {
        pk: standing.expended
        for (pk,), standing in allocated(
            ("project",), project__in=projects, entry__fiscal_year=year, **narrowed
        ).items()
    }
    cells = _cells(of_fund & Q(forecast__in=[project.pk for project in projects], fiscal_year__gte=year))
    ahead: dict[int, Decimal] = defaultdict(lambda: ZERO)
    later: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for pk, in_year, amount in cells.values_list("forecast", "fiscal_year").annotate(Sum("amount")):
        (ahead if in_year == year else later)[pk] += amount
    found = [
        ProjectForecast(project, spent.get(project.pk, ZERO), ahead[project.pk], later[project.pk])
        for project in projects
    ]
    return [one for one in found if any(one[1:])]


def _cells(narrowed: Q) -> QuerySet[ForecastCell]:
    return ForecastCell.objects.filter(narrowed).order_by()
