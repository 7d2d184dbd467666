"""What needs council: money that may not be spent before the governing body decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Model, Sum

from milepost.domain.money.calculations.standings import allocated
from milepost.domain.money.calculations.subscriptions import term_of
from milepost.domain.money.models import (
    BudgetVersion,
    ChangeOrder,
    CostForecast,
    Fund,
    SpendingLimit,
    SubscriptionContract,
)
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.projects.models import Project

MONTHS = 12


class Need(StrEnum):
    """Why council has to decide."""

    ADOPTION = "adoption"
    CHANGE_ORDER = "change-order"
    CEILING = "ceiling"
    CONTRACT = "contract"
    SUPPLEMENTAL = "supplemental"
    REAPPROPRIATION = "reappropriation"
    MULTI_YEAR = "multi-year"


class Term(StrEnum):
    """Something that a sum follows from."""

    EXPENDED = "expended"
    TO_COMPLETE = "to-complete"
    USED = "used"
    LIMIT = "limit"
    APPROPRIATED = "appropriated"


@dataclass(frozen=True, slots=True)
class CouncilItem:
    """One thing that council has to decide, with the sum it is about."""

    need: Need
    project: Project
    amount: Decimal
    subject: str
    fund: Fund | None = None
    until: int | None = None
    terms: tuple[tuple[Term, Decimal], ...] = ()
    """What re-adds to the sum, where it follows from several."""
    about: Model | None = None
    """What it is about: a budget version, a change order, a limit, a subscription."""


def council_list(projects: Sequence[Project], *, as_of: date, start_month: int) -> list[CouncilItem]:
    """Give what needs council of projects, in a constant number of queries; the gravest kind first."""
    seen = {project.pk: project for project in projects}
    year = fiscal_year_of(as_of, start_month=start_month)
    forecasts = CostForecast.objects.in_bulk(list(seen))
    found = [
        *_change_orders(seen),
        *_ceilings(seen, forecasts),
        *_supplementals(seen, forecasts),
        *_adoptions(seen),
        *_reappropriations(seen, year),
        *_over_years(seen, year, start_month),
    ]
    order = list(Need)
    return sorted(found, key=lambda one: (order.index(one.need), one.project.number))


def _adoptions(seen: Mapping[int, Project]) -> Iterator[CouncilItem]:
    """Give the budgets whose last version is asked for or recommended and not decided."""
    versions = BudgetVersion.objects.filter(project__in=list(seen)).order_by("project", "number")
    last = {version.project_id: version for version in versions.prefetch_related("lines")}
    for version in last.values():
        if not version.is_in_force:
            yield CouncilItem(
                Need.ADOPTION, seen[version.project_id], version.total, str(version), about=version
            )


def _change_orders(seen: Mapping[int, Project]) -> Iterator[CouncilItem]:
    """Give the change orders that would pass what council authorized for their orders."""
    changes = ChangeOrder.objects.filter(order__project__in=list(seen), state=ChangeOrder.State.COUNCIL)
    summed = changes.select_related("order").annotate(total=Sum("lines__amount", default=Decimal()))
    for change in summed.order_by("pk"):
        subject = f"{change.order.number or change.order.title}, {change}"
        yield CouncilItem(
            Need.CHANGE_ORDER, seen[change.order.project_id], change.total, subject, about=change
        )


def _ceilings(seen: Mapping[int, Project], forecasts: Mapping[int, CostForecast]) -> Iterator[CouncilItem]:
    """Give what passes what council authorized, contingency included, or what a contract may not exceed."""
    for limit in SpendingLimit.objects.filter(project__in=list(seen)):
        if limit.kind == SpendingLimit.Kind.CONTRACT and limit.left < 0:
            yield CouncilItem(
                Need.CONTRACT, seen[limit.project_id], -limit.left, limit.name,
                terms=((Term.USED, limit.used), (Term.LIMIT, -limit.amount)), about=limit,
            )  # fmt: skip
        forecast = forecasts.get(limit.project_id)
        if limit.kind == SpendingLimit.Kind.COUNCIL and forecast and forecast.at_completion > limit.amount:
            beyond = forecast.at_completion - limit.amount
            yield CouncilItem(
                Need.CEILING, seen[limit.project_id], beyond, limit.name,
                terms=(*_cost(forecast), (Term.LIMIT, -limit.amount)), about=limit,
            )  # fmt: skip


def _supplementals(
    seen: Mapping[int, Project], forecasts: Mapping[int, CostForecast]
) -> Iterator[CouncilItem]:
    """Give the projects that will cost more than is appropriated to them over all years."""
    stands = allocated(("project",), project__in=list(forecasts))
    for (pk,), standing in stands.items():
        beyond = forecasts[pk].at_completion - standing.appropriated
        if standing.appropriated and beyond > 0:
            terms = (*_cost(forecasts[pk]), (Term.APPROPRIATED, -standing.appropriated))
            yield CouncilItem(Need.SUPPLEMENTAL, seen[pk], beyond, "", terms=terms)


def _cost(forecast: CostForecast) -> tuple[tuple[Term, Decimal], ...]:
    return (Term.EXPENDED, forecast.expended), (Term.TO_COMPLETE, forecast.to_complete)


def _reappropriations(seen: Mapping[int, Project], year: int) -> Iterator[CouncilItem]:
    """Give what stands encumbered in this year in funds whose appropriations lapse with it."""
    lapsing = {fund.pk: fund for fund in Fund.objects.filter(lapses=True)}
    keys = ("project", "entry__fund")
    stands = allocated(keys, project__in=list(seen), entry__fund__in=list(lapsing), entry__fiscal_year=year)
    for (pk, fund), standing in stands.items():
        if standing.encumbered > 0:
            yield CouncilItem(Need.REAPPROPRIATION, seen[pk], standing.encumbered, "", lapsing[fund])


def _over_years(seen: Mapping[int, Project], year: int, start_month: int) -> Iterator[CouncilItem]:
    """Give the contracts that go on after this fiscal year, subject to the next year's appropriation."""
    contracts = SubscriptionContract.objects.filter(project__in=list(seen))
    for contract in contracts.prefetch_related("options", "remeasurements"):
        changes = list(contract.remeasurements.all())
        first, months, payment = contract.starts_on, term_of(contract).months, contract.payment
        if changes:
            first, months, payment = changes[-1].on, changes[-1].months, changes[-1].payment
        last_month = first.year * MONTHS + first.month - 1 + months - 1
        last = date(last_month // MONTHS, last_month % MONTHS + 1, 1)
        until = fiscal_year_of(last, start_month=start_month)
        if until > year:
            yearly = payment * contract.payments_per_year
            project = seen[contract.project_id]
            yield CouncilItem(Need.MULTI_YEAR, project, yearly, contract.name, until=until, about=contract)
