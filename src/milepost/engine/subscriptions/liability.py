"""The liability: the present value of the payments, and how it grows by interest and falls by each payment.

Sums are dollars to the cent, halves rounded away from zero. Discounting is exact until its one rounding.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

MONTHS = 12
CENT = Decimal("0.01")
PRECISION = 50
"""Digits of discounting, so that thirty years of months do not reach the cents."""


class Payment(NamedTuple):
    """A payment at the end of as many periods after commencement; 0 is at commencement."""

    period: int
    amount: Decimal


class Period(NamedTuple):
    """One period: a payment at its beginning, then interest on what is left."""

    period: int
    opening: Decimal
    payment: Decimal
    interest: Decimal
    closing: Decimal

    @property
    def after_payment(self) -> Decimal:
        return self.opening - self.payment


def level_payments(
    amount: Decimal, *, count: int, per_year: int, is_advance: bool, escalator_percent: Decimal = Decimal(0)
) -> list[Payment]:
    """Give equal payments, each year's higher than the last by the escalator."""
    first = 0 if is_advance else 1
    growth = 1 + escalator_percent / 100
    return [
        Payment(number + first, to_cents(amount * growth ** (number // per_year))) for number in range(count)
    ]


def present_value(payments: Sequence[Payment], *, annual_percent: Decimal, per_year: int) -> Decimal:
    """Discount payments to commencement by a nominal annual rate, compounded with the payments."""
    with localcontext(prec=PRECISION):
        growth = 1 + annual_percent / 100 / per_year
        return to_cents(sum((one.amount / growth**one.period for one in payments), Decimal()))


def liability_schedule(
    payments: Sequence[Payment], *, annual_percent: Decimal, per_year: int
) -> list[Period]:
    """Give the periods from commencement to the last payment, which leaves exactly nothing.

    Interest is rounded in each period; the interest before the last payment bears what rounding leaves.
    """
    due: dict[int, Decimal] = {}
    for one in payments:
        due[one.period] = due.get(one.period, Decimal()) + one.amount
    last = max(due, default=0)
    rate = annual_percent / 100 / per_year
    opening = present_value(payments, annual_percent=annual_percent, per_year=per_year)
    periods = []
    for number in range(last + 1):
        payment = due.get(number, Decimal())
        left = opening - payment
        interest = due[last] - left if number == last - 1 else to_cents(left * rate)
        if number == last:
            interest = Decimal("0.00")
        periods.append(Period(number, opening, payment, interest, left + interest))
        opening = left + interest
    return periods


def to_cents(amount: Decimal) -> Decimal:
    """Round to the cent, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)
