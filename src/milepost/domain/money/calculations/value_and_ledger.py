"""Where earned value and the ledger say different things of one project, and why."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from milepost.domain.money.calculations.earned_value import EarnedValue
from milepost.domain.money.calculations.forecast import Forecast
from milepost.domain.staffing.calculations.labor_cost import InternalCost, internal_cost_of

ZERO = Decimal("0.00")
SAME = Decimal("0.005")
"""Estimates that differ by less than this share of the budget are one."""


@dataclass(frozen=True, slots=True)
class ValueAndLedger:
    """The figures by which earned value and the ledger differ; what does not differ is nothing."""

    actual: Decimal
    """Actual cost as earned value has it: the ledger's lines until the status date."""
    internal: InternalCost | None
    """What internal hours cost beside it at loaded rates; it counts for no index, and the ledger does not hold it."""
    later: Decimal
    """Expended after the status date."""
    without_task: Decimal
    """Expended on no task: it counts for the project, and for no task's index."""
    encumbered: Decimal
    """Promised and not spent: work that is done and not invoiced yet makes CPI look better than it is."""
    budget_by_task: Decimal
    budget_adopted: Decimal | None
    by_index: Decimal | None
    """BAC / CPI: the rest costs as what is done did."""
    by_forecast: Decimal
    """Expended and left to pay."""

    @property
    def budgets_differ(self) -> bool:
        return self.budget_adopted is not None and self.budget_adopted != self.budget_by_task

    @property
    def estimates_differ(self) -> bool:
        if self.by_index is None:
            return False
        return abs(self.by_index - self.by_forecast) > SAME * max(self.budget_by_task, Decimal(1))

    @property
    def difference(self) -> Decimal:
        """Give how much dearer the index makes the project than the forecast."""
        return (self.by_index or ZERO) - self.by_forecast


def value_and_ledger(value: EarnedValue, forecast: Forecast) -> ValueAndLedger:
    """Lay earned value beside ledger and forecast of the same project."""
    facts = value.facts
    until = [(uid, cents) for on, uid, cents in facts.spent if datetime.combine(on, time()) < value.at]
    everything = sum(cents for _, _, cents in facts.spent)
    counted = sum(cents for _, cents in until)
    loose = sum(cents for uid, cents in until if uid is None or uid not in facts.tasks)
    by_index = value.whole.estimate_at_completion
    return ValueAndLedger(
        actual=_dollars(counted),
        internal=internal_cost_of(facts.project, as_of=forecast.as_of),
        later=_dollars(everything - counted),
        without_task=_dollars(loose),
        encumbered=forecast.standing.encumbered,
        budget_by_task=sum((item.amount for item in facts.budget.items.all()), ZERO),
        budget_adopted=forecast.budget,
        by_index=None if by_index is None else Decimal(by_index).quantize(Decimal("0.01")),
        by_forecast=forecast.at_completion,
    )


def _dollars(cents: int) -> Decimal:
    return Decimal(cents) / 100 if cents else ZERO
