"""What the city owes for a subscription and holds by it: its term, how it is accounted for, and its fiscal years."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from milepost.domain.common.rules import rule_in_force
from milepost.domain.money.models import SubscriptionContract, SubscriptionRemeasurement
from milepost.engine.subscriptions import (
    Due,
    Holder,
    Maturity,
    Measured,
    Month,
    Option,
    Remeasured,
    Term,
    Year,
    dues_of,
    level_payments,
    maturities,
    measure,
    months_of,
    remeasure,
    years_of,
)

RULE = "subscriptions"
MONTHS = 12
ZERO = Decimal("0.00")


class Rate(NamedTuple):
    """A discount rate in percent a year, with where it comes from."""

    percent: Decimal
    source: str


class Segment(NamedTuple):
    """A subscription as it is measured from a day on."""

    on: date
    measured: Measured
    change: Remeasured | None
    remeasurement: SubscriptionRemeasurement | None

    @property
    def paid(self) -> Decimal:
        """Give all payments from here on."""
        return sum((one.payment for one in self.measured.periods), ZERO)


class FiscalYearOf(NamedTuple):
    """A fiscal year of a subscription, rolled forward: opening + added - paid + interest + measured anew = closing."""

    year: int
    opening: Decimal
    added: Decimal
    remeasured: Decimal
    sums: Year

    @property
    def gained(self) -> Decimal:
        """Give what came to the liability: at commencement, and by being measured anew."""
        return self.added + self.remeasured


@dataclass(frozen=True)
class Measurement:
    """A subscription measured from commencement to the last change of its contract."""

    contract: SubscriptionContract
    term: Term
    rate: Rate
    threshold: Decimal
    first_fiscal_month: int

    @property
    def total_payments(self) -> Decimal:
        """Give all payments of the term, undiscounted."""
        return self.segments[0].paid

    @property
    def is_recognized(self) -> bool:
        """Whether liability and asset are recorded: it is not short-term, and reaches the city's threshold."""
        return not self.term.is_short and self.segments[0].measured.liability >= self.threshold

    @cached_property
    def segments(self) -> list[Segment]:
        contract = self.contract
        count = self.term.months // contract.months_per_payment
        first = measure(
            level_payments(
                contract.payment, count=count, per_year=contract.payments_per_year,
                is_advance=contract.is_advance, escalator_percent=contract.escalator_percent,
            ),
            annual_percent=self.rate.percent,
            per_year=contract.payments_per_year,
            months=self.term.months,
            implementation=capitalized(contract),
            paid_before=contract.paid_before,
            incentives=contract.incentives,
            useful_life_months=contract.useful_life_months,
        )  # fmt: skip
        found = [Segment(contract.starts_on, first, None, None)]
        for change in contract.remeasurements.all():
            found.append(self._after(found[-1], change))
        return found

    @cached_property
    def years(self) -> list[FiscalYearOf]:
        """Give the fiscal years, the later measurement taking over from the earlier on its day."""
        sums: dict[int, Year] = {}
        remeasured: dict[int, Decimal] = {}
        for segment, months in self._spans():
            for year in years_of(segment.measured, **self._begins(segment.on), months=months):
                sums[year.year] = _joined(sums.get(year.year), year)
            if segment.change is not None:
                year_of = self.fiscal_year(segment.on)
                remeasured[year_of] = remeasured.get(year_of, ZERO) + segment.change.change
        rows, opening = [], ZERO
        for number, (name, found) in enumerate(sorted(sums.items())):
            added = self.segments[0].measured.liability if number == 0 else ZERO
            rows.append(FiscalYearOf(name, opening, added, remeasured.get(name, ZERO), found))
            opening = found.liability
        return rows

    @cached_property
    def months(self) -> list[Month]:
        """Give the months that make the fiscal years."""
        return [
            month
            for segment, until in self._spans()
            for month in months_of(segment.measured, **self._begins(segment.on), months=until)
        ]

    @property
    def yearly(self) -> Decimal:
        """Give what a year's payments come to, as the contract stands now."""
        changes = [one.remeasurement for one in self.segments if one.remeasurement]
        payment = changes[-1].payment if changes else self.contract.payment
        return payment * self.contract.payments_per_year

    def dues(self, after_year: int) -> list[Due]:
        """Give the payments that fall due after a fiscal year, as the contract stands now."""
        last = self.segments[-1]
        return [
            one for one in dues_of(last.measured, **self._begins(last.on)) if one.fiscal_year > after_year
        ]

    def maturities(self, after_year: int) -> list[Maturity]:
        """Give principal and interest that fall due after a fiscal year, as the contract stands now."""
        last = self.segments[-1]
        return maturities(last.measured, **self._begins(last.on), after_year=after_year)

    def _spans(self) -> Iterator[tuple[Segment, int | None]]:
        """Give each segment with the months until the next takes over."""
        for segment, later in zip_longest(self.segments, self.segments[1:]):
            yield segment, months_between(segment.on, later.on) if later else None

    def _after(self, before: Segment, change: SubscriptionRemeasurement) -> Segment:
        contract = self.contract
        count = change.months // contract.months_per_payment
        found = remeasure(
            before.measured,
            level_payments(
                change.payment, count=count, per_year=contract.payments_per_year,
                is_advance=contract.is_advance, escalator_percent=change.escalator_percent,
            ),
            after_periods=months_between(before.on, change.on) // contract.months_per_payment,
            annual_percent=change.rate_percent,
            months=change.months,
            useful_life_months=_life_left(contract, change.on),
        )  # fmt: skip
        return Segment(change.on, found.measured, found, change)

    def _begins(self, on: date) -> dict[str, int]:
        return {
            "start_year": on.year, "start_month": on.month, "first_fiscal_month": self.first_fiscal_month,
        }  # fmt: skip

    def fiscal_year(self, on: date) -> int:
        """Give the fiscal year that a day lies in."""
        return on.year + int(self.first_fiscal_month > 1 and on.month >= self.first_fiscal_month)


