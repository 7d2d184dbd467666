"""The rows that a cost forecast rests on: budget, plan, purchases, the manager's word, and what the ledger has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from milepost.domain.money.calculations.commitments import commitments
from milepost.domain.money.calculations.standings import Standing, allocated
from milepost.domain.money.models import (
    Account,
    Budget,
    BudgetLine,
    BudgetVersion,
    ForecastOverride,
    Fund,
    PlannedPurchase,
    PurchaseOrder,
    SpendingLimit,
)
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project, ProjectDates, Task
from milepost.engine.apportioning import apportioned

Place = tuple[int | None, int | None]
"""A fund with an account, by their ids; neither where money is not coded yet."""
Purpose = BudgetLine.Purpose
ZERO = Decimal("0.00")
UNCODED: dict[Place, int] = {(None, None): 1}


@dataclass(frozen=True)
class ForecastFacts:
    """What is known of a project's money and plan."""

    project: Project
    start_month: int
    first_version: BudgetVersion | None
    version: BudgetVersion | None
    """The first budget in force, and the one in force now."""
    standings: Mapping[Place, Standing]
    by_year: Mapping[int, Standing]
    items: Mapping[int, Decimal]
    """The budget by task or phase (uid)."""
    tasks: Mapping[int, Task]
    parents: Mapping[int, int | None]
    purchases: Sequence[PlannedPurchase]
    overrides: Sequence[ForecastOverride]
    limits: Sequence[SpendingLimit]
    expected: Mapping[Place, Decimal]
    """What is ordered and not in the ledger yet."""
    dates: ProjectDates | None

    @cached_property
    def budgets(self) -> dict[Place, Decimal]:
        """Give the planned cost by place, contingency and reserve apart."""
        found: dict[Place, Decimal] = {}
        for line in self.version.lines.all() if self.version else ():
            if line.purpose == Purpose.BASE:
                place = (line.fund_id, line.account_id)
                found[place] = found.get(place, ZERO) + line.amount
        return found

    @property
    def budget(self) -> Decimal | None:
        return None if self.version is None else sum(self.budgets.values(), ZERO)

    @property
    def first_budget(self) -> Decimal | None:
        return None if self.first_version is None else _sum(self.first_version, Purpose.BASE)

    @property
    def contingency(self) -> Decimal | None:
        return None if self.version is None else _sum(self.version, Purpose.CONTINGENCY)

    @property
    def first_contingency(self) -> Decimal | None:
        return None if self.first_version is None else _sum(self.first_version, Purpose.CONTINGENCY)

    @property
    def contingency_taken(self) -> Decimal:
        """Give what amendments took out of the contingency."""
        return max(ZERO, (self.first_contingency or ZERO) - (self.contingency or ZERO))

    @property
    def contingency_used(self) -> Decimal:
        """Give what changes drew from the limits set for it."""
        limits = (limit for limit in self.limits if limit.kind == SpendingLimit.Kind.CONTINGENCY)
        return sum((limit.used for limit in limits), ZERO)

    @property
    def contingency_drawn(self) -> Decimal:
        return self.contingency_taken + self.contingency_used

    @property
    def contingency_share(self) -> Decimal | None:
        """Give how many percent of the contingency were drawn; `None` where there was none."""
        whole = max(self.first_contingency or ZERO, self.contingency or ZERO)
        return self.contingency_drawn / whole * 100 if whole else None

    @property
    def percent_complete(self) -> float | None:
        return self.dates.percent_complete if self.dates and self.dates.task_count else None

    @property
    def finish(self) -> datetime | None:
        return self.dates.finish if self.dates and self.dates.task_count else None

    @cached_property
    def left(self) -> dict[Place, int]:
        """Give the cents of each budget line that are neither expended nor planned to buy something with."""
        bought: dict[Place, Decimal] = {}
        for purchase in self.purchases:
            place = (purchase.fund_id, purchase.account_id)
            bought[place] = bought.get(place, ZERO) + purchase.amount
        return {
            place: max(0, int((amount - self._expended(place) - bought.get(place, ZERO)) * 100))
            for place, amount in self.budgets.items()
        }

    def shares_of(self, total: int) -> list[tuple[Place, int]]:
        """Divide the cents that tasks have left among the lines that pay: first what is promised, then what is left.

        Work that is ordered and what the order encumbers are one cost, whichever line the order names.
        """
        places = dict.fromkeys([*self.standings, *self.expected])
        promised = {place: cents for place in places if (cents := self.promised(place)) > 0}
        rest = total - sum(promised.values())
        if promised and rest <= 0:
            return list(promised.items())
        free = {place: max(0, left - promised.get(place, 0)) for place, left in self.left.items()}
        planned = {place: int(amount * 100) for place, amount in self.budgets.items()}
        weights = next((one for one in (free, self.left, planned, promised) if sum(one.values())), UNCODED)
        parts = zip(weights, apportioned(max(0, rest), list(weights.values())), strict=True)
        shares = dict(promised)
        for place, cents in parts:
            shares[place] = shares.get(place, 0) + cents
        return list(shares.items()) if sum(shares.values()) else list(weights.items())

    def promised(self, place: Place) -> int:
        """Give the cents that a line has encumbered or expects to, less what of it will be released."""
        override, _ = self.overrides_of(place)
        release = override.release if override else ZERO
        ordered = self.standings.get(place, Standing()).encumbered + self.expected.get(place, ZERO)
        return int((ordered - release) * 100)

    @cached_property
    def funds(self) -> dict[int, Fund]:
        return Fund.objects.in_bulk()

    @cached_property
    def accounts(self) -> dict[int, Account]:
        return Account.objects.in_bulk()

    def name_of(self, place: Place) -> str:
        """Name a place as its budget line is named."""
        fund, account = place
        return f"{self.funds[fund].code}-{self.accounts[account]}" if fund and account else ""

    def bearer_of(self, uid: int | None) -> int | None:
        """Give the budgeted task or phase that a task belongs to."""
        while uid is not None and uid not in self.items:
            uid = self.parents.get(uid)
        return uid

    def overrides_of(self, place: Place) -> tuple[ForecastOverride | None, dict[date, int]]:
        """Give what stands of a line: the word on its whole, and the cents of single months."""
        whole: ForecastOverride | None = None
        months: dict[date, int] = {}
        for one in self.overrides:
            if (one.fund_id, one.account_id) != place:
                continue
            if one.month is None:
                whole, months = one, {}
            elif one.amount is None:
                months.pop(one.month, None)
            else:
                months[one.month] = int(one.amount * 100)
        return whole, months

    def _expended(self, place: Place) -> Decimal:
        return self.standings.get(place, Standing()).expended


