"""Liability and asset at commencement, and measured anew when the contract changes (GASB 96, paragraphs 14 to 37)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from milepost.engine.subscriptions.liability import MONTHS, Payment, Period, liability_schedule, to_cents

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Measured:
    """A subscription from commencement, or from the day it was measured anew."""

    periods: list[Period]
    per_year: int
    asset: Decimal
    """The asset at the beginning."""
    amortized_months: int
    """The shorter of the term and the useful life of what is subscribed to."""

    @property
    def liability(self) -> Decimal:
        """Give the liability at the beginning, a payment at that moment included."""
        return self.periods[0].opening

    @property
    def months_per_period(self) -> int:
        return MONTHS // self.per_year

    @property
    def total_interest(self) -> Decimal:
        return sum((one.interest for one in self.periods), ZERO)

    @property
    def amortization(self) -> list[Decimal]:
        """Give what is amortized in each month, straight-line, so that any months re-add to the cent."""
        until = [
            to_cents(self.asset * month / self.amortized_months) for month in range(self.amortized_months + 1)
        ]
        return [after - before for before, after in pairwise(until)]

    def asset_after(self, months: int) -> Decimal:
        """Give what is left of the asset after as many months."""
        return self.asset - sum(self.amortization[:months], ZERO)


@dataclass(frozen=True, slots=True)
class Remeasured:
    """What a change of the contract does to liability and asset on its day."""

    before: Decimal
    asset_before: Decimal
    measured: Measured
    gain: Decimal
    """By how much the liability falls beyond the asset, which cannot be less than nothing (paragraph 37)."""

    @property
    def change(self) -> Decimal:
        """Give by how much the liability changes, and the asset with it."""
        return self.measured.liability - self.before


def measure(
    payments: Sequence[Payment],
    *,
    annual_percent: Decimal,
    per_year: int,
    months: int,
    implementation: Decimal = ZERO,
    paid_before: Decimal = ZERO,
    incentives: Decimal = ZERO,
    useful_life_months: int | None = None,
) -> Measured:
    """Measure at commencement: asset = liability + paid before + capitalized implementation - incentives received."""
    periods = liability_schedule(payments, annual_percent=annual_percent, per_year=per_year)
    asset = periods[0].opening + paid_before + implementation - incentives
    return Measured(periods, per_year, asset, min(months, useful_life_months or months))


def remeasure(
    measured: Measured,
    payments: Sequence[Payment],
    *,
    after_periods: int,
    annual_percent: Decimal,
    months: int,
    useful_life_months: int | None = None,
) -> Remeasured:
    """Measure anew at the beginning of a period, before its payment; `payments` and `months` count from there.

    The rate is the one of that day where the term or the expectation of an option changed, else the rate of before.
    """
    before = measured.periods[after_periods].opening if after_periods < len(measured.periods) else ZERO
    asset_before = measured.asset_after(after_periods * measured.months_per_period)
    periods = liability_schedule(payments, annual_percent=annual_percent, per_year=measured.per_year)
    asset = asset_before + periods[0].opening - before
    gain = max(ZERO, -asset)
    kept = Measured(periods, measured.per_year, max(ZERO, asset), min(months, useful_life_months or months))
    return Remeasured(before, asset_before, kept, gain)
