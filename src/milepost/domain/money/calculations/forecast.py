"""What a project will cost still, by line and month: from plan and budget, its manager's word, and the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from milepost.domain.money.calculations.forecast_facts import ForecastFacts, Place, forecast_facts
from milepost.domain.money.calculations.standings import Standing, whole
from milepost.domain.money.models import Account, ForecastOverride, Fund, PlannedPurchase
from milepost.domain.people.fiscal_years import fiscal_year_of, fiscal_year_starts
from milepost.domain.projects.models import Project, Task
from milepost.engine.cost_forecast import Months, Work, at_least, rescaled, to_complete

CENTS = 100
ZERO = Decimal("0.00")
MINUTE = timedelta(minutes=1)


class Source(NamedTuple):
    """One thing that is left to pay: what remains of a task's budget, of a budget line, or a planned purchase."""

    name: str
    task: Task | None
    purchase: PlannedPurchase | None
    work: Work[Place]

    @property
    def amount(self) -> Decimal:
        return dollars(self.work.cents)


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """A fund and account with its budget, what stands in the ledger, and what is left to pay by month."""

    fund: Fund | None
    account: Account | None
    budget: Decimal
    standing: Standing
    months: Mapping[date, Decimal]
    planned: Decimal
    """What follows from the plan, before anybody's word and what is promised."""
    said: Mapping[date, Decimal]
    """The months after anybody's word, before they are raised to what is promised."""
    override: ForecastOverride | None
    release: Decimal
    lifted: Decimal
    """By how much it was raised to what is promised."""

    @property
    def place(self) -> Place:
        return (self.fund.pk if self.fund else None, self.account.pk if self.account else None)

    @property
    def code(self) -> str:
        """Give the codes of fund and account; nothing where the money is not coded yet."""
        return f"{self.fund.code}-{self.account.code}" if self.fund and self.account else ""

    @property
    def to_complete(self) -> Decimal:
        return sum(self.months.values(), ZERO)

    @property
    def at_completion(self) -> Decimal:
        """EAC = expended + ETC; never below expended + encumbered - planned release."""
        return self.standing.expended + self.to_complete

    @property
    def variance(self) -> Decimal:
        return self.budget - self.at_completion


class YearOfSpend(NamedTuple):
    """What a fiscal year holds: appropriated, spent, what will still be spent, and what is left at its end."""

    year: int
    appropriated: Decimal
    expended: Decimal
    to_spend: Decimal

    @property
    def by_year_end(self) -> Decimal:
        return self.expended + self.to_spend

    @property
    def left(self) -> Decimal:
        return self.appropriated - self.by_year_end


@dataclass(frozen=True)
class Forecast:
    """The forecast of a project on a day."""

    facts: ForecastFacts
    as_of: date
    lines: Sequence[ForecastLine]
    sources: Sequence[Source]

    @cached_property
    def standing(self) -> Standing:
        return whole(line.standing for line in self.lines)

    @property
    def budget(self) -> Decimal | None:
        """The planned cost of the budget in force; `None` before one is."""
        return self.facts.budget

    @property
    def to_complete(self) -> Decimal:
        return sum((line.to_complete for line in self.lines), ZERO)

    @property
    def at_completion(self) -> Decimal:
        return self.standing.expended + self.to_complete

    @property
    def variance(self) -> Decimal | None:
        return None if self.budget is None else self.budget - self.at_completion

    @cached_property
    def months(self) -> list[date]:
        return sorted({month for line in self.lines for month in line.months})

    @property
    def year_ends_on(self) -> date:
        """Give the last day of the fiscal year that the day lies in."""
        start = self.facts.start_month
        year = fiscal_year_of(self.as_of, start_month=start)
        return fiscal_year_starts(year + 1, start_month=start) - timedelta(days=1)

    @cached_property
    def years(self) -> list[YearOfSpend]:
        """Give the fiscal years of the ledger and of the forecast."""
        to_spend: dict[int, Decimal] = {}
        for line in self.lines:
            for month, amount in line.months.items():
                year = fiscal_year_of(month, start_month=self.facts.start_month)
                to_spend[year] = to_spend.get(year, ZERO) + amount
        stands = self.facts.by_year
        return [
            YearOfSpend(
                year, stands.get(year, Standing()).appropriated, stands.get(year, Standing()).expended,
                to_spend.get(year, ZERO),
            )
            for year in sorted({*to_spend, *stands})
        ]  # fmt: skip


