"""What is left to pay, by line and month: spread over the days of the work, never less than what is promised.

Amounts are whole cents; a month is named by its first day. All that is spread re-adds to what it was spread from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from milepost.engine.apportioning import apportioned

Place = TypeVar("Place")
"""Where a cost stands, such as a fund with an account."""
Months = dict[date, int]


@dataclass(frozen=True, slots=True)
class Work(Generic[Place]):
    """Something left to pay: evenly from its first day to its last, both included, or on one day."""

    cents: int
    first: date
    last: date
    shares: Sequence[tuple[Place, int]]
    """The lines that pay for it, by weight."""


def to_complete(works: Iterable[Work[Place]], *, as_of: date) -> dict[Place, Months]:
    """Spread what is left to pay over lines and months; what should be paid already is paid in the month of `as_of`."""
    cells: dict[Place, Months] = {}
    for work in works:
        for place, month, cents in parts_of(work, as_of=as_of):
            months = cells.setdefault(place, {})
            months[month] = months.get(month, 0) + cents
    return cells


def parts_of(work: Work[Place], *, as_of: date) -> Iterator[tuple[Place, date, int]]:
    """Give what each line pays of one work in each month; the parts re-add to its cents."""
    if not work.cents:
        return
    parts = apportioned(work.cents, [weight for _, weight in work.shares])
    for (place, _), cents in zip(work.shares, parts, strict=True):
        for month, part in spread(cents, max(work.first, as_of), max(work.last, as_of)).items():
            yield place, month, part


def spread(cents: int, first: date, last: date) -> Months:
    """Divide an amount over months by how many of its days lie in each."""
    days: Months = {}
    month = first.replace(day=1)
    while month <= last:
        following = month_after(month)
        days[month] = (min(last, following - timedelta(days=1)) - max(first, month)).days + 1
        month = following
    return dict(zip(days, apportioned(cents, list(days.values())), strict=True))


def at_least(months: Mapping[date, int], least: int, *, month: date) -> Months:
    """Raise what is left to pay to a least sum, in proportion to its months, or in one month where nothing is."""
    missing = least - sum(months.values())
    if missing <= 0:
        return dict(months)
    weights = [max(0, cents) for cents in months.values()]
    if not sum(weights):
        raised = dict(months)
        raised[month] = raised.get(month, 0) + missing
        return raised
    parts = apportioned(missing, weights)
    return {name: cents + part for (name, cents), part in zip(months.items(), parts, strict=True)}


def rescaled(months: Mapping[date, int], cents: int, *, month: date) -> Months:
    """Give the same months another sum, in the same proportion; in one month where they hold nothing."""
    weights = [max(0, each) for each in months.values()]
    if not sum(weights):
        return {month: cents} if cents else {}
    return dict(zip(months, apportioned(cents, weights), strict=True))


def month_after(month: date) -> date:
    """Give the first day of the month after."""
    year, number = divmod(month.year * 12 + month.month, 12)
    return date(year, number + 1, 1)
