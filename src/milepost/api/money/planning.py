"""Cost forecasts, subscriptions, the capital plan, and what needs council."""

from datetime import date
from decimal import Decimal

from ninja import Router, Schema

from milepost.api.access import Call, allowed, project_for, today
from milepost.api.kinds import Id
from milepost.api.problems import PROBLEMS
from milepost.domain.money.calculations.capital_plan import SPANS, PlanRow, capital_plan
from milepost.domain.money.calculations.council_list import CouncilItem, council_list
from milepost.domain.money.calculations.forecast import ForecastLine, forecast_of
from milepost.domain.money.calculations.subscriptions import Measurement, measurement_of
from milepost.domain.money.models import SubscriptionContract
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.permissions import require
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project

router = Router()
MOST_YEARS = 15


class MonthAmount(Schema):
    """What is left to pay in a month, named by its first day."""

    month: date
    amount: Decimal


class ForecastLineOut(Schema):
    """A fund and account of a project's cost forecast."""

    fund: str | None
    account: str | None
    budget: Decimal
    expended: Decimal
    encumbered: Decimal
    left_to_pay: Decimal
    at_completion: Decimal
    months: list[MonthAmount]


class ForecastOut(Schema):
    """A project's cost forecast as of today; the budget is null before one is adopted."""

    as_of: date
    budget: Decimal | None
    first_budget: Decimal | None
    expended: Decimal
    left_to_pay: Decimal
    at_completion: Decimal
    lines: list[ForecastLineOut]


class FiscalYearOut(Schema):
    """A fiscal year of a subscription."""

    year: int
    payments: Decimal
    interest: Decimal
    amortization: Decimal
    liability: Decimal
    asset: Decimal


class SubscriptionOut(Schema):
    """A subscription as GASB 96 measures it."""

    id: int
    name: str
    vendor: str
    state: str
    term_months: int
    maximum_months: int
    is_short_term: bool
    is_recognized: bool
    discount_rate_percent: Decimal
    liability: Decimal
    asset: Decimal
    years: list[FiscalYearOut]


class PlannedAmountOut(Schema):
    """What an item costs in a year; without a fund it is unfunded."""

    year: int
    fund: str | None
    source: str | None
    amount: Decimal


class CapitalItemOut(Schema):
    """A row of the capital plan."""

    name: str
    department: str
    state: str
    project: str | None
    total: Decimal
    unfunded: Decimal
    amounts: list[PlannedAmountOut]


class CouncilItemOut(Schema):
    """Something that needs council."""

    need: str
    project: str
    subject: str
    amount: Decimal


@router.get("/projects/{project_id}/cost-forecast", response={200: ForecastOut, **PROBLEMS})
def get_cost_forecast(request: Call, project_id: Id) -> ForecastOut:
    """Forecast a project's cost by line and month."""
    project = project_for(request, project_id)
    allowed(request, "money.view", project)
    found = forecast_of(project, as_of=today())
    return ForecastOut(
        as_of=found.as_of,
        budget=found.budget,
        first_budget=found.facts.first_budget,
        expended=found.standing.expended,
        left_to_pay=found.to_complete,
        at_completion=found.at_completion,
        lines=[_line(line) for line in found.lines],
    )


@router.get("/projects/{project_id}/subscriptions", response={200: list[SubscriptionOut], **PROBLEMS})
def list_subscriptions(request: Call, project_id: Id) -> list[SubscriptionOut]:
    """List a project's subscriptions with their fiscal years."""
    project = project_for(request, project_id)
    allowed(request, "money.view", project)
    found = SubscriptionContract.objects.filter(project=project).prefetch_related(
        "options", "costs", "remeasurements"
    )
    month = _start_month()
    return [_subscription(measurement_of(one, first_fiscal_month=month)) for one in found]


@router.get("/money/capital-plan", response={200: list[CapitalItemOut], **PROBLEMS})
def list_capital_plan(
    request: Call, first_year: int | None = None, years: int = SPANS[0]
) -> list[CapitalItemOut]:
    """List the capital plan from a fiscal year on, next year where none is named."""
    require(request.auth, "money.view_ledger")
    now = fiscal_year_of(today(), start_month=_start_month())
    first = now + 1 if first_year is None or abs(first_year - now) > MOST_YEARS else first_year
    seen = Project.objects.visible_to(request.auth).select_related("department")
    span = years if years in SPANS else SPANS[0]
    return [_item(row) for row in capital_plan(seen, first_year=first, span=span).rows]


@router.get("/money/council", response={200: list[CouncilItemOut], **PROBLEMS})
def list_council(request: Call) -> list[CouncilItemOut]:
    """List what needs council."""
    require(request.auth, "money.view_ledger")
    over = (Project.State.CLOSED, Project.State.CANCELED)
    seen = list(Project.objects.visible_to(request.auth).exclude(state__in=over).order_by("number"))
    return [_council(one) for one in council_list(seen, as_of=today(), start_month=_start_month())]


def _line(line: ForecastLine) -> ForecastLineOut:
    return ForecastLineOut(
        fund=line.fund.code if line.fund else None,
        account=line.account.code if line.account else None,
        budget=line.budget,
        expended=line.standing.expended,
        encumbered=line.standing.encumbered,
        left_to_pay=line.to_complete,
        at_completion=line.at_completion,
        months=[MonthAmount(month=month, amount=amount) for month, amount in line.months.items()],
    )


def _subscription(found: Measurement) -> SubscriptionOut:
    contract, first = found.contract, found.segments[0].measured
    return SubscriptionOut(
        id=contract.pk, name=contract.name, vendor=contract.vendor, state=contract.state,
        term_months=found.term.months, maximum_months=found.term.maximum_months,
        is_short_term=found.term.is_short, is_recognized=found.is_recognized,
        discount_rate_percent=found.rate.percent, liability=first.liability, asset=first.asset,
        years=[
            FiscalYearOut(**{name: getattr(row.sums, name) for name in FiscalYearOut.model_fields})
            for row in found.years
        ],
    )  # fmt: skip


def _item(row: PlanRow) -> CapitalItemOut:
    return CapitalItemOut(
        name=row.name, department=str(row.department), state=row.state,
        project=row.project.number if row.project else None, total=row.total, unfunded=row.unfunded,
        amounts=[
            PlannedAmountOut(
                year=one.year, fund=one.fund.code if one.fund else None, source=one.source.name if one.source else None,
                amount=one.amount,
            )
            for one in row.amounts
        ],
    )  # fmt: skip


def _council(one: CouncilItem) -> CouncilItemOut:
    return CouncilItemOut(
        need=one.need,
        project=one.project.number,
        subject=one.subject or str(one.fund or ""),
        amount=one.amount,
    )


def _start_month() -> int:
    return fiscal_year_start()