def forecast_facts(project: Project) -> ForecastFacts:
    """Read what a project's forecast rests on, in a constant number of queries."""
    found = BudgetVersion.objects.filter(project=project, stage__in=BudgetVersion.IN_FORCE)
    versions = list(found.prefetch_related("lines"))
    budget = Budget.objects.filter(project=project).prefetch_related("items").last()
    every = list(Task.objects.filter(project=project, is_active=True).select_related("dates"))
    uids = {task.pk: task.uid for task in every}
    places = allocated(("entry__fund", "entry__account", "entry__fiscal_year"), project=project)
    standings: dict[Place, Standing] = {}
    by_year: dict[int, Standing] = {}
    for (fund, account, year), standing in places.items():
        standings[fund, account] = standings.get((fund, account), Standing()) + standing
        by_year[year] = by_year.get(year, Standing()) + standing
    return ForecastFacts(
        project=project,
        start_month=fiscal_year_start(),
        first_version=versions[0] if versions else None,
        version=versions[-1] if versions else None,
        standings=standings,
        by_year=by_year,
        items={item.uid: item.amount for item in budget.items.all()} if budget else {},
        tasks={task.uid: task for task in every if hasattr(task, "dates")},
        parents={task.uid: uids.get(task.parent_id) if task.parent_id else None for task in every},
        purchases=list(PlannedPurchase.objects.filter(project=project, state=PlannedPurchase.State.PLANNED)),
        overrides=list(ForecastOverride.objects.filter(project=project).select_related("by").order_by("pk")),
        expected=expected_of(project),
        limits=list(SpendingLimit.objects.filter(project=project)),
        dates=ProjectDates.objects.filter(project=project).first(),
    )


def expected_of(project: Project) -> dict[Place, Decimal]:
    """Give what orders have left that the ledger does not know yet, by place."""
    orders = PurchaseOrder.objects.filter(project=project, state=PurchaseOrder.State.EXPECTED)
    found: dict[Place, Decimal] = {}
    for standing in commitments(orders) if orders.exists() else ():
        for one in standing.lines:
            place = (one.line.fund_id, one.line.account_id)
            found[place] = found.get(place, ZERO) + max(ZERO, one.left)
    return found


def _sum(version: BudgetVersion, purpose: str) -> Decimal:
    return sum((line.amount for line in version.lines.all() if line.purpose == purpose), ZERO)
