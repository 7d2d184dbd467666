"""How far a cost lies beyond what was budgeted for it, and what color that makes by a city's or the federal profile."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum

HUNDRED = Decimal(100)


class Color(IntEnum):
    """How grave a variance is."""

    GREEN = 0
    YELLOW = 1
    RED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """From where on a variance counts: a share of the budget, or a sum if that is less.

    Kansas wants its legislature consulted above the lesser of $1,000,000 or 10 % (JCIT Policy 2).
    """

    percent: Decimal
    most: Decimal | None = None
    """The sum from which the variance counts whatever its share; `None` where only the share does."""

    def of(self, budget: Decimal) -> Decimal:
        """Give the least variance that counts, in the unit of the budget."""
        share = abs(budget) * self.percent / HUNDRED
        return share if self.most is None else min(share, self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Where yellow and red begin, and whether a cost far below the budget counts like one above it."""

    yellow: Limit
    red: Limit
    is_two_sided: bool = False


CITY = Profile(yellow=Limit(percent=Decimal(5)), red=Limit(percent=Decimal(10)))
LOOSE = Profile(yellow=Limit(percent=Decimal(10)), red=Limit(percent=Decimal(30)))
FEDERAL = Profile(yellow=Limit(percent=Decimal(10)), red=Limit(percent=Decimal(30)), is_two_sided=True)
"""The federal IT Dashboard's: absolute values, so that spending 30 % less than planned is red."""


@dataclass(frozen=True, slots=True)
class Variance:
    """What was budgeted, and what it costs or will."""

    budget: Decimal
    cost: Decimal

    @property
    def amount(self) -> Decimal:
        """Give budget less cost, which is negative where it costs more (the sign of ANSI/PMI 19-006-2019)."""
        return self.budget - self.cost

    @property
    def percent(self) -> Decimal | None:
        """Give the variance in percent of the budget to two decimals, halves away from zero; or `None`."""
        if not self.budget:
            return None
        return (self.amount / self.budget * HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def color(self, profile: Profile) -> Color | None:
        """Judge by a profile; a limit is passed by what reaches it. `None` where neither budget nor cost is known."""
        if not self.budget:
            return Color.RED if self.cost > 0 else None
        beyond = abs(self.amount) if profile.is_two_sided else -self.amount
        if beyond <= 0:
            return Color.GREEN
        if beyond >= profile.red.of(self.budget):
            return Color.RED
        return Color.YELLOW if beyond >= profile.yellow.of(self.budget) else Color.GREEN


def federal_cost(
    *, actual: Decimal | None, projected: Decimal | None, is_finished: bool, is_future: bool, planned: Decimal
) -> Decimal | None:
    """Give the cost that the federal IT Dashboard compares with the planned one.

    The actual cost counts once the activity has its actual finish too, until then the projected one; an actual cost of
    zero means done at no cost. What has not begun varies by nothing. Source: GSA, "IT Collect Variance Score
    Algorithms" and ITDB Submission Instructions v5.3. `None` where nobody knows.
    """
    if is_future:
        return planned
    return actual if is_finished and actual is not None else projected