def measurement_of(contract: SubscriptionContract, *, first_fiscal_month: int) -> Measurement:
    """Measure a contract by the rules of the day of its commencement."""
    rule = rule_in_force(RULE, on=contract.starts_on)
    own = contract.rate_percent
    rate = (
        Rate(Decimal(str(rule.value["borrowing_rate_percent"])), rule.source)
        if own is None
        else Rate(own, f"{contract.vendor}")
    )
    threshold = Decimal(str(rule.value["threshold_dollars"]))
    return Measurement(contract, term_of(contract), rate, threshold, first_fiscal_month)


def term_of(contract: SubscriptionContract) -> Term:
    """Give the months that cannot be canceled with the options behind them."""
    options = (Option(one.months, Holder(one.holder), one.is_certain) for one in contract.options.all())
    return Term(contract.noncancelable_months, tuple(options))


def capitalized(contract: SubscriptionContract) -> Decimal:
    """Add up the costs of initial implementation."""
    return sum((cost.amount for cost in contract.costs.all() if cost.is_capitalized), ZERO)


def months_between(first: date, later: date) -> int:
    """Count whole months from one day to a later one."""
    return (later.year - first.year) * MONTHS + later.month - first.month - int(later.day < first.day)


def city_years(found: Iterable[Measurement]) -> list[FiscalYearOf]:
    """Add the fiscal years of recognized subscriptions up."""
    sums: dict[int, FiscalYearOf] = {}
    for measurement in found:
        if measurement.is_recognized:
            for row in measurement.years:
                sums[row.year] = _added(sums.get(row.year), row)
    return [sums[year] for year in sorted(sums)]


def _added(before: FiscalYearOf | None, row: FiscalYearOf) -> FiscalYearOf:
    if before is None:
        return row._replace(sums=replace(row.sums))
    mine, theirs = before.sums, row.sums
    both = Year(
        row.year, mine.payments + theirs.payments, mine.interest + theirs.interest,
        mine.amortization + theirs.amortization, mine.liability + theirs.liability, mine.asset + theirs.asset,
    )  # fmt: skip
    return FiscalYearOf(
        row.year, before.opening + row.opening, before.added + row.added,
        before.remeasured + row.remeasured, both,
    )  # fmt: skip


def _joined(before: Year | None, year: Year) -> Year:
    """Add flows of one year up; what stands at its end is the later one's."""
    if before is None:
        return year
    return Year(
        year.year, before.payments + year.payments, before.interest + year.interest,
        before.amortization + year.amortization, year.liability, year.asset,
    )  # fmt: skip


def _life_left(contract: SubscriptionContract, on: date) -> int | None:
    life = contract.useful_life_months
    return None if life is None else max(1, life - months_between(contract.starts_on, on))
