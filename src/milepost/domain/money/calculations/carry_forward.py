"""What is unspent of a year by project, fund and account, and what the fund's rule lets roll."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from milepost.domain.money.calculations.standings import ZERO, Standing, allocated
from milepost.domain.money.models import Account, CarryForward, Fund
from milepost.domain.people.fiscal_years import fiscal_year_starts
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project


@dataclass(frozen=True, slots=True)
class WorksheetLine:
    """What stands of one fund and account of a project at year end, and what was asked for it."""

    project: Project
    fund: Fund
    account: Account
    standing: Standing
    asked: CarryForward | None

    @property
    def is_decided(self) -> bool:
        return self.asked is not None and self.asked.state == CarryForward.State.APPROVED

    @property
    def unspent(self) -> Decimal:
        """Appropriated less expended; once decided, as it was then: it has left the year."""
        if self.asked is not None and self.is_decided:
            return self.asked.unspent
        return self.standing.appropriated - self.standing.expended

    @property
    def encumbered(self) -> Decimal:
        if self.asked is not None and self.is_decided:
            return self.asked.encumbered
        return self.standing.encumbered

    @property
    def by_rule(self) -> Decimal:
        """What rolls unless somebody asks otherwise: all of a continuing fund, else only what is encumbered."""
        unspent = max(self.unspent, ZERO)
        return min(unspent, max(self.encumbered, ZERO)) if self.fund.lapses else unspent

    @property
    def requested(self) -> Decimal:
        return self.by_rule if self.asked is None else self.asked.requested

    @property
    def lapses(self) -> Decimal:
        """What falls back to the fund."""
        return max(self.unspent, ZERO) - self.requested


def worksheet(projects: Iterable[Project], fiscal_year: int) -> list[WorksheetLine]:
    """Give each fund and account of which projects have money left of a year, in a constant number of queries."""
    by_project = {project.pk: project for project in projects}
    found = allocated(
        ("project", "entry__fund", "entry__account"), project__in=by_project, entry__fiscal_year=fiscal_year
    )
    asked = {
        (one.project_id, one.fund_id, one.account_id): one
        for one in CarryForward.objects.filter(project__in=by_project, fiscal_year=fiscal_year)
    }
    funds, accounts = Fund.objects.in_bulk(), Account.objects.in_bulk()
    lines = [
        WorksheetLine(
            by_project[project], funds[fund], accounts[account], found.get((project, fund, account), Standing()),
            asked.get((project, fund, account)),
        )
        for project, fund, account in {*found, *asked}
        if fund is not None and account is not None
    ]  # fmt: skip
    left = [line for line in lines if line.asked is not None or line.unspent > 0]
    return sorted(left, key=lambda line: (line.project.number, line.fund.code, line.account.code))


def turn_of_the_year(fiscal_year: int) -> tuple[date, date]:
    """Give the last day of a fiscal year and the first of the next."""
    month = fiscal_year_start()
    first = fiscal_year_starts(fiscal_year + 1, start_month=month)
    return first - timedelta(days=1), first
