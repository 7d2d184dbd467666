"""What each fiscal year shows of a subscription: payments, interest, amortization, and what is left at its end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from milepost.engine.apportioning import apportioned
from milepost.engine.subscriptions.liability import CENT, MONTHS
from milepost.engine.subscriptions.measurement import ZERO, Measured

SINGLE_YEARS, BLOCK_YEARS = 5, 5
"""Maturities are disclosed for each of the next five years and in five-year blocks after (GASB 96, paragraph 60d)."""


@dataclass(slots=True)
class Year:
    """One fiscal year of a subscription."""

    year: int
    payments: Decimal = ZERO
    interest: Decimal = ZERO
    """Interest expense: what accrues in the year."""
    amortization: Decimal = ZERO
    liability: Decimal = ZERO
    """At the year's end, with the interest accrued since the last payment."""
    asset: Decimal = ZERO
    """At the year's end."""


class Month(NamedTuple):
    """One month of a subscription; liability and asset are those at its end."""

    fiscal_year: int
    first: date
    payment: Decimal
    interest: Decimal
    amortization: Decimal
    liability: Decimal
    asset: Decimal


class Due(NamedTuple):
    """One payment as what it is made of, in the month in which it falls due."""

    fiscal_year: int
    month: date
    principal: Decimal
    interest: Decimal

    @property
    def total(self) -> Decimal:
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class Maturity:
    """What falls due in one fiscal year, or in a block of them."""

    first_year: int
    last_year: int
    principal: Decimal
    interest: Decimal

    @property
    def total(self) -> Decimal:
        return self.principal + self.interest


def years_of(
    measured: Measured,
    *,
    start_year: int,
    start_month: int,
    first_fiscal_month: int,
    months: int | None = None,
) -> list[Year]:
    """Give the fiscal years from commencement, named by the calendar year in which they end.

    `months` ends the list early, where a later measurement takes over.
    """
    years: dict[int, Year] = {}
    begins = {"start_year": start_year, "start_month": start_month, "first_fiscal_month": first_fiscal_month}
    for month in months_of(measured, **begins, months=months):
        row = years.setdefault(month.fiscal_year, Year(month.fiscal_year))
        row.payments += month.payment
        row.interest += month.interest
        row.amortization += month.amortization
        row.liability, row.asset = month.liability, month.asset
    return list(years.values())


def months_of(
    measured: Measured,
    *,
    start_year: int,
    start_month: int,
    first_fiscal_month: int,
    months: int | None = None,
) -> Iterator[Month]:
    """Give the months from commencement; the interest of a period accrues evenly over them."""
    liability, asset = measured.liability, measured.asset
    for number, (payment, interest, amortized) in enumerate(_months(measured)):
        if months is not None and number >= months:
            break
        absolute = start_year * MONTHS + start_month - 1 + number
        liability += interest - payment
        asset -= amortized
        yield Month(
            _fiscal_year(absolute, first_fiscal_month), _first_day(absolute), payment, interest, amortized, liability,
            asset,
        )  # fmt: skip


def maturities(
    measured: Measured, *, start_year: int, start_month: int, first_fiscal_month: int, after_year: int
) -> list[Maturity]:
    """Give principal and interest of the payments that fall due after a fiscal year."""
    due: dict[int, tuple[Decimal, Decimal]] = {}
    begins = {"start_year": start_year, "start_month": start_month, "first_fiscal_month": first_fiscal_month}
    for one in dues_of(measured, **begins):
        principal, interest = due.get(one.fiscal_year, (ZERO, ZERO))
        due[one.fiscal_year] = (principal + one.principal, interest + one.interest)
    return list(_blocks({year: sums for year, sums in due.items() if year > after_year}, after_year))


def dues_of(
    measured: Measured, *, start_year: int, start_month: int, first_fiscal_month: int
) -> Iterator[Due]:
    """Give each payment as the interest accrued until it and the principal that it pays off."""
    accrued = ZERO
    for period in measured.periods:
        month = start_year * MONTHS + start_month - 1 + period.period * measured.months_per_period
        interest = min(accrued, period.payment)
        principal = period.payment - interest
        yield Due(_fiscal_year(month, first_fiscal_month), _first_day(month), principal, interest)
        accrued += period.interest - interest


def _blocks(due: dict[int, tuple[Decimal, Decimal]], after_year: int) -> Iterator[Maturity]:
    last = max(due, default=after_year)
    first = after_year + 1
    while first <= last:
        until = first if first <= after_year + SINGLE_YEARS else first + BLOCK_YEARS - 1
        found = [due[year] for year in range(first, until + 1) if year in due]
        principal, interest = _sums(found)
        if principal or interest or until == first:
            yield Maturity(first, until, principal, interest)
        first = until + 1


def _sums(found: Sequence[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    return sum((one for one, _ in found), ZERO), sum((one for _, one in found), ZERO)


def _months(measured: Measured) -> Iterable[tuple[Decimal, Decimal, Decimal]]:
    """Give payment, interest and amortization of each month, from the first until nothing is left."""
    step = measured.months_per_period
    amortization = measured.amortization
    count = max(measured.periods[-1].period * step + 1, len(amortization))
    payments, interest = [ZERO] * count, [ZERO] * count
    for period in measured.periods:
        first = period.period * step
        payments[first] += period.payment
        for offset, cents in enumerate(apportioned(int(period.interest / CENT), [1] * step)):
            if cents:
                interest[first + offset] = cents * CENT
    return zip(payments, interest, [*amortization, *[ZERO] * (count - len(amortization))], strict=True)


def _first_day(month: int) -> date:
    return date(month // MONTHS, month % MONTHS + 1, 1)


def _fiscal_year(month: int, first_fiscal_month: int) -> int:
    year, month_of_year = divmod(month, MONTHS)
    return year + int(first_fiscal_month > 1 and month_of_year + 1 >= first_fiscal_month)
