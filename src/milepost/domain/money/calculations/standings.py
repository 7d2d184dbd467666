"""How much money stands in each state, summed from the lines behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from milepost.domain.money.models import Allocation, LedgerEntry, LedgerImport, LedgerTotal, State
from milepost.domain.projects.models import Project

ZERO = Decimal("0.00")
TOTALED = ("fiscal_year", "fund", "cost_center", "account", "state")
"""What kept totals can be summed and narrowed by; paths may lead on from them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Sums of dollars by state; the states are never added to each other, only taken from what is appropriated."""

    appropriated: Decimal = ZERO
    pre_encumbered: Decimal = ZERO
    encumbered: Decimal = ZERO
    expended: Decimal = ZERO
    received: Decimal = ZERO

    @property
    def available(self) -> Decimal:
        """What may still be promised: appropriated less expended, encumbered and pre-encumbered.

        Amendments and transfers are appropriations. Negative is overspent. Source: Somerton, Arizona, code 3-5-173.
        """
        return self.appropriated - self.expended - self.encumbered - self.pre_encumbered

    @property
    def used_percent(self) -> float | None:
        """Give the share that is spent or promised; `None` where nothing is appropriated."""
        if not self.appropriated:
            return None
        return float((self.appropriated - self.available) / self.appropriated * 100)

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(*(getattr(self, state.value) + getattr(other, state.value) for state in State))

    def __sub__(self, other: "Standing") -> "Standing":
        return Standing(*(getattr(self, state.value) - getattr(other, state.value) for state in State))


Key = tuple[Any, ...]


def standings(by: Sequence[str], **narrowed: Any) -> dict[Key, Standing]:
    """Sum all posted entries by some of their fields; of files, by the totals kept of each where these suffice."""
    if not all(path.split("__")[0] in TOTALED for path in (*by, *narrowed)):
        return _summed(_by_state(LedgerEntry.posted().filter(**narrowed), by), len(by))
    own = LedgerEntry.objects.filter(brought_by=None, **narrowed)
    totals = LedgerTotal.objects.filter(brought_by__state=LedgerImport.State.POSTED, **narrowed)
    return _summed([*_by_state(own, by), *_by_state(totals, by)], len(by))


def allocated(by: Sequence[str], **narrowed: Any) -> dict[Key, Standing]:
    """Sum what is allocated of posted entries, by fields of allocations or of their entries, in one query."""
    rows = Allocation.posted().filter(**narrowed).order_by()
    return _summed(rows.values_list(*by, "entry__state").annotate(sum=Sum("amount")), len(by))


def standing_of(project: Project) -> Standing:
    """Give what stands of one project over all funds and years."""
    return allocated((), project=project).get((), Standing())


def whole(parts: Iterable[Standing]) -> Standing:
    """Add up."""
    return sum(parts, Standing())


def _by_state(rows: Any, by: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    found: Iterable[tuple[Any, ...]] = rows.order_by().values_list(*by, "state").annotate(sum=Sum("amount"))
    return found


def _summed(rows: Iterable[tuple[Any, ...]], width: int) -> dict[Key, Standing]:
    found: dict[Key, dict[str, Decimal]] = {}
    for row in rows:
        sums = found.setdefault(row[:width], {})
        # SQLite adds in binary fractions: over many lines they are exact only once rounded to the cent.
        sums[row[width]] = sums.get(row[width], ZERO) + row[width + 1].quantize(ZERO)
    return {key: _standing(sums) for key, sums in found.items()}


def _standing(sums: Mapping[str, Decimal]) -> Standing:
    """Round what the database added up in binary to the cent, which its 15 digits hold exactly."""
    return Standing(*(sums.get(state.value, ZERO).quantize(ZERO) for state in State))
