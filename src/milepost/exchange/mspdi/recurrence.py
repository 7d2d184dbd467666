"""Recurring calendar exceptions, unrolled to the dates they fall on."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import islice, takewhile

from milepost.exchange import limits

DAY, WEEKDAY, WEEKEND_DAY, SUNDAY = range(4)
LAST_POSITION = 4
SATURDAY = 5


class Pattern(IntEnum):
    """How an exception recurs; the codes of `Exception/Type`."""

    SPAN = 1
    YEARLY_BY_DATE = 2
    YEARLY_BY_POSITION = 3
    MONTHLY_BY_DATE = 4
    MONTHLY_BY_POSITION = 5
    WEEKLY = 6
    DAILY = 7


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One rule; `month` counts from 1, `position` 0 to 4 is first to last, `weekdays` are 0 (Monday) to 6."""

    pattern: Pattern
    first: date
    last: date
    occurrences: int | None = None
    period: int = 1
    weekdays: frozenset[int] = frozenset()
    month: int = 1
    month_day: int = 1
    item: int = DAY
    position: int = 0

    def dates(self) -> Iterator[date]:
        """Give the dates in order, within the rule's range and number of occurrences."""
        in_range = (day for day in self._candidates() if day >= self.first)
        bounded = takewhile(lambda day: day <= self._end(), in_range)
        return islice(bounded, self.occurrences or limits.EXCEPTIONS + 1)

    def _end(self) -> date:
        return self.last if self.occurrences is None else limits.LAST_DAY

    def _candidates(self) -> Iterator[date]:
        match self.pattern:
            case Pattern.DAILY | Pattern.SPAN:
                return self._days()
            case Pattern.WEEKLY:
                return self._weeks()
            case Pattern.MONTHLY_BY_DATE | Pattern.YEARLY_BY_DATE:
                return (_by_date(year, month, self.month_day) for year, month in self._months())
            case _:
                return (_by_position(year, month, self.item, self.position) for year, month in self._months())

    def _days(self) -> Iterator[date]:
        for offset in range(0, (limits.LAST_DAY - self.first).days + 1, self.period):
            yield self.first + timedelta(days=offset)

    def _weeks(self) -> Iterator[date]:
        sunday = self.first - timedelta(days=self.first.isoweekday() % 7)
        for week in range(0, (limits.LAST_DAY - sunday).days // 7, self.period):
            for offset in range(7):
                day = sunday + timedelta(days=week * 7 + offset)
                if day.weekday() in self.weekdays:
                    yield day

    def _months(self) -> Iterator[tuple[int, int]]:
        if self.pattern in (Pattern.YEARLY_BY_DATE, Pattern.YEARLY_BY_POSITION):
            yield from ((year, self.month) for year in range(self.first.year, limits.LAST_DAY.year + 1))
            return
        begun = self.first.year * 12 + self.first.month - 1
        for count in range(begun, (limits.LAST_DAY.year + 1) * 12, self.period):
            yield count // 12, count % 12 + 1


def _by_date(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _by_position(year: int, month: int, item: int, position: int) -> date:
    days = (date(year, month, number) for number in range(1, monthrange(year, month)[1] + 1))
    matching = [day for day in days if _is_item(day, item)]
    return matching[-1] if position >= LAST_POSITION else matching[position]


def _is_item(day: date, item: int) -> bool:
    if item == DAY:
        return True
    if item == WEEKDAY:
        return day.weekday() < SATURDAY
    if item == WEEKEND_DAY:
        return day.weekday() >= SATURDAY
    return day.isoweekday() % 7 == item - SUNDAY
