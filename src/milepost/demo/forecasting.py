"""What the demo city will spend still: planned purchases, a manager's word, and the capital plan of ten years."""

from datetime import date, datetime
from decimal import Decimal

from milepost.demo.clock import MORNING, moment
from milepost.demo.founding import Cast
from milepost.domain.money.actions.forecasting import override_forecast, plan_purchase
from milepost.domain.money.actions.planning_capital import AmountTerms, ImpactTerms, keep_capital_item
from milepost.domain.money.calculations.kept_forecasts import keep_forecasts, open_projects
from milepost.domain.money.models import BudgetVersion, CapitalItem, Fund, FundingSource, PlannedPurchase
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project

State, Stage = CapitalItem.State, BudgetVersion.Stage
BOUGHT, OVERRIDDEN = 4, 5
"""How many projects buy something on a day; which of those under way has its manager's word on a line."""
ITEMS = (
    # Name, department, fund, required by law, rank, state, first year after the next,
    # thousands of dollars by year, and a year's licenses in thousands and positions.
    ("Radio system, third generation", "FR", "301", False, 1, State.RECOMMENDED, 1, (400, 2_600, 1_900), 95, 0),
    ("Police records cloud move", "PD", "301", False, 1, State.REQUESTED, 2, (180, 420), 140, 0.5),
    ("Water treatment control system", "WR", "501", True, 1, State.ADOPTED, 0, (650, 900, 300), 60, 1),
    ("Fiber ring, north loop", "IT", "301", False, 2, State.REQUESTED, 3, (350, 700, 700, 250), 18, 0),
    ("Data center refresh", "IT", "610", False, 1, State.RECOMMENDED, 1, (480, 120), 35, 0),
    ("Permit kiosks", "IT", "", False, 4, State.REQUESTED, 1, (160, 40), 12, 0),
    ("Smart street lights", "IT", "", False, 5, State.REQUESTED, 5, (900, 900, 900, 900, 900), -110, 0),
    ("Accessible web and forms", "IT", "100", True, 3, State.ADOPTED, 0, (220, 130), 45, 0.5),
)  # fmt: skip
NEEDS = {
    "Radio system, third generation": "The maker ends support of the present consoles and radios in five years.",
    "Police records cloud move": "The records servers leave support; from then on the vendor only sells its service.",
    "Water treatment control system": "A state order asks for separate control networks at both plants.",
    "Fiber ring, north loop": "Six buildings hang on one leased line; a ring keeps them up when it is cut.",
    "Data center refresh": "Hosts and storage are seven years old by then and cost more to keep than to replace.",
    "Permit kiosks": "Residents without a computer ask for permits at three counters with an hour of waiting.",
    "Smart street lights": "Controlled lamps use half the power and report when they fail.",
    "Accessible web and forms": "Federal and state law ask that pages and forms work for everybody from April 2027.",
}
THOUSAND = 1_000
SPAN = 5


def plan_money(cast: Cast, projects: list[Project], *, as_of: date) -> None:
    """Plan purchases, say a forecast otherwise, ask for capital, and keep what follows."""
    at = moment(as_of, MORNING)
    budgeted = [
        (project, project.manager, version)
        for project in projects
        if project.state == Project.State.IN_PROGRESS and project.manager is not None
        if (version := project.budget_versions.filter(stage__in=BudgetVersion.IN_FORCE).last()) is not None
    ]
    for number, (project, by, version) in enumerate(budgeted):
        if number % BOUGHT == 0:
            _buy(project, version, as_of=as_of, by=by, at=at)
        if number == OVERRIDDEN:
            _say(project, version, by=by, at=at)
    _ask_for_capital(cast, as_of=as_of, at=at)
    keep_forecasts(list(open_projects()), as_of=as_of)


def _buy(project: Project, version: BudgetVersion, *, as_of: date, by: Person, at: datetime) -> None:
    line = version.lines.all()[0]
    values = {
        "name": "Second year of support", "vendor": "High Plains Software", "fund": line.fund,
        "account": line.account, "amount": (line.amount / 20).quantize(Decimal(1)),
        "on": date(as_of.year + 1, 2, 1),
    }  # fmt: skip
    plan_purchase(PlannedPurchase(project=project), values, by=by, at=at)


def _say(project: Project, version: BudgetVersion, *, by: Person, at: datetime) -> None:
    line = version.lines.all()[0]
    left = (line.amount * Decimal("0.45")).quantize(Decimal(1))
    reason = "The vendor announced a higher rate for the last stage."
    override_forecast(project, line.fund, line.account, left, reason=reason, by=by, at=at)


def _ask_for_capital(cast: Cast, *, as_of: date, at: datetime) -> None:
    by, grant = cast.holder("Finance analyst"), FundingSource.objects.first()
    departments = {one.code: one for one in Department.objects.all()}
    funds = {fund.code: fund for fund in Fund.objects.all()}
    for name, code, fund, mandated, rank, state, first, dollars, licenses, positions in ITEMS:
        if code not in departments:
            continue
        begins = as_of.year + 1 + first
        amounts = [
            AmountTerms(begins + number, funds.get(fund), None, Decimal(amount * THOUSAND))
            for number, amount in enumerate(dollars)
        ]
        if grant is not None and rank == 1 and code == "FR":
            amounts.append(AmountTerms(begins, grant.fund, grant, Decimal(300 * THOUSAND)))
        values = {
            "name": name, "department": departments[code], "need": NEEDS[name],
            "is_mandated": mandated, "priority": rank, "state": state,
        }  # fmt: skip
        impacts = _impacts(begins + len(dollars) - 1, licenses, positions)
        keep_capital_item(CapitalItem(), values, amounts=amounts, impacts=impacts, by=by, at=at)


def _impacts(first: int, licenses: int, positions: float) -> list[ImpactTerms]:
    found = []
    for year in range(first, first + SPAN):
        found.append(ImpactTerms(year, "licenses", Decimal(licenses * THOUSAND), None))
        if positions:
            staff = Decimal(str(positions))
            found.append(ImpactTerms(year, "staff", staff * 98 * THOUSAND, staff))
    return found
