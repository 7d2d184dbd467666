"""Whether a purchase is capital or operating: alone by its cost, or together with others of its kind.

GASB Implementation Guide 2021-1, question 5.1: items below the threshold of one are capitalized when they are
significant together, such as 100 computers of $1,500 each.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Thing(StrEnum):
    """What is paid for."""

    EQUIPMENT = "equipment"
    SOFTWARE = "software"
    """A license that lasts, or software made for the city."""
    SUBSCRIPTION = "subscription"
    SERVICES = "services"
    """Work that makes an asset ready for use."""
    UPKEEP = "upkeep"
    """Maintenance, support, training, the preliminary project: expensed whatever it costs."""


class Thresholds(NamedTuple):
    """From where on a purchase is capital, by the city's policy."""

    unit: Decimal
    aggregate: Decimal
    life_years: Decimal


class Reason(StrEnum):
    """The test that decided."""

    UPKEEP = "upkeep"
    SUBSCRIPTION = "subscription"
    SHORT_LIFE = "short life"
    UNIT = "unit"
    AGGREGATE = "aggregate"
    BELOW = "below"


class Decision(NamedTuple):
    """What a purchase is, and why."""

    is_capital: bool | None
    """`None` where another standard decides: a subscription is measured by GASB 96."""
    reason: Reason
    total: Decimal


def decide(thing: Thing, unit: Decimal, quantity: int, life_years: Decimal, policy: Thresholds) -> Decision:
    """Give the first test that decides; a threshold is reached by what equals it, a life must exceed its own."""
    total = unit * quantity
    if thing is Thing.UPKEEP:
        return Decision(False, Reason.UPKEEP, total)
    if thing is Thing.SUBSCRIPTION:
        return Decision(None, Reason.SUBSCRIPTION, total)
    if life_years <= policy.life_years:
        return Decision(False, Reason.SHORT_LIFE, total)
    if unit >= policy.unit:
        return Decision(True, Reason.UNIT, total)
    if quantity > 1 and total >= policy.aggregate:
        return Decision(True, Reason.AGGREGATE, total)
    return Decision(False, Reason.BELOW, total)