def forecast_of(project: Project, *, as_of: date) -> Forecast:
    """Forecast a project's cost from its plan as it stands on a day."""
    facts = forecast_facts(project)
    sources = list(_sources(facts, as_of))
    cells = to_complete((source.work for source in sources), as_of=as_of)
    places = sorted(
        {*cells, *facts.budgets, *facts.standings, *facts.expected},
        key=lambda place: tuple(one or 0 for one in place),
    )
    lines = [_line(facts, place, cells, as_of) for place in places]
    return Forecast(facts, as_of, [line for line in lines if _says_something(line)], sources)


def dollars(cents: int) -> Decimal:
    """Give cents as dollars."""
    return Decimal(cents) / CENTS if cents else ZERO


def cents_of(amount: Decimal) -> int:
    """Give dollars as cents."""
    return int(amount * CENTS)


def _sources(facts: ForecastFacts, as_of: date) -> list[Source]:
    bought = [_purchase(facts, purchase, as_of) for purchase in facts.purchases]
    planned = _of_tasks(facts) if facts.items else _of_lines(facts, as_of)
    return [*planned, *bought]


def _of_tasks(facts: ForecastFacts) -> list[Source]:
    """Give what tasks have not earned yet, at their budget, without what is planned to be bought for them."""
    bought: dict[int, int] = {}
    for purchase in facts.purchases:
        bearer = facts.bearer_of(purchase.uid)
        if bearer is not None:
            bought[bearer] = bought.get(bearer, 0) + cents_of(purchase.amount)
    left = {
        task.uid: (task, cents)
        for uid, amount in facts.items.items()
        if (task := facts.tasks.get(uid)) is not None
        if (cents := _unearned(task, amount) - bought.get(uid, 0)) > 0
    }
    shares = facts.shares_of(sum(cents for _, cents in left.values())) if left else []
    return [Source(task.name, task, None, _work(task, cents, shares)) for task, cents in left.values()]


def _unearned(task: Task, budget: Decimal) -> int:
    """Give the cents of a task's budget that are not earned yet."""
    return round(cents_of(budget) * (100 - task.dates.percent_complete) / 100)


def _work(task: Task, cents: int, shares: Sequence[tuple[Place, int]]) -> Work[Place]:
    """Lay cents over a task's days; a milestone's finish is the minute before its start's day."""
    first, last = task.dates.start.date(), (task.dates.finish - MINUTE).date()
    return Work(cents, min(first, last), last, shares)


def _of_lines(facts: ForecastFacts, as_of: date) -> list[Source]:
    """Give what budget lines have left, over the rest of the project, where no budget stands on tasks."""
    last = max(as_of, (facts.finish - MINUTE).date() if facts.finish else as_of)
    return [
        Source(facts.name_of(place), None, None, Work(left, as_of, last, [(place, 1)]))
        for place, left in facts.left.items()
        if left > 0
    ]


def _purchase(facts: ForecastFacts, purchase: PlannedPurchase, as_of: date) -> Source:
    task = facts.tasks.get(purchase.uid) if purchase.uid else None
    day = purchase.on or ((task.dates.finish - MINUTE).date() if task else as_of)
    place = (purchase.fund_id, purchase.account_id)
    return Source(purchase.name, task, purchase, Work(cents_of(purchase.amount), day, day, [(place, 1)]))


def _line(facts: ForecastFacts, place: Place, cells: Mapping[Place, Months], as_of: date) -> ForecastLine:
    month = as_of.replace(day=1)
    planned: Months = cells.get(place, {})
    override, by_month = facts.overrides_of(place)
    standing = facts.standings.get(place, Standing())
    release = override.release if override else ZERO
    said = planned
    if override is not None and override.amount is not None:
        said = rescaled(planned, cents_of(override.amount), month=month)
    said = said | {name: cents for name, cents in by_month.items() if name >= month}
    months = at_least(said, facts.promised(place), month=month)
    lifted = sum(months.values()) - sum(said.values())
    fund, account = place
    return ForecastLine(
        fund=facts.funds.get(fund) if fund else None,
        account=facts.accounts.get(account) if account else None,
        budget=facts.budgets.get(place, ZERO),
        standing=standing,
        months={name: dollars(cents) for name, cents in sorted(months.items()) if cents},
        planned=dollars(sum(planned.values())),
        said={name: dollars(cents) for name, cents in said.items()},
        override=override,
        release=release,
        lifted=dollars(lifted),
    )


def _says_something(line: ForecastLine) -> bool:
    return bool(line.budget or line.planned or line.months or line.standing != Standing())
